"""Files of earlier versions: brought to the present schema with everything that is in them."""

import json
import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.trial import NewTrial, Template
from ldn_tui.journal import open_journal
from ldn_tui.storage.migrations import journal_migrations
from ldn_tui.storage.schema import APPLICATION_ID, SCHEMA_VERSION
from tests.conftest import DAY_STARTS_AT

AT = "2026-11-01T21:00:00+01:00"
SCHEMA = Path(__file__).with_name("schema.sql")


def new_id() -> str:
    return str(uuid.uuid4())


@pytest.fixture
def first_version(tmp_path: Path) -> Path:
    """Return a file as the first version made and used it."""
    path = tmp_path / "first.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        journal_migrations.apply(Database(connection, execute_plugins=False), stop_before="0002_trials")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        rows: list[tuple[str, dict[str, str | int | float | None]]] = [
            ("journal", {"singleton": 1, "id": new_id(), "created_at": AT, "created_on": "2026-11-01"}),
            (
                "measure",
                {
                    "key": "pain", "id": new_id(), "name": "Pain", "low_anchor": "no pain", "high_anchor": "worst",
                    "direction": "lower", "position": 0, "recorded_at": AT,
                },
            ),
            ("rating", {"measure": "pain", "day": "2026-11-01", "value": 6.5, "id": new_id(), "recorded_at": AT}),
            (
                "dose",
                {
                    "id": new_id(), "day": "2026-11-01", "medicine": "naltrexone", "mg": 4.5, "taken": 1,
                    "recorded_at": AT,
                },
            ),
            ("note", {"day": "2026-11-01", "text": "a\nb", "id": new_id(), "recorded_at": AT}),
        ]  # fmt: skip
        phase: dict[str, str | int | float | None] = {
            "id": new_id(), "kind": "baseline", "arm": None, "starts_on": "2026-11-01", "ends_on": None,
            "recorded_at": AT,
        }  # fmt: skip
        for table, row in [*rows, ("phase", phase)]:
            marks = ", ".join("?" * len(row))
            connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({marks})", tuple(row.values()))
        connection.execute(
            "INSERT INTO step (id, at, program, session, kind, summary)"
            " VALUES (?, ?, 'the app', 's', 'do', 'Baseline')",
            (new_id(), AT),
        )
        connection.execute(
            "INSERT INTO change (step, table_name, before, after) VALUES (1, 'phase', NULL, ?)", (json.dumps(phase),)
        )
        connection.execute("COMMIT")
    return path


def rows_of(path: Path) -> dict[str, list[dict[str, object]]]:
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        names = ("journal", "measure", "rating", "dose", "note", "phase", "step", "change")
        return {name: [dict(row) for row in connection.execute(f"SELECT * FROM {name}")] for name in names}


def test_a_file_of_the_first_version_keeps_everything(first_version: Path, clock: PinnedClock) -> None:
    before = rows_of(first_version)
    open_journal(first_version, clock, DAY_STARTS_AT, create=False, program="the app").close()
    after = rows_of(first_version)
    for name, rows in before.items():
        kept = [{column: row[column] for column in rows[0]} for row in after[name]]
        assert kept == rows
    assert [row["trial"] for row in after["phase"]] == [None]
    assert [row["final"] for row in after["step"]] == [0]
    with closing(sqlite3.connect(first_version)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []


def test_it_then_has_the_present_schema(first_version: Path, clock: PinnedClock) -> None:
    with closing(open_journal(first_version, clock, DAY_STARTS_AT, create=False, program="the app")) as journal:
        found = {
            str(sql)
            for (sql,) in journal.repository._connection.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL")
        }
    present = set(SCHEMA.read_text().rstrip("\n").split("\n;\n"))
    # The view has a column for each measure of the file.
    assert {sql for sql in found ^ present if not sql.startswith("CREATE VIEW daily")} == set()


def test_what_was_done_before_can_be_undone_after(first_version: Path, clock: PinnedClock) -> None:
    with closing(open_journal(first_version, clock, DAY_STARTS_AT, create=False, program="the app")) as journal:
        assert [phase.kind for phase in journal.phases()] == [PhaseKind.BASELINE]
        assert journal.undo().summary == "Baseline"
        assert journal.phases() == ()
        journal.redo()
        assert [phase.kind for phase in journal.phases()] == [PhaseKind.BASELINE]
        journal.undo()
        journal.trials.new(NewTrial(Template.BEFORE_AFTER, "", "", journal.today()))
        assert journal.trials.active() is not None


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    first_version: Path, clock: PinnedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = first_version.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise sqlite3.OperationalError

    monkeypatch.setattr("sqlite_utils.migrations.Migrations.apply", fail)
    with pytest.raises(Exception, match="cannot be used"):
        open_journal(first_version, clock, DAY_STARTS_AT, create=False, program="the app")
    assert first_version.read_bytes() == before


@pytest.fixture
def second_version(first_version: Path) -> Path:
    """Return a file as the second version made and used it."""
    with closing(sqlite3.connect(first_version, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        database = Database(connection, execute_plugins=False)
        journal_migrations.apply(database, stop_before="0003_units_and_full_dose")
        connection.execute("PRAGMA user_version = 2")
        medicine = {
            "id": new_id(), "name": "naltrexone", "dose": "4.5 mg", "as_needed": 0, "opioid": 0, "price": 60.0,
            "pack_size": 30.0, "supply": 84.0, "supply_on": "2026-11-01", "recorded_at": AT,
        }  # fmt: skip
        marks = ", ".join("?" * len(medicine))
        connection.execute(f"INSERT INTO medicine ({', '.join(medicine)}) VALUES ({marks})", tuple(medicine.values()))
        # Neither price nor currency.
        connection.execute(
            "INSERT INTO medicine (id, name, dose, as_needed, opioid, recorded_at) VALUES (?, 'tramadol', '', 1, 1, ?)",
            (new_id(), AT),
        )
        connection.execute(
            "INSERT INTO step (id, at, program, session, kind, summary)"
            " VALUES (?, ?, 'the app', 's', 'do', 'medicine naltrexone added')",
            (new_id(), AT),
        )
        connection.execute(
            "INSERT INTO change (step, table_name, before, after) VALUES (2, 'medicine', NULL, ?)",
            (json.dumps({"starts_on": None, "stops_on": None, **medicine}),),
        )
        connection.execute("COMMIT")
    return first_version


def test_a_file_of_the_second_version_keeps_its_medicines(second_version: Path, clock: PinnedClock) -> None:
    with closing(open_journal(second_version, clock, DAY_STARTS_AT, create=False, program="the app")) as journal:
        medicine = journal.medicines.find("naltrexone")
        assert (medicine.unit_price, medicine.supply, medicine.currency, medicine.units_a_day) == (2, 84, "", None)
        assert journal.medicines.find("tramadol").price is None
        assert journal.repository._connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        # A change of before the columns were there is undone and done again.
        journal.undo()
        assert [known.name for known in journal.medicines.list()] == ["tramadol"]
        journal.redo()
        assert journal.medicines.find("naltrexone") == medicine
