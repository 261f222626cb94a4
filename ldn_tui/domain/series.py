"""A measure's values over days: trailing means, and buckets that keep the extremes of a long history visible."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median

MEAN_WINDOW = 7
LEAST_IN_WINDOW = 4


@dataclass(frozen=True, slots=True)
class Bucket:
    """The ratings of a stretch of days: the least, the median and the greatest.

    Attributes:
        first: the first day of the stretch.
        last: the last day of the stretch.
        low: the least value; equal to the others where the stretch holds one rating.
        middle: the median.
        high: the greatest value.
        count: how many ratings it holds.
    """

    first: date
    last: date
    low: float
    middle: float
    high: float
    count: int


def trailing_means(
    values: Mapping[date, float],
    first: date,
    last: date,
    window: int = MEAN_WINDOW,
    least: int = LEAST_IN_WINDOW,
) -> dict[date, float]:
    """Return the mean of each day and the days before it, for `first` to `last`, in time linear in the days.

    Args:
        values: ratings by day; a missing day is missing, never interpolated.
        first: first day asked for.
        last: last day asked for.
        window: days in a window, the day itself included.
        least: a window with fewer ratings has no mean.
    """
    begin, end = first.toordinal() - window + 1, last.toordinal()
    # There is no date before day 1 of the calendar, but there is a window that would begin there.
    found = [values.get(date.fromordinal(number)) if number > 0 else None for number in range(begin, end + 1)]
    means: dict[date, float] = {}
    total, count = 0.0, 0
    for index, value in enumerate(found):
        if value is not None:
            total, count = total + value, count + 1
        if index >= window and (left := found[index - window]) is not None:
            total, count = total - left, count - 1
        if index >= window - 1 and count >= least:
            # Ratings are tenths: rounding at the ninth decimal only removes what the running sum gathered.
            means[date.fromordinal(begin + index)] = round(total / count, 9)
    return means


def buckets(values: Mapping[date, float], spans: Sequence[tuple[date, date]]) -> list[Bucket | None]:
    """Return one bucket for each span of days (both ends included); None where it holds no rating."""
    days = sorted(values)
    in_order = [values[day] for day in days]
    found: list[Bucket | None] = []
    for first, last in spans:
        inside = sorted(in_order[bisect_left(days, first) : bisect_right(days, last)])
        found.append(Bucket(first, last, inside[0], float(median(inside)), inside[-1], len(inside)) if inside else None)
    return found
