"""How the change of a measure is told: by how much, how sure, and in which words."""

from collections.abc import Sequence
from datetime import date

from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import day_and_month
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.mean_contrast import PercentChange
from ldn_tui.domain.sentences import CANNOT_BE_ESTIMATED, TOO_FEW_RATINGS
from ldn_tui.domain.text import visible

CHANCE_CONDITION = "if your days go on varying as they did; it is not the chance that the drug did it"
ROOM_FOR_IMPROVEMENT = "of the room for improvement"


def change(
    name: str,
    before: float,
    after: float,
    percent: PercentChange | None,
    weeks: int = 4,
    decided: tuple[date, date] | None = None,
) -> str:
    """Return what became of a measure of which lower is better.

    Args:
        name: what the person calls it.
        before: the mean of the baseline.
        after: the mean of the endpoint.
        percent: the improvement; None where it cannot be estimated.
        weeks: how long the endpoint is.
        decided: its first and last day, once the decision is past.
    """
    means = _means(name, before, after, weeks, decided)
    if percent is None:
        return f"{means}. By how many percent {CANNOT_BE_ESTIMATED}."
    return (
        f"{means}: {_with_side(percent.estimate)}. Given how much your days vary, the plausible range is "
        f"{_range(percent)}."
    )


def change_in_points(
    name: str,
    before: float,
    after: float,
    limits: tuple[float, float] | None,
    percent: float | None,
    weeks: int = 4,
    decided: tuple[date, date] | None = None,
) -> str:
    """Return what became of a measure of which higher is better: the points first, then the percent of the room.

    Args:
        name: what the person calls it.
        before: the mean of the baseline.
        after: the mean of the endpoint.
        limits: the limits of the difference; None where nothing varies.
        percent: the improvement in percent of the room for improvement; None where there is none.
        weeks: how long the endpoint is.
        decided: its first and last day, once the decision is past.
    """
    said = f"{_means(name, before, after, weeks, decided)}: {shown_as(after - before, '+z.1f')} points"
    if limits is not None:
        said += f", plausible {shown_as(limits[0], '+z.1f')} to {shown_as(limits[1], '+z.1f')}"
    return f"{said}." if percent is None else f"{said}. That is {percent:z.0f} % {ROOM_FOR_IMPROVEMENT}."


def means_alone(
    name: str,
    before: float,
    after: float,
    weeks: int = 4,
    decided: tuple[date, date] | None = None,
    *,
    has_too_few: bool = False,
) -> str:
    """Return the two means of a measure where it is not told how sure they are; `has_too_few` marks them as weak."""
    means = _means(name, before, after, weeks, decided)
    return f"{means} ({TOO_FEW_RATINGS})." if has_too_few else f"{means}."


def contrast(name: str, before: float, after: float, percent: PercentChange | None, *, is_lower_better: bool) -> str:
    """Return how LDN compares with the comparator in a sealed trial.

    Args:
        name: what the person calls the measure.
        before: its mean on the comparator.
        after: its mean on LDN.
        percent: the improvement on LDN; None where it cannot be estimated.
        is_lower_better: which end of the scale is the good one.
    """
    first, then = shown_as(before, ".1f"), shown_as(after, ".1f")
    means = f"Your {visible(name.lower())} averaged {first} on the comparator and {then} on LDN"
    if percent is None:
        return f"{means}. By how many percent {CANNOT_BE_ESTIMATED}."
    if is_lower_better:
        return f"{means}: {_with_side(percent.estimate)}, plausible {_range(percent)}."
    said = f"{percent.estimate:z.0f} % {ROOM_FOR_IMPROVEMENT}"
    return f"{means}: {said}, plausible {percent.low:z.0f} % to {percent.high:z.0f} %."


def chance_told(percent: int, chance: float) -> str:
    """Return the chance of an improvement of at least so many percent, in words that do not promise digits."""
    if not 0.01 <= chance <= 0.99:
        share = "below 1 %" if chance < 0.5 else "above 99 %"
    else:
        share = f"about {100 * chance:.0f} %"
    return f"at least {percent} %: {share}"


def in_short(
    name: str,
    before: float,
    after: float,
    percent: PercentChange | None,
    points: tuple[float, float] | None,
    *,
    is_lower_better: bool,
    is_blinded: bool = False,
) -> tuple[str, str]:
    """Return a change at a glance, in two parts: the means, and how much that is with its plausible range.

    Args:
        name: what the person calls the measure.
        before: its mean before, or on the comparator.
        after: its mean after, or on LDN.
        percent: the improvement; None where it cannot be estimated.
        points: the limits of the difference in points; None where nothing varies.
        is_lower_better: whether the percent is told; where higher is better, the points are.
        is_blinded: whether the comparator stands in the place of the time before.
    """
    means = f"{visible(name)} {shown_as(before, '.1f')} → {shown_as(after, '.1f')}"
    if is_blinded:
        means = f"{visible(name)} {shown_as(before, '.1f')} on the comparator, {shown_as(after, '.1f')} on LDN"
    if not is_lower_better:
        plausible = (
            "" if points is None else f", plausible {shown_as(points[0], '+z.1f')} to {shown_as(points[1], '+z.1f')}"
        )
        return means, f"{shown_as(after - before, '+z.1f')} points{plausible}"
    if percent is None:
        return means, f"by how many percent {CANNOT_BE_ESTIMATED}"
    return means, f"{_with_side(percent.estimate)}, plausible {_range(percent).replace(' % to ', ' to ')}"


def of_the_room(percent: PercentChange) -> str:
    """Return the improvement of a measure of which higher is better, of what there was to gain."""
    return f"{percent.estimate:z.0f} % {ROOM_FOR_IMPROVEMENT}, plausible {percent.low:z.0f} to {percent.high:z.0f} %"


def chances_told(chances: Sequence[tuple[int, float]]) -> str:
    """Return the chances of improvements of at least so many percent, with what they rest on."""
    told = ", ".join(chance_told(percent, chance) for percent, chance in chances)
    return f"Chance of an improvement of {told} ({CHANCE_CONDITION})."


def bands_told(estimate: str, low: str, high: str) -> str:
    """Return what an improvement is called, and what the ends of its plausible range are called (IMMPACT)."""
    called = {"none": "no improvement", "worse": "a worsening"}.get(estimate, f"a {estimate} improvement")
    if low == high:
        return f"A change of this size is called {called}, and so is the whole plausible range."
    return f"A change of this size is called {called}; the plausible range reaches from {low} to {high}."


def better_days(share: float) -> str:
    """Return how often a day on the full dose was better than one before: NAP, and Tau with it."""
    return (
        f"Of all pairs of a day before and a day on the full dose, the latter was better in {100 * share:.0f} % "
        f"(ties count half; NAP {shown_as(share, '.2f')}, Tau {shown_as(2 * share - 1, '.2f')})."
    )


def trend_before(slope: float, low: float, high: float) -> str:
    """Return the trend that was there before the first dose, in points a week."""
    plausible = f"plausible {shown_as(low, '+z.1f')} to {shown_as(high, '+z.1f')}"
    if not round(low, 1) < round(high, 1):
        # Whole numbers tie so often that no draw has another slope: such an interval says nothing.
        return "Before the first dose there was no clear trend."
    if low <= 0 <= high or not round(slope, 1):
        return f"Before the first dose there was no clear trend ({plausible} points a week)."
    return f"Before the first dose it was changing by {shown_as(slope, '+.1f')} points a week already, {plausible}."


def off_against_endpoint(
    name: str,
    change: tuple[float, float, float],
    ratings: int,
    days: tuple[date, date] | None,
    *,
    is_lower_better: bool,
) -> str:
    """Return how the days off compare with the last weeks on the medicine.

    Args:
        name: what the person calls the measure.
        change: the difference in points with its limits: difference, low, high.
        ratings: how many days off are compared.
        days: the first and the last of the days off they lie in; None if not known.
        is_lower_better: which end of the scale is the good one.
    """
    difference, low, high = change
    worse = "a plus is worse" if is_lower_better else "a minus is worse"
    when = "" if days is None else f" from {day_and_month(days[0])} to {day_and_month(days[1])}"
    return (
        f"{visible(name)} off it, against the last weeks on it: {shown_as(difference, '+z.1f')} points ({worse}), "
        f"plausible {shown_as(low, '+z.1f')} to {shown_as(high, '+z.1f')}; {counted(ratings, 'rated day')} off{when}."
    )


def _means(name: str, before: float, after: float, weeks: int, decided: tuple[date, date] | None) -> str:
    last = {0: "days", 1: "week", 2: "two weeks", 3: "three weeks", 4: "four weeks"}.get(weeks, f"{weeks} weeks")
    when = f"in the last {last}"
    if decided is not None:
        when = f"in the {last} before the decision ({day_and_month(decided[0])} to {day_and_month(decided[1])})"
    return f"Your {visible(name.lower())} averaged {shown_as(before, '.1f')} before and {shown_as(after, '.1f')} {when}"


def _with_side(improvement: float) -> str:
    size = round(abs(improvement))
    if not size:
        return "no different"
    return f"{size} % {'lower' if improvement > 0 else 'higher'}"


def _range(percent: PercentChange) -> str:
    if round(percent.low) >= 0:
        return f"{round(percent.low)} % to {round(percent.high)} %"
    if round(percent.high) < 0:
        return f"{round(-percent.high)} % to {round(-percent.low)} % higher"
    return f"{_with_side(percent.low)} to {_with_side(percent.high)}"


def percent_told(percent: PercentChange) -> str:
    """Return an improvement where lower is better, with its plausible range: "27 % lower; plausible 8 % to 44 %"."""
    return f"{_with_side(percent.estimate)}; plausible {_range(percent)}"
