"""The moving-block bootstrap (Kunsch 1989): days are drawn in blocks, so that neighbours stay neighbours."""

import random
from collections.abc import Sequence
from statistics import quantiles

BLOCK_DAYS = 7
# The draws are the same every time: a finding must be reproducible to the last digit.
SEED = 20_090_417


def seeded(seed: int = SEED) -> random.Random:
    """Return a source of randomness that is the same every time."""
    return random.Random(seed)  # noqa: S311 - it draws days, not secrets


def draw_days(length: int, source: random.Random, block: int = BLOCK_DAYS) -> list[int]:
    """Return `length` positions of days, 0 to `length` - 1, drawn in blocks with replacement.

    Blocks do not wrap around the end (the last day and the first are no neighbours); the last one is cut off. A stretch
    shorter than a block is one block.

    Args:
        length: how many days the stretch has.
        source: where the randomness comes from, seeded.
        block: days in a block.
    """
    block = min(block, length)
    drawn: list[int] = []
    while len(drawn) < length:
        start = source.randrange(length - block + 1)
        drawn.extend(range(start, start + block))
    return drawn[:length]


def percentile_limits(estimates: Sequence[float]) -> tuple[float, float]:
    """Return the 2.5th and 97.5th percentile of at least two bootstrap `estimates`."""
    limits = quantiles(estimates, n=40, method="inclusive")
    return limits[0], limits[-1]
