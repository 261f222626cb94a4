"""After stopping: which days are compared, and the day half of the gain is gone."""

from datetime import date, timedelta

import pytest

from ldn_tui.domain.carryover import after_stopping, days_compared
from ldn_tui.domain.measures import Direction
from ldn_tui.domain.serial_interval import serial_interval
from ldn_tui.domain.windows import Span
from tests.domain.oracles import daily

STOPPED = date(2026, 4, 1)
BASELINE = daily([6, 7, 6, 5] * 7)
ENDPOINT = daily([3, 4, 3, 2] * 7, 62)


def off(days: int) -> Span:
    return Span(STOPPED, STOPPED + timedelta(days=days))


def ratings_off(*stretches: tuple[int, float]) -> dict[date, float]:
    return daily([rating for days, rating in stretches for _ in range(days)], (STOPPED - date(2026, 1, 1)).days)


@pytest.mark.parametrize(
    ("days", "expected"), [(0, None), (13, None), (14, (0, 14)), (20, (6, 20)), (28, (14, 28)), (90, (14, 28))]
)
def test_which_days_are_compared(days: int, expected: tuple[int, int] | None) -> None:
    compared = None
    if expected is not None:
        compared = Span(STOPPED + timedelta(days=expected[0]), STOPPED + timedelta(days=expected[1]))
    assert days_compared(off(days)) == compared


def test_the_interval_is_that_of_section_3_against_the_endpoint() -> None:
    ratings = ratings_off((14, 3), (7, 4), (7, 5), (30, 9))
    found = after_stopping(BASELINE, ENDPOINT, ENDPOINT | ratings, off(58))
    assert found is not None
    compared = {day: rating for day, rating in ratings.items() if day in found.days}
    assert len(compared) == 14
    assert found.interval == serial_interval(ENDPOINT, compared, compared)
    assert found.interval is not None
    assert found.interval.difference == pytest.approx(1.5)


def test_half_way_back_is_the_first_day_the_mean_stays_there() -> None:
    # Half-way between 3 and 6 is 4.5: seven days of two at 3 and five at 6 average 5.1, of four and three 4.3.
    found = after_stopping(BASELINE, ENDPOINT, ratings_off((14, 3), (26, 6)), off(40))
    assert found is not None
    assert found.half_way == STOPPED + timedelta(days=17)


def test_a_return_that_does_not_last_is_none() -> None:
    found = after_stopping(BASELINE, ENDPOINT, ratings_off((6, 3), (8, 7), (26, 3)), off(40))
    assert found is not None
    assert found.half_way is None


def test_without_an_improvement_there_is_no_way_back() -> None:
    for baseline in ({}, ENDPOINT, daily([1, 2] * 7)):
        found = after_stopping(baseline, ENDPOINT, ratings_off((40, 9)), off(40))
        assert found is not None
        assert found.half_way is None


def test_a_measure_of_which_higher_is_better_returns_downwards() -> None:
    found = after_stopping(ENDPOINT, BASELINE, ratings_off((40, 2)), off(40), Direction.HIGHER)
    assert found is not None
    assert found.half_way == STOPPED + timedelta(days=3)


def test_too_early() -> None:
    assert after_stopping(BASELINE, ENDPOINT, ratings_off((13, 3)), off(13)) is None
    assert after_stopping(BASELINE, ENDPOINT, ratings_off((7, 3)), off(14)) is None
    assert after_stopping(BASELINE, {}, ratings_off((30, 3)), off(30)) is None
    assert after_stopping(BASELINE, ENDPOINT, ratings_off((8, 3)), off(14)) is not None


def test_days_that_never_vary_have_no_interval() -> None:
    found = after_stopping(BASELINE, daily([3.1] * 28, 62), ratings_off((40, 3.1)), off(40))
    assert found is not None
    assert found.interval is None
