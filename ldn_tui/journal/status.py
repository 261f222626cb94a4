"""How things stand: the state of today, what is due, and which days are to be filled."""

from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.days import DayState
from ldn_tui.domain.due import DueItem
from ldn_tui.domain.phases import Phase
from ldn_tui.domain.planned_doses import PlannedDose
from ldn_tui.domain.trial import Trial


@dataclass(frozen=True, slots=True)
class Status:
    """How things stand today.

    Attributes:
        today: the logical day.
        state: its state.
        phase: the phase it lies in, or None.
        due: what waits for an answer.
        to_fill: the days to fill of the last seven, newest first.
        trial: the active trial, or None.
        planned_dose: the dose planned for today, or None.
        opioid_line: what to say of an active opioid, or None.
    """

    today: date
    state: DayState
    phase: Phase | None
    due: tuple[DueItem, ...]
    to_fill: tuple[date, ...]
    trial: Trial | None = None
    planned_dose: PlannedDose | None = None
    opioid_line: str | None = None

    @property
    def earlier_to_fill(self) -> tuple[date, ...]:
        """The days to fill before today: how today stands is said by its state."""
        return tuple(day for day in self.to_fill if day != self.today)

    @property
    def trial_day(self) -> int | None:
        """Which day of the active trial today is, from 1; None without one, or before it."""
        if self.trial is None or self.today < self.trial.starts_on:
            return None
        return self.trial.day_number(self.today)
