"""The headline interval: the worked example, a second implementation's numbers, and what must hold for any diary."""

import math
from datetime import date, timedelta
from statistics import fmean

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ldn_tui.domain.mean_contrast import MeanContrast, PercentChange, fieller
from ldn_tui.domain.measures import Direction
from ldn_tui.domain.serial_interval import (
    SealedPair,
    SerialInterval,
    effective_size,
    sealed_contrast,
    serial_correlation,
    serial_interval,
    variance_factor,
)
from tests.domain.oracles import daily, oracle, series_of

TENTHS = st.integers(0, 100).map(lambda tenths: tenths / 10)
PHIS = st.floats(0, 0.95)

# Borckardt's teaching series of daily pain.
PAIN_BEFORE = daily([7, 9, 8, 7, 7, 8, 8])
PAIN_DURING = daily([3, 4, 2, 4, 2, 1, 4, 5, 3, 2, 1, 2, 4, 4], start=7)


def series(first: int, days: int) -> st.SearchStrategy[dict[date, float]]:
    offsets = st.integers(first, first + days - 1)
    return st.dictionaries(offsets, TENTHS, min_size=2, max_size=days).map(
        lambda found: {date(2026, 1, 1) + timedelta(days=offset): found[offset] for offset in sorted(found)}
    )


BASELINES, STABLES = series(0, 28), series(60, 42)


def last(stable: dict[date, float], days: int = 28) -> dict[date, float]:
    newest = max(stable)
    return {day: rating for day, rating in stable.items() if (newest - day).days < days}


def test_the_worked_example() -> None:
    found = serial_interval(PAIN_BEFORE, PAIN_DURING, PAIN_DURING)
    assert found is not None
    assert found.correlation.pairs == 19
    assert found.correlation.raw == pytest.approx(0.1127, abs=5e-5)
    assert found.phi == pytest.approx(0.1818, abs=5e-5)
    assert (found.n_baseline, found.n_stable, found.n_endpoint) == (7, 14, 14)
    assert found.baseline_mean == pytest.approx(7.7143, abs=5e-5)
    assert found.endpoint_mean == pytest.approx(2.9286, abs=5e-5)
    assert found.difference == pytest.approx(-4.7857, abs=5e-5)
    assert found.standard_error == pytest.approx(0.6157, abs=5e-5)
    assert found.df == pytest.approx(13.08, abs=5e-3)
    assert found.low == pytest.approx(-6.115, abs=5e-4)
    assert found.high == pytest.approx(-3.456, abs=5e-4)
    assert found.percent is not None
    assert found.percent.estimate == pytest.approx(62.04, abs=5e-3)
    assert found.percent.low == pytest.approx(49.78, abs=5e-3)
    assert found.percent.high == pytest.approx(72.78, abs=5e-3)
    assert found.chance_at_least(30) == pytest.approx(0.9999, abs=5e-5)
    assert found.chance_at_least(50) == pytest.approx(0.9733, abs=5e-5)


def test_a_second_implementation_agrees() -> None:
    rows = oracle("derived_serial_adjusted_interval.csv")
    assert len(rows) == 13
    for row in rows:
        before, during = series_of(row["series_id"], "A"), series_of(row["series_id"], "B")
        found = serial_interval(before, during, during)
        assert found is not None
        expected = {name: float(value) for name, value in row.items() if name != "series_id" and value}
        numbers = {
            "n_A": found.n_baseline,
            "n_B": found.n_stable,
            "n_E": found.n_endpoint,
            "mean_A": found.baseline_mean,
            "mean_E": found.endpoint_mean,
            "n_lag1_pairs": found.correlation.pairs,
            "phi": found.phi,
            "s": found.s,
            "neff_A": effective_size(found.n_baseline, found.phi),
            "neff_E": effective_size(found.n_endpoint, found.phi),
            "diff_E_minus_A": found.difference,
            "se": found.standard_error,
            "df": found.df,
            "t975": found.contrast.t,
            "lo95": found.low,
            "hi95": found.high,
            "pct_reduction": found.percent_estimate,
            "prob_ge_0": found.chance_at_least(0),
            "prob_ge_15": found.chance_at_least(15),
            "prob_ge_30": found.chance_at_least(30),
            "prob_ge_50": found.chance_at_least(50),
        }
        if found.correlation.pairs >= 10:
            numbers["phi_raw"] = found.correlation.raw
        assert (found.percent is None) == ("fieller_lo" not in expected)
        if found.percent is not None:
            numbers |= {"fieller_lo": found.percent.low, "fieller_hi": found.percent.high}
        for name, number in numbers.items():
            assert number == pytest.approx(expected[name], rel=1e-6, abs=1e-12), (row["series_id"], name)


@given(st.integers(1, 200), PHIS)
def test_the_variance_of_a_mean_is_the_sum_of_its_covariances(n: int, phi: float) -> None:
    total = sum((1 - k / n) * phi**k for k in range(1, n))
    assert variance_factor(n, phi) == pytest.approx((1 + 2 * total) / n, rel=1e-9)
    assert 1 - 1e-9 <= effective_size(n, phi) <= n + 1e-9


def test_pairs_are_one_day_apart_and_inside_a_phase() -> None:
    # A gap, and a second phase that begins the day after the first ends.
    before = daily([1, 2]) | daily([3, 5], start=3)
    found = serial_correlation([before, daily([4, 9], start=5)])
    assert found.pairs == 3


def test_fewer_than_ten_pairs_say_nothing_of_the_correlation() -> None:
    nine = serial_correlation([daily([1, 2, 3, 4, 5]), daily([1, 2, 3, 4, 5, 6], start=20)])
    ten = serial_correlation([daily([1, 2, 3, 4, 5, 6]), daily([1, 2, 3, 4, 5, 6], start=20)])
    assert (nine.pairs, nine.adjusted) == (9, 0.5)
    assert ten.pairs == 10
    assert ten.adjusted != 0.5


def test_the_correlation_is_kept_between_0_and_95_hundredths() -> None:
    assert serial_correlation([daily([1, 9] * 10)]).adjusted == 0
    assert serial_correlation([daily(range(100))]).adjusted == 0.95


@pytest.mark.parametrize("rating", [0.0, 6.1, 3.3, 10.0])
def test_a_diary_that_never_varies_has_no_interval(rating: float) -> None:
    assert serial_interval(daily([rating] * 14), daily([rating / 2] * 42, 40), daily([rating / 2] * 28, 54)) is None


def test_a_window_without_a_rating_has_no_interval() -> None:
    assert serial_interval({}, daily([1, 2]), daily([1, 2])) is None
    assert serial_interval(daily([1, 2]), daily([1, 2], 5), {}) is None


@given(BASELINES, STABLES)
def test_a_baseline_of_zeros_has_a_difference_and_no_percent(
    before: dict[date, float], stable: dict[date, float]
) -> None:
    found = serial_interval(dict.fromkeys(before, 0.0), stable, last(stable))
    assume(found is not None)
    assert found is not None
    assert found.low <= found.difference <= found.high
    assert found.percent is None
    assert found.percent_estimate is None
    assert found.chance_at_least(30) is None


def test_a_baseline_that_could_be_zero_has_an_estimate_without_limits() -> None:
    found = serial_interval(daily([0, 0, 1, 0, 3, 0, 0]), daily([0, 2, 0, 1, 0, 0, 2], 20), daily([0, 2, 0], 20))
    assert found is not None
    assert found.percent is None
    assert found.percent_estimate is not None
    assert found.chance_at_least(0) is not None


@given(BASELINES, STABLES)
def test_limits_enclose_the_estimate_and_everything_is_a_number(
    before: dict[date, float], stable: dict[date, float]
) -> None:
    for direction in Direction:
        found = serial_interval(before, stable, last(stable), direction)
        if found is None:
            continue
        assert found.low <= found.difference <= found.high
        assert found.df >= 2
        assert 0 <= found.phi <= 0.95
        if found.percent is not None:
            assert found.percent.low <= found.percent.estimate <= found.percent.high
            assert found.percent.estimate == found.percent_estimate
        chances = [found.chance_at_least(percent) for percent in (0, 15, 30, 50)]
        numbers = [found.difference, found.low, found.high, found.standard_error, found.df, found.s, *chances]
        assert all(number is None or math.isfinite(number) for number in numbers)
        assert all(chance is None or 0 <= chance <= 1 for chance in chances)


def shifted(ratings: dict[date, float], points: float) -> dict[date, float]:
    return {day: rating + points for day, rating in ratings.items()}


def scaled(ratings: dict[date, float], factor: float) -> dict[date, float]:
    return {day: rating * factor for day, rating in ratings.items()}


def both(
    before: dict[date, float], stable: dict[date, float], other_before: dict[date, float], other: dict[date, float]
) -> tuple[SerialInterval, SerialInterval]:
    first = serial_interval(before, stable, last(stable))
    second = serial_interval(other_before, other, last(other))
    assume(first is not None and second is not None)
    assert first is not None
    assert second is not None
    return first, second


@given(BASELINES, STABLES, st.integers(1, 50))
def test_a_shift_of_all_ratings_leaves_the_difference(
    before: dict[date, float], stable: dict[date, float], points: int
) -> None:
    found, moved = both(before, stable, shifted(before, points), shifted(stable, points))
    # Residuals are differences of tenths: the very small ones are rounding, which a shift changes.
    assume(found.s > 1e-6)
    for name in ("difference", "low", "high", "phi", "df"):
        assert getattr(moved, name) == pytest.approx(getattr(found, name), rel=1e-6, abs=1e-9)


@given(BASELINES, STABLES, st.sampled_from([0.5, 2.0, 10.0]))
def test_a_change_of_scale_leaves_the_percent(
    before: dict[date, float], stable: dict[date, float], factor: float
) -> None:
    found, other = both(before, stable, scaled(before, factor), scaled(stable, factor))
    assert other.difference == pytest.approx(factor * found.difference, rel=1e-9, abs=1e-9)
    assert other.phi == pytest.approx(found.phi, rel=1e-9, abs=1e-9)
    if found.percent_estimate is not None:
        assert other.percent_estimate == pytest.approx(found.percent_estimate, rel=1e-9, abs=1e-9)
        assert other.chance_at_least(30) == pytest.approx(found.chance_at_least(30), rel=1e-6, abs=1e-12)


@given(BASELINES, STABLES)
def test_moving_everything_by_a_week_changes_nothing(before: dict[date, float], stable: dict[date, float]) -> None:
    week = timedelta(days=7)
    later_before = {day + week: rating for day, rating in before.items()}
    later = {day + week: rating for day, rating in stable.items()}
    assert serial_interval(before, stable, last(stable)) == serial_interval(later_before, later, last(later))


@given(BASELINES, STABLES)
def test_higher_is_better_is_lower_is_better_from_the_other_end(
    before: dict[date, float], stable: dict[date, float]
) -> None:
    """A rating of 7 for sleep is 3 away from the best; the difference in points stays as it was rated."""
    mirrored = [{day: 10 - rating for day, rating in known.items()} for known in (before, stable)]
    found = serial_interval(before, stable, last(stable), Direction.HIGHER)
    other = serial_interval(mirrored[0], mirrored[1], last(mirrored[1]), Direction.LOWER)
    assume(found is not None and other is not None and other.s > 1e-6 and other.baseline_mean > 1e-6)
    assert found is not None
    assert other is not None
    assert found.difference == pytest.approx(-other.difference, abs=1e-9)
    assert found.percent_estimate == pytest.approx(other.percent_estimate, rel=1e-6, abs=1e-9)
    assert found.chance_at_least(30) == pytest.approx(other.chance_at_least(30), rel=1e-6, abs=1e-9)


def test_a_gain_of_sleep_is_a_percent_of_the_room_for_improvement() -> None:
    found = serial_interval(
        daily([4, 5, 6] * 5), daily([7, 8, 9] * 10, 30), daily([7, 8, 9] * 10, 30), Direction.HIGHER
    )
    assert found is not None
    assert found.difference == pytest.approx(3)
    assert found.percent_estimate == pytest.approx(60)


@given(st.floats(0.1, 10), st.floats(0, 4), st.floats(0, 10), st.floats(0, 4), st.floats(1.9, 13))
def test_fieller_limits_are_those_the_ratio_cannot_be_told_from(
    mean_a: float, v_a: float, mean_e: float, v_e: float, t: float
) -> None:
    """At each limit c of the ratio, mean_e - c mean_a is just t of its own standard errors from 0."""
    found = fieller(mean_a, v_a, mean_e, v_e, t)
    if found is None:
        assert t**2 * v_a >= mean_a**2 * (1 - 1e-9)
        return
    assume(t**2 * v_a < 0.99 * mean_a**2)
    for limit in (found.low, found.high):
        ratio = 1 - limit / 100
        distance = (mean_e - ratio * mean_a) ** 2
        assert distance == pytest.approx(t**2 * (v_e + ratio**2 * v_a), rel=1e-6, abs=1e-7)


def test_a_contrast_without_any_spread_is_what_it_is() -> None:
    found = MeanContrast(6, 3, 0, 0, 10)
    assert found.percent == PercentChange(50, 50, 50)
    assert [found.chance_at_least(percent) for percent in (0, 30, 50, 60)] == [1, 1, 1, 0]


PAIR = SealedPair(comparator=PAIN_BEFORE, ldn=PAIN_DURING)


def test_one_sealed_pair_is_the_interval_of_its_two_periods() -> None:
    alone = serial_interval(PAIN_BEFORE, PAIN_DURING, PAIN_DURING)
    assert alone is not None
    assert sealed_contrast([PAIR]) == alone.contrast


def test_sealed_pairs_are_averaged() -> None:
    other = SealedPair(comparator=daily([6, 5, 7, 6, 5, 6, 8], 100), ldn=daily([5, 5, 4, 6, 5], 120))
    first, second = sealed_contrast([PAIR]), sealed_contrast([other])
    found = sealed_contrast([PAIR, other])
    assert first is not None
    assert second is not None
    assert found is not None
    assert found.difference == pytest.approx(fmean([PAIR.difference, other.difference]))
    assert found.v_a == pytest.approx((first.v_a + second.v_a) / 4)
    assert found.v_e == pytest.approx((first.v_e + second.v_e) / 4)
    assert found.df == pytest.approx(first.df + second.df)


def test_a_sealed_pair_that_never_varies_counts_among_others_and_tells_nothing_alone() -> None:
    still = SealedPair(comparator=daily([6.1] * 8), ldn=daily([5.3] * 8, 30))
    assert sealed_contrast([still]) is None
    assert sealed_contrast([]) is None
    found = sealed_contrast([PAIR, still])
    assert found is not None
    assert found.difference == pytest.approx(fmean([PAIR.difference, -0.8]))
