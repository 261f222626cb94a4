"""The level of a trial's baseline and its usual range, as a chart of the whole trial shows them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.usual_range import usual_range
from ldn_tui.domain.windows import Windows
from ldn_tui.domain.windows_as_of import ratings_in


@dataclass(frozen=True, slots=True)
class BaselineLevel:
    """What the days of a trial are seen against.

    Attributes:
        days: the days it is drawn over: those of the trial so far.
        mean: the mean of the baseline, in points.
        low: the lower limit of the usual range, in points, not below the scale; None with fewer than 10 ratings.
        high: the upper limit, not above the scale; None likewise.
    """

    days: Window
    mean: float
    low: float | None = None
    high: float | None = None


def baseline_level(ratings: Mapping[date, float], windows: Windows, days: Window) -> BaselineLevel | None:
    """Return the level of a measure's baseline; None where there is no baseline, or nothing was rated in it.

    Args:
        ratings: the measure's ratings by day.
        windows: the trial's windows.
        days: the days of the trial so far.
    """
    if windows.baseline is None:
        return None
    baseline = {
        day: rating
        for day, rating in ratings_in(ratings, windows.baseline, windows.left_out).items()
        if day <= days.last
    }
    if not baseline:
        return None
    usual = usual_range(baseline)
    if usual is None:
        return BaselineLevel(days, fmean(baseline.values()))
    return BaselineLevel(days, usual.mean, max(usual.low, 0.0), min(usual.high, 10.0))
