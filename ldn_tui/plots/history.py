"""One measure over time: points, the line of means, the baseline, phases, doses, events and rescue medicine."""

from collections.abc import Callable
from functools import partial

from ldn_tui.domain.baseline_level import BaselineLevel
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.day_axis import DayAxis
from ldn_tui.domain.day_marks import DayMark
from ldn_tui.domain.history import HistoryChart
from ldn_tui.domain.series import MEAN_WINDOW
from ldn_tui.domain.tags import SIGN, signed
from ldn_tui.domain.text import visible
from ldn_tui.plots.axes import beside_rating_scale, date_floor, days_share_columns, draw_mean_level
from ldn_tui.plots.bands import dose_band, event_band, phase_band, rescue_band, step_band
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
    legend_row,
    no_room,
    plot_text,
)
from ldn_tui.plots.glyphs import ASCII, UNICODE, Glyphs

_LEAST_HEIGHT_FOR_DOSES = 11
_LEAST_HEIGHT_FOR_STEPS = 13
_LEAST_HEIGHT_FOR_EVENTS = 15
_LEAST_HEIGHT_FOR_RESCUES = 16
_DECISION = "decision"


def render_history(
    chart: HistoryChart, width: int, height: int, *, ascii_only: bool = False, week_starts_on: int = 0
) -> Plot:
    """Draw a chart of one measure.

    Every rating is seen at its day and its height: as a point, under the line of means, or, where one column stands
    for several days, within the column's range.

    Args:
        chart: what to draw.
        width: cells across.
        height: rows, axis and bands included.
        ascii_only: whether to do with the characters of ASCII.
        week_starts_on: the weekday on which weeks begin, 0 for Monday.

    Returns:
        `height` rows of `width` cells. With no room for a drawing area, or nothing to draw, they are blank.
    """
    glyphs = ASCII if ascii_only else UNICODE
    bands = _bands(chart, height)
    columns, lines = width - LEFT_MARGIN, height - 2 - len(bands)
    if columns < LEAST_COLUMNS or lines < LEAST_LINES:
        return no_room(width, height)
    axis = DayAxis(chart.window, columns)
    is_bucketed = days_share_columns(chart.window.days, columns)
    canvas = _draw(chart, axis, lines, glyphs, is_bucketed=is_bucketed)
    rows = beside_rating_scale(canvas, glyphs)
    on_floor = [(axis.column_of(day), (SIGN, Role.EVENT)) for day in chart.events] if event_band not in bands else []
    rows.extend(date_floor(axis, glyphs, week_starts_on, marked=on_floor))
    rows.extend(band(chart, axis, glyphs) for band in bands)
    legend = _legend(chart, axis, glyphs, is_bucketed=is_bucketed)
    return Plot(tuple(rows), LEFT_MARGIN, lines, axis, is_bucketed, legend)


def history_text(
    chart: HistoryChart, width: int, height: int, *, ascii_only: bool = False, week_starts_on: int = 0
) -> str:
    """Return a chart as plain text: a title, the drawing and what its signs mean; the measure's name made harmless."""
    plot = render_history(chart, width, height, ascii_only=ascii_only, week_starts_on=week_starts_on)
    title = f"{visible(chart.measure.name)}, {short_day(chart.window.first)} to {short_day(chart.window.last)}"
    if chart.tag is not None:
        title += f", of the events only {visible(signed((chart.tag,)))}"
    return plot_text(title, plot)


def _draw(chart: HistoryChart, axis: DayAxis, lines: int, glyphs: Glyphs, *, is_bucketed: bool) -> list[Cells]:
    """Return the drawing area from its top row down."""
    ranges = chart.ranges(axis) if is_bucketed else []
    if is_bucketed:
        points = [] if chart.with_means else [(column, bucket.middle) for column, bucket in enumerate(ranges) if bucket]
    else:
        points = chart.points(axis)
    places = [(column, RATINGS.row_of(value, lines)) for column, value in points]
    means = chart.mean_runs(DayAxis(axis.window, axis.columns * glyphs.dots_across)) if chart.with_means else []
    with Canvas(axis.columns, lines, glyphs) as canvas:
        # Where days stand apart the points ride on the line; where they are dense, the line must not drown in them.
        if chart.window.days * 2 <= axis.columns:
            canvas.line(means, Role.MEAN)
            canvas.cells(places, glyphs.point, Role.POINT)
        else:
            canvas.cells(places, glyphs.point, Role.POINT)
            canvas.line(means, Role.MEAN)
        drawn = canvas.read()
    for column, bucket in enumerate(ranges):
        if bucket is not None:
            rows = range(RATINGS.row_of(bucket.low, lines), RATINGS.row_of(bucket.high, lines) + 1)
            fill(drawn, column, (lines - 1 - row for row in rows), (glyphs.range, Role.RANGE))
    if chart.plan.decision_day is not None:
        _draw_decision(drawn, axis.column_of(chart.plan.decision_day), glyphs)
    for phase in chart.phases:
        if chart.window.first < phase.starts_on:
            fill(drawn, axis.column_of(phase.starts_on), range(lines), (glyphs.boundary, Role.BOUNDARY))
    if chart.level is not None:
        draw_level(drawn, chart.level, axis, glyphs)
    return drawn


def _draw_decision(canvas: list[Cells], column: int, glyphs: Glyphs) -> None:
    """Draw the line of the decision day under its sign, and name it in the highest row that has room beside it."""
    free = [row for row, cells in enumerate(canvas) if cells[column][0] == " "]
    fill(canvas, column, free[:1], (glyphs.decision, Role.DECISION))
    fill(canvas, column, free[1:], (glyphs.boundary, Role.DECISION))
    length = len(_DECISION) + 2
    for row in canvas:
        for start, name in ((column + 1, f" {_DECISION} "), (column - length, f" {_DECISION} ")):
            room = row[max(start, 0) : start + length]
            if start >= 0 and len(room) == length and all(character == " " for character, _ in room):
                row[start : start + length] = [(character, Role.DECISION) for character in name]
                return


def draw_level(canvas: list[Cells], level: BaselineLevel, axis: DayAxis, glyphs: Glyphs) -> None:
    """Draw a baseline's level and shade its usual range over the days of its trial, where nothing else is drawn."""
    lines = len(canvas)
    columns = range(axis.column_of(level.days.first), axis.column_of(level.days.last) + 1)
    draw_mean_level(canvas, level.mean, columns, glyphs)
    if level.low is not None and level.high is not None:
        rows = range(RATINGS.row_of(level.low, lines), RATINGS.row_of(level.high, lines) + 1)
        for column in columns:
            if column % 2 == 0:
                fill(canvas, column, (lines - 1 - row for row in rows), (glyphs.usual, Role.USUAL))


_Band = Callable[[HistoryChart, DayAxis, Glyphs], Row]


def _bands(chart: HistoryChart, height: int) -> list[_Band]:
    """Return the rows there is something for, and room for, under the dates."""
    bands: list[_Band] = []
    has_steps = bool(chart.plan.steps) and height >= _LEAST_HEIGHT_FOR_STEPS
    if chart.phases and height >= LEAST_HEIGHT_FOR_PHASES:
        bands.append(_phases)
    if chart.doses and height >= _LEAST_HEIGHT_FOR_DOSES:
        bands.append(partial(dose_band, planned=has_steps))
    if has_steps:
        bands.append(step_band)
    if chart.events and height >= _LEAST_HEIGHT_FOR_EVENTS:
        bands.append(event_band)
    if chart.rescues and height >= _LEAST_HEIGHT_FOR_RESCUES:
        bands.append(rescue_band)
    return bands


def _phases(chart: HistoryChart, axis: DayAxis, glyphs: Glyphs) -> Row:
    return phase_band(chart.phases, axis, glyphs)


def _legend(chart: HistoryChart, axis: DayAxis, glyphs: Glyphs, *, is_bucketed: bool) -> Row:
    entries: list[tuple[str, str, Role]] = []
    if is_bucketed:
        days = round(chart.window.days / axis.columns)
        entries.append((glyphs.range, f"lowest to highest of {days} days", Role.RANGE))
    if not is_bucketed or not chart.with_means:
        entries.append((glyphs.point, "median" if is_bucketed else "a day", Role.POINT))
    if chart.with_means:
        entries.append((glyphs.line_sample, f"mean of {MEAN_WINDOW} days", Role.MEAN))
    if chart.level is not None:
        entries.append((glyphs.level * 2, "baseline", Role.LEVEL))
        if chart.level.low is not None:
            entries.append((glyphs.usual * 2, "its usual range", Role.USUAL))
    if chart.events:
        entries.append((SIGN, DayMark.EVENT, Role.EVENT))
    taken = [mark.taken for mark in chart.doses.values()]
    if any(taken):
        entries.append((glyphs.taken, f"{DayMark.DOSE_TAKEN}{' on most days' if is_bucketed else ''}", Role.DOSE))
    if not all(taken):
        entries.append((glyphs.missed, DayMark.DOSE_NOT_TAKEN, Role.MISSED))
    if chart.rescues:
        entries.append((glyphs.rescue, "rescue medicine", Role.RESCUE))
    if chart.plan.steps:
        entries.append((glyphs.step, DayMark.DOSE_STEP, Role.STEP))
    if chart.plan.decision_day is not None:
        entries.append((glyphs.decision, DayMark.DECISION, Role.DECISION))
    return legend_row(entries)
