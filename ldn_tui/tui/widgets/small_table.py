"""A table of words and numbers, set in columns, with its heading always in view."""

from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip

from ldn_tui.domain.data_table import DataTable, Row
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.tui.cells import left, right, width_of
from ldn_tui.tui.widgets.day_table import DayTable

_GAP = 3
_NO_CURSOR = "  "
_WIDEST_COLUMN = 32


class SmallTable(DayTable):
    """A table; where its lines are days, one of them can be under the cursor.

    Attributes:
        table: what is shown.
    """

    DEFAULT_CSS = """
    SmallTable {
        & > .small-table--heading { color: $text-muted; text-style: bold; }
        & > .small-table--name { color: $foreground; }
        & > .small-table--value { color: $foreground; text-style: bold; }
        & > .small-table--cursor { background: $panel; color: $accent; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "small-table--heading",
        "small-table--name",
        "small-table--value",
        "small-table--cursor",
    }

    table: reactive[DataTable | None] = reactive[DataTable | None](None, always_update=True)

    def validate_table(self, table: DataTable | None) -> DataTable | None:
        """Set numbers on the point."""
        return None if table is None else table.on_the_point()

    def watch_table(self, table: DataTable | None) -> None:
        """Make room for all lines."""
        self._widths = _widths(table)
        self.shifted = 0
        self.make_room(0 if table is None else len(table.rows))

    def row_of(self, day: date) -> int | None:
        """Return the line `day` stands on; None if it has none."""
        return None if self.table is None else self.table.row_of(day)

    def day_at(self, row: int) -> date | None:
        """Return the day on that line; None where the line is none of a day."""
        return self.table.rows[row].day if self.table is not None and row < len(self.table.rows) else None

    @property
    def first_column(self) -> int:
        """How many cells the first column takes with the sign of the cursor and the gap."""
        return len(_NO_CURSOR) + self._widths[0] + _GAP if self._widths else 0

    def heading(self) -> tuple[Strip, Style]:
        """Return the whole heading, and the style of what is blank beside it."""
        if self.table is None:
            return Strip([]), self.rich_style
        style = self.get_component_rich_style("small-table--heading")
        names = Row(tuple(column.heading for column in self.table.columns))
        return self._line(names, self.table, style, style), self.rich_style

    def line(self, row: int) -> tuple[Strip, Style]:
        """Return a whole line, and the style of what is blank beside it."""
        table = self.table
        if table is None or row >= len(table.rows):
            return Strip([]), self.rich_style
        if self.cursor is not None and row == self.row_of(self.cursor):
            style = self.get_component_rich_style("small-table--cursor")
            return self._line(table.rows[row], table, style, style, sign=f"{Glyph.CURSOR} "), style
        name, value = (self.get_component_rich_style(f"small-table--{part}") for part in ("name", "value"))
        return self._line(table.rows[row], table, name, value), self.rich_style

    def _line(self, row: Row, table: DataTable, name: Style, value: Style, *, sign: str = _NO_CURSOR) -> Strip:
        segments = [Segment(sign, name)]
        for index, (cell, column, width) in enumerate(zip(row.cells, table.columns, self._widths, strict=True)):
            words = right(cell, width) if column.is_number else left(cell, width)
            gap = " " * _GAP if index + 1 < len(self._widths) else ""
            segments.append(Segment(words + gap, value if index and column.is_number else name))
        return Strip(segments)


def _widths(table: DataTable | None) -> list[int]:
    if table is None:
        return []
    lines = [[column.heading for column in table.columns], *(row.cells for row in table.rows)]
    return [min(max(map(width_of, cells)), _WIDEST_COLUMN) for cells in zip(*lines, strict=True)]
