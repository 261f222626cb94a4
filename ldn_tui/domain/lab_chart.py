"""Laboratory values over time, each against the laboratory's own range."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.days import Lab
from ldn_tui.domain.findings import LabValue
from ldn_tui.domain.lab_values import lab_value
from ldn_tui.domain.ratings import shown_number


@dataclass(frozen=True, slots=True)
class LabCourse:
    """The values of one thing that was measured, in one unit.

    Attributes:
        name: what was measured, as it was last written.
        unit: its unit.
        values: its values, earliest first; at least one.
    """

    name: str
    unit: str
    values: tuple[LabValue, ...]

    @property
    def limits(self) -> tuple[float | None, float | None]:
        """The laboratory's own range, as it was last given; (None, None) if it never was."""
        known = [(value.range_low, value.range_high) for value in self.values]
        return next((limits for limits in reversed(known) if limits != (None, None)), (None, None))

    @property
    def scale(self) -> tuple[float, float]:
        """The least and the greatest of its values and limits, two different numbers."""
        numbers = [value.value for value in self.values] + [limit for limit in self.limits if limit is not None]
        low, high = min(numbers), max(numbers)
        return (low, high) if low < high else (low - 1, high + 1)


@dataclass(frozen=True, slots=True)
class LabChart:
    """What a chart of laboratory values shows.

    Attributes:
        window: the days shown.
        courses: what was measured, the latest measured first.
    """

    window: Window
    courses: tuple[LabCourse, ...]

    def within(self, window: Window) -> "LabChart":
        """Return the chart of the days in `window`, each course on the scale of all its values."""
        return replace(self, window=window)

    def shown(self, course: LabCourse) -> tuple[LabValue, ...]:
        """Return those values of `course` whose days are shown."""
        return tuple(value for value in course.values if self.window.holds(value.day))


def lab_courses(labs: Iterable[tuple[date, Lab]]) -> tuple[LabCourse, ...]:
    """Return the courses of `labs`, given with their days, earliest first; names are one in whatever case."""
    courses: dict[tuple[str, str], list[LabValue]] = {}
    for day, lab in labs:
        courses.setdefault((lab.name.casefold(), lab.unit), []).append(lab_value(day, lab))
    found = [LabCourse(values[-1].name, values[-1].unit, tuple(values)) for values in courses.values()]
    return tuple(sorted(found, key=_latest_first))


def _latest_first(course: LabCourse) -> tuple[int, str, str]:
    return (-course.values[-1].day.toordinal(), course.name.casefold(), course.unit)


def labs_on(day: date, courses: Sequence[LabCourse]) -> tuple[LabValue, ...]:
    """Return the values of `day`, in the order of `courses`."""
    return tuple(value for course in courses for value in course.values if value.day == day)


def range_in_words(low: float | None, high: float | None) -> str:
    """Return a laboratory's range: "range 0 to 20", "range up to 20", "range from 5", "no range given"."""
    if low is not None and high is not None:
        return f"range {shown_number(low)} to {shown_number(high)}"
    if high is not None:
        return f"range up to {shown_number(high)}"
    return "no range given" if low is None else f"range from {shown_number(low)}"
