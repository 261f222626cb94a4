"""Phases: stretches of days of one kind."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class PhaseKind(StrEnum):
    """What a stretch of days is for."""

    BASELINE = "baseline"
    TITRATION = "titration"
    TREATMENT = "treatment"
    WASHOUT = "washout"
    PAUSE = "pause"
    FOLLOW_UP = "follow-up"


# How a day of each kind is drawn in a ribbon: the density tells them apart without colour.
PHASE_SIGNS = {
    PhaseKind.BASELINE: "▒",
    PhaseKind.TITRATION: "░",
    PhaseKind.TREATMENT: "█",
    PhaseKind.WASHOUT: "╱",
    PhaseKind.PAUSE: "┄",
    PhaseKind.FOLLOW_UP: "═",
}


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of days of one kind.

    Attributes:
        kind: what it is for.
        arm: what is taken in a treatment phase (LDN, a comparator, a bottle label), else None.
        starts_on: its first day.
        ends_on: its last day; None while open.
        trial: the id of the trial it belongs to, or None.
        content: what its bottle held ("LDN" or "comparator"), known once the seal is open, else None.
    """

    kind: PhaseKind
    arm: str | None
    starts_on: date
    ends_on: date | None
    trial: str | None = None
    content: str | None = field(default=None, compare=False)

    def holds(self, day: date) -> bool:
        """Return whether `day` lies in it."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def day_number(self, day: date) -> int:
        """Return which day of the phase `day` is, from 1."""
        return (day - self.starts_on).days + 1

    @property
    def length(self) -> int | None:
        """How many days it has; None while open."""
        return None if self.ends_on is None else self.day_number(self.ends_on)

    @property
    def taken(self) -> str | None:
        """What is known to be taken in it: LDN, a comparator, or while sealed a bottle's label."""
        return self.content or self.arm

    @property
    def title(self) -> str:
        """How it is called on screen: "Treatment, LDN 4.5 mg"."""
        name = self.kind.value.capitalize()
        opened = f" ({self.arm})" if self.content else ""
        return f"{name}, {self.taken}{opened}" if self.taken else name


def phase_of(day: date, phases: Iterable[Phase]) -> Phase | None:
    """Return the phase `day` lies in, or None."""
    return next((phase for phase in phases if phase.holds(day)), None)
