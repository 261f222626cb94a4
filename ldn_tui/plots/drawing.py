"""What a drawn chart is: rows of characters, each of a role, and where days and values lie in them."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from unicodedata import combining, east_asian_width

from ldn_tui.domain.day_axis import DayAxis
from ldn_tui.reports.legend_text import legend_lines

LEFT_MARGIN = 5
LEAST_COLUMNS = 6
LEAST_LINES = 3
# With fewer rows the drawing area needs the one that names the phases.
LEAST_HEIGHT_FOR_PHASES = 9


class Role(StrEnum):
    """What a piece of a chart is, for whoever gives it a colour."""

    BLANK = "blank"
    AXIS = "axis"
    TICK = "tick"
    NAME = "name"
    RANGE = "range"
    POINT = "point"
    MEAN = "mean"
    SECOND = "second"
    LEVEL = "level"
    USUAL = "usual"
    ONSET = "onset"
    OUTSIDE = "outside"
    BOUNDARY = "boundary"
    DECISION = "decision"
    STEP = "step"
    EVENT = "event"
    DOSE = "dose"
    MISSED = "missed"
    RESCUE = "rescue"
    BASELINE = "baseline"
    TITRATION = "titration"
    TREATMENT = "treatment"
    WASHOUT = "washout"
    PAUSE = "pause"
    FOLLOW_UP = "follow-up"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters of one role."""

    text: str
    role: Role


Row = tuple[Span, ...]

Cells = list[tuple[str, Role]]


@dataclass(frozen=True, slots=True)
class ValueScale:
    """What the rows of a drawing area stand for.

    Attributes:
        low: the value in the middle of the lowest row, or at its lower edge.
        high: the value in the middle of the highest row, or at its upper edge; greater than `low`.
    """

    low: float
    high: float

    def row_of(self, value: float, lines: int) -> int:
        """Return the row of a value among `lines`, counted from the bottom; beyond the scale, the row at its end."""
        inside = min(max(value, self.low), self.high)
        return math.floor(0.5 + (lines - 1) * (inside - self.low) / (self.high - self.low))

    def row_between_edges(self, value: float, lines: int) -> int:
        """Return the row of a value where the ends of the scale are the outer edges of the outer rows."""
        inside = min(max(value, self.low), self.high)
        return min(math.floor(lines * (inside - self.low) / (self.high - self.low)), lines - 1)


RATINGS = ValueScale(0, 10)


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawn chart.

    Attributes:
        rows: its lines, top to bottom, all of the same width.
        left: the cells before the drawing area.
        height: the rows of the drawing area; it begins at the top.
        axis: the days over the columns of the drawing area; None if there was no room for one.
        is_bucketed: whether days were put together, so that ranges are drawn and not single days.
        legend: what the signs mean, a sign and its meaning in turn.
        scale: what the rows of the drawing area stand for; None where they are no single scale.
    """

    rows: tuple[Row, ...]
    left: int
    height: int
    axis: DayAxis | None
    is_bucketed: bool
    legend: Row
    scale: ValueScale | None = RATINGS

    def column_of(self, day: date) -> int | None:
        """Return the cell of `day` in a row, None if it is not shown."""
        if self.axis is None or not self.axis.window.holds(day):
            return None
        return self.left + self.axis.column_of(day)

    def row_of(self, value: float) -> int | None:
        """Return the row of a value of the scale, None where there is no such scale."""
        return None if self.scale is None else self.height - 1 - self.scale.row_of(value, self.height)

    def day_at(self, column: int) -> date | None:
        """Return the day at a cell of a row, None if there is no drawing area."""
        return None if self.axis is None else self.axis.day_at(column - self.left)


def no_room(width: int, height: int) -> Plot:
    """Return a drawing with nothing on it, for where there is no room for a chart."""
    blank = (Span(" " * max(width, 0), Role.BLANK),)
    return Plot((blank,) * max(height, 0), 0, 0, None, False, ())


def plain_text(row: Row) -> str:
    """Return the characters of a row, without blanks at its end."""
    return "".join(span.text for span in row).rstrip()


def plot_text(title: str, plot: Plot) -> str:
    """Return a drawing as plain text: a title, the rows and what their signs mean."""
    rows = [plain_text(row) for row in plot.rows]
    while rows and not rows[-1]:
        rows.pop()
    signs = zip(plot.legend[::2], plot.legend[1::2], strict=True)
    width = sum(len(span.text) for span in plot.rows[0]) if plot.rows else 0
    legend = legend_lines((f"{sign.text}{words.text}".rstrip() for sign, words in signs), width, " " * plot.left)
    return "\n".join([title, "", *rows, "", *legend]).rstrip("\n") + "\n"


def spans(cells: Sequence[tuple[str, Role]]) -> Row:
    """Return cells as the fewest spans."""
    return tuple(
        Span("".join(character for character, _ in run), role) for role, run in groupby(cells, key=lambda cell: cell[1])
    )


def fill(canvas: list[Cells], column: int, rows: Iterable[int], cell: tuple[str, Role]) -> None:
    """Put `cell` in those rows of a column that are still free."""
    for row in rows:
        if canvas[row][column][0] == " ":
            canvas[row][column] = cell


def write(cells: Cells, start: int, words: str, role: Role) -> None:
    """Put `words`, whose characters take one cell each, over the cells from `start` on, as far as there are any."""
    for column, character in enumerate(words, start):
        if 0 <= column < len(cells):
            cells[column] = (character, role)


def is_one_cell_each(text: str) -> bool:
    """Return whether every character takes one cell: any other would push the rest of its row aside."""
    return all(east_asian_width(character) not in "WF" and not combining(character) for character in text)


def in_cells(text: str, width: int, ellipsis: str) -> str:
    """Return harmless `text` in exactly `width` cells; what takes two cells becomes a "?".

    Args:
        text: what to write.
        width: how many cells.
        ellipsis: the character that stands for what was cut.
    """
    narrow = "".join(character if is_one_cell_each(character) else "?" for character in text)
    return (
        narrow.ljust(width) if len(narrow) <= width else (narrow[: max(width - 1, 0)].rstrip() + ellipsis).ljust(width)
    )


def legend_row(entries: Iterable[tuple[str, str, Role]]) -> Row:
    """Return a legend of (sign, meaning, role of the sign)."""
    row: list[Span] = []
    for sign, meaning, role in entries:
        row.extend([Span(sign, role), Span(f" {meaning}   ", Role.TICK)])
    return tuple(row)
