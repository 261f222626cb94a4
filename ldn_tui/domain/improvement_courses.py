"""How each measure improved from the first dose on, and when that began to last."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import fmean

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.measure_changes import compared_ratings, days_on_medicine
from ldn_tui.domain.measures import Direction, Measure
from ldn_tui.domain.onset import first_sustained_improvement
from ldn_tui.domain.series import trailing_means
from ldn_tui.domain.windows_as_of import ratings_in


@dataclass(frozen=True, slots=True)
class ImprovementCourse:
    """One measure from the first dose on.

    Attributes:
        measure: the measure.
        baseline_mean: the mean of its baseline, in points.
        improvements: by how many points the trailing 7-day mean is better than that, by day; negative is worse.
        first_sustained: the day from which an improvement lasts, by the rule of the findings; None without one.
    """

    measure: Measure
    baseline_mean: float
    improvements: Mapping[date, float]
    first_sustained: date | None


@dataclass(frozen=True, slots=True)
class ImprovementChart:
    """What a chart of the order of improvement shows.

    Attributes:
        window: the days shown.
        first_dose: the day of the first dose: day 1.
        courses: the measures in their own order: the days alone tell no order of improvement.
    """

    window: Window
    first_dose: date
    courses: tuple[ImprovementCourse, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not any(course.improvements for course in self.courses)

    def day_number(self, day: date) -> int:
        """Return which day since the first dose `day` is; the first dose's own day is 1."""
        return (day - self.first_dose).days + 1

    def within(self, window: Window) -> "ImprovementChart":
        """Return the chart of the days in `window`."""
        courses = (
            replace(course, improvements={day: by for day, by in course.improvements.items() if window.holds(day)})
            for course in self.courses
        )
        return replace(self, window=window, courses=tuple(courses))


def improvement_courses(evidence: Evidence) -> ImprovementChart | None:
    """Return the course of every measure that has a baseline; None where no dose was taken or due yet.

    The days are those of the findings: from the first dose to the decision, without those that belong to no window. The
    trailing mean is that of 7 days with at least 4 ratings, of these days alone.

    Args:
        evidence: an open trial.
    """
    days = days_on_medicine(evidence)
    if days is None:
        return None
    window = Window(days.start, days.end - timedelta(days=1))
    courses: list[ImprovementCourse] = []
    for measure in evidence.measures:
        series = evidence.series(measure.key)
        baseline = compared_ratings(evidence, series).baseline
        if not baseline:
            continue
        ratings = ratings_in(series, days, evidence.windows.left_out)
        level, turn = fmean(baseline.values()), -1 if measure.direction is Direction.LOWER else 1
        means = trailing_means(ratings, window.first, window.last)
        courses.append(
            ImprovementCourse(
                measure,
                level,
                {day: turn * (mean - level) for day, mean in means.items()},
                first_sustained_improvement(baseline, ratings, days, measure.direction),
            )
        )
    return ImprovementChart(window, days.start, tuple(courses))
