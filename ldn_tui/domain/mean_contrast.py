"""Two independent means and their difference: in points, in percent by Fieller (1954), and as chances.

What is compared may be the days before and during a treatment, or the periods of a sealed trial: a contrast knows only
the two means, their variances and the degrees of freedom.
"""

import math
from dataclasses import dataclass

from ldn_tui.domain.measures import Direction
from ldn_tui.domain.student_t import cumulative, quantile

# Two-sided 95 %.
UPPER_PROBABILITY = 0.975
HIGHEST_RATING = 10.0


@dataclass(frozen=True, slots=True)
class PercentChange:
    """An improvement in percent with its 95 % limits; positive is better.

    Attributes:
        estimate: the improvement.
        low: the lower limit.
        high: the upper limit.
    """

    estimate: float
    low: float
    high: float


def fieller(mean_a: float, v_a: float, mean_e: float, v_e: float, t: float) -> PercentChange | None:
    """Return the fall from `mean_a` to `mean_e` in percent of `mean_a`, with its limits by Fieller (1954).

    With g = t^2 v_a / mean_a^2 and rho = mean_e / mean_a, the limits of the ratio are
    [rho +- (t / mean_a) sqrt(v_e + rho^2 v_a - g v_e)] / (1 - g).

    Args:
        mean_a: the mean that is compared with, in points.
        v_a: its variance.
        mean_e: the mean that is compared, in points.
        v_e: its variance.
        t: the quantile of Student's t of the interval.

    Returns:
        None where it cannot be estimated: `mean_a` is not above 0, or cannot be told from 0 (g >= 1).
    """
    if mean_a <= 0:
        return None
    # Divided first: the square of a small mean may be no number any more.
    g = (t * math.sqrt(v_a) / mean_a) ** 2
    if g >= 1:
        return None
    rho = mean_e / mean_a
    # v_e (1 - g) instead of v_e - g v_e: rounding can never push it below 0.
    half = t / mean_a * math.sqrt(v_e * (1 - g) + rho**2 * v_a)
    return PercentChange(
        estimate=100 * (1 - rho), low=100 * (1 - (rho + half) / (1 - g)), high=100 * (1 - (rho - half) / (1 - g))
    )


@dataclass(frozen=True, slots=True)
class MeanContrast:
    """Two means, of which the second is compared with the first.

    Attributes:
        mean_a: the mean that is compared with, in points: before, or on the comparator.
        mean_e: the mean that is compared, in points: at the end, or on LDN.
        v_a: the variance of `mean_a`.
        v_e: the variance of `mean_e`.
        df: the degrees of freedom of both variances.
        direction: which end of the scale is the good one.
    """

    mean_a: float
    mean_e: float
    v_a: float
    v_e: float
    df: float
    direction: Direction = Direction.LOWER

    @property
    def difference(self) -> float:
        """The second mean minus the first, in points."""
        return self.mean_e - self.mean_a

    @property
    def standard_error(self) -> float:
        """The standard error of the difference, in points."""
        return math.sqrt(self.v_a + self.v_e)

    @property
    def t(self) -> float:
        """The quantile of Student's t that spans 95 %."""
        return quantile(UPPER_PROBABILITY, self.df)

    @property
    def low(self) -> float:
        """The lower 95 % limit of the difference, in points."""
        return self.difference - self.t * self.standard_error

    @property
    def high(self) -> float:
        """The upper 95 % limit of the difference, in points."""
        return self.difference + self.t * self.standard_error

    @property
    def percent_estimate(self) -> float | None:
        """The improvement in percent, positive is better; None where the first mean is at the good end already.

        Where lower is better it is a percent of the first mean, where higher is better of the room for improvement:
        the distance of the first mean from 10.
        """
        before, after = self._distances
        return 100 * (1 - after / before) if before > 0 else None

    @property
    def percent(self) -> PercentChange | None:
        """The improvement in percent with its limits; None where `fieller` cannot estimate it."""
        before, after = self._distances
        return fieller(before, self.v_a, after, self.v_e, self.t)

    def chance_at_least(self, percent: float) -> float | None:
        """Return the chance, 0 to 1, of an improvement of at least `percent`; None at the good end already.

        With k = 1 - percent / 100 it is T_df(-(mean_e - k mean_a) / sqrt(v_e + k^2 v_a)): the chance if the days go on
        varying as they did, not the chance that the drug did it.
        """
        before, after = self._distances
        if before <= 0:
            return None
        k = 1 - percent / 100
        spread = math.sqrt(self.v_e + k**2 * self.v_a)
        shortfall = after - k * before
        # Without any spread the ratings themselves are the answer.
        return cumulative(-shortfall / spread, self.df) if spread else float(shortfall <= 0)

    @property
    def _distances(self) -> tuple[float, float]:
        """How far the two means are from the good end."""
        if self.direction is Direction.HIGHER:
            return HIGHEST_RATING - self.mean_a, HIGHEST_RATING - self.mean_e
        return self.mean_a, self.mean_e
