"""Medicines beside the trial: what is taken, what it costs, how long it lasts, and whether it is an opioid."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import floor

from ldn_tui.domain.trial import day_after

# Generic names that propose "an opioid: yes"; the person decides.
OPIOIDS = (
    "alfentanil", "buprenorphine", "butorphanol", "codeine", "dextropropoxyphene", "diamorphine", "dihydrocodeine",
    "fentanyl", "heroin", "hydrocodone", "hydromorphone", "levorphanol", "meperidine", "meptazinol", "methadone",
    "morphine", "nalbuphine", "opium", "oxycodone", "oxymorphone", "pentazocine", "pethidine", "piritramide",
    "remifentanil", "sufentanil", "tapentadol", "tilidin", "tilidine", "tramadol",
)  # fmt: skip
OPIOID_LINE = "Naltrexone blocks opioids and can set off withdrawal. Afterwards a former opioid dose may be too strong."
_WORD = re.compile(r"[^\W\d_]+")


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

    def runs_out_on(self, a_day: float) -> date | None:
        """Return the first day without enough left, at `a_day` units a day; None if that cannot be told."""
        if self.supply is None or self.supply_on is None or a_day <= 0 or self.as_needed:
            return None
        runs_out = day_after(self.supply_on, floor(self.supply / a_day + 1e-9))
        return None if self.stops_on is not None and self.stops_on <= runs_out else runs_out


def is_likely_opioid(name: str) -> bool:
    """Return whether `name` holds a generic name of an opioid: a proposal, not a finding."""
    return any(word.casefold() in OPIOIDS for word in _WORD.findall(name))


def active_opioid(medicines: Iterable[Medicine], day: date) -> Medicine | None:
    """Return the first opioid that is active on `day`, or None."""
    return next((medicine for medicine in medicines if medicine.opioid and medicine.is_active(day)), None)
