"""Asking for a date: what is typed is echoed with its weekday before it acts."""

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from ldn_tui.domain.dates import DATE_FORMS, day_in_words, parse_day
from ldn_tui.domain.errors import BadInput
from ldn_tui.keys.commands import Place
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.widgets.safe_input import SafeInput


class DateDialog(Dialog[date]):
    """Asks for a day that has come."""

    PLACE: ClassVar[Place] = Place.DATE
    ONLY_LOOKS_UP: ClassVar[bool] = True
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.DATE)]

    def __init__(self, today: date) -> None:
        """Ask, seen from `today`."""
        super().__init__()
        self.heading = "Go to a date"
        self.hint = f"{DATE_FORMS} · Enter goes there · Esc or ctrl+g leaves"
        self._today = today

    def compose_body(self) -> ComposeResult:
        """Compose the field and its echo."""
        yield SafeInput(placeholder="date")
        yield Static("", classes="echo", id="echo")

    def _read(self, text: str) -> date:
        day = parse_day(self.typed_day(text), self._today)
        if day > self._today:
            raise BadInput(f"date {day.isoformat()} has not come yet: today is {day_in_words(self._today)}")
        return day

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which day it would be."""
        self.complain("")
        echo = self.query_one("#echo", Static)
        try:
            day = self._read(event.value)
        except BadInput:
            echo.update(Content(""))
            return
        ago = (self._today - day).days
        distance = {0: "today", 1: "yesterday"}.get(ago, f"{ago} days ago")
        echo.update(Content(f"{day_in_words(day)}, {distance}"))

    def on_input_submitted(self) -> None:
        """Return the day, or say what is wrong with it."""
        self.action_submit()

    def action_submit(self) -> None:
        """Return the day, or say what is wrong with it."""
        try:
            self.answer(self._read(self.query_one(Input).value))
        except BadInput as error:
            self.complain(str(error))
