"""How the measures improved from the first dose on, one above the other."""

import math
from dataclasses import replace

from ldn_tui.domain.day_axis import DayAxis
from ldn_tui.domain.findings_headings import NOT_REACHED
from ldn_tui.domain.history import runs_over
from ldn_tui.domain.improvement_courses import ImprovementChart, ImprovementCourse
from ldn_tui.domain.sentences import ORDER_OF_MARKS
from ldn_tui.domain.series import MEAN_WINDOW
from ldn_tui.domain.text import visible
from ldn_tui.plots.axes import days_share_columns
from ldn_tui.plots.drawing import Plot, Role, Span, ValueScale, in_cells, legend_row, no_room
from ldn_tui.plots.glyphs import ASCII, UNICODE, Glyphs
from ldn_tui.plots.panels import Panel, layout, render_panels

_ASIDE = 12
_LEAST_REACH = 2
_LEAST_HEIGHT_FOR_WORDS = 12


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
        `height` rows of `width` cells, the last of them on what the marks do not tell; where there is no room for all
        measures, the first ones.
    """
    glyphs = ASCII if ascii_only else UNICODE
    names = [visible(course.measure.name) for course in chart.courses]
    with_words = height >= _LEAST_HEIGHT_FOR_WORDS
    place = layout(chart.window, names, _ASIDE, width, height - with_words, with_phases=False)
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
    is_bucketed = days_share_columns(chart.window.days, place.axis.columns)
    plot = render_panels(
        panels,
        place,
        scale,
        (),
        legend_row(entries),
        height - with_words,
        glyphs,
        week_starts_on,
        is_bucketed=is_bucketed,
    )
    if not with_words:
        return plot
    words = (Span(in_cells(ORDER_OF_MARKS, width, glyphs.ellipsis), Role.TICK),)
    return replace(plot, rows=(*plot.rows, words))


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
    aside = NOT_REACHED if begun is None else f"day {chart.day_number(begun)}"
    return Panel(visible(course.measure.name), aside, runs, level=0.0, mark=mark)
