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

from ldn_tui.tui.commands import Place, commands_of
from ldn_tui.tui.marks import signs_in_words

# Cells: the page at its widest, what its frame and margins take, and the column of keys.
WIDEST = 92
FRAME = 10
KEYS_WIDTH = 11

ABOUT = {
    Place.RATING_ROW: "One key rates the row: the number that fits the day on average.",
    Place.DOSE_ROW: "What was taken that day. Nothing is filled in for you: the row names what y would record.",
    Place.SIDE_EFFECT_ROW: "What you noticed that day, even if you doubt that the medicine did it.",
    Place.TODAY: "Every value is saved with the key that sets it. Fill a day from top to bottom and press Enter.",
    Place.CALENDAR: "The month at a glance: the digit is the chosen measure, lighter is better.",
    Place.GRAPHS: "One measure over time, or six other looks at the same days; T shows any of them as a table.",
    Place.PLAN: "The trial as a time line: its phases, dose steps, today ▲ and the decision day ◆.",
    Place.FINDINGS: "What the trial shows, and how sure it is. Enter opens the chart or the days behind a line.",
    Place.MEDICINES: "What you take, and since when: it can explain a change as well as the trial can.",
    Place.MEASURES: "What is rated every day, in the order of the form.",
    Place.EVERYWHERE: "These work in every room.",
}


class HelpScreen(ModalScreen[None]):
    """A page of keys over the room."""

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1,ctrl+g,enter", "leave", show=False),
        Binding("z", "app.blank", "Blank the screen", show=False),
    ]

    def __init__(self, places: Sequence[Place]) -> None:
        """Explain `places`, the innermost first."""
        super().__init__()
        self._places = places

    def compose(self) -> ComposeResult:
        """Compose a section a place."""
        width = max(min(self.app.size.width, WIDEST) - FRAME, 30)
        with VerticalScroll(classes="page"):
            for place in self._places:
                title = place.value[0].upper() + place.value[1:]
                yield Static(Content.assemble((title, "bold $primary")))
                yield Static(Content.assemble((ABOUT[place], "$text-muted")), classes="about")
                yield Static(_keys_of(place, width), classes="keys")
                if place is Place.CALENDAR:
                    yield Static(_signs(), classes="keys")
        yield Static(Content.assemble(("↑↓ scroll · Esc, q or ? leaves", "$text-muted")), classes="hint")

    def action_leave(self) -> None:
        """Back to the room."""
        self.dismiss()


def _keys_of(place: Place, width: int) -> Content:
    lines: list[Content] = []
    for command in commands_of(place):
        if command.names:
            lines.extend(_explained(*named, width) for named in zip(command.keys, command.names, strict=True))
        elif command.shown:
            lines.append(_explained(command.shown, command.help, width))
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
