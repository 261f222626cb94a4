"""Student's t against values computed with forty digits (mpmath), and against itself."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.student_t import cumulative, quantile

DF = st.floats(2, 1000)

QUANTILES = [
    (0.001, 2, -22.3271247701199), (0.6, 2, 0.288675134594813), (0.975, 2, 4.30265272974946),
    (0.9999, 2, 70.7000710749682), (0.001, 2.4396814234, -14.474998562795), (0.6, 2.4396814234, 0.282171627709232),
    (0.975, 2.4396814234, 3.63868714592229), (0.9999, 2.4396814234, 37.3389713229217), (0.001, 3, -10.2145318524074),
    (0.6, 3, 0.27667066233269), (0.975, 3, 3.18244630528371), (0.9999, 3, 22.203742273205),
    (0.975, 5, 2.57058183563631), (0.9999, 5, 9.67756630088281), (0.001, 13.0804209427, -3.84635215962618),
    (0.975, 13.0804209427, 2.15901924043939), (0.975, 30, 2.04227245630124), (0.001, 99.5, -3.17416944691202),
    (0.975, 99.5, 1.98409361099062), (0.6, 250, 0.253616881581939), (0.975, 777.7, 1.96301902472164),
    (0.6, 1000, 0.253414515839499), (0.975, 1000, 1.96233908082641), (0.9999, 1000, 3.7328516045754),
]  # fmt: skip
CUMULATIVES = [
    (-1e-6, 2, 0.499999646446609), (0.5, 2, 0.666666666666667), (2.5, 2.5, 0.947715018460922),
    (-3, 7.25, 0.00956706649658454), (-10, 30, 2.28762570411481e-11), (1.96, 1000, 0.974863407522126),
    (-12, 999.5, 2.16678291114289e-31), (-40, 100, 1.23105380107004e-63), (-1, 64.3, 0.160529495831865),
]  # fmt: skip


@pytest.mark.parametrize(("p", "df", "expected"), QUANTILES)
def test_quantiles(p: float, df: float, expected: float) -> None:
    assert quantile(p, df) == pytest.approx(expected, rel=1e-9)


@pytest.mark.parametrize(("t", "df", "expected"), CUMULATIVES)
def test_cumulative_probabilities(t: float, df: float, expected: float) -> None:
    assert cumulative(t, df) == pytest.approx(expected, rel=1e-9)


@given(st.floats(-1e3, 1e3))
def test_two_degrees_of_freedom_have_a_closed_form(t: float) -> None:
    other = abs(t) / math.sqrt(2 + t * t)
    # The small tail without cancellation: (1 - x) = (1 - x^2) / (1 + x).
    tail = 2 / (2 + t * t) / (1 + other) / 2
    assert cumulative(-abs(t), 2) == pytest.approx(tail, rel=1e-9)
    assert cumulative(t, 2) + cumulative(-t, 2) == pytest.approx(1, abs=1e-15)


@given(st.floats(1e-9, 1 - 1e-9), DF)
def test_the_quantile_undoes_the_cumulative_probability(p: float, df: float) -> None:
    assert cumulative(quantile(p, df), df) == pytest.approx(p, rel=1e-9)


@given(st.floats(-50, 50), st.floats(-50, 50), DF)
def test_it_never_falls(first: float, second: float, df: float) -> None:
    low, high = sorted((first, second))
    assert 0 <= cumulative(low, df) <= cumulative(high, df) + 1e-13 <= 1 + 1e-13


@given(st.floats(allow_nan=False), DF)
def test_every_value_has_a_probability(t: float, df: float) -> None:
    assert 0 <= cumulative(t, df) <= 1


def test_the_ends_and_the_middle() -> None:
    assert cumulative(math.inf, 7) == 1
    assert cumulative(-math.inf, 7) == 0
    assert cumulative(0, 7) == 0.5
    assert quantile(0.5, 7) == 0
    assert quantile(1e-100, 2) == pytest.approx(-math.sqrt(0.5e100), rel=1e-9)


@pytest.mark.parametrize("df", [0, -1, math.inf, math.nan])
def test_degrees_of_freedom_are_a_number_above_0(df: float) -> None:
    with pytest.raises(ValueError, match="degrees of freedom"):
        cumulative(1, df)
    with pytest.raises(ValueError, match="degrees of freedom"):
        quantile(0.9, df)


@pytest.mark.parametrize("p", [0, 1, -0.1, math.nan])
def test_a_quantile_is_of_a_probability(p: float) -> None:
    with pytest.raises(ValueError, match="above 0 and below 1"):
        quantile(p, 10)


def test_a_value_is_a_number() -> None:
    with pytest.raises(ValueError, match="must be a number"):
        cumulative(math.nan, 10)
