"""Restoring: what a copy would change in the journal, and making it the journal, with a way back."""

from collections.abc import Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import (
    BadInput,
    DamagedJournal,
    ForeignFile,
    JournalError,
    MissingJournal,
    NothingToDo,
    OtherJournal,
)
from ldn_tui.domain.text import visible
from ldn_tui.journal.backups import Backup, BackupBook, Reason
from ldn_tui.journal.comparison import Where, compare, table_in_words
from ldn_tui.journal.conflict_copies import real_place
from ldn_tui.named_files import read_named_file
from ldn_tui.paths import backups_folder
from ldn_tui.private_files import make_folder
from ldn_tui.storage.backup import Holdings, file_state
from ldn_tui.storage.hot_journal import is_half_written
from ldn_tui.storage.loaded import LoadedJournal
from ldn_tui.storage.salvage import readable_days
from ldn_tui.transfer.age import decrypt, is_age, require_age

# More days than these are given as a span.
_NAMED_DAYS = 3


@dataclass(frozen=True, slots=True)
class Differences:
    """What a copy would change in the journal.

    Attributes:
        copy: what the copy holds.
        present: what the journal holds; None if there is none, or none that can be read.
        gained: the days that the copy has and the journal has not.
        lost: the days that the journal has and the copy has not.
        different: the days that both have and that say something else.
        other_tables: what differs besides days: measures, trials, medicines and so on.
        trouble: why the present file cannot be compared; None if it can, or there is none. Of a damaged one, the days
            that can be read are compared all the same.
    """

    copy: Holdings
    present: Holdings | None
    gained: tuple[date, ...]
    lost: tuple[date, ...]
    different: tuple[date, ...]
    other_tables: tuple[str, ...]
    trouble: JournalError | None = None

    @property
    def is_same(self) -> bool:
        """Whether the two say the same."""
        return self.present is not None and not (self.gained or self.lost or self.different or self.other_tables)

    def objections(self) -> tuple[str, ...]:
        """Return why the copy is not restored unless that is forced, in whole sentences."""
        found = []
        if not self.copy.days:
            found.append("The copy is empty: no day has anything recorded.")
        if self.present is not None and self.present.days:
            if self.copy.journal_id != self.present.journal_id:
                found.append("The copy is of another journal than the one in use.")
            if self.copy.days < self.present.days or self.copy.values < self.present.values:
                found.append(
                    f"The copy holds less: {size_in_words(self.copy, ' with ')}; the journal holds "
                    f"{size_in_words(self.present, ' with ')}."
                )
        return tuple(found)


class Restore:
    """One copy, beside the journal it may replace."""

    def __init__(self, copy: LoadedJournal, backups: BackupBook) -> None:
        """Compare `copy` with the journal that `backups` are of.

        Raises:
            LockedJournal: another program holds the journal.
            CannotWrite: the journal cannot be read.
        """
        self._copy = copy
        self._backups = backups
        # Where the bytes of a damaged file were kept, once it was replaced.
        self.kept: Path | None = None
        self.differences = self._compare()
        self._compared = file_state(backups.journal)

    @classmethod
    def of_file(cls, path: Path, backups: BackupBook, passphrase: Callable[[], str]) -> "Restore":
        """Load the copy at `path` and compare it.

        Args:
            path: a backup, any journal, or either of them encrypted.
            backups: the backups of the journal it may replace.
            passphrase: asks for the passphrase, if the file is encrypted.

        Raises:
            BadInput: there is no such file, it is the journal itself, or it cannot be decrypted.
            JournalError: it is no journal, or damaged; a forced restore does not take it either.
        """
        return cls(load_copy(path, backups.journal, passphrase), backups)

    def _compare(self) -> Differences:
        held = self._copy.holdings
        try:
            with closing(LoadedJournal.of_file(self._backups.journal)) as present:
                found = compare(present, self._copy)
        except MissingJournal:
            return Differences(held, None, tuple(sorted(self._copy.days())), (), (), ())
        except ForeignFile as trouble:
            return Differences(held, None, (), (), (), (), trouble)
        except DamagedJournal as trouble:
            left, new = readable_days(self._backups.journal), self._copy.days()
            return Differences(
                copy=held,
                present=None,
                gained=tuple(sorted(new.keys() - left.keys())),
                lost=tuple(sorted(left.keys() - new.keys())),
                different=tuple(sorted(day for day in new.keys() & left.keys() if not left[day] <= new[day])),
                other_tables=(),
                trouble=trouble,
            )
        return Differences(
            copy=found.there,
            present=found.here,
            gained=found.days_where(Where.THERE),
            lost=found.days_where(Where.HERE),
            different=found.days_where(Where.BOTH),
            other_tables=found.other_tables,
        )

    def check(self) -> None:
        """Make sure that restoring does no harm that was not asked for.

        Raises:
            BadInput: it would; why.
        """
        objections = self.differences.objections()
        if objections:
            raise BadInput(
                f"{visible(str(self._copy.path))} is not restored. {' '.join(objections)} Add --force if you want it."
            )
        if isinstance(self.differences.trouble, ForeignFile):
            raise BadInput(f"nothing is restored: {self.differences.trouble}")

    def carry_out(self) -> Backup | None:
        """Back up the present file, then make the copy the journal.

        Returns:
            The backup of the file before, which brings it back; None if there was none, or none that can be read: the
            bytes of a damaged file are kept beside the backups.

        Raises:
            LdnError: it was not done, and why; the journal is as it was.
        """
        journal = self._backups.journal
        if self.differences.present is None:
            if self.differences.trouble is not None and isinstance(self.differences.trouble, ForeignFile):
                raise self.differences.trouble
            if file_state(journal) != self._compared:
                # Another app has mended it, or has begun one: that one is not damaged, and nobody has compared it.
                raise OtherJournal(
                    f"{visible(str(journal))} was changed meanwhile: nothing was restored. Look at the copy again."
                )
            make_folder(journal.parent)
            self.kept = self._backups.keep_damaged()
            self._copy.put_in_place(journal)
            return None
        backup, _ = self._copy.pour_into(journal, lambda: self._backups.make(Reason.RESTORE))
        return backup

    def close(self) -> None:
        """Let go of the copy."""
        self._copy.close()


def copy_called(name: str, journal: Path) -> Path:
    """Return the file that is meant by `name`: a path, or the bare name of a backup or of a file beside the journal.

    What lies in the working folder comes first.
    """
    path = Path(name)
    if path.name == name and not _is_there(path):
        folders = (backups_folder(journal), real_place(journal).parent)
        return next((folder / name for folder in folders if _is_there(folder / name)), path)
    return path


def _is_there(path: Path) -> bool:
    # Reading what has no possible name says so.
    with suppress(OSError, ValueError):
        return path.exists()
    return False


def load_copy(path: Path, journal: Path, passphrase: Callable[[], str]) -> LoadedJournal:
    """Load the copy of a journal at `path`; the file itself is only read.

    Args:
        path: a backup, any journal, or either of them encrypted.
        journal: the journal in use, which is no copy.
        passphrase: asks for the passphrase, if the file is encrypted.

    Raises:
        BadInput: it cannot be read, as `read_named_file` says, it is the journal itself, or it cannot be decrypted.
        JournalError: it is no journal, or damaged.
    """
    where = visible(str(path))
    try:
        is_journal = path.exists() and journal.exists() and path.samefile(journal)
    except (OSError, ValueError):
        # Reading it says what is wrong.
        is_journal = False
    if is_journal:
        raise BadInput(f"file {where} is the journal itself: name a backup (`ldn backup --list`) or another copy")
    data = read_named_file(path, if_missing="`ldn backup --list` names the backups")
    if is_age(data):
        require_age()
        given = passphrase()
        try:
            data = decrypt(data, given)
        except BadInput as error:
            raise BadInput(f"file {where} {error}") from None
    else:
        _refuse_half_written(path)
    try:
        return LoadedJournal.of_bytes(data, path)
    except ForeignFile:
        raise ForeignFile(
            f"{where} is no journal of ldn-tui: nothing was changed. An export is read with `ldn import`."
        ) from None


def way_back(backups: BackupBook) -> Restore:
    """Return the restore that brings the file before the last restore back.

    Raises:
        NothingToDo: nothing was restored yet, or the backup made then is gone.
    """
    before = backups.before_last_restore()
    if before is None:
        raise NothingToDo("There is no file from before a restore to bring back.")
    return Restore.of_file(before.path, backups, lambda: "")


def _refuse_half_written(path: Path) -> None:
    """Refuse a journal in use, or one left in the middle of a change: its own bytes are not all of it."""
    if is_half_written(path):
        raise BadInput(
            f"file {visible(str(path))} was left in the middle of a change: "
            "`ldn --db` with its name and `status` once mends it; then try again"
        )


def size_in_words(held: Holdings, between: str) -> str:
    """Return "2 days", what stands between the two, and "1 entry"."""
    return f"{counted(held.days, 'day')}{between}{counted(held.values, 'entry', 'entries')}"


def differences_in_words(differences: Differences) -> list[str]:
    """Return what a copy would change, in lines for a person; names in it are not made harmless yet."""
    held = differences.copy
    last = "" if held.last_day is None else f", the last {short_day(held.last_day)}"
    lines = [f"The copy holds {held.days} day{'s' * (held.days != 1)}{last}."]
    if isinstance(differences.trouble, DamagedJournal):
        return [*lines, *_left_in_words(differences)]
    if differences.trouble is not None:
        return [*lines, f"The present file cannot be compared: {differences.trouble}"]
    if differences.present is None:
        return [*lines, "There is no journal yet: it becomes this copy."]
    if differences.is_same:
        return [*lines, "The journal says the same already."]
    for days, said in (
        (differences.gained, "gained"),
        (differences.lost, "lost"),
        (differences.different, "different"),
    ):
        lines.append(f"{said:<11}{_days_in_words(days)}")
    if differences.other_tables:
        lines.append(f"Besides days, these differ: {', '.join(map(table_in_words, differences.other_tables))}.")
    return [*lines, *differences.objections()]


def _left_in_words(differences: Differences) -> list[str]:
    """Return what can be read of a damaged file and is not in the copy."""
    if not differences.lost and not differences.different:
        return ["The present file is damaged. What can be read of it is in the copy, too. It is kept all the same."]
    lines = ["The present file is damaged. As far as it can be read, it holds what the copy does not:"]
    if differences.lost:
        lines.append(f"only there {_days_in_words(differences.lost)}")
    if differences.different:
        lines.append(f"different  {_days_in_words(differences.different)}")
    return [*lines, "It is kept; SQLite's own tool reads these days out of it: `sqlite3 FILE .recover`."]


def _days_in_words(days: Sequence[date]) -> str:
    if not days:
        return "no day"
    many = f"{len(days)} day{'s' * (len(days) != 1)}"
    if len(days) <= _NAMED_DAYS:
        return f"{many}: {', '.join(day.isoformat() for day in days)}"
    return f"{many}: {days[0].isoformat()} to {days[-1].isoformat()}"
