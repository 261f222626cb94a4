"""What a report says of days with side effects, and of each period of a trial whose seal was opened."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.measure_findings import Blinded
from ldn_tui.domain.phase_days import phase_days, recorded_days, trial_days
from ldn_tui.domain.phases import PhaseKind, phase_of

# On the days of these phases the medicine is not taken.
_OFF_MEDICINE = {PhaseKind.BASELINE, PhaseKind.WASHOUT, PhaseKind.FOLLOW_UP}


@dataclass(frozen=True, slots=True)
class DaysWith:
    """On how many days, of those that hold a record, something was there."""

    with_it: int
    of: int

    def __add__(self, other: "DaysWith") -> "DaysWith":
        """Return both stretches of days together."""
        return DaysWith(self.with_it + other.with_it, self.of + other.of)


@dataclass(frozen=True, slots=True)
class OpenedPeriod:
    """A period of a trial whose seal was opened.

    Attributes:
        title: how its phase is called in the findings.
        name: what it is called where there is little room: "LDN 1".
        content: what its bottle held: "LDN" or "comparator".
        impression: the overall rating (PGIC) given at its end, or None.
        side_effects: its days with a side effect; None without a record.
    """

    title: str
    name: str
    content: str
    impression: int | None
    side_effects: DaysWith | None


def days_with_side_effects(evidence: Evidence, days: Iterable[date]) -> DaysWith | None:
    """Return on how many of `days` there was a side effect; None if nothing is recorded of any."""
    known = recorded_days(evidence, days)
    return DaysWith(sum(bool(evidence.days[day].side_effects) for day in known), len(known)) if known else None


def days_on_medicine(evidence: Evidence, off_since: date | None) -> list[date]:
    """Return the days on which the medicine is to be taken, in order: none of a pause or of a washout.

    Args:
        evidence: the trial.
        off_since: the first day off the medicine, where it was stopped.
    """
    first = evidence.windows.first_dose
    off = {day for phase in phase_days(evidence) if phase.kind in _OFF_MEDICINE for day in phase.days}
    return [
        day
        for day in trial_days(evidence)
        if first is not None and day >= first and day not in off and (off_since is None or day < off_since)
    ]


def opened_periods(evidence: Evidence, blinded: Blinded | None) -> tuple[OpenedPeriod, ...]:
    """Return the periods of an opened trial, in order; none while it is sealed, or of another trial.

    Args:
        evidence: the trial.
        blinded: LDN against the comparator; None but for an opened trial.
    """
    if blinded is None:
        return ()
    days_of = {phase.title: phase.days for phase in phase_days(evidence)}
    given = {impression.period: impression.value for impression in blinded.impressions}
    periods = []
    for number, span in enumerate(evidence.windows.periods, 1):
        phase = phase_of(span.start, evidence.phases)
        if phase is not None and phase.content is not None:
            side_effects = days_with_side_effects(evidence, days_of.get(phase.title, ()))
            period = OpenedPeriod(phase.title, phase.short_title, phase.content, given.get(number), side_effects)
            periods.append(period)
    return tuple(periods)
