"""The weekly means of a measure, as a chart shows them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.measure_changes import compared_ratings
from ldn_tui.domain.measure_findings import Week
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.phases import Phase
from ldn_tui.domain.weekly_means import weekly_means


@dataclass(frozen=True, slots=True)
class WeekChart:
    """What a chart of weekly means shows.

    Attributes:
        measure: what was rated.
        window: the days shown.
        weeks: the trial's weeks that touch the window, in order.
        baseline_mean: the mean of the baseline in points; None without one.
        phases: the trial's phases.
    """

    measure: Measure
    window: Window
    weeks: tuple[Week, ...]
    baseline_mean: float | None
    phases: tuple[Phase, ...]

    def within(self, window: Window) -> "WeekChart":
        """Return the chart of the days in `window`."""
        inside = tuple(week for week in self.weeks if week.days.start <= window.last and window.first < week.days.end)
        return WeekChart(self.measure, window, inside, self.baseline_mean, self.phases)

    def days_of(self, week: Week) -> Window:
        """Return those days of `week` that are shown."""
        last = week.days.end - timedelta(days=1)
        return Window(self.window.nearest(week.days.start), self.window.nearest(last))


def week_chart(evidence: Evidence, measure: Measure) -> WeekChart | None:
    """Return the chart of the weekly means of `measure`; None without a first dose to count weeks from.

    Args:
        evidence: the trial.
        measure: the measure.
    """
    weeks = weekly_means(evidence, measure.key)
    if not weeks:
        return None
    baseline = compared_ratings(evidence, evidence.series(measure.key)).baseline
    window = Window(weeks[0].days.start, weeks[-1].days.end - timedelta(days=1))
    level = fmean(baseline.values()) if baseline else None
    return WeekChart(measure, window, weeks, level, evidence.phases)


def week_of(day: date, weeks: Sequence[Week]) -> Week | None:
    """Return the week `day` lies in, or None."""
    return next((week for week in weeks if day in week.days), None)
