"""Boundaries between phases: where one is moved to, and which days change sides by it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import day_and_month, days_between
from ldn_tui.domain.phases import Phase, phase_of
from ldn_tui.domain.trial import day_after

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
        days = counted(count, "day")
        span = day_and_month(self.first) if count == 1 else f"{day_and_month(self.first)} to {day_and_month(self.last)}"
        return f"{days}: {_name(self.before)} → {_name(self.after)} ({span})"


def with_boundaries_moved(phases: Iterable[Phase], moves: Mapping[date, date]) -> tuple[Phase, ...]:
    """Return `phases` with boundaries moved, all at once: what begins on one, and what ends the day before it.

    Args:
        phases: the phases.
        moves: the new day of each boundary that is moved, by the day it stands on now.
    """
    return tuple(
        replace(
            phase,
            starts_on=moves.get(phase.starts_on, phase.starts_on),
            ends_on=None if phase.ends_on is None else _moved_end(phase.ends_on, moves),
        )
        for phase in phases
    )


def _moved_end(last: date, moves: Mapping[date, date]) -> date:
    end = day_after(last, 1)
    return moves[end] - _ONE_DAY if end > last and end in moves else last


def changes_between(before: Sequence[Phase], after: Sequence[Phase], today: date) -> tuple[SideChange, ...]:
    """Return which days go from which phase to which where the phases of `before` become those of `after`.

    Args:
        before: the phases as they are.
        after: the phases as they would be.
        today: how far an open phase is looked at, where no other begins or ends later.
    """
    starts = [phase.starts_on for phase in (*before, *after)]
    ends = [phase.ends_on or phase.starts_on for phase in (*before, *after)]
    return tuple(_side_changes(before, after, min(starts), max([*ends, today]))) if starts else ()


def _side_changes(phases: Sequence[Phase], moved: Sequence[Phase], first: date, last: date) -> Iterator[SideChange]:
    for (before, after), days in groupby(
        days_between(first, last), key=lambda day: (phase_of(day, phases), phase_of(day, moved))
    ):
        there = list(days)
        if _name(before) != _name(after):
            yield SideChange(there[0], there[-1], before, after)


def _name(phase: Phase | None) -> str:
    if phase is None:
        return "no phase"
    return f"{phase.kind.value}, {phase.taken}" if phase.taken else phase.kind.value
