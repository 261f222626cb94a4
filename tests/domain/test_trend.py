"""The Theil-Sen slope against R's, and the trend of a baseline."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.trend import baseline_trend, theil_sen
from tests.domain.oracles import daily, oracle, series_of

TENTHS = st.integers(0, 100).map(lambda tenths: tenths / 10)


def reference_series(series_id: str) -> dict[date, float]:
    rows = [row for row in oracle("series_trend.csv") if row["series_id"] == series_id]
    if rows:
        return {date.fromordinal(int(row["t"])): float(row["value"]) for row in rows}
    return series_of(series_id, "A") | series_of(series_id, "B")


def test_slopes_of_the_published_packages() -> None:
    compared = 0
    for row in oracle("trend_changepoint_outputs.csv"):
        ratings = reference_series(row["series_id"])
        if len(ratings) == int(row["n"]):
            assert theil_sen(ratings) == pytest.approx(float(row["sen_slope"]), rel=1e-9, abs=1e-9), row["series_id"]
            compared += 1
    assert compared >= 6


@given(st.floats(-2, 2), st.floats(0, 10), st.sets(st.integers(0, 40), min_size=2))
def test_a_straight_line_is_found_whatever_days_are_missing(slope: float, level: float, days: set[int]) -> None:
    ratings = {date.fromordinal(1 + day): level + slope * day for day in days}
    assert theil_sen(ratings) == pytest.approx(slope, abs=1e-9)


def test_a_slope_needs_two_days_and_a_trend_fourteen() -> None:
    assert theil_sen(daily([4])) is None
    assert baseline_trend(daily(range(13))) is None
    assert baseline_trend({}) is None
    assert baseline_trend(daily(range(14)), draws=1) is None


def test_a_trend_is_in_points_a_week() -> None:
    found = baseline_trend(daily(0.1 * day for day in range(28)))
    assert found is not None
    assert (found.slope, found.low, found.high) == pytest.approx((0.7, 0.7, 0.7))


@given(st.lists(st.none() | TENTHS, min_size=20, max_size=28))
def test_limits_enclose_most_of_what_could_be_and_are_numbers(ratings: list[float | None]) -> None:
    rated = {day: rating for day, rating in zip(daily(range(28)), ratings, strict=False) if rating is not None}
    found = baseline_trend(rated, draws=20)
    assert (found is None) == (len(rated) < 14)
    if found is not None:
        assert found.low <= found.high


def test_a_real_fall_is_told_from_noise_and_is_the_same_every_time() -> None:
    source = random.Random(3)
    level = daily(6 + source.gauss(0, 1) for _ in range(28))
    falling = {day: rating - 0.2 * number for number, (day, rating) in enumerate(level.items())}
    still, fall = baseline_trend(level), baseline_trend(falling)
    assert still is not None
    assert fall is not None
    assert still.low < 0 < still.high
    assert fall.high < 0
    assert baseline_trend(falling) == fall


def test_draws_that_hold_no_two_days_are_left_out() -> None:
    # One rating lies a year after the others: many a draw holds that year's empty days alone.
    ratings = daily(0.1 * day for day in range(14))
    far = max(ratings) + timedelta(days=365)
    found = baseline_trend({**ratings, far: 0.1 * (13 + 365)}, draws=60)
    assert found is not None
    assert (found.slope, found.low, found.high) == pytest.approx((0.7, 0.7, 0.7))
