"""What charts and calendars mark of a trial's plan."""

from dataclasses import replace

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.plan_marks import PlanMarks, plan_marks
from ldn_tui.domain.trial import DoseStep, Template
from ldn_tui.domain.windows import TakenDose
from tests.domain.evidence_builder import evidence, on, plan

STEPS = plan((28, 1.5), (42, 3.0))
TRIAL = evidence([6] * 28, steps=STEPS).trial
DECISION = on(98)


def test_the_steps_of_the_plan_and_the_decision_day_are_marked() -> None:
    assert plan_marks(TRIAL, DECISION) == PlanMarks(STEPS, DECISION)
    assert plan_marks(TRIAL, None).decision_day is None


def test_a_step_after_the_end_never_began() -> None:
    assert plan_marks(replace(TRIAL, ended_on=on(42)), DECISION).steps == STEPS
    assert plan_marks(replace(TRIAL, ended_on=on(41)), DECISION).steps == STEPS[:1]


def test_a_sealed_trial_shows_no_step_and_who_takes_it_already_has_no_decision() -> None:
    assert plan_marks(replace(TRIAL, template=Template.SEALED_PAIRS), DECISION) == PlanMarks((), DECISION)
    assert plan_marks(replace(TRIAL, template=Template.ALREADY_TAKING), DECISION) == PlanMarks(STEPS, None)


def test_without_a_plan_the_steps_taken_stand_for_it() -> None:
    amounts: list[float | str] = [1.5] * 8 + [3.0] * 7 + ["bottle 1"] * 7
    taken = [TakenDose(on(number), amount, on(number)) for number, amount in enumerate(amounts)]
    marks = plan_marks(replace(TRIAL, steps=()), None, taken)
    assert marks.steps == (DoseStep(on(0), 1.5), DoseStep(on(8), 3.0))
    # What is planned counts more than what is taken.
    assert plan_marks(TRIAL, None, taken).steps == STEPS


def test_marks_of_some_days_are_those_that_lie_in_them() -> None:
    marks = PlanMarks(STEPS, DECISION)
    assert marks.within(Window(on(0), on(28))) == PlanMarks(STEPS[:1], None)
    assert marks.within(Window(on(29), on(98))) == PlanMarks(STEPS[1:], DECISION)
    assert PlanMarks().within(Window(on(0), on(98))) == PlanMarks()
    assert (marks.step_on(on(42)), marks.step_on(on(43))) == (STEPS[1], None)
