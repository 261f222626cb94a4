"""How things stand: the state of today, what is due, and which days are to be filled."""

from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.days import DayState
from ldn_tui.domain.phases import Phase


@dataclass(frozen=True, slots=True)
class DueItem:
    """Something that waits for an answer.

    Attributes:
        kind: what ("day").
        since: the day it has been due since.
    """

    kind: str
    since: date


@dataclass(frozen=True, slots=True)
class Status:
    """How things stand today.

    Attributes:
        today: the logical day.
        state: its state.
        phase: the phase it lies in, or None.
        due: what waits for an answer.
        to_fill: the days to fill of the last seven, newest first.
    """

    today: date
    state: DayState
    phase: Phase | None
    due: tuple[DueItem, ...]
    to_fill: tuple[date, ...]
