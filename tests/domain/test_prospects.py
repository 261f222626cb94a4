"""What a plan can show, by the simulations."""

import pytest

from ldn_tui.domain.prospects import PROSPECTS, prospect_of


@pytest.mark.parametrize(
    ("baseline_days", "decision_after", "plan"),
    [
        (14, 56, (14, 8)),
        (27, 83, (14, 8)),
        (28, 56, (28, 8)),
        (14, 84, (14, 12)),
        (28, 84, (28, 12)),
        (56, 200, (28, 12)),
    ],
)
def test_a_plan_is_read_as_the_simulated_one_it_is_like(
    baseline_days: int, decision_after: int, plan: tuple[int, int]
) -> None:
    found = prospect_of(baseline_days, decision_after)
    assert (found.baseline_days, found.weeks) == plan


def test_the_figures_are_shares_of_the_trials() -> None:
    for known in PROSPECTS:
        assert all(0 <= unsure + better <= 100 for unsure, better in zip(known.unsure, known.better, strict=True))


@pytest.mark.parametrize("weeks", [8, 12])
def test_a_longer_baseline_leaves_fewer_unsure_and_finds_more(weeks: int) -> None:
    short, long = (prospect_of(days, weeks * 7) for days in (14, 28))
    assert all(more < less for more, less in zip(long.unsure, short.unsure, strict=True))
    assert all(found > missed for found, missed in zip(long.better[1:], short.better[1:], strict=True))


def test_a_larger_change_is_called_better_more_often() -> None:
    for known in PROSPECTS:
        assert known.better[0] < 1 < known.better[1] < known.better[2]
