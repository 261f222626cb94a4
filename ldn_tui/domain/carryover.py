"""After stopping: whether what was gained is still there, and how fast it went.

No return after two weeks does not prove that it was not the drug, and a return does not prove that it was.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

from ldn_tui.domain.measures import Direction
from ldn_tui.domain.onset import first_sustained_day
from ldn_tui.domain.serial_interval import SerialInterval, serial_interval
from ldn_tui.domain.windows import Span

COMPARED_DAYS = 14
LEAST_DAYS_OFF = 14
LEAST_RATINGS = 8
# Days 15 to 28 off: what is left of the drug is gone, and the memory of the trial is fresh.
COMPARED_UNTIL = 28


@dataclass(frozen=True, slots=True)
class AfterStopping:
    """How the days without the drug compare with the endpoint.

    Attributes:
        days: the days off that are compared.
        interval: the change from the endpoint to them; None where nothing varies.
        half_way: the first day whose trailing mean is at least half-way back to the baseline and stays there; None if
            none is, or if the endpoint was no better than the baseline.
    """

    days: Span
    interval: SerialInterval | None
    half_way: date | None


def days_compared(off: Span) -> Span | None:
    """Return which of the days `off` are compared: days 15 to 28, before that the last 14 so far.

    Returns:
        None with fewer than 14 days off.
    """
    if off.length < LEAST_DAYS_OFF:
        return None
    end = min(off.end, off.start + timedelta(days=COMPARED_UNTIL))
    return Span(end - timedelta(days=COMPARED_DAYS), end)


def after_stopping(
    baseline: Mapping[date, float],
    endpoint: Mapping[date, float],
    ratings: Mapping[date, float],
    off: Span,
    direction: Direction = Direction.LOWER,
) -> AfterStopping | None:
    """Return what became of a measure after stopping.

    Args:
        baseline: the ratings of the baseline by day; may be empty.
        endpoint: the ratings of the endpoint by day, A of the interval.
        ratings: ratings by day; only those of the days `off` are looked at.
        off: the days without the drug, from the first one to the last that counts.
        direction: which end of the scale is the good one.

    Returns:
        None where it is too early: fewer than 14 days off, or fewer than 8 ratings in those compared; also without any
        rating in the endpoint.
    """
    days = days_compared(off)
    if days is None or not endpoint:
        return None
    compared = {day: rating for day, rating in ratings.items() if day in days}
    if len(compared) < LEAST_RATINGS:
        return None
    interval = serial_interval(endpoint, compared, compared, direction)
    return AfterStopping(days, interval, _half_way(baseline, endpoint, ratings, off, direction))


def _half_way(
    baseline: Mapping[date, float],
    endpoint: Mapping[date, float],
    ratings: Mapping[date, float],
    off: Span,
    direction: Direction,
) -> date | None:
    if not baseline:
        return None
    before, during = fmean(baseline.values()), fmean(endpoint.values())
    has_improved = during < before if direction is Direction.LOWER else during > before
    if not has_improved:
        return None
    back = Direction.HIGHER if direction is Direction.LOWER else Direction.LOWER
    return first_sustained_day(ratings, off, (before + during) / 2, back)
