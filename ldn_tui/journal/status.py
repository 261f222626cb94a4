"""How things stand: the state of today, what is due, and which days are to be filled."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ldn_tui.domain.days import DAYS_OFFERED, DayState, days_to_fill
from ldn_tui.domain.due import DueItem, TrialSoFar, what_is_due
from ldn_tui.domain.phases import Phase, phase_of
from ldn_tui.domain.planned_doses import PlannedDose, planned_dose
from ldn_tui.domain.trial import Trial

if TYPE_CHECKING:
    from ldn_tui.journal.journal import Journal


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
        moved_first_dose: that the first dose was recorded on another day than planned, while that can be mended by
            recording others; a sentence, or None.
    """

    today: date
    state: DayState
    phase: Phase | None
    due: tuple[DueItem, ...]
    to_fill: tuple[date, ...]
    trial: Trial | None = None
    planned_dose: PlannedDose | None = None
    opioid_line: str | None = None
    moved_first_dose: str | None = None

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


def load_status(journal: "Journal") -> Status:
    """Return how things stand today. What is due is decided here and nowhere else."""
    today = journal.today()
    facts = journal.facts()
    recent = journal.days(today - timedelta(days=DAYS_OFFERED - 1), today)
    state = facts.state(recent[-1], today)
    trial = journal.trials.active()
    return Status(
        today=today,
        state=state,
        phase=phase_of(today, facts.phases),
        due=what_is_due(today, state, _trial_so_far(journal)),
        to_fill=tuple(days_to_fill(recent, facts, today)),
        trial=trial,
        planned_dose=planned_dose(today, facts.trials, facts.phases),
        opioid_line=journal.medicines.opioid_line(today),
        moved_first_dose=None if trial is None or trial.is_locked else journal.trials.moved_first_dose(trial),
    )


def _trial_so_far(journal: "Journal") -> TrialSoFar | None:
    trial = journal.trials.latest()
    if trial is None:
        return None
    return TrialSoFar(
        trial=trial,
        windows=journal.trials.windows(trial),
        impressions=tuple(journal.repository.impressions()),
        labs=journal.repository.lab_days(),
        declined=journal.repository.declined(),
        decisions=journal.trials.decisions(trial),
    )
