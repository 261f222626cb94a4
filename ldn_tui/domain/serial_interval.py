"""The headline interval: a t interval adjusted for the serial correlation of daily ratings.

The effective sample size under a first-order autoregression is Bartlett's (1946), the serial t test that of Tang &
Landes (2020), PLoS ONE 15:e0228077. A is the baseline, S the stable days, E the endpoint, a part of S. Days are
calendar days: a missing day is missing, and days of a pause are left out by the caller.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean

from ldn_tui.domain.mean_contrast import MeanContrast, PercentChange
from ldn_tui.domain.measures import Direction

LEAST_PAIRS = 10
USUAL_PHI = 0.5
HIGHEST_PHI = 0.95
LEAST_DF = 2.0


@dataclass(frozen=True, slots=True)
class SerialCorrelation:
    """How much a day's rating resembles the day before.

    Attributes:
        raw: the correlation of residuals one day apart; None where no residual differs from 0.
        adjusted: phi: the raw one, corrected for its bias in short series and kept within 0 to 0.95; 0.5 where there
            are fewer than 10 pairs of days or no raw one.
        pairs: how many pairs of rated days exactly one day apart there are.
        sum_of_squares: of the residuals, in squared points.
    """

    raw: float | None
    adjusted: float
    pairs: int
    sum_of_squares: float


def serial_correlation(phases: Sequence[Mapping[date, float]]) -> SerialCorrelation:
    """Return the lag-1 correlation of the residuals of `phases`, each from its own mean; no pair spans two phases.

    phi_raw = mean(r_t r_(t-1)) / mean(r_t^2), and phi = phi_raw + (1 + 4 phi_raw) / n within 0 and 0.95.
    """
    products: list[float] = []
    squares: list[float] = []
    for phase in phases:
        residuals = _residuals(phase)
        squares.extend(residual**2 for residual in residuals.values())
        products.extend(residual * residuals[day - 1] for day, residual in residuals.items() if day - 1 in residuals)
    sum_of_squares = sum(squares)
    raw = fmean(products) / fmean(squares) if products and sum_of_squares else None
    phi = USUAL_PHI
    if raw is not None and len(products) >= LEAST_PAIRS:
        phi = min(max(raw + (1 + 4 * raw) / len(squares), 0.0), HIGHEST_PHI)
    return SerialCorrelation(raw, phi, len(products), sum_of_squares)


def _residuals(phase: Mapping[date, float]) -> dict[int, float]:
    """Return the distance of each rating from their mean, by the day's number."""
    if not phase:
        return {}
    # The mean of equal tenths can differ from them in the last bit, and a constant series would seem to vary.
    constant = min(phase.values()) == max(phase.values())
    mean = fmean(phase.values())
    return {day.toordinal(): 0.0 if constant else rating - mean for day, rating in phase.items()}


def variance_factor(n: int, phi: float) -> float:
    """Return V(n): the variance of a mean of `n` ratings in units of the variance of one.

    V(n) = [1 + 2 sum_{k=1}^{n-1} (1 - k/n) phi^k] / n, in closed form.

    Args:
        n: how many ratings, at least 1.
        phi: the lag-1 correlation, at least 0 and below 1.
    """
    decayed = phi / (1 - phi) - phi * (1 - phi**n) / (n * (1 - phi) ** 2)
    return (1 + 2 * decayed) / n


def effective_size(n: int, phi: float) -> float:
    """Return how many independent ratings tell as much about the mean as `n` correlated ones: 1 / V(n)."""
    return 1 / variance_factor(n, phi)


@dataclass(frozen=True, slots=True)
class SerialInterval:
    """The change from baseline to endpoint with its serial-adjusted 95 % interval.

    Attributes:
        n_baseline: ratings in the baseline.
        n_stable: ratings in the stable days.
        n_endpoint: ratings in the endpoint.
        correlation: the serial correlation.
        s: the pooled standard deviation of a day, in points.
        contrast: the two means, their variances and all that follows from them.
    """

    n_baseline: int
    n_stable: int
    n_endpoint: int
    correlation: SerialCorrelation
    s: float
    contrast: MeanContrast

    @property
    def baseline_mean(self) -> float:
        """The mean of the baseline, in points."""
        return self.contrast.mean_a

    @property
    def endpoint_mean(self) -> float:
        """The mean of the endpoint, in points."""
        return self.contrast.mean_e

    @property
    def difference(self) -> float:
        """Endpoint minus baseline, in points."""
        return self.contrast.difference

    @property
    def low(self) -> float:
        """The lower 95 % limit of the difference, in points."""
        return self.contrast.low

    @property
    def high(self) -> float:
        """The upper 95 % limit of the difference, in points."""
        return self.contrast.high

    @property
    def phi(self) -> float:
        """The serial correlation that was used."""
        return self.correlation.adjusted

    @property
    def df(self) -> float:
        """The degrees of freedom."""
        return self.contrast.df

    @property
    def standard_error(self) -> float:
        """The standard error of the difference, in points."""
        return self.contrast.standard_error

    @property
    def percent_estimate(self) -> float | None:
        """The improvement in percent, as `MeanContrast.percent_estimate`."""
        return self.contrast.percent_estimate

    @property
    def percent(self) -> PercentChange | None:
        """The improvement in percent with its limits, as `MeanContrast.percent`."""
        return self.contrast.percent

    def chance_at_least(self, percent: float) -> float | None:
        """Return the chance of an improvement of at least `percent`, as `MeanContrast.chance_at_least`."""
        return self.contrast.chance_at_least(percent)


def serial_interval(
    baseline: Mapping[date, float],
    stable: Mapping[date, float],
    endpoint: Mapping[date, float],
    direction: Direction = Direction.LOWER,
) -> SerialInterval | None:
    """Return the change from `baseline` to `endpoint` with its serial-adjusted interval.

    s^2 = (SS_A + SS_S) / (n_A + n_S - 2); SE = s sqrt(V(n_A) + V(n_E)); df = max(2, n_eff(n_A) + n_eff(n_S) - 2).

    Args:
        baseline: ratings by day, A.
        stable: ratings by day, S.
        endpoint: ratings by day, E, a part of S.
        direction: which end of the scale is the good one.

    Returns:
        None where nothing varies (every rating equals the mean of its window), or where a window has no rating. Whether
        there are enough ratings is for the caller to say: the windows have their own rules.
    """
    if not (baseline and stable and endpoint):
        return None
    correlation = serial_correlation([baseline, stable])
    if not correlation.sum_of_squares:
        return None
    return _interval(baseline, stable, endpoint, correlation, direction)


def _interval(
    baseline: Mapping[date, float],
    stable: Mapping[date, float],
    endpoint: Mapping[date, float],
    correlation: SerialCorrelation,
    direction: Direction,
) -> SerialInterval:
    phi = correlation.adjusted
    # With one rating a window no residual differs from 0, and the variance is that of nothing.
    variance = correlation.sum_of_squares / max(len(baseline) + len(stable) - 2, 1)
    contrast = MeanContrast(
        mean_a=fmean(baseline.values()),
        mean_e=fmean(endpoint.values()),
        v_a=variance * variance_factor(len(baseline), phi),
        v_e=variance * variance_factor(len(endpoint), phi),
        df=max(LEAST_DF, effective_size(len(baseline), phi) + effective_size(len(stable), phi) - 2),
        direction=direction,
    )
    return SerialInterval(len(baseline), len(stable), len(endpoint), correlation, variance**0.5, contrast)


@dataclass(frozen=True, slots=True)
class SealedPair:
    """The compared days of one pair of sealed periods, once the seal is open.

    Attributes:
        comparator: ratings by day of the last days on the comparator.
        ldn: ratings by day of the last days on LDN.
    """

    comparator: Mapping[date, float]
    ldn: Mapping[date, float]

    @property
    def difference(self) -> float:
        """LDN minus comparator, in points."""
        return fmean(self.ldn.values()) - fmean(self.comparator.values())


def sealed_contrast(pairs: Iterable[SealedPair], direction: Direction = Direction.LOWER) -> MeanContrast | None:
    """Return LDN against the comparator over all `pairs`, each with a rating in both periods.

    Each pair has its own phi and s_i^2 (A is the comparator, S and E are LDN). Over k pairs the means are averaged,
    v = sum s_i^2 V(n_i) / k^2 of each side, and the degrees of freedom are added up.

    Returns:
        None where there is no pair, or nothing varies in any of them.
    """
    found = [
        _interval(pair.comparator, pair.ldn, pair.ldn, serial_correlation([pair.comparator, pair.ldn]), direction)
        for pair in pairs
    ]
    if not any(pair.s for pair in found):
        return None
    contrasts = [pair.contrast for pair in found]
    return MeanContrast(
        mean_a=fmean(contrast.mean_a for contrast in contrasts),
        mean_e=fmean(contrast.mean_e for contrast in contrasts),
        v_a=sum(contrast.v_a for contrast in contrasts) / len(contrasts) ** 2,
        v_e=sum(contrast.v_e for contrast in contrasts) / len(contrasts) ** 2,
        df=sum(contrast.df for contrast in contrasts),
        direction=direction,
    )
