"""The list of measures: add, edit, move, retire and bring back what is rated every day."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import day_and_month
from ldn_tui.domain.errors import BadInput, LdnError
from ldn_tui.domain.measures import LONGEST_ANCHOR, LONGEST_NAME, Direction, Measure, check_label
from ldn_tui.domain.text import visible
from ldn_tui.journal import Journal
from ldn_tui.keys.commands import Place
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.dialogs.choice import Choice, ChoiceList
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.dialogs.fields import Field, FieldsDialog
from ldn_tui.tui.editing import Editor
from ldn_tui.tui.pending import Write

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp

Edit = Callable[[Journal], Change]
_WIDEST_NAME = 24


class MeasuresScreen(Dialog[None]):
    """The measures, a line each; every change is saved at once and can be undone."""

    PLACE: ClassVar[Place] = Place.MEASURES
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.MEASURES)]
    heading = "Measures: what is rated 0 to 10 every day"

    def compose_body(self) -> ComposeResult:
        """Compose the list."""
        self.hint = self.ldn_app.keys.in_words(Place.MEASURES)
        yield ChoiceList()

    @property
    def ldn_app(self) -> "LdnApp":
        """The app this screen is in."""
        return cast("LdnApp", self.app)

    def __init__(self, measures: tuple[Measure, ...]) -> None:
        """Show `measures`, retired ones too."""
        super().__init__()
        self._measures = measures

    def on_mount(self) -> None:
        """Show the measures."""
        self._show()

    def _reload(self) -> None:
        # While another program holds the file, what is shown stays.
        with suppress(LdnError):
            self._measures = self.ldn_app.journal.measures.all()
        self._show()

    def _show(self) -> None:
        measures = self._measures
        choices = self.query_one(ChoiceList)
        width = min(max(len(measure.name) for measure in measures), _WIDEST_NAME)
        choices.choices = tuple(
            Choice(
                str(index) if index < 10 else "",
                measure.name.ljust(width),
                None,
                _explained(measure),
                "Retired: no longer asked; their ratings stay" if measure.is_retired else "",
            )
            for index, measure in enumerate(_active_first(measures), 1)
        )
        choices.position = min(choices.position, len(measures) - 1)

    def _chosen(self) -> Measure:
        return _active_first(self._measures)[self.query_one(ChoiceList).position]

    def on_choice_list_chosen(self, event: ChoiceList.Chosen) -> None:
        """Move the cursor to a clicked measure."""
        self.query_one(ChoiceList).position = event.index

    def _perform(self, edit: Edit) -> None:
        self.complain("")
        self.ldn_app.recorder.perform(Write(None, "measures", edit))
        self._reload()

    def action_cursor(self, key: str) -> None:
        """Move the cursor."""
        by = -1 if key in {"up", "k"} else 1
        choices = self.query_one(ChoiceList)
        choices.position = (choices.position + by) % len(choices.choices)

    def action_add(self) -> None:
        """Ask for a new measure."""
        dialog = _ask_measure("A new measure", None, self._measures)
        Editor(self.ldn_app).ask(
            dialog,
            lambda journal, entry, _: journal.measures.add(
                entry.name, entry.low_anchor, entry.high_anchor, entry.direction
            ),
            then=self._reload,
        )

    def action_edit(self) -> None:
        """Ask for new words for the measure under the cursor."""
        measure = self._chosen()

        dialog = _ask_measure(f"Edit {measure.name}", measure, self._measures)
        Editor(self.ldn_app).ask(
            dialog,
            lambda journal, entry, _: journal.measures.edit(
                measure.key,
                name=entry.name,
                low_anchor=entry.low_anchor,
                high_anchor=entry.high_anchor,
                direction=entry.direction,
            ),
            then=self._reload,
        )

    def action_shift(self, key: str) -> None:
        """Move the measure under the cursor up or down."""
        by = -1 if key in {"K", "shift+up"} else 1
        ordered = _active_first(self._measures)
        choices = self.query_one(ChoiceList)
        target = choices.position + by
        if not 0 <= target < len(ordered):
            return
        key, neighbour = ordered[choices.position].key, ordered[target]
        self._perform(lambda journal: journal.measures.move(key, neighbour.position))
        choices.position = target

    def action_retire(self) -> None:
        """Retire the measure under the cursor, or bring it back."""
        measure = self._chosen()
        self._perform(
            lambda journal: (
                journal.measures.revive(measure.key) if measure.is_retired else journal.measures.retire(measure.key)
            )
        )

    def action_undo(self) -> None:
        """Take back the last change."""
        self.ldn_app.action_undo()
        self._reload()

    def action_redo(self) -> None:
        """Bring back what was taken back last."""
        self.ldn_app.action_redo()
        self._reload()


def _active_first(measures: tuple[Measure, ...]) -> list[Measure]:
    return sorted(measures, key=lambda measure: (measure.is_retired, measure.position))


def _explained(measure: Measure) -> str:
    retired = f" · since {day_and_month(measure.retired_on)}" if measure.retired_on else ""
    better = "↓ better" if measure.direction is Direction.LOWER else "↑ better"
    return f"0 {measure.low_anchor} · 10 {measure.high_anchor} · {better}{retired}"


def _ask_measure(heading: str, measure: Measure | None, others: Iterable[Measure]) -> FieldsDialog[Measure]:
    fields = (
        Field("name", "Name", measure.name if measure else "", "e.g. Fatigue", is_required=True),
        Field("low", "What 0 means", measure.low_anchor if measure else "", "e.g. fresh", is_required=True),
        Field("high", "What 10 means", measure.high_anchor if measure else "", "e.g. exhausted", is_required=True),
        Field(
            "direction", "Better is", measure.direction.value if measure else "", "lower or higher", is_required=True
        ),
    )

    def read(texts: Mapping[str, str]) -> Measure:
        name = check_label(texts["name"], "name", LONGEST_NAME)
        for other in others:
            if other != measure and other.name.casefold() == name.casefold():
                raise BadInput(f"name {visible(name)!r} is in use: choose another")
        low = check_label(texts["low"], "what 0 means", LONGEST_ANCHOR)
        high = check_label(texts["high"], "what 10 means", LONGEST_ANCHOR)
        word = texts["direction"].strip().lower()
        if not word or not ("lower".startswith(word) or "higher".startswith(word)):
            raise BadInput(f"better is {visible(word)!r}: type lower or higher")
        direction = Direction.LOWER if "lower".startswith(word) else Direction.HIGHER
        return Measure("", name, low, high, direction, 0)

    return FieldsDialog(heading, fields, read)
