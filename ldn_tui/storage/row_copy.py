"""A database made of given rows: the journal's schema with nothing in it but what was chosen."""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path

from ldn_tui.part_files import part_beside
from ldn_tui.storage.backup import Holdings, holdings
from ldn_tui.storage.database import bring_up_to_date, sqlite_errors
from ldn_tui.storage.schema import TABLES, Row, daily_view


def database_of(journal: Row, rows: Mapping[str, Iterable[Row]], called: Path) -> bytes:
    """Return the bytes of a journal's file that holds `rows` and no steps; the same rows give the same bytes.

    Args:
        journal: the journal's own row.
        rows: the rows of each other table; each is read once.
        called: what errors call it.

    Raises:
        JournalError: the rows do not fit together.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection, sqlite_errors(called):
        connection.execute("PRAGMA foreign_keys = ON")
        bring_up_to_date(connection, called)
        # When this copy's schema was made is no part of the journal.
        made_at = str(journal["created_at"])
        connection.execute("UPDATE _sqlite_migrations SET applied_at = ?", (made_at,))
        connection.execute("BEGIN")
        for name, table in TABLES.items():
            marks = ", ".join("?" * len(table.columns))
            connection.executemany(
                f'INSERT INTO "{name}" ({", ".join(table.columns)}) VALUES ({marks})',
                ([row[column] for column in table.columns] for row in rows.get(name, (journal,))),
            )
        keys = [key for (key,) in connection.execute("SELECT key FROM measure ORDER BY position, key").fetchall()]
        connection.execute("DROP VIEW daily")
        connection.execute(daily_view(keys))
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        return connection.serialize()


def write_database(target: Path, data: bytes, *, replace: bool) -> Holdings:
    """Write the bytes of a journal's file to `target` (0600), checked there, whole or not at all.

    Raises:
        CannotWrite: the disk or its permissions refuse.
    """
    with part_beside(target, replace=replace) as part:
        part.write_bytes(data)
        return holdings(part)
