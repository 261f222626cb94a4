"""Looking a journal and its surroundings over: what is well, what is worth knowing, and what to do.

Nothing is written, made, mended or recovered by looking.
"""

import os
import shlex
import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import LdnError, MissingJournal
from ldn_tui.domain.text import visible
from ldn_tui.journal.backups import Backup, BackupBook, Reason
from ldn_tui.journal.conflict_copies import conflict_copies
from ldn_tui.journal.journal import CLOCKS_APART
from ldn_tui.journal.network_mounts import network_file_system
from ldn_tui.private_files import others_may, shared_folders
from ldn_tui.storage.database import look_before_opening
from ldn_tui.storage.hot_journal import hot_journal_of, is_half_written
from ldn_tui.storage.schema import SCHEMA_VERSION
from ldn_tui.storage.soundness import check_file, check_whole

# The app makes a backup on every day it is opened.
OLDEST_BACKUP_DAYS = 7
# What a change, a backup and the way back of a restore need, in sizes of the journal; and never less than this.
_SIZES_WANTED = 4
_LEAST_FREE_BYTES = 20_000_000


class State(StrEnum):
    """How something is."""

    OK = "ok"
    NOTE = "note"
    DO = "do"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes:
        about: what: one word or two.
        state: OK: nothing to do. NOTE: worth knowing. DO: the journal, or what protects it, is in danger.
        said: how it is.
        remedy: what to do about it, "" for nothing.
    """

    about: str
    state: State
    said: str
    remedy: str = ""


def journal_findings(path: Path, backups: BackupBook, now: datetime) -> Iterator[Finding]:
    """Look the journal's file, its places and its backups over.

    Args:
        path: the journal's file.
        backups: its backups.
        now: the present instant, with offset.
    """
    yield from _file(path, backups)
    yield from _modes(path, backups)
    yield _place(path)
    yield from _backups(path, backups, now)
    yield _copies(path)
    yield _disk(path)


def _file(path: Path, backups: BackupBook) -> Iterator[Finding]:
    where = visible(str(path))
    try:
        version = look_before_opening(path, create=False)
    except MissingJournal:
        if _listed(backups):
            yield Finding(
                "journal", State.DO, f"{where} is not there, but backups are", "`ldn restore FILE` brings one back"
            )
        else:
            yield Finding("journal", State.NOTE, f"{where} is not made yet", "`ldn` or `ldn log` begins it")
        return
    except LdnError as error:
        yield Finding("journal", State.DO, str(error), "`ldn backup --list` names the backups")
        return
    if path.is_symlink():
        yield Finding("journal", State.NOTE, f"{where} is a link to {visible(str(path.resolve()))}")
    elif os.access(path, os.R_OK | os.W_OK):
        yield Finding("journal", State.OK, where)
    else:
        yield Finding("journal", State.DO, f"{where} cannot be written", f"chmod u+rw {_quoted(path)}")
    if version == SCHEMA_VERSION:
        yield Finding("schema", State.OK, f"{version}, the present one")
    else:
        yield Finding(
            "schema",
            State.NOTE,
            f"{version}; the present one is {SCHEMA_VERSION}",
            "the next start brings it up to date",
        )
    yield _integrity(path)


def _integrity(path: Path) -> Finding:
    try:
        check_file(path, check_whole)
    except LdnError as error:
        if is_half_written(path):
            return Finding(
                "integrity", State.DO, "it was left in the middle of a change", "`ldn status` takes that back"
            )
        return Finding("integrity", State.DO, str(error), "`ldn backup --list` names the backups")
    return Finding("integrity", State.OK, "every page, row and index was checked")


def _modes(path: Path, backups: BackupBook) -> Iterator[Finding]:
    """Look at who may read and change the journal, what SQLite keeps beside it, and the backups."""
    open_files = [one for one in (path, hot_journal_of(path)) if _is_open(one)]
    open_files += [backup.path for backup in _listed(backups) if _is_open(backup.path)]
    if open_files:
        named = " ".join(map(_quoted, open_files))
        yield Finding("modes", State.DO, "other users may read the journal or a backup", f"chmod 600 {named}")
    if _is_open(backups.folder):
        yield Finding(
            "modes", State.DO, "other users may look into the folder of backups", f"chmod 700 {_quoted(backups.folder)}"
        )
    shared: tuple[Path, ...] = ()
    with suppress(OSError):
        shared = shared_folders(path)
    for folder in shared:
        yield Finding(
            "modes", State.DO, f"anybody may replace files in {visible(str(folder))}", f"chmod o-w {_quoted(folder)}"
        )
    if not open_files and not shared and not _is_open(backups.folder):
        yield Finding("modes", State.OK, "only you may read the journal and the backups")


def _is_open(path: Path) -> bool:
    try:
        return others_may(path)
    except OSError:
        return False


def _place(path: Path) -> Finding:
    kind = network_file_system(path)
    if kind is None:
        return Finding("place", State.OK, "a disk of this computer, as far as can be told")
    return Finding(
        "place",
        State.NOTE,
        f"the journal lies on a network mount ({visible(kind)}), where two programs may damage it",
        "keep it on a disk of this computer, and copy it with `ldn backup FILE`",
    )


def _backups(path: Path, backups: BackupBook, now: datetime) -> Iterator[Finding]:
    try:
        found = backups.all()
    except LdnError as error:
        yield Finding("backups", State.DO, str(error))
        return
    kept = [backup for backup in found if backup.reason is not Reason.DAMAGED]
    checked = [backups.check(backup) for backup in kept]
    bad = [one.backup for one in checked if one.trouble is not None]
    sound = [one.backup for one in checked if one.held is not None]
    ahead = [backup for backup in sound if backup.at > now + CLOCKS_APART]
    good = next(iter([backup for backup in sound if backup not in ahead] or sound), None)
    if ahead:
        yield Finding(
            "clock", State.DO, f"{visible(ahead[0].path.name)} is dated ahead of this computer's clock",
            "set the clock; if it was wrong only when that backup was made, move the file elsewhere",
        )  # fmt: skip
    if bad:
        yield Finding(
            "backups", State.DO, f"not sound: {', '.join(visible(one.path.name) for one in bad)}",
            "copy what you still need of them elsewhere, and remove them",
        )  # fmt: skip
    if good is not None:
        yield _age(good, len(kept), now)
    elif path.exists() and path.stat().st_size:
        yield Finding("backups", State.DO, "there is no sound one", "`ldn backup` makes one")
    else:
        yield Finding("backups", State.OK, "none yet, and nothing to back up")


def _age(newest: Backup, count: int, now: datetime) -> Finding:
    days = (now - newest.at).days
    said = f"{count}, the last sound one of {short_day(newest.at.date())} at {newest.at:%H:%M}"
    if days > OLDEST_BACKUP_DAYS:
        return Finding("backups", State.DO, f"{said}: {days} days old", "`ldn backup` makes one")
    return Finding("backups", State.OK, said)


def _copies(path: Path) -> Finding:
    found = conflict_copies(path)
    if not found:
        return Finding("conflicts", State.OK, "no conflict copy lies beside the journal")
    return Finding(
        "conflicts",
        State.DO,
        f"a synced folder left {', '.join(visible(one.name) for one in found)}",
        f"ldn diff {_quoted(found[0])}",
    )


def _disk(path: Path) -> Finding:
    place = path.parent
    while not place.exists():
        place = place.parent
    try:
        free = shutil.disk_usage(place).free
        size = path.stat().st_size if path.exists() else 0
    except OSError as error:
        return Finding("disk", State.DO, f"{visible(str(place))} cannot be read ({error.strerror})", "allow reading it")
    said = f"{free // 1_000_000} MB free"
    if free < max(_SIZES_WANTED * size, _LEAST_FREE_BYTES):
        return Finding("disk", State.DO, said, "free some space: saving and backups need it")
    return Finding("disk", State.OK, said)


def _listed(backups: BackupBook) -> tuple[Backup, ...]:
    try:
        return backups.all()
    except LdnError:
        return ()


def _quoted(path: Path) -> str:
    return visible(shlex.quote(str(path)))
