"""A year's months, and its phases in fewer places."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.dates import days_between
from ldn_tui.domain.days import DayState, Timeliness
from ldn_tui.domain.month import DayFace
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.year import MOST_DAYS_IN_MONTH, Year, phases_in_places

years = st.builds(Year, st.integers(1, 9999))


@given(years)
def test_every_day_of_a_year_lies_in_one_of_its_months(year: Year) -> None:
    days = [day for month in year.months for day in days_between(month.first, month.last)]
    assert days == [year.first + timedelta(days=index) for index in range(len(days))]
    assert (days[0], days[-1]) == (year.first, year.last)
    assert all(year.holds(day) and Year.of(day) == year for day in (days[0], days[58], days[59], days[-1]))
    assert max(month.last.day for month in year.months) == MOST_DAYS_IN_MONTH


@pytest.mark.parametrize(
    ("number", "days"), [(1, 365), (1900, 365), (2000, 366), (2024, 366), (2026, 365), (9999, 365)]
)
def test_how_long_a_year_is(number: int, days: int) -> None:
    year = Year(number)
    assert (year.last - year.first).days + 1 == days
    assert year.title == str(number)


@given(st.dates())
def test_a_day_lies_in_its_own_year_only(day: date) -> None:
    assert Year.of(day).holds(day)
    assert not Year(day.year % 9999 + 1).holds(day)


BASELINE = Phase(PhaseKind.BASELINE, None, date(2026, 11, 1), date(2026, 11, 14))
TREATMENT = Phase(PhaseKind.TREATMENT, None, date(2026, 11, 15), None)


def faces(phases: list[Phase | None]) -> list[DayFace | None]:
    start = date(2026, 11, 1)
    return [
        DayFace(start + timedelta(days=index), DayState.MISSED, None, Timeliness.ON_TIME, (), phase)
        for index, phase in enumerate(phases)
    ]


def test_each_place_shows_the_phase_of_the_middle_of_its_days() -> None:
    month = faces([None, *[BASELINE] * 13, *[TREATMENT] * 16])
    assert phases_in_places(month, 30) == (None, *[BASELINE] * 13, *[TREATMENT] * 16)
    assert phases_in_places(month, 10) == (*[BASELINE] * 5, *[TREATMENT] * 5)
    assert phases_in_places([None, *month], 31)[:2] == (None, None)


@given(st.integers(28, 31), st.integers(1, 12), st.integers(0, 31))
def test_the_order_of_phases_is_kept(days: int, places: int, changes_on: int) -> None:
    shown = phases_in_places(faces([BASELINE if day < changes_on else TREATMENT for day in range(days)]), places)
    assert len(shown) == places
    assert list(shown) == sorted(shown, key=lambda phase: phase is TREATMENT)
