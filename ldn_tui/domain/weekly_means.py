"""The mean of a measure in each week of a trial."""

from collections import defaultdict
from statistics import fmean

from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.measure_findings import Week
from ldn_tui.domain.phase_days import trial_span, trial_weeks
from ldn_tui.domain.series import LEAST_IN_WINDOW


def weekly_means(evidence: Evidence, measure: str) -> tuple[Week, ...]:
    """Return the weeks of the trial so far with the mean of `measure` in points, where it holds at least 4 ratings.

    Weeks are counted from the first dose; ratings on days that belong to no window do not count.

    Args:
        evidence: the trial.
        measure: the measure's key.
    """
    first, left_out = evidence.windows.first_dose, evidence.windows.left_out
    if first is None:
        return ()
    span = trial_span(evidence)
    by_week: dict[int, list[float]] = defaultdict(list)
    for day, rating in evidence.series(measure).items():
        if day in span and not any(day in besides for besides in left_out):
            index = (day - first).days // 7
            by_week[index + 1 if index >= 0 else index].append(rating)
    weeks: list[Week] = []
    for number, days in trial_weeks(evidence):
        ratings = by_week[number]
        weeks.append(Week(number, days, len(ratings), fmean(ratings) if len(ratings) >= LEAST_IN_WINDOW else None))
    return tuple(weeks)
