"""The file SQLite leaves beside a database when a change is cut short, and whether it is that database's own.

SQLite rolls the change back with it when the database is opened next, and cannot tell that somebody has put another
database in the place of the one it belongs to: that one would be ruined. What it looks like: the chapter "The Rollback
Journal" of SQLite's file format.
"""

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ldn_tui.domain.errors import ForeignFile
from ldn_tui.domain.text import visible
from ldn_tui.storage.connections import first_bytes

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER_LENGTH = 28
_COUNTER = slice(24, 28)
_PAGE_SIZE = slice(16, 18)
# A program that is writing just now may have gone on to its next change between two looks.
_LOOKS = 5
_SECONDS_BETWEEN_LOOKS = 0.02


def hot_journal_of(path: Path) -> Path:
    """Return where SQLite keeps the way back of a change to the database at `path`: beside what a link leads to."""
    return _beside(path, "-journal")


def is_half_written(path: Path) -> bool:
    """Return whether the bytes at `path` are not all of the database there: a change to it is on its way, or was."""
    for left in (hot_journal_of(path), _beside(path, "-wal")):
        with suppress(OSError):
            if left.stat().st_size:
                return True
    return False


def _beside(path: Path, ending: str) -> Path:
    # Unlike Path.resolve, it takes a link that leads to itself.
    return Path(f"{os.path.realpath(path)}{ending}")


def refuse_foreign_hot_journal(path: Path) -> None:
    """Make sure that what lies beside the database at `path` to roll back was left by a change of that database.

    Its first page, with a count of the changes, is as it was before the change, or has counted one more.

    Raises:
        ForeignFile: it was left by a change of another file.
    """
    hot = hot_journal_of(path)
    for _ in range(_LOOKS):
        with suppress(OSError):
            if not hot.exists():
                return
            before = _first_page_in(hot.read_bytes())
            if before is None or _is_of(before, first_bytes(path, len(before))[0]):
                return
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    raise ForeignFile(
        f"{visible(str(hot))} is left of a change to another file than {visible(str(path))}, which it would ruin: "
        "nothing was changed. Move it away, then try again."
    )


def _is_of(before: bytes, present: bytes) -> bool:
    count_before = int.from_bytes(before[_COUNTER], "big")
    count = int.from_bytes(present[_COUNTER], "big")
    # The count is written with the rest of the page: until then, all of it is as it was.
    return before == present or (before[_PAGE_SIZE] == present[_PAGE_SIZE] and count == count_before + 1)


def _first_page_in(data: bytes) -> bytes | None:
    """Return the database's first page as it was before the change; None if that cannot be told."""
    return next((page for number, page in _pages_in(data) if number == 1), None)


def _pages_in(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each page that would be put back, with its number."""
    at = 0
    while data[at : at + 8] == _MAGIC and len(data) >= at + _HEADER_LENGTH:
        records, _, _, sector, page_size = (
            int.from_bytes(data[at + offset : at + offset + 4], "big") for offset in range(8, _HEADER_LENGTH, 4)
        )
        at += sector
        for _ in range(records):
            page = data[at + 4 : at + 4 + page_size]
            if len(page) < page_size:
                return
            yield int.from_bytes(data[at : at + 4], "big"), page
            at += 4 + page_size + 4
        if not sector or not page_size:
            return
        at += -at % sector
