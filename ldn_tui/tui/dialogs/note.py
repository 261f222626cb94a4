"""Writing the note of a day. It is handed on while it is typed; leaving by any key keeps it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.timer import Timer

from ldn_tui.keys.commands import Place
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.dialogs.dialog import Dialog

if TYPE_CHECKING:
    from ldn_tui.tui.widgets.safe_text_area import SafeTextArea

SAVE_AFTER_SECONDS = 0.4


@dataclass(frozen=True, slots=True)
class Saved:
    """How a save went: whether it was taken (or waits to be), and what is to be said of it."""

    taken: bool
    said: str = ""


class NoteDialog(Dialog[str]):
    """One sitting at a note."""

    PLACE: ClassVar[Place] = Place.NOTE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.NOTE)]

    def __init__(self, heading: str, text: str, save: Callable[[str], Saved]) -> None:
        """Edit `text`; `save` is called with the whole text within a second of every change."""
        super().__init__()
        self.heading = heading
        self.hint = "saved as you type · Esc, ctrl+g or ctrl+s leaves"
        self._save = save
        self._saved = text
        self._timer: Timer | None = None

    @property
    def _area(self) -> "SafeTextArea":
        from ldn_tui.tui.widgets.safe_text_area import SafeTextArea

        return self.query_one(SafeTextArea)

    def compose_body(self) -> ComposeResult:
        """Compose the text area."""
        from ldn_tui.tui.widgets.safe_text_area import SafeTextArea

        yield SafeTextArea(self._saved)

    def on_mount(self) -> None:
        """Begin at the end of what is there."""
        self._area.move_cursor(self._area.document.end)

    def on_text_area_changed(self) -> None:
        """Save soon; typing on does not put it off, so a save is never more than a moment away."""
        if self._timer is None:
            self._timer = self.set_timer(SAVE_AFTER_SECONDS, self._save_now)

    def _save_now(self) -> bool:
        """Save what was changed; return whether nothing is left to be saved."""
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
        text = self._area.kept_text
        if text == self._saved:
            return True
        saved = self._save(text)
        self.complain(saved.said, until_saved=saved.taken)
        if saved.taken:
            self._saved = text
        return saved.taken

    def settle(self) -> bool:
        """Save before the app is left."""
        return self._save_now()

    def action_leave(self) -> None:
        """Save what is there and leave; what cannot be saved keeps the dialog open, and says why."""
        if self._save_now():
            self.answer(self._saved)
