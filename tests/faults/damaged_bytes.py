"""Journals to be damaged, with rows in every table; and which look, if any, finds a damage of their bytes."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from enum import StrEnum
from pathlib import Path

from sqlite_utils import Database

from ldn_tui.clock import PinnedClock
from ldn_tui.demo import build_demo
from ldn_tui.domain.errors import JournalError
from ldn_tui.storage.database import version_in
from ldn_tui.storage.migrations import journal_migrations
from ldn_tui.storage.schema import APPLICATION_ID, SCHEMA_VERSION, TABLES, Row
from ldn_tui.storage.soundness import check_whole, quick_check
from ldn_tui.storage.steps import Step
from tests.conftest import DAY_STARTS_AT, NOW

PAGE = 4096
TODAY = NOW.date()
# The columns in which no flipped byte may go unnoticed.
VALUES = {
    "rating": ("measure", "day", "value"),
    "dose": ("day", "medicine", "mg", "label", "taken", "taken_at"),
}
# With their indexes, the trees that hold those columns.
TREES = ("rating", "rating_by_day", "dose", "dose_by_day")

Contents = Mapping[str, list[tuple[object, ...]]]


class Finder(StrEnum):
    """What notices a damage, from the first to look to the last; or what it did unnoticed."""

    OPENING = "on opening"
    QUICK = "by quick_check"
    WHOLE = "by integrity_check"
    READING = "on reading"
    HARMLESS = "changed nothing"
    ELSE = "changed another text unnoticed"
    VALUE = "changed a rating or dose unnoticed"


def build_full(path: Path) -> None:
    """Build the demo at `path`, with rows in the tables that it leaves empty."""
    with closing(build_demo(path, PinnedClock(NOW), DAY_STARTS_AT)) as journal:
        trial = str(journal.repository.rows("trial")[0]["id"])
        journal.act("everything else stored", lambda step: _put_the_rest(step, trial))


def _put_the_rest(step: Step, trial: str) -> None:
    at = step.at.isoformat()
    day = date(2020, 5, 1).isoformat()
    source = "5d0c3a52-1111-4222-8333-000000000001"
    rows: list[tuple[str, Row]] = [
        ("import", {"id": source, "source": "diary.csv", "first_day": day, "last_day": day, "measures": "pain sleep"}),
        ("rating", {"id": source, "day": day, "measure": "pain", "value": 6.5, "import_id": source}),
        ("note", {"id": source, "day": day, "text": "from the old diary", "import_id": source}),
        ("dose", {"id": source, "day": day, "medicine": "naltrexone", "label": "A", "taken": 1, "taken_at": at}),
        ("declined", {"id": source, "what": "ferritin"}),
        (
            "seal",
            {
                "trial": trial, "id": source, "pairs": 1, "weeks": 6, "digest": "0123456789abcdef" * 2 + "01234567",
                "helper_name": "Aunt Vera", "helper_phone": "0170 1234567",
            },
        ),
        ("bottle", {"trial": trial, "label": "A", "content": "LDN", "id": source}),
        ("bottle", {"trial": trial, "label": "B", "content": "comparator", "id": source[:-1] + "2"}),
    ]  # fmt: skip
    for table, row in rows:
        step.put(table, {"recorded_at": at, **row})


def build_older(path: Path, version: int, full: Path) -> None:
    """Build the file that schema `version` had made of the journal at `full`, as far as it had the columns."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        following = {1: "0002_trials", 2: "0003_units_and_full_dose"}[version]
        journal_migrations.apply(Database(connection, execute_plugins=False), stop_before=following)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {version}")
        connection.execute("COMMIT")
        connection.execute("ATTACH ? AS newer", (str(full),))
        for name in (*TABLES, "step", "change"):
            columns = [row[1] for row in connection.execute(f'PRAGMA main.table_info("{name}")').fetchall()]
            listed = ", ".join(f'"{column}"' for column in columns)
            if columns:
                connection.execute(f'INSERT INTO main."{name}" ({listed}) SELECT {listed} FROM newer."{name}"')


def contents(connection: sqlite3.Connection) -> Contents:
    """Return the rows of every table.

    Raises:
        sqlite3.Error: they cannot be read.
    """
    names = [str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: connection.execute(f'SELECT * FROM "{name}"').fetchall()
        for name in names
        if not name.startswith(("sqlite_", "_sqlite_"))
    }


def values(connection: sqlite3.Connection) -> Contents:
    """Return what the ratings and doses say."""
    return {
        name: connection.execute(f"SELECT {', '.join(columns)} FROM {name}").fetchall()
        for name, columns in VALUES.items()
    }


class Sound:
    """A sound journal's bytes, and what they say."""

    def __init__(self, path: Path) -> None:
        """Read the file at `path`."""
        self.path = path
        self.data = path.read_bytes()
        self.pages = len(self.data) // PAGE
        with closing(_in_memory(self.data)) as connection:
            self.contents, self.values = contents(connection), values(connection)

    def flipped(self, position: int, bits: int) -> bytes:
        """Return the bytes with those bits of one of them turned over."""
        return b"".join((self.data[:position], bytes((self.data[position] ^ bits,)), self.data[position + 1 :]))

    def zeroed(self, start: int, end: int) -> bytes:
        """Return the bytes with those from `start` to before `end` set to zero."""
        return b"".join((self.data[:start], bytes(end - start), self.data[end:]))

    def found_by(self, data: bytes) -> Finder:
        """Return what notices that the journal's bytes have become `data`."""
        try:
            version = version_in(data[:100], len(data), self.path)
            connection = _in_memory(data)
        except (JournalError, sqlite3.Error):
            return Finder.OPENING
        with closing(connection):
            try:
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except (sqlite3.Error, UnicodeDecodeError):
                return Finder.OPENING
            for look, finder in ((quick_check, Finder.QUICK), (check_whole, Finder.WHOLE)):
                try:
                    look(connection, self.path)
                except JournalError:
                    return finder
            try:
                if values(connection) != self.values:
                    return Finder.VALUE
                if contents(connection) != self.contents:
                    return Finder.ELSE
            except (sqlite3.Error, UnicodeDecodeError):
                return Finder.READING
        # Another number than the steps that were taken: told before anything is brought up to date.
        return Finder.HARMLESS if version in (SCHEMA_VERSION, self.data[63]) else Finder.OPENING

    def pages_of(self, tree: str) -> list[int]:
        """Return the numbers of the pages, from 0, of a table or an index without overflow pages."""
        with closing(_in_memory(self.data)) as connection:
            (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (tree,)).fetchone()
        return list(self._below(int(root) - 1))

    def _below(self, page: int) -> Iterator[int]:
        yield page
        start = page * PAGE
        kind, cells = self.data[start], int.from_bytes(self.data[start + 3 : start + 5], "big")
        if kind in (2, 5):
            places = [
                int.from_bytes(self.data[at : at + 2], "big") for at in range(start + 12, start + 12 + 2 * cells, 2)
            ]
            for place in (8, *places):
                yield from self._below(int.from_bytes(self.data[start + place : start + place + 4], "big") - 1)

    def texts(self) -> Iterator[tuple[int, int]]:
        """Yield the start and end of the bytes of each text of the other tables, wherever the file holds them."""
        rows = [row for table, rows in self.contents.items() if table not in VALUES for row in rows]
        for text in {value for row in rows for value in row if isinstance(value, str) and len(value) > 3}:
            sought = text.encode()[:200]
            at = self.data.find(sought)
            while at >= 0:
                yield at, at + len(sought)
                at = self.data.find(sought, at + len(sought))


def _in_memory(data: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(data)
    return connection
