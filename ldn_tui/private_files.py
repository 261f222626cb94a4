"""Files and folders that only their owner can read or change, whatever the umask, and places that are not safe.

Systems without owners and modes (Windows) are left to their own rules: there every place is taken as it is.
"""

import os
import stat
from contextlib import suppress
from pathlib import Path

from ldn_tui.domain.errors import CannotWrite
from ldn_tui.domain.text import visible

FILE_MODE = 0o600
FOLDER_MODE = 0o700
# What every SQLite database begins with, and what SQLite calls the files it keeps beside one.
DATABASE_MAGIC = b"SQLite format 3\0"
_COMPANION_ENDINGS = ("-journal", "-wal", "-shm")


def make_folder(path: Path) -> None:
    """Make a folder, and those above it that are missing, each for its owner only; one that is there stays as it is.

    Raises:
        CannotWrite: it cannot be made, or would lie in a folder in which anybody may replace it.
    """
    missing: list[Path] = []
    place = path
    while not place.exists():
        missing.append(place)
        place = place.parent
    if missing:
        refuse_shared_folder(place)
    try:
        for folder in reversed(missing):
            folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
            # The umask may have taken more away than others' rights.
            folder.chmod(FOLDER_MODE)
    except OSError as error:
        raise CannotWrite(
            f"{visible(str(path))} cannot be made ({error.strerror}): allow writing to the folder it lies in."
        ) from None


def make_private_folder(path: Path) -> None:
    """Make a folder as `make_folder` does; one that is there is closed to others.

    Raises:
        CannotWrite: it cannot be made or closed, is a file, or would lie in a folder in which anybody may replace it.
    """
    make_folder(path)
    if not path.is_dir():
        raise CannotWrite(f"{visible(str(path))} is a file, and a folder is to be there: give the file another name.")
    try:
        if others_may(path):
            path.chmod(FOLDER_MODE)
    except OSError as error:
        raise CannotWrite(
            f"{visible(str(path))} cannot be closed to others ({error.strerror}): it has to be a folder of your own."
        ) from None


def make_file(path: Path) -> None:
    """Make an empty file for its owner only.

    Raises:
        FileExistsError: there is something at `path`; it is left as it is, a link too.
        OSError: the disk or its permissions refuse.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, FILE_MODE)
    try:
        keep_private(descriptor)
    finally:
        os.close(descriptor)


def rename_to_new(path: Path, name: Path) -> None:
    """Give the file at `path` a name that nothing has yet.

    Raises:
        FileExistsError: something has it; both are left as they are.
        OSError: the disk or its permissions refuse.
    """
    try:
        name.hardlink_to(path)
    except FileExistsError:
        raise
    except OSError:
        # A disk without hard links (a stick, as a rule): the name is taken first, and then replaced.
        make_file(name)
        try:
            path.replace(name)
        except OSError:
            name.unlink(missing_ok=True)
            raise
    else:
        path.unlink()


def keep_private(descriptor: int) -> None:
    """Let the owner of an open file read and write it, and nobody else."""
    if hasattr(os, "fchmod"):
        os.fchmod(descriptor, FILE_MODE)


def keep_file_private(path: Path) -> None:
    """Let the owner of a file read and write it, and nobody else, where that can be had.

    Where it cannot (the file is another's, the disk knows no modes), nothing happens: `others_may` tells.
    """
    with suppress(OSError):
        if others_may(path):
            path.chmod(FILE_MODE)


def others_may(path: Path) -> bool:
    """Return whether anybody but the owner has any right to what is at `path`.

    Raises:
        OSError: there is nothing, or it is out of reach.
    """
    return hasattr(os, "geteuid") and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def is_shared(folder: Path) -> bool:
    """Return whether anybody may remove and replace what lies in `folder`; with the sticky bit, only owners may.

    Raises:
        OSError: there is nothing, or it is out of reach.
    """
    mode = folder.stat().st_mode
    return hasattr(os, "geteuid") and bool(mode & stat.S_IWOTH) and not mode & stat.S_ISVTX


def is_exposed(path: Path) -> bool:
    """Return whether others may read the file at `path`, or replace it; False where that cannot be told."""
    try:
        return others_may(path) or bool(shared_folders(path))
    except OSError:
        return False


def shared_folders(path: Path) -> tuple[Path, ...]:
    """Return the folders in which anybody may replace what is at `path`: its own, and that of what a link leads to.

    Raises:
        OSError: there is nothing, or it is out of reach.
    """
    folders = dict.fromkeys((path.parent, Path(os.path.realpath(path)).parent if path.is_symlink() else path.parent))
    return tuple(folder for folder in folders if is_shared(folder))


def refuse_shared_folder(folder: Path) -> None:
    """Make sure that nobody else may replace what is put into `folder`.

    Raises:
        CannotWrite: anybody may; what to do.
    """
    try:
        is_refused = is_shared(folder)
    except OSError:
        # What is to be done there will say why it cannot be.
        return
    if is_refused:
        where = visible(str(folder))
        raise CannotWrite(
            f"Anybody may replace files in {where}: `chmod o-w` that folder, or choose a folder of your own."
        )


def refuse_strangers_link(path: Path) -> None:
    """Make sure that `path` is not a link that somebody else has put there.

    Raises:
        CannotWrite: it is; it was not followed.
    """
    try:
        status = path.lstat()
    except (OSError, ValueError):
        return
    if hasattr(os, "geteuid") and stat.S_ISLNK(status.st_mode) and status.st_uid not in {0, os.geteuid()}:
        raise CannotWrite(f"{visible(str(path))} is a link that another user made: remove it, or choose another name.")


def place_of(path: Path) -> Path:
    """Return the file that `path` leads to, whether it is there or not.

    Raises:
        CannotWrite: no file can be called that, or it is a link that leads to itself.
    """
    try:
        place = path.resolve()
        # Since Python 3.13 a link that leads to itself is resolved to itself.
        leads_nowhere = place.is_symlink()
    except (OSError, ValueError, RuntimeError):
        leads_nowhere = True
    if leads_nowhere:
        raise CannotWrite(f"{visible(str(path))}: no file can be called that; choose another name")
    return place


def refuse_companions(path: Path) -> None:
    """Make sure that `path` is not what SQLite calls a file it keeps beside a database.

    Raises:
        CannotWrite: it is; SQLite would remove the file, or ruin that database with it.
        OSError: the database cannot be read.
    """
    for ending in _COMPANION_ENDINGS:
        stem = path.name.lower().removesuffix(ending)
        if stem != path.name.lower() and stem and is_database(path.with_name(path.name[: len(stem)])):
            raise CannotWrite(f"{visible(str(path))} is a file the database beside it may need: choose another name.")


def is_database(path: Path) -> bool:
    """Return whether the file at `path` is any SQLite database.

    Raises:
        OSError: it cannot be read.
    """
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(DATABASE_MAGIC)) == DATABASE_MAGIC
