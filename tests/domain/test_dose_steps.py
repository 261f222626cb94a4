"""Dose steps, as planned or as taken, and the mean on each of them."""

from typing import Any

import pytest

from ldn_tui.domain.dose_step_means import dose_step_means
from ldn_tui.domain.dose_steps import dose_steps
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.serial_interval import serial_interval
from ldn_tui.domain.student_t import quantile
from ldn_tui.domain.trial import DoseStep, Template
from tests.domain.evidence_builder import START, Values, dose, evidence, on, pause, plan

PAIN = [7, 6, 8, 7, 5, 6, 7, 4, 6, 5, 5, 6, 4, 3, 5, 4, 3, 4, 5, 3, 4, 2]


def told(known: Evidence) -> list[tuple[str, int, int]]:
    """Return the steps as (title, number of the first day, how many days)."""
    return [(step.title, (step.days[0] - START).days, len(step.days)) for step in dose_steps(known)]


def as_taken(*amounts: float | None) -> dict[int, dict[str, Any]]:
    return {number: {"doses": () if mg is None else (dose(on(number), mg),)} for number, mg in enumerate(amounts)}


def test_a_plans_steps_count_from_the_first_dose_without_pauses() -> None:
    known = evidence([6] * 7, [5] * 30, steps=plan((7, 1.5), (14, 3), (21, 4.5)), pauses=[pause(23, 26)])
    assert told(known) == [("1.5 mg", 7, 7), ("3 mg", 14, 7), ("4.5 mg", 21, 12)]


def test_the_same_amount_at_another_time_is_the_same_step() -> None:
    known = evidence(treatment=[5] * 10, steps=(*plan((0, 3)), DoseStep(on(5), 3)))
    assert told(known) == [("3 mg", 0, 10)]


def test_a_washout_and_the_days_off_belong_to_no_step() -> None:
    washed_out = evidence([6] * 14, [5] * 70, template=Template.BEFORE_AFTER_STOP)
    assert told(washed_out) == [("4.5 mg", 14, 56)]
    none_planned = evidence(treatment=[5] * 30, steps=plan((0, 3), (10, 0)))
    assert told(none_planned) == [("3 mg", 0, 10)]


def test_without_a_plan_a_step_is_a_run_of_7_days() -> None:
    amounts = [1.5] * 8 + [None] + [3] * 4 + [4.5] * 9
    known = evidence(treatment=[5] * 22, steps=(), also=as_taken(*amounts))
    # Four days of one amount are no step of their own.
    assert told(known) == [("1.5 mg", 0, 13), ("4.5 mg", 13, 9)]


def test_a_sealed_trial_has_no_steps() -> None:
    sealed = evidence([6] * 14, [5] * 50, template=Template.SEALED_PAIRS, pairs=1, weeks=6)
    assert dose_steps(sealed) == ()


def two_steps(pain: Values = PAIN) -> Evidence:
    return evidence(treatment=pain, steps=plan((0, 1.5), (10, 4.5)))


def test_the_interval_of_a_mean_is_the_headline_intervals_part() -> None:
    low_dose, high_dose = dose_step_means(two_steps(), "pain")
    assert (low_dose.starts_on, low_dose.days, low_dose.mg, low_dose.n) == (on(0), 10, 1.5, 10)
    assert low_dose.mean == pytest.approx(6.1)
    assert high_dose.mean == pytest.approx(4.0)
    ratings = two_steps().series("pain")
    before = {day: value for day, value in ratings.items() if day < on(10)}
    after = {day: value for day, value in ratings.items() if day >= on(10)}
    headline = serial_interval(before, after, after)
    assert headline is not None
    t = quantile(0.975, headline.df)
    for step, variance in ((low_dose, headline.contrast.v_a), (high_dose, headline.contrast.v_e)):
        assert step.mean is not None
        assert step.low == pytest.approx(step.mean - t * variance**0.5)
        assert step.high == pytest.approx(step.mean + t * variance**0.5)


def test_a_step_of_less_than_7_days_is_left_out_and_one_alone_is_not_shown() -> None:
    known = evidence(treatment=PAIN, steps=plan((0, 1.5), (8, 3), (14, 4.5)))
    assert [step.mg for step in dose_step_means(known, "pain")] == [1.5, 4.5]
    assert dose_step_means(evidence(treatment=PAIN), "pain") == ()
    assert dose_step_means(evidence(treatment=PAIN, steps=plan((0, 1.5), (16, 3))), "pain") == ()


def test_a_step_without_ratings_has_no_mean_and_the_other_keeps_its_interval() -> None:
    empty, rated = dose_step_means(two_steps([*[None] * 10, *PAIN[10:]]), "pain")
    assert (empty.n, empty.mean, empty.low, empty.high) == (0, None, None, None)
    assert rated.mean is not None
    assert rated.low is not None
    assert rated.low < rated.mean


def test_where_nothing_varies_there_is_no_interval() -> None:
    for step in dose_step_means(two_steps([6] * 10 + [4] * 12), "pain"):
        assert (step.n > 0, step.low, step.high) == (True, None, None)


def test_doses_without_an_amount_are_no_step() -> None:
    also = {number: {"doses": (dose(on(number), None, "half a tablet"),)} for number in range(10)}
    assert told(evidence(treatment=[5] * 10, steps=(), also=also)) == []
