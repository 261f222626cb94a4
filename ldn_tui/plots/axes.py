"""Scale and dates of a chart, drawn here so that they are exact."""

from collections.abc import Iterable, Sequence

from ldn_tui.domain.day_axis import DayAxis, ticks
from ldn_tui.domain.formats import shown_as
from ldn_tui.plots.drawing import LEFT_MARGIN, RATINGS, Cells, Role, Row, Span, fill, spans
from ldn_tui.plots.glyphs import Glyphs

_HIGHEST = 10


def rating_scale(lines: int, glyphs: Glyphs) -> list[Row]:
    """Return what stands before each row of a drawing area: a fixed scale of 0 to 10."""
    step = next((step for step in (1, 2, 5) if (lines - 1) * step >= 2 * _HIGHEST), _HIGHEST)
    labels = {RATINGS.row_of(value, lines): str(value) for value in range(0, _HIGHEST + 1, step)}
    return [scale_side(labels.get(row, ""), glyphs) for row in range(lines - 1, -1, -1)]


def beside_rating_scale(drawn: Sequence[Cells], glyphs: Glyphs) -> list[Row]:
    """Return the rows of a drawing area, each with what stands before it on the scale of 0 to 10."""
    return [(*side, *spans(cells)) for side, cells in zip(rating_scale(len(drawn), glyphs), drawn, strict=True)]


def draw_mean_level(drawn: list[Cells], mean: float, columns: Iterable[int], glyphs: Glyphs) -> None:
    """Draw the level of a mean where those columns are still free."""
    row = len(drawn) - 1 - RATINGS.row_of(mean, len(drawn))
    for column in columns:
        fill(drawn, column, [row], (glyphs.level, Role.LEVEL))


def baseline_entry(mean: float, glyphs: Glyphs) -> tuple[str, str, Role]:
    """Return what the legend says of the level of the baseline."""
    return glyphs.level * 2, f"baseline {shown_as(mean, '.1f')}", Role.LEVEL


def days_share_columns(days: int, columns: int) -> bool:
    """Return whether so many columns are too few to tell single days apart: a braille cell has two dots across."""
    return days > 2 * columns


def scale_side(label: str, glyphs: Glyphs, margin: int = LEFT_MARGIN) -> Row:
    """Return what stands before a row: its label, if it has one, and the side of the drawing area."""
    side = glyphs.tick_at_side if label else glyphs.side
    return (Span(label.rjust(margin - 1), Role.TICK), Span(side, Role.AXIS))


def date_floor(
    axis: DayAxis,
    glyphs: Glyphs,
    week_starts_on: int = 0,
    margin: int = LEFT_MARGIN,
    marked: Iterable[tuple[int, tuple[str, Role]]] = (),
) -> tuple[Row, Row]:
    """Return the line under a drawing area and the dates.

    Args:
        axis: the days and their columns.
        glyphs: the characters.
        week_starts_on: the weekday on which weeks begin, 0 for Monday.
        margin: the cells before the drawing area.
        marked: cells that stand on the line, by column.
    """
    line: Cells = [(glyphs.floor, Role.AXIS)] * axis.columns
    labels = [" "] * axis.columns
    for tick in ticks(axis, week_starts_on):
        line[tick.column] = (glyphs.tick_at_floor, Role.AXIS)
        labels[tick.start : tick.start + len(tick.label)] = tick.label
    for column, cell in marked:
        line[column] = cell
    blank = " " * (margin - 1)
    return (
        (Span(blank, Role.BLANK), *spans([(glyphs.corner, Role.AXIS), *line])),
        (Span(blank + " " + "".join(labels), Role.TICK),),
    )
