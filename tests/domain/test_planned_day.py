"""Whether a day has the dose that was planned for it, and which step of a plan it lies in."""

from dataclasses import replace
from datetime import date

from ldn_tui.domain.days import Day
from ldn_tui.domain.measure_changes import days_on_medicine
from ldn_tui.domain.planned_doses import PlannedDose
from ldn_tui.domain.windows import Span
from tests.domain.evidence_builder import dose, evidence, on, plan

DAY = date(2026, 11, 22)


def test_any_dose_of_the_day_may_be_the_planned_one() -> None:
    two = Day(DAY, doses=(dose(DAY, 1.5), dose(DAY, 4.5)))
    assert two.is_as_planned(PlannedDose(4.5))
    assert not two.is_as_planned(PlannedDose(3))
    assert two.is_as_planned(None)
    assert not Day(DAY).is_as_planned(PlannedDose(4.5))


def test_after_its_end_a_trial_has_no_step() -> None:
    trial = evidence([6] * 28, steps=plan((28, 1.5), (42, 3.0))).trial
    assert [step and step.mg for step in map(trial.step_on, (on(27), on(28), on(42)))] == [None, 1.5, 3.0]
    ended = replace(trial, ended_on=on(50))
    assert ended.step_on(on(50)) == trial.steps[1]
    assert ended.step_on(on(51)) is None


def test_the_days_on_the_medicine_end_with_the_decision_the_end_or_today() -> None:
    known = evidence([6] * 28, [5] * 70)
    assert days_on_medicine(known) == Span(on(28), on(84))
    assert days_on_medicine(replace(known, as_of=on(40))) == Span(on(28), on(41))
    undecided = replace(known, windows=replace(known.windows, decision_day=None))
    assert days_on_medicine(undecided) == Span(on(28), on(98))
    ended = evidence([6] * 28, [5] * 20, ended_on=on(40))
    assert days_on_medicine(ended) == Span(on(28), on(41))
    assert days_on_medicine(evidence([6] * 10, steps=(), first_dose_on=None)) is None
