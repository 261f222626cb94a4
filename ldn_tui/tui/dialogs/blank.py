"""An empty screen that hides every value until a key shows them again."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static


class BlankScreen(ModalScreen[None]):
    """Covers everything."""

    DEFAULT_CSS = """
    BlankScreen { align: center middle; background: $background; }
    BlankScreen Static { width: auto; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("z", "show", show=False, id="everywhere.blank"),
        Binding("f9,escape,q,ctrl+g", "show", show=False),
    ]

    def __init__(self, key: str) -> None:
        """Name `key` as the way back."""
        super().__init__()
        self._key = key

    def compose(self) -> ComposeResult:
        """Compose the one line."""
        yield Static(Content(f"hidden · {self._key} shows it again"))

    def action_show(self) -> None:
        """Show everything again."""
        self.dismiss()
