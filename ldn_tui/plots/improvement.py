"""How the measures improved from the first dose on: those that improved first at the top."""

import math

from ldn_tui.domain.day_axis import DayAxis
from ldn_tui.domain.history import runs_over
from ldn_tui.domain.improvement_courses import ImprovementChart, ImprovementCourse
from ldn_tui.domain.series import MEAN_WINDOW
from ldn_tui.domain.text import visible
from ldn_tui.plots.drawing import Plot, Role, ValueScale, legend_row, no_room
from ldn_tui.plots.glyphs import ASCII, UNICODE, Glyphs
from ldn_tui.plots.panels import Panel, layout, render_panels

_ASIDE = 9
_LEAST_REACH = 2


def render_improvement(
    chart: ImprovementChart, width: int, height: int, *, ascii_only: bool = False, week_starts_on: int = 0
) -> Plot:
    """Draw by how many points each measure is better than its baseline, up is better.

    Args:
        chart: what to draw, with at least one course.
        width: cells across.
        height: rows, dates included.
        ascii_only: whether to do with the characters of ASCII.
        week_starts_on: the weekday on which weeks begin, 0 for Monday.

    Returns:
        `height` rows of `width` cells; where there is no room for all measures, the first ones.
    """
    glyphs = ASCII if ascii_only else UNICODE
    names = [visible(course.measure.name) for course in chart.courses]
    place = layout(chart.window, names, _ASIDE, width, height, with_phases=False)
    if place is None:
        return no_room(width, height)
    panels = [_panel(course, chart, place.axis, glyphs) for course in chart.courses]
    scale = improvement_scale(chart)
    entries = [
        (glyphs.line_sample, f"{MEAN_WINDOW}-day mean, up is better", Role.MEAN),
        (glyphs.level * 2, "baseline", Role.LEVEL),
    ]
    if any(panel.mark for panel in panels):
        entries.append((glyphs.onset, "lasts from here", Role.ONSET))
    is_bucketed = chart.window.days > 2 * place.axis.columns
    return render_panels(
        panels, place, scale, (), legend_row(entries), height, glyphs, week_starts_on, is_bucketed=is_bucketed
    )


def improvement_scale(chart: ImprovementChart) -> ValueScale:
    """Return a scale in whole points that holds every improvement of `chart`, from below 0 to above it."""
    values = [value for course in chart.courses for value in course.improvements.values()]
    high = max(_LEAST_REACH, math.ceil(max(values, default=0)))
    low = min(-_LEAST_REACH, math.floor(min(values, default=0)))
    return ValueScale(low, high)


def _panel(course: ImprovementCourse, chart: ImprovementChart, axis: DayAxis, glyphs: Glyphs) -> Panel:
    begun = course.first_sustained
    mark = None
    if begun is not None and chart.window.holds(begun):
        mark = (axis.column_of(begun), course.improvements.get(begun, 0.0))
    runs = runs_over(course.improvements, DayAxis(axis.window, axis.columns * glyphs.dots_across))
    aside = "not yet" if begun is None else f"day {chart.day_number(begun)}"
    return Panel(visible(course.measure.name), aside, runs, level=0.0, mark=mark)
