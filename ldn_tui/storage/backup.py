"""Copies of a journal's file: made whole and checked, or not at all; and looked into without a byte written."""

import sqlite3
import time
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ldn_tui.domain.errors import LockedJournal
from ldn_tui.domain.text import visible
from ldn_tui.part_files import part_beside
from ldn_tui.storage.connections import connect
from ldn_tui.storage.database import (
    COMMAND_PATIENCE_MS,
    damaged,
    locked,
    look_before_opening,
    sqlite_errors,
)
from ldn_tui.storage.schema import DAY_TABLES, TABLES, Value
from ldn_tui.storage.soundness import check_whole

# Pages copied at a time: between two such bites another connection gets at the file.
_BITE = 256
# A copy begins anew when the file is written meanwhile; one that is written all the time is not copied.
_MOST_RESTARTS = 20
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


@dataclass(frozen=True, slots=True)
class Holdings:
    """What a journal's file holds.

    Attributes:
        journal_id: which journal it is.
        days: how many days have anything recorded.
        values: how many rows those days have.
        last_day: the latest of them, None without any.
        rows: how many rows each table has.
    """

    journal_id: str
    days: int
    values: int
    last_day: date | None
    rows: Mapping[str, int]


def write_copy(source: Path, target: Path, *, replace: bool = False) -> Holdings:
    """Copy the journal at `source` to `target`: there is a whole and checked copy afterwards, or nothing.

    It is made under another name beside `target` (0600), checked and counted there, brought to the disk and only then
    called `target`. Other programs can go on with the journal meanwhile.

    Args:
        source: the journal.
        target: the copy.
        replace: whether a file that is there is replaced.

    Returns:
        What the copy holds.

    Raises:
        DamagedJournal: the copy is damaged, because the journal is.
        LockedJournal: another program holds the journal, or writes to it all the time.
        CannotWrite: the disk or its permissions refuse.
    """
    with part_beside(target, replace=replace) as part:
        for _ in range(_MOST_RESTARTS):
            with closing(open_source(source)) as journal:
                with sqlite_errors(source):
                    before = count_rows(journal)
                _fill(part, journal, source, target)
                held = _held_in(part, source)
                with sqlite_errors(source):
                    after = count_rows(journal)
            if dict(held.rows) in (before, after):
                return held
        raise kept_busy(source)


def kept_busy(path: Path) -> LockedJournal:
    """Return the error for a journal that is written to again and again while it is copied."""
    return LockedJournal(f"Another program keeps writing to {visible(str(path))}: try again in a moment.")


def _fill(part: Path, journal: sqlite3.Connection, source: Path, target: Path) -> None:
    # What goes wrong here is the copy's disk; what goes wrong with the journal is said by its own name.
    with sqlite_errors(target), closing(sqlite3.connect(part, isolation_level=None)) as copy:
        # The copy is nothing until it has its name: it needs no way back.
        copy.execute("PRAGMA journal_mode = OFF")
        copy.execute("PRAGMA synchronous = OFF")
        copy_pages(journal, copy, source)


def holdings(path: Path) -> Holdings:
    """Check the whole file at `path`, without writing a byte, and return what it holds.

    Raises:
        JournalError: it is missing, foreign, newer or damaged.
        CannotWrite: it cannot be read.
    """
    look_before_opening(path, create=False)
    return _held_in(path, path)


def identity(path: Path) -> str:
    """Return which journal the file at `path` is, without checking all of it.

    Raises:
        JournalError: it is missing, foreign, newer or damaged.
        CannotWrite: it cannot be read.
    """
    look_before_opening(path, create=False)
    with sqlite_errors(path), closing(open_to_read(path)) as connection:
        return _identity(connection, path)


def fingerprint(path: Path) -> tuple[Value, ...]:
    """Return what changes with every step of the journal at `path`: its identity, its last step, its log's size.

    Raises:
        JournalError: it is missing, foreign, newer or damaged.
        CannotWrite: it cannot be read.
    """
    look_before_opening(path, create=False)
    with sqlite_errors(path), closing(open_to_read(path)) as connection:
        steps = connection.execute("SELECT id, number FROM step ORDER BY number DESC LIMIT 1").fetchall()
        last, number = steps[0] if steps else (None, None)
        changes = connection.execute(
            "SELECT before, after FROM change WHERE step = ? ORDER BY number", (number,)
        ).fetchall()
        (size,) = connection.execute(
            "SELECT count(*) || ' ' || total(length(before)) || ' ' || total(length(after)) FROM change"
        ).fetchone()
        return (_identity(connection, path), last, size, *(value for change in changes for value in change))


def file_state(path: Path) -> tuple[int, int, int] | None:
    """Return what changes when the file at `path` is written to or replaced: its place, size and time; None without."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_size, status.st_mtime_ns


def open_source(path: Path) -> sqlite3.Connection:
    """Return a connection to the journal in use at `path`, which recovers it first if it was left half written.

    Raises:
        JournalError: it is missing, foreign, newer or damaged.
        CannotWrite: it cannot be read.
    """
    look_before_opening(path, create=False)
    return _open(path, "rw")


def open_to_read(path: Path) -> sqlite3.Connection:
    """Return a connection to the file at `path` that never writes to it."""
    return _open(path, "ro")


def _open(path: Path, mode: str) -> sqlite3.Connection:
    with sqlite_errors(path):
        connection = connect(path, mode, COMMAND_PATIENCE_MS / 1000)
        connection.execute("PRAGMA trusted_schema = OFF")
    return connection


def copy_pages(source: sqlite3.Connection, target: sqlite3.Connection, path: Path, bite: int = _BITE) -> None:
    """Copy one database over another; the target has the whole of it afterwards, or what it had.

    Args:
        source: what is copied.
        target: what becomes the copy.
        path: what errors call the one that may be held by another program.
        bite: how many pages at a time; -1 for all at once.

    Raises:
        LockedJournal: another program holds it, or writes to it all the time.
    """
    waits_until = time.monotonic() + COMMAND_PATIENCE_MS / 1000
    restarts = 0
    left: int | None = None

    def look(status: int, remaining: int, total: int) -> None:
        del total
        nonlocal restarts, left, waits_until
        if status not in _BUSY:
            restarts += left is not None and remaining > left
            left, waits_until = remaining, time.monotonic() + COMMAND_PATIENCE_MS / 1000
        if time.monotonic() > waits_until or restarts > _MOST_RESTARTS:
            raise locked(path)

    source.backup(target, pages=bite, progress=look, sleep=0.005)


def hold(connection: sqlite3.Connection, path: Path) -> Holdings:
    """Return what the database holds that `path` names.

    Raises:
        DamagedJournal: it has lost its own row.
    """
    with sqlite_errors(path):
        rows = count_rows(connection)
        days = " UNION ".join(f"SELECT day FROM {table.name}" for table in DAY_TABLES if table.name in rows)
        number, last = connection.execute(f"SELECT count(*), max(day) FROM ({days})").fetchone()
    return Holdings(
        journal_id=_identity(connection, path),
        days=int(number),
        values=sum(rows.get(table.name, 0) for table in DAY_TABLES),
        last_day=None if last is None else date.fromisoformat(last),
        rows=rows,
    )


def count_rows(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many rows each table has; an older journal does not have all of them."""
    found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()}
    return {
        name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])
        for name in (*TABLES, "step", "change")
        if name in found
    }


def _held_in(path: Path, called: Path) -> Holdings:
    with closing(open_to_read(path)) as connection:
        check_whole(connection, called)
        return hold(connection, called)


def _identity(connection: sqlite3.Connection, path: Path) -> str:
    with sqlite_errors(path):
        rows = connection.execute("SELECT id FROM journal").fetchall()
    if not rows:
        raise damaged(path, "it has lost its own row")
    return str(rows[0][0])
