"""What a new journal's file is: who may read it, how SQLite keeps it, and what it looks like inside."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.journal import Journal, open_journal
from ldn_tui.storage.database import APP_PATIENCE_MS, COMMAND_PATIENCE_MS
from ldn_tui.storage.schema import APPLICATION_ID, SCHEMA_VERSION, TABLES
from tests.conftest import DAY_STARTS_AT
from tests.stored import has_history

SCHEMA = Path(__file__).with_name("schema.sql")


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077], indirect=True)
@pytest.mark.usefixtures("umask")
def test_nobody_else_may_read_it(tmp_path: Path, clock: PinnedClock) -> None:
    path = tmp_path / "data" / "ldn-tui" / "journal.db"
    journal = open_journal(path, clock, DAY_STARTS_AT, create=True, program="the app")
    try:
        assert mode(path) == 0o600
        assert mode(path.parent) == 0o700
        with journal.repository.transaction():
            journal.repository._connection.execute("UPDATE journal SET created_on = '2026-11-21'")
            assert mode(path.with_name("journal.db-journal")) == 0o600
    finally:
        journal.close()
    assert [found.name for found in path.parent.iterdir()] == ["journal.db"]


def test_a_folder_that_is_there_keeps_its_mode(tmp_path: Path, clock: PinnedClock) -> None:
    tmp_path.chmod(0o755)
    open_journal(tmp_path / "journal.db", clock, DAY_STARTS_AT, create=True, program="the app").close()
    assert mode(tmp_path) == 0o755


def test_sqlite_keeps_it_safe(journal: Journal) -> None:
    connection = journal.repository._connection
    found = {
        name: connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema", "busy_timeout")
    }
    assert found == {
        "journal_mode": "delete",
        "synchronous": 3,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "busy_timeout": COMMAND_PATIENCE_MS,
    }
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert journal.path.read_bytes()[68:72] == b"LDNj"


def test_looking_for_damage_leaves_the_constraints_on(journal: Journal) -> None:
    journal.repository.check()
    assert journal.repository._connection.execute("PRAGMA ignore_check_constraints").fetchone() == (0,)


def test_the_app_hardly_waits_for_a_lock(journal_path: Path, clock: PinnedClock) -> None:
    with closing(
        open_journal(journal_path, clock, DAY_STARTS_AT, create=True, program="the app", patient=False)
    ) as journal:
        assert journal.repository._connection.execute("PRAGMA busy_timeout").fetchone() == (APP_PATIENCE_MS,)


def test_the_schema_is_the_one_on_record(journal: Journal) -> None:
    """A shipped migration is never edited: whoever changes this file adds a migration."""
    rows = journal.repository._connection.execute(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    ).fetchall()
    assert "\n;\n".join(str(sql) for (sql,) in rows) + "\n" == SCHEMA.read_text()


def test_every_table_is_strict_and_known(journal: Journal) -> None:
    connection = journal.repository._connection
    tables = dict(
        connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND schema = 'main'"
        ).fetchall()
    )
    own = {name for name in tables if not name.startswith(("sqlite_", "_sqlite_"))}
    assert own == {*TABLES, "step", "change"}
    assert all(tables[name] for name in own)
    for table in TABLES.values():
        columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table.name}")').fetchall()]
        assert tuple(columns) == table.columns


def test_a_new_journal_has_an_id_five_measures_and_no_history(journal: Journal) -> None:
    row = journal.repository.journal_row()
    assert row["created_at"] == "2026-11-22T21:30:00+01:00"
    assert row["created_on"] == "2026-11-22"
    assert len(str(row["id"])) == 36
    assert [measure.key for measure in journal.measures.all()] == ["pain", "sleep", "mood", "food", "function"]
    assert not has_history(journal)
    assert len({str(row["id"]) for row in journal.repository.rows("measure")}) == 5


def test_two_journals_have_two_ids(tmp_path: Path, clock: PinnedClock) -> None:
    ids = set()
    for name in ("a.db", "b.db"):
        journal = open_journal(tmp_path / name, clock, DAY_STARTS_AT, create=True, program="the app")
        ids.add(journal.repository.journal_row()["id"])
        journal.close()
    assert len(ids) == 2


def test_an_up_to_date_file_is_opened_without_a_write(journal: Journal, clock: PinnedClock) -> None:
    journal.close()
    before = journal.path.read_bytes(), journal.path.stat().st_mtime_ns
    again = open_journal(journal.path, clock, DAY_STARTS_AT, create=True, program="the app")
    again.status()
    again.repository.check()
    again.close()
    assert (journal.path.read_bytes(), journal.path.stat().st_mtime_ns) == before


def test_an_empty_file_becomes_a_journal_only_where_one_may_be_made(journal_path: Path, clock: PinnedClock) -> None:
    journal_path.touch(mode=0o600)
    with closing(open_journal(journal_path, clock, DAY_STARTS_AT, create=True, program="the app")) as journal:
        assert len(journal.measures.all()) == 5


def test_a_journal_that_was_cut_off_while_it_was_made_is_made_again(journal_path: Path, clock: PinnedClock) -> None:
    """The schema is there, its first rows are not: what a kill between the two transactions leaves."""
    journal = open_journal(journal_path, clock, DAY_STARTS_AT, create=True, program="the app")
    journal.close()
    with closing(sqlite3.connect(journal_path)) as connection, connection:
        connection.execute("DELETE FROM measure")
        connection.execute("DELETE FROM journal")
    with closing(open_journal(journal_path, clock, DAY_STARTS_AT, create=True, program="the app")) as again:
        assert len(again.measures.all()) == 5
