"""What a journal's file holds, and whether that fits together: asked of SQLite itself, past all code of the app."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from ldn_tui.storage.schema import TABLES, Row, Value

Content = dict[str, list[tuple[object, ...]]]


def content(path: Path) -> Content:
    """Return the rows of every table, the steps and changes among them; nothing of a file that is not there."""
    if not path.exists() or not path.stat().st_size:
        return {}
    with closing(_opened(path)) as connection:
        names = [str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr) for name in names}


def troubles(path: Path) -> list[str]:
    """Return what is wrong with a journal's file, in words: damage, or a row that is not as its last change left it."""
    with closing(_opened(path)) as connection:
        found = [str(row) for row in connection.execute("PRAGMA integrity_check").fetchall() if row != ("ok",)]
        found += [f"foreign key: {row}" for row in connection.execute("PRAGMA foreign_key_check").fetchall()]
        last: dict[tuple[str, tuple[Value, ...]], str | None] = {}
        for table, before, after in connection.execute("SELECT table_name, before, after FROM change ORDER BY number"):
            last[table, TABLES[table].key_of(json.loads(after or before))] = after
        rows = {
            (name, table.key_of(row)): row
            for name, table in TABLES.items()
            for row in (
                dict(zip(table.columns, values, strict=True))
                for values in connection.execute(f'SELECT {", ".join(_quoted(table.columns))} FROM "{name}"')
            )
        }
    for (table, key), text in last.items():
        said: Row = {} if text is None else json.loads(text)
        held = rows.get((table, key), {})
        if bool(said) != bool(held) or any(held[name] != value for name, value in said.items()):
            found.append(f"{table} {key}: the last change says {said}, the row is {held}")
    return found


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)


def _quoted(columns: tuple[str, ...]) -> list[str]:
    return [f'"{column}"' for column in columns]
