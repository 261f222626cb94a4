"""Trailing means and buckets against naive restatements."""

from datetime import date, timedelta
from statistics import fmean, median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.series import Bucket, buckets, trailing_means

START = date(2026, 1, 1)
TENTHS = st.integers(0, 100).map(lambda tenths: tenths / 10)
VALUES = st.dictionaries(st.integers(-20, 60).map(lambda ahead: START + timedelta(days=ahead)), TENTHS, max_size=80)


@given(VALUES, st.integers(0, 50), st.integers(1, 10), st.integers(1, 8))
def test_a_trailing_mean_is_the_mean_of_its_window(
    values: dict[date, float], length: int, window: int, least: int
) -> None:
    last = START + timedelta(days=length)
    expected = {}
    for offset in range(length + 1):
        day = START + timedelta(days=offset)
        inside = [values[day - timedelta(days=back)] for back in range(window) if day - timedelta(days=back) in values]
        if len(inside) >= least:
            expected[day] = fmean(inside)
    found = trailing_means(values, START, last, window, least)
    assert list(found) == list(expected)
    assert found == pytest.approx(expected)


def test_by_default_seven_days_with_four_ratings() -> None:
    values = {START + timedelta(days=offset): float(offset) for offset in (0, 1, 2, 3, 10)}
    found = trailing_means(values, START, START + timedelta(days=10))
    assert found == {
        START + timedelta(days=3): 1.5,
        START + timedelta(days=4): 1.5,
        START + timedelta(days=5): 1.5,
        START + timedelta(days=6): 1.5,
    }


def test_decades_of_tenths_gather_no_error() -> None:
    days = [START - timedelta(days=back) for back in range(36_500)]
    values = {day: (index * 7 % 101) / 10 for index, day in enumerate(sorted(days))}
    found = trailing_means(values, min(days), START)
    for day in (START, START - timedelta(days=1), START - timedelta(days=12_345)):
        assert found[day] == pytest.approx(fmean(values[day - timedelta(days=back)] for back in range(7)), abs=1e-8)


def test_the_ends_of_the_calendar() -> None:
    first = {date.min + timedelta(days=offset): 1.0 for offset in range(5)}
    assert trailing_means(first, date.min, date.min + timedelta(days=4)) == {
        date.min + timedelta(days=3): 1.0,
        date.min + timedelta(days=4): 1.0,
    }
    last = {date.max - timedelta(days=offset): 2.0 for offset in range(5)}
    assert trailing_means(last, date.max, date.max) == {date.max: 2.0}


@given(VALUES, st.lists(st.integers(1, 9), max_size=12))
def test_a_bucket_holds_the_least_the_median_and_the_greatest(values: dict[date, float], lengths: list[int]) -> None:
    spans = []
    first = START - timedelta(days=5)
    for length in lengths:
        spans.append((first, first + timedelta(days=length - 1)))
        first += timedelta(days=length)
    found = buckets(values, spans)
    assert len(found) == len(spans)
    for bucket, (begin, end) in zip(found, spans, strict=True):
        inside = [value for day, value in values.items() if begin <= day <= end]
        if not inside:
            assert bucket is None
            continue
        assert bucket == Bucket(begin, end, min(inside), median(inside), max(inside), len(inside))


@given(VALUES)
def test_no_extreme_hides(values: dict[date, float]) -> None:
    spans = [(START + timedelta(days=7 * week), START + timedelta(days=7 * week + 6)) for week in range(-3, 9)]
    found = [bucket for bucket in buckets(values, spans) if bucket is not None]
    assert sum(bucket.count for bucket in found) == len(values)
    if values:
        assert min(bucket.low for bucket in found) == min(values.values())
        assert max(bucket.high for bucket in found) == max(values.values())
