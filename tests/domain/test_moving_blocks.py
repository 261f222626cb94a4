"""Drawing days in blocks."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.moving_blocks import draw_days, percentile_limits, seeded


@given(st.integers(0, 60), st.integers(1, 10), st.integers(0, 1000))
def test_days_are_drawn_in_blocks_of_neighbours(length: int, block: int, seed: int) -> None:
    drawn = draw_days(length, seeded(seed), block)
    assert len(drawn) == length
    assert all(0 <= position < length for position in drawn)
    steps = [later - earlier for earlier, later in pairwise(drawn)]
    assert all(step == 1 for number, step in enumerate(steps, 1) if number % min(block, length))


def test_every_block_can_be_drawn_and_none_wraps_around() -> None:
    source = seeded(1)
    starts = {draw_days(10, source)[0] for _ in range(500)}
    assert starts == {0, 1, 2, 3}


def test_the_same_seed_draws_the_same_days() -> None:
    assert draw_days(28, seeded(5)) == draw_days(28, seeded(5))
    assert draw_days(28, seeded(5)) != draw_days(28, seeded(6))


def test_limits_are_the_outer_fortieths() -> None:
    assert percentile_limits(range(401)) == pytest.approx((10, 390))
