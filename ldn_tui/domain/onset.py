"""When an improvement began, and in which order the measures improved.

First sustained improvement: the first day since the first dose whose trailing 7-day mean is better than the baseline's
mean by at least 1 point and half a standard deviation of the baseline, and stays so on every evaluable day of the next
14. The order is told from a moving-block bootstrap of the days, drawn together for all measures.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, combinations
from statistics import fmean, stdev

from ldn_tui.domain.measures import Direction
from ldn_tui.domain.moving_blocks import SEED, draw_days, seeded
from ldn_tui.domain.series import LEAST_IN_WINDOW, MEAN_WINDOW
from ldn_tui.domain.windows import Span

SUSTAINED_DAYS = 14
LEAST_SUSTAINED = 8
LEAST_POINTS = 1.0
LEAST_DEVIATIONS = 0.5

DRAWS = 400
STRETCH_DAYS = 14
MOST_DAYS = 120
MOST_MEASURES = 5
TOLD_APART = 0.9

# Ratings are tenths: a mean that misses its level by less than this misses it by rounding alone.
_ROUNDING = 1e-9


def first_sustained_day(
    ratings: Mapping[date, float], days: Span, level: float, direction: Direction = Direction.LOWER
) -> date | None:
    """Return the first of `days` whose trailing mean reaches `level` and stays there.

    The mean is that of 7 days with at least 4 ratings, and only of `days`. It stays if no evaluable day of the next 14
    falls short of it, and those 14 have at least 8 ratings, also where some of them lie ahead.

    Args:
        ratings: ratings by day; others than those of `days` are not looked at.
        days: where to look.
        level: what the mean must reach, in points.
        direction: whether reaching it means at or below it, or at or above it.
    """
    position = _first_sustained(_by_position(ratings, days, direction), _turned(level, direction))
    return None if position is None else days.start + timedelta(days=position)


def first_sustained_improvement(
    baseline: Mapping[date, float],
    ratings: Mapping[date, float],
    since_first_dose: Span,
    direction: Direction = Direction.LOWER,
) -> date | None:
    """Return the day a measure's first sustained improvement begins, or None if there is none.

    Args:
        baseline: the ratings of the baseline by day.
        ratings: ratings by day, without those of a pause; others than those since the first dose are not looked at.
        since_first_dose: the days from the first dose to the last that counts.
        direction: which end of the scale is the good one.
    """
    if not baseline:
        return None
    level = _turned(_level([_turned(rating, direction) for rating in baseline.values()]), direction)
    return first_sustained_day(ratings, since_first_dose, level, direction)


def _turned(value: float, direction: Direction) -> float:
    """Return `value` on a scale of which lower is better."""
    return value if direction is Direction.LOWER else -value


def _level(baseline: Sequence[float]) -> float:
    """Return what a mean must fall to, to be an improvement on `baseline`, of which lower is better."""
    spread = stdev(baseline) if len(baseline) > 1 else 0.0
    return fmean(baseline) - max(LEAST_POINTS, LEAST_DEVIATIONS * spread)


def _by_position(ratings: Mapping[date, float], days: Span, direction: Direction) -> list[float | None]:
    """Return a place for each of `days`, with what was rated on a scale of which lower is better."""
    turn = 1 if direction is Direction.LOWER else -1
    found = [ratings.get(days.start + timedelta(days=number)) for number in range(days.length)]
    return [None if rating is None else turn * rating for rating in found]


def _first_sustained(values: Sequence[float | None], level: float) -> int | None:
    """Return the position of the first day whose trailing mean falls to `level` and stays there."""
    # Running sums, begun a window early: the mean of any days is then a difference of two of them.
    early = [0] * (MEAN_WINDOW - 1)
    sums = list(accumulate((value or 0.0 for value in values), initial=0.0))
    counts = list(accumulate((value is not None for value in values), initial=0))
    before = zip([*early, *sums], [*early, *counts], strict=True)
    margin = level + _ROUNDING
    begun: list[int] = []
    for position, (total, count, (old_total, old_count)) in enumerate(zip(sums[1:], counts[1:], before, strict=False)):
        rated = count - old_count
        if rated < LEAST_IN_WINDOW:
            continue
        if total - old_total <= margin * rated:
            begun.append(position)
            continue
        # The mean is up again: of the days since it fell, only those two weeks back or more had stayed.
        lasting = _sustained(begun, position - SUSTAINED_DAYS, counts)
        if lasting is not None:
            return lasting
        begun.clear()
    return _sustained(begun, len(values), counts)


def _sustained(begun: Sequence[int], end: int, counts: Sequence[int]) -> int | None:
    """Return the first of the days `begun` before `end` whose next 14 days have enough ratings."""
    last = len(counts) - 1
    for position in begun:
        if position >= end:
            return None
        if counts[min(position + 1 + SUSTAINED_DAYS, last)] - counts[position + 1] >= LEAST_SUSTAINED:
            return position
    return None


@dataclass(frozen=True, slots=True)
class RatedMeasure:
    """A measure whose place in the order is asked for.

    Attributes:
        key: its key.
        ratings: ratings by day, of the baseline and since the first dose, without those of a pause.
        direction: which end of the scale is the good one.
    """

    key: str
    ratings: Mapping[date, float]
    direction: Direction = Direction.LOWER


@dataclass(frozen=True, slots=True)
class PairOrder:
    """Which of two measures improved first, the likelier way round.

    Attributes:
        first: the key of the one that was first.
        then: the key of the other.
        probability: the share of the draws in which it was so, 0.5 to 1; ties, and both not reached, count half.
    """

    first: str
    then: str
    probability: float


@dataclass(frozen=True, slots=True)
class OrderOfImprovement:
    """The order in which measures improved, as far as it can be told.

    Attributes:
        pairs: each pair of measures, in the order the measures were given.
        draws: how many draws it rests on.
    """

    pairs: tuple[PairOrder, ...]
    draws: int


def order_of_improvement(
    measures: Sequence[RatedMeasure],
    baseline: Span,
    since_first_dose: Span,
    draws: int = DRAWS,
    seed: int = SEED,
    on_progress: Callable[[int], object] | None = None,
) -> OrderOfImprovement:
    """Return the order in which `measures` improved, from a moving-block bootstrap.

    Args:
        measures: those with a change to show, the most important first; the first 5 count.
        baseline: the days of the baseline.
        since_first_dose: the days from the first dose to the last that counts; the first 120 count.
        draws: how often the days are drawn.
        seed: of the draws; the same seed gives the same order to the last digit.
        on_progress: called with the number of draws done after each of them; an error it raises ends the work.
    """
    keys = [measure.key for measure in measures[:MOST_MEASURES]]
    # In halves, so that a tie is a whole number.
    halves = dict.fromkeys(combinations(range(len(keys)), 2), 0)
    for done, onsets in enumerate(_drawn_onsets(measures, baseline, since_first_dose, draws, seed), 1):
        for first, then in halves:
            halves[first, then] += 1 + (onsets[first] < onsets[then]) - (onsets[first] > onsets[then])
        if on_progress is not None:
            on_progress(done)
    pairs = [
        PairOrder(keys[first], keys[then], won / (2 * draws))
        if won >= draws
        else PairOrder(keys[then], keys[first], 1 - won / (2 * draws))
        for (first, then), won in halves.items()
    ]
    return OrderOfImprovement(tuple(pairs), draws)


def _drawn_onsets(
    measures: Sequence[RatedMeasure], baseline: Span, since_first_dose: Span, draws: int, seed: int
) -> Iterator[list[int]]:
    """Yield for each draw the position at which each measure improved; one that did not is last of all."""
    days = Span(since_first_dose.start, min(since_first_dose.end, since_first_dose.start + timedelta(days=MOST_DAYS)))
    counted = [
        (_by_position(known.ratings, baseline, known.direction), _by_position(known.ratings, days, known.direction))
        for known in measures[:MOST_MEASURES]
    ]
    source = seeded(seed)
    for _ in range(draws):
        drawn_before = draw_days(baseline.length, source)
        drawn_since = [
            start + position
            for start in range(0, days.length, STRETCH_DAYS)
            for position in draw_days(min(STRETCH_DAYS, days.length - start), source)
        ]
        onsets: list[int] = []
        for before, since in counted:
            rated = [rating for position in drawn_before if (rating := before[position]) is not None]
            found = _first_sustained([since[position] for position in drawn_since], _level(rated)) if rated else None
            onsets.append(days.length if found is None else found)
        yield onsets
