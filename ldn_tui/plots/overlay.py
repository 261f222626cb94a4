"""Two measures on one time axis: the first a line, the second a row of crosses, told apart without colours."""

from collections.abc import Iterator
from itertools import pairwise

from ldn_tui.domain.day_axis import DayAxis
from ldn_tui.domain.history import HistoryChart
from ldn_tui.domain.overlay import Overlay, draws_means
from ldn_tui.domain.text import visible
from ldn_tui.plots.all_measures import name_with_arrow
from ldn_tui.plots.axes import beside_rating_scale, date_floor, days_share_columns
from ldn_tui.plots.bands import phase_band
from ldn_tui.plots.canvas import Canvas
from ldn_tui.plots.drawing import (
    LEAST_COLUMNS,
    LEAST_HEIGHT_FOR_PHASES,
    LEAST_LINES,
    LEFT_MARGIN,
    RATINGS,
    Cells,
    Plot,
    Role,
    Row,
    fill,
    in_cells,
    legend_row,
    no_room,
)
from ldn_tui.plots.glyphs import ASCII, UNICODE, Glyphs

_SAMPLE = 3


def render_overlay(
    overlay: Overlay, width: int, height: int, *, ascii_only: bool = False, week_starts_on: int = 0
) -> Plot:
    """Draw two measures over the same days on a scale of 0 to 10.

    Each is drawn as the line of its means, or by its ratings where the means are left out or there are none. Where
    both lie in one cell, they take turns from column to column.

    Args:
        overlay: what to draw.
        width: cells across.
        height: rows, dates and phases included.
        ascii_only: whether to do with the characters of ASCII.
        week_starts_on: the weekday on which weeks begin, 0 for Monday.

    Returns:
        `height` rows of `width` cells; blank ones where there is no room for a drawing area.
    """
    glyphs = ASCII if ascii_only else UNICODE
    phases = overlay.first.phases if height >= LEAST_HEIGHT_FOR_PHASES else ()
    columns, lines = width - LEFT_MARGIN, height - 2 - bool(phases)
    if columns < LEAST_COLUMNS or lines < LEAST_LINES:
        return no_room(width, height)
    axis = DayAxis(overlay.window, columns)
    drawn = _draw(overlay, axis, lines, glyphs)
    rows = beside_rating_scale(drawn, glyphs)
    rows.extend(date_floor(axis, glyphs, week_starts_on))
    if phases:
        rows.append(phase_band(phases, axis, glyphs))
    is_bucketed = days_share_columns(overlay.window.days, columns)
    return Plot(tuple(rows), LEFT_MARGIN, lines, axis, is_bucketed, _legend(overlay, columns, glyphs))


def signs_of(overlay: Overlay, glyphs: Glyphs) -> tuple[str, str]:
    """Return the sign each measure is drawn with."""
    return glyphs.line_sample if draws_means(overlay.first) else glyphs.point, glyphs.second


def _draw(overlay: Overlay, axis: DayAxis, lines: int, glyphs: Glyphs) -> list[Cells]:
    """Return the drawing area from its top row down."""
    first = overlay.first
    with Canvas(axis.columns, lines, glyphs) as canvas:
        if draws_means(first):
            canvas.line(first.mean_runs(DayAxis(axis.window, axis.columns * glyphs.dots_across)), Role.MEAN)
        else:
            canvas.cells(
                [(column, RATINGS.row_of(value, lines)) for column, value in _points(first, axis)],
                glyphs.point,
                Role.POINT,
            )
        drawn = canvas.read()
    for column, value in _course(overlay.second, axis):
        row = lines - 1 - RATINGS.row_of(value, lines)
        if drawn[row][column][0] == " " or column % 2 == 0:
            drawn[row][column] = (glyphs.second, Role.SECOND)
    for phase in first.phases:
        if first.window.first < phase.starts_on:
            fill(drawn, axis.column_of(phase.starts_on), range(lines), (glyphs.boundary, Role.BOUNDARY))
    return drawn


def _points(chart: HistoryChart, axis: DayAxis) -> list[tuple[int, float]]:
    """Return the ratings as (column, value); where columns stand for several days, the median of each."""
    if axis.is_bucketed:
        return [(column, bucket.middle) for column, bucket in enumerate(chart.ranges(axis)) if bucket]
    return chart.points(axis)


def _course(chart: HistoryChart, axis: DayAxis) -> Iterator[tuple[int, float]]:
    """Yield the second measure as (column, value): each rating, or the means with the columns between them."""
    if not draws_means(chart):
        yield from _points(chart, axis)
        return
    for run in chart.mean_runs(axis):
        yield run[0]
        for (start, low), (end, high) in pairwise(run):
            for column in range(start + 1, end + 1):
                yield column, low + (high - low) * (column - start) / (end - start)


def _legend(overlay: Overlay, room: int, glyphs: Glyphs) -> Row:
    """Return which is which, and the good end of each: in words, else by arrows, else with names cut."""
    signs = signs_of(overlay, glyphs)
    measures = [chart.measure for chart in overlay.charts]
    in_words = [_in_words(chart) for chart in overlay.charts]
    by_arrow = [_narrow(name_with_arrow(measure, ascii_only=glyphs is ASCII)) for measure in measures]
    gaps = sum(map(len, signs)) + 2 + _SAMPLE
    names = next((names for names in (in_words, by_arrow) if sum(map(len, names)) + gaps <= room), None)
    if names is None:
        each = max((room - gaps) // 2 - len(" v"), 1)
        names = [f"{in_cells(name[:-2], min(each, len(name) - 2), glyphs.ellipsis)}{name[-2:]}" for name in by_arrow]
    roles = (Role.MEAN if draws_means(overlay.first) else Role.POINT, Role.SECOND)
    return legend_row(zip(signs, names, roles, strict=True))


def _in_words(chart: HistoryChart) -> str:
    rated = ", not rated in these days" if chart.is_empty else ""
    return f"{_narrow(visible(chart.measure.name))}, {chart.measure.direction.value} is better{rated}"


def _narrow(name: str) -> str:
    """Return a name whose characters take one cell each."""
    return in_cells(name, len(name), "")
