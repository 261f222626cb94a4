"""Searching: what is typed is looked for at once, and a found day is opened with Enter."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import short_day, short_day_width
from ldn_tui.domain.errors import LdnError
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.search_results import Found, FoundDay, Source, snippet
from ldn_tui.domain.text import visible
from ldn_tui.keys.commands import Place
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.widgets.safe_input import SafeInput

Find = Callable[[str], Found]

# Cells for a day's words below which they are shown without where they stand.
_NARROW = 40


class FoundDays(Widget):
    """The days found, a line each, with the cursor on one of them; only the lines in view are drawn.

    Attributes:
        found: what was found.
        position: the index of the day under the cursor.
    """

    DEFAULT_CSS = "FoundDays { height: 1fr; }"

    found: reactive[Found | None] = reactive[Found | None](None)
    position: reactive[int] = reactive(0)
    _first = 0

    class Chosen(Message):
        """A day was clicked."""

        def __init__(self, index: int) -> None:
            """Say which, by its index."""
            super().__init__()
            self.index = index

    def watch_found(self) -> None:
        """Begin at the newest day."""
        self.position = self._first = 0

    @property
    def page(self) -> int:
        """How many lines are in view."""
        return max(self.content_size.height, 1)

    def render(self) -> Content:
        """Draw the lines in view, the cursor's among them."""
        if self.found is None:
            return Content("")
        days = self.found.days
        self._first = max(min(self._first, self.position, len(days) - 1), self.position - self.page + 1, 0)
        shown = range(self._first, min(self._first + self.page, len(days)))
        return Content("\n").join([self._line(days[index], is_here=index == self.position) for index in shown])

    def _line(self, day: FoundDay, *, is_here: bool) -> Content:
        width = self.content_size.width
        head = Content.assemble(
            (Glyph.CURSOR if is_here else " ", "bold $accent"),
            " ",
            (f"{short_day(day.day):<{short_day_width()}}", "bold" if is_here else "$text-muted"),
            " ",
        )
        return Content.assemble(head, self._snippets(day, max(width - head.cell_length, 8))).truncate(
            width, ellipsis=True
        )

    def _snippets(self, day: FoundDay, width: int) -> Content:
        terms = () if self.found is None else self.found.terms
        parts: list[Content | str | tuple[str, str]] = []
        for passage in day.passages:
            if parts:
                parts.append(("  ·  ", "$text-muted"))
            if passage.source is not Source.NOTE and width >= _NARROW:
                parts.append((f"{passage.source}: ", "$text-muted"))
            pieces = snippet(passage.text, terms, width)
            parts.extend((visible(piece.text), "bold $accent underline" if piece.is_match else "") for piece in pieces)
        return Content.assemble(*parts)

    def on_click(self, event: events.Click) -> None:
        """Choose by a click."""
        index = self._first + event.y
        if self.found is not None and index < len(self.found.days):
            self.post_message(self.Chosen(index))

    def on_mouse_scroll_down(self) -> None:
        """Go down."""
        self.move(1)

    def on_mouse_scroll_up(self) -> None:
        """Go up."""
        self.move(-1)

    def move(self, by: int) -> None:
        """Move the cursor, up to either end."""
        last = 0 if self.found is None else len(self.found.days) - 1
        self.position = max(min(self.position + by, last), 0)


class SearchDialog(Dialog[date]):
    """Asks for words and returns a day on which all of them stand."""

    PLACE: ClassVar[Place] = Place.SEARCH
    ONLY_LOOKS_UP: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.SEARCH)]

    def __init__(self, begin: Callable[[], Find]) -> None:
        """Search.

        Args:
            begin: reads what can be searched, once the dialog is drawn, and returns what searches it; raises LdnError.
        """
        super().__init__()
        self.heading = "Search"
        self.hint = '"a phrase" · #tag · ↑↓ and Enter open · Esc or ctrl+g leaves'
        self._begin = begin
        self._find: Find | None = None

    def compose_body(self) -> ComposeResult:
        """Compose the field, how many days there are, and the days."""
        yield SafeInput(placeholder="notes, #tags, side effects, doses, rescue, labs")
        yield Static("", id="count")
        yield FoundDays()

    def on_mount(self) -> None:
        """Read what can be searched after the dialog is drawn: what is typed meanwhile is looked for then."""
        self.call_after_refresh(self._start)

    def _start(self) -> None:
        try:
            self._find = self._begin()
        except LdnError as error:
            self.complain(str(error))
            return
        self._look()

    def on_input_changed(self) -> None:
        """Look for what is typed."""
        self._look()

    def _look(self) -> None:
        if self._find is None:
            return
        found = self._find(self.query_one(Input).value)
        self.query_one(FoundDays).found = found
        self.query_one("#count", Static).update(Content(_count_in_words(found)))

    def on_input_submitted(self) -> None:
        """Return the day under the cursor."""
        self.action_submit()

    def action_submit(self) -> None:
        """Return the day under the cursor."""
        self._choose(self.query_one(FoundDays).position)

    def on_found_days_chosen(self, message: FoundDays.Chosen) -> None:
        """Return the day that was clicked."""
        self._choose(message.index)

    def _choose(self, index: int) -> None:
        found = self.query_one(FoundDays).found
        if found is not None and index < len(found.days):
            self.answer(found.days[index].day)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        self.query_one(FoundDays).move(by)

    def action_page(self, by: int) -> None:
        """Move the cursor by a page."""
        days = self.query_one(FoundDays)
        days.move(by * days.page)


def _count_in_words(found: Found) -> str:
    if not found.terms:
        return "The latest notes" if found.total else "There are no notes yet."
    if not found.total:
        return "Nothing found: fewer letters find more."
    more = f", the newest {len(found.days)} here" if len(found.days) < found.total else ", newest first"
    return f"{counted(found.total, 'day')}{more if found.total > 1 else ''}"
