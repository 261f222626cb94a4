"""Every key of the app on one page, read from the table of commands."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ldn_tui.keys.in_force import KeyRow, Keys, key_rows
from ldn_tui.tui.widgets.hint_line import HintLine

# Cells of the columns of keys and of ids.
SIGNS_WIDTH = 11
IDS_WIDTH = 29


class AllKeysScreen(ModalScreen[None]):
    """All commands, place by place: their keys, what they do, and what the configuration calls them."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,ctrl+g,enter", "leave", show=False),
        Binding("question_mark,f1", "leave", show=False, id="everywhere.help"),
        Binding("z", "app.blank", "Blank the screen", show=False, id="everywhere.blank"),
    ]

    def __init__(self, keys: Keys) -> None:
        """Show the keys in force."""
        super().__init__()
        self._keys = keys

    def compose(self) -> ComposeResult:
        """Compose a section a place."""
        with VerticalScroll(classes="page"):
            yield Static(Content.assemble(("Keys can be changed: `ldn config --default` says how.", "$text-muted")))
            for place, rows in key_rows(self._keys).items():
                title = place.value[0].upper() + place.value[1:]
                yield Static(Content.assemble((f"\n{title}", "bold $primary")))
                yield Static(Content("\n").join(self._lines(rows)), classes="keys")
        leaving = f"↑↓ scroll · Esc, q or {self._keys.sign('everywhere.help')} leaves"
        yield HintLine(leaving)

    def _lines(self, rows: Sequence[KeyRow]) -> Iterator[Content]:
        for row in rows:
            signs = (f"{row.signs:<{SIGNS_WIDTH}}", "bold $footer-key-foreground")
            yield Content.assemble(signs, (f"{row.id:<{IDS_WIDTH}}", "$text-muted"), row.label)

    def action_leave(self) -> None:
        """Back to the room."""
        self.dismiss()
