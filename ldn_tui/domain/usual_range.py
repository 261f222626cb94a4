"""The usual range of a baseline: the limits of an individuals chart (XmR; Shewhart, Wheeler), as shading, no alarms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean

# Ratings a baseline needs for a range.
LEAST_RATINGS = 10
# 2.66 in the tables: three standard deviations, a moving range of two being 1.128 of them on average.
RANGE_FACTOR = 3 / 1.128

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class UsualRange:
    """Where most days of a baseline lie, in points; the limits may lie outside the scale.

    Attributes:
        mean: the mean of the baseline.
        moving_range: the mean distance between a day and the next.
    """

    mean: float
    moving_range: float

    @property
    def low(self) -> float:
        """The lower limit: the mean less 2.66 mean moving ranges."""
        return self.mean - RANGE_FACTOR * self.moving_range

    @property
    def high(self) -> float:
        """The upper limit: the mean and 2.66 mean moving ranges."""
        return self.mean + RANGE_FACTOR * self.moving_range


def usual_range(baseline: Mapping[date, float]) -> UsualRange | None:
    """Return the usual range of `baseline`, ratings by day.

    A moving range is the distance between two ratings exactly one day apart: over a gap a level may have moved, and the
    distance would not be that of neighbours.

    Returns:
        None with fewer than 10 ratings, or without two days in a row.
    """
    ranges = [abs(rating - baseline[day - _DAY]) for day, rating in baseline.items() if day - _DAY in baseline]
    if len(baseline) < LEAST_RATINGS or not ranges:
        return None
    return UsualRange(fmean(baseline.values()), fmean(ranges))
