"""A few text fields under one heading; the answer is made from them, or what is wrong is said and nothing is lost."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.text import visible
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.widgets.safe_input import SafeInput

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Field:
    """One text field.

    Attributes:
        name: its key in the mapping the answer is made from.
        label: what it is called.
        value: what stands in it at first.
        placeholder: an example, shown while it is empty.
        is_optional: whether it may stay empty.
    """

    name: str
    label: str
    value: str = ""
    placeholder: str = ""
    is_optional: bool = False


class FieldsDialog(Dialog[Value], Generic[Value]):
    """Asks for a few texts and returns what `read` makes of them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(
        self,
        heading: str,
        fields: Sequence[Field],
        read: Callable[[Mapping[str, str]], Value],
        check: Callable[[Value], object] | None = None,
    ) -> None:
        """Ask.

        Args:
            heading: what it is about.
            fields: the fields, in order.
            read: makes the answer of the texts by field name; raises BadInput with the reason and the remedy.
            check: raises BadInput if the journal would not take the answer.
        """
        super().__init__()
        self.heading = heading
        self.hint = "Tab or ↑↓ between fields · Enter saves · Esc or ctrl+g leaves"
        self._fields = fields
        self._read = read
        self._check = check

    def compose_body(self) -> ComposeResult:
        """Compose the fields."""
        for field in self._fields:
            with Horizontal(classes="field"):
                yield Static(Content(visible(field.label)))
                yield SafeInput(field.value, placeholder=field.placeholder, id=f"field-{field.name}")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Return the answer, or say what is wrong; while something is empty, go there first."""
        inputs = {field.name: self.query_one(f"#field-{field.name}", Input) for field in self._fields}
        empty = [field for field in self._fields if not field.is_optional and not inputs[field.name].value.strip()]
        if empty and event.input is not inputs[empty[0].name]:
            inputs[empty[0].name].focus()
            return
        texts = {field.name: inputs[field.name].value for field in self._fields}
        try:
            answer = self._read(texts)
            if self._check is not None:
                self._check(answer)
        except BadInput as error:
            self.complain(str(error))
            return
        self.answer(answer)
