"""The dialogs the wizard for a new trial is made of: each keeps what was typed, and knows three ways on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import Enum, auto
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.glyphs import Glyph, in_a_box
from ldn_tui.domain.text import visible
from ldn_tui.keys.commands import Place
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.dialogs.choice import Choice, ChoiceDialog, ChoiceList
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.dialogs.dose_plan import DoseRows, StepText
from ldn_tui.tui.dialogs.fields import Field, FieldsDialog, OptionPicker
from ldn_tui.tui.dialogs.trial_draft import TrialDraft
from ldn_tui.tui.widgets.safe_input import SafeInput

BACK_HINT = "Enter goes on · Esc a step back · ctrl+g leaves"
_LABEL_WIDTH = 13
_LETTERS = "abcdefghi"


class Way(Enum):
    """Where one goes from a step of the wizard; Esc, which gives no answer, goes back."""

    ON = auto()
    OUT = auto()


OUT_BINDING = Binding("ctrl+g", "out", show=False, priority=True)


class StepFields(FieldsDialog[Way]):
    """A step with text fields; what they mean is said under them while one types."""

    BINDINGS: ClassVar[list[BindingType]] = [OUT_BINDING]

    def __init__(
        self,
        heading: str,
        fields: Sequence[Field],
        keep: Callable[[Mapping[str, str]], None],
        check: Callable[[], object],
        below: Callable[[], Content],
        explanation: str = "",
    ) -> None:
        """Ask.

        Args:
            heading: what it is about.
            fields: the fields, in order.
            keep: keeps what stands in them, whatever it is.
            check: raises BadInput where what was kept cannot be accepted.
            below: says what was kept amounts to.
            explanation: a sentence under the heading.
        """

        def read(texts: Mapping[str, str]) -> Way:
            keep(texts)
            check()
            return Way.ON

        super().__init__(heading, fields, read, explanation)
        moving = "↑↓ fields" if len(fields) > 1 else ""
        turning = "←→ choose" if any(field.options for field in fields) else ""
        self.hint = " · ".join(part for part in (moving, turning, BACK_HINT) if part)
        self._keep = keep
        self._below = below

    def compose_body(self) -> ComposeResult:
        """Compose the fields and what they amount to."""
        yield from super().compose_body()
        yield Static("", id="below")

    def on_mount(self) -> None:
        """Say what stands there amounts to."""
        for picker in self.query(OptionPicker):
            self.watch(picker, "value", self._say, init=False)
        self._say()

    def on_input_changed(self) -> None:
        """Say what is typed amounts to."""
        self.complain("")
        self._say()

    def _say(self) -> None:
        self._keep(self.texts())
        try:
            said = self._below()
        except BadInput:
            said = Content("")
        below = self.query_one("#below", Static)
        below.update(said)
        below.display = bool(said.plain)

    def action_leave(self) -> None:
        """Go a step back."""
        self._keep(self.texts())
        self.answer(None)

    def action_out(self) -> None:
        """Leave the wizard."""
        self._keep(self.texts())
        self.answer(Way.OUT)


class StepChoice(ChoiceDialog[object]):
    """A step with one of a few answers; the one under the cursor is explained below the list."""

    BINDINGS: ClassVar[list[BindingType]] = [OUT_BINDING]

    def __init__(
        self,
        heading: str,
        choices: Sequence[Choice[object]],
        start: int,
        explain: Callable[[object], Content],
        *,
        is_read_first: bool = False,
    ) -> None:
        """Ask.

        Args:
            heading: the question.
            choices: the answers.
            start: the index of the one chosen before, or of the usual one.
            explain: says more about an answer.
            is_read_first: whether a letter only goes to its answer, so that what explains it is seen.
        """
        super().__init__(heading, choices, "", start)
        self.hint = f"a letter or ↑↓ explains · {BACK_HINT}" if is_read_first else f"a letter, or ↑↓ and {BACK_HINT}"
        self._explain = explain
        self._is_read_first = is_read_first

    def compose_body(self) -> ComposeResult:
        """Compose the list and what explains it."""
        yield from super().compose_body()
        yield Static("", id="below", classes="details")

    def on_mount(self) -> None:
        """Explain the answer under the cursor, now and whenever it moves."""
        self.watch(self.query_one(ChoiceList), "position", self._say)

    def _say(self) -> None:
        if self._shown:
            said = self._explain(self._shown[self.query_one(ChoiceList).position].value)
            self.query_one("#below", Static).update(said)
            self.query_one("#below").display = bool(said.plain)

    def on_key(self, event: events.Key) -> None:
        """Go to the answer with that letter where it is to be read first; elsewhere the letter chooses it."""
        if not self._is_read_first:
            return
        # The dialog's own handler, which Textual calls as well, would choose it.
        event.prevent_default()
        for index, choice in enumerate(self._all):
            if choice.key and event.character == choice.key:
                event.stop()
                self.query_one(ChoiceList).position = index

    def action_out(self) -> None:
        """Leave the wizard."""
        self.answer(Way.OUT)


class StepMarks(Dialog[Way]):
    """A step with any number of answers, each marked or not."""

    BINDINGS: ClassVar[list[BindingType]] = [
        OUT_BINDING,
        *bindings(Place.MARKS),
    ]
    PLACE: ClassVar[Place] = Place.MARKS

    def __init__(self, heading: str, choices: Sequence[tuple[str, str, str]], marked: set[str], note: str) -> None:
        """Ask.

        Args:
            heading: the question.
            choices: (key, label, hint) of each.
            marked: the keys that are marked; changed in place.
            note: a sentence under the heading.
        """
        super().__init__()
        self.heading = heading
        self.hint = f"a letter marks · {BACK_HINT}"
        self._choices = tuple(choices)
        self._marked = marked
        self._note = note

    def compose_body(self) -> ComposeResult:
        """Compose the list."""
        yield Static(Content(self._note), classes="explanation")
        yield ChoiceList()

    def on_mount(self) -> None:
        """Show what is marked."""
        self._show()

    def _show(self) -> None:
        self.query_one(ChoiceList).choices = tuple(
            Choice(
                _LETTERS[index],
                f"{in_a_box(Glyph.CHOSEN if key in self._marked else Glyph.NOT_CHOSEN)}{label}",
                None,
                hint,
            )
            for index, (key, label, hint) in enumerate(self._choices)
        )

    def _mark(self, index: int) -> None:
        self._marked.symmetric_difference_update({self._choices[index][0]})
        self.query_one(ChoiceList).position = index
        self._show()

    def on_key(self, event: events.Key) -> None:
        """Mark by letter."""
        place = _LETTERS.find(event.character or " ")
        if 0 <= place < len(self._choices):
            event.stop()
            self._mark(place)

    def on_choice_list_chosen(self, event: ChoiceList.Chosen) -> None:
        """Mark by a click."""
        self._mark(event.index)

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        choices = self.query_one(ChoiceList)
        choices.position = (choices.position + by) % len(self._choices)

    def action_mark(self) -> None:
        """Mark the one under the cursor, or not."""
        self._mark(self.query_one(ChoiceList).position)

    def action_on(self) -> None:
        """Go on."""
        self.answer(Way.ON)

    def action_out(self) -> None:
        """Leave the wizard."""
        self.answer(Way.OUT)


class StepDoses(DoseRows[Way]):
    """The dose plan, and what a capsule costs."""

    BINDINGS: ClassVar[list[BindingType]] = [OUT_BINDING]
    hint = f"Tab, ↑↓ fields · {BACK_HINT}"

    def __init__(self, heading: str, draft: TrialDraft) -> None:
        """Ask for the plan of `draft`."""
        self._draft = draft
        super().__init__(
            heading,
            draft.rows,
            lambda rows: replace(draft, rows=rows).steps(),
            "As it is written there, step by step; later steps can say 2w for two weeks after the one before. "
            "Leave everything empty until you know it.",
        )

    def compose_body(self) -> ComposeResult:
        """Compose the rows, and under them the price."""
        yield from super().compose_body()
        with Horizontal(classes="steps price"):
            yield Static("Price of a capsule, if you know it")
            yield SafeInput(self._draft.texts.get("price", ""), id="price")

    def _keep(self) -> None:
        self._draft.rows = self.typed()
        self._draft.texts["price"] = self.query_one("#price", Input).value

    def accept(self, rows: tuple[StepText, ...]) -> None:
        """Go on, unless the price cannot be read."""
        self._keep()
        self._draft.rows = rows
        try:
            self._draft.price()
        except BadInput as error:
            self.refuse(error)
            return
        self.answer(Way.ON)

    def action_leave(self) -> None:
        """Go a step back."""
        self._keep()
        self.answer(None)

    def action_out(self) -> None:
        """Leave the wizard."""
        self._keep()
        self.answer(Way.OUT)


class StepSummary(StepChoice):
    """The last step: everything once more, above the answers."""

    def __init__(self, heading: str, choices: Sequence[Choice[object]], said: Content) -> None:
        """Show what was `said` and ask."""
        super().__init__(heading, choices, 0, _nothing)
        self._said = said

    def compose_body(self) -> ComposeResult:
        """Compose the summary above the answers."""
        yield Static(self._said, classes="body")
        yield from super().compose_body()


def _nothing(_: object) -> Content:
    return Content("")


def aligned(lines: Sequence[tuple[str, str]], width: int) -> Content:
    """Return (name, words) as two columns, the words wrapped in theirs."""
    drawn: list[Content] = []
    for name, words in lines:
        first, *rest = Content(visible(words)).wrap(width - _LABEL_WIDTH) or [Content("")]
        drawn.append(Content.assemble((name.ljust(_LABEL_WIDTH), "$text-muted"), first))
        drawn.extend(Content.assemble(" " * _LABEL_WIDTH, line) for line in rest)
    return Content("\n").join(drawn)
