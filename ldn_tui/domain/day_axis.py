"""Days on a line: which column of a chart a day falls in, and the dates that are written under it."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import pairwise
from typing import TypeVar

from ldn_tui.domain.dates import MONTHS, add_months, day_and_month, day_month_year
from ldn_tui.domain.formats import DayOrder, formats

# Two blanks between labels: with one, "12 Nov 19 Nov" reads as a sentence.
GAP_BETWEEN_LABELS = 2
_NARROWEST_LABEL = 2

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    @property
    def in_words(self) -> str:
        """Its ends: "24 Aug to 22 Nov 2026", with both years where they differ, and in ISO always."""
        has_years = self.first.year != self.last.year or formats().dates is DayOrder.ISO
        first = day_month_year(self.first) if has_years else day_and_month(self.first)
        return f"{first} to {day_month_year(self.last)}"

    def holds(self, day: date) -> bool:
        """Return whether `day` lies in it."""
        return self.first <= day <= self.last

    def nearest(self, day: date) -> date:
        """Return `day`, or the end of the window that is nearest to it."""
        return min(max(day, self.first), self.last)


@dataclass(frozen=True, slots=True)
class DayAxis:
    """A window of days laid over a number of columns, each day at the middle of its share.

    Attributes:
        window: the days.
        columns: how many columns they are laid over, at least 1.
    """

    window: Window
    columns: int

    @property
    def is_bucketed(self) -> bool:
        """Whether some column stands for more than one day."""
        return self.window.days > self.columns

    def column_of(self, day: date) -> int:
        """Return the column of `day`, from 0; a day outside the window gets the column at its end."""
        index = (self.window.nearest(day) - self.window.first).days
        return (2 * index + 1) * self.columns // (2 * self.window.days)

    def day_at(self, column: int) -> date:
        """Return the day in the middle of `column`; beside the axis, the day at its end."""
        inside = min(max(column, 0), self.columns - 1)
        return self.window.first + timedelta(days=(2 * inside + 1) * self.window.days // (2 * self.columns))

    def span_of(self, column: int) -> Window:
        """Return the days of `column`, which must stand for at least one."""
        return Window(self._first_day_of(column), self._first_day_of(column + 1) - timedelta(days=1))

    def spans(self) -> list[tuple[date, date]]:
        """Return the first and last day of every column; only where each stands for at least one."""
        firsts = [self._first_day_of(column) for column in range(self.columns + 1)]
        return [(first, after - timedelta(days=1)) for first, after in pairwise(firsts)]

    def grouped(self, values: Mapping[date, Value]) -> list[list[Value]]:
        """Return the `values`, whose days must be in order, of each column; an empty list where there are none."""
        days, in_order = list(values), list(values.values())
        edges = [bisect_left(days, self._first_day_of(column)) for column in range(self.columns)]
        return [in_order[low:high] for low, high in pairwise([*edges, bisect_right(days, self.window.last)])]

    def _first_day_of(self, column: int) -> date:
        days, columns = self.window.days, self.columns
        index = -((columns - 2 * days * column) // (2 * columns))
        return self.window.first + timedelta(days=index)


@dataclass(frozen=True, slots=True)
class Tick:
    """A date written under an axis.

    Attributes:
        day: the date.
        column: its column.
        label: how it is written; the first label of a year carries the year.
        start: the column of the label's first character.
    """

    day: date
    column: int
    label: str
    start: int


@dataclass(frozen=True, slots=True)
class _Unit:
    """A spacing of ticks: how many days apart at least, where, and how each is written."""

    days: int
    starts: Callable[[Window], Iterator[date]]
    label: Callable[[date, date | None], str]


def ticks(axis: DayAxis, week_starts_on: int = 0) -> tuple[Tick, ...]:
    """Return the ticks of the finest spacing whose labels do not collide in the columns of `axis`.

    Spacings are days, weeks, half months, months, quarters, and 1, 2, 5, 10, 20, 50 ... years.

    Args:
        axis: the days and their columns; a column is one character wide.
        week_starts_on: the weekday on which weeks begin, 0 for Monday.
    """
    for unit in _units(week_starts_on):
        if axis.window.days // unit.days * (_NARROWEST_LABEL + GAP_BETWEEN_LABELS) > axis.columns:
            continue
        placed = _place(axis, unit)
        if placed:
            return placed
    return _lone_tick(axis)


def _units(week_starts_on: int) -> Iterator[_Unit]:
    for days in (1, 2):
        yield _Unit(days, partial(_every_days, step=days, remainder=0), _day_label)
    # Ordinal 1 is a Monday.
    yield _Unit(7, partial(_every_days, step=7, remainder=week_starts_on + 1), _day_and_month_label)
    yield _Unit(14, _half_months, _day_and_month_label)
    for months in (1, 3):
        yield _Unit(28 * months, partial(_every_months, step=months), _month_label)
    for magnitude in (1, 10, 100, 1000):
        for years in (magnitude, 2 * magnitude, 5 * magnitude):
            yield _Unit(365 * years, partial(_every_years, step=years), _year_label)


def _every_days(window: Window, step: int, remainder: int) -> Iterator[date]:
    # Counted from a fixed day, so that the ticks stay on their dates while the window moves.
    offset = (remainder - window.first.toordinal()) % step
    for ordinal in range(window.first.toordinal() + offset, window.last.toordinal() + 1, step):
        yield date.fromordinal(ordinal)


def _half_months(window: Window) -> Iterator[date]:
    for first in _every_months(Window(window.first.replace(day=1), window.last), step=1):
        for day in (first, first.replace(day=15)):
            if window.holds(day):
                yield day


def _every_months(window: Window, step: int) -> Iterator[date]:
    day = window.first.replace(day=1)
    while day <= window.last:
        if (day.month - 1) % step == 0 and window.holds(day):
            yield day
        following = add_months(day, 1)
        if following == day:
            return
        day = following


def _every_years(window: Window, step: int) -> Iterator[date]:
    for year in range(-(-window.first.year // step) * step, window.last.year + 1, step):
        if year >= 1 and window.holds(date(year, 1, 1)):
            yield date(year, 1, 1)


def _day_label(day: date, before: date | None) -> str:
    if before is None or before.month != day.month:
        return _day_and_month_label(day, before)
    return str(day.day)


def _day_and_month_label(day: date, before: date | None) -> str:
    return day_and_month(day) if before is not None and before.year == day.year else day_month_year(day)


def _month_label(day: date, before: date | None) -> str:
    if day.month == 1:
        return str(day.year)
    name = MONTHS[day.month - 1][:3]
    return name if before is not None and before.year == day.year else f"{name} {day.year}"


def _year_label(day: date, _before: date | None) -> str:
    return str(day.year)


def _place(axis: DayAxis, unit: _Unit) -> tuple[Tick, ...]:
    placed: list[Tick] = []
    free_from, before = 0, None
    for day in unit.starts(axis.window):
        label = unit.label(day, before)
        column = axis.column_of(day)
        start = min(max(column - len(label) // 2, 0), axis.columns - len(label))
        if start < free_from:
            return ()
        placed.append(Tick(day, column, label, start))
        free_from, before = start + len(label) + GAP_BETWEEN_LABELS, day
    return tuple(placed)


def _lone_tick(axis: DayAxis) -> tuple[Tick, ...]:
    day = axis.window.first
    for label in (_day_and_month_label(day, None), str(day.year)):
        if len(label) <= axis.columns:
            column = axis.column_of(day)
            return (Tick(day, column, label, min(max(column - len(label) // 2, 0), axis.columns - len(label))),)
    return ()
