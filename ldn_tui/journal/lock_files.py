"""A file that one process at a time holds; the system lets it go when that process ends, however it ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ldn_tui.domain.errors import CannotWrite
from ldn_tui.domain.text import visible
from ldn_tui.private_files import FILE_MODE

if sys.platform == "win32":
    import msvcrt

    def _wait_for(descriptor: int) -> None:
        # It asks for ten seconds.
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
else:
    import fcntl

    def _wait_for(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)


@contextmanager
def held_alone(path: Path) -> Iterator[None]:
    """Wait until no other process holds `path`, and hold it while the block runs; it is made where it is missing.

    It stays there, empty: removed, it could be held twice, once under its old name.

    Raises:
        CannotWrite: it cannot be made, or not be held.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, FILE_MODE)
    except OSError as error:
        raise _refusal(path, error) from None
    try:
        try:
            _wait_for(descriptor)
        except OSError as error:
            raise _refusal(path, error) from None
        yield
    finally:
        # Closed, it is let go.
        os.close(descriptor)


def _refusal(path: Path, error: OSError) -> CannotWrite:
    return CannotWrite(
        f"{visible(str(path))} cannot be held ({error.strerror}): allow writing to its folder, or try again in a moment"
    )
