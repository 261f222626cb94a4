"""Writes that could not be made yet: kept in order, shown as not saved, tried again until they are."""

from collections.abc import Callable
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
    """

    day: date | None
    field: str
    apply: Callable[[Journal], Change]
    preview: Callable[[Day], Day] = lambda day: day


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
            self._waiting.append(write)
            return None
        try:
            return write.apply(self._journal)
        except (JournalError, CannotWrite) as error:
            self.reason = error
            self._waiting.append(write)
            return None

    def retry(self) -> list[Change]:
        """Try everything that waits, in order; stop at the first that still cannot be made.

        Raises:
            BadInput: a write was refused for good; it no longer waits.
        """
        made: list[Change] = []
        while self._waiting:
            try:
                made.append(self._waiting[0].apply(self._journal))
            except (JournalError, CannotWrite) as error:
                self.reason = error
                return made
            except BadInput:
                self._waiting.pop(0)
                raise
            self._waiting.pop(0)
        self.reason = None
        return made

    def preview(self, day: Day) -> Day:
        """Return `day` as it will be when everything that waits has been made."""
        for write in self._waiting:
            if write.day == day.date:
                day = write.preview(day)
        return day

    def fields(self, day: date) -> frozenset[str]:
        """Return the fields of `day` that wait to be saved."""
        return frozenset(write.field for write in self._waiting if write.day == day)
