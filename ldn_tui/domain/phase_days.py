"""The days of a trial by phase, as what is counted by phase needs them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.trial import day_after
from ldn_tui.domain.windows import Span
from ldn_tui.domain.windows_as_of import days_in

ALL_BOTTLES, ALL_BOTTLES_IN_SHORT = "Treatment, all bottles", "all bottles"
# Days of a trial in no phase, usually those from the decision day on.
OTHER_DAYS = "other days"


@dataclass(frozen=True, slots=True)
class PhaseDays:
    """The days of a phase that have come and are in no pause.

    Attributes:
        title: how the phase is called; while sealed, by its bottle.
        short_title: the same where there is little room.
        kind: what it is for.
        days: its days, in order; at least one.
    """

    title: str
    short_title: str
    kind: PhaseKind
    days: tuple[date, ...]


def trial_span(evidence: Evidence) -> Span:
    """Return the days of the trial so far, up to its end; without any, an empty span at its start."""
    trial = evidence.trial
    last = evidence.as_of if trial.ended_on is None else min(evidence.as_of, trial.ended_on)
    return Span(trial.starts_on, max(trial.starts_on, day_after(last, 1)))


def trial_days(evidence: Evidence) -> tuple[date, ...]:
    """Return the days of the trial so far that are in no pause, in order."""
    return days_in(trial_span(evidence), evidence.windows.pauses)


def phase_days(evidence: Evidence) -> tuple[PhaseDays, ...]:
    """Return the phases that have begun with their days so far; the parts before and after a pause are one phase."""
    last = evidence.as_of
    found: list[PhaseDays] = []
    # A pause cuts a phase in two, and the days of both parts are told together; of two like phases with another
    # one between them each stands for itself.
    for phase in evidence.phases:
        if phase.kind is PhaseKind.PAUSE or phase.starts_on > last:
            continue
        span = Span(phase.starts_on, day_after(last if phase.ends_on is None else min(phase.ends_on, last), 1))
        days = days_in(span, evidence.windows.pauses)
        if found and (found[-1].title, found[-1].kind) == (phase.title, phase.kind):
            found[-1] = PhaseDays(phase.title, phase.short_title, phase.kind, found[-1].days + days)
        elif days:
            found.append(PhaseDays(phase.title, phase.short_title, phase.kind, days))
    return tuple(found)


def days_in_no_phase(evidence: Evidence) -> tuple[date, ...]:
    """Return the days of a trial with phases that are in none of them, in order: then the parts sum up to the whole."""
    phases = phase_days(evidence)
    held = {day for phase in phases for day in phase.days}
    return tuple(day for day in trial_days(evidence) if day not in held) if phases else ()


def compared_phase_days(evidence: Evidence) -> tuple[PhaseDays, ...]:
    """Return `phase_days` for what may give away which bottle is what: while sealed, all bottles are one phase."""
    phases = phase_days(evidence)
    if not evidence.is_sealed:
        return phases
    bottles = tuple(day for phase in phases if phase.kind is PhaseKind.TREATMENT for day in phase.days)
    others = [phase for phase in phases if phase.kind is not PhaseKind.TREATMENT]
    together = [PhaseDays(ALL_BOTTLES, ALL_BOTTLES_IN_SHORT, PhaseKind.TREATMENT, bottles)] if bottles else []
    return tuple(sorted([*others, *together], key=lambda phase: phase.days[0]))


def recorded_days(evidence: Evidence, days: Iterable[date]) -> list[date]:
    """Return which of `days` hold a record; one that says no more than why it was skipped tells nothing of the day."""
    return [
        day
        for day in days
        if (known := evidence.days.get(day)) is not None
        and not known.is_empty
        and (known.skip is None or known.ratings or known.side_effects or known.rescues or known.no_side_effects)
    ]


def trial_weeks(evidence: Evidence) -> tuple[tuple[int, Span], ...]:
    """Return the weeks of the trial so far: 1 begins with the first dose, -1 is the week before it; there is no 0.

    The first and the last may be cut by the trial's ends. Without a first dose there are none to count from.
    """
    first, span = evidence.windows.first_dose, trial_span(evidence)
    if first is None or not span.length:
        return ()
    earliest = (span.start - first).days // 7
    latest = ((span.end - first).days - 1) // 7
    weeks: list[tuple[int, Span]] = []
    for index in range(earliest, latest + 1):
        begins = first + timedelta(days=max(7 * index, (span.start - first).days))
        ends = first + timedelta(days=min(7 * index + 7, (span.end - first).days))
        weeks.append((index + 1 if index >= 0 else index, Span(begins, ends)))
    return tuple(weeks)
