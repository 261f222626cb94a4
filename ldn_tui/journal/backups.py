"""The backups of a journal: made by themselves once a day and before anything large, listed, checked, and thinned."""

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ldn_tui.domain.days import logical_day
from ldn_tui.domain.errors import CannotWrite, DamagedJournal, ForeignFile, LdnError
from ldn_tui.domain.retention import Kept, backups_to_remove
from ldn_tui.domain.text import visible
from ldn_tui.part_files import sync
from ldn_tui.paths import backups_folder
from ldn_tui.private_files import make_file, make_private_folder
from ldn_tui.storage.backup import Holdings, fingerprint, holdings, identity, write_copy
from ldn_tui.storage.hot_journal import hot_journal_of
from ldn_tui.storage.soundness import check_file, check_whole

if TYPE_CHECKING:
    from ldn_tui.journal.journal import Journal


class Reason(StrEnum):
    """Why a backup was made; the values stand in the names of the files."""

    DAILY = "daily"
    IMPORT = "before-import"
    RESTORE = "before-restore"
    MIGRATION = "before-migration"
    TRIAL_CHANGE = "before-trial-change"
    BY_HAND = "by-hand"
    DAMAGED = "damaged"

    @property
    def in_words(self) -> str:
        """How it is called on screen."""
        return self.value.replace("-", " ")


@dataclass(frozen=True, slots=True)
class Backup:
    """One file in the folder of backups.

    Attributes:
        path: the file.
        at: when it was made.
        reason: why.
        number: its place among those of the same instant.
        is_encrypted: whether it can be read with its passphrase only.
    """

    path: Path
    at: datetime
    reason: Reason
    number: int
    is_encrypted: bool

    @property
    def order(self) -> tuple[datetime, int]:
        """What backups are put in order by."""
        return self.at, self.number


@dataclass(frozen=True, slots=True)
class Checked:
    """A backup that was looked over.

    Attributes:
        backup: the file.
        held: what it holds; None if it is not sound, or cannot be read without a passphrase.
        trouble: what is wrong with it; None if nothing is known to be.
    """

    backup: Backup
    held: Holdings | None
    trouble: LdnError | None


_USUAL_SUFFIX = ".db"
_NAME = re.compile(
    r"(?P<stem>.+)\.(?P<at>\d{4}-\d\d-\d\dT\d{6}[+-]\d{4})\.(?P<reason>[a-z-]+?)(?:-(?P<number>\d+))?\.db(?P<age>\.age)?",
    # A name may hold the end of a line.
    re.DOTALL,
)


def name_for_backups(journal: Path) -> str:
    """Return what the names of a journal's backups begin with: another one for every journal in a folder.

    Earlier versions took the name without its ending for all of them.
    """
    return journal.stem if journal.suffix == _USUAL_SUFFIX else f"{journal.name}."


class BackupBook:
    """The backups of the journal at one place, which need no open journal.

    Attributes:
        journal: its file.
        name: what the names of its backups begin with.
        folder: where they lie.
    """

    def __init__(
        self, journal: Path, now: Callable[[], datetime], day_starts_at: time, *, is_kept: bool = True
    ) -> None:
        """Keep the backups of a journal.

        Args:
            journal: its file.
            now: says what time it is.
            day_starts_at: when a day begins.
            is_kept: whether backups are made by themselves (not of a demo).
        """
        self.journal = journal
        self.name = name_for_backups(journal)
        self.folder = backups_folder(journal)
        self._now = now
        self._day_starts_at = day_starts_at
        self._is_kept = is_kept
        self._is_guarded = False

    # Looking

    def all(self) -> tuple[Backup, ...]:
        """Return the backups of this journal's name, newest first, as a rule without looking into them.

        Raises:
            CannotWrite: their folder cannot be read.
        """
        try:
            found = [
                backup
                for path in self.folder.iterdir()
                if (backup := self._read(path)) is not None and self._is_ours(backup)
            ]
        except (FileNotFoundError, NotADirectoryError):
            return ()
        except OSError as error:
            raise CannotWrite(
                f"{visible(str(self.folder))} cannot be read ({error.strerror}): allow reading it."
            ) from None
        return tuple(sorted(found, key=lambda backup: backup.order, reverse=True))

    def check(self, backup: Backup) -> Checked:
        """Look a backup over, all of it, and return what it holds or what is wrong with it."""
        if backup.is_encrypted:
            return Checked(backup, None, None)
        try:
            return Checked(backup, holdings(backup.path), None)
        except LdnError as error:
            return Checked(backup, None, error)

    def last_good(self) -> Checked | None:
        """Return the newest backup that can be restored, or None."""
        for backup in self.all():
            if backup.reason is not Reason.DAMAGED and (checked := self.check(backup)).held is not None:
                return checked
        return None

    def before_last_restore(self) -> Backup | None:
        """Return the file as it was before the last restore, or None."""
        return next((backup for backup in self.all() if backup.reason is Reason.RESTORE), None)

    def is_due(self) -> bool:
        """Return whether none was made on the present day yet, and there is anything to lose."""
        today = logical_day(self._now(), self._day_starts_at)
        made = (backup for backup in self.all() if backup.reason is not Reason.DAMAGED)
        if not self._is_kept or any(logical_day(backup.at, self._day_starts_at) == today for backup in made):
            return False
        return self._has_history()

    def _has_history(self) -> bool:
        return fingerprint(self.journal)[1] is not None

    # Making

    def make(self, reason: Reason) -> tuple[Backup, Holdings]:
        """Make a backup now, and remove those that are no longer needed.

        Raises:
            DamagedJournal: the journal is damaged; no backup is removed.
            JournalError: it cannot be read.
            CannotWrite: the disk or its permissions refuse.
        """
        make_private_folder(self.folder)
        path, held = self._write(reason)
        made = self._read(path)
        if made is None:
            raise ForeignFile(f"{visible(str(path))} is no name of a backup")
        self._thin(made, held.journal_id)
        return made, held

    def _write(self, reason: Reason) -> tuple[Path, Holdings]:
        path = self.new_path(reason)
        try:
            return path, write_copy(self.journal, path)
        except CannotWrite:
            if self.new_path(reason) == path:
                raise
        # Another app made one in the same second, under the same name.
        path = self.new_path(reason)
        return path, write_copy(self.journal, path)

    def make_daily(self) -> Backup | None:
        """Make the backup of the day if it is due, and return it."""
        return self.make(Reason.DAILY)[0] if self.is_due() else None

    @contextmanager
    def before(self, reason: Reason) -> Iterator[None]:
        """Make a backup of what there is to lose, then let something large be done to the journal.

        Raises:
            LdnError: no backup could be made; nothing was done.
        """
        if self._is_kept and self._has_history():
            self.make(reason)
        self._is_guarded = True
        try:
            yield
        finally:
            self._is_guarded = False

    def make_before_trial_change(self) -> None:
        """Make a backup before the trial is changed, unless the newest one is the same already.

        Raises:
            LdnError: none could be made.
        """
        if self._is_guarded or not self._is_kept:
            return
        present = fingerprint(self.journal)
        if present[1] is None:
            return
        newest = next((one for one in self.all() if not one.is_encrypted and one.reason is not Reason.DAMAGED), None)
        with suppress(LdnError):
            if newest is not None and fingerprint(newest.path) == present:
                return
        self.make(Reason.TRIAL_CHANGE)

    def make_before_migration(self) -> None:
        """Make a backup of an older journal before it gets the present schema.

        Raises:
            LdnError: none could be made.
        """
        if self._is_kept:
            self.make(Reason.MIGRATION)

    def keep_damaged(self) -> Path | None:
        """Keep the bytes of an unusable file, and of what SQLite left beside it, and return where; None without any.

        Raises:
            CannotWrite: the disk or its permissions refuse.
        """
        if not self.journal.exists() or not self.journal.stat().st_size:
            return None
        make_private_folder(self.folder)
        path = self.new_path(Reason.DAMAGED)
        try:
            for source, target in (
                (self.journal, path),
                (hot_journal_of(self.journal), hot_journal_of(path)),
            ):
                if source.exists():
                    make_file(target)
                    target.write_bytes(source.read_bytes())
                    sync(target)
            sync(self.folder)
        except OSError as error:
            raise CannotWrite(
                f"{visible(str(path))} cannot be written ({error.strerror}): free some space; nothing was changed."
            ) from None
        return path

    def new_path(self, reason: Reason, *, encrypted: bool = False) -> Path:
        """Return a free name for a backup made now."""
        now = self._now()
        taken = max((backup.number for backup in self.all() if backup.at == now.replace(microsecond=0)), default=0)
        number = f"-{taken + 1}" if taken else ""
        name = f"{self.name}.{now.strftime('%Y-%m-%dT%H%M%S%z')}.{reason.value}{number}"
        return self.folder / f"{name}{'.db.age' if encrypted else '.db'}"

    def _read(self, path: Path) -> Backup | None:
        """Return which backup of this journal the file at `path` is, None if none."""
        match = _NAME.fullmatch(path.name)
        if match is None or match["stem"] not in {self.name, self.journal.stem} or match["reason"] not in set(Reason):
            return None
        try:
            at = datetime.strptime(match["at"], "%Y-%m-%dT%H%M%S%z")
        except ValueError:
            return None
        return Backup(path, at, Reason(match["reason"]), int(match["number"] or 1), match["age"] is not None)

    def _is_ours(self, backup: Backup) -> bool:
        """Return whether a backup is this journal's: one of an earlier version's name may be that of the one beside it.

        What cannot be looked into may be.
        """
        named = _NAME.fullmatch(backup.path.name)
        has_own_name = named is not None and named["stem"] == self.name
        if has_own_name or not self.journal.with_suffix(_USUAL_SUFFIX).exists():
            return True
        try:
            return identity(backup.path) == identity(self.journal)
        except LdnError:
            return True

    def _thin(self, made: Backup, journal_id: str) -> None:
        """Remove what is no longer needed; what is damaged, encrypted or of another journal stays."""

        def is_of_this_journal(backup: Backup) -> bool:
            try:
                return identity(backup.path) == journal_id
            except LdnError:
                return False

        found = {backup.path.name: backup for backup in self.all() if not backup.is_encrypted}
        for backup in list(found.values()):
            if backup.reason is Reason.DAMAGED:
                del found[backup.path.name]
        kept = [
            Kept(f"{backup.number:04}{name}", backup.at, is_of_this_journal(backup)) for name, backup in found.items()
        ]
        needed_for_the_way_back = self.before_last_restore()
        for name in backups_to_remove(kept, f"{made.number:04}{made.path.name}"):
            backup = found[name[4:]]
            if backup == needed_for_the_way_back:
                continue
            # It is removed the next time, then.
            with suppress(OSError):
                backup.path.unlink()


class BackupInBackground:
    """The backup of the day, made in a thread with connections of its own."""

    def __init__(self, journal: "Journal") -> None:
        """Prepare to back up `journal`."""
        self.trouble: LdnError | None = None
        self._journal = journal
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Make it, if it is due."""
        self._thread = threading.Thread(target=self._make, name="the backup of the day", daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether nothing is being made (any more)."""
        return self._thread is None or not self._thread.is_alive()

    def _make(self) -> None:
        try:
            self._journal.backups.make_daily()
        except LdnError as error:
            self.trouble = self._damage() or error

    def _damage(self) -> LdnError | None:
        """Look the journal itself over: a disk that takes no backup must not keep its damage from being found."""
        try:
            check_file(self._journal.path, check_whole)
        except LdnError as error:
            return error if isinstance(error, DamagedJournal) else None
        return None
