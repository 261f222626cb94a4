"""The list of medicines: added, changed, stopped; never deleted but by undo."""

import uuid
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from ldn_tui.domain.changes import Change
from ldn_tui.domain.days import Day
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.limits import LONGEST_NAME
from ldn_tui.domain.medicines import (
    MOST_UNITS_A_DAY,
    Medicine,
    active_opioid,
    is_likely_opioid,
    opioid_line,
)
from ldn_tui.domain.planned_doses import planned_dose
from ldn_tui.domain.prices import Price, check_currency
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.text import is_storable, visible
from ldn_tui.domain.trial import NALTREXONE, Template
from ldn_tui.journal.entries import check_name
from ldn_tui.journal.measures import likely
from ldn_tui.storage.schema import Row
from ldn_tui.storage.steps import Step

if TYPE_CHECKING:
    from ldn_tui.journal.journal import Journal

MOST_MONEY = 1e6


class MedicineList:
    """The use cases on the medicines of one journal."""

    def __init__(self, journal: "Journal") -> None:
        """Work on the medicines of `journal`."""
        self._journal = journal

    def list(self) -> tuple[Medicine, ...]:
        """Return all medicines by name, stopped ones too."""
        return self._journal.repository.medicines()

    def find(self, name: str) -> Medicine:
        """Return the medicine called `name`, in upper or lower case.

        Raises:
            BadInput: there is none; the message names the likely one.
        """
        known = self.list()
        for medicine in known:
            if medicine.name.casefold() == name.strip().casefold():
                return medicine
        hint = likely(name, [visible(medicine.name) for medicine in known]) if known else "there are none yet."
        raise BadInput(f"medicine {visible(name)!r} is unknown: {hint}")

    def add(
        self,
        name: str,
        dose: str = "",
        *,
        starts_on: date | None = None,
        stops_on: date | None = None,
        as_needed: bool = False,
        opioid: bool | None = None,
        price: float | None = None,
        pack_size: float | None = None,
        supply: float | None = None,
        supply_on: date | None = None,
        units_a_day: float | None = None,
        currency: str = "",
    ) -> Change:
        """Add a medicine.

        Args:
            name: what it is called.
            dose: how it is taken, in the person's words.
            starts_on: its first day; None if it was taken before all this.
            stops_on: the first day it is no longer taken.
            as_needed: whether it is taken as needed.
            opioid: whether it is an opioid; None takes what its name proposes.
            price: what a unit costs, or a pack where `pack_size` is given.
            pack_size: how many units a pack holds.
            supply: how many units are left.
            supply_on: when they were counted; today if not given.
            units_a_day: how many units are taken a day; None counts as one.
            currency: what the price is in, like "EUR"; "" if not said.

        Raises:
            BadInput: a value cannot be accepted, or the name is in use.
        """
        label = check_name(name, "medicine")
        if any(medicine.name.casefold() == label.casefold() for medicine in self.list()):
            raise BadInput(f"medicine {visible(label)!r} is in the list already: change it, or choose another name")
        medicine = Medicine(
            id=str(uuid.uuid4()),
            name=label,
            dose=dose,
            starts_on=starts_on,
            stops_on=stops_on,
            as_needed=as_needed,
            opioid=is_likely_opioid(label) if opioid is None else opioid,
            price=price,
            pack_size=pack_size,
            supply=supply,
            supply_on=self._counted(supply, supply_on),
            units_a_day=units_a_day,
            currency=currency,
        )
        return self._put(self._checked(medicine), f"medicine {label} added")

    def note_price(self, step: Step, name: str, price: Price) -> None:
        """Add, as part of `step`, a medicine of which only the price of a unit is known, unless it is in the list.

        Raises:
            BadInput: the name or the price cannot be accepted.
        """
        label = check_name(name, "medicine")
        if not any(medicine.name.casefold() == label.casefold() for medicine in self.list()):
            known = Medicine(
                str(uuid.uuid4()),
                label,
                opioid=is_likely_opioid(label),
                price=price.amount,
                currency=price.currency,
            )
            _write(step, self._checked(known))

    def rewrite(self, medicine: Medicine) -> Change:
        """Put `medicine` in place of the one with its id, so that what was said can be taken back, too.

        Raises:
            BadInput: there is no such medicine, another has its name, or a value cannot be accepted.
        """
        name = check_name(medicine.name, "medicine")
        others = [known for known in self.list() if known.id != medicine.id]
        if len(others) == len(self.list()):
            raise BadInput(f"medicine {visible(name)!r} is no longer in the list: add it again")
        if any(known.name.casefold() == name.casefold() for known in others):
            raise BadInput(f"medicine {visible(name)!r} is in the list already: choose another name")
        counted = replace(medicine, name=name, supply_on=self._counted(medicine.supply, medicine.supply_on))
        return self._put(self._checked(counted), f"medicine {name} changed")

    def stop(self, name: str, day: date | None = None) -> Change:
        """Stop a medicine; `day` is the first it is no longer taken, today if not given.

        Raises:
            BadInput: there is no such medicine, or the day lies before its first.
        """
        medicine = self.find(name)
        stopped = replace(medicine, stops_on=self._journal.today() if day is None else day)
        return self._put(self._checked(stopped), f"medicine {medicine.name} stopped")

    def active_opioid(self, day: date) -> Medicine | None:
        """Return the first opioid that is active on `day`, or None."""
        return active_opioid(self.list(), day)

    def opioid_line(self, day: date) -> str | None:
        """Return what to say of an opioid, active or taken, on a day with naltrexone planned or taken, or None."""
        of_day = self._journal.day(day)
        name = self._opioid_of(of_day)
        if name is None:
            return None
        planned = self._journal.trials.planned_dose(day) is not None
        taken = any(dose.taken and dose.medicine.casefold() == NALTREXONE for dose in of_day.doses)
        return opioid_line(name) if planned or taken else None

    def _opioid_of(self, day: Day) -> str | None:
        """Return the name of the first opioid that is active on a day, or was taken on it; None without one."""
        active = self.active_opioid(day.date)
        if active is not None:
            return active.name
        decided = {medicine.name.casefold(): medicine.opioid for medicine in self.list()}
        taken = [rescue.medicine for rescue in day.rescues]
        taken += [dose.medicine for dose in day.doses if dose.taken]
        return next((name for name in taken if decided.get(name.casefold(), is_likely_opioid(name))), None)

    def runs_out_on(self, medicine: Medicine) -> date | None:
        """Return the first day without enough of a regular medicine, or None if that cannot be told.

        The medicine under test is taken on the days its plan or its bottles hold a dose; any other every day.
        """
        trial = self._journal.trials.active()
        is_planned = trial is not None and (bool(trial.steps) or trial.template is Template.SEALED_PAIRS)
        if trial is None or not is_planned or trial.medicine.casefold() != medicine.name.casefold():
            return medicine.runs_out_on()
        phases = self._journal.phases()
        return medicine.runs_out_on(lambda day: planned_dose(day, [trial], phases) is not None)

    def _counted(self, supply: float | None, supply_on: date | None) -> date | None:
        if supply is None:
            return None
        return self._journal.today() if supply_on is None else supply_on

    def _checked(self, medicine: Medicine) -> Medicine:
        dose = medicine.dose.strip()
        if len(dose) > LONGEST_NAME or not is_storable(dose):
            raise BadInput(f"dose {visible(dose[:20])!r}: use at most {LONGEST_NAME} characters")
        if medicine.stops_on is not None and medicine.starts_on is not None and medicine.stops_on < medicine.starts_on:
            raise BadInput(
                f"stop {medicine.stops_on.isoformat()} is before the start {medicine.starts_on.isoformat()}: "
                "give a later day"
            )
        for field, number in (("price", medicine.price), ("supply", medicine.supply)):
            if number is not None and not 0 <= number <= MOST_MONEY:
                raise BadInput(f"{field} {number}: use 0 to {MOST_MONEY:.0f}")
        if medicine.units_a_day is not None and not 0 < medicine.units_a_day <= MOST_UNITS_A_DAY:
            raise BadInput(
                f"units a day {shown_number(medicine.units_a_day)}: say how many are taken a day, like 2 or 0.5"
            )
        currency = check_currency(medicine.currency)
        if currency and medicine.price is None:
            raise BadInput(f"currency {visible(currency)!r}: it belongs to a price; say that, too, like 60 EUR")
        if medicine.pack_size is not None and not 0 < medicine.pack_size <= MOST_MONEY:
            raise BadInput(f"pack {medicine.pack_size}: say how many a pack holds, like 30")
        return replace(medicine, dose=dose, currency=currency)

    def _put(self, medicine: Medicine, summary: str) -> Change:
        return self._journal.act(summary, lambda step: _write(step, medicine))


def _write(step: Step, medicine: Medicine) -> None:
    held = step.find("medicine", (medicine.id,))
    row = _row(medicine)
    if held is None or any(held[column] != value for column, value in row.items()):
        step.put("medicine", {**row, "recorded_at": step.at.isoformat()})


def _row(medicine: Medicine) -> Row:
    return {
        "id": medicine.id,
        "name": medicine.name,
        "dose": medicine.dose,
        "starts_on": None if medicine.starts_on is None else medicine.starts_on.isoformat(),
        "stops_on": None if medicine.stops_on is None else medicine.stops_on.isoformat(),
        "as_needed": int(medicine.as_needed),
        "opioid": int(medicine.opioid),
        "price": medicine.price,
        "pack_size": medicine.pack_size,
        "supply": medicine.supply,
        "supply_on": None if medicine.supply_on is None else medicine.supply_on.isoformat(),
        "units_a_day": medicine.units_a_day,
        "currency": medicine.currency or None,
    }
