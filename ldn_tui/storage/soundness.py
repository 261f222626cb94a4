"""Looking a journal's file over for damage: quickly, or every page, row and index of it."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ldn_tui.storage.connections import connect
from ldn_tui.storage.database import damaged_in_its_words, sqlite_errors


def quick_check(connection: sqlite3.Connection, path: Path, tables: Sequence[str] = ()) -> None:
    """Look the structure of the whole file over: every page, and every row's form.

    Args:
        connection: an open connection to it.
        path: what errors call it.
        tables: look over these tables and their indexes only. SQLite itself does not notice, in reading, that the head
            of a damaged page names fewer rows than there are.

    Raises:
        DamagedJournal: something is wrong with it.
    """
    looks = [f'PRAGMA quick_check("{table}")' for table in tables] or ["PRAGMA quick_check(1)"]
    with sqlite_errors(path):
        # The constraints of every row were held when it was written; to hold them again costs five times the rest.
        connection.execute("PRAGMA ignore_check_constraints = ON")
        try:
            findings = [str(row[0]) for look in looks for row in connection.execute(look).fetchall() if row != ("ok",)]
        finally:
            connection.execute("PRAGMA ignore_check_constraints = OFF")
        findings = findings or list(_uneven_indexes(connection, tables))
    if findings:
        raise damaged_in_its_words(path, _last_line(findings[0]))


def _last_line(finding: str) -> str:
    """Return what SQLite found; the line before it may name the database, which has but one."""
    return finding.splitlines()[-1]


def _uneven_indexes(connection: sqlite3.Connection, tables: Sequence[str]) -> Iterator[str]:
    """Yield the indexes that have another number of entries than their table has rows.

    An index that leads to a page of another table is noticed by a look over the whole file only, or so.
    """
    indexes = connection.execute(
        "SELECT tbl_name, name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL AND sql NOT LIKE '% WHERE %'"
    ).fetchall()
    for table, index in indexes:
        if table in tables:
            # A bare count(*) is taken from whichever index is the smallest; a sum is not.
            rows, entries = connection.execute(
                f'SELECT (SELECT count(*) FROM "{table}" NOT INDEXED),'
                f' (SELECT coalesce(sum(1), 0) FROM "{table}" INDEXED BY "{index}")'
            ).fetchone()
            if rows != entries:
                yield f"{entries} entries in index {index} for {rows} rows"


def check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Check every page, row, index and constraint: a byte that changed in a rating or a dose is found.

    Raises:
        DamagedJournal: something is wrong.
    """
    with sqlite_errors(path):
        findings = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(1)").fetchall()]
    if findings != ["ok"]:
        raise damaged_in_its_words(path, _last_line(findings[0]))


def check_file(path: Path, check: Callable[[sqlite3.Connection, Path], None] = quick_check) -> None:
    """Look the file at `path` over through a connection of its own, which writes nothing.

    Args:
        path: the file.
        check: `quick_check`, or `check_whole`, which takes several times as long.

    Raises:
        DamagedJournal: something is wrong with it.
        LockedJournal: another program holds it.
    """
    with sqlite_errors(path):
        connection = connect(path, "ro", 1)
    try:
        check(connection, path)
    finally:
        connection.close()
