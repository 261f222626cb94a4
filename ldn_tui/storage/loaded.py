"""A copy of a journal in memory: compared, cleaned and poured back, and nothing done to it reaches a disk by itself."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import TypeVar

from ldn_tui.part_files import part_beside
from ldn_tui.storage.backup import Holdings, copy_pages, hold, holdings, kept_busy, open_source
from ldn_tui.storage.database import bring_up_to_date, sqlite_errors, version_in
from ldn_tui.storage.hot_journal import hot_journal_of
from ldn_tui.storage.purge import Purge
from ldn_tui.storage.schema import DAY_TABLES, TABLES, Row, Table, Value
from ldn_tui.storage.soundness import check_whole

# What says how a row came about, not what it says.
_BOOKKEEPING = frozenset({"id", "recorded_at", "import_id"})
_HEADER_LENGTH = 100
_LOG_MODE, _NO_LOG_AHEAD = slice(18, 20), b"\1\1"
# Each time the journal is written to between its backup and the pouring, it is backed up anew.
_MOST_BACKUPS = 10

# What a row says, and in a day's rows before that the table's name.
Said = tuple[Value, ...]
Rows = frozenset[Said]
Made = TypeVar("Made")


class LoadedJournal:
    """A checked copy of a journal in memory, with the present schema."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Take over a connection to a copy in memory, which came from `path`."""
        self.path = path
        self._connection = connection

    @classmethod
    def of_file(cls, path: Path) -> "LoadedJournal":
        """Load the journal at `path`, which may be in use.

        Raises:
            JournalError: it is missing, foreign, newer or damaged.
            CannotWrite: it cannot be read.
        """
        with closing(open_source(path)) as source:
            copy = _empty_memory()
            with sqlite_errors(path):
                copy_pages(source, copy, path)
        return cls._checked(copy, path)

    @classmethod
    def of_bytes(cls, data: bytes, path: Path) -> "LoadedJournal":
        """Load the bytes of a copy that came from `path`.

        Raises:
            JournalError: they are foreign, newer or damaged.
        """
        version_in(data[:_HEADER_LENGTH], len(data), path)
        # In memory there is no log ahead of a file (https://www.sqlite.org/c3ref/deserialize.html).
        data = data[: _LOG_MODE.start] + _NO_LOG_AHEAD + data[_LOG_MODE.stop :]
        copy = _empty_memory()
        with sqlite_errors(path):
            copy.deserialize(data)
        return cls._checked(copy, path)

    @classmethod
    def _checked(cls, copy: sqlite3.Connection, path: Path) -> "LoadedJournal":
        try:
            check_whole(copy, path)
            with sqlite_errors(path):
                copy.execute("PRAGMA foreign_keys = ON")
                bring_up_to_date(copy, path)
            return cls(copy, path)
        except BaseException:
            copy.close()
            raise

    def close(self) -> None:
        """Let go of it."""
        self._connection.close()

    @property
    def holdings(self) -> Holdings:
        """What it holds."""
        return hold(self._connection, self.path)

    def days(self) -> Mapping[date, Rows]:
        """Return what each day with anything recorded says, whenever and however that was recorded."""
        found: dict[date, set[Said]] = defaultdict(set)
        for table in DAY_TABLES:
            for row in self._rows(table):
                found[date.fromisoformat(str(row["day"]))].add((table.name, *said_by(row)))
        return {day: frozenset(rows) for day, rows in found.items()}

    def others(self) -> Mapping[str, Rows]:
        """Return what each table says that is not about days: measures, trials, medicines and so on."""
        others = [table for table in TABLES.values() if not table.has_days and table.name not in {"journal", "import"}]
        return {table.name: frozenset(said_by(row) for row in self._rows(table)) for table in others}

    def _rows(self, table: Table) -> list[dict[str, Value]]:
        with sqlite_errors(self.path):
            rows = self._connection.execute(f'SELECT {", ".join(table.columns)} FROM "{table.name}"').fetchall()
        return [dict(zip(table.columns, row, strict=True)) for row in rows]

    def purge(self, purge: Purge) -> bool:
        """Remove what `purge` names without a trace, and return whether there was any of it."""
        with sqlite_errors(self.path):
            return purge.apply(self._connection)

    def has(self, purge: Purge) -> bool:
        """Return whether it holds anything that `purge` names."""
        with sqlite_errors(self.path):
            return purge.is_needed(self._connection)

    def as_bytes(self) -> bytes:
        """Return the bytes of a file that holds the same."""
        with sqlite_errors(self.path):
            return self._connection.serialize()

    def write(self, target: Path) -> Holdings:
        """Make it the file at `target`, whole and checked or not at all, and return what that holds.

        Raises:
            CannotWrite: the disk or its permissions refuse.
        """
        with part_beside(target, replace=True) as part:
            part.write_bytes(self.as_bytes())
            return holdings(part)

    def pour_into(self, path: Path, back_up: Callable[[], Made]) -> Made:
        """Make the journal in use at `path` the same as this one, in one transaction that other programs notice.

        Args:
            path: the journal.
            back_up: called before, with nobody else able to write. It is called again if somebody still does in the
                moment before the pouring: nothing is poured over that was not backed up.

        Returns:
            What `back_up` returned last.

        Raises:
            JournalError: there is no sound journal at `path`.
            LockedJournal: another program holds it, or writes to it all the time.
            CannotWrite: the disk or its permissions refuse.
        """
        with closing(open_source(path)) as journal, sqlite_errors(path):
            journal.execute("PRAGMA synchronous = EXTRA")
            for _ in range(_MOST_BACKUPS):
                # Meanwhile others can read, and so can the backup.
                journal.execute("BEGIN IMMEDIATE")
                version = _data_version(journal)
                made = back_up()
                journal.execute("COMMIT")
                # SQLite pours only where no transaction is open; in this mode the lock of one outlasts it.
                journal.execute("PRAGMA locking_mode = EXCLUSIVE")
                journal.execute("BEGIN EXCLUSIVE")
                journal.execute("COMMIT")
                is_as_backed_up = _data_version(journal) == version
                # Now the lock goes with the next access: that is the pouring, or the look at the version.
                journal.execute("PRAGMA locking_mode = NORMAL")
                if is_as_backed_up:
                    copy_pages(self._connection, journal, path, bite=-1)
                    return made
        raise kept_busy(path)

    def put_in_place(self, path: Path) -> None:
        """Make it the file at `path`, in place of one that SQLite cannot use, or of none.

        Raises:
            CannotWrite: the disk or its permissions refuse.
        """
        # A link stays a link: what it leads to is replaced.
        with part_beside(path.resolve(), replace=True) as part:
            part.write_bytes(self.as_bytes())
            holdings(part)
            # Left of the unusable file, it would be taken for a half-written change of this one.
            with suppress(FileNotFoundError):
                hot_journal_of(path).unlink()


def as_row(said: Said) -> tuple[str, Row]:
    """Return the table and the columns of one of a day's rows; how it came about is not among them."""
    table = TABLES[str(said[0])]
    columns = [column for column in table.columns if column not in _BOOKKEEPING]
    return table.name, dict(zip(columns, said[1:], strict=True))


def said_by(row: Mapping[str, Value]) -> Said:
    """Return what a row says, without what says how it came about."""
    return tuple(value for column, value in row.items() if column not in _BOOKKEEPING)


def _data_version(connection: sqlite3.Connection) -> int:
    """Return a number that changes whenever another connection has written to the file."""
    return int(connection.execute("PRAGMA data_version").fetchone()[0])


def _empty_memory() -> sqlite3.Connection:
    # Loaded by one thread, it may be poured back by another, later one.
    return sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
