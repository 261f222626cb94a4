"""The tables refuse what no program of ours would write: the file is safe from other tools, too."""

import math
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from uuid import uuid4

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.journal import Journal, open_journal
from tests.conftest import DAY_STARTS_AT, NOW

AT = "2026-11-22T21:04:11+01:00"
DAY = "2026-11-22"

GOOD: dict[str, dict[str, Any]] = {
    "rating": {"measure": "pain", "day": DAY, "value": 4.5},
    "dose": {"day": DAY, "medicine": "naltrexone", "mg": 4.5, "label": None, "taken": 1, "taken_at": AT},
    "side_effect": {"day": DAY, "term": "headache", "severity": 2},
    "no_side_effect": {"day": DAY},
    "rescue": {"day": DAY, "medicine": "ibuprofen", "count": 0.5},
    "note": {"day": DAY, "text": "x"},
    "skip": {"day": DAY, "reason": "too tired"},
    "impression": {"day": DAY, "value": 7},
    "lab": {"day": DAY, "name": "ESR", "value": 12, "unit": "", "range_low": None, "range_high": 20.0},
    "phase": {"kind": "follow-up", "arm": None, "starts_on": DAY, "ends_on": None},
    "trial": {
        "question": "", "condition": "", "template": "before-after", "starts_on": DAY, "first_dose_on": None,
        "baseline_days": 28, "endpoint_days": 28, "primary_measure": "pain", "threshold": 30, "decision_after": 56,
        "decision_on": None, "medicine": "naltrexone", "ended_on": None, "end_reason": None, "locked_on": None,
        "full_dose_on": None,
    },
    "medicine": {
        "name": "tramadol", "dose": "", "starts_on": DAY, "stops_on": None, "as_needed": 0, "opioid": 1, "price": 1.5,
        "pack_size": 30, "supply": 10, "supply_on": DAY, "units_a_day": 0.5, "currency": "EUR",
    },
    "declined": {"what": "lab ESR"},
    "import": {"source": "diary.csv", "first_day": DAY, "last_day": DAY, "measures": "pain sleep"},
    "measure": {
        "key": "fog", "name": "Fog", "low_anchor": "a", "high_anchor": "b", "direction": "lower", "position": 5,
        "added_on": DAY, "retired_on": None,
    },
}  # fmt: skip

BAD_DAYS = (
    "2023-02-29", "2026-13-01", "2026-11-31", "2026-1-1", "20261122", "foo", "", "now", "2026-11-22 ", "2460000.5",
    "2026-11-22T00:00:00", "12:00", None, 20261122, b"2026-11-22",
)  # fmt: skip
BAD_INSTANTS = (
    "2026-11-22T21:04:11", "2026-11-22 21:04:11+01:00", "2026-11-22", "2026-11-22T21:04:11Z", "foo", "", None,
    "2026-11-22T25:04:11+01:00", "2023-02-29T21:04:11+01:00", "????-??-??T??:??:??+01:00",
)  # fmt: skip
BAD_IDS = ("", "x", None, "1234567890", "0" * 36)

BAD: list[tuple[str, str, Any]] = [
    *(("rating", "value", value) for value in (11, 10.1, -0.1, 4.55, math.inf, -math.inf, "x", b"4")),
    ("rating", "measure", "unknown"),
    ("rating", "measure", None),
    *(("dose", "mg", value) for value in (0, -1, 4.55, 1000.1, math.inf, "x")),
    *(("dose", "taken", value) for value in (2, -1, None, 0)),
    ("dose", "label", "A1"),
    ("dose", "medicine", " "),
    *(("dose", "taken_at", value) for value in BAD_INSTANTS if value is not None),
    *(("side_effect", "severity", value) for value in (0, 4, 1.5, None)),
    ("side_effect", "term", ""),
    *(("rescue", "count", value) for value in (0, -1, math.inf, math.nan, None)),
    ("rescue", "medicine", "  "),
    *(("note", "text", value) for value in ("", None, b"x")),
    *(("skip", "reason", value) for value in ("lazy", "", None, "too_tired")),
    *(("impression", "value", value) for value in (0, 8, 3.5, None)),
    *(("lab", "value", value) for value in (math.inf, -math.inf, math.nan, None)),
    ("lab", "range_low", math.inf),
    ("lab", "range_high", -math.inf),
    ("lab", "name", " "),
    ("lab", "unit", None),
    ("phase", "kind", "placebo"),
    ("phase", "ends_on", "2026-11-21"),
    *(("phase", "starts_on", value) for value in BAD_DAYS),
    *(("phase", "ends_on", value) for value in BAD_DAYS if value is not None),
    ("import", "last_day", "2026-11-21"),
    ("phase", "trial", "00000000-0000-4000-8000-000000000000"),
    *(("trial", "template", value) for value in ("placebo", "", None)),
    *(("trial", "baseline_days", value) for value in (13, 29, 14.5, None)),
    *(("trial", "endpoint_days", value) for value in (27, 0, None)),
    *(("trial", "threshold", value) for value in (31, 0, None)),
    *(("trial", "decision_after", value) for value in (57, None)),
    *(("trial", "primary_measure", value) for value in ("fog", None)),
    ("trial", "medicine", " "),
    ("trial", "question", None),
    ("trial", "ended_on", DAY),
    ("trial", "end_reason", "x"),
    *(("trial", "starts_on", value) for value in BAD_DAYS),
    *(
        ("trial", column, value)
        for column in ("first_dose_on", "decision_on", "locked_on", "full_dose_on")
        for value in BAD_DAYS
        if value is not None
    ),
    *(("medicine", "name", value) for value in (" ", None)),
    *(("medicine", column, value) for column in ("as_needed", "opioid") for value in (2, -1, None)),
    *(("medicine", "price", value) for value in (-1, math.inf, "x", None)),
    *(("medicine", "units_a_day", value) for value in (0, -1, 1001, "x")),
    *(("medicine", "currency", value) for value in (" ", "x" * 13)),
    *(("medicine", "pack_size", value) for value in (0, -1, math.inf)),
    ("medicine", "stops_on", "2026-11-21"),
    ("medicine", "supply", None),
    ("medicine", "supply_on", None),
    ("declined", "what", " "),
    *(("import", "first_day", value) for value in BAD_DAYS),
    *(("measure", "key", value) for value in ("Fog", "2fog", "f-og", "", "x" * 41, None, "pain", "f\nog")),
    *(("measure", column, " ") for column in ("name", "low_anchor", "high_anchor")),
    ("measure", "direction", "up"),
    ("measure", "position", -1),
    ("measure", "added_on", "2023-02-29"),
    ("measure", "retired_on", "foo"),
    ("measure", "inactive", "foo"),
    ("measure", "inactive", ""),
    ("measure", "inactive", "2026-01-01..2026-02-01 2026-03-01"),
]
for _table, _row in GOOD.items():
    if "day" in _row:
        BAD += [(_table, "day", value) for value in BAD_DAYS]
    BAD += [(_table, "recorded_at", value) for value in BAD_INSTANTS]
    BAD += [(_table, "id", value) for value in BAD_IDS]


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    """A new journal as another tool would open it."""
    path = tmp_path_factory.mktemp("constraints") / "journal.db"
    open_journal(path, PinnedClock(NOW), DAY_STARTS_AT, create=True, program="the app").close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        yield connection


def insert(connection: sqlite3.Connection, table: str, **changes: Any) -> dict[str, Any]:
    """Insert a row, read it back, and take it away again; what was read is returned."""
    row = {"id": str(uuid4()), "recorded_at": AT} | GOOD[table] | changes
    connection.execute("BEGIN")
    try:
        connection.execute(
            f'INSERT INTO "{table}" ({", ".join(row)}) VALUES ({", ".join("?" * len(row))})', tuple(row.values())
        )
        return read_row(connection, table, row["id"], list(changes or row))
    finally:
        connection.execute("ROLLBACK")


def read_row(connection: sqlite3.Connection, table: str, id: str, columns: list[str]) -> dict[str, Any]:
    row = connection.execute(f'SELECT {", ".join(columns)} FROM "{table}" WHERE id = ?', (id,)).fetchone()
    return dict(zip(columns, row, strict=True))


@pytest.mark.parametrize("table", GOOD)
def test_a_good_row_is_taken(tables: sqlite3.Connection, table: str) -> None:
    assert insert(tables, table).items() >= GOOD[table].items()


@pytest.mark.parametrize(
    ("table", "changes"),
    [
        ("rating", {"value": None}),
        ("rating", {"value": 10}),
        ("rating", {"value": 0.1}),
        ("rating", {"day": "2024-02-29"}),
        ("dose", {"mg": None, "label": "A1", "taken_at": None}),
        ("dose", {"mg": None, "taken": 0, "taken_at": None}),
        ("rating", {"recorded_at": "2026-11-22T21:04:11.123456-11:00"}),
        ("phase", {"ends_on": DAY}),
        ("measure", {"added_on": None}),
    ],
)
def test_so_is_every_other_good_one(tables: sqlite3.Connection, table: str, changes: dict[str, Any]) -> None:
    assert insert(tables, table, **changes) == changes


@pytest.mark.parametrize(("table", "column", "value"), BAD)
def test_a_bad_row_is_refused(tables: sqlite3.Connection, table: str, column: str, value: Any) -> None:
    with pytest.raises((sqlite3.IntegrityError, sqlite3.OperationalError)):
        insert(tables, table, **{column: value})


@pytest.mark.parametrize(
    "changes",
    [
        {"mg": None},
        {"taken": 0, "mg": None},
        {"taken": 0, "taken_at": None},
        {"taken": 0, "mg": None, "taken_at": None, "label": "A1"},
        {"mg": None, "label": ""},
    ],
)
def test_a_dose_is_an_amount_or_a_label_or_not_taken(tables: sqlite3.Connection, changes: dict[str, Any]) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        insert(tables, "dose", **changes)


def test_there_is_one_journal_row(tables: sqlite3.Connection) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        tables.execute(
            "INSERT INTO journal (singleton, id, created_at, created_on) VALUES (2, ?, ?, ?)", (str(uuid4()), AT, DAY)
        )


def test_a_measure_with_ratings_cannot_be_deleted(journal: Journal) -> None:
    journal.rate(journal.today(), "pain", 4)
    with pytest.raises(sqlite3.IntegrityError):
        journal.repository._connection.execute("DELETE FROM measure WHERE key = 'pain'")


TRIAL = "00000000-0000-4000-8000-000000000001"
OF_A_TRIAL: dict[str, dict[str, Any]] = {
    "dose_step": {"trial": TRIAL, "starts_on": DAY, "mg": 0, "at": "07:05"},
    "amendment": {"trial": TRIAL, "field": "threshold", "before": None, "after": None, "day": DAY},
    "decision": {"trial": TRIAL, "day": DAY, "choice": "change with the prescriber", "reason": ""},
    "seal": {
        "trial": TRIAL, "pairs": 1, "weeks": 8, "digest": "0f" * 20, "helper_name": "Ada", "helper_phone": "1",
        "opened_on": None, "early_reason": None, "guess": None, "sureness": 50,
    },
    "bottle": {"trial": TRIAL, "label": "bottle 1", "content": "comparator"},
}  # fmt: skip
OTHER = "00000000-0000-4000-8000-000000000002"


def insert_of_trial(connection: sqlite3.Connection, table: str, **changes: Any) -> dict[str, Any]:
    """Insert a row of a sealed trial, read it back, and take everything away again; what was read is returned."""
    needed = {"trial": GOOD["trial"] | {"id": TRIAL}, "seal": OF_A_TRIAL["seal"]}
    connection.execute("BEGIN")
    try:
        for name, row in [*needed.items(), (table, OF_A_TRIAL[table] | changes)]:
            if name == table and name in needed and row is not needed[name]:
                connection.execute(f'DELETE FROM "{name}"')
            whole = {"id": str(uuid4()), "recorded_at": AT} | row
            connection.execute(
                f'INSERT INTO "{name}" ({", ".join(whole)}) VALUES ({", ".join("?" * len(whole))})',
                tuple(whole.values()),
            )
        return read_row(connection, table, whole["id"], list(whole))
    finally:
        connection.execute("ROLLBACK")


@pytest.mark.parametrize("table", OF_A_TRIAL)
def test_a_good_row_of_a_trial_is_taken(tables: sqlite3.Connection, table: str) -> None:
    assert insert_of_trial(tables, table).items() >= OF_A_TRIAL[table].items()


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        *((table, "trial", value) for table in OF_A_TRIAL for value in (OTHER, None)),
        *((table, "id", value) for table in OF_A_TRIAL for value in ("x", None)),
        *((table, "recorded_at", "2026-11-22") for table in OF_A_TRIAL),
        *(("dose_step", "mg", value) for value in (-1, 4.55, 1000.1, None, math.inf)),
        *(("dose_step", "at", value) for value in ("7:05", "25:00", "07:05:00", "now", "")),
        ("dose_step", "starts_on", "2026-02-30"),
        ("amendment", "field", ""),
        ("amendment", "day", None),
        ("decision", "choice", "perhaps"),
        ("decision", "reason", None),
        *(("seal", "pairs", value) for value in (0, 7)),
        *(("seal", "weeks", value) for value in (5, 27)),
        *(("seal", "digest", value) for value in ("0f" * 19, "0F" * 20, "0g" * 20)),
        *(("seal", "sureness", value) for value in (-1, 101, 0.5)),
        *(("bottle", "content", value) for value in ("sugar", None)),
        ("bottle", "label", ""),
    ],
)
def test_a_bad_row_of_a_trial_is_refused(tables: sqlite3.Connection, table: str, column: str, value: Any) -> None:
    with pytest.raises((sqlite3.IntegrityError, sqlite3.OperationalError)):
        insert_of_trial(tables, table, **{column: value})
