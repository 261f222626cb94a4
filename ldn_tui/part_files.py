"""Writing a file so that it is there whole, and on the disk, or not at all: filled under another name beside it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ldn_tui.domain.errors import CannotWrite
from ldn_tui.domain.text import visible
from ldn_tui.private_files import keep_private, rename_to_new

_PREFIX, _SUFFIX = ".ldn-", ".part"
# What a killed process left is older; what another one is writing is not.
_STALE_SECONDS = 3600


@contextmanager
def part_beside(target: Path, *, replace: bool) -> Iterator[Path]:
    """Yield an empty file (0600) beside `target` to be filled; afterwards it is on the disk and is called `target`.

    If what is done with it fails, nothing is left of it, and `target` is as it was.

    Args:
        target: what it is to be called.
        replace: whether a file that is there is replaced; else even one that appears at the last moment is kept.

    Raises:
        CannotWrite: the disk or its permissions refuse, or there is a file that is not replaced.
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix=_PREFIX, suffix=_SUFFIX, dir=target.parent)
        keep_private(descriptor)
        os.close(descriptor)
        part = Path(name)
        _sweep(part)
        try:
            yield part
            sync(part)
            if replace:
                part.replace(target)
            else:
                rename_to_new(part, target)
            sync(target.parent)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
    except FileExistsError:
        raise CannotWrite(f"{visible(str(target))} is there already: choose another name") from None
    except OSError as error:
        raise CannotWrite(
            f"{visible(str(target))} cannot be written ({error.strerror}): free some space, allow writing to its "
            "folder, or choose another place."
        ) from None


def _sweep(part: Path) -> None:
    """Remove what killed processes left beside `part`."""
    stale = part.stat().st_mtime - _STALE_SECONDS
    for left in part.parent.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):
            if left.stat().st_mtime < stale:
                left.unlink()


def remove_parts(folder: Path) -> None:
    """Remove every unfinished copy in `folder`, those that are being made too: they fail."""
    for part in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
        with suppress(OSError):
            part.unlink()


def sync(path: Path) -> None:
    """Bring a file, or a folder's list of files, to the disk.

    Raises:
        OSError: the disk refuses.
    """
    # A system without that flag opens no folders.
    if path.is_file() or hasattr(os, "O_DIRECTORY"):
        descriptor = os.open(path, os.O_RDWR if path.is_file() else os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
