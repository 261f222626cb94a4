"""The usual range against Montgomery's example, and its rules for gaps."""

import pytest

from ldn_tui.domain.usual_range import usual_range
from tests.domain.oracles import daily, oracle


def test_montgomerys_example() -> None:
    rows = oracle("xmr_montgomery_ex6.5_I.csv")
    ranges = oracle("xmr_montgomery_ex6.5_MR.csv")
    found = usual_range(daily(float(row["y"]) for row in rows if row["baseline"] == "TRUE"))
    assert found is not None
    assert found.mean == pytest.approx(float(rows[0]["cl"]), rel=1e-9)
    assert found.moving_range == pytest.approx(float(ranges[0]["cl"]), rel=1e-9)
    assert found.low == pytest.approx(float(rows[0]["lcl"]), rel=1e-9)
    assert found.high == pytest.approx(float(rows[0]["ucl"]), rel=1e-9)


def test_the_factor_is_that_of_the_tables() -> None:
    found = usual_range(daily([5, 6] * 5))
    assert found is not None
    assert (found.low, found.high) == pytest.approx((5.5 - 2.66, 5.5 + 2.66), abs=1e-3)


def test_only_neighbours_make_a_moving_range() -> None:
    # The step from 2 to 8 lies in a gap.
    found = usual_range(daily([2, 3] * 3) | daily([8, 9] * 3, start=10))
    assert found is not None
    assert found.moving_range == 1


def test_a_range_needs_ten_ratings_and_neighbours() -> None:
    assert usual_range(daily([5, 6, 7] * 3)) is None
    every_other_day = {day: rating for day, rating in daily(range(40)).items() if rating % 2}
    assert len(every_other_day) == 20
    assert usual_range(every_other_day) is None


def test_a_constant_baseline_has_a_range_of_one_value() -> None:
    found = usual_range(daily([6.1] * 14))
    assert found is not None
    assert found.low == found.high == pytest.approx(6.1)
