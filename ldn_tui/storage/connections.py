"""Connections to journals, and looking into a journal's file without letting go of their locks.

POSIX forgets all locks that a process has on a file as soon as it closes any one descriptor of it, in whatever thread
(https://www.sqlite.org/howtocorrupt.html, "Posix advisory locks canceled by a separate thread doing close()"). SQLite
sees to it for its own descriptors. A look at a file's first bytes has one of its own: while the file is open here, that
one is kept open, too.
"""

import os
import sqlite3
import threading
from collections import Counter
from pathlib import Path

# How much of a file a connection keeps in memory. SQLite's own 2 MB make nothing faster here, for the system keeps the
# file too, but stay with the process: the backup of the day took 5.5 MB with them, and takes 2.7 MB.
CACHE_KB = 512

_FileId = tuple[int, int]

_guard = threading.Lock()
_connections: Counter[_FileId] = Counter()
_kept: dict[_FileId, int] = {}


class JournalConnection(sqlite3.Connection):
    """A connection to a file, counted as long as it is open."""

    _file: _FileId | None = None

    def count(self, path: Path) -> None:
        """Count this as a connection to the file at `path`."""
        with _guard:
            self._file = _id_of(path.stat())
            _connections[self._file] += 1

    def close(self) -> None:
        """Close the connection, and with the last one to its file what was kept open for it."""
        super().close()
        with _guard:
            file, self._file = self._file, None
            if file is None:
                return
            _connections[file] -= 1
            if not _connections[file]:
                del _connections[file]
                descriptor = _kept.pop(file, None)
                if descriptor is not None:
                    os.close(descriptor)


def connect(path: Path, mode: str, patience: float) -> JournalConnection:
    """Return a connection to the file at `path`; nothing is read or written yet, and transactions are begun by hand.

    Args:
        path: the file, which has to be there.
        mode: "rw" or "ro".
        patience: how many seconds to wait for another program's lock.

    Raises:
        sqlite3.Error: it cannot be opened.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        timeout=patience,
        isolation_level=None,
        factory=JournalConnection,
    )
    connection.execute(f"PRAGMA cache_size = -{CACHE_KB:d}")
    try:
        connection.count(path)
    except OSError as error:
        connection.close()
        raise sqlite3.OperationalError(f"unable to open database file: {error.strerror}") from None
    return connection


def first_bytes(path: Path, length: int) -> tuple[bytes, int]:
    """Return the first `length` bytes of the file at `path`, fewer if it has fewer, and how many it has.

    Raises:
        OSError: it cannot be read, or is no file.
    """
    with _guard:
        descriptor = _kept.get(_id_of(path.stat()))
        is_ours = descriptor is None
        if descriptor is None:
            descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
        try:
            status = os.fstat(descriptor)
            if is_ours and os.name == "posix" and _id_of(status) in _connections:
                _kept[_id_of(status)] = descriptor
                is_ours = False
            os.lseek(descriptor, 0, os.SEEK_SET)
            return os.read(descriptor, length), status.st_size
        finally:
            if is_ours:
                os.close(descriptor)


def _id_of(status: os.stat_result) -> _FileId:
    return status.st_dev, status.st_ino
