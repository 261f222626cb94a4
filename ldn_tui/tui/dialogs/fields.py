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
    """

    name: str
    label: str
    value: str = ""
    placeholder: str = ""


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
        explanation: str = "",
    ) -> None:
        """Ask.

        Args:
            heading: what it is about.
            fields: the fields, in order.
            read: makes the answer of the texts by field name; raises BadInput with the reason and the remedy.
            explanation: a sentence under the heading.
        """
        super().__init__()
        self.heading = heading
        self.hint = "Tab or ↑↓ between fields · Enter saves · Esc or ctrl+g leaves"
        self._fields = fields
        self._read = read
        self._explanation = explanation

    def compose_body(self) -> ComposeResult:
        """Compose the fields."""
        if self._explanation:
            yield Static(Content(visible(self._explanation)), classes="explanation")
        for field in self._fields:
            with Horizontal(classes="field"):
                yield Static(Content(visible(field.label)))
                yield SafeInput(field.value, placeholder=field.placeholder, id=f"field-{field.name}")

    def on_input_submitted(self) -> None:
        """Return the answer, or say what is wrong."""
        texts = {field.name: self.query_one(f"#field-{field.name}", Input).value for field in self._fields}
        try:
            answer = self._read(texts)
        except BadInput as error:
            self.complain(str(error))
            return
        self.dismiss(answer)
