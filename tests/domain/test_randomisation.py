"""The randomisation test against Onghena's ABAB example, and that of sealed pairs."""

from collections.abc import Iterator
from itertools import chain, combinations, pairwise, product
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.measures import Direction
from ldn_tui.domain.randomisation import pair_assignments, randomisation_test, sealed_pairs_test
from tests.domain.oracles import oracle

SCORES = [6, 2, 5, 3, 4, 4, 1, 2, 3, 1, 3, 2, 2, 3, 4, 2, 4, 3, 0, 1, 2, 0, 2, 1]


def cuts(length: int, phases: int, least: int) -> Iterator[tuple[int, ...]]:
    """Yield where the phases of an alternating design can begin and end, each at least so long."""
    for inner in combinations(range(1, length), phases - 1):
        bounds = (0, *inner, length)
        if all(after - before >= least for before, after in pairwise(bounds)):
            yield bounds


def phases_of(bounds: tuple[int, ...]) -> list[list[int]]:
    return [SCORES[before:after] for before, after in pairwise(bounds)]


def mean_of_phase_means(bounds: tuple[int, ...]) -> float:
    found = phases_of(bounds)
    return fmean(fmean(phase) for phase in found[::2]) - fmean(fmean(phase) for phase in found[1::2])


def mean_of_all_scores(bounds: tuple[int, ...]) -> float:
    found = phases_of(bounds)
    return fmean(chain.from_iterable(found[::2])) - fmean(chain.from_iterable(found[1::2]))


STATISTICS = {
    "PA-PB": mean_of_phase_means,
    "PB-PA": lambda bounds: -mean_of_phase_means(bounds),
    "|PA-PB|": lambda bounds: abs(mean_of_phase_means(bounds)),
    "A-B": mean_of_all_scores,
}
DESIGNS = {"ABAB": 4, "ABA(first 18)": 3, "AB(first 12)": 2}


def test_onghenas_example() -> None:
    """24 points in four phases of at least 4: the drawn assignment is among the 4 most extreme of 165."""
    found = randomisation_test(mean_of_phase_means, (0, 6, 12, 18, 24), cuts(24, 4, 4))
    assert (found.as_extreme, found.assignments) == (4, 165)
    assert found.p == 4 / 165


def test_the_published_package_agrees() -> None:
    rows = oracle("scrt_outputs.csv")
    assert len(rows) == 17
    for row in rows:
        phases = DESIGNS[row["design"]]
        length, least = 6 * phases, int(row["limit"])
        observed = tuple(range(0, length + 1, 6))
        statistic = STATISTICS[row["statistic"]]
        assert statistic(observed) == pytest.approx(float(row["observed"]))
        found = randomisation_test(statistic, observed, cuts(length, phases, least))
        assert found.assignments == int(row["n_assignments"]), row
        assert found.p == pytest.approx(float(row["p"]), rel=1e-9), row


def test_pairs_are_drawn_either_way_round() -> None:
    assert set(pair_assignments(3)) == set(product((1, -1), repeat=3))


@pytest.mark.parametrize("direction", Direction)
def test_the_strongest_result_of_chance_alone(direction: Direction) -> None:
    better = -1 if direction is Direction.LOWER else 1
    found = sealed_pairs_test([better * size for size in (1.0, 0.4, 2.1)], direction)
    assert found is not None
    assert found.p == 1 / 8
    worst = sealed_pairs_test([-better * size for size in (1.0, 0.4, 2.1)], direction)
    assert worst is not None
    assert worst.p == 1


def test_fewer_than_three_pairs_are_not_tested() -> None:
    assert sealed_pairs_test([-1, -2]) is None


@given(st.lists(st.integers(-30, 30).map(lambda tenths: tenths / 10), min_size=3, max_size=6))
def test_ties_count_whatever_order_they_were_added_up_in(differences: list[float]) -> None:
    tenths = [round(10 * difference) for difference in differences]
    totals = [
        sum(sign * size for sign, size in zip(signs, tenths, strict=True)) for signs in pair_assignments(len(tenths))
    ]
    found = sealed_pairs_test(differences)
    assert found is not None
    assert found.as_extreme == sum(total <= sum(tenths) for total in totals)
