"""Choosing one of several things by its letter; long lists are filtered by typing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from string import ascii_lowercase
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.text import visible, visible_lines
from ldn_tui.keys.commands import Place
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.widgets.safe_input import SafeInput

Value = TypeVar("Value")

# Cells: a dialog at its widest, and what its frame takes.
WIDEST = 80
FRAME = 4
# The cells before a label.
_INDENT = 4


@dataclass(frozen=True, slots=True)
class Choice(Generic[Value]):
    """One thing to choose.

    Attributes:
        key: its letter or digit; "" for none.
        label: what it is called.
        value: what choosing it returns.
        hint: a few words more.
        group: the heading it stands under, "" for the first group.
    """

    key: str
    label: str
    value: Value
    hint: str = ""
    group: str = ""


def lettered(items: Sequence[tuple[str, Value]]) -> list[Choice[Value]]:
    """Return choices for (label, value) pairs, with the letters of the alphabet as far as they go; z hides all."""
    letters = ascii_lowercase.removesuffix("z")
    return [Choice(letters[index : index + 1], label, value) for index, (label, value) in enumerate(items)]


def in_columns(choices: Sequence[Choice[Value]]) -> list[Choice[Value]]:
    """Return the choices with labels of one width, so that the words beside them stand in one column."""
    width = max((cell_len(choice.label) for choice in choices), default=0)
    return [replace(choice, label=choice.label + " " * (width - cell_len(choice.label))) for choice in choices]


class ChoiceList(Widget):
    """The choices, a line each, with the cursor on one of them."""

    position: reactive[int] = reactive(0)
    choices: reactive[tuple[Choice[object], ...]] = reactive((), layout=True)
    side_by_side: reactive[bool] = reactive(False, layout=True)

    class Chosen(Message):
        """A choice was clicked."""

        def __init__(self, index: int) -> None:
            """Say which, by its index."""
            super().__init__()
            self.index = index

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the list takes in `width` cells."""
        del container, viewport
        return max(map(len, self._columns(width)))

    def on_resize(self) -> None:
        """Keep the cursor in view: what does not fit beside a choice now stands under it, or no longer."""
        self.call_after_refresh(self.watch_position)

    def _columns(self, width: int | None = None) -> list[list[tuple[int | None, Content]]]:
        """Return the list as one column, or as two where a second group stands beside the first.

        Args:
            width: the cells a line may take; None for those there are now.
        """
        room = (width or self.content_size.width or WIDEST) if not self.side_by_side else WIDEST
        columns: list[list[tuple[int | None, Content]]] = [[]]
        group = ""
        for index, choice in enumerate(self.choices):
            if choice.group != group:
                if not group and self.side_by_side:
                    columns.append([])
                elif columns[-1]:
                    columns[-1].append((None, Content("")))
                group = choice.group
                columns[-1].append((None, Content.assemble((visible(group), "bold $text-muted"))))
            line = self._line(choice, here=index == self.position)
            if line.cell_length <= room:
                columns[-1].append((index, line))
                continue
            # Under its label, so that the labels stay one under the other.
            columns[-1] += [
                (index, part) for part in self._line(replace(choice, hint=""), here=index == self.position).wrap(room)
            ]
            words = Content.assemble((visible(choice.hint), "$text-muted")).wrap(max(room - _INDENT, 1))
            columns[-1] += [(index, Content.assemble(" " * _INDENT, part)) for part in words if choice.hint]
        return columns

    @staticmethod
    def _line(choice: Choice[object], *, here: bool) -> Content:
        return Content.assemble(
            (Glyph.CURSOR if here else " ", "bold $accent"),
            (f"{choice.key:<2} " if choice.key else "   ", "bold $footer-key-foreground"),
            (visible(choice.label), "bold" if here else ""),
            (f"   {visible(choice.hint)}" if choice.hint else "", "$text-muted"),
        )

    def width_side_by_side(self) -> int:
        """Return the cells that the groups take side by side: the first, and the widest of the others."""
        lines = [(choice.group, self._line(choice, here=False).cell_length) for choice in self.choices]
        first = max((cells for group, cells in lines if not group), default=0)
        return first + 2 + max((cells for group, cells in lines if group), default=0)

    def _left_width(self, columns: list[list[tuple[int | None, Content]]]) -> int:
        return max((line.cell_length for _, line in columns[0]), default=0) + 2

    def render(self) -> Content:
        """Draw the list."""
        columns = self._columns()
        if len(columns) == 1:
            return Content("\n").join([line for _, line in columns[0]])
        left_width = self._left_width(columns)
        empty = (None, Content(""))
        pairs = zip_longest(columns[0], columns[1], fillvalue=empty)
        return Content("\n").join(
            [Content.assemble(left, " " * (left_width - left.cell_length), right) for (_, left), (_, right) in pairs]
        )

    def _rows_of(self, position: int) -> tuple[int, int] | None:
        """Return the first row of a choice, and how many it has."""
        for column in self._columns():
            rows = [row for row, (index, _) in enumerate(column) if index == position]
            if rows:
                return rows[0], len(rows)
        return None

    def watch_position(self) -> None:
        """Keep the cursor in view."""
        rows = self._rows_of(self.position)
        if rows is not None and isinstance(self.parent, Widget):
            first, count = rows
            self.parent.scroll_to_region(Region(0, self.virtual_region.y + first, 1, count), animate=False)

    def on_click(self, event: events.Click) -> None:
        """Choose by a click."""
        columns = self._columns()
        column = columns[1] if len(columns) == 2 and event.x >= self._left_width(columns) else columns[0]
        if 0 <= event.y < len(column) and (index := column[event.y][0]) is not None:
            self.post_message(self.Chosen(index))


class ChoiceDialog(Dialog[Value], Generic[Value]):
    """Asks for one of up to 26 things by letter, or of any number by typing a part of its name."""

    PLACE: ClassVar[Place] = Place.CHOICE
    ONLY_LOOKS_UP: ClassVar[bool] = True
    # Before the field that filters a long list gets to see them.
    BINDINGS: ClassVar[list[BindingType]] = [replace(binding, priority=True) for binding in bindings(Place.CHOICE)]

    def __init__(self, heading: str, choices: Sequence[Choice[Value]], note: str = "", start: int = 0) -> None:
        """Ask.

        Args:
            heading: the question.
            choices: the answers; without keys for all of them, typing filters the list.
            note: a sentence under the heading.
            start: the index of the answer the cursor begins on.
        """
        super().__init__()
        self.heading = heading
        self._start = start
        self._note = note
        self._all = tuple(choices)
        self._shown = self._all
        self._filters = any(not choice.key for choice in choices)
        self.hint = (
            "type to filter · ↑↓ and Enter choose · Esc or ctrl+g leaves"
            if self._filters
            else "a key chooses, or ↑↓ and Enter · Esc or ctrl+g leaves"
        )

    def compose_body(self) -> ComposeResult:
        """Compose the filter, if the list is long, and the list."""
        if self._note:
            yield Static(Content(visible_lines(self._note)), classes="explanation")
        if self._filters:
            yield SafeInput(placeholder="type a part of the name")
        yield ChoiceList()

    def on_mount(self) -> None:
        """Show all choices."""
        self._show(self._all)
        self.query_one(ChoiceList).position = self._start
        self._fit()

    def on_resize(self) -> None:
        """Put groups side by side where one column is too long for the terminal and two are not too wide."""
        self._fit()

    def _fit(self) -> None:
        groups = len({choice.group for choice in self._all})
        choices, terminal = self.query_one(ChoiceList), self.app.size
        is_long = len(self._all) + 2 * groups + 8 > terminal.height
        room = min(terminal.width, WIDEST) - FRAME
        choices.side_by_side = groups > 1 and is_long and choices.width_side_by_side() <= room

    def _show(self, choices: tuple[Choice[Value], ...]) -> None:
        self._shown = choices
        choice_list = self.query_one(ChoiceList)
        choice_list.choices = tuple(
            Choice("" if self._filters else choice.key, choice.label, choice.value, choice.hint, choice.group)
            for choice in choices
        )
        choice_list.position = 0

    def on_input_changed(self, event: Input.Changed) -> None:
        """Filter the list by what is typed, in the names and in the words beside them."""
        wanted = event.value.casefold().strip()
        found = tuple(choice for choice in self._all if wanted in f"{choice.label} {choice.hint}".casefold())
        self._show(found)
        self.complain("" if found else "Nothing here is called that.")

    def on_choice_list_chosen(self, event: ChoiceList.Chosen) -> None:
        """Return what was clicked."""
        self.answer(self._shown[event.index].value)

    def on_key(self, event: events.Key) -> None:
        """Choose by letter or digit."""
        if self._answered:
            event.stop()
            return
        if self._filters or event.character is None:
            return
        for choice in self._all:
            if choice.key and event.character == choice.key:
                event.stop()
                self.answer(choice.value)
                return

    def action_move(self, by: int) -> None:
        """Move the cursor."""
        choice_list = self.query_one(ChoiceList)
        if self._shown:
            choice_list.position = (choice_list.position + by) % len(self._shown)

    def action_choose(self) -> None:
        """Return the choice under the cursor."""
        if self._shown:
            self.answer(self._shown[self.query_one(ChoiceList).position].value)
