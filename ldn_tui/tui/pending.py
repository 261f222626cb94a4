"""Writes that could not be made yet: kept in order, shown as not saved, tried again until they are."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.changes import Change
from ldn_tui.domain.counted import counted
from ldn_tui.domain.days import Day
from ldn_tui.domain.errors import CannotWrite, DamagedJournal, JournalError, LdnError, LockedJournal
from ldn_tui.journal import Journal

# How long another program may hold the file before the person is told to see to it.
LONG_WAIT_SECONDS = 5.0


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
        self._waiting_since = 0.0
        self._told: LdnError | None = None
        self.reason: LdnError | None = None

    def __len__(self) -> int:
        return len(self._waiting)

    def perform(self, write: Write) -> Change | None:
        """Make a change now, or keep it for later and return None.

        Raises:
            LdnError: what was to be recorded cannot be accepted.
        """
        if self._waiting:
            self._keep(write)
            return None
        try:
            return write.apply(self._journal)
        except (JournalError, CannotWrite) as error:
            # What is wrong with the file is known better once it could not be opened again.
            self.reason = error if isinstance(error, LockedJournal | DamagedJournal) else self._reopen() or error
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

    def _reopen(self) -> LdnError | None:
        """Open the file again and return why that cannot be done, None if it is.

        What made the file unwritable may be over, but SQLite remembers it until then; and the file may be another.
        """
        try:
            self._journal.reopen()
        except LdnError as error:
            return error
        return None

    def _keep(self, write: Write) -> None:
        if not self._waiting:
            self._waiting_since = time.monotonic()
            self._told = None
        last = self._waiting[-1] if self._waiting else None
        if write.supersedes and last is not None and (last.day, last.field) == (write.day, write.field):
            self._waiting.pop()
        self._waiting.append(write)

    def retry(self) -> Retried:
        """Try everything that waits, in order; stop at the first that still cannot be made."""
        made: list[Change] = []
        refused: list[Refusal] = []
        if self._waiting and not isinstance(self.reason, LockedJournal):
            trouble = self._reopen()
            if trouble is not None:
                self.reason = trouble
                return Retried((), ())
        while self._waiting:
            try:
                made.append(self._waiting[0].apply(self._journal))
            except (JournalError, CannotWrite) as error:
                self.reason = error
                break
            except LdnError as error:
                refused.append(Refusal(self._waiting[0], error))
            self._waiting.pop(0)
        else:
            self.reason = None
        return Retried(tuple(made), tuple(refused))

    @property
    def seconds(self) -> float:
        """For how long the oldest write has waited; 0 if none waits."""
        return time.monotonic() - self._waiting_since if self._waiting else 0.0

    @property
    def how_many(self) -> str:
        """How many writes wait, as "1 change" or "3 changes"."""
        return counted(len(self), "change")

    def in_words(self) -> str:
        """Return that writes wait, and why; once that is long, how many and what to do."""
        is_long = self.seconds >= LONG_WAIT_SECONDS
        why = str(self.reason)
        if isinstance(self.reason, LockedJournal):
            who = self.reason.who
            why = f"{who} holds the journal: close that program." if is_long else "another program is writing."
        if not is_long:
            return f"Not saved yet, kept here and tried again: {why}"
        return f"{self.how_many} not saved for {self.seconds:.0f} s, kept here and tried again. {why}"

    def news(self) -> str:
        """Return what is to be said of a wait that has become long, once for each reason; else nothing."""
        if self.seconds < LONG_WAIT_SECONDS or (self._told is not None and str(self._told) == str(self.reason)):
            return ""
        self._told = self.reason
        return self.in_words()

    def preview(self, day: Day) -> Day:
        """Return `day` as it will be when everything that waits has been made."""
        for write in self._waiting:
            if write.day == day.date:
                day = write.preview(day)
        return day

    def fields(self, day: date | None) -> frozenset[str]:
        """Return the fields of `day` that wait to be saved; of no day for None."""
        return frozenset(write.field for write in self._waiting if write.day == day)
