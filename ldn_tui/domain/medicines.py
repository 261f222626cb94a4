"""Medicines beside the trial: what is taken, what it costs, how long it lasts, and whether it is an opioid."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import floor

from ldn_tui.domain.dates import days_between
from ldn_tui.domain.prices import Price
from ldn_tui.domain.side_effects import PRESCRIBER_CALL
from ldn_tui.domain.trial import day_after

# Generic names that propose "an opioid: yes"; the person decides.
OPIOIDS = (
    "alfentanil", "buprenorphine", "butorphanol", "codeine", "dextropropoxyphene", "diamorphine", "dihydrocodeine",
    "fentanyl", "heroin", "hydrocodone", "hydromorphone", "levorphanol", "meperidine", "meptazinol", "methadone",
    "morphine", "nalbuphine", "opium", "oxycodone", "oxymorphone", "pentazocine", "pethidine", "piritramide",
    "remifentanil", "sufentanil", "tapentadol", "tilidin", "tilidine", "tramadol",
)  # fmt: skip
OPIOID_LINE = "Naltrexone blocks opioids and can set off withdrawal. Afterwards a former opioid dose may be too strong."
MOST_UNITS_A_DAY = 1000
_WORD = re.compile(r"[^\W\d_]+")
# In days: a plan is never looked through further than this.
_LONGEST_LOOK_AHEAD = 366 * 5


@dataclass(frozen=True, slots=True)
class Medicine:
    """A medicine beside or under the trial.

    Attributes:
        id: its UUID.
        name: what the person calls it.
        dose: how it is taken, in the person's words; "" if not said.
        starts_on: its first day; None if it was taken before all this.
        stops_on: the first day it is no longer taken; None while it is.
        as_needed: whether it is taken as needed, not regularly.
        opioid: whether it is an opioid, as the person decided.
        price: what a unit costs, or a pack where `pack_size` is known; None if not said.
        pack_size: how many units a pack holds, or None.
        supply: how many units there were on `supply_on`, or None.
        supply_on: when they were counted.
        units_a_day: how many units are taken a day; None if not said, which counts as one.
        currency: what the price is in ("EUR"), in the person's words; "" if not said.
    """

    id: str
    name: str
    dose: str = ""
    starts_on: date | None = None
    stops_on: date | None = None
    as_needed: bool = False
    opioid: bool = False
    price: float | None = None
    pack_size: float | None = None
    supply: float | None = None
    supply_on: date | None = None
    units_a_day: float | None = None
    currency: str = ""

    def is_active(self, day: date) -> bool:
        """Return whether it is taken, or may be, on `day`."""
        return (self.starts_on is None or self.starts_on <= day) and (self.stops_on is None or day < self.stops_on)

    @property
    def unit_price(self) -> float | None:
        """What one unit costs; None if not known."""
        if self.price is None:
            return None
        return self.price / self.pack_size if self.pack_size else self.price

    @property
    def unit_price_in_words(self) -> str | None:
        """What one unit costs as "2.00 EUR"; None if not known."""
        price = self.unit_price
        return None if price is None else str(Price(price, self.currency))

    def runs_out_on(self, is_taken: Callable[[date], bool] | None = None) -> date | None:
        """Return the first day without enough left for it; None if that cannot be told, or never comes.

        Args:
            is_taken: whether it is taken on a day, where a plan says so; without it, it is taken every day.
        """
        if self.supply is None or self.supply_on is None or self.as_needed:
            return None
        a_day = self.units_a_day or 1
        # What adds up to a whole day's units but for the rounding of floats is enough.
        enough_for = floor(self.supply / a_day + 1e-9)
        if is_taken is None:
            runs_out: date | None = day_after(self.supply_on, enough_for)
        else:
            last = day_after(self.supply_on, _LONGEST_LOOK_AHEAD)
            taken = (day for day in days_between(self.supply_on, last) if is_taken(day))
            runs_out = next(islice(taken, enough_for, None), None)
        return None if runs_out is None or (self.stops_on is not None and self.stops_on <= runs_out) else runs_out


def is_likely_opioid(name: str) -> bool:
    """Return whether `name` holds a generic name of an opioid: a proposal, not a finding."""
    return any(word.casefold() in OPIOIDS for word in _WORD.findall(name))


def opioid_line(name: str) -> str:
    """Return what to say of an opioid beside naltrexone, and whom to call."""
    return f"{name} is an opioid. {OPIOID_LINE} {PRESCRIBER_CALL}"


def active_opioid(medicines: Iterable[Medicine], day: date) -> Medicine | None:
    """Return the first opioid that is active on `day`, or None."""
    return next((medicine for medicine in medicines if medicine.opioid and medicine.is_active(day)), None)
