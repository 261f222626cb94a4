"""Forgetting: rows taken out of the tables, the log of changes and the free pages of a database."""

import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from ldn_tui.storage.schema import DAY_TABLES, TABLES, daily_view

FORGOTTEN = "forgotten"


@dataclass(frozen=True, slots=True)
class Purge:
    """What is to be forgotten.

    Attributes:
        tables: the tables of a day whose rows go; all of them for a whole day.
        day: the day; None for everything there is.
    """

    tables: tuple[str, ...]
    day: date | None

    @classmethod
    def of_note(cls, day: date) -> "Purge":
        """Forget the note of a day."""
        return cls(("note",), day)

    @classmethod
    def of_day(cls, day: date) -> "Purge":
        """Forget all that was recorded for a day."""
        return cls(tuple(table.name for table in DAY_TABLES), day)

    @classmethod
    def of_everything(cls) -> "Purge":
        """Forget everything."""
        return cls(tuple(TABLES), None)

    def is_needed(self, connection: sqlite3.Connection) -> bool:
        """Return whether the database holds any of it, in its tables or in its log."""
        if self.day is None:
            return any(_has_rows(connection, table.name) for table in (*DAY_TABLES, TABLES["trial"])) or _has_rows(
                connection, "step"
            )
        return any(
            connection.execute(f"SELECT 1 FROM {table} WHERE day = ? LIMIT 1", (self.day.isoformat(),)).fetchall()
            for table in self.tables
        ) or bool(self._changes(connection, self.day))

    def apply(self, connection: sqlite3.Connection) -> bool:
        """Remove it without a trace, and return whether there was any.

        The connection must be in no transaction. The rows and the log are emptied in one, with the bytes overwritten;
        then the file is written anew, so that no free page holds an earlier copy of them: also where there was nothing
        to remove, for the disk may have been too full for that the last time.
        """
        connection.execute("PRAGMA secure_delete = ON")
        # The file is written anew from memory: nothing of it reaches another place on a disk.
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("BEGIN IMMEDIATE")
        try:
            was_needed = self.is_needed(connection)
            if was_needed:
                if self.day is None:
                    _empty(connection)
                else:
                    self._remove(connection, self.day)
            connection.execute("COMMIT")
        except BaseException:
            # Nothing is left to take back where SQLite did so itself, as on a full disk.
            with suppress(sqlite3.Error):
                connection.rollback()
            raise
        connection.execute("VACUUM")
        return was_needed

    def _changes(self, connection: sqlite3.Connection, day: date) -> list[tuple[int, int]]:
        """Return number and step of each change in the log that tells of it."""
        marks = ", ".join("?" * len(self.tables))
        return connection.execute(
            f"SELECT number, step FROM change WHERE table_name IN ({marks})"
            " AND ? IN (json_extract(before, '$.day'), json_extract(after, '$.day'))",
            (*self.tables, day.isoformat()),
        ).fetchall()

    def _remove(self, connection: sqlite3.Connection, day: date) -> None:
        for table in self.tables:
            connection.execute(f"DELETE FROM {table} WHERE day = ?", (day.isoformat(),))
        changes = self._changes(connection, day)
        connection.executemany("DELETE FROM change WHERE number = ?", ((number,) for number, _ in changes))
        steps = sorted(_with_what_took_them_back(connection, {step for _, step in changes}), reverse=True)
        if "rating" in self.tables:
            # What a step is called names the values it set.
            connection.executemany(
                "UPDATE step SET summary = ? WHERE number = ?", ((FORGOTTEN, step) for step in steps)
            )
        # A step of which nothing is left would be undone in vain. What undid it, comes after it and goes before it.
        connection.executemany(
            "DELETE FROM step WHERE number = ? AND NOT EXISTS (SELECT 1 FROM change WHERE change.step = step.number)"
            " AND NOT EXISTS (SELECT 1 FROM step AS other WHERE other.target = step.number)",
            ((step,) for step in steps),
        )


def _with_what_took_them_back(connection: sqlite3.Connection, steps: set[int]) -> set[int]:
    """Return `steps` and those that undid or redid them: they are called the same, even if they changed no row."""
    walks = connection.execute("SELECT number, target FROM step WHERE target IS NOT NULL").fetchall()
    return steps | {number for number, target in walks if target in steps}


def _has_rows(connection: sqlite3.Connection, table: str) -> bool:
    return bool(connection.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchall())


def _empty(connection: sqlite3.Connection) -> None:
    """Leave the schema and nothing else."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for table in ("change", "step", *reversed(TABLES)):
        connection.execute(f'DELETE FROM "{table}"')
    connection.execute("DELETE FROM sqlite_sequence")
    # Its columns are the measures' keys, which a person may have named.
    connection.execute("DROP VIEW daily")
    connection.execute(daily_view([]))
