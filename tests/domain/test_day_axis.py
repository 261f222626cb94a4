"""Days on a line: columns and ticks."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.day_axis import DayAxis, Window, ticks
from ldn_tui.domain.formats import DayOrder, Formats, use_formats

lengths = st.integers(1, 40_000)
firsts = st.dates(date(1900, 1, 1), date(2090, 12, 31))
windows = st.builds(lambda first, days: Window(first, first + timedelta(days=days - 1)), firsts, lengths)


@given(windows, st.integers(1, 500))
def test_the_middle_day_of_a_column_lies_in_it_and_a_lone_day_is_found_from_its_column(
    window: Window, columns: int
) -> None:
    axis = DayAxis(window, columns)
    if axis.is_bucketed or window.days == columns:
        assert [axis.column_of(axis.day_at(column)) for column in range(columns)] == list(range(columns))
    if not axis.is_bucketed:
        for offset in range(window.days):
            day = window.first + timedelta(days=offset)
            assert axis.day_at(axis.column_of(day)) == day


@given(windows, st.integers(1, 300))
def test_the_spans_of_the_columns_hold_every_day_once(window: Window, columns: int) -> None:
    axis = DayAxis(window, min(columns, window.days))
    spans = axis.spans()
    assert spans[0][0] == window.first
    assert spans[-1][1] == window.last
    assert all(before[1] + timedelta(days=1) == after[0] for before, after in itertools.pairwise(spans))
    for column, (first, last) in enumerate(spans):
        assert axis.column_of(first) == axis.column_of(last) == column
        assert axis.span_of(column) == Window(first, last)


@given(windows, st.integers(1, 300))
def test_values_are_grouped_into_their_columns(window: Window, columns: int) -> None:
    axis = DayAxis(window, columns)
    days = [window.first, window.first + timedelta(days=window.days // 3), window.last]
    grouped = axis.grouped({day: day for day in days})
    assert len(grouped) == columns
    assert [(column, day) for column, inside in enumerate(grouped) for day in inside] == [
        (axis.column_of(day), day) for day in dict.fromkeys(days)
    ]


def test_what_lies_beside_the_axis_gets_its_end() -> None:
    axis = DayAxis(Window(date(2026, 1, 1), date(2026, 1, 10)), 20)
    assert axis.column_of(date(2025, 1, 1)) == axis.column_of(date(2026, 1, 1)) == 1
    assert axis.day_at(-5) == date(2026, 1, 1)
    assert axis.day_at(99) == date(2026, 1, 10)


@given(windows, st.integers(30, 250), st.integers(0, 6))
def test_ticks_never_collide_and_lie_within_the_axis(window: Window, columns: int, week_starts_on: int) -> None:
    placed = ticks(DayAxis(window, columns), week_starts_on)
    assert placed
    for tick in placed:
        assert window.holds(tick.day)
        assert tick.start >= 0
        assert tick.start + len(tick.label) <= columns
    for before, after in itertools.pairwise(placed):
        assert before.day < after.day
        assert before.start + len(before.label) + 2 <= after.start


@given(windows, st.integers(30, 250))
def test_the_first_label_of_a_year_carries_the_year(window: Window, columns: int) -> None:
    seen = set()
    for tick in ticks(DayAxis(window, columns)):
        if tick.day.year not in seen:
            assert str(tick.day.year) in tick.label
            seen.add(tick.day.year)


@given(windows, st.integers(0, 29))
def test_an_axis_too_narrow_for_any_date_has_no_ticks_but_no_fault(window: Window, columns: int) -> None:
    for tick in ticks(DayAxis(window, max(columns, 1))):
        assert len(tick.label) <= columns


@pytest.mark.parametrize(
    ("days", "columns", "labels"),
    [
        (14, 75, ["10 Nov 2026", "12", "14", "16", "18", "20", "22"]),
        (14, 200, ["9 Nov 2026", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22"]),
        (30, 75, ["26 Oct 2026", "2 Nov", "9 Nov", "16 Nov"]),
        (91, 75, ["1 Sep 2026", "15 Sep", "1 Oct", "15 Oct", "1 Nov", "15 Nov"]),
        (365, 75, ["2026", "Apr", "Jul", "Oct"]),
        (700, 75, ["2025", "Apr", "Jul", "Oct", "2026", "Apr", "Jul", "Oct"]),
        (365 * 8, 75, ["2019", "2020", "2021", "2022", "2023", "2024", "2025", "2026"]),
        (36_500, 75, ["1930", "1940", "1950", "1960", "1970", "1980", "1990", "2000", "2010", "2020"]),
        (36_500, 30, ["1940", "1960", "1980", "2000", "2020"]),
        (365 * 30, 50, ["2000", "2005", "2010", "2015", "2020", "2025"]),
        (700_000, 30, ["500", "1000", "1500", "2000"]),
    ],
)
def test_the_finest_spacing_that_fits_is_chosen(days: int, columns: int, labels: list[str]) -> None:
    last = date(2026, 11, 22)
    axis = DayAxis(Window(last - timedelta(days=days - 1), last), columns)
    assert [tick.label for tick in ticks(axis)] == labels


def test_weeks_begin_where_the_setting_says() -> None:
    axis = DayAxis(Window(date(2026, 10, 24), date(2026, 11, 22)), 75)
    assert {tick.day.weekday() for tick in ticks(axis, 0)} == {0}
    assert {tick.day.weekday() for tick in ticks(axis, 6)} == {6}


def test_the_ends_of_the_calendar_are_no_fault() -> None:
    assert ticks(DayAxis(Window(date.min, date.max), 80))
    assert ticks(DayAxis(Window(date(9999, 1, 1), date.max), 80))
    assert ticks(DayAxis(Window(date.min, date(1, 1, 14)), 80))


@pytest.mark.parametrize(
    ("first", "dates", "words"),
    [
        (date(2026, 8, 24), DayOrder.DAY_FIRST, "24 Aug to 22 Nov 2026"),
        (date(2025, 8, 24), DayOrder.DAY_FIRST, "24 Aug 2025 to 22 Nov 2026"),
        (date(2026, 8, 24), DayOrder.ISO, "2026-08-24 to 2026-11-22"),
    ],
)
def test_a_window_is_called_by_its_ends(first: date, dates: DayOrder, words: str) -> None:
    use_formats(Formats(dates=dates))
    assert Window(first, date(2026, 11, 22)).in_words == words
