"""Phases: stretches of days of one kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from ldn_tui.domain.glyphs import Glyph

_ONE_DAY = timedelta(days=1)


class PhaseKind(StrEnum):
    """What a stretch of days is for."""

    BASELINE = "baseline"
    TITRATION = "titration"
    TREATMENT = "treatment"
    WASHOUT = "washout"
    PAUSE = "pause"
    FOLLOW_UP = "follow-up"


# How a day of each kind is drawn in a ribbon: the density tells them apart without colour.
PHASE_SIGNS: dict[PhaseKind, str] = {kind: Glyph[kind.name] for kind in PhaseKind}


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
        days_before: how many days of the same phase lie before it, where a pause parts it.
        days_after: how many lie after it; None while the phase is open.
    """

    kind: PhaseKind
    arm: str | None
    starts_on: date
    ends_on: date | None
    trial: str | None = None
    content: str | None = field(default=None, compare=False)
    days_before: int = field(default=0, compare=False)
    days_after: int | None = field(default=0, compare=False)

    def holds(self, day: date) -> bool:
        """Return whether `day` lies in it."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    def day_number(self, day: date) -> int:
        """Return which day of the phase `day` is, from 1; days of a pause that parts it do not count."""
        return self.days_before + (day - self.starts_on).days + 1

    @property
    def length(self) -> int | None:
        """How many days the phase has, on both sides of a pause that parts it; None while open."""
        if self.ends_on is None or self.days_after is None:
            return None
        return self.day_number(self.ends_on) + self.days_after

    @property
    def taken(self) -> str | None:
        """What is known to be taken in it: LDN, a comparator, or while sealed a bottle's label."""
        return self.content or self.arm

    @property
    def short_title(self) -> str:
        """How it is called where there is little room: "LDN 1" and "comparator 2" of an opened seal, or its kind."""
        number = (self.arm or "").rpartition(" ")[2]
        return f"{self.content} {number}" if self.content else self.kind.value.capitalize()

    @property
    def title(self) -> str:
        """How it is called on screen: "Treatment, LDN 4.5 mg"."""
        name = self.kind.value.capitalize()
        opened = f" ({self.arm})" if self.content else ""
        return f"{name}, {self.taken}{opened}" if self.taken else name


def parted_by_pauses(phases: Sequence[Phase]) -> tuple[Phase, ...]:
    """Return `phases` in order, with the pauses of each trial cut out of its others, over which they lie.

    Nothing is told of what comes after a pause that is open.
    """
    pauses = sorted((phase for phase in phases if phase.kind is PhaseKind.PAUSE), key=lambda phase: phase.starts_on)
    if not pauses:
        return tuple(phases)
    found = list(pauses)
    for phase in phases:
        if phase.kind is not PhaseKind.PAUSE:
            found += _parted(phase, [pause for pause in pauses if pause.trial == phase.trial])
    return tuple(sorted(found, key=lambda phase: phase.starts_on))


def _parted(phase: Phase, pauses: Sequence[Phase]) -> list[Phase]:
    pieces: list[Phase] = []
    start: date | None = phase.starts_on
    for pause in pauses:
        if start is None or (phase.ends_on is not None and pause.starts_on > phase.ends_on):
            break
        if pause.ends_on is not None and pause.ends_on < start:
            continue
        if start < pause.starts_on:
            pieces.append(replace(phase, starts_on=start, ends_on=pause.starts_on - _ONE_DAY))
        start = None if pause.ends_on is None or pause.ends_on == date.max else pause.ends_on + _ONE_DAY
    if start is not None and (phase.ends_on is None or start <= phase.ends_on):
        pieces.append(replace(phase, starts_on=start))
    lengths = [0 if piece.ends_on is None else (piece.ends_on - piece.starts_on).days + 1 for piece in pieces]
    return [
        replace(
            piece,
            days_before=sum(lengths[:number]),
            days_after=None if phase.ends_on is None else sum(lengths[number + 1 :]),
        )
        for number, piece in enumerate(pieces)
    ]


def phase_of(day: date, phases: Iterable[Phase]) -> Phase | None:
    """Return the phase `day` lies in, or None."""
    return next((phase for phase in phases if phase.holds(day)), None)
