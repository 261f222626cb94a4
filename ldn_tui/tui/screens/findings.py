"""Findings: where the answer will stand."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from ldn_tui.tui.screens.room import Room


class FindingsScreen(Room):
    """The findings."""

    NAME = "Findings"
    CSS_PATH = "sentence.tcss"

    def compose_body(self) -> ComposeResult:
        """Compose the sentence."""
        yield Static(
            Content(
                "Here the answer will stand, with how sure it can be, once a trial has been planned and its decision "
                "day has come; until then g shows every day you have rated as a chart."
            ),
            classes="sentence",
        )
