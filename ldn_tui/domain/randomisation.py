"""The randomisation test (Edgington): valid where chance itself assigned what was given, as a seal does.

Where nothing was drawn by lot there is nothing to test: open designs have none.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TypeVar

from ldn_tui.domain.measures import Direction

# Pairs a sealed trial needs before the test is shown.
LEAST_PAIRS = 3

# Statistics that differ by less are tied: they were added up in another order.
_TIE = 1e-9

Assignment = TypeVar("Assignment")


@dataclass(frozen=True, slots=True)
class RandomisationTest:
    """How the assignment that was drawn compares with all that could have been.

    Attributes:
        as_extreme: how many assignments have a statistic at least as large, the drawn one among them.
        assignments: how many could have been drawn.
    """

    as_extreme: int
    assignments: int

    @property
    def p(self) -> float:
        """The share of the assignments that are as extreme or more."""
        return self.as_extreme / self.assignments


def randomisation_test(
    statistic: Callable[[Assignment], float], observed: Assignment, assignments: Iterable[Assignment]
) -> RandomisationTest:
    """Return the one-sided test of `observed` among `assignments`.

    Args:
        statistic: the larger, the more extreme.
        observed: the assignment that was drawn.
        assignments: all that could have been drawn with equal chances, `observed` among them.
    """
    bar = statistic(observed)
    bar -= _TIE * max(abs(bar), 1)
    values = [statistic(assignment) for assignment in assignments]
    return RandomisationTest(sum(value >= bar for value in values), len(values))


def pair_assignments(pairs: int) -> Iterator[tuple[int, ...]]:
    """Yield the 2^k ways to draw `pairs` pairs: for each of them 1, as it was drawn, or -1, the other way round."""
    return product((1, -1), repeat=pairs)


def sealed_pairs_test(differences: Sequence[float], direction: Direction = Direction.LOWER) -> RandomisationTest | None:
    """Return the test of a sealed trial: one-sided, on the mean difference of its pairs.

    Args:
        differences: LDN minus comparator of each pair, in points.
        direction: which end of the scale is the good one.

    Returns:
        None with fewer than 3 pairs.
    """
    if len(differences) < LEAST_PAIRS:
        return None
    better = -1 if direction is Direction.LOWER else 1

    def mean_improvement(signs: tuple[int, ...]) -> float:
        total = sum(sign * difference for sign, difference in zip(signs, differences, strict=True))
        return better * total / len(differences)

    return randomisation_test(mean_improvement, (1,) * len(differences), pair_assignments(len(differences)))
