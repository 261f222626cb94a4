"""The mean of a measure in each week of a trial."""

from dataclasses import replace

import pytest

from ldn_tui.domain.weekly_means import weekly_means
from ldn_tui.domain.windows import Span
from tests.domain.evidence_builder import evidence, on, pause


def test_weeks_are_counted_from_the_first_dose_and_there_is_no_week_0() -> None:
    weeks = weekly_means(evidence(baseline=[6] * 9, treatment=[4, 5, 4, 5, 4, 5, 4, 3, 3]), "pain")
    assert [(week.number, week.days, week.count) for week in weeks] == [
        (-2, Span(on(0), on(2)), 2),
        (-1, Span(on(2), on(9)), 7),
        (1, Span(on(9), on(16)), 7),
        (2, Span(on(16), on(18)), 2),
    ]
    assert [week.mean for week in weeks] == [None, 6.0, pytest.approx(31 / 7), None]


def test_a_mean_needs_4_ratings() -> None:
    three, four = (weekly_means(evidence(treatment=[5] * count + [None] * (7 - count)), "pain")[0] for count in (3, 4))
    assert (three.count, three.mean) == (3, None)
    assert (four.count, four.mean) == (4, 5.0)


def test_a_measure_added_in_between_has_weeks_without_a_mean() -> None:
    weeks = weekly_means(evidence(baseline=[6] * 7, treatment=[5] * 7, others={"mood": [None] * 7 + [3] * 7}), "mood")
    assert [(week.number, week.count, week.mean) for week in weeks] == [(-1, 0, None), (1, 7, 3.0)]


def test_ratings_in_a_pause_do_not_count() -> None:
    weeks = weekly_means(evidence(baseline=[6] * 7, treatment=[5] * 14, pauses=[pause(9, 14)]), "pain")
    assert [(week.number, week.count, week.mean) for week in weeks] == [(-1, 7, 6.0), (1, 2, None), (2, 6, 5.0)]


def test_ratings_in_a_washout_before_the_decision_do_not_count() -> None:
    known = evidence(baseline=[6] * 7, treatment=[5] * 14)
    known = replace(known, windows=replace(known.windows, apart=(Span(on(9), on(15)),)))
    weeks = weekly_means(known, "pain")
    assert [(week.number, week.count, week.mean) for week in weeks] == [(-1, 7, 6.0), (1, 2, None), (2, 6, 5.0)]


def test_without_a_first_dose_there_is_nothing_to_count_from() -> None:
    assert weekly_means(evidence(baseline=[6] * 20, first_dose_on=None, steps=()), "pain") == ()
