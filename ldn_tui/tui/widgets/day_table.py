"""A table whose lines may be days: heading, first column and the day under the cursor stay in view."""

from datetime import date

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

HEADING_LINES = 1
# What stands at the end of the heading where there is more on that side.
_MORE_LEFT, _MORE_RIGHT = "‹", "›"


class DayTable(ScrollView, can_focus=False):
    """A table under one line of headings; a kind of it says which day stands on which line, and draws them.

    Attributes:
        cursor: the day under the cursor; None for none.
        shifted: how many cells behind the first column have gone out of view.
    """

    DEFAULT_CSS = """
    DayTable { scrollbar-size-vertical: 1; }
    """

    cursor: reactive[date | None] = reactive[date | None](None)
    shifted: reactive[int] = reactive(0)

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

    def heading(self) -> tuple[Strip, Style]:
        """Return the whole heading, however wide, and the style of what is blank beside it."""
        raise NotImplementedError

    def line(self, row: int) -> tuple[Strip, Style]:
        """Return a whole line, however wide, and the style of what is blank beside it."""
        raise NotImplementedError

    @property
    def first_column(self) -> int:
        """How many cells the first column takes with what stands before it."""
        raise NotImplementedError

    @property
    def _room(self) -> int:
        """How many cells of a line can be seen: those beside the scroll bar."""
        return self.scrollable_content_region.width

    @property
    def _kept(self) -> int:
        """How many cells stay when the others move; a first column that leaves too little room moves with them."""
        return self.first_column if self.first_column <= self._room * 2 // 3 else 0

    @property
    def _hidden(self) -> int:
        """How many cells the widest line in view is wider than the table."""
        rows = range(self.row_at(HEADING_LINES), self.row_at(HEADING_LINES) + self.page)
        widest = max(strip.cell_length for strip, _ in (self.heading(), *map(self.line, rows)))
        return widest - self._room

    def move_sideways(self, step: int) -> bool:
        """Bring into view what is cut at the right (1) or at the left (-1); return whether anything is cut at all."""
        hidden = self._hidden
        if hidden <= 0 and not self.shifted:
            return False
        by = step * max((self._room - self._kept) // 2, 1)
        self.shifted = max(min(self.shifted + by, hidden), 0)
        return True

    def render_line(self, y: int) -> Strip:
        """Return the heading, or the line there, as much of it as is in view."""
        whole, blank = self.heading() if y < HEADING_LINES else self.line(self.row_at(y))
        width, kept = self._room, self._kept
        strip = whole
        if self.shifted:
            strip = Strip.join([whole.crop(0, kept), whole.crop(kept + self.shifted)])
        strip = strip.adjust_cell_length(width, blank)
        return self._with_signs(strip, blank) if y < HEADING_LINES else strip

    def _with_signs(self, heading: Strip, style: Style) -> Strip:
        """Return the heading with signs at its ends where more can be brought into view."""
        width, kept = self._room, self._kept
        if self.shifted and width > kept:
            sign = Strip([Segment(_MORE_LEFT, style)])
            heading = Strip.join([heading.crop(0, kept), sign, heading.crop(kept + 1)])
        if self._hidden > self.shifted and width:
            heading = Strip.join([heading.crop(0, width - 1), Strip([Segment(_MORE_RIGHT, style)])])
        return heading

    def make_room(self, rows: int) -> None:
        """Make room for that many lines."""
        self.virtual_size = Size(0, rows + HEADING_LINES)
        self.call_after_refresh(self._show_cursor)

    def watch_cursor(self) -> None:
        """Keep the cursor in view."""
        self._show_cursor()

    def on_resize(self) -> None:
        """Keep the cursor in view, and begin at the left."""
        self.shifted = 0
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
