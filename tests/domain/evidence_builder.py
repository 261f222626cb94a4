"""A trial as it was recorded, in a line: `evidence(baseline=[6, 7, ...], treatment=[5, None, 4, ...])`."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date, datetime, time, timedelta, timezone
from typing import Any

from ldn_tui.domain.days import Day, Dose, Rating
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.planned_doses import planned_dose
from ldn_tui.domain.trial import NALTREXONE, DoseStep, Template, Trial
from ldn_tui.domain.trial_phases import pause_spans, planned_phases
from ldn_tui.domain.windows import TakenDose, windows

START = date(2026, 9, 1)
DAY_STARTS_AT = time(4)
ZONE = timezone(timedelta(hours=1))
PAIN, SLEEP, MOOD, FOOD, FUNCTION = FIRST_MEASURES

Values = Sequence[float | None]


def on(number: int) -> date:
    """Return the day `number` days after the trial's first."""
    return START + timedelta(days=number)


def evening(day: date, later: int = 0, hour: int = 22, minute: int = 0) -> datetime:
    """Return 22:00 of the day `later` days after `day`, or another hour and minute of it."""
    return datetime.combine(day + timedelta(days=later), time(hour, minute), ZONE)


def plan(*steps: tuple[int, float]) -> tuple[DoseStep, ...]:
    """Return a dose plan of (day number, mg), each at 22:00."""
    return tuple(DoseStep(on(number), mg, time(22)) for number, mg in steps)


def rated(day: date, values: Mapping[str, float | None], later: int = 0) -> dict[str, Rating]:
    """Return `values` by measure as ratings recorded in the evening of `day`, or `later` days after it."""
    return {key: Rating(key, value, evening(day, later)) for key, value in values.items()}


def dose(day: date, mg: float | None = 4.5, label: str | None = None, **changes: Any) -> Dose:
    """Return a dose of the trial's medicine, taken and recorded at 22:00 of `day` unless `changes` say otherwise."""
    known = Dose(f"{day}", NALTREXONE, mg, label, True, evening(day), evening(day))
    return replace(known, **changes)


def pause(first: int, last: int | None) -> Phase:
    """Return the pause from day number `first` to `last`, both in it; None while it lasts."""
    return Phase(PhaseKind.PAUSE, None, on(first), None if last is None else on(last), "t")


def evidence(
    baseline: Values = (),
    treatment: Values = (),
    *,
    others: Mapping[str, Values] | None = None,
    pauses: Sequence[Phase] = (),
    also: Mapping[int, Mapping[str, Any]] | None = None,
    **changes: Any,
) -> Evidence:
    """Return the evidence of a trial in which 4.5 mg are planned from the day after the baseline, and taken each day.

    The day numbers are those of `on`: 0 is the trial's first day.

    Args:
        baseline: pain of each day from the trial's first; None for a day without an answer.
        treatment: pain of each day from the first dose.
        others: the values of other measures, by key, from the trial's first day.
        pauses: pauses among the planned phases.
        also: what else a day holds, by its number, as fields of `Day`; `doses=()` for a day without a dose.
        changes: other fields of `Evidence` (as_of, medicines, phases, seal, ...) or of `Trial` (steps, template,
            ended_on, pairs, ...).
    """
    for_evidence = {field.name for field in fields(Evidence)} - {"trial"}
    of_evidence = {name: value for name, value in changes.items() if name in for_evidence}
    of_trial = {name: value for name, value in changes.items() if name not in for_evidence}
    first = len(baseline)
    series: dict[str, Values] = {"pain": [*baseline, *treatment], **(others or {})}
    length = max([len(values) for values in series.values()] + [number + 1 for number in also or {}])
    trial = replace(_trial(first), **of_trial)
    phases = of_evidence.get("phases", planned_phases(trial, windows(trial, [], pause_spans(pauses, START)), pauses))
    days: dict[date, Day] = {}
    for number in range(length):
        day = on(number)
        values = {key: known[number] for key, known in series.items() if number < len(known)}
        known = replace(
            Day(day, ratings=rated(day, values), doses=_doses(day, first, trial, phases)),
            **(also or {}).get(number, {}),
        )
        if not known.is_empty:
            days[day] = known
    as_of = of_evidence.get("as_of", on(max(length - 1, 0)))
    taken = [TakenDose(day, dose.mg or dose.label or "", day) for day in days for dose in days[day].doses if dose.taken]
    built = Evidence(
        as_of=as_of,
        trial=trial,
        windows=windows(trial, taken, pause_spans(phases, as_of)),
        phases=tuple(phases),
        measures=FIRST_MEASURES,
        days={day: known for day, known in days.items() if day <= as_of},
        day_starts_at=DAY_STARTS_AT,
    )
    return replace(built, **{name: value for name, value in of_evidence.items() if name != "as_of"})


def _trial(first: int) -> Trial:
    return Trial(
        id="t",
        question="Does LDN help my pain?",
        condition="fibromyalgia",
        template=Template.BEFORE_AFTER,
        starts_on=START,
        first_dose_on=on(first),
        baseline_days=28,
        endpoint_days=28,
        primary="pain",
        threshold=30,
        decision_after=56,
        decision_on=None,
        steps=plan((first, 4.5)),
    )


def _doses(day: date, first: int, trial: Trial, phases: Sequence[Phase]) -> tuple[Dose, ...]:
    if trial.template is not Template.SEALED_PAIRS and not trial.steps:
        return (dose(day),) if day >= on(first) and trial.holds(day) else ()
    planned = planned_dose(day, [trial], phases)
    return () if planned is None else (dose(day, planned.mg, planned.label),)
