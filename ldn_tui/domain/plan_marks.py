"""The days of a trial's plan that charts and calendars mark: where a dose step begins, and the decision day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.trial import DoseStep, Template, Trial
from ldn_tui.domain.windows import TakenDose, amounts_taken, steps_taken


@dataclass(frozen=True, slots=True)
class PlanMarks:
    """What is marked.

    Attributes:
        steps: the dose steps, in order: those of the plan, or without a plan those taken.
        decision_day: the day of the decision, or None.
    """

    steps: tuple[DoseStep, ...] = ()
    decision_day: date | None = None

    def within(self, window: Window) -> "PlanMarks":
        """Return what of it lies in `window`."""
        decision = self.decision_day
        return PlanMarks(
            tuple(step for step in self.steps if window.holds(step.starts_on)),
            decision if decision is not None and window.holds(decision) else None,
        )

    def step_on(self, day: date) -> DoseStep | None:
        """Return the dose step that begins on `day`, or None."""
        return next((step for step in self.steps if step.starts_on == day), None)


NO_PLAN = PlanMarks()


def plan_marks(trial: Trial, decision_day: date | None, doses: Sequence[TakenDose] = ()) -> PlanMarks:
    """Return the marks of `trial`; a step that its end came before is none, nor has a sealed trial any.

    Args:
        trial: the trial.
        decision_day: the day of its decision, or None; who takes the medicine already has none to mark.
        doses: the taken doses of its medicine: without a plan, the steps that were taken stand in for it.
    """
    if trial.template is Template.SEALED_PAIRS:
        return PlanMarks((), decision_day)
    ended_on = trial.ended_on
    decision_day = None if trial.template is Template.ALREADY_TAKING else decision_day
    begun = tuple(
        step for step in trial.steps or _taken(trial, doses) if ended_on is None or step.starts_on <= ended_on
    )
    return PlanMarks(begun, decision_day)


def _taken(trial: Trial, doses: Sequence[TakenDose]) -> tuple[DoseStep, ...]:
    """Return the steps that were taken without a plan, by the rule of the windows."""
    amounts = amounts_taken(doses)
    begun = ((day, amounts[day]) for day in steps_taken(trial, doses))
    return tuple(DoseStep(day, amount) for day, amount in begun if isinstance(amount, float))
