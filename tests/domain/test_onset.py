"""The first sustained improvement against a naive restatement of its rule, and the order of improvement."""

from datetime import date, timedelta
from statistics import fmean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ldn_tui.domain.measures import Direction
from ldn_tui.domain.onset import (
    OrderOfImprovement,
    PairOrder,
    RatedMeasure,
    first_sustained_improvement,
    order_of_improvement,
)
from ldn_tui.domain.windows import Span
from tests.domain.oracles import daily

START = date(2026, 1, 1)
BASELINE = Span(START, START + timedelta(days=28))
SINCE = Span(BASELINE.end, BASELINE.end + timedelta(days=84))
BEFORE = daily([5, 6, 7, 6] * 7)
RATING = st.integers(0, 100).map(lambda tenths: tenths / 10)


def since(*stretches: tuple[int, float | None]) -> dict[date, float]:
    """Return ratings from the first dose on: for each stretch its days, and the rating of all of them."""
    ratings = [rating for days, rating in stretches for _ in range(days)]
    return {
        day: rating for day, rating in zip(daily(range(len(ratings)), 28), ratings, strict=True) if rating is not None
    }


def on(number: int) -> date:
    """Return the day `number` days after the first dose."""
    return SINCE.start + timedelta(days=number)


def restated(before: dict[date, float], after: dict[date, float], days: Span) -> date | None:
    """Row 11 word for word, day by day."""
    level = fmean(before.values()) - max(1, 0.5 * (stdev(before.values()) if len(before) > 1 else 0))

    def mean(day: date) -> float | None:
        trailing = [day - timedelta(days=back) for back in range(7)]
        rated = [after[known] for known in trailing if known in days and known in after]
        return fmean(rated) if len(rated) >= 4 else None

    for number in range(days.length):
        day = days.start + timedelta(days=number)
        following = [known for ahead in range(1, 15) if (known := day + timedelta(days=ahead)) in days]
        found = mean(day)
        if found is None or found > level + 1e-9 or sum(known in after for known in following) < 8:
            continue
        means = [mean(known) for known in following]
        if all(known is None or known <= level + 1e-9 for known in means):
            return day
    return None


@given(
    st.lists(RATING, min_size=1, max_size=28),
    st.lists(st.tuples(st.integers(1, 20), st.none() | RATING), max_size=8),
    st.integers(0, 70),
)
def test_it_is_row_11_word_for_word(
    before: list[float], stretches: list[tuple[int, float | None]], length: int
) -> None:
    days = Span(SINCE.start, SINCE.start + timedelta(days=length))
    after = since(*stretches)
    found = first_sustained_improvement(daily(before), after, days)
    assert found == restated(daily(before), after, days)


@given(
    st.lists(RATING, min_size=1, max_size=28), st.lists(st.tuples(st.integers(1, 20), st.none() | RATING), max_size=8)
)
def test_higher_is_better_is_its_mirror(before: list[float], stretches: list[tuple[int, float | None]]) -> None:
    mirrored = [(days, None if rating is None else 10 - rating) for days, rating in stretches]
    found = first_sustained_improvement(daily(before), since(*stretches), SINCE)
    other = first_sustained_improvement(
        daily(10 - rating for rating in before), since(*mirrored), SINCE, Direction.HIGHER
    )
    assert found == other


def test_it_begins_when_the_mean_has_fallen_by_a_point() -> None:
    # Six days at 6 and one at 2 average 5.4, five and two 4.9.
    assert first_sustained_improvement(BEFORE, since((10, 6), (40, 2)), SINCE) == on(11)


def test_a_fall_of_just_a_point_counts() -> None:
    assert first_sustained_improvement(daily([6.2] * 14), since((30, 5.2)), SINCE) == on(3)
    assert first_sustained_improvement(daily([6.2] * 14), since((30, 5.3)), SINCE) is None


def test_half_a_standard_deviation_is_asked_for_where_days_vary_widely() -> None:
    wide = daily([0, 10] * 14)
    assert first_sustained_improvement(wide, since((40, 3.5)), SINCE) is None
    assert first_sustained_improvement(wide, since((40, 2)), SINCE) == on(3)


def test_one_bad_week_begins_it_anew() -> None:
    assert first_sustained_improvement(BEFORE, since((10, 2), (7, 10), (40, 2)), SINCE) == on(21)


def test_fourteen_good_days_are_enough() -> None:
    # The mean fails on the 19th day: of the days before, only those up to the 4th are followed by fourteen good ones.
    assert first_sustained_improvement(BEFORE, since((18, 4), (20, 12)), SINCE) == on(3)
    assert first_sustained_improvement(BEFORE, since((17, 4), (20, 12)), SINCE) is None


def test_seven_ratings_in_the_next_fourteen_days_are_too_few() -> None:
    assert first_sustained_improvement(BEFORE, since((4, 2), (14, None), (14, None)), SINCE) is None
    assert first_sustained_improvement(BEFORE, since((4, 2), (7, 2)), SINCE) is None
    assert first_sustained_improvement(BEFORE, since((4, 2), (8, 2)), SINCE) == on(3)


def test_ratings_before_the_first_dose_are_in_no_mean() -> None:
    low_before = daily([2] * 7, 21)
    assert first_sustained_improvement(BEFORE, low_before | since((40, 2)), SINCE) == on(3)


def test_without_a_baseline_there_is_nothing_to_improve_on() -> None:
    assert first_sustained_improvement({}, since((40, 2)), SINCE) is None


SLEEP = RatedMeasure("sleep", daily([4, 5, 4, 5] * 7) | since((84, 9)), Direction.HIGHER)
PAIN = RatedMeasure("pain", BEFORE | since((45, 6), (39, 2)))
NEVER = RatedMeasure("fog", BEFORE | since((84, 6)))


def test_an_order_that_is_plain() -> None:
    found = order_of_improvement([PAIN, SLEEP], BASELINE, SINCE)
    assert found == OrderOfImprovement((PairOrder("sleep", "pain", 1.0),), 400)


def test_measures_that_are_alike_tie() -> None:
    twin = RatedMeasure("twin", PAIN.ratings)
    found = order_of_improvement([PAIN, twin], BASELINE, SINCE)
    assert found.pairs == (PairOrder("pain", "twin", 0.5),)


def test_not_reached_is_last_and_twice_not_reached_is_a_tie() -> None:
    other = RatedMeasure("other", NEVER.ratings)
    found = order_of_improvement([NEVER, other, PAIN], BASELINE, SINCE)
    assert found.pairs == (
        PairOrder("fog", "other", 0.5),
        PairOrder("pain", "fog", 1.0),
        PairOrder("pain", "other", 1.0),
    )


def test_the_same_seed_is_the_same_order() -> None:
    shaky = RatedMeasure("shaky", BEFORE | since((30, 6), (20, 4), (34, 5)))
    first = order_of_improvement([PAIN, shaky], BASELINE, SINCE, seed=1)
    assert order_of_improvement([PAIN, shaky], BASELINE, SINCE, seed=1) == first


@settings(max_examples=25)
@given(st.lists(st.lists(st.none() | RATING, min_size=112, max_size=112), min_size=2, max_size=3))
def test_probabilities_are_the_likelier_way_round(ratings: list[list[float | None]]) -> None:
    measures = [
        RatedMeasure(
            str(number),
            {day: rating for day, rating in zip(daily(range(112)), column, strict=True) if rating is not None},
        )
        for number, column in enumerate(ratings)
    ]
    found = order_of_improvement(measures, BASELINE, SINCE, draws=5)
    assert len(found.pairs) == len(measures) * (len(measures) - 1) // 2
    assert all(0.5 <= pair.probability <= 1 for pair in found.pairs)


def test_five_measures_and_120_days_count() -> None:
    many = [RatedMeasure(str(number), PAIN.ratings) for number in range(7)]
    assert len(order_of_improvement(many, BASELINE, SINCE, draws=3).pairs) == 10
    late = RatedMeasure("late", BEFORE | since((150, 6), (60, 1)))
    longer = Span(SINCE.start, SINCE.start + timedelta(days=210))
    assert first_sustained_improvement(BEFORE, late.ratings, longer) is not None
    assert order_of_improvement([late, NEVER], BASELINE, longer, draws=20).pairs[0].probability == 0.5


def test_less_than_two_measures_or_no_days_have_no_order() -> None:
    assert order_of_improvement([PAIN], BASELINE, SINCE).pairs == ()
    nowhere = Span(SINCE.start, SINCE.start)
    assert order_of_improvement([PAIN, SLEEP], BASELINE, nowhere, draws=3).pairs[0].probability == 0.5
    assert order_of_improvement([PAIN, SLEEP], nowhere, SINCE, draws=3).pairs[0].probability == 0.5


def test_progress_is_told_and_can_end_the_work() -> None:
    seen: list[int] = []

    def watch(done: int) -> None:
        seen.append(done)
        if done == 7:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        order_of_improvement([PAIN, SLEEP], BASELINE, SINCE, on_progress=watch)
    assert seen == list(range(1, 8))
