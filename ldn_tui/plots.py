"""Charts as rows of characters: a description in, styled rows out. The only module that knows plotext."""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from itertools import groupby
from threading import Lock
from unicodedata import combining, east_asian_width

import plotext

from ldn_tui.domain.dates import short_day
from ldn_tui.domain.day_axis import DayAxis, ticks
from ldn_tui.domain.history import HistoryChart
from ldn_tui.domain.phases import PHASE_SIGNS, Phase, PhaseKind, phase_of
from ldn_tui.domain.series import MEAN_WINDOW
from ldn_tui.domain.tags import SIGN, signed
from ldn_tui.domain.text import visible

HIGHEST = 10
LEFT_MARGIN = 5
BOUNDARY = "┊"
_LEAST_CANVAS_WIDTH = 6
_LEAST_CANVAS_HEIGHT = 3
# With more days than a braille cell has dots across, single days cannot be told apart any more.
_MOST_DAYS_A_COLUMN = 2
_LEAST_HEIGHT_FOR_PHASES = 9
_LEAST_HEIGHT_FOR_DOSES = 11
_LEAST_HEIGHT_FOR_STEPS = 13
_LEAST_HEIGHT_FOR_EVENTS = 15
_DECISION = "decision"

# plotext draws on one figure for the whole process.
_FIGURE = Lock()


class Role(StrEnum):
    """What a piece of a chart is, for whoever gives it a colour."""

    BLANK = "blank"
    AXIS = "axis"
    TICK = "tick"
    RANGE = "range"
    POINT = "point"
    MEAN = "mean"
    BOUNDARY = "boundary"
    DECISION = "decision"
    STEP = "step"
    EVENT = "event"
    DOSE = "dose"
    MISSED = "missed"
    BASELINE = "baseline"
    TITRATION = "titration"
    TREATMENT = "treatment"
    WASHOUT = "washout"
    PAUSE = "pause"
    FOLLOW_UP = "follow-up"


# The colours by which plotext's own output is read back.
_CODE = {Role.POINT: 1, Role.MEAN: 2}
_ROLE = {"": Role.BLANK} | {str(code): role for role, code in _CODE.items()}
_FROM_PLOTEXT = re.compile(r"(?:\x1b\[38;5;(\d+)m)?([^\x1b\n]+)(?:\x1b\[0m)?")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of one role."""

    text: str
    role: Role


Row = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Glyphs:
    """The characters a chart is drawn with, and how many dots one of its line has across and down."""

    point: str
    line: str
    line_sample: str
    range: str
    boundary: str
    step: str
    taken: str
    missed: str
    side: str
    tick_at_side: str
    corner: str
    floor: str
    tick_at_floor: str
    phases: dict[PhaseKind, str]
    dots_across: int
    dots_down: int


_UNICODE = _Glyphs(
    point="•",
    line="braille",
    line_sample="⣤⠶⠛",
    range="░",
    boundary=BOUNDARY,
    step="▿",
    taken="╵",
    missed="○",
    side="│",
    tick_at_side="┤",
    corner="└",
    floor="─",
    tick_at_floor="┬",
    phases=PHASE_SIGNS,
    dots_across=2,
    dots_down=4,
)
_ASCII = _Glyphs(
    point="o",
    line="*",
    line_sample="***",
    range=":",
    boundary="!",
    step="v",
    taken="'",
    missed="0",
    side="|",
    tick_at_side="+",
    corner="+",
    floor="-",
    tick_at_floor="+",
    phases={
        PhaseKind.BASELINE: ".",
        PhaseKind.TITRATION: "~",
        PhaseKind.TREATMENT: "#",
        PhaseKind.WASHOUT: "/",
        PhaseKind.PAUSE: "_",
        PhaseKind.FOLLOW_UP: "=",
    },
    dots_across=1,
    dots_down=1,
)


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawn chart.

    Attributes:
        rows: its lines, top to bottom, all of the same width.
        left: the cells before the drawing area.
        height: the rows of the drawing area; it begins at the top.
        axis: the days over the columns of the drawing area; None if there was no room for one.
        is_bucketed: whether days were put together, so that ranges are drawn and not single days.
        legend: what the signs mean.
    """

    rows: tuple[Row, ...]
    left: int
    height: int
    axis: DayAxis | None
    is_bucketed: bool
    legend: Row

    def column_of(self, day: date) -> int | None:
        """Return the cell of `day` in a row, None if it is not shown."""
        if self.axis is None or not self.axis.window.holds(day):
            return None
        return self.left + self.axis.column_of(day)

    def row_of(self, value: float) -> int:
        """Return the row of a value of the scale."""
        return self.height - 1 - _row_of(value, self.height)

    def day_at(self, column: int) -> date | None:
        """Return the day at a cell of a row, None if there is no drawing area."""
        return None if self.axis is None else self.axis.day_at(column - self.left)


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
    glyphs = _ASCII if ascii_only else _UNICODE
    bands = _bands(chart, height)
    columns, lines = width - LEFT_MARGIN, height - 2 - len(bands)
    if columns < _LEAST_CANVAS_WIDTH or lines < _LEAST_CANVAS_HEIGHT:
        blank = (Span(" " * max(width, 0), Role.BLANK),)
        return Plot((blank,) * max(height, 0), 0, 0, None, False, ())
    axis = DayAxis(chart.window, columns)
    is_bucketed = chart.window.days > columns * _MOST_DAYS_A_COLUMN
    canvas = _draw(chart, axis, lines, glyphs, is_bucketed=is_bucketed)
    rows = [(*margin, *_spans(cells)) for margin, cells in zip(_scale(lines, glyphs), canvas, strict=True)]
    rows.extend(_floor(chart, axis, glyphs, week_starts_on, with_events=_event_band not in bands))
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
    rows = [plain_text(row) for row in plot.rows]
    return "\n".join([title, "", *rows, "", " " * plot.left + plain_text(plot.legend)]) + "\n"


def plain_text(row: Row) -> str:
    """Return the characters of a row, without blanks at its end."""
    return "".join(span.text for span in row).rstrip()


# The drawing area: a grid of cells, each a character and its role.

_Cells = list[tuple[str, Role]]


def _row_of(value: float, lines: int) -> int:
    """Return the row of a value, counted from the bottom."""
    return math.floor(0.5 + (lines - 1) * value / HIGHEST)


def _draw(chart: HistoryChart, axis: DayAxis, lines: int, glyphs: _Glyphs, *, is_bucketed: bool) -> list[_Cells]:
    """Return the drawing area from its top row down."""
    ranges = chart.ranges(axis) if is_bucketed else []
    if is_bucketed:
        points = [] if chart.with_means else [(column, bucket.middle) for column, bucket in enumerate(ranges) if bucket]
    else:
        points = chart.points(axis)
    places = [(column, _row_of(value, lines)) for column, value in points]
    means = chart.mean_runs(DayAxis(axis.window, axis.columns * glyphs.dots_across)) if chart.with_means else []
    canvas = _Canvas(axis.columns, lines, glyphs)
    with _FIGURE:
        canvas.begin()
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
            rows = range(_row_of(bucket.low, lines), _row_of(bucket.high, lines) + 1)
            _fill(drawn, column, (lines - 1 - row for row in rows), (glyphs.range, Role.RANGE))
    if chart.plan.decision_day is not None:
        _draw_decision(drawn, axis.column_of(chart.plan.decision_day), glyphs)
    for phase in chart.phases:
        if chart.window.first < phase.starts_on:
            _fill(drawn, axis.column_of(phase.starts_on), range(lines), (glyphs.boundary, Role.BOUNDARY))
    return drawn


def _draw_decision(canvas: list[_Cells], column: int, glyphs: _Glyphs) -> None:
    """Draw the line of the decision day, and name it in the highest row that has room beside it."""
    _fill(canvas, column, range(len(canvas)), (glyphs.boundary, Role.DECISION))
    length = len(_DECISION) + 2
    for row in canvas:
        for start, name in ((column + 1, f" {_DECISION} "), (column - length, f" {_DECISION} ")):
            room = row[max(start, 0) : start + length]
            if start >= 0 and len(room) == length and all(character == " " for character, _ in room):
                row[start : start + length] = [(character, Role.DECISION) for character in name]
                return


def _fill(canvas: list[_Cells], column: int, rows: Iterable[int], cell: tuple[str, Role]) -> None:
    """Put `cell` in those rows of a column that are still free."""
    for row in rows:
        if canvas[row][column][0] == " ":
            canvas[row][column] = cell


class _Canvas:
    """plotext's figure, used as a canvas whose columns and rows are known to the dot.

    A value of 0 lies in the middle of the lowest row, 10 in the middle of the highest, whatever the marker.
    """

    def __init__(self, columns: int, lines: int, glyphs: _Glyphs) -> None:
        self._columns, self._lines, self._glyphs = columns, lines, glyphs
        dots = lines * glyphs.dots_down
        self._dots_wide = columns * glyphs.dots_across
        self._span = HIGHEST * (dots - 1) / (dots - glyphs.dots_down)
        self._lowest = -self._span * (glyphs.dots_down - 1) / 2 / (dots - 1)

    def begin(self) -> None:
        # Own limits, no axes and no labels: dates and scale are drawn by ourselves, and theme and terminal size
        # are kept out of it.
        plotext.clear_figure()
        plotext.theme("clear")
        plotext.limit_size(False, False)
        plotext.plot_size(self._columns, self._lines)
        plotext.frame(False)
        plotext.xticks([])
        plotext.yticks([])
        plotext.xlim(0, self._dots_wide - 1)
        plotext.ylim(self._lowest, self._lowest + self._span)

    def cells(self, places: Sequence[tuple[int, int]], glyph: str, role: Role) -> None:
        """Put `glyph` in each cell of `places` (column, row from the bottom)."""
        if places:
            across = (self._dots_wide - 1) / (self._columns - 1)
            down = self._span / (self._lines - 1)
            plotext.scatter(
                [column * across for column, _ in places],
                [self._lowest + row * down for _, row in places],
                marker=glyph,
                color=_CODE[role],
            )

    def line(self, runs: Sequence[Sequence[tuple[int, float]]], role: Role) -> None:
        """Draw each run of (column of dots, value) as a line."""
        columns: list[float] = []
        values: list[float] = []
        for run in runs:
            columns.extend([*(column for column, _ in run), math.nan])
            values.extend([*(value for _, value in run), math.nan])
        if columns:
            plotext.plot(columns, values, marker=self._glyphs.line, color=_CODE[role])

    def read(self) -> list[_Cells]:
        """Return what was drawn, each cell a character and its role."""
        rows: list[_Cells] = []
        for line in plotext.build().splitlines()[: self._lines]:
            cells: _Cells = []
            for code, text in _FROM_PLOTEXT.findall(line):
                role = _ROLE[code]
                cells.extend((_thickened(character), role) for character in text)
            rows.append(cells)
        return rows


# The dots of a braille character by row, as bits of its code point: (left, right) from the top down.
_BRAILLE = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


@cache
def _thickened(character: str) -> str:
    """Return a braille character with a second dot under each of its dots, above it at the lower edge.

    A line of single dots is lost among points; twice as thick and in the same cells, it is what the eye finds first.
    """
    dots = ord(character) - _BRAILLE
    if not 0 < dots <= 0xFF:
        return character
    thick = dots
    for row, sides in enumerate(_DOTS):
        beside = _DOTS[row + 1 if row + 1 < len(_DOTS) else row - 1]
        for dot, other in zip(sides, beside, strict=True):
            thick |= other if dots & dot else 0
    return chr(_BRAILLE + thick)


def _spans(cells: Sequence[tuple[str, Role]]) -> Row:
    return tuple(
        Span("".join(character for character, _ in run), role) for role, run in groupby(cells, key=lambda cell: cell[1])
    )


# Scale, dates and bands: drawn here, so that they are exact.


def _scale(lines: int, glyphs: _Glyphs) -> list[Row]:
    """Return what stands before each row of the drawing area: a fixed scale of 0 to 10."""
    step = next((step for step in (1, 2, 5) if (lines - 1) * step >= 2 * HIGHEST), HIGHEST)
    labels = {_row_of(value, lines): value for value in range(0, HIGHEST + 1, step)}
    rows: list[Row] = []
    for row in range(lines - 1, -1, -1):
        label = str(labels[row]) if row in labels else ""
        side = glyphs.tick_at_side if row in labels else glyphs.side
        rows.append((Span(label.rjust(LEFT_MARGIN - 1), Role.TICK), Span(side, Role.AXIS)))
    return rows


def _floor(
    chart: HistoryChart, axis: DayAxis, glyphs: _Glyphs, week_starts_on: int, *, with_events: bool
) -> tuple[Row, Row]:
    """Return the line under the drawing area, with the events on it that have no row of their own, and the dates."""
    line: _Cells = [(glyphs.floor, Role.AXIS)] * axis.columns
    labels = [" "] * axis.columns
    for tick in ticks(axis, week_starts_on):
        line[tick.column] = (glyphs.tick_at_floor, Role.AXIS)
        labels[tick.start : tick.start + len(tick.label)] = tick.label
    if with_events:
        for day in chart.events:
            line[axis.column_of(day)] = (SIGN, Role.EVENT)
    margin = " " * (LEFT_MARGIN - 1)
    return (
        (Span(margin, Role.BLANK), *_spans([(glyphs.corner, Role.AXIS), *line])),
        (Span(margin + " " + "".join(labels), Role.TICK),),
    )


def _phase_band(chart: HistoryChart, axis: DayAxis, glyphs: _Glyphs) -> Row:
    """Return the row that shows the phase of each column, with its name where there is room."""
    row = [Span(" " * LEFT_MARGIN, Role.BLANK)]
    columns = [phase_of(axis.day_at(column), chart.phases) for column in range(axis.columns)]
    for phase, run in groupby(columns):
        width = len(list(run))
        if phase is None:
            row.append(Span(" " * width, Role.BLANK))
        else:
            glyph, role, name = glyphs.phases[phase.kind], Role(phase.kind.value), _name_within(phase, width - 2)
            row.append(Span(glyph if name else glyph * width, role))
            if name:
                row.extend([Span(name, Role.TICK), Span(glyph * (width - len(name) - 1), role)])
    return tuple(row)


def _name_within(phase: Phase, width: int) -> str:
    for name in (visible(phase.title), phase.kind.value.capitalize()):
        if len(name) + 2 <= width and _is_one_cell_each(name):
            return f" {name} "
    return ""


def _is_one_cell_each(text: str) -> bool:
    """Return whether every character takes one cell: any other would push the rest of its row aside."""
    return all(east_asian_width(character) not in "WF" and not combining(character) for character in text)


def _dose_band(chart: HistoryChart, axis: DayAxis, glyphs: _Glyphs) -> Row:
    """Return the row of doses: a mark for each, and the amount where it changes."""
    marks = chart.dose_marks(axis)
    cells: _Cells = [
        (" ", Role.BLANK) if mark is None else (glyphs.taken, Role.DOSE) if mark.taken else (glyphs.missed, Role.MISSED)
        for mark in marks
    ]
    shown, free_from = None, 0
    for column, mark in enumerate(marks):
        # Two amounts side by side would read as one: a mark stands between them.
        if mark is not None and mark.taken and mark.amount != shown and column >= free_from:
            label = visible(mark.amount)
            covered = marks[column : column + len(label)]
            hides_nothing = all(other is None or other == mark for other in covered)
            if hides_nothing and len(covered) == len(label) and _is_one_cell_each(label):
                cells[column : column + len(label)] = [(character, Role.DOSE) for character in label]
                shown, free_from = mark.amount, column + len(label) + 1
    return (Span("dose".ljust(LEFT_MARGIN), Role.TICK), *_spans(cells))


def _step_band(chart: HistoryChart, axis: DayAxis, glyphs: _Glyphs) -> Row:
    """Return the row of planned dose steps: a mark where each begins, and its amount where there is room."""
    cells: _Cells = [(" ", Role.BLANK)] * axis.columns
    columns = [axis.column_of(step.starts_on) for step in chart.plan.steps]
    for step, column, end in zip(chart.plan.steps, columns, [*columns[1:], axis.columns + 1], strict=True):
        label = f"{glyphs.step} {step.in_words}"
        if column + len(label) >= end:
            label = glyphs.step
        cells[column : column + len(label)] = [(character, Role.STEP) for character in label]
    return (Span("plan".ljust(LEFT_MARGIN), Role.TICK), *_spans(cells))


def _event_band(chart: HistoryChart, axis: DayAxis, _glyphs: _Glyphs) -> Row:
    """Return the row of events: a sign at each, and the tags themselves where there is room for all of a column."""
    cells: _Cells = [(" ", Role.BLANK)] * axis.columns
    found = [(column, tags) for column, tags in enumerate(chart.tags_by_column(axis)) if tags]
    ends = [*(column for column, _ in found[1:]), axis.columns + 1]
    for (column, tags), end in zip(found, ends, strict=True):
        label = visible(signed(tags))
        if column + len(label) >= end or not _is_one_cell_each(label):
            label = SIGN
        cells[column : column + len(label)] = [(character, Role.EVENT) for character in label]
    return (Span("tags".ljust(LEFT_MARGIN), Role.TICK), *_spans(cells))


_Band = Callable[[HistoryChart, DayAxis, _Glyphs], Row]


def _bands(chart: HistoryChart, height: int) -> list[_Band]:
    """Return the rows there is something for, and room for, under the dates."""
    bands: list[_Band] = []
    if chart.phases and height >= _LEAST_HEIGHT_FOR_PHASES:
        bands.append(_phase_band)
    if chart.doses and height >= _LEAST_HEIGHT_FOR_DOSES:
        bands.append(_dose_band)
    if chart.plan.steps and height >= _LEAST_HEIGHT_FOR_STEPS:
        bands.append(_step_band)
    if chart.events and height >= _LEAST_HEIGHT_FOR_EVENTS:
        bands.append(_event_band)
    return bands


def _legend(chart: HistoryChart, axis: DayAxis, glyphs: _Glyphs, *, is_bucketed: bool) -> Row:
    entries: list[tuple[str, str, Role]] = []
    if is_bucketed:
        days = round(chart.window.days / axis.columns)
        entries.append((glyphs.range, f"lowest to highest of {days} days", Role.RANGE))
    if not is_bucketed or not chart.with_means:
        entries.append((glyphs.point, "median" if is_bucketed else "a day", Role.POINT))
    if chart.with_means:
        entries.append((glyphs.line_sample, f"mean of {MEAN_WINDOW} days", Role.MEAN))
    if chart.events:
        entries.append((SIGN, "event", Role.EVENT))
    taken = [mark.taken for mark in chart.doses.values()]
    if any(taken):
        entries.append((glyphs.taken, "dose taken on most days" if is_bucketed else "dose taken", Role.DOSE))
    if not all(taken):
        entries.append((glyphs.missed, "not taken", Role.MISSED))
    if chart.plan.steps:
        entries.append((glyphs.step, "dose step", Role.STEP))
    if chart.plan.decision_day is not None:
        entries.append((glyphs.boundary, "decision day", Role.DECISION))
    row: list[Span] = []
    for sign, meaning, role in entries:
        row.extend([Span(sign, role), Span(f" {meaning}   ", Role.TICK)])
    return tuple(row)
