"""Help for the place one is in: its keys, read from the table of commands."""

from collections.abc import Sequence
from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from ldn_tui.domain.text import visible
from ldn_tui.keys.commands import Command, Place, commands_of
from ldn_tui.keys.in_force import Keys
from ldn_tui.tui.about import ABOUT
from ldn_tui.tui.marks import signs_in_words
from ldn_tui.tui.widgets.hint_line import HintLine

# Cells: the page at its widest, what its frame and margins take, and the column of keys.
WIDEST = 92
FRAME = 10
KEYS_WIDTH = 11
# Of what works in every room, what works in every dialog, too; ? only where it is not typed.
_WORKING_IN_DIALOGS = tuple(
    command for command in commands_of(Place.EVERYWHERE) if command.name in {"blank", "help_here"}
)


class HelpScreen(ModalScreen[None]):
    """A page of keys over the room."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,ctrl+g,enter", "leave", show=False),
        Binding("question_mark,f1", "leave", show=False, id="everywhere.help"),
        Binding("a", "all_keys", "All keys", show=False),
        Binding("z", "app.blank", "Blank the screen", show=False, id="everywhere.blank"),
    ]

    def __init__(self, places: Sequence[Place], keys: Keys, heading: str = "", opener: Command | None = None) -> None:
        """Explain a place.

        Args:
            places: the places one is in, the innermost first.
            keys: the keys in force.
            heading: what the dialog one is in says of itself.
            opener: the command that led to the dialog, if one did.
        """
        super().__init__()
        self._places = places
        self._keys = keys
        self._heading = heading
        self._opener = opener

    def compose(self) -> ComposeResult:
        """Compose a section a place."""
        width = max(min(self.app.size.width, WIDEST) - FRAME, 30)
        with VerticalScroll(classes="page"):
            if self._heading:
                yield Static(Content.assemble((visible(self._heading), "bold $primary")))
                said = "" if self._opener is None else self._opener.help
                yield Static(Content.assemble((said, "$text-muted")), classes="about")
            for place in self._places:
                title = place.value[0].upper() + place.value[1:]
                yield Static(Content.assemble((title, "bold $primary")))
                yield Static(Content.assemble((ABOUT[place], "$text-muted")), classes="about")
                yield Static(_keys_of(place, self._keys, width), classes="keys")
                if place is Place.CALENDAR:
                    yield Static(_signs(), classes="keys")
        leaving = f"↑↓ scroll · a all keys · Esc, q or {self._keys.sign('everywhere.help')} leaves"
        yield HintLine(leaving)

    def action_leave(self) -> None:
        """Back to the room."""
        self.dismiss()

    def action_all_keys(self) -> None:
        """Show the keys of all places instead."""
        from ldn_tui.tui.screens.all_keys import AllKeysScreen

        self.app.switch_screen(AllKeysScreen(self._keys))


def _keys_of(place: Place, keys: Keys, width: int) -> Content:
    lines: list[Content] = []
    for command in commands_of(place):
        if command.names:
            named = zip(command.ids, command.names, strict=True)
            lines.extend(_explained(keys.sign(id_), name, width) for id_, name in named)
        elif shown := keys.shown(command):
            lines.append(_explained(shown, command.help, width))
    if place is Place.DIALOG:
        # Where the first of their keys is typed into a field, the other one works.
        signs = ((keys.signs(id_), command.help) for command in _WORKING_IN_DIALOGS for id_ in command.ids)
        lines.extend(_explained(shown, words, width) for shown, words in signs)
    return Content("\n").join(lines)


def _explained(keys: str, words: str, width: int) -> Content:
    first, *rest = wrap(words, width - KEYS_WIDTH)
    head = Content.assemble((f"{keys:<{KEYS_WIDTH}}", "bold $footer-key-foreground"), first)
    return Content("\n").join([head, *(Content(" " * KEYS_WIDTH + line) for line in rest)])


def _signs() -> Content:
    lines = [
        Content.assemble((f"{sign:<{KEYS_WIDTH}}", "bold $footer-key-foreground"), name)
        for sign, name in signs_in_words()
    ]
    return Content("\n").join(lines)
