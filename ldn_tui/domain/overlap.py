"""The better-day share: how often a day of treatment is better than a day before it.

NAP, non-overlap of all pairs, is Parker & Vannest's (2009), Tau is Kendall's without its trend terms. Neither has an
interval here: those published for them take the days for independent.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection

# Ratings each window needs before the share is shown.
LEAST_RATINGS = 7


def nap(baseline: Collection[float], treatment: Collection[float], *, lower_is_better: bool = True) -> float:
    """Return the share, 0 to 1, of pairs of a baseline day and a treatment day in which the latter is better.

    Ties count half. It takes the time of sorting the baseline.

    Args:
        baseline: ratings before, at least one.
        treatment: ratings during, at least one.
        lower_is_better: which way is better.
    """
    ordered = sorted(baseline)
    below = sum(bisect_left(ordered, rating) for rating in treatment)
    not_above = sum(bisect_right(ordered, rating) for rating in treatment)
    pairs = len(baseline) * len(treatment)
    # Twice the number of pairs won, so that halves stay whole numbers.
    won = below + not_above
    return (2 * pairs - won if lower_is_better else won) / (2 * pairs)


def tau(baseline: Collection[float], treatment: Collection[float], *, lower_is_better: bool = True) -> float:
    """Return 2 NAP - 1: from -1, every treatment day is worse, to 1, every one is better."""
    return 2 * nap(baseline, treatment, lower_is_better=lower_is_better) - 1
