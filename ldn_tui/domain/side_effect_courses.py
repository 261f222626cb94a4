"""Side effects over a trial: on how many days each was there, by dose step and by phase, against the baseline."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from ldn_tui.domain.dose_steps import dose_steps
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.medicine_findings import SideEffectCourse, SideEffectShare
from ldn_tui.domain.phase_days import compared_phase_days, recorded_days, trial_days
from ldn_tui.domain.side_effects import urgency
from ldn_tui.domain.windows_as_of import BASELINE, windows_as_of


def side_effect_courses(evidence: Evidence) -> tuple[SideEffectCourse, ...]:
    """Return the course of every side effect of the trial so far, the most frequent first.

    The days of pauses count nowhere, nor do days of which nothing is recorded. A risk difference is the share of days
    with it in a stretch minus that in the baseline. While sealed the bottles are told together.
    """
    found: dict[str, dict[date, int]] = {}
    for day in recorded_days(evidence, trial_days(evidence)):
        for effect in evidence.days[day].side_effects:
            severities = found.setdefault(effect.term, {})
            severities[day] = max(effect.severity, severities.get(day, 0))
    baseline = windows_as_of(evidence.windows, evidence.as_of).get(BASELINE)
    before = () if baseline is None else recorded_days(evidence, evidence.windows.days_of(baseline))
    steps = [(step.title, recorded_days(evidence, step.days)) for step in dose_steps(evidence)]
    phases = [(phase.title, recorded_days(evidence, phase.days)) for phase in compared_phase_days(evidence)]
    frequency = Counter({term: len(severities) for term, severities in found.items()})
    return tuple(
        _course(term, found[term], before, steps, phases)
        for term in sorted(found, key=lambda term: (-frequency[term], term.casefold(), term))
    )


def _course(
    term: str,
    severities: Mapping[date, int],
    before: Iterable[date],
    steps: Iterable[tuple[str, list[date]]],
    phases: Iterable[tuple[str, list[date]]],
) -> SideEffectCourse:
    baseline = _share(BASELINE, list(before), severities, None)
    usual = baseline.with_it / baseline.days if baseline.days else None
    worst = max(severities.values())
    return SideEffectCourse(
        term=term,
        is_red_flag=urgency(term, worst) is not None,
        total=len(severities),
        worst=worst,
        baseline=baseline if baseline.days else None,
        steps=tuple(_share(title, days, severities, usual) for title, days in steps),
        phases=tuple(_share(title, days, severities, usual) for title, days in phases),
    )


def _share(stretch: str, days: list[date], severities: Mapping[date, int], usual: float | None) -> SideEffectShare:
    there = [severities[day] for day in days if day in severities]
    return SideEffectShare(
        stretch=stretch,
        days=len(days),
        with_it=len(there),
        worst=max(there, default=None),
        risk_difference=None if usual is None or not days else len(there) / len(days) - usual,
    )
