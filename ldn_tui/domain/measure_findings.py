"""What an analysis says of the measures: plain values, ready to be shown, printed or written as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from ldn_tui.domain import sentences
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.windows import Span

# Why a percent or an interval is missing though there are ratings enough.
_REASONS_OF_NUMBERS = {sentences.EVERY_DAY_THE_SAME, sentences.AT_BEST_BEFORE, sentences.CANNOT_BE_ESTIMATED}

# The improvements, in percent, whose chances are told.
CHANCES = (0, 15, 30, 50)


@dataclass(frozen=True, slots=True)
class Week:
    """One measure in one week of the trial: 1 begins with the first dose, -1 is the week before it.

    Attributes:
        number: which week.
        days: its days.
        count: how many ratings it holds.
        mean: their mean in points; None with fewer than 4.
    """

    number: int
    days: Span
    count: int
    mean: float | None


@dataclass(frozen=True, slots=True)
class Change:
    """One measure before and on the medicine. Differences are in raw points; percents are improvements.

    Attributes:
        measure: the measure.
        n_baseline: ratings in the baseline.
        n_stable: ratings in the stable days.
        n_endpoint: ratings in the endpoint.
        baseline_mean: points, or None without ratings.
        endpoint_mean: points, or None without ratings.
        difference: endpoint minus baseline.
        difference_low: lower limit of its 95 % interval.
        difference_high: upper limit.
        percent: improvement in percent of the baseline (higher is better: of the room for improvement).
        percent_low: lower limit by Fieller; None where it cannot be estimated.
        percent_high: upper limit.
        phi: the lag-1 correlation used.
        df: degrees of freedom.
        standard_error: of the difference, in points.
        chance_at_least: the chance of an improvement of at least so many percent, by percent.
        band: "substantial", "moderate", "minimal", "none", "worse"; None where higher is better or not estimable.
        nap: share of pairs of days in which the stable day is better, 0 to 1.
        tau: 2 NAP - 1.
        first_sustained_improvement: the day, or None.
        reason: why something is missing, or the windows hold too few ratings; None if all is there.
        usual_range: (low, mean, high) of the baseline in points, or None.
        trend_per_week: slope of the baseline in points a week with its interval (slope, low, high), or None.
        weeks: its weekly means.
    """

    measure: Measure
    n_baseline: int = 0
    n_stable: int = 0
    n_endpoint: int = 0
    baseline_mean: float | None = None
    endpoint_mean: float | None = None
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None
    percent: float | None = None
    percent_low: float | None = None
    percent_high: float | None = None
    phi: float | None = None
    df: float | None = None
    standard_error: float | None = None
    chance_at_least: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))
    band: str | None = None
    nap: float | None = None
    tau: float | None = None
    first_sustained_improvement: date | None = None
    reason: str | None = None
    usual_range: tuple[float, float, float] | None = None
    trend_per_week: tuple[float, float, float] | None = None
    weeks: tuple[Week, ...] = ()

    @property
    def limits(self) -> tuple[float, float] | None:
        """The limits of its difference in points, or None where there are none."""
        if self.difference_low is None or self.difference_high is None:
            return None
        return self.difference_low, self.difference_high

    @property
    def has_too_few_ratings(self) -> bool:
        """Whether its numbers are computed on too few ratings for anything to hang on them."""
        return self.difference is not None and self.reason is not None and self.reason not in _REASONS_OF_NUMBERS


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Row 19 and 18: the primary measure's estimate under another choice.

    Attributes:
        name: "last 7 days", "last 3 days", "on time only", "baseline of 14 days", "without tagged days", ...
        n_baseline: ratings.
        n_endpoint: ratings.
        percent: improvement.
        low: lower limit.
        high: upper limit.
        letter: the number class it would give; None if not estimable.
    """

    name: str
    n_baseline: int
    n_endpoint: int
    percent: float | None
    low: float | None
    high: float | None
    letter: str | None


@dataclass(frozen=True, slots=True)
class AfterStopping:
    """Row 13: what became of the primary measure after the medicine was stopped.

    Attributes:
        stopped_on: the first day off.
        days_off: days off so far.
        change: days off against the endpoint, as an interval in raw points (difference, low, high); None if too early.
        n_off: ratings among the days off that are compared.
        off_mean: their mean.
        half_way_on: the first day half-way back to the baseline, sustained; None if there is none.
        reason: "too early: the effect may last", or another reason; None if all is there.
    """

    stopped_on: date
    days_off: int
    change: tuple[float, float, float] | None
    n_off: int
    off_mean: float | None
    half_way_on: date | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class DoseStepMean:
    """Row 20: the primary measure on one dose step of at least 7 days.

    Attributes:
        starts_on: its first day.
        ends_on: its last day so far.
        days: how many of its days are in no pause.
        mg: the amount.
        n: ratings.
        mean: points.
        low: lower limit of the mean's 95 % interval.
        high: upper limit.
    """

    starts_on: date
    ends_on: date
    days: int
    mg: float
    n: int
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class PeriodImpression:
    """An overall rating of a sealed period, after opening.

    Attributes:
        day: when it was given.
        value: its PGIC value.
        period: which period of the trial, from 1.
        is_ldn: whether the period's bottle held LDN.
    """

    day: date
    value: int
    period: int
    is_ldn: bool


@dataclass(frozen=True, slots=True)
class PairResult:
    """One sealed pair after opening.

    Attributes:
        number: from 1.
        ldn_first: whether LDN came first, so that carry-over may hide a difference.
        n_comparator: ratings compared.
        n_ldn: ratings compared.
        comparator_mean: points.
        ldn_mean: points.
        difference: LDN minus comparator, in points.
        is_ldn_better: whether LDN was the better period.
        reason: why it is left out; None if it is not.
    """

    number: int
    ldn_first: bool
    n_comparator: int
    n_ldn: int
    comparator_mean: float | None
    ldn_mean: float | None
    difference: float | None
    is_ldn_better: bool | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Blinded:
    """Row 12: LDN against the comparator, after opening.

    Attributes:
        pairs: each pair of the primary measure.
        changes: every measure; comparator in the place of the baseline, LDN in that of the endpoint.
        pairs_interval: (difference, low, high) from the pairs' own spread; None below 3 pairs.
        randomisation_p: one-sided, from 3 pairs; None below.
        right_guesses: pairs guessed right; None without a guess.
        sureness: how sure, in percent; None without a guess.
        words: the sentences that go with it.
        impressions: the overall rating of each period that has one, in the order of the periods.
    """

    pairs: tuple[PairResult, ...]
    changes: tuple[Change, ...]
    pairs_interval: tuple[float, float, float] | None
    randomisation_p: float | None
    right_guesses: int | None
    sureness: int | None
    words: tuple[str, ...]
    impressions: tuple[PeriodImpression, ...] = ()
