"""A table of words and numbers, set in columns, with its heading always in view."""

from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from ldn_tui.domain.data_table import DataTable, Row
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.tui.cells import left, right, width_of

_HEADING_LINES = 1
_GAP = 3
_WIDEST_COLUMN = 32


class SmallTable(ScrollView, can_focus=False):
    """A table; where its lines are days, one of them can be under the cursor.

    Attributes:
        table: what is shown.
        cursor: the day under the cursor; None for none.
    """

    DEFAULT_CSS = """
    SmallTable {
        scrollbar-size-vertical: 1;
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
    cursor: reactive[date | None] = reactive[date | None](None)

    class DayPicked(Message):
        """The line of a day was clicked."""

        def __init__(self, day: date) -> None:
            """Say which."""
            super().__init__()
            self.day = day

    def validate_table(self, table: DataTable | None) -> DataTable | None:
        """Set numbers on the point."""
        return None if table is None else table.on_the_point()

    def watch_table(self, table: DataTable | None) -> None:
        """Make room for all lines."""
        self._widths = _widths(table)
        self.virtual_size = Size(0, (0 if table is None else len(table.rows)) + _HEADING_LINES)
        self.call_after_refresh(self._show_cursor)

    def watch_cursor(self) -> None:
        """Keep the cursor in view."""
        self._show_cursor()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self._show_cursor()

    @property
    def page(self) -> int:
        """How many lines are in view."""
        return max(self.size.height - _HEADING_LINES, 1)

    def turn(self, lines: int) -> None:
        """Scroll by so many lines."""
        self.scroll_relative(y=lines, animate=False, immediate=True)

    def _cursor_row(self) -> int | None:
        return None if self.table is None or self.cursor is None else self.table.row_of(self.cursor)

    def _show_cursor(self) -> None:
        row, top = self._cursor_row(), round(self.scroll_y)
        if row is None:
            return
        if row < top:
            self.scroll_to(y=row, animate=False, immediate=True)
        elif row >= top + self.page:
            self.scroll_to(y=row - self.page + 1, animate=False, immediate=True)

    def render_line(self, y: int) -> Strip:
        """Return the heading, or the line there."""
        table, width = self.table, self.size.width
        if table is None:
            return Strip.blank(width, self.rich_style)
        if y < _HEADING_LINES:
            style = self.get_component_rich_style("small-table--heading")
            return self._line(Row(tuple(column.heading for column in table.columns)), table, style, style)
        index = round(self.scroll_y) + y - _HEADING_LINES
        if index >= len(table.rows):
            return Strip.blank(width, self.rich_style)
        if index == self._cursor_row():
            style = self.get_component_rich_style("small-table--cursor")
            return self._line(table.rows[index], table, style, style, sign=f"{Glyph.CURSOR} ", blank=style)
        name = self.get_component_rich_style("small-table--name")
        return self._line(table.rows[index], table, name, self.get_component_rich_style("small-table--value"))

    def _line(
        self, row: Row, table: DataTable, name: Style, value: Style, *, sign: str = "  ", blank: Style | None = None
    ) -> Strip:
        segments = [Segment(sign, name)]
        for index, (cell, column, width) in enumerate(zip(row.cells, table.columns, self._widths, strict=True)):
            words = right(cell, width) if column.is_number else left(cell, width)
            segments.append(Segment(words + " " * _GAP, value if index and column.is_number else name))
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style if blank is None else blank)

    def on_click(self, event: events.Click) -> None:
        """Say which day was clicked."""
        table, offset = self.table, event.get_content_offset(self)
        if table is None or offset is None or offset.y < _HEADING_LINES:
            return
        index = round(self.scroll_y) + offset.y - _HEADING_LINES
        if index < len(table.rows) and (day := table.rows[index].day) is not None:
            self.post_message(self.DayPicked(day))


def _widths(table: DataTable | None) -> list[int]:
    if table is None:
        return []
    lines = [[column.heading for column in table.columns], *(row.cells for row in table.rows)]
    return [min(max(map(width_of, cells)), _WIDEST_COLUMN) for cells in zip(*lines, strict=True)]
