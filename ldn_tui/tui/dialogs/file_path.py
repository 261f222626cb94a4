"""The path of a file to be written, or read, as a person types it."""

from pathlib import Path

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.text import visible


def read_path(text: str, example: str) -> Path:
    """Return the path a person typed; `example` is one to show if it is none.

    Raises:
        BadInput: it is empty, or no path.
    """
    typed = text.strip()
    if not typed or "\0" in typed:
        raise BadInput(f"file: type where to save it, like {example}")
    try:
        return Path(typed).expanduser().absolute()
    except (RuntimeError, OSError):
        raise BadInput(f"file {visible(typed)}: there is no such home folder; write the whole path") from None


def check_path(path: Path) -> None:
    """Make sure a file can have that path.

    Raises:
        BadInput: it is a folder, or lies in none.
    """
    try:
        is_folder, has_folder = path.is_dir(), path.parent.is_dir()
    except (OSError, ValueError):
        raise BadInput(f"file {visible(str(path))}: no file can be called that; choose another name") from None
    if is_folder:
        raise BadInput(f"file {visible(str(path))} is a folder: name a file in it")
    if not has_folder:
        raise BadInput(f"file: there is no folder {visible(str(path.parent))}; make it first, or choose another")


def file_exists(path: Path) -> bool:
    """Return whether there is something at `path`."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def existing_file(text: str, what: str, example: str) -> Path:
    """Return the path of a file that is there.

    Args:
        text: what a person typed.
        what: what the file is, as a refusal calls it.
        example: a path to show.

    Raises:
        BadInput: it is empty, no path, or there is no such file.
    """
    typed = text.strip()
    if not typed or "\0" in typed:
        raise BadInput(f"file: type where {what} is, like {example}")
    try:
        path = Path(typed).expanduser()
    except RuntimeError:
        raise BadInput(f"file {visible(typed)}: there is no such home folder; write the whole path") from None
    try:
        is_there = path.is_file()
    except (OSError, ValueError):
        is_there = False
    if not is_there:
        raise BadInput(f"file {visible(typed)}: there is none; check its name")
    return path
