"""The weekly means of a measure: a step for each week of the trial."""

from collections.abc import Callable

from ldn_tui.domain.day_axis import DayAxis
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.measure_findings import Week
from ldn_tui.domain.series import LEAST_IN_WINDOW
from ldn_tui.domain.week_chart import WeekChart
from ldn_tui.plots.axes import baseline_entry, beside_rating_scale, date_floor, days_share_columns, draw_mean_level
from ldn_tui.plots.bands import phase_band
from ldn_tui.plots.canvas import Canvas
from ldn_tui.plots.drawing import (
    LEAST_COLUMNS,
    LEAST_HEIGHT_FOR_PHASES,
    LEAST_LINES,
    LEFT_MARGIN,
    Cells,
    Plot,
    Role,
    Row,
    Span,
    fill,
    legend_row,
    no_room,
    spans,
    write,
)
from ldn_tui.plots.glyphs import ASCII, UNICODE, Glyphs

_LEAST_HEIGHT_FOR_NUMBERS = 12
_NUMBER_ROWS = 3
_WIDEST_NUMBER = 3


def render_weeks(
    chart: WeekChart, width: int, height: int, *, ascii_only: bool = False, week_starts_on: int = 0
) -> Plot:
    """Draw the mean of each week as a line as long as the week, with its number, its mean and its ratings under it.

    Args:
        chart: what to draw.
        width: cells across.
        height: rows, dates and numbers included.
        ascii_only: whether to do with the characters of ASCII.
        week_starts_on: the weekday on which calendar weeks begin, 0 for Monday.

    Returns:
        `height` rows of `width` cells; a week with fewer than 4 ratings has no line.
    """
    glyphs = ASCII if ascii_only else UNICODE
    has_phases = bool(chart.phases) and height >= LEAST_HEIGHT_FOR_PHASES
    has_numbers = height >= _LEAST_HEIGHT_FOR_NUMBERS
    columns, lines = width - LEFT_MARGIN, height - 2 - has_phases - _NUMBER_ROWS * has_numbers
    if columns < LEAST_COLUMNS or lines < LEAST_LINES:
        return no_room(width, height)
    axis = DayAxis(chart.window, columns)
    canvas = _draw(chart, axis, lines, glyphs)
    rows = beside_rating_scale(canvas, glyphs)
    rows.extend(date_floor(axis, glyphs, week_starts_on))
    if has_phases:
        rows.append(phase_band(chart.phases, axis, glyphs))
    if has_numbers:
        rows.append(_numbers("week", chart, axis, lambda week: str(week.number)))
        rows.append(_numbers("mean", chart, axis, lambda week: "" if week.mean is None else shown_as(week.mean, ".1f")))
        rows.append(_numbers("days", chart, axis, lambda week: str(week.count)))
    entries = [(glyphs.line_sample[1:2] * 3, f"mean of a week with {LEAST_IN_WINDOW} ratings or more", Role.MEAN)]
    if chart.baseline_mean is not None:
        entries.append(baseline_entry(chart.baseline_mean, glyphs))
    return Plot(
        tuple(rows), LEFT_MARGIN, lines, axis, days_share_columns(chart.window.days, columns), legend_row(entries)
    )


def _draw(chart: WeekChart, axis: DayAxis, lines: int, glyphs: Glyphs) -> list[Cells]:
    runs: list[list[tuple[int, float]]] = []
    for week in chart.weeks:
        if week.mean is not None:
            first, last = _columns(week, chart, axis)
            # A cell of air between weeks, where there is room for it: each is a mean of its own.
            end = last - 1 if last - first >= 3 else last
            runs.append(
                [(column, week.mean) for column in range(first * glyphs.dots_across, (end + 1) * glyphs.dots_across)]
            )
    with Canvas(axis.columns, lines, glyphs) as canvas:
        canvas.line(runs, Role.MEAN)
        drawn = canvas.read()
    for phase in chart.phases:
        if chart.window.first < phase.starts_on <= chart.window.last:
            fill(drawn, axis.column_of(phase.starts_on), range(lines), (glyphs.boundary, Role.BOUNDARY))
    if chart.baseline_mean is not None:
        draw_mean_level(drawn, chart.baseline_mean, range(axis.columns), glyphs)
    return drawn


def _columns(week: Week, chart: WeekChart, axis: DayAxis) -> tuple[int, int]:
    """Return the first and the last column of a week."""
    days = chart.days_of(week)
    return axis.column_of(days.first), axis.column_of(days.last)


def _numbers(name: str, chart: WeekChart, axis: DayAxis, word: Callable[[Week], str]) -> Row:
    """Return a row with a word under each week, or under every so manyth where there is no room for all."""
    cells: Cells = [(" ", Role.BLANK)] * axis.columns
    words = [(week, word(week)) for week in chart.weeks]
    widest = max((len(said) for _, said in words), default=0) + 1
    stride = -(-widest * chart.window.days // (7 * axis.columns))
    free_from = 0
    for week, said in words:
        # Counted from the first dose, so that the numbers stay on their weeks while the window moves.
        index = week.number - 1 if week.number > 0 else week.number
        first, last = _columns(week, chart, axis)
        # A week cut by an end of the window has its words in all rows or in none.
        has_room = chart.days_of(week).days == 7 or last - first + 1 >= _WIDEST_NUMBER
        if index % stride == 0 and has_room:
            start = max(min((first + last + 2 - len(said)) // 2, axis.columns - len(said)), 0)
            if said and start >= free_from:
                write(cells, start, said, Role.MEAN if name == "mean" else Role.TICK)
                free_from = start + len(said) + 1
    return (Span(name.ljust(LEFT_MARGIN), Role.TICK), *spans(cells))
