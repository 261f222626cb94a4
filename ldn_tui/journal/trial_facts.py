"""What is known of the trials of a journal: read, never changed."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from ldn_tui.domain.days import logical_day
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.moved_first_dose import moved_first_dose
from ldn_tui.domain.phases import Phase
from ldn_tui.domain.planned_doses import PlannedDose, dose_warnings, planned_dose
from ldn_tui.domain.trial import NALTREXONE, Amendment, Decision, Template, Trial
from ldn_tui.domain.trial_phases import pause_spans, spans_apart
from ldn_tui.domain.windows import TakenDose, Windows, windows

if TYPE_CHECKING:
    from ldn_tui.domain.baseline_level import BaselineLevel
    from ldn_tui.domain.plan_marks import PlanMarks
    from ldn_tui.journal.journal import Journal


class TrialFacts:
    """What the trials of one journal are, and what follows from them for a day."""

    def __init__(self, journal: "Journal") -> None:
        """Work on the trials of `journal`."""
        self._journal = journal

    def all(self) -> tuple[Trial, ...]:
        """Return all trials, earliest first."""
        return self._journal.repository.trials()

    def active(self) -> Trial | None:
        """Return the trial that has not ended, or None."""
        return next((trial for trial in self.all() if trial.ended_on is None), None)

    def latest(self) -> Trial | None:
        """Return the active trial, or else the one that ended last, or None."""
        trials = self.all()
        return max(trials, key=lambda trial: trial.ended_on or date.max, default=None)

    def windows(self, trial: Trial) -> Windows:
        """Return the windows of `trial`, from its plan, its doses, its pauses and its time without the medicine."""
        laid = self.laid_phases(trial)
        return windows(trial, self.taken_doses(trial), pause_spans(laid, self._journal.today()), spans_apart(laid))

    def moved_first_dose(self, trial: Trial | None) -> str | None:
        """Return that the first dose of `trial` was recorded on another day than planned, a sentence; else None."""
        return None if trial is None else moved_first_dose(trial, self.windows(trial))

    def laid_phases(self, trial: Trial) -> tuple[Phase, ...]:
        """Return the phases of `trial` as they are laid, earliest first: a pause lies over what it interrupts."""
        return tuple(phase for phase in self._journal.repository.whole_phases() if phase.trial == trial.id)

    def plan_marks(self) -> "PlanMarks":
        """Return what charts and calendars mark of the latest trial's plan."""
        from ldn_tui.domain.plan_marks import NO_PLAN, plan_marks

        trial = self.latest()
        return (
            NO_PLAN if trial is None else plan_marks(trial, self.windows(trial).decision_day, self.taken_doses(trial))
        )

    def baseline_level(self, ratings: Mapping[date, float]) -> "BaselineLevel | None":
        """Return the baseline of a measure in the latest trial, as a chart shows it; None where there is none.

        Args:
            ratings: the measure's ratings by day.
        """
        from ldn_tui.domain.baseline_level import baseline_level
        from ldn_tui.domain.day_axis import Window

        trial, today = self.latest(), self._journal.today()
        if trial is None or trial.starts_on > today or trial.template is Template.ALREADY_TAKING:
            return None
        last = today if trial.ended_on is None else min(trial.ended_on, today)
        return baseline_level(ratings, self.windows(trial), Window(trial.starts_on, last))

    def taken_doses(self, trial: Trial) -> list[TakenDose]:
        """Return the taken doses of the trial's medicine from its start on, to its end."""
        starts_at = self._journal.day_starts_at
        return [
            TakenDose(day, amount, max(logical_day(recorded_at, starts_at), day))
            for day, amount, recorded_at in self._journal.repository.dose_days(trial.medicine, trial.starts_on)
            if trial.holds(day)
        ]

    def phases(self, trial: Trial) -> tuple[Phase, ...]:
        """Return the phases of `trial`, earliest first, parted by its pauses."""
        return tuple(phase for phase in self._journal.phases() if phase.trial == trial.id)

    def amendments(self, trial: Trial) -> tuple[Amendment, ...]:
        """Return what was changed after the lock, earliest first."""
        return self._journal.repository.amendments(trial.id)

    def decisions(self, trial: Trial) -> tuple[Decision, ...]:
        """Return what was decided, earliest first."""
        return self._journal.repository.decisions(trial.id)

    def planned_dose(self, day: date) -> PlannedDose | None:
        """Return the dose planned for `day`, or None."""
        return planned_dose(day, self.all(), self._journal.phases())

    def dose_warnings(
        self, day: date, mg: float | None, *, label: str | None = None, replaces: bool = False
    ) -> list[str]:
        """Return what is unusual about taking a dose on `day`, each as a sentence; an empty list for a usual one.

        Args:
            day: its day.
            mg: the amount, None with a bottle's label.
            label: a bottle's label, None with an amount.
            replaces: whether it takes the place of what is recorded, so that it is no second one.
        """
        trials = self.all()
        medicine = next((trial.medicine for trial in trials if trial.holds(day)), NALTREXONE)
        taken = sum(dose.taken and dose.medicine == medicine for dose in self._journal.day(day).doses)
        return dose_warnings(day, mg, label, 0 if replaces else taken, trials, self._journal.phases())

    def _known(self, trial: Trial) -> Trial:
        """Return `trial` as it is now."""
        return next(known for known in self.all() if known.id == trial.id)

    def _running(self) -> Trial:
        trial = self.active()
        if trial is None:
            raise BadInput("there is no active trial: `ldn trial new` begins one")
        return trial
