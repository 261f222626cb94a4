"""Laboratory values over time, each thing that was measured on a scale of its own with the laboratory's range."""

from ldn_tui.domain.ascii_text import in_ascii
from ldn_tui.domain.day_axis import DayAxis
from ldn_tui.domain.lab_chart import LabChart, LabCourse, range_in_words
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.text import visible
from ldn_tui.plots.axes import date_floor, scale_side
from ldn_tui.plots.canvas import Canvas
from ldn_tui.plots.drawing import (
    LEAST_COLUMNS,
    Cells,
    Plot,
    Role,
    Row,
    Span,
    ValueScale,
    fill,
    in_cells,
    legend_row,
    no_room,
    spans,
)
from ldn_tui.plots.glyphs import ASCII, UNICODE, Glyphs

_MARGIN = 8
_LEAST_PANEL = 4


def render_labs(chart: LabChart, width: int, height: int, *, ascii_only: bool = False, week_starts_on: int = 0) -> Plot:
    """Draw the values of everything that was measured, the laboratory's range shaded.

    Args:
        chart: what to draw, with at least one course.
        width: cells across.
        height: rows, dates included.
        ascii_only: whether to do with the characters of ASCII.
        week_starts_on: the weekday on which weeks begin, 0 for Monday.

    Returns:
        `height` rows of `width` cells; where there is no room for everything, what was measured last.
    """
    glyphs = ASCII if ascii_only else UNICODE
    columns, room = width - _MARGIN, height - 2
    if columns < LEAST_COLUMNS or room < _LEAST_PANEL:
        return no_room(width, height)
    count = min(len(chart.courses), room // _LEAST_PANEL)
    share = room // count
    axis = DayAxis(chart.window, columns)
    rows: list[Row] = []
    for course in chart.courses[:count]:
        rows.append(_heading(course, width, glyphs, ascii_only=ascii_only))
        rows.extend(_panel(course, chart, axis, share - 1, glyphs))
    drawn = len(rows)
    rows.extend(date_floor(axis, glyphs, week_starts_on, _MARGIN))
    rows.extend([(Span(" " * width, Role.BLANK),)] * (height - len(rows)))
    shown = chart.courses[:count]
    entries = [(glyphs.point, "a value", Role.MEAN)]
    if any(course.limits != (None, None) for course in shown):
        entries.append((glyphs.usual * 2, "the laboratory's own range", Role.USUAL))
    if any(value.is_outside for course in shown for value in chart.shown(course)):
        entries.append((glyphs.outside, "outside it", Role.OUTSIDE))
    if count < len(chart.courses):
        entries.append((f"{count} of {len(chart.courses)}", "shown; the table has all", Role.TICK))
    return Plot(tuple(rows), _MARGIN, drawn, axis, False, legend_row(entries), None)


def _heading(course: LabCourse, width: int, glyphs: Glyphs, *, ascii_only: bool) -> Row:
    unit = f", {visible(course.unit)}" if course.unit else ""
    words = f"{visible(course.name)}{unit}   {range_in_words(*course.limits)}"
    if ascii_only:
        words = in_ascii(words)
    return (Span(" " * _MARGIN, Role.BLANK), Span(in_cells(words, width - _MARGIN, glyphs.ellipsis), Role.NAME))


def _panel(course: LabCourse, chart: LabChart, axis: DayAxis, lines: int, glyphs: Glyphs) -> list[Row]:
    low, high = course.scale
    scale = ValueScale(low, high)
    values = chart.shown(course)
    with Canvas(axis.columns, lines, glyphs, scale) as canvas:
        for is_outside, sign, role in ((False, glyphs.point, Role.MEAN), (True, glyphs.outside, Role.OUTSIDE)):
            alike = [value for value in values if bool(value.is_outside) is is_outside]
            places = [(axis.column_of(value.day), scale.row_of(value.value, lines)) for value in alike]
            canvas.cells(places, sign, role)
        drawn = canvas.read()
    _shade(drawn, course, scale, axis, glyphs)
    for value in values:
        role = Role.OUTSIDE if value.is_outside else Role.MEAN
        row = drawn[lines - 1 - scale.row_of(value.value, lines)]
        _beside(row, axis.column_of(value.day), shown_number(value.value), role)
    labels = {scale.row_of(number, lines): shown_number(number) for number in (*course.scale, *_limits(course))}
    sides = [scale_side(labels.get(row, "")[: _MARGIN - 1], glyphs, _MARGIN) for row in range(lines - 1, -1, -1)]
    return [(*side, *spans(cells)) for side, cells in zip(sides, drawn, strict=True)]


def _limits(course: LabCourse) -> tuple[float, ...]:
    return tuple(limit for limit in course.limits if limit is not None)


def _beside(row: Cells, column: int, words: str, role: Role) -> None:
    """Write a value to the right of its sign, or to the left, where it hides no other value."""
    length = len(words) + 1
    for start, said in ((column + 1, f" {words}"), (column - length, f"{words} ")):
        room = row[max(start, 0) : start + length]
        if start >= 0 and len(room) == length and all(known in {Role.BLANK, Role.USUAL} for _, known in room):
            row[start : start + length] = [(character, role) for character in said]
            return


def _shade(drawn: list[Cells], course: LabCourse, scale: ValueScale, axis: DayAxis, glyphs: Glyphs) -> None:
    low, high = course.limits
    if low is None and high is None:
        return
    lines = len(drawn)
    bottom = scale.row_of(scale.low if low is None else low, lines)
    top = scale.row_of(scale.high if high is None else high, lines)
    for column in range(0, axis.columns, 2):
        fill(drawn, column, (lines - 1 - row for row in range(bottom, top + 1)), (glyphs.usual, Role.USUAL))
