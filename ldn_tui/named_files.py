"""Files that a person names to be read: whole, and never one without an end."""

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.text import visible

_MEGABYTE = 1_000_000
# A diary or a journal. Twenty years of long notes are a tenth of it, and all is held in memory more than once.
LARGEST = 256 * _MEGABYTE
# A day's values, a helper's sheet, the settings.
LARGEST_TYPED = _MEGABYTE


def read_named_file(path: Path, *, largest: int = LARGEST, if_missing: str = "check its name") -> bytes:
    """Return what the file, or the pipe, at `path` holds.

    Args:
        path: the file. A terminal is read only where it is standard input.
        largest: how many bytes it may hold.
        if_missing: the remedy where there is no such file.

    Raises:
        BadInput: there is no such file, it is a folder or a device, it holds more, or it cannot be read.
    """
    where = visible(str(path))
    try:
        return read_whole(path, largest)
    except BadInput as error:
        raise BadInput(f"file {where} {error}") from None
    except FileNotFoundError:
        raise BadInput(f"file {where}: there is none; {if_missing}") from None
    except OSError as error:
        raise BadInput(f"file {where} cannot be read ({error.strerror}): allow reading it") from None
    except ValueError:
        raise BadInput(f"file {where}: no file can be called that; check its name") from None


def read_whole(path: Path, largest: int) -> bytes:
    """Return what the file, or the pipe, at `path` holds; what is wrong is said of it, without its name.

    Raises:
        BadInput: it is a folder or a device, or holds more than `largest` bytes.
        OSError: it cannot be read.
        ValueError: no file can have that name.
    """
    # Opening a device may already do something to it.
    _refuse_endless(path.stat())
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        _refuse_endless(status)
        if stat.S_ISREG(status.st_mode) and status.st_size > largest:
            raise _too_large(largest)
        return _read_to_end(file, largest)


def read_input(stream: BinaryIO) -> bytes:
    """Return what comes from standard input, where a person could have typed it.

    Raises:
        BadInput: it is more than `LARGEST_TYPED` bytes.
    """
    try:
        return _read_to_end(stream, LARGEST_TYPED)
    except BadInput as error:
        raise BadInput(f"standard input {error}") from None


def _read_to_end(stream: BinaryIO, largest: int) -> bytes:
    data = stream.read(largest + 1)
    if len(data) > largest:
        raise _too_large(largest)
    return data


def _too_large(largest: int) -> BadInput:
    return BadInput(f"holds more than {_in_words(largest)}, far more than is expected: check that it is the right one")


def _refuse_endless(status: os.stat_result) -> None:
    mode = status.st_mode
    if stat.S_ISDIR(mode):
        raise BadInput("is a folder: name a file in it")
    if stat.S_ISBLK(mode) or (stat.S_ISCHR(mode) and not _is_typed_into(status)):
        raise BadInput("is a device, which has no end: name a file")


def _is_typed_into(status: os.stat_result) -> bool:
    """Return whether this is the terminal that standard input comes from: what is typed there ends."""
    with suppress(OSError):
        return os.isatty(0) and os.path.samestat(status, os.fstat(0))
    return False


def _in_words(size: int) -> str:
    return f"{size // _MEGABYTE} MB" if size % _MEGABYTE == 0 else f"{size:,} bytes"
