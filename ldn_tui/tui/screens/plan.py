"""Plan: where the trial will be laid out; until then, the measures."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from ldn_tui.tui.commands import Place, bindings
from ldn_tui.tui.screens.room import Room


class PlanScreen(Room):
    """The plan."""

    NAME = "Plan"
    PLACE = Place.PLAN
    CSS_PATH = "sentence.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.PLAN)]

    def compose_body(self) -> ComposeResult:
        """Compose the sentence."""
        yield Static(
            Content(
                "Here your trial will stand as a time line of phases and doses; until then keep your baseline going "
                "with t, and press Y to choose what you rate every day."
            ),
            classes="sentence",
        )

    def action_measures(self) -> None:
        """Open the list of measures."""
        self.ldn_app.action_edit_measures()
