"""What a journal's file says, all of it, so that a state before and a state after can be told from anything else."""

import re
import sqlite3
import uuid
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from sqlite_utils import Database

from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.storage.migrations import journal_migrations
from ldn_tui.storage.schema import APPLICATION_ID, Value

# Made anew by each call, like the names of sessions: not what it says.
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_BOOKKEEPING = {"_sqlite_migrations"}

State = tuple[tuple[str, ...], ...]


def state_of(journal: Path) -> State:
    """Return the schema's version, every object of the schema and every row of the file, made-up ids left out.

    SQLite recovers the file first, if it was left half written.

    Raises:
        AssertionError: it is damaged.
        sqlite3.Error: it cannot be read.
    """
    with closing(sqlite3.connect(f"{journal.absolute().as_uri()}?mode=rw", uri=True)) as connection:
        found = connection.execute("PRAGMA integrity_check").fetchall()
        assert found == [("ok",)], f"{journal.name}: {found}"
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == [], f"{journal.name}: a lost reference"
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        objects = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        tables = [str(name) for kind, name, _ in objects if kind == "table" and name not in _BOOKKEEPING]
        rows = [tuple(_in_words(table, connection)) for table in tables if not table.startswith("sqlite_")]
    return ((str(version),), tuple(repr(one) for one in objects), *rows)


def _in_words(table: str, connection: sqlite3.Connection) -> list[str]:
    rows: list[tuple[Value, ...]] = connection.execute(f'SELECT * FROM "{table}"').fetchall()
    return [table, *sorted(_ID.sub("an id", repr(row)) for row in rows)]


def diary_csv(first: date, days: int) -> str:
    """Return a diary of that many days, with a rating of each measure and a note a day."""
    keys = [measure.key for measure in FIRST_MEASURES]
    lines = [",".join(["day", *keys, "note"])]
    for number in range(days):
        values = [str((number + place) % 11) for place, _ in enumerate(keys)]
        lines.append(",".join([(first + timedelta(days=number)).isoformat(), *values, f"note {number}"]))
    return "\n".join(lines) + "\n"


def diary_map() -> str:
    """Return the --map that reads such a diary."""
    return ",".join(["date=day", *(f"{measure.key}={measure.key}" for measure in FIRST_MEASURES), "note=note"])


def make_first_version(journal: Path, days: int) -> None:
    """Make a journal as the first version made it, with a rating of every measure and a note on that many days."""
    at = "2026-01-01T21:00:00+01:00"
    with closing(sqlite3.connect(journal, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        journal_migrations.apply(Database(connection, execute_plugins=False), stop_before="0002_trials")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute("PRAGMA user_version = 1")
        connection.execute("INSERT INTO journal VALUES (1, ?, ?, '2026-01-01')", (str(uuid.uuid4()), at))
        connection.execute(
            "INSERT INTO step (id, at, program, session, kind, summary) VALUES (?, ?, 'the app', ?, 'do', 'A diary')",
            (str(uuid.uuid4()), at, str(uuid.uuid4())),
        )
        for place, measure in enumerate(FIRST_MEASURES):
            connection.execute(
                "INSERT INTO measure (key, id, name, low_anchor, high_anchor, direction, position, recorded_at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    measure.key, str(uuid.uuid4()), measure.name, measure.low_anchor, measure.high_anchor,
                    measure.direction.value, place, at,
                ),
            )  # fmt: skip
        for number in range(days):
            day = (date(2024, 1, 1) + timedelta(days=number)).isoformat()
            for place, measure in enumerate(FIRST_MEASURES):
                connection.execute(
                    "INSERT INTO rating (measure, day, value, id, recorded_at) VALUES (?, ?, ?, ?, ?)",
                    (measure.key, day, float((number + place) % 11), str(uuid.uuid4()), at),
                )
            connection.execute(
                "INSERT INTO note (day, text, id, recorded_at) VALUES (?, ?, ?, ?)",
                (day, f"note {number}", str(uuid.uuid4()), at),
            )
        connection.execute("COMMIT")
    journal.chmod(0o600)


def ratings_on(journal: Path, day: str) -> dict[str, float | None]:
    """Return the ratings of a day by measure; none if there is no journal."""
    if not journal.exists():
        return {}
    with closing(sqlite3.connect(f"{journal.absolute().as_uri()}?mode=ro", uri=True)) as connection:
        return dict(connection.execute("SELECT measure, value FROM rating WHERE day = ?", (day,)).fetchall())
