"""Small charts one above the other, over the same days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ldn_tui.domain.day_axis import DayAxis, Window
from ldn_tui.domain.phases import Phase
from ldn_tui.plots.axes import date_floor
from ldn_tui.plots.bands import phase_band
from ldn_tui.plots.canvas import Canvas
from ldn_tui.plots.drawing import (
    LEAST_COLUMNS,
    LEAST_HEIGHT_FOR_PHASES,
    Plot,
    Role,
    Row,
    Span,
    ValueScale,
    fill,
    in_cells,
    spans,
)
from ldn_tui.plots.glyphs import Glyphs

_LEAST_LINES_FOR_SCALE = 3
_LEAST_LINES_FOR_CELLS = 4
_LEAST_LINES_FOR_AIR = 4
_WIDEST_NAME = 16

Run = Sequence[tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the small charts.

    Attributes:
        name: what stands at its left; harmless text.
        aside: what stands at its right.
        runs: its line, as runs of (column of dots, value).
        places: its single points, as (column, value).
        level: the value of a dashed line across it, or None.
        mark: the column and the value of the day that is marked, or None.
    """

    name: str
    aside: str
    runs: Sequence[Run]
    places: Sequence[tuple[int, float]] = ()
    level: float | None = None
    mark: tuple[int, float] | None = None


@dataclass(frozen=True, slots=True)
class PanelLayout:
    """Where panels lie.

    Attributes:
        names: cells of the names before them.
        asides: cells of the words after them.
        axis: the days over the columns between.
        lines: rows of each, without the blank one under it.
        gap: blank rows under each.
        count: how many there is room for.
        with_phases: whether there is room for the row of phases.
    """

    names: int
    asides: int
    axis: DayAxis
    lines: int
    gap: int
    count: int
    with_phases: bool

    @property
    def margin(self) -> int:
        """The cells before the drawing area."""
        # A blank, a number of the scale, and the side.
        return self.names + 4


def layout(
    window: Window, names: Iterable[str], asides: int, width: int, height: int, *, with_phases: bool
) -> PanelLayout | None:
    """Return where panels lie in a drawing of `width` by `height` cells; None where there is no room for any.

    Args:
        window: the days.
        names: the names of all panels; at least one.
        asides: cells the words after them take.
        width: cells across.
        height: rows, dates and phases included.
        with_phases: whether there are phases to show.
    """
    known = list(names)
    widest = min(max(len(name) for name in known), _WIDEST_NAME, max(width // 4, 4))
    has_phases = with_phases and height >= LEAST_HEIGHT_FOR_PHASES
    columns, room = width - widest - 4 - asides, height - 2 - has_phases
    if columns < LEAST_COLUMNS or room < 1:
        return None
    count = min(len(known), room)
    lines, with_air = room // count, (room + 1) // count - 1
    # A blank row between panels, where it costs no line of them or only one of many.
    gap = int(count > 1 and (with_air == lines or with_air >= _LEAST_LINES_FOR_AIR))
    return PanelLayout(widest, asides, DayAxis(window, columns), with_air if gap else lines, gap, count, has_phases)


def render_panels(
    panels: Sequence[Panel],
    place: PanelLayout,
    scale: ValueScale,
    phases: Sequence[Phase],
    legend: Row,
    height: int,
    glyphs: Glyphs,
    week_starts_on: int,
    *,
    is_bucketed: bool,
) -> Plot:
    """Draw the panels that there is room for, all on the same scale, with the dates under them.

    Returns:
        `height` rows; what the panels leave free stays blank under the dates.
    """
    rows: list[Row] = []
    for panel in panels[: place.count]:
        rows.extend(_panel(panel, place, scale, glyphs))
        rows.extend([_blank(place)] * place.gap)
    drawn = len(rows) - place.gap
    rows = rows[:drawn]
    tail = (Span(" " * place.asides, Role.BLANK),) if place.asides else ()
    floor = date_floor(place.axis, glyphs, week_starts_on, place.margin)
    rows.extend((*row, *tail) for row in floor)
    if place.with_phases:
        rows.append((*phase_band(phases, place.axis, glyphs, place.margin), *tail))
    rows.extend([_blank(place)] * (height - len(rows)))
    return Plot(tuple(rows), place.margin, drawn, place.axis, is_bucketed, legend, None)


def _panel(panel: Panel, place: PanelLayout, scale: ValueScale, glyphs: Glyphs) -> list[Row]:
    lines, columns = place.lines, place.axis.columns
    to_edges = lines < _LEAST_LINES_FOR_CELLS

    def row_of(value: float) -> int:
        return scale.row_between_edges(value, lines) if to_edges else scale.row_of(value, lines)

    with Canvas(columns, lines, glyphs, scale, to_edges=to_edges) as canvas:
        if not to_edges:
            canvas.cells([(column, row_of(value)) for column, value in panel.places], glyphs.point, Role.POINT)
        canvas.line(panel.runs, Role.MEAN)
        drawn = canvas.read()
    if to_edges:
        for column, value in panel.places:
            fill(drawn, column, [lines - 1 - row_of(value)], (glyphs.point, Role.POINT))
    if panel.level is not None:
        for column in range(columns):
            fill(drawn, column, [lines - 1 - row_of(panel.level)], (glyphs.level, Role.LEVEL))
    if panel.mark is not None:
        column, value = panel.mark
        drawn[lines - 1 - row_of(value)][column] = (glyphs.onset, Role.ONSET)
    return [
        (*_before(row, panel, place, scale, glyphs), *spans(cells), *_after(row, panel, place))
        for row, cells in enumerate(drawn)
    ]


def _before(row: int, panel: Panel, place: PanelLayout, scale: ValueScale, glyphs: Glyphs) -> Row:
    name = in_cells(panel.name if row == 0 else "", place.names, glyphs.ellipsis)
    label = ""
    if place.lines >= _LEAST_LINES_FOR_SCALE:
        ends = {0: scale.high, place.lines - 1: scale.low}
        label = _number(ends[row], signed=scale.low < 0) if row in ends else ""
    side = glyphs.tick_at_side if label else glyphs.side
    return (Span(name, Role.NAME), Span(label.rjust(3), Role.TICK), Span(side, Role.AXIS))


def _number(value: float, *, signed: bool) -> str:
    return f"{value:+.0f}" if signed and value else f"{value:.0f}"


def _after(row: int, panel: Panel, place: PanelLayout) -> Row:
    if not place.asides:
        return ()
    return (Span((panel.aside if row == 0 else "").rjust(place.asides), Role.NAME),)


def _blank(place: PanelLayout) -> Row:
    return (Span(" " * (place.margin + place.axis.columns + place.asides), Role.BLANK),)
