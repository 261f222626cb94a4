"""Writing the note of a day. It is handed on while it is typed; leaving by any key keeps it."""

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.timer import Timer

from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.widgets.safe_input import SafeTextArea

SAVE_AFTER_SECONDS = 0.4


class NoteDialog(Dialog[str]):
    """One sitting at a note."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "leave", show=False)]

    def __init__(self, heading: str, text: str, save: Callable[[str], None]) -> None:
        """Edit `text`; `save` is called with the whole text within a second of every change."""
        super().__init__()
        self.heading = heading
        self.hint = "saved as you type · Esc, ctrl+g or ctrl+s leaves"
        self._text = text
        self._save = save
        self._saved = text
        self._timer: Timer | None = None

    def compose_body(self) -> ComposeResult:
        """Compose the text area."""
        yield SafeTextArea(self._text, soft_wrap=True, tab_behavior="focus")

    def on_mount(self) -> None:
        """Begin at the end of what is there."""
        area = self.query_one(SafeTextArea)
        area.move_cursor(area.document.end)

    def on_text_area_changed(self) -> None:
        """Save soon; typing on does not put it off, so a save is never more than a moment away."""
        if self._timer is None:
            self._timer = self.set_timer(SAVE_AFTER_SECONDS, self._save_now)

    def _save_now(self) -> None:
        self._timer = None
        text = self.query_one(SafeTextArea).text
        if text != self._saved:
            self._saved = text
            self._save(text)

    def action_leave(self) -> None:
        """Save what is there and leave."""
        self._save_now()
        self.dismiss(self._saved)

    def on_unmount(self) -> None:
        """Whatever closes the dialog, nothing typed is lost."""
        if self._timer is not None:
            self._timer.stop()
