"""Writes that could not be made yet: kept in order, shown as not saved, tried again until they are."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.changes import Change
from ldn_tui.domain.days import Day
from ldn_tui.domain.errors import BadInput, CannotWrite, JournalError, LdnError
from ldn_tui.journal import Journal


@dataclass(frozen=True, slots=True)
class Write:
    """One thing to be recorded.

    Attributes:
        day: the day it belongs to; None if to none.
        field: what it sets (a measure's key, "dose", "note", ...), so that the row can be marked.
        apply: makes the change.
        preview: shows the day as it will be, while the change has not been made.
        supersedes: whether a later write of the same day and field stands for this one too (a note being typed).
    """

    day: date | None
    field: str
    apply: Callable[[Journal], Change]
    preview: Callable[[Day], Day] = lambda day: day
    supersedes: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """A write that waited, and was then refused for good, with the reason."""

    write: Write
    reason: LdnError


@dataclass(frozen=True, slots=True)
class Retried:
    """What came of trying everything that waited."""

    made: tuple[Change, ...]
    refused: tuple[Refusal, ...]


class PendingWrites:
    """A queue of writes. Order is kept: nothing overtakes a write that still waits."""

    def __init__(self, journal: Journal) -> None:
        """Write into `journal`."""
        self._journal = journal
        self._waiting: list[Write] = []
        self.reason: LdnError | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def perform(self, write: Write) -> Change | None:
        """Make a change now, or keep it for later and return None.

        Raises:
            BadInput: what was to be recorded cannot be accepted.
        """
        if self._waiting:
            self._keep(write)
            return None
        try:
            return write.apply(self._journal)
        except (JournalError, CannotWrite) as error:
            self.reason = error
            self._keep(write)
            return None

    def make_now(self, apply: Callable[[Journal], Change]) -> Change:
        """Make a change now or not at all; it does not overtake what waits.

        Raises:
            LdnError: it was not made, and why.
        """
        if self._waiting and self.reason is not None:
            raise self.reason
        try:
            return apply(self._journal)
        except CannotWrite:
            self._reopen()
            raise

    def _reopen(self) -> None:
        # What made the file unwritable may be over, but SQLite remembers it until the file is opened again.
        with suppress(LdnError):
            self._journal.reopen()

    def _keep(self, write: Write) -> None:
        last = self._waiting[-1] if self._waiting else None
        if write.supersedes and last is not None and (last.day, last.field) == (write.day, write.field):
            self._waiting.pop()
        self._waiting.append(write)

    def retry(self) -> Retried:
        """Try everything that waits, in order; stop at the first that still cannot be made."""
        made: list[Change] = []
        refused: list[Refusal] = []
        if self._waiting and isinstance(self.reason, CannotWrite):
            self._reopen()
        while self._waiting:
            try:
                made.append(self._waiting[0].apply(self._journal))
            except (JournalError, CannotWrite) as error:
                self.reason = error
                break
            except BadInput as error:
                refused.append(Refusal(self._waiting[0], error))
            self._waiting.pop(0)
        else:
            self.reason = None
        return Retried(tuple(made), tuple(refused))

    def preview(self, day: Day) -> Day:
        """Return `day` as it will be when everything that waits has been made."""
        for write in self._waiting:
            if write.day == day.date:
                day = write.preview(day)
        return day

    def fields(self, day: date | None) -> frozenset[str]:
        """Return the fields of `day` that wait to be saved; of no day for None."""
        return frozenset(write.field for write in self._waiting if write.day == day)
