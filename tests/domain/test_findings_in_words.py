"""What every form of the findings says in the same words."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ldn_tui.domain import change_sentences, findings_headings, sentences
from ldn_tui.domain.analysis import analyse
from ldn_tui.domain.findings import Findings
from ldn_tui.domain.findings_in_words import (
    better_from_day,
    dose_step_cells,
    improvement_in_points,
    is_change_told,
    limits_of,
    off_in_words,
    period_ratings,
    sensitivity_cells,
)
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.measure_findings import (
    AfterStopping,
    Blinded,
    Change,
    DoseStepMean,
    PeriodImpression,
    Sensitivity,
)
from ldn_tui.domain.medicine_findings import SideEffectShare
from ldn_tui.domain.side_effect_courses import side_effect_courses
from ldn_tui.domain.trial import Template
from tests.domain.evidence_builder import PAIN, SLEEP, evidence, on, plan
from tests.domain.test_side_effect_courses import felt

DECISION = 28 + 56
FOUND = analyse(evidence([6, 7, 5, 6] * 7, [4, 3, 5, 4] * 16))
CHANGE = replace(FOUND.primary, difference=-2.0, difference_low=-3.0, difference_high=-0.5, reason=None)


def test_a_lasting_improvement_is_told_by_its_day_since_the_first_dose() -> None:
    first = FOUND.first_dose
    assert first == on(28)
    assert better_from_day(FOUND, replace(CHANGE, first_sustained_improvement=first)) == "day 1"
    later = replace(CHANGE, first_sustained_improvement=first + timedelta(days=8))
    assert better_from_day(FOUND, later) == "day 9"
    assert better_from_day(replace(FOUND, first_dose=None), later) == ""


def test_that_there_is_none_is_told_once_the_decision_day_has_come() -> None:
    none = replace(CHANGE, first_sustained_improvement=None)
    assert FOUND.decision_day == on(DECISION)
    for number, said in ((DECISION - 1, ""), (DECISION, findings_headings.NOT_REACHED)):
        assert better_from_day(replace(FOUND, as_of=on(number)), none) == said
    assert better_from_day(FOUND, replace(none, reason="Too few.")) == ""
    assert better_from_day(replace(FOUND, decision_day=None), none) == ""


def test_once_the_decision_is_past_the_endpoint_is_named_by_its_days() -> None:
    assert replace(FOUND, as_of=on(DECISION)).decided_window is None
    assert replace(FOUND, as_of=on(DECISION + 1)).decided_window == (on(DECISION - 28), on(DECISION - 1))
    assert replace(FOUND, decision_day=None).decided_window is None
    assert replace(FOUND, as_of=on(DECISION + 1), windows={}).decided_window is None


def test_the_primary_measure_is_shown_where_it_is_told_of() -> None:
    assert FOUND.shows_primary
    assert not replace(FOUND, changes=FOUND.changes[1:]).shows_primary
    assert not replace(FOUND, changes=()).shows_primary


@pytest.mark.parametrize(
    ("change", "points"),
    [
        (CHANGE, (0.5, 2.0, 3.0)),
        (replace(CHANGE, measure=SLEEP), (-3.0, -2.0, -0.5)),
        (replace(CHANGE, difference_low=None), None),
        (replace(CHANGE, difference_high=None), None),
        (replace(CHANGE, difference=None), None),
    ],
)
def test_an_improvement_in_points_is_positive_whichever_end_is_good(
    change: Change, points: tuple[float, float, float] | None
) -> None:
    assert improvement_in_points(change) == points


def test_how_sure_a_change_is_is_told_with_a_verdict_and_enough_ratings() -> None:
    told = replace(FOUND, verdict=replace(FOUND.verdict, words="x"))
    assert is_change_told(told, CHANGE)
    assert not is_change_told(told, replace(CHANGE, reason="Too few."))
    assert not is_change_told(replace(FOUND, verdict=replace(FOUND.verdict, words=None)), CHANGE)


def test_the_days_off_are_named_where_they_are_compared() -> None:
    off = AfterStopping(on(100), 28, (0.8, -0.2, 1.7), 12, 5.0, None, None)
    said = off_in_words(off, (0.8, -0.2, 1.7), PAIN)
    assert said == change_sentences.off_against_endpoint(
        "Pain", (0.8, -0.2, 1.7), 12, (on(114), on(127)), is_lower_better=True
    )
    short = off_in_words(replace(off, days_off=9), (0.8, -0.2, 1.7), SLEEP)
    assert short == change_sentences.off_against_endpoint("Sleep", (0.8, -0.2, 1.7), 12, None, is_lower_better=False)


def test_an_open_trial_says_what_its_numbers_mix() -> None:
    open_trial = replace(FOUND, caveats=("first", "second"))
    sealed = replace(open_trial, trial=replace(FOUND.trial, template=Template.SEALED_PAIRS))
    assert limits_of(open_trial) == (sentences.WHAT_THE_NUMBERS_MIX, "second")
    assert limits_of(sealed) == ("second",)


def test_the_overall_rating_of_each_opened_period_is_told() -> None:
    assert period_ratings(FOUND) == ()
    assert period_ratings(_opened(PeriodImpression(on(70), 2, 1, is_ldn=True))) == (
        sentences.period_rated(1, PGIC_ANSWERS[2], on(70), is_ldn=True),
    )


def _opened(impression: PeriodImpression) -> Findings:
    return replace(FOUND, blinded=Blinded((), (), None, None, None, None, (), impressions=(impression,)))


def test_a_side_effect_is_shown_of_the_baseline_once_and_of_the_steps_or_else_the_phases() -> None:
    also = {2: felt(("headache", 1)), 11: felt(("headache", 2))}
    (course,) = side_effect_courses(evidence([6] * 10, [5] * 9, steps=plan((10, 1.5), (15, 3)), also=also))

    def names(shares: tuple[SideEffectShare, ...]) -> list[str]:
        return [share.stretch for share in shares]

    assert names(course.stretches) == ["baseline", "1.5 mg", "3 mg"]
    assert names(replace(course, steps=()).stretches) == ["baseline", "Titration", "Treatment, LDN"]
    assert names(replace(course, baseline=None).stretches) == ["1.5 mg", "3 mg"]
    assert names(replace(course, baseline=None, steps=()).stretches) == ["Baseline", "Titration", "Treatment, LDN"]


def test_a_dose_step_has_its_mean_and_where_it_can_be_estimated_its_range() -> None:
    step = DoseStepMean(on(28), on(41), 14, 4.5, 12, 4.04, 3.25, 4.96)
    assert dose_step_cells(step) == ("4.5 mg", "29 Sep", "14", "12", "4.0", "3.2 to 5.0")
    assert dose_step_cells(replace(step, low=None))[-1] == ""
    assert dose_step_cells(replace(step, high=None, mean=None))[-2:] == ("", "")


def test_another_choice_has_its_range_or_says_that_there_is_none() -> None:
    other = Sensitivity("last 7 days", 28, 7, 31.4, 12.2, 47.8, None)
    assert sensitivity_cells(FOUND, other)[:2] == ("last 7 days", "28 and 7")
    assert "12 to 48 %" in sensitivity_cells(FOUND, other)
    for without in (replace(other, low=None), replace(other, high=None)):
        assert sentences.CANNOT_BE_ESTIMATED in sensitivity_cells(FOUND, without)


def test_a_difference_has_both_limits_or_none() -> None:
    assert CHANGE.limits == (-3.0, -0.5)
    assert replace(CHANGE, difference_low=None).limits is None
    assert replace(CHANGE, difference_high=None).limits is None
