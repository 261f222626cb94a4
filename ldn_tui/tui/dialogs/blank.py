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
    BINDINGS: ClassVar[list[BindingType]] = [Binding("z,f9,escape,q,ctrl+g", "show", show=False)]

    def compose(self) -> ComposeResult:
        """Compose the one line."""
        yield Static(Content("hidden · z shows it again"))

    def action_show(self) -> None:
        """Show everything again."""
        self.dismiss()
