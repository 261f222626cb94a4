"""The days on which the medicine under test is no longer taken."""

from collections.abc import Iterator, Sequence
from datetime import date

from ldn_tui.domain.carryover import LEAST_DAYS_OFF
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.trial import Choice, Template, day_after
from ldn_tui.domain.trial_doses import taken_doses
from ldn_tui.domain.windows import Span

_GOES_ON = {Choice.CONTINUE, Choice.EXTEND, Choice.CHANGE}


def off_days(evidence: Evidence) -> Span | None:
    """Return the last days off the medicine up to the day looked from, or None if it was never stopped.

    It was stopped where a washout has begun, where the plan has come to "none", where the trial has ended and nothing
    else was decided, or where it was decided to stop. A dose in the first 14 days off puts their beginning off to the
    day after it; a later one, or the next treatment phase, is a new start that ends them. A sealed trial is no question
    of this kind.
    """
    if evidence.trial.template is Template.SEALED_PAIRS:
        return None
    taken = sorted({dose.day for dose in taken_doses(evidence) if dose.day >= evidence.trial.starts_on})
    for stop in sorted(_stops(evidence, taken), reverse=True):
        if taken and taken[0] <= stop and (found := _off_from(stop, taken, evidence)).length:
            return found
    return None


def _stops(evidence: Evidence, taken: Sequence[date]) -> Iterator[date]:
    """Yield the days on which it may have been stopped."""
    trial, as_of = evidence.trial, evidence.as_of
    washouts = [phase.starts_on for phase in evidence.phases if phase.kind is PhaseKind.WASHOUT]
    none_planned = [step.starts_on for step in trial.steps[-1:] if not step.mg]
    yield from (day for day in [*washouts, *none_planned] if trial.starts_on <= day <= as_of)
    decided = [decision for decision in evidence.decisions if decision.day <= as_of]
    latest = max(decided, default=None, key=lambda decision: decision.day)
    if latest is not None and latest.choice in _GOES_ON:
        return
    ends = [trial.ended_on] if trial.ended_on is not None and trial.ended_on <= as_of else []
    if latest is not None and latest.choice is Choice.STOP:
        ends.append(latest.day)
    for end in ends:
        yield from [day for day in taken if day <= end][-1:]


def _off_from(stop: date, taken: Sequence[date], evidence: Evidence) -> Span:
    """Return the days off from `stop` on; an empty span where it was taken on."""
    later = [
        phase.starts_on
        for phase in evidence.phases
        if phase.kind in {PhaseKind.TITRATION, PhaseKind.TREATMENT} and stop < phase.starts_on <= evidence.as_of
    ]
    start, end = stop, min([*later, day_after(evidence.as_of, 1)])
    for day in taken:
        if start <= day < end:
            if (day - start).days >= LEAST_DAYS_OFF:
                return Span(start, day)
            start = day_after(day, 1)
    return Span(start, end)
