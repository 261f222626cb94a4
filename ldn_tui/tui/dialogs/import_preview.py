"""What an import would do, shown before anything is stored."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import ScrollableContainer
from textual.content import Content
from textual.widgets import Static

from ldn_tui.domain.text import visible_lines
from ldn_tui.keys.commands import Place
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.dialogs.dialog import Dialog

# Cells: the dialog at its widest, as its style says, and what its frame and scrollbar take.
_WIDEST, _FRAME = 116, 5
# Of a preview: the frame, its padding, the heading and the keys.
_ROWS_AROUND = 8


def room_for_words(terminal_width: int) -> int:
    """Return the cells of a line of a preview that can be read without scrolling."""
    return max(min(terminal_width, _WIDEST) - _FRAME, 20)


class PreviewDialog(Dialog[str]):
    """Shows what an import would do; nothing is stored without the key that says so."""

    PLACE: ClassVar[Place] = Place.PREVIEW
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.PREVIEW)]

    def __init__(self, text: str, *, has_news: bool) -> None:
        """Show `text`; offer to import if there is anything new."""
        super().__init__()
        self.heading = "What the import would do: nothing is stored yet"
        self.hint = f"{'i imports it · ' if has_news else ''}b, Esc or ctrl+g goes back · ↑↓ ←→ scroll"
        self._text = text
        self._has_news = has_news

    def compose_body(self) -> ComposeResult:
        """Compose the text, which may be longer and wider than the screen."""
        with ScrollableContainer(id="preview"):
            yield Static(Content(visible_lines(self._text)))

    def on_mount(self) -> None:
        """Let the arrows scroll."""
        self._fit()
        self.query_one("#preview").focus()

    def on_resize(self) -> None:
        """Leave room for the heading and the keys."""
        self._fit()

    def _fit(self) -> None:
        lines = self._text.count("\n") + 2
        self.query_one("#preview").styles.height = min(lines, max(self.app.size.height - _ROWS_AROUND, 3))

    def action_choose(self, answer: str) -> None:
        """Go on, or back."""
        if answer == "back" or self._has_news:
            self.answer(answer)
