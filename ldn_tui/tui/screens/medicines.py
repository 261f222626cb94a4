"""The list of medicines: what is taken beside the trial, what it costs, how long it lasts, and which is an opioid."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import day_and_month
from ldn_tui.domain.errors import LdnError
from ldn_tui.domain.medicines import Medicine, active_opioid, opioid_line
from ldn_tui.domain.text import visible
from ldn_tui.journal import Journal
from ldn_tui.keys.commands import Place
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.dialogs.choice import Choice, ChoiceList
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.dialogs.medicine import MedicineDialog, ask_stop
from ldn_tui.tui.editing import Editor

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp

STOPPED_GROUP = "No longer taken"


@dataclass(frozen=True, slots=True)
class Supply:
    """A medicine, and how long it lasts.

    Attributes:
        medicine: the medicine.
        runs_out_on: the first day without enough of it; None where that is not known.
    """

    medicine: Medicine
    runs_out_on: date | None


def load_supplies(journal: Journal) -> tuple[Supply, ...]:
    """Return the medicines of `journal`, those no longer taken last.

    Raises:
        JournalError: they cannot be read just now.
    """
    today = journal.today()
    known = sorted(journal.medicines.list(), key=lambda medicine: _is_stopped(medicine, today))
    return tuple(Supply(medicine, journal.medicines.runs_out_on(medicine)) for medicine in known)


class MedicinesScreen(Dialog[None]):
    """The medicines, a line each; every change is saved at once and can be undone."""

    PLACE: ClassVar[Place] = Place.MEDICINES
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.MEDICINES)]
    heading = "Medicines: the one under test, and everything else you take"

    def compose_body(self) -> ComposeResult:
        """Compose the list."""
        self.hint = self.ldn_app.keys.in_words(Place.MEDICINES)
        yield Static("", id="none", classes="explanation")
        yield ChoiceList()
        yield Static("", id="opioid", classes="details")

    @property
    def ldn_app(self) -> "LdnApp":
        """The app this screen is in."""
        return cast("LdnApp", self.app)

    def __init__(self, supplies: tuple[Supply, ...]) -> None:
        """Show `supplies`."""
        super().__init__()
        self._supplies = supplies

    def on_mount(self) -> None:
        """Show the medicines."""
        self._show()

    def _reload(self) -> None:
        # While another program holds the file, what is shown stays.
        with suppress(LdnError):
            self._supplies = load_supplies(self.ldn_app.journal)
        self._show()

    def _show(self) -> None:
        today = self.ldn_app.journal.today()
        medicines = [supply.medicine for supply in self._supplies]
        width = max((len(medicine.name) for medicine in medicines), default=0)
        choices = self.query_one(ChoiceList)
        choices.choices = tuple(
            Choice(
                str(index) if index < 10 else "",
                supply.medicine.name.ljust(min(width, 24)),
                None,
                " · ".join(_explained(supply.medicine, supply.runs_out_on)),
                STOPPED_GROUP if _is_stopped(supply.medicine, today) else "",
            )
            for index, supply in enumerate(self._supplies, 1)
        )
        choices.position = max(min(choices.position, len(medicines) - 1), 0)
        empty = self.query_one("#none", Static)
        empty.update(Content("" if medicines else "None yet. Enter what you take, and what changes: both can explain."))
        empty.display = not medicines
        opioid = active_opioid(medicines, today)
        line = self.query_one("#opioid", Static)
        said = Content("") if opioid is None else Content.assemble((visible(opioid_line(opioid.name)), "bold $error"))
        line.update(said)
        line.display = opioid is not None

    def _chosen(self) -> Medicine | None:
        supplies = self._supplies
        return supplies[self.query_one(ChoiceList).position].medicine if supplies else None

    def on_choice_list_chosen(self, event: ChoiceList.Chosen) -> None:
        """Move the cursor to a clicked medicine."""
        self.query_one(ChoiceList).position = event.index

    def action_cursor(self, key: str) -> None:
        """Move the cursor."""
        choices = self.query_one(ChoiceList)
        if choices.choices:
            choices.position = (choices.position + (-1 if key in {"up", "k"} else 1)) % len(choices.choices)

    def action_add(self) -> None:
        """Ask for a medicine."""
        dialog = MedicineDialog("A medicine", None, self.ldn_app.journal.today())
        Editor(self.ldn_app).ask(dialog, lambda journal, entry, _: _add(journal, entry), then=self._reload)

    def action_edit(self) -> None:
        """Ask for new words for the medicine under the cursor."""
        medicine = self._chosen()
        if medicine is None:
            return

        dialog = MedicineDialog(f"Edit {medicine.name}", medicine, self.ldn_app.journal.today())
        Editor(self.ldn_app).ask(dialog, lambda journal, entry, _: journal.medicines.rewrite(entry), then=self._reload)

    def action_stop(self) -> None:
        """Ask since when the medicine under the cursor is no longer taken."""
        medicine = self._chosen()
        if medicine is None:
            return
        name = medicine.name

        Editor(self.ldn_app).ask(
            ask_stop(medicine, self.ldn_app.journal.today()),
            lambda journal, day, _: journal.medicines.stop(name, day),
            then=self._reload,
        )

    def action_undo(self) -> None:
        """Take back the last change."""
        self.ldn_app.action_undo()
        self._reload()

    def action_redo(self) -> None:
        """Bring back what was taken back last."""
        self.ldn_app.action_redo()
        self._reload()


def _add(journal: Journal, entry: Medicine) -> Change:
    return journal.medicines.add(
        entry.name,
        entry.dose,
        starts_on=entry.starts_on,
        stops_on=entry.stops_on,
        as_needed=entry.as_needed,
        opioid=entry.opioid,
        price=entry.price,
        pack_size=entry.pack_size,
        supply=entry.supply,
        supply_on=entry.supply_on,
        units_a_day=entry.units_a_day,
        currency=entry.currency,
    )


def _is_stopped(medicine: Medicine, today: date) -> bool:
    return medicine.stops_on is not None and medicine.stops_on <= today


def _explained(medicine: Medicine, runs_out: date | None) -> Iterator[str]:
    if medicine.dose:
        yield medicine.dose
    if medicine.as_needed:
        yield "as needed"
    if medicine.opioid:
        yield "an opioid"
    if medicine.stops_on is not None:
        yield f"until {day_and_month(medicine.stops_on)}"
    elif medicine.starts_on is not None:
        yield f"since {day_and_month(medicine.starts_on)}"
    if medicine.unit_price_in_words is not None:
        yield f"{medicine.unit_price_in_words} each"
    if runs_out is not None:
        yield f"runs out {day_and_month(runs_out)}"
