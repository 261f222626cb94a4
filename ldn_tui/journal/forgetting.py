"""Forgetting for good: out of the tables, the log of changes, the free pages, and, if asked, the backups."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import LdnError, NothingToDo
from ldn_tui.journal.backups import Backup, Reason
from ldn_tui.journal.conflict_copies import conflict_copies
from ldn_tui.journal.copies import WrittenCopy, written_copies
from ldn_tui.journal.journal import Journal
from ldn_tui.journal.opening import begin
from ldn_tui.part_files import remove_parts
from ldn_tui.storage.hot_journal import hot_journal_of
from ldn_tui.storage.loaded import LoadedJournal
from ldn_tui.storage.purge import Purge


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Something to be forgotten.

    Attributes:
        said: what, in the person's words.
        purge: what that means in a file.
    """

    said: str
    purge: Purge

    @classmethod
    def of_note(cls, day: date) -> "Forgetting":
        """Forget the note of `day`, every version of it."""
        return cls(f"the note of {short_day(day)}", Purge.of_note(day))

    @classmethod
    def of_day(cls, day: date) -> "Forgetting":
        """Forget all that was ever recorded for `day`."""
        return cls(f"everything recorded for {short_day(day)}", Purge.of_day(day))

    @classmethod
    def of_everything(cls) -> "Forgetting":
        """Forget the whole journal."""
        return cls("the whole journal", Purge.of_everything())


@dataclass(frozen=True, slots=True)
class StillHeld:
    """What still holds something that is to be forgotten, besides the journal.

    Attributes:
        backups: the backups that were looked into and hold it.
        unread: the backups that could not be looked into, because they are encrypted or damaged.
        copies: the exports and copies written elsewhere, which may hold it.
        beside: conflict copies of the journal, and what SQLite left of a damaged one, which may hold it.
    """

    backups: tuple[Backup, ...]
    unread: tuple[Backup, ...]
    copies: tuple[WrittenCopy, ...]
    beside: tuple[Path, ...]


def is_held(journal: Journal, forgetting: Forgetting) -> bool:
    """Return whether the journal holds any of it, in its tables or in the log of changes."""
    return journal.repository.has(forgetting.purge)


def forget(journal: Journal, forgetting: Forgetting) -> None:
    """Forget it for good; undo does not bring it back. Unfinished copies, which may hold it, are removed.

    Raises:
        NothingToDo: the journal holds nothing of it.
        LdnError: it could not be done.
    """
    if not journal.repository.purge(forgetting.purge):
        raise NothingToDo(f"The journal does not hold {forgetting.said}.")
    if forgetting.purge.day is None:
        begin(journal.repository, journal.clock.now(), journal.day_starts_at)
    for folder in (journal.backups.folder, journal.path.parent):
        remove_parts(folder)


def still_held(journal: Journal, forgetting: Forgetting) -> StillHeld:
    """Look into every backup, and return what still holds it.

    Raises:
        CannotWrite: the folder of the backups cannot be read.
    """
    holding: list[Backup] = []
    unread: list[Backup] = []
    for backup in journal.backups.all():
        if backup.is_encrypted or backup.reason is Reason.DAMAGED:
            unread.append(backup)
            continue
        try:
            with closing(LoadedJournal.of_file(backup.path)) as copy:
                if forgetting.purge.day is None or copy.has(forgetting.purge):
                    holding.append(backup)
        except LdnError:
            unread.append(backup)
    left = (hot_journal_of(backup.path) for backup in unread)
    beside = (*conflict_copies(journal.path), *(path for path in left if path.exists()))
    return StillHeld(tuple(holding), tuple(unread), written_copies(journal.backups), beside)


def rewrite_backups(forgetting: Forgetting, held: StillHeld, tell: Callable[[Path], None]) -> None:
    """Take it out of the backups that hold it; where everything is forgotten, remove them.

    Args:
        forgetting: what is forgotten.
        held: what `still_held` found.
        tell: told each backup that is done.

    Raises:
        LdnError: a backup could not be written; it is as it was, and those told before are done.
    """
    for backup in held.backups:
        if forgetting.purge.day is None:
            backup.path.unlink(missing_ok=True)
        else:
            with closing(LoadedJournal.of_file(backup.path)) as copy:
                copy.purge(forgetting.purge)
                copy.write(backup.path)
        tell(backup.path)
