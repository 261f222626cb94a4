"""A table whose lines may be days: its heading stays in view, and so does the day under the cursor."""

from datetime import date

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView

HEADING_LINES = 1


class DayTable(ScrollView, can_focus=False):
    """A table under one line of headings; a kind of it says which day stands on which line, and draws them.

    Attributes:
        cursor: the day under the cursor; None for none.
    """

    DEFAULT_CSS = """
    DayTable { scrollbar-size-vertical: 1; }
    """

    cursor: reactive[date | None] = reactive[date | None](None)

    class DayPicked(Message):
        """The line of a day was clicked."""

        def __init__(self, day: date) -> None:
            """Say which."""
            super().__init__()
            self.day = day

    def row_of(self, day: date) -> int | None:
        """Return the line `day` stands on, from 0 under the heading; None if it has none."""
        raise NotImplementedError

    def day_at(self, row: int) -> date | None:
        """Return the day on that line; None if there is none."""
        raise NotImplementedError

    def make_room(self, rows: int) -> None:
        """Make room for that many lines."""
        self.virtual_size = Size(0, rows + HEADING_LINES)
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
        return max(self.size.height - HEADING_LINES, 1)

    def turn(self, lines: int) -> None:
        """Scroll by so many lines."""
        self.scroll_relative(y=lines, animate=False, immediate=True)

    def row_at(self, y: int) -> int:
        """Return which row stands on line `y` of what is in view, the heading being line 0."""
        return round(self.scroll_y) + y - HEADING_LINES

    def _show_cursor(self) -> None:
        row, top = None if self.cursor is None else self.row_of(self.cursor), round(self.scroll_y)
        if row is None:
            return
        if row < top:
            self.scroll_to(y=row, animate=False, immediate=True)
        elif row >= top + self.page:
            self.scroll_to(y=row - self.page + 1, animate=False, immediate=True)

    def on_click(self, event: events.Click) -> None:
        """Say which day was clicked."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y >= HEADING_LINES and (day := self.day_at(self.row_at(offset.y))) is not None:
            self.post_message(self.DayPicked(day))
