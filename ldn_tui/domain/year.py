"""A year of days: its months, and the phases of a month put together into fewer places."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.dates import MONTHS
from ldn_tui.domain.month import DayFace, Month
from ldn_tui.domain.phases import Phase

MONTHS_IN_YEAR = len(MONTHS)
MOST_DAYS_IN_MONTH = 31


@dataclass(frozen=True, slots=True, order=True)
class Year:
    """A year of the calendar, 1 to 9999."""

    number: int

    @classmethod
    def of(cls, day: date) -> "Year":
        """Return the year `day` lies in."""
        return cls(day.year)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.number, 1, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.number, MONTHS_IN_YEAR, MOST_DAYS_IN_MONTH)

    @property
    def title(self) -> str:
        """How it is called: "2026"."""
        return str(self.number)

    @property
    def months(self) -> tuple[Month, ...]:
        """Its twelve months, in order."""
        return tuple(Month(self.number, number) for number in range(1, MONTHS_IN_YEAR + 1))

    def holds(self, day: date) -> bool:
        """Return whether `day` lies in it."""
        return day.year == self.number


def phases_in_places(faces: Sequence[DayFace | None], places: int) -> tuple[Phase | None, ...]:
    """Return the phases of a row of days in fewer places: each stands for its share, and shows its middle day's.

    Args:
        faces: the days, at least one.
        places: how many places there are.
    """
    middles = ((2 * place + 1) * len(faces) // (2 * places) for place in range(places))
    return tuple(None if (face := faces[middle]) is None else face.phase for middle in middles)
