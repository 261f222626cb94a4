"""The dose steps of a trial, as its plan lays them or, without one, as they were taken."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise

from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.off_days import off_days
from ldn_tui.domain.phase_days import trial_days, trial_span
from ldn_tui.domain.planned_doses import planned_dose
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.trial import Template
from ldn_tui.domain.trial_doses import taken_doses
from ldn_tui.domain.windows import Span, steps_taken
from ldn_tui.domain.windows_as_of import days_in


@dataclass(frozen=True, slots=True)
class DoseStepDays:
    """A dose step and its days so far.

    Attributes:
        mg: the amount a day.
        days: its days, in order, without those of pauses; at least one.
    """

    mg: float
    days: tuple[date, ...]

    @property
    def title(self) -> str:
        """How it is called: "4.5 mg"."""
        return f"{shown_number(self.mg)} mg"


def dose_steps(evidence: Evidence) -> tuple[DoseStepDays, ...]:
    """Return the steps that have begun, in order; none for a sealed trial, whose bottles hold what nobody may know.

    With a plan its steps count from the first dose on, without the days of washouts; a step that goes on with the same
    amount is the same step. Without a plan a step begins with a run of taken doses of one amount that spans 7 days.
    The days off after stopping belong to none.
    """
    if evidence.trial.template is Template.SEALED_PAIRS:
        return ()
    return _planned(evidence) if evidence.trial.steps else _taken(evidence)


def _planned(evidence: Evidence) -> tuple[DoseStepDays, ...]:
    first, off = evidence.windows.first_dose, off_days(evidence)
    amounts: list[tuple[date, float | None]] = []
    for day in trial_days(evidence):
        planned = planned_dose(day, [evidence.trial], evidence.phases)
        is_on = planned is not None and first is not None and day >= first and (off is None or day not in off)
        amounts.append((day, planned.mg if planned is not None and is_on else None))
    return tuple(
        DoseStepDays(mg, tuple(day for day, _ in group))
        for mg, group in groupby(amounts, key=lambda amount: amount[1])
        if mg is not None
    )


def _taken(evidence: Evidence) -> tuple[DoseStepDays, ...]:
    doses = [dose for dose in taken_doses(evidence) if evidence.trial.holds(dose.day)]
    amounts = {dose.day: dose.amount for dose in reversed(doses)}
    off, end = off_days(evidence), trial_span(evidence).end
    begun = steps_taken(evidence.trial, doses)
    steps: list[DoseStepDays] = []
    for start, after in pairwise([*begun, end if off is None else min(end, off.start)]):
        mg, days = amounts[start], days_in(Span(start, after), evidence.windows.pauses)
        if isinstance(mg, float | int) and days:
            steps.append(DoseStepDays(mg, days))
    return tuple(steps)
