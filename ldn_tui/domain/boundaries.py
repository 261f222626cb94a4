"""Boundaries between phases: where one is moved to, and which days change sides by it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from ldn_tui.domain.dates import day_and_month, days_between
from ldn_tui.domain.phases import Phase, phase_of

_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class SideChange:
    """Days in a row that go from one phase to another.

    Attributes:
        first: the first of them.
        last: the last of them.
        before: the phase they are in now, or None.
        after: the phase they would be in, or None.
    """

    first: date
    last: date
    before: Phase | None
    after: Phase | None

    @property
    def in_words(self) -> str:
        """The change as "3 days: treatment, LDN → titration (27 Oct to 29 Oct)"."""
        count = (self.last - self.first).days + 1
        days = "1 day" if count == 1 else f"{count} days"
        span = day_and_month(self.first) if count == 1 else f"{day_and_month(self.first)} to {day_and_month(self.last)}"
        return f"{days}: {_name(self.before)} → {_name(self.after)} ({span})"


def with_boundary_moved(phases: Sequence[Phase], boundary: date, new_day: date) -> tuple[Phase, ...]:
    """Return `phases` with what ends before and begins on `boundary` ending before and beginning on `new_day`."""
    return tuple(
        replace(
            phase,
            starts_on=new_day if phase.starts_on == boundary else phase.starts_on,
            ends_on=new_day - _ONE_DAY if phase.ends_on == boundary - _ONE_DAY else phase.ends_on,
        )
        for phase in phases
    )


def side_changes(phases: Sequence[Phase], boundary: date, new_day: date) -> tuple[SideChange, ...]:
    """Return which days would go from which phase to which, if the boundary on `boundary` were on `new_day`."""
    return tuple(_side_changes(phases, with_boundary_moved(phases, boundary, new_day), boundary, new_day))


def _side_changes(
    phases: Sequence[Phase], moved: Sequence[Phase], boundary: date, new_day: date
) -> Iterator[SideChange]:
    first, end = sorted((boundary, new_day))
    for (before, after), days in groupby(
        days_between(first, end - _ONE_DAY), key=lambda day: (phase_of(day, phases), phase_of(day, moved))
    ):
        there = list(days)
        if _name(before) != _name(after):
            yield SideChange(there[0], there[-1], before, after)


def _name(phase: Phase | None) -> str:
    if phase is None:
        return "no phase"
    return f"{phase.kind.value}, {phase.taken}" if phase.taken else phase.kind.value
