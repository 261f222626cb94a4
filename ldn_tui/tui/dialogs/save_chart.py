"""Asking what to save a chart as, and where."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.text import visible
from ldn_tui.keys.commands import Place
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.dialogs.fields import OptionPicker
from ldn_tui.tui.dialogs.file_path import check_path, file_exists, read_path
from ldn_tui.tui.widgets.safe_input import SafeInput

EXAMPLE = "~/pain.svg"


class ChartFormat(StrEnum):
    """What a chart can be saved as; the values are the ends of file names."""

    SVG = ".svg"
    TEXT = ".txt"

    @property
    def label(self) -> str:
        """How it is called on screen."""
        return "picture (SVG)" if self is ChartFormat.SVG else "plain text"


@dataclass(frozen=True, slots=True)
class ChartFile:
    """What to save, and where.

    Attributes:
        format: as what.
        path: the file.
        typed: the path as it was typed.
        replaces: whether one that exists is to be replaced, which was asked.
    """

    format: ChartFormat
    path: Path
    typed: str
    replaces: bool = False


class SaveChartDialog(Dialog[ChartFile]):
    """Asks for a format and a path; a file that exists is only named again by a second Enter."""

    PLACE: ClassVar[Place] = Place.FIELDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.FIELDS)]

    def __init__(self, heading: str, path: str, format_: ChartFormat = ChartFormat.SVG, complaint: str = "") -> None:
        """Ask.

        Args:
            heading: what is saved.
            path: the path that stands in the field at first.
            format_: the format chosen at first.
            complaint: why the last attempt failed, if there was one.
        """
        super().__init__()
        self.heading = heading
        self.hint = "Enter saves · Tab or ↑↓ to the format, ←→ changes it · Esc or ctrl+g leaves"
        self._path = path
        self._format = format_
        self._complaint = complaint
        self._asked_to_replace: Path | None = None

    def action_next_field(self) -> None:
        """Go to the field below."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Go to the field above."""
        self.focus_previous()

    def compose_body(self) -> ComposeResult:
        """Compose the format, the path and its echo."""
        with Horizontal(classes="field"):
            yield Static("Save as")
            yield OptionPicker([format_.label for format_ in ChartFormat], self._format.label)
        with Horizontal(classes="field"):
            yield Static("File")
            yield SafeInput(self._path, placeholder=EXAMPLE)
        yield Static("", classes="echo", id="echo")

    def on_mount(self) -> None:
        """Begin in the path, with what the last attempt said."""
        self.watch(self.query_one(OptionPicker), "value", self._follow_format, init=False)
        field = self.query_one(Input)
        field.focus()
        self._echo(field.value)
        self.complain(self._complaint)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say which file it would be; a known ending chooses the format."""
        if event.value == self._path:
            return
        self._path = event.value
        self.complain("")
        self._asked_to_replace = None
        suffix = Path(event.value.strip()).suffix.lower()
        for format_ in ChartFormat:
            if suffix == format_.value:
                self.query_one(OptionPicker).value = format_.label
        self._echo(event.value)

    @property
    def _chosen(self) -> ChartFormat:
        label = self.query_one(OptionPicker).value
        return next(format_ for format_ in ChartFormat if format_.label == label)

    def _follow_format(self) -> None:
        """Give the path the ending of the chosen format, if it has that of the other."""
        chosen = self._chosen
        field = self.query_one(Input)
        stem, dot, suffix = field.value.rpartition(".")
        if dot and f".{suffix.lower()}" in set(ChartFormat) and f".{suffix.lower()}" != chosen:
            field.value = f"{stem}{chosen.value}"

    def _echo(self, text: str) -> None:
        try:
            path = read_path(text, EXAMPLE)
        except BadInput:
            said = ""
        else:
            said = f"{visible(str(path))}{', which exists' if file_exists(path) else ''}"
        self.query_one("#echo", Static).update(Content(said))

    def on_input_submitted(self) -> None:
        """Return the answer, or say what is wrong."""
        self.action_submit()

    def action_submit(self) -> None:
        """Return the answer, or say what is wrong with it."""
        typed = self.query_one(Input).value
        try:
            path = read_path(typed, EXAMPLE)
            check_path(path)
        except BadInput as error:
            self.complain(str(error))
            return
        replaces = file_exists(path)
        if replaces and path != self._asked_to_replace:
            self._asked_to_replace = path
            self.complain(f"{visible(str(path))} exists: Enter again replaces it, or type another name.")
            return
        self.answer(ChartFile(self._chosen, path, typed, replaces))
