"""How completely, and how soon, a trial was rated."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from ldn_tui.domain.days import Timeliness, timeliness
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.findings import Completeness, DataQuality
from ldn_tui.domain.phase_days import OTHER_DAYS, days_in_no_phase, phase_days, trial_days, trial_weeks
from ldn_tui.domain.trial import day_after
from ldn_tui.domain.windows import Span
from ldn_tui.domain.windows_as_of import days_in

WHOLE = "all"

_ONE_DAY = timedelta(days=1)


def data_quality(evidence: Evidence) -> DataQuality:
    """Return the completeness of the trial so far: in all, by phase and by week, with its longest gap.

    The days of pauses and those after the day looked from count nowhere. A day is rated if any measure has a value;
    it is as late as the last of its ratings.
    """
    days, rated = trial_days(evidence), _rated_days(evidence)
    parts = [(phase.title, phase.days) for phase in phase_days(evidence)]
    if others := days_in_no_phase(evidence):
        parts.append((OTHER_DAYS, others))
    return DataQuality(
        whole=_completeness(WHOLE, days, evidence, rated),
        phases=tuple(_completeness(title, counted, evidence, rated) for title, counted in parts),
        weeks=tuple(
            _completeness(f"week {number}", counted, evidence, rated)
            for number, span in trial_weeks(evidence)
            if (counted := days_in(span, evidence.windows.pauses))
        ),
        longest_gap=longest_gap([day for day in days if day not in rated]),
    )


def longest_gap(unrated: Sequence[date]) -> Span | None:
    """Return the longest run of days that follow each other among `unrated`, the first of equally long ones, or None.

    Args:
        unrated: days without a rating, in order.
    """
    longest: Span | None = None
    start: date | None = None
    for before, day in zip([None, *unrated], unrated, strict=False):
        if start is None or before is None or day - before != _ONE_DAY:
            start = day
        if longest is None or (day - start).days + 1 > longest.length:
            longest = Span(start, day_after(day, 1))
    return longest


def _rated_days(evidence: Evidence) -> dict[date, Timeliness]:
    """Return how soon each rated day was rated: worked out once, and counted by phase, by week and in all."""
    return {
        day: timeliness(known.lag(evidence.day_starts_at) or 0)
        for day, known in evidence.days.items()
        if any(rating.value is not None for rating in known.ratings.values())
    }


def _completeness(
    name: str, days: Sequence[date], evidence: Evidence, rated: Mapping[date, Timeliness]
) -> Completeness:
    when = [rated[day] for day in days if day in rated]
    return Completeness(
        name=name,
        start=days[0] if days else evidence.trial.starts_on,
        days=len(days),
        rated=len(when),
        on_time=when.count(Timeliness.ON_TIME),
        late=when.count(Timeliness.LATE),
        recalled=when.count(Timeliness.RECALLED),
    )
