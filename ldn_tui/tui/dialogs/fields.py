"""A few text fields under one heading; the answer is made from them, or what is wrong is said and nothing is lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.glyphs import Glyph, in_a_box
from ldn_tui.domain.text import visible, visible_lines
from ldn_tui.keys.commands import Place
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.widgets.safe_input import SafeInput

Value = TypeVar("Value")

# The frame, the heading, a complaint and the hint.
ROWS_AROUND = 13


@dataclass(frozen=True, slots=True)
class Field:
    """One text field.

    Attributes:
        name: its key in the mapping the answer is made from.
        label: what it is called.
        value: what stands in it at first.
        placeholder: an example, shown while it is empty.
        options: where one of a few words is to be chosen, those words; `value` is the one chosen at first, by default
            the first of them, or none where one is required.
        is_required: whether Enter goes there before it submits, while it is empty.
        is_day: whether a day is typed there, in the order of numbers the settings say.
    """

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    options: tuple[str, ...] = ()
    is_required: bool = False
    is_day: bool = False


class OptionPicker(Widget, can_focus=True):
    """One of a few words: side by side where they fit, else the chosen one between arrows."""

    PLACE: ClassVar[Place] = Place.OPTIONS
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.OPTIONS),
        Binding("enter", "screen.submit", show=False),
    ]
    DEFAULT_CSS = """
    OptionPicker { height: 1; width: 1fr; padding: 0 1; background: $panel; }
    OptionPicker:focus { text-style: bold; }
    """

    value: reactive[str] = reactive("")

    class Turned(Message):
        """Another word was chosen."""

    def __init__(
        self, options: Sequence[str], value: str = "", name: str | None = None, *, is_open: bool = False
    ) -> None:
        """Offer `options`, `value` chosen; else the first, or none where it `is_open`."""
        super().__init__(id=name)
        self._options = tuple(options)
        chosen = value if value in self._options else "" if is_open else self._options[0]
        self.set_reactive(OptionPicker.value, chosen)

    def render(self) -> Content:
        """Draw the words, the chosen one marked."""
        drawn = Content("   ").join([self._drawn(option) for option in self._options])
        if drawn.cell_length <= self.content_size.width:
            return drawn
        place = f"{self._options.index(self.value) + 1 if self.value else 0} of {len(self._options)}"
        arrow = "$accent" if self.has_focus else "$text-muted"
        return Content.assemble(("‹ ", arrow), visible(self.value), (" ›", arrow), (f"   {place}", "$text-muted"))

    def _drawn(self, option: str) -> Content:
        is_chosen = option == self.value
        sign = in_a_box(Glyph.CHOSEN if is_chosen else Glyph.NOT_CHOSEN)
        return Content.assemble(
            (sign, "$accent" if is_chosen else "$text-muted"), (visible(option), "" if is_chosen else "$text-muted")
        )

    def on_click(self) -> None:
        """Choose the next word."""
        self.action_turn(1)

    def action_turn(self, by: int) -> None:
        """Choose the word before or after; of none chosen, the last or the first."""
        at = self._options.index(self.value) if self.value else -max(by, 0)
        self.value = self._options[(at + by) % len(self._options)]
        self.post_message(self.Turned())


class FieldsDialog(Dialog[Value], Generic[Value]):
    """Asks for a few texts and returns what `read` makes of them."""

    PLACE: ClassVar[Place] = Place.FIELDS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.FIELDS)]

    def __init__(
        self,
        heading: str,
        fields: Sequence[Field],
        read: Callable[[Mapping[str, str]], Value],
        explanation: str = "",
        check: Callable[[Value], object] | None = None,
    ) -> None:
        """Ask.

        Args:
            heading: what it is about.
            fields: the fields, in order.
            read: makes the answer of the texts by field name; raises BadInput with the reason and the remedy.
            explanation: a sentence under the heading.
            check: raises BadInput if the journal would not take the answer.
        """
        super().__init__()
        self.heading = heading
        turning = " · ←→ chooses" if any(field.options for field in fields) else ""
        self.hint = f"Tab or ↑↓ between fields{turning} · Enter saves · Esc or ctrl+g leaves"
        self._fields = fields
        self._read = read
        self._check = check
        self._explanation = explanation
        self._complained_of: tuple[object, ...] | None = None

    def compose_body(self) -> ComposeResult:
        """Compose the fields."""
        if self._explanation:
            yield Static(Content(visible_lines(self._explanation)), classes="explanation")
        for field in self._fields:
            with Horizontal(classes="field"):
                yield Static(Content(visible(field.label)))
                if field.options:
                    yield OptionPicker(field.options, field.value, self.id_of(field.name), is_open=field.is_required)
                else:
                    yield SafeInput(field.value, placeholder=field.placeholder, id=self.id_of(field.name))

    def id_of(self, field: str) -> str:
        """Return the id of the widget that holds a field."""
        return f"field-{field}"

    def on_resize(self) -> None:
        """Leave no lines between the fields where the terminal is too low for them."""
        self.set_class(2 * len(self._fields) + ROWS_AROUND > self.app.size.height, "-dense")

    def texts(self) -> dict[str, str]:
        """Return what stands in the fields now, by their names."""
        found: dict[str, str] = {}
        for field in self._fields:
            widget = self.query_one(f"#{self.id_of(field.name)}")
            if isinstance(widget, Input | OptionPicker):
                found[field.name] = self.typed_day(widget.value) if field.is_day else widget.value
        return found

    def complain(self, message: str, *, until_saved: bool = False) -> None:
        """Say what is wrong with what stands in the fields now."""
        if self.is_mounted:
            self._complained_of = self._in_fields()
        super().complain(message, until_saved=until_saved)

    @on(Input.Changed)
    @on(OptionPicker.Turned)
    def _take_back(self) -> None:
        """Take back what was wrong with what stood in the fields before."""
        # Fields tell of what stands in them at first, too.
        if not self._complains_until_saved and self._complained_of not in {None, self._in_fields()}:
            self.complain("")

    def action_next_field(self) -> None:
        """Go to the field below."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Go to the field above."""
        self.focus_previous()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return the answer, or say what is wrong; while something is empty, go there first."""
        texts = self.texts()
        empty = [field for field in self._fields if field.is_required and not texts[field.name].strip()]
        if empty and event.input.id != self.id_of(empty[0].name):
            self.query_one(f"#{self.id_of(empty[0].name)}").focus()
            return
        self.action_submit()

    def action_submit(self) -> None:
        """Return the answer, or say what is wrong."""
        try:
            answer = self._read(self.texts())
            if self._check is not None:
                self._check(answer)
        except BadInput as error:
            self.refuse(error)
            return
        self.answer(answer)
