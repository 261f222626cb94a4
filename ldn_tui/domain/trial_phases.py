"""The phases of a trial: as its plan lays them, and how they follow when the plan moves."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from ldn_tui.domain.boundaries import with_boundaries_moved
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.seal import Content, bottle_labels
from ldn_tui.domain.trial import Template, Trial, day_after
from ldn_tui.domain.windows import Span, Windows

WASHOUT_DAYS = 28
# What a treatment without a seal holds.
LDN_ARM = Content.LDN.value
# Time without the medicine that is part of the plan.
OFF_KINDS = frozenset({PhaseKind.WASHOUT, PhaseKind.FOLLOW_UP})

_ONE_DAY = timedelta(days=1)
# Kind, arm, first day, and the first day no longer in it (None while open).
_Stretch = tuple[PhaseKind, str | None, date, date | None]


def planned_phases(trial: Trial, windows: Windows, pauses: Sequence[Phase] = ()) -> tuple[Phase, ...]:
    """Return the phases of `trial` as its plan lays them, in order, the pauses among them: they lie over the others.

    Args:
        trial: the trial.
        windows: its windows.
        pauses: its pauses, without overlaps.
    """
    planned = [
        Phase(kind, arm, start, None if end is None else end - _ONE_DAY, trial.id)
        for kind, arm, start, end in _stretches(trial, windows)
        if end is None or start < end
    ]
    return until_end([*planned, *pauses], trial.ended_on)


def _stretches(trial: Trial, windows: Windows) -> list[_Stretch]:
    start, first = trial.starts_on, windows.first_dose
    if trial.template is Template.BY_HAND:
        return []
    if trial.template is Template.ALREADY_TAKING:
        return [(PhaseKind.TREATMENT, LDN_ARM, start, None)]
    if first is None:
        return [(PhaseKind.BASELINE, None, start, None)]
    laid: list[_Stretch] = [(PhaseKind.BASELINE, None, start, first)]
    if trial.template is Template.SEALED_PAIRS:
        laid += [
            (PhaseKind.TREATMENT, label, period.start, period.end)
            for label, period in zip(bottle_labels(len(windows.periods) // 2), windows.periods, strict=True)
        ]
        return laid
    # Whoever stops on the way to the full dose was titrating, although what was reached counts as full.
    full, decision = windows.missed_full_dose or windows.full_dose or first, windows.decision_day
    laid.append((PhaseKind.TITRATION, None, first, full))
    laid.append((PhaseKind.TREATMENT, LDN_ARM, full, decision))
    if trial.template is Template.BEFORE_AFTER_STOP and decision is not None:
        laid.append((PhaseKind.WASHOUT, None, decision, day_after(decision, WASHOUT_DAYS)))
    return laid


def until_end(phases: Iterable[Phase], ended_on: date | None) -> tuple[Phase, ...]:
    """Return `phases` in order, with nothing after `ended_on`, the last day of their trial, if it has ended."""
    ordered = sorted(phases, key=lambda phase: phase.starts_on)
    if ended_on is None:
        return tuple(ordered)
    return tuple(
        phase if phase.ends_on is not None and phase.ends_on <= ended_on else replace(phase, ends_on=ended_on)
        for phase in ordered
        if phase.starts_on <= ended_on
    )


def shifted(phases: Sequence[Phase], before: Windows, after: Windows) -> tuple[Phase, ...]:
    """Return phases that were set by hand with the boundaries that stood on the plan's days moved along with it.

    Where they would then overlap or be empty, they are returned as they were.
    """
    moves = {
        old: new
        for old, new in (
            (before.decision_day, after.decision_day),
            # An early end cuts phases short; it does not move the way to the full dose.
            (before.full_dose, after.missed_full_dose or after.full_dose),
            (before.first_dose, after.first_dose),
        )
        if old is not None and new is not None
    }
    moved = with_boundaries_moved(phases, moves)
    return moved if are_apart(moved) else tuple(phases)


def are_apart(phases: Iterable[Phase]) -> bool:
    """Return whether each of `phases` has a day, and no two share one."""
    ordered = sorted(phases, key=lambda phase: phase.starts_on)
    if any(phase.ends_on is not None and phase.ends_on < phase.starts_on for phase in ordered):
        return False
    return all(
        earlier.ends_on is not None and earlier.ends_on < later.starts_on for earlier, later in pairwise(ordered)
    )


def gaps(phases: Iterable[Phase]) -> tuple[tuple[date, date], ...]:
    """Return the first and last day of each stretch between two phases that lies in none, in order."""
    ordered = sorted(phases, key=lambda phase: phase.starts_on)
    return tuple(
        (earlier.ends_on + _ONE_DAY, later.starts_on - _ONE_DAY)
        for earlier, later in pairwise(ordered)
        if earlier.ends_on is not None and (later.starts_on - earlier.ends_on).days > 1
    )


def share_days(one: Phase, other: Phase) -> bool:
    """Return whether two phases have a day in common."""
    return one.starts_on <= (other.ends_on or date.max) and other.starts_on <= (one.ends_on or date.max)


def pause_spans(phases: Iterable[Phase], today: date) -> tuple[Span, ...]:
    """Return the pauses among `phases`, in order; an open one lasts until today."""
    return tuple(
        Span(phase.starts_on, day_after(max(today, phase.starts_on) if phase.ends_on is None else phase.ends_on, 1))
        for phase in sorted(phases, key=lambda phase: phase.starts_on)
        if phase.kind is PhaseKind.PAUSE
    )


def spans_apart(phases: Iterable[Phase]) -> tuple[Span, ...]:
    """Return the washouts and follow-ups among `phases`, in order: their days belong to no window."""
    return tuple(
        Span(phase.starts_on, date.max if phase.ends_on is None else day_after(phase.ends_on, 1))
        for phase in sorted(phases, key=lambda phase: phase.starts_on)
        if phase.kind in OFF_KINDS
    )
