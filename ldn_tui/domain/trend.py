"""The trend that was there already: the Theil-Sen slope of a baseline (Sen 1968), with a moving-block interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

from ldn_tui.domain.moving_blocks import SEED, draw_days, percentile_limits, seeded

# Ratings a baseline needs for a trend.
LEAST_RATINGS = 14
DRAWS = 200

_WEEK = 7


@dataclass(frozen=True, slots=True)
class Trend:
    """A slope in points a week, with its 95 % limits.

    Attributes:
        slope: the Theil-Sen slope.
        low: the lower limit.
        high: the upper limit.
    """

    slope: float
    low: float
    high: float


def theil_sen(ratings: Mapping[date, float]) -> float | None:
    """Return the median slope of all pairs of days in points a day; None with fewer than two days."""
    return _median_slope([day.toordinal() for day in ratings], list(ratings.values()))


def _median_slope(days: Sequence[int], ratings: Sequence[float]) -> float | None:
    # Written out: a baseline has hundreds of pairs, and there are hundreds of draws of it for every measure.
    slopes = [
        (later - rating) / (other - day)
        for number, (day, rating) in enumerate(zip(days, ratings, strict=True), 1)
        for other, later in zip(days[number:], ratings[number:], strict=True)
    ]
    return median(slopes) if slopes else None


def baseline_trend(baseline: Mapping[date, float], draws: int = DRAWS, seed: int = SEED) -> Trend | None:
    """Return the trend of `baseline`, ratings by day.

    The interval is that of the percentiles of a moving-block bootstrap of the residuals, seeded: the distances from the
    fitted line are drawn in blocks of 7 days and laid on the line again. A missing day is drawn as missing. Four weeks
    hold few blocks: where days resemble their neighbours (lag-1 0.5) it covers the true slope three times in four, not
    nineteen in twenty, so it is a hint and decides nothing.

    Returns:
        None with fewer than 14 ratings, or without two draws that have a slope.
    """
    slope = theil_sen(baseline)
    if slope is None or len(baseline) < LEAST_RATINGS:
        return None
    first = min(baseline).toordinal()
    length = max(baseline).toordinal() - first + 1
    residuals: list[float | None] = [None] * length
    for day, rating in baseline.items():
        position = day.toordinal() - first
        residuals[position] = rating - slope * position
    source = seeded(seed)
    found: list[float] = []
    for _ in range(draws):
        drawn = {place: residuals[position] for place, position in enumerate(draw_days(length, source))}
        rated = {place: residual for place, residual in drawn.items() if residual is not None}
        again = _median_slope(list(rated), list(rated.values()))
        if again is not None:
            found.append(slope + again)
    if len(found) < 2:
        return None
    low, high = percentile_limits(found)
    return Trend(_WEEK * slope, _WEEK * low, _WEEK * high)
