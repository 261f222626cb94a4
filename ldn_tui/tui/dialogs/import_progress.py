"""How far something long has come, and a way to stop it."""

from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import ProgressBar

from ldn_tui.tui.dialogs.dialog import Dialog


class ProgressDialog(Dialog[None]):
    """Covers the rooms while a file is read or imported, and shows how far that has come.

    Attributes:
        is_stopped: whether the person wants it stopped.
    """

    hint = "Esc or ctrl+g stops it: nothing is stored"
    is_stopped = False

    class Came(Message):
        """The work has come so far, from 0 to 1."""

        def __init__(self, share: float) -> None:
            """Say how far."""
            super().__init__()
            self.share = share

        def can_replace(self, message: Message) -> bool:
            """Let a later one stand for one that still waits."""
            return isinstance(message, ProgressDialog.Came)

    def __init__(self, heading: str) -> None:
        """Say what is done."""
        super().__init__()
        self.heading = heading

    def compose_body(self) -> ComposeResult:
        """Compose the bar."""
        yield ProgressBar(total=1.0, show_eta=False)

    def on_progress_dialog_came(self, message: Came) -> None:
        """Show how far it has come."""
        self.query_one(ProgressBar).update(progress=message.share)

    def action_leave(self) -> None:
        """Stop the work; the dialog goes when it has stopped."""
        self.is_stopped = True
