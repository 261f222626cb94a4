"""The windows of a trial: which days are baseline, transition, stable and endpoint, and when the decision is.

All spans are half-open: the first day belongs to them, the end does not. The rules are those of the design's section
on windows: one decision, at full dose plus 56 or 84 days, moved by pauses, and by an early end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from ldn_tui.domain.trial import Template, Trial, day_after

TRANSITION_DAYS = 14
LEAST_STABLE_DAYS = 28
LEAST_ENDPOINT_DAYS = 14
RUN_DAYS = 7
LOCK_AFTER_DAYS = 3


@dataclass(frozen=True, slots=True)
class Span:
    """Days from `start` on, up to but without `end`."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day < self.end

    @property
    def length(self) -> int:
        """How many days it has, 0 if it ends before it starts."""
        return max((self.end - self.start).days, 0)


@dataclass(frozen=True, slots=True)
class TakenDose:
    """A dose of the trial's medicine that was taken.

    Attributes:
        day: its logical day.
        amount: the amount in mg, or a bottle's label.
        recorded_on: the logical day it was recorded.
    """

    day: date
    amount: float | str
    recorded_on: date


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of a trial; None for what is not known or does not exist.

    Attributes:
        first_dose: the first dose: recorded, else planned.
        full_dose: the first day of the last dose step before the decision.
        baseline: the days before the first dose that are compared.
        transition: the days from the first dose until two weeks after full dose; drawn, not compared.
        stable: the days from there to the decision.
        endpoint: the last days of stable.
        decision_day: the day of the decision.
        pauses: the pauses: their days belong to no window.
        apart: other days that belong to no window: a washout or a follow-up before the decision day.
        is_too_short: whether stable has fewer than 28 days that belong to it.
        missed_full_dose: the full dose that was planned, where an early end came before it.
        is_ended_early: whether the trial ended before its decision day; one that ended after it ran to its decision.
        periods: the periods of a sealed trial, in order.
    """

    first_dose: date | None = None
    full_dose: date | None = None
    baseline: Span | None = None
    transition: Span | None = None
    stable: Span | None = None
    endpoint: Span | None = None
    decision_day: date | None = None
    pauses: tuple[Span, ...] = ()
    is_too_short: bool = False
    periods: tuple[Span, ...] = ()
    missed_full_dose: date | None = None
    is_ended_early: bool = False
    apart: tuple[Span, ...] = ()

    @property
    def left_out(self) -> tuple[Span, ...]:
        """The days that belong to no window: pauses, and what lies apart."""
        return (*self.pauses, *self.apart)

    def days_of(self, span: Span) -> list[date]:
        """Return the days that belong to a window of that span, in order: none of a pause or of what lies apart."""
        return _days_besides(span, self.left_out)


def first_dose(trial: Trial, doses: Sequence[TakenDose]) -> date | None:
    """Return the first recorded dose on or after the trial's start, else the planned one; once locked, it stays.

    A planned one that the trial's end forestalled never came.
    """
    if trial.is_locked and trial.first_dose_on is not None:
        first: date | None = trial.first_dose_on
    else:
        first = min((dose.day for dose in doses if dose.day >= trial.starts_on), default=trial.planned_first_dose)
    is_forestalled = first is not None and trial.ended_on is not None and first > trial.ended_on
    return None if is_forestalled else first


def steps_taken(trial: Trial, doses: Iterable[TakenDose]) -> list[date]:
    """Return when the steps of a trial without a plan began.

    A step begins on the first day of a run of one amount a day that spans at least 7 days; days without a dose do
    not end it. A run of the amount of the step before is that step going on: an odd dose in between begins nothing.
    """
    begun: list[date] = []
    before: float | str | None = None
    by_day = amounts_taken(dose for dose in doses if dose.day >= trial.starts_on)
    for amount, group in groupby(by_day.items(), key=lambda taken: taken[1]):
        days = [day for day, _ in group]
        if (days[-1] - days[0]).days + 1 >= RUN_DAYS and amount != before:
            begun.append(days[0])
            before = amount
    return begun


def amounts_taken(doses: Iterable[TakenDose]) -> dict[date, float | str]:
    """Return what was taken on each day, in order: the sum in mg, or a bottle's label, the last of several."""
    found: dict[date, float | str] = {}
    for dose in sorted(doses, key=lambda dose: dose.day):
        before = found.get(dose.day)
        if isinstance(before, float) and isinstance(dose.amount, float):
            # Amounts are in steps of 0.1: so is their sum.
            found[dose.day] = round(before + dose.amount, 1)
        else:
            found[dose.day] = dose.amount
    return found


def windows(
    trial: Trial, doses: Sequence[TakenDose], pauses: Sequence[Span] = (), apart: Sequence[Span] = ()
) -> Windows:
    """Return the windows of `trial`.

    Args:
        trial: the trial, with its dose plan.
        doses: the taken doses of its medicine.
        pauses: the pauses in it, in order, without overlaps: they move the decision day.
        apart: its other days that belong to no window, those of washouts and follow-ups: they move nothing.
    """
    kept = tuple(pauses)
    first = first_dose(trial, doses)
    if first is None:
        is_early = trial.ended_on is not None
        return Windows(decision_day=trial.day_after_end, pauses=kept, apart=tuple(apart), is_ended_early=is_early)
    if trial.template is Template.SEALED_PAIRS:
        return _sealed_windows(trial, first, kept, apart)
    full = _full_dose(trial, first, doses, kept)
    wanted = _full_dose(replace(trial, ended_on=None), first, doses, kept)
    planned = _planned_decision(trial, first, full, kept)
    decision = min(planned, trial.day_after_end or planned)
    is_early = decision < planned
    besides = _before(decision, apart)
    stable_start = day_after(full, TRANSITION_DAYS)
    stable = Span(min(stable_start, decision), decision)
    counted = _days_besides(stable, (*kept, *besides))
    return Windows(
        first_dose=first,
        full_dose=full,
        baseline=_baseline(trial, first, besides),
        transition=Span(first, min(stable_start, max(decision, first))),
        stable=stable,
        endpoint=_endpoint(trial, stable, counted, LEAST_ENDPOINT_DAYS if is_early else 1),
        decision_day=decision,
        pauses=kept,
        apart=besides,
        is_too_short=len(counted) < LEAST_STABLE_DAYS,
        missed_full_dose=None if wanted == full else wanted,
        is_ended_early=is_early,
    )


def _full_dose(trial: Trial, first: date, doses: Sequence[TakenDose], pauses: Sequence[Span]) -> date:
    """Return the first day of the last step that begins before the decision day in force."""
    if trial.full_dose_on is not None and (trial.ended_on is None or trial.full_dose_on <= trial.ended_on):
        return max(first, trial.full_dose_on)
    begun = [step.starts_on for step in trial.steps if step.mg] or steps_taken(trial, doses)
    full = first
    for start in sorted(begun):
        in_force = _planned_decision(trial, first, full, pauses)
        if start < min(in_force, trial.day_after_end or in_force):
            full = max(full, start)
    return full


def _planned_decision(trial: Trial, first: date, full: date, pauses: Sequence[Span]) -> date:
    """Return the decision day, as it is without an early end."""
    if trial.decision_on is not None:
        return trial.decision_on
    return _moved_by(pauses, first, day_after(full, trial.decision_after))


def _moved_by(pauses: Sequence[Span], first: date, day: date) -> date:
    """Return `day` later by the days of each pause between `first` and it."""
    for pause in pauses:
        start = max(pause.start, first)
        if start < min(day, pause.end):
            day = day_after(day, (pause.end - start).days)
    return day


def _sealed_windows(trial: Trial, first: date, pauses: tuple[Span, ...], apart: Sequence[Span]) -> Windows:
    periods: list[Span] = []
    if trial.pairs is not None and trial.weeks is not None:
        for _ in range(2 * trial.pairs):
            start = periods[-1].end if periods else first
            periods.append(Span(start, _moved_by(pauses, start, day_after(start, 7 * trial.weeks))))
    planned, end = trial.decision_on or (periods[-1].end if periods else None), trial.day_after_end
    is_early = end is not None and (planned is None or end < planned)
    decision = end if is_early else planned
    besides = _before(decision, apart)
    return Windows(
        first_dose=first,
        full_dose=first,
        baseline=_baseline(trial, first, besides),
        decision_day=decision,
        pauses=pauses,
        apart=besides,
        periods=tuple(periods),
        is_ended_early=is_early,
    )


def _before(decision: date | None, apart: Sequence[Span]) -> tuple[Span, ...]:
    """Return what of `apart` lies before the decision: from then on there is no window to belong to."""
    if decision is None:
        return tuple(apart)
    return tuple(Span(span.start, min(span.end, decision)) for span in apart if span.start < decision)


def _baseline(trial: Trial, first: date, apart: Sequence[Span]) -> Span | None:
    """Return the last days before `first`, at most as planned, from the first that lies in no washout on."""
    if trial.template is Template.ALREADY_TAKING:
        return None
    before = _days_besides(Span(trial.starts_on, first), apart)
    return Span(max(before[0], first - timedelta(days=trial.baseline_days)), first) if before else None


def _endpoint(trial: Trial, stable: Span, counted: Sequence[date], least: int) -> Span | None:
    """Return the last days of `stable`, of which only those `counted` belong to it."""
    if len(counted) < least:
        return None
    return Span(counted[-trial.endpoint_days :][0], stable.end)


def _days_besides(span: Span, besides: Sequence[Span]) -> list[date]:
    """Return the days of `span` that lie in none of the others, in order."""
    days = (span.start + timedelta(days=number) for number in range(span.length))
    return [day for day in days if not any(day in other for other in besides)]


def locks_on(trial: Trial, doses: Sequence[TakenDose]) -> date | None:
    """Return the day the windows lock: 3 days after the later of the first taken dose's day and its recording.

    None without a dose, and for who takes the medicine already: such a trial compares nothing.
    """
    if trial.template is Template.ALREADY_TAKING:
        return None
    taken = sorted((dose for dose in doses if dose.day >= trial.starts_on), key=lambda dose: dose.day)
    if not taken:
        return None
    return max(taken[0].day, taken[0].recorded_on) + timedelta(days=LOCK_AFTER_DAYS)
