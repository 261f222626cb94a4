"""Which journal was opened at a path: another one that takes its place is neither read as it nor written to."""

import json
import sqlite3
from pathlib import Path

from ldn_tui.domain.errors import OtherJournal
from ldn_tui.domain.text import visible
from ldn_tui.storage.database import sqlite_errors


class OpenedFile:
    """The journal that was opened, by its id, and the file it was in, by its place on the disk."""

    def __init__(self, path: Path) -> None:
        """Know nothing yet of the file at `path`."""
        self._path = path
        self._id: str | None = None
        self._place = self._place_now()

    @property
    def place(self) -> tuple[int, int] | None:
        """The device and the number of the file that was opened."""
        return self._place

    @property
    def is_in_place(self) -> bool:
        """Whether the file that was opened is still the one at the path."""
        return self._place_now() == self._place

    def remember(self, connection: sqlite3.Connection) -> None:
        """Let the journal that `connection` sees be the right one from now on."""
        self._place = self._place_now()
        self._id = self._id_in(connection)

    def refuse_another(self, connection: sqlite3.Connection) -> None:
        """Make sure that `connection` sees the journal that was opened; one that was just emptied has no id.

        Raises:
            OtherJournal: it sees another one, or none.
        """
        found = self._id_in(connection)
        if self._id is None or found is None or found == self._id:
            return
        if not found or not (self._was_called_so_before(connection) or self._was_emptied(connection)):
            raise OtherJournal(
                f"{visible(str(self._path))} is another journal now than the one that was opened, or everything in it "
                "was forgotten: nothing was written to it. Put the right one back, or close and open again to go on "
                "with this one."
            )
        self._id = found

    def follow(self, connection: sqlite3.Connection) -> None:
        """Take note that the journal was emptied and begun anew, before anything more is recorded in it.

        Then nothing in it tells any more that it is the one that was opened.
        """
        found = self._id_in(connection)
        if found and found != self._id and self._was_emptied(connection):
            self._id = found

    def _was_emptied(self, connection: sqlite3.Connection) -> bool:
        """Return whether the very file that was opened holds nothing: everything was forgotten, and it has a new id."""
        from ldn_tui.storage.purge import Purge

        with sqlite_errors(self._path):
            return self.is_in_place and not Purge.of_everything().is_needed(connection)

    def _was_called_so_before(self, connection: sqlite3.Connection) -> bool:
        """Return whether the journal had the known id once, and an import, or its undo, gave it the present one."""
        with sqlite_errors(self._path):
            rows = connection.execute("SELECT before, after FROM change WHERE table_name = 'journal'").fetchall()
        return any(row is not None and json.loads(row)["id"] == self._id for pair in rows for row in pair)

    def _id_in(self, connection: sqlite3.Connection) -> str | None:
        with sqlite_errors(self._path):
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'journal'").fetchall():
                return ""
            rows = connection.execute("SELECT id FROM journal").fetchall()
        return str(rows[0][0]) if rows else None

    def _place_now(self) -> tuple[int, int] | None:
        try:
            status = self._path.stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino
