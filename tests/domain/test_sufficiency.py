"""Whether there are enough ratings, and what is still needed."""

from collections.abc import Collection
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain import sentences
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.sufficiency import (
    Sufficiency,
    missing_in_baseline,
    missing_in_endpoint,
    still_needed,
    sufficiency,
)
from ldn_tui.domain.trial import Template
from tests.domain.evidence_builder import PAIN, Values, evidence, on, pause


def pattern(text: str) -> tuple[list[date], set[date]]:
    """Return the days of `text`, "x" for a rated one, and those that are rated; blanks only part weeks."""
    signs = text.replace(" ", "")
    return [on(number) for number in range(len(signs))], {on(n) for n, sign in enumerate(signs) if sign == "x"}


def of_pain(known: Evidence) -> Sufficiency:
    return sufficiency(known, known.series("pain").keys())


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("xxxxxxx xxxxxxx", 0),
        ("xxxxxxx xxxx...", 0),
        ("xxxxxxx xxx....", 1),
        # 10 of 14 are fewer than three quarters.
        ("xxxxxx. xxxx...", 1),
        ("....... .......", 11),
        # Whole weeks count back from the first dose, and the odd days before them are no week.
        ("... xxxxxxx xxxxxx.", 0),
        ("xxx xxx.... xxxxxxx", 1),
        ("xxxxxxx xxxxxxx xxxxxxx ...xxxx", 0),
        ("xxxxxxx xxxxxxx xxxxxxx ....xxx", 1),
        ("x", 0),
        ("", 4),
    ],
)
def test_a_baseline_needs_three_quarters_of_its_days_and_4_in_each_week(text: str, missing: int) -> None:
    assert missing_in_baseline(*pattern(text)) == missing


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("xxxxxxxx...... xxxxxxxx......", 0),
        ("xxxxxxx....... xxxxxxxxxxxxxx", 1),
        ("xxxxxxx....... xxxxxxx.......", 2),
        # Fortnights count back from the end: what is left over before them is none.
        ("........ ......xxxxxxxx", 0),
        ("xxxxxxxx ......xxxxxx..", 2),
        ("xxxxxx", 2),
        ("xxxxxxxx", 0),
        ("", 8),
    ],
)
def test_an_endpoint_needs_8_in_each_fortnight(text: str, missing: int) -> None:
    assert missing_in_endpoint(*pattern(text)) == missing


@given(text=st.text("x.", max_size=40))
def test_what_is_missing_is_enough_and_never_more_than_there_is_room_for(text: str) -> None:
    days, rated = pattern(text)
    for rule in (missing_in_baseline, missing_in_endpoint):
        missing = rule(days, rated)
        assert missing >= 0
        if days and rule is missing_in_baseline:
            assert missing <= len(days) - len(rated)
        assert rule(days, {*rated, *days}) <= missing


def test_a_whole_trial_has_enough() -> None:
    found = of_pain(evidence(baseline=[6] * 28, treatment=[5] * 56))
    assert found.reason is None


@pytest.mark.parametrize(
    ("baseline", "treatment", "reason"),
    [
        ([6] * 20 + [None] * 8, [5] * 56, sentences.baseline_lacks(20, 24)),
        ([6] * 28, [5] * 28 + [None] * 7 + [5] * 7 + [None] * 14, sentences.endpoint_lacks(7, 16, is_over=False)),
        ([6] * 27 + [None], [5] * 48 + [None] * 7 + [5], sentences.endpoint_lacks(21, 22, is_over=False)),
    ],
)
def test_too_few_ratings_say_how_many_more(baseline: Values, treatment: Values, reason: str) -> None:
    assert of_pain(evidence(baseline=baseline, treatment=treatment)).reason == reason


def test_days_of_pauses_are_not_asked_for() -> None:
    silent: Collection[int] = range(60, 70)
    treatment = [None if number + 28 in silent else 5 for number in range(66)]
    assert of_pain(evidence(baseline=[6] * 28, treatment=treatment, pauses=[pause(60, 69)])).reason is None


def test_without_a_window_there_is_not_enough() -> None:
    for known in (
        evidence(),
        evidence(baseline=[6] * 28),
        evidence(treatment=[5] * 70, template=Template.ALREADY_TAKING),
        evidence(baseline=[6] * 28, treatment=[5] * 56, ended_on=on(50)),
        evidence(baseline=[6] * 28, treatment=[5] * 56, as_of=on(-1)),
    ):
        assert of_pain(known).reason


def test_what_is_still_needed_before_decision_day() -> None:
    known = evidence(baseline=[6] * 19 + [None] * 9, treatment=[5] * 38)
    assert still_needed(known, PAIN) == (
        "The verdict is given on the decision day, Tue 24 Nov 2026, in 19 days.",
        "The baseline needs ratings of 4 more days.",
        "For the verdict, the last 28 days before the decision need ratings of 8 more days.",
    )
    assert still_needed(evidence(baseline=[6] * 28, treatment=[5] * 56), PAIN) == (
        "The verdict is given on the decision day, Tue 24 Nov 2026, in 1 day.",
    )


def test_from_decision_day_on_nothing_more_is_needed() -> None:
    assert still_needed(evidence(baseline=[6] * 28, treatment=[5] * 57), PAIN) == ()


def test_a_trial_without_a_first_dose_needs_one() -> None:
    (said,) = still_needed(evidence(baseline=[6] * 28, first_dose_on=None, steps=()), PAIN)
    assert said.startswith("No first dose")
