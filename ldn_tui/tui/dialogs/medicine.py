"""Asking for a medicine: what it is, since when, what it costs, how long it lasts, and whether it is an opioid."""

from collections.abc import Mapping
from datetime import date

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.medicines import Medicine, is_likely_opioid
from ldn_tui.domain.prices import parse_price
from ldn_tui.domain.ratings import parse_number, shown_number
from ldn_tui.tui.dialogs.fields import Field, FieldsDialog, OptionPicker
from ldn_tui.tui.dialogs.plan_day import optional_plan_day, plan_day

REGULAR = "regularly"
AS_NEEDED = "as needed"
NO_OPIOID = "no"
OPIOID = "yes"


class MedicineDialog(FieldsDialog[Medicine]):
    """Asks for a medicine; a name on the short list of opioids proposes that it is one, and the person decides."""

    def __init__(self, heading: str, medicine: Medicine | None, today: date) -> None:
        """Ask for a new medicine, or for new words for `medicine`."""
        known = medicine or Medicine("", "")
        super().__init__(heading, _fields(known), lambda texts: _read(texts, known, today))
        self._decided = medicine is not None
        self._proposing = False

    def compose_body(self) -> ComposeResult:
        """Compose the fields, and room for the proposal."""
        yield from super().compose_body()
        yield Static("", id="below")

    def on_mount(self) -> None:
        """Notice when the person decides about the opioid."""
        self.watch(self._opioid, "value", self._decide, init=False)
        self._show("")

    @property
    def _opioid(self) -> OptionPicker:
        return self.query_one("#field-opioid", OptionPicker)

    def _decide(self) -> None:
        if not self._proposing:
            self._decided = True
            self._show("")

    def _show(self, words: str) -> None:
        below = self.query_one("#below", Static)
        below.update(Content.assemble((words, "$accent")))
        below.display = bool(words)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Propose from the name, until the person has decided."""
        self.complain("")
        if event.input.id != "field-name" or self._decided:
            return
        likely = is_likely_opioid(event.value)
        self._proposing = True
        self._opioid.value = OPIOID if likely else NO_OPIOID
        self._proposing = False
        self._show("By its name this is an opioid; change it above if it is not." if likely else "")


def ask_stop(medicine: Medicine, today: date) -> FieldsDialog[date]:
    """Return the dialog for the first day a medicine is no longer taken."""

    def read(texts: Mapping[str, str]) -> date:
        return plan_day(texts["day"], today, "stopped on")

    return FieldsDialog(
        f"{medicine.name}: stopped",
        (Field("day", "First day without", "t", is_day=True),),
        read,
        "What was recorded stays; it is only no longer counted as taken from that day.",
    )


def _fields(known: Medicine) -> tuple[Field, ...]:
    def number(value: float | None) -> str:
        return "" if value is None else shown_number(value)

    def day(value: date | None) -> str:
        return "" if value is None else value.isoformat()

    return (
        Field("name", "Name", known.name),
        Field("dose", "Dose, in your words", known.dose),
        Field("taken", "Taken", AS_NEEDED if known.as_needed else REGULAR, options=(REGULAR, AS_NEEDED)),
        Field("opioid", "An opioid", OPIOID if known.opioid else NO_OPIOID, options=(NO_OPIOID, OPIOID)),
        Field("starts_on", "Since", day(known.starts_on), "empty: from before all this", is_day=True),
        Field("stops_on", "First day without", day(known.stops_on), "empty while it is taken", is_day=True),
        Field("price", "Price", f"{number(known.price)} {known.currency}".strip(), "of one, or of a pack: 60 EUR"),
        Field("pack_size", "A pack holds", number(known.pack_size), "empty: the price is of one"),
        Field("supply", "Supply left", number(known.supply), "how many are there"),
        Field("supply_on", "Counted on", day(known.supply_on), "empty: today", is_day=True),
        Field("units_a_day", "Taken a day", number(known.units_a_day), "empty: one"),
    )


def _read(texts: Mapping[str, str], known: Medicine, today: date) -> Medicine:
    if not texts["name"].strip():
        raise BadInput("name is empty: type what the medicine is called")
    supply = _amount(texts["supply"], "supply left")
    counted = optional_plan_day(texts["supply_on"], today, "counted on")
    price = parse_price(texts["price"]) if texts["price"].strip() else None
    return Medicine(
        known.id,
        texts["name"].strip(),
        texts["dose"].strip(),
        optional_plan_day(texts["starts_on"], today, "since"),
        optional_plan_day(texts["stops_on"], today, "first day without"),
        texts["taken"] == AS_NEEDED,
        texts["opioid"] == OPIOID,
        None if price is None else price.amount,
        _amount(texts["pack_size"], "a pack holds"),
        supply,
        None if supply is None else counted or today,
        _amount(texts["units_a_day"], "taken a day"),
        "" if price is None else price.currency,
    )


def _amount(text: str, field: str) -> float | None:
    if not text.strip():
        return None
    value = parse_number(text, field)
    if value < 0:
        raise BadInput(f"{field} {shown_number(value)}: type a number from 0 on, or leave it empty")
    return value
