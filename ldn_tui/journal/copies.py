"""Copies of the journal written by hand, and where: what is to be forgotten has to be looked for there, too."""

import json
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ldn_tui.domain.errors import CannotWrite, LdnError
from ldn_tui.domain.text import visible
from ldn_tui.journal.backups import BackupBook
from ldn_tui.private_files import make_private_folder, place_of, refuse_companions, refuse_strangers_link
from ldn_tui.storage.backup import Holdings, identity, write_copy
from ldn_tui.storage.loaded import LoadedJournal
from ldn_tui.transfer.age import encrypt, is_age
from ldn_tui.transfer.text_files import write_file, write_text_file

_NAME = "copies.json"


@dataclass(frozen=True, slots=True)
class WrittenCopy:
    """A copy that was written somewhere.

    Attributes:
        path: where.
        what: "export" or "backup".
        at: when, with offset.
        is_encrypted: whether its passphrase is needed to look into it.
    """

    path: Path
    what: str
    at: datetime
    is_encrypted: bool


def write_copy_to(backups: BackupBook, path: Path, now: datetime, passphrase: str | None, *, force: bool) -> Holdings:
    """Write a checked copy of the journal to the file at `path`, encrypted if there is a passphrase.

    Args:
        backups: the backups of the journal.
        path: the file; it stays until the person removes it.
        now: the present instant, with offset.
        passphrase: what the copy is encrypted with; None for a plain one.
        force: whether an earlier copy of this journal, or an encrypted file, is replaced.

    Returns:
        What the copy holds.

    Raises:
        JournalError: the journal cannot be copied.
        CannotWrite: the disk or its permissions refuse, or there is something at `path` that is not replaced.
        BadInput: the passphrase is empty.
        WrongUsage: pyrage is not installed.
    """
    refuse_strangers_link(path)
    target = place_of(path)
    refuse_companions(target)
    refuse_to_replace(backups, target, force=force)
    if passphrase is None:
        held = write_copy(backups.journal, target, replace=force)
    else:
        # Encrypted from memory: nothing readable is ever written beside it.
        with closing(LoadedJournal.of_file(backups.journal)) as loaded:
            held = loaded.holdings
            write_file(target, encrypt(loaded.as_bytes(), passphrase), replace=force)
    with suppress(CannotWrite):
        note_copy(backups, WrittenCopy(target, "backup", now, passphrase is not None))
    return held


def refuse_to_replace(backups: BackupBook, target: Path, *, force: bool) -> None:
    """Make sure that a copy may be written to `target`: there is nothing, or with `force` a copy of this journal.

    Raises:
        CannotWrite: it may not.
    """
    where = visible(str(target))
    if target.is_dir():
        raise CannotWrite(f"{where} is a folder: name a file in it")
    if not target.parent.is_dir():
        raise CannotWrite(f"there is no folder {visible(str(target.parent))}: make it first, or choose another")
    if not target.exists():
        return
    if target.samefile(backups.journal):
        raise CannotWrite(f"{where} is the journal itself: choose another name")
    if not _is_copy(backups, target):
        raise CannotWrite(
            f"{where} is there and is no copy of this journal: it was left untouched; choose another name"
        )
    if not force:
        raise CannotWrite(f"{where} is there: choose another name, or add --force to replace it")


def _is_copy(backups: BackupBook, target: Path) -> bool:
    try:
        if not target.is_file():
            # A pipe would be waited for, and no copy can be in a device.
            return False
        with target.open("rb") as file:
            if is_age(file.read(64)):
                return True
        return identity(target) == identity(backups.journal)
    except (OSError, LdnError):
        return False


def written_copies(backups: BackupBook) -> tuple[WrittenCopy, ...]:
    """Return the copies that were not removed since, as far as can be told, the latest last."""
    return tuple(copy for copy in _read(backups) if _may_be_there(copy.path))


def _may_be_there(path: Path) -> bool:
    """Return whether there is a file at `path`, or its folder is out of reach, like that of a stick that is away."""
    try:
        path.lstat()
    except FileNotFoundError:
        return not path.parent.exists()
    except OSError:
        return True
    return True


def note_copy(backups: BackupBook, copy: WrittenCopy) -> None:
    """Remember where a copy was written; a copy before it at the same place is gone.

    Raises:
        CannotWrite: the disk or its permissions refuse.
    """
    known = [other for other in written_copies(backups) if other.path != copy.path]
    make_private_folder(backups.folder)
    entries = [
        {"path": str(one.path), "what": one.what, "at": one.at.isoformat(), "encrypted": one.is_encrypted}
        for one in (*known, copy)
    ]
    text = json.dumps({"version": 1, "copies": entries}, indent=2)
    write_text_file(_place(backups), text + "\n", replace=True)


def _read(backups: BackupBook) -> tuple[WrittenCopy, ...]:
    try:
        place = _place(backups) if _place(backups).exists() else _earlier_place(backups)
        entries = json.loads(place.read_text(encoding="utf-8"))["copies"]
        return tuple(
            WrittenCopy(
                Path(entry["path"]), str(entry["what"]), datetime.fromisoformat(entry["at"]), bool(entry["encrypted"])
            )
            for entry in entries
        )
    except (OSError, ValueError, KeyError, TypeError):
        # A list of hints: without it, nothing can be named.
        return ()


def _place(backups: BackupBook) -> Path:
    return backups.folder / f"{backups.name}.{_NAME}"


def _earlier_place(backups: BackupBook) -> Path:
    """Return where earlier versions kept the list, for all journals of a name; too many hints are better than none."""
    return backups.folder / f"{backups.journal.stem}.{_NAME}"
