"""Student's t distribution: its cumulative function and its quantile, for whole and fractional degrees of freedom.

The tail is half the regularised incomplete beta function I_x(df/2, 1/2) at x = df / (df + t^2) (Abramowitz & Stegun
26.7.1), evaluated by its continued fraction (26.5.8) in the form of Lentz. The quantile is found by Newton's method.
Both hold to 1e-9, relative, for df from 2 to 1000.
"""

import math
from functools import lru_cache
from statistics import NormalDist

# A factor of the continued fraction this close to 1 changes nothing any more.
_PRECISION = 4e-16
# Stands in for a denominator of 0, as the method of Lentz asks.
_TINY = 1e-300


def cumulative(t: float, df: float) -> float:
    """Return the probability that Student's t with `df` degrees of freedom is at most `t`.

    The lower tail keeps its relative precision however small it is.

    Args:
        t: the value, infinity included.
        df: the degrees of freedom, above 0; a fraction is allowed.

    Raises:
        ValueError: `t` is not a number, or `df` is not a finite number above 0.
    """
    if math.isnan(t):
        raise ValueError(f"t {t}: it must be a number")
    _check_df(df)
    tail = _upper_tail(abs(t), df)
    return tail if t < 0 else 1 - tail


# A finding asks for the same limits again and again: of the points, of the percent, of each choice.
@lru_cache(maxsize=256)
def quantile(p: float, df: float) -> float:
    """Return the value that Student's t with `df` degrees of freedom stays at or below with probability `p`.

    Args:
        p: the probability, above 0 and below 1.
        df: the degrees of freedom, above 0; a fraction is allowed.

    Raises:
        ValueError: `p` is not between 0 and 1, or `df` is not a finite number above 0.
    """
    if not 0 < p < 1:
        raise ValueError(f"p {p}: it must be above 0 and below 1")
    _check_df(df)
    tail = min(p, 1 - p)
    # On the right of 0 the tail falls and is convex, so Newton's steps from the left never pass the root. The normal
    # quantile is on its left: the tails of t are the heavier ones.
    t = -NormalDist().inv_cdf(tail)
    while True:
        following = t + (_upper_tail(t, df) - tail) / _density(t, df)
        if following <= t:
            return math.copysign(t, p - 0.5)
        t = following


def _check_df(df: float) -> None:
    if not 0 < df < math.inf:
        raise ValueError(f"degrees of freedom {df}: they must be a finite number above 0")


def _upper_tail(t: float, df: float) -> float:
    """Return the probability of more than `t`, which is not negative."""
    ratio = t / df * t
    if math.isinf(ratio):
        return 0.0
    x, rest = 1 / (1 + ratio), ratio / (1 + ratio)
    a, b = df / 2, 0.5
    # x^a (1-x)^b / B(a, b), from logarithms: x^a alone can be too small for a number.
    front = 0.0
    if t:
        front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) - a * math.log1p(ratio)) * rest**b
    # The fraction converges fast below the mean of the beta distribution; above, that of the mirrored one does.
    if x < (a + 1) / (a + b + 2):
        return front / a * _continued_fraction(x, a, b) / 2
    return (1 - front / b * _continued_fraction(rest, b, a)) / 2


def _continued_fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _not_zero(1 - (a + b) * x / (a + 1))
    result, m = d, 0
    while True:
        m += 1
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for coefficient in (even, odd):
            d = 1 / _not_zero(1 + coefficient * d)
            c = _not_zero(1 + coefficient / c)
            result *= c * d
        if abs(c * d - 1) <= _PRECISION:
            return result


def _not_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def _density(t: float, df: float) -> float:
    logarithm = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - (df + 1) / 2 * math.log1p(t / df * t)
    return math.exp(logarithm) / math.sqrt(df * math.pi)
