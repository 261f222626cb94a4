"""Text files: how one is decoded, and how one is written so that it is there whole or not at all."""

import codecs
import stat
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ldn_tui.domain.errors import BadInput, CannotWrite
from ldn_tui.domain.text import visible
from ldn_tui.named_files import read_named_file
from ldn_tui.part_files import part_beside
from ldn_tui.private_files import (
    DATABASE_MAGIC,
    is_database,
    refuse_companions,
    refuse_strangers_link,
)


@dataclass(frozen=True, slots=True)
class TextFile:
    """The text of a file.

    Attributes:
        text: all of it, without a byte order mark; its line ends as they are.
        encoding: how it was read.
        is_assumed: whether the encoding is a guess, because the file does not tell.
    """

    text: str
    encoding: str
    is_assumed: bool


def read_text_file(path: Path, unpack: Callable[[bytes], bytes] = bytes) -> TextFile:
    """Return the text of the file at `path`: UTF-8, UTF-16 by its byte order mark, else assumed to be cp1252.

    Args:
        path: the file.
        unpack: makes the text's bytes of the file's; what it raises as `BadInput` is said of the file.

    Raises:
        BadInput: it cannot be read, as `read_named_file` says, it is empty, or it is not text.
    """
    data = read_named_file(path)
    try:
        return decode(unpack(data))
    except BadInput as error:
        raise BadInput(f"file {visible(str(path))} {error}") from None


def decode(data: bytes) -> TextFile:
    """Return the text in `data`.

    Raises:
        BadInput: it is empty, or not text.
    """
    if not data.strip():
        raise BadInput("is empty: there is nothing to read in it")
    found = _decoded(data)
    position = found.text.find("\0")
    if position >= 0:
        line = found.text.count("\n", 0, position) + 1
        raise BadInput(f"holds a NUL on line {line}, so it is not plain text: save it as text in UTF-8")
    return found


def is_journal(data: bytes) -> bool:
    """Return whether `data` is a database, as a journal is, and no text."""
    return data.startswith(DATABASE_MAGIC)


def _decoded(data: bytes) -> TextFile:
    try:
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return TextFile(data.decode("utf-16"), "UTF-16", is_assumed=False)
        if data.startswith(codecs.BOM_UTF8):
            return TextFile(data.decode("utf-8-sig"), "UTF-8", is_assumed=False)
    except UnicodeDecodeError:
        raise BadInput("begins with a byte order mark but does not keep to it: save it as text in UTF-8") from None
    with suppress(UnicodeDecodeError):
        return TextFile(data.decode("utf-8"), "UTF-8", is_assumed=False)
    try:
        return TextFile(data.decode("cp1252"), "cp1252", is_assumed=True)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadInput(
            f"is neither UTF-8 nor UTF-16 nor cp1252 text (line {line}, byte {data[error.start]:#04x}): "
            "save it as text in UTF-8"
        ) from None


def write_text_file(path: Path, text: str, *, replace: bool) -> None:
    """Write `text` as UTF-8 to the file at `path`, readable by its owner only.

    Args:
        path: the file.
        text: what it is to hold.
        replace: whether a file that is there is replaced.

    Raises:
        CannotWrite: as `write_file` says.
    """
    write_file(path, text.encode(), replace=replace)


def write_file(path: Path, data: bytes, *, replace: bool) -> None:
    """Write `data` to the file at `path`, as `write_chunks` does."""
    write_chunks(path, (data,), replace=replace)


def write_chunks(path: Path, chunks: Iterable[bytes], *, replace: bool) -> None:
    """Write `chunks`, one after the other, to the file at `path`, readable by its owner only.

    They are written beside it under a temporary name first, so that the file is there whole or not at all.

    Args:
        path: the file.
        chunks: what it is to hold.
        replace: whether a file that is there is replaced; else even one that appears at the last moment is kept.

    Raises:
        CannotWrite: the disk or its permissions refuse, or there is something at `path` that must not be replaced:
            a database, a file that SQLite would take for a part of one, or anything but a file.
    """
    where = visible(str(path))
    refuse_strangers_link(path)
    try:
        # A link stays a link: what it points to is replaced.
        target = path.resolve()
        refuse_companions(target)
        _refuse_to_replace(target, where)
        with part_beside(target, replace=replace) as part, part.open("wb") as file:
            file.writelines(chunks)
    except OSError as error:
        raise CannotWrite(f"{where} cannot be written ({error.strerror}): choose another place") from None
    except (ValueError, RuntimeError):
        raise CannotWrite(f"{where}: no file can be called that; choose another name") from None


def _refuse_to_replace(target: Path, where: str) -> None:
    try:
        status = target.stat()
    except FileNotFoundError:
        return
    if not stat.S_ISREG(status.st_mode):
        raise CannotWrite(f"{where} is not a file: choose the name of one")
    if is_database(target):
        raise CannotWrite(f"{where} is a journal or another database: it was left untouched. Choose another name.")
