"""What all dialogs share: a framed column in the middle of the screen, and a way out that has two keys."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.screen import ModalScreen
from textual.widgets import Static

from ldn_tui.domain.dates import unambiguous
from ldn_tui.domain.errors import BadInput, CannotWrite, JournalError, LdnError
from ldn_tui.domain.text import visible
from ldn_tui.keys.commands import Place
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.widgets.hint_line import HintLine

if TYPE_CHECKING:
    from ldn_tui.tui.painted_app import PaintedApp

Answer = TypeVar("Answer")

# Lines and cells below which blanks cost more than they are worth.
LOW = 20
NARROW = 72


class WrongField(BadInput):
    """What stands in one field of a dialog cannot be accepted.

    Attributes:
        field: the field's name.
    """

    def __init__(self, reason: BadInput, field: str) -> None:
        """Say that `reason` is about `field`."""
        super().__init__(str(reason))
        self.field = field


@contextmanager
def reading(field: str) -> Iterator[None]:
    """Let what the block refuses be known as what stands in `field`.

    Raises:
        WrongField: the block refused it.
    """
    try:
        yield
    except WrongField:
        raise
    except BadInput as error:
        raise WrongField(error, field) from None


class DialogFrame(VerticalScroll, inherit_bindings=False):
    """What the dialog stands in; the arrows belong to what is asked."""


class Dialog(ModalScreen[Answer | None], Generic[Answer]):
    """A dialog that returns an answer, or None when it is left.

    Attributes:
        heading: what it is about.
        hint: its keys.
        take: told the answer before the dialog closes, where one asks for that. The dialog stays, with all that was
            typed, if it raises the reason for a refusal; or returns False because something is to be asked first.
    """

    PLACE: ClassVar[Place] = Place.DIALOG
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(Place.DIALOG),
        Binding("question_mark,f1", "app.help_here", "Help", show=False, id="everywhere.help"),
        Binding("z", "app.blank", "Blank the screen", show=False, id="everywhere.blank"),
    ]
    # Screens derived elsewhere use the same sheet, so its place is given in full.
    CSS_PATH = Path(__file__).with_name("dialogs.tcss")

    heading: str = ""
    hint: str = "Esc or ctrl+g leaves"
    take: Callable[[Answer], bool] | None = None
    # Whether what is typed only leads to something: leaving it loses nothing.
    ONLY_LOOKS_UP: ClassVar[bool] = False
    _typed_at_first: tuple[object, ...] = ()
    _asked_about: tuple[object, ...] | None = None
    _answered = False
    _complains_until_saved = False
    _size_before: Size | None = None

    def compose(self) -> ComposeResult:
        """Compose the frame around the body."""
        self._leave_room()
        with DialogFrame(classes="frame", can_focus=False):
            yield Static(Content(visible(self.heading)), classes="heading")
            yield from self.compose_body()
            yield Static(Content(""), classes="complaint", id="complaint")
            yield HintLine(self.hint)

    def on_mount(self) -> None:
        """Remember what stands in the fields before anything is typed."""
        self._typed_at_first = self._in_fields()

    def _in_fields(self) -> tuple[object, ...]:
        return tuple(getattr(widget, "value", None) for widget in self.query("Input, OptionPicker"))

    def on_resize(self) -> None:
        """Look anew whether a scrollbar is needed: it takes the room of words, which wrap, and would keep it needed."""
        self._leave_room()
        has_room = self._size_before is not None and self._size_before.height < self.app.size.height
        self._size_before = self.app.size
        if has_room:
            self.query_one(DialogFrame).show_vertical_scrollbar = False

    def _leave_room(self) -> None:
        """Leave the room to what is asked where there is little of it."""
        self.set_class(self.app.size.height < LOW, "-low")
        self.set_class(self.app.size.width < NARROW, "-narrow")

    def compose_body(self) -> ComposeResult:
        """Compose what the dialog asks."""
        yield from ()

    def complain(self, message: str, *, until_saved: bool = False) -> None:
        """Say what is wrong with what was typed, and leave it as it is.

        Args:
            message: what is wrong; "" takes back what was said.
            until_saved: whether it is true only while something waits to be saved.
        """
        if not self.is_mounted:
            self.call_after_refresh(self.complain, message, until_saved=until_saved)
            return
        self._complains_until_saved = until_saved
        complaint = self.query_one("#complaint", Static)
        complaint.update(Content(visible(message)))
        complaint.set_class(bool(message), "-shown")
        if message:
            complaint.scroll_visible(animate=False)

    def all_is_saved(self) -> None:
        """Take back that something waits to be saved, if that is what is said."""
        if self._complains_until_saved:
            self.complain("")

    def refuse(self, error: LdnError) -> None:
        """Say why the answer was not taken, and stay; on the field it is about, where that is known."""
        is_passing = isinstance(error, JournalError | CannotWrite)
        self.complain(
            f"Not saved: {error} What you typed is still here; Enter tries again." if is_passing else str(error)
        )
        if isinstance(error, WrongField):
            for widget in self.query(f"#{self.id_of(error.field)}"):
                widget.focus()

    def id_of(self, field: str) -> str:
        """Return the id of the widget that holds a field."""
        return field

    def answer(self, value: Answer | None) -> None:
        """Return an answer, once: of two keys that arrive together, the second finds the question answered."""
        if self._answered or self.app.screen is not self:
            return
        if value is not None and self.take is not None:
            try:
                if not self.take(value):
                    return
            except LdnError as error:
                self.refuse(error)
                return
        self.close(value)

    def close(self, value: Answer | None) -> None:
        """Return an answer that was taken already, or None."""
        if not self._answered and self.app.screen is self:
            self._answered = True
            self.dismiss(value)

    def places(self) -> tuple[Place, ...]:
        """Return the places one is in, the innermost first."""
        inner = getattr(self.focused, "PLACE", None)
        own = (inner, self.PLACE, Place.DIALOG)
        return tuple(dict.fromkeys(place for place in own if isinstance(place, Place)))

    def typed_day(self, text: str) -> str:
        """Return a day that was typed so that the order of its numbers no longer matters."""
        return unambiguous(text, cast("PaintedApp", self.app).config.dates)

    def settle(self) -> bool:
        """Hand on what must not be lost, before the app is left with this dialog open.

        Returns:
            Whether nothing is left that would be lost; else the dialog says why.
        """
        return True

    def action_leave(self) -> None:
        """Leave without an answer; what was typed is not lost by one key."""
        typed = self._in_fields()
        if self.ONLY_LOOKS_UP or typed in {self._typed_at_first, self._asked_about}:
            self.answer(None)
        else:
            self._asked_about = typed
            self.complain("What you typed is not saved: Enter saves it, Esc again leaves it.")
