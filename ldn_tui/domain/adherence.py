"""How the doses of a trial were taken: due, taken, late and extra, and how long the supply lasts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from math import floor
from statistics import median

from ldn_tui.domain.dates import days_between
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.medicine_findings import Adherence, DoseRecord
from ldn_tui.domain.phase_days import OTHER_DAYS, days_in_no_phase, phase_days, trial_days
from ldn_tui.domain.phases import PhaseKind, phase_of
from ldn_tui.domain.planned_doses import PlannedDose, planned_dose
from ldn_tui.domain.trial import Template, day_after
from ldn_tui.domain.trial_doses import doses_on, doses_taken_on, medicine_of_trial, since_day_began, units_taken_on
from ldn_tui.domain.windows_as_of import STABLE, windows_as_of

WHOLE = "all"
LATE_AFTER = timedelta(hours=2)
# A supply that lasts longer than five years is no worry of this trial.
LOOK_AHEAD_DAYS = 366 * 5

_ON_TREATMENT = {PhaseKind.TITRATION, PhaseKind.TREATMENT}
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class _DoseDay:
    """One day: whether a dose was due, how many were taken, whether it was said that none was, and if it was late."""

    is_due: bool
    taken: int
    is_said_not_taken: bool
    is_late: bool


def dose_record(evidence: Evidence) -> DoseRecord:
    """Return the doses of the trial so far: in all, in the stable days and by phase, what is left, and the usual time.

    A dose is due where the plan holds one from the first dose on; without a plan on every day of a titration or
    treatment phase, and where there is none of these on every day since the first dose. The days of pauses count
    nowhere.
    """
    counted = trial_days(evidence)
    stable = windows_as_of(evidence.windows, evidence.as_of).get(STABLE)
    stable_days = () if stable is None else evidence.windows.days_of(stable)
    parts = [(phase.title, phase.days) for phase in phase_days(evidence)]
    if others := days_in_no_phase(evidence):
        parts.append((OTHER_DAYS, others))
    return DoseRecord(
        whole=_adherence(WHOLE, counted, evidence),
        stable=_adherence(STABLE, stable_days, evidence) if stable_days else None,
        phases=tuple(_adherence(title, days, evidence) for title, days in parts),
        supply_left=supply_left(evidence),
        runs_out_on=runs_out_on(evidence),
        usual_time=usual_time(evidence, counted),
    )


def supply_left(evidence: Evidence) -> float | None:
    """Return how many units of the trial's medicine are left after the day looked from; None if that cannot be told.

    They are what was counted less what was taken since, on the day it was counted too.
    """
    medicine = medicine_of_trial(evidence)
    if medicine is None or medicine.supply is None or medicine.supply_on is None:
        return None
    if evidence.as_of < medicine.supply_on:
        return None
    since = [day for day in evidence.days if day >= medicine.supply_on]
    return max(medicine.supply - sum(units_taken_on(evidence, day, medicine) for day in since), 0.0)


def runs_out_on(evidence: Evidence) -> date | None:
    """Return the first day without enough left for its dose; None if that cannot be told, or never comes.

    With a plan the days ahead on which it holds a dose count, without one every day.
    """
    medicine, left = medicine_of_trial(evidence), supply_left(evidence)
    if medicine is None or left is None or medicine.as_needed:
        return None
    trial, ahead = (
        evidence.trial,
        days_between(day_after(evidence.as_of, 1), day_after(evidence.as_of, LOOK_AHEAD_DAYS)),
    )
    if trial.steps or trial.template is Template.SEALED_PAIRS:
        ahead = (day for day in ahead if planned_dose(day, [trial], evidence.phases) is not None)
    # What adds up to a whole day's units but for the rounding of floats is enough.
    enough_for = floor(left / (medicine.units_a_day or 1) + 1e-9)
    runs_out = next(islice(ahead, enough_for, None), None)
    return None if runs_out is None or not medicine.is_active(runs_out) else runs_out


def usual_time(evidence: Evidence, days: Iterable[date]) -> str | None:
    """Return the median time of the first dose of each of `days`, as "22:05"; None where no time is known."""
    times = [
        since
        for day in days
        for dose in doses_taken_on(evidence, day)[:1]
        if (since := since_day_began(evidence, day, dose.taken_at)) is not None
    ]
    if not times:
        return None
    # Counted from the day's start, a dose after midnight is a late one, not an early one.
    middle = timedelta(minutes=round(median(since / timedelta(minutes=1) for since in times)))
    return f"{datetime.combine(date(2000, 1, 2), evidence.day_starts_at) + middle % _A_DAY:%H:%M}"


def days_without_dose(evidence: Evidence, days: Iterable[date]) -> tuple[date, ...]:
    """Return on which of `days` a dose was due and none is recorded as taken, in their order."""
    known = ((day, _dose_day(day, evidence)) for day in days)
    return tuple(day for day, dose_day in known if dose_day.is_due and not dose_day.taken)


def _adherence(name: str, days: Iterable[date], evidence: Evidence) -> Adherence:
    known = [_dose_day(day, evidence) for day in days]
    due = [day for day in known if day.is_due]
    return Adherence(
        name=name,
        due=len(due),
        taken=sum(day.taken > 0 for day in due),
        not_taken=sum(day.is_said_not_taken for day in due),
        late=sum(day.is_late for day in due),
        extra=sum(max(day.taken - day.is_due, 0) for day in known),
    )


def _dose_day(day: date, evidence: Evidence) -> _DoseDay:
    planned = planned_dose(day, [evidence.trial], evidence.phases)
    taken = doses_taken_on(evidence, day)
    return _DoseDay(
        is_due=_is_due(day, planned, evidence),
        taken=len(taken),
        is_said_not_taken=not taken and bool(doses_on(evidence, day)),
        is_late=bool(taken)
        and planned is not None
        and planned.at is not None
        and _is_late(evidence, day, planned.at, taken[0].taken_at),
    )


def _is_due(day: date, planned: PlannedDose | None, evidence: Evidence) -> bool:
    first, trial = evidence.windows.first_dose, evidence.trial
    if first is None or day < first:
        # What was planned before a first dose that came late belongs to the baseline.
        return False
    if trial.steps or trial.template is Template.SEALED_PAIRS:
        return planned is not None
    if any(phase.kind in _ON_TREATMENT for phase in evidence.phases):
        phase = phase_of(day, evidence.phases)
        return phase is not None and phase.kind in _ON_TREATMENT
    return phase_of(day, evidence.phases) is None


def _is_late(evidence: Evidence, day: date, at: time, taken_at: datetime | None) -> bool:
    since = since_day_began(evidence, day, taken_at)
    starts_at = evidence.day_starts_at
    # A planned time before the day's start is one after midnight, at the day's end.
    planned_on = day if at >= starts_at else day + _A_DAY
    planned = datetime.combine(planned_on, at) - datetime.combine(day, starts_at)
    return since is not None and since - planned >= LATE_AFTER
