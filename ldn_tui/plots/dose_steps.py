"""The mean of a measure on each dose step, against mg."""

from ldn_tui.domain.dose_step_chart import DoseStepChart
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.measure_findings import DoseStepMean
from ldn_tui.domain.ratings import shown_number
from ldn_tui.plots.axes import baseline_entry, beside_rating_scale, draw_mean_level
from ldn_tui.plots.canvas import Canvas
from ldn_tui.plots.drawing import (
    LEAST_COLUMNS,
    LEAST_LINES,
    LEFT_MARGIN,
    RATINGS,
    Cells,
    Plot,
    Role,
    Row,
    Span,
    legend_row,
    no_room,
    spans,
    write,
)
from ldn_tui.plots.glyphs import ASCII, UNICODE, Glyphs

# A step is as wide as its point with its mean beside it.
_STEP_WIDTH = 7


def render_dose_steps(chart: DoseStepChart, width: int, height: int, *, ascii_only: bool = False) -> Plot:
    """Draw the mean of each step at its amount, with its 95 % interval and which step it was.

    Args:
        chart: what to draw, with at least one step.
        width: cells across.
        height: rows, amounts included.
        ascii_only: whether to do with the characters of ASCII.

    Returns:
        `height` rows of `width` cells; steps of one amount stand side by side.
    """
    glyphs = ASCII if ascii_only else UNICODE
    columns, lines = width - LEFT_MARGIN, height - 2
    if columns < LEAST_COLUMNS or lines < LEAST_LINES:
        return no_room(width, height)
    columns_of = _places(chart, columns)
    canvas = _draw(chart, columns_of, columns, lines, glyphs)
    rows = beside_rating_scale(canvas, glyphs)
    rows.extend(_amounts(chart, columns, glyphs))
    entries = [
        (glyphs.point, "mean of a step", Role.MEAN),
        (glyphs.interval, "95 % interval", Role.POINT),
        ("1 2 3", "order taken", Role.NAME),
    ]
    if chart.baseline_mean is not None:
        entries.append(baseline_entry(chart.baseline_mean, glyphs))
    return Plot(tuple(rows), LEFT_MARGIN, lines, None, False, legend_row(entries))


def _column_of(mg: float, chart: DoseStepChart, columns: int) -> int:
    """Return the column of an amount: 0 mg at the left edge, room for a step at the right one."""
    return round(mg / max(chart.amounts) * max(columns - 1 - _STEP_WIDTH, 1))


def _places(chart: DoseStepChart, columns: int) -> dict[int, int]:
    """Return the column of each step by its number."""
    places: dict[int, int] = {}
    for mg in chart.amounts:
        alike = chart.at(mg)
        first = _column_of(mg, chart, columns) - _STEP_WIDTH * (len(alike) - 1)
        for index, (number, _) in enumerate(alike):
            places[number] = min(max(first + _STEP_WIDTH * index, 0), columns - 1)
    return places


def _draw(chart: DoseStepChart, places: dict[int, int], columns: int, lines: int, glyphs: Glyphs) -> list[Cells]:
    steps = [(places[number], number, step) for number, step in enumerate(chart.steps, 1)]
    with Canvas(columns, lines, glyphs) as canvas:
        intervals = [(column, row) for column, _, step in steps for row in _rows(step, lines)]
        canvas.cells(intervals, glyphs.interval, Role.POINT)
        means = [(column, RATINGS.row_of(step.mean, lines)) for column, _, step in steps if step.mean is not None]
        canvas.cells(means, glyphs.point, Role.MEAN)
        drawn = canvas.read()
    if chart.baseline_mean is not None:
        draw_mean_level(drawn, chart.baseline_mean, range(columns), glyphs)
    for column, number, step in steps:
        if step.mean is not None:
            _label(drawn, column, number, step.mean, _rows(step, lines), glyphs)
    return drawn


def _label(drawn: list[Cells], column: int, number: int, mean: float, rows: range, glyphs: Glyphs) -> None:
    """Write a step's mean beside its point and its number over its interval, whose ends get caps."""
    lines = len(drawn)
    middle = RATINGS.row_of(mean, lines)
    write(drawn[lines - 1 - middle], column + 1, f" {shown_as(mean, '.1f')} ", Role.MEAN)
    top, bottom = (rows[-1], rows[0]) if rows else (middle, middle)
    if top > middle:
        write(drawn[lines - 1 - top], column, glyphs.cap_high, Role.POINT)
    if bottom < middle:
        write(drawn[lines - 1 - bottom], column, glyphs.cap_low, Role.POINT)
    # Under the interval where that reaches the top of the scale.
    row = top + 1 if top + 1 < lines else max(bottom - 1, 0)
    write(drawn[lines - 1 - row], column, str(number), Role.NAME)


def _rows(step: DoseStepMean, lines: int) -> range:
    """Return the rows of a step's interval, counted from the bottom."""
    if step.low is None or step.high is None:
        return range(0)
    return range(RATINGS.row_of(step.low, lines), RATINGS.row_of(step.high, lines) + 1)


def _amounts(chart: DoseStepChart, columns: int, glyphs: Glyphs) -> tuple[Row, Row]:
    """Return the line under the drawing area and the amounts on it."""
    line: Cells = [(glyphs.floor, Role.AXIS)] * columns
    labels: Cells = [(" ", Role.BLANK)] * columns
    free_from = 0
    for mg in (0.0, *chart.amounts):
        column = _column_of(mg, chart, columns)
        word = f"{shown_number(mg)} mg"
        start = min(max(column - len(word) // 2, 0), columns - len(word))
        line[column] = (glyphs.tick_at_floor, Role.AXIS)
        if start >= free_from:
            write(labels, start, word, Role.TICK)
            free_from = start + len(word) + 2
    blank = " " * (LEFT_MARGIN - 1)
    return (
        (Span(blank, Role.BLANK), *spans([(glyphs.corner, Role.AXIS), *line])),
        (Span(blank + " ", Role.BLANK), *spans(labels)),
    )
