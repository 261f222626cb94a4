"""All measures, one above the other."""

from ldn_tui.domain.day_axis import DayAxis
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.history import HistoryChart
from ldn_tui.domain.measure_stack import MeasureStack
from ldn_tui.domain.measures import Direction, Measure
from ldn_tui.domain.series import MEAN_WINDOW
from ldn_tui.domain.text import visible
from ldn_tui.plots.axes import days_share_columns
from ldn_tui.plots.drawing import RATINGS, Plot, Role, legend_row, no_room
from ldn_tui.plots.glyphs import ASCII, UNICODE, Glyphs
from ldn_tui.plots.panels import Panel, layout, render_panels

_LEAST_LINES_FOR_POINTS = 4
_ASIDE = 6


def render_measures(
    stack: MeasureStack, width: int, height: int, *, ascii_only: bool = False, week_starts_on: int = 0
) -> Plot:
    """Draw the 7-day means of all measures on one time axis, each on a scale of 0 to 10 of its own.

    Args:
        stack: what to draw.
        width: cells across.
        height: rows, dates and phases included.
        ascii_only: whether to do with the characters of ASCII.
        week_starts_on: the weekday on which weeks begin, 0 for Monday.

    Returns:
        `height` rows of `width` cells; where there is no room for all measures, the first ones.
    """
    glyphs = ASCII if ascii_only else UNICODE
    names = [name_with_arrow(chart.measure, ascii_only=ascii_only) for chart in stack.charts]
    phases = stack.charts[0].phases
    place = layout(stack.window, names, _ASIDE, width, height, with_phases=bool(phases))
    if place is None:
        return no_room(width, height)
    is_bucketed = days_share_columns(stack.window.days, place.axis.columns)
    with_points = place.lines >= _LEAST_LINES_FOR_POINTS and not is_bucketed
    panels = [
        _panel(chart, name, place.axis, glyphs, with_points=with_points or not chart.with_means)
        for chart, name in zip(stack.charts, names, strict=True)
    ]
    with_means = stack.charts[0].with_means
    entries = [(glyphs.line_sample, f"mean of {MEAN_WINDOW} days, 0 to 10; its latest at the right", Role.MEAN)]
    if with_points or not with_means:
        entries.insert(0, (glyphs.point, "a day" if not is_bucketed else "median", Role.POINT))
    if not with_means:
        entries = entries[:1]
    if place.count < len(names):
        entries.append((f"{place.count} of {len(names)}", "measures: a taller window shows all", Role.TICK))
    legend = legend_row(entries)
    return render_panels(
        panels, place, RATINGS, phases, legend, height, glyphs, week_starts_on, is_bucketed=is_bucketed
    )


def name_with_arrow(measure: Measure, *, ascii_only: bool) -> str:
    """Return what a measure is called, with an arrow to its good end."""
    is_lower = measure.direction is Direction.LOWER
    arrow = ("v" if is_lower else "^") if ascii_only else ("↓" if is_lower else "↑")
    return f"{visible(measure.name)} {arrow}"


def _panel(chart: HistoryChart, name: str, axis: DayAxis, glyphs: Glyphs, *, with_points: bool) -> Panel:
    latest = list(chart.means.values())[-1:] if chart.with_means else []
    runs = chart.mean_runs(DayAxis(axis.window, axis.columns * glyphs.dots_across)) if chart.with_means else []
    places: list[tuple[int, float]] = []
    if with_points and axis.is_bucketed:
        places = [(column, bucket.middle) for column, bucket in enumerate(chart.ranges(axis)) if bucket]
    elif with_points:
        places = chart.points(axis)
    return Panel(name, shown_as(latest[0], ".1f") if latest else "", runs, places)
