"""What can still be read of a damaged file, row by row. Nothing is written to it."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from datetime import date
from pathlib import Path

from ldn_tui.domain.errors import LdnError
from ldn_tui.storage.backup import open_to_read
from ldn_tui.storage.loaded import Rows, Said, said_by
from ldn_tui.storage.schema import DAY_TABLES, Table, Value


def readable_days(path: Path) -> Mapping[date, Rows]:
    """Return what each day says as far as the file at `path` can be read; nothing if it cannot be opened.

    Each table is read from its first row up to the damage, and from its last row back to it.
    """
    found: dict[date, set[Said]] = defaultdict(set)
    with suppress(LdnError, sqlite3.Error), closing(open_to_read(path)) as connection:
        # A text that is not UTF-8 any more is read as far as it is.
        connection.text_factory = lambda text: text.decode("utf-8", "replace")
        for table in DAY_TABLES:
            for direction in ("ASC", "DESC"):
                for row in _rows(connection, table, direction):
                    with suppress(ValueError):
                        found[date.fromisoformat(str(row["day"]))].add((table.name, *said_by(row)))
    return {day: frozenset(rows) for day, rows in found.items()}


def _rows(connection: sqlite3.Connection, table: Table, direction: str) -> Iterator[Mapping[str, Value]]:
    order = ", ".join(f"{column} {direction}" for column in table.key)
    with suppress(sqlite3.Error):
        for row in connection.execute(f'SELECT {", ".join(table.columns)} FROM "{table.name}" ORDER BY {order}'):
            yield dict(zip(table.columns, row, strict=True))
