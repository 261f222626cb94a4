"""The better-day share against SingleCaseES and against counting every pair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.overlap import nap, tau
from tests.domain.oracles import oracle, series_of

RATINGS = st.lists(st.integers(0, 20).map(lambda tenths: tenths / 10), min_size=1, max_size=30)


def test_the_published_packages_agree() -> None:
    rows = [row for row in oracle("singlecasees_outputs.csv") if row["variant"] == "SE=unbiased"]
    assert len(rows) == 68
    functions = {"NAP": nap, "Tau": tau}
    for row in rows:
        before, during = (series_of(row["series_id"], phase).values() for phase in "AB")
        found = functions[row["index"]](before, during, lower_is_better=row["improvement"] == "decrease")
        assert found == pytest.approx(float(row["est"]), rel=1e-9, abs=1e-9), row


@given(RATINGS, RATINGS)
def test_it_is_the_share_of_pairs_won(before: list[float], during: list[float]) -> None:
    won = sum((1 if after < first else 0.5 if after == first else 0) for first in before for after in during)
    share = won / (len(before) * len(during))
    assert nap(before, during) == pytest.approx(share)
    assert nap(before, during, lower_is_better=False) == pytest.approx(1 - share)
    assert tau(before, during) == pytest.approx(2 * share - 1)


def test_no_overlap_at_all() -> None:
    assert nap([7, 8, 9], [1, 2]) == 1
    assert tau([7, 8, 9], [1, 2], lower_is_better=False) == -1
    assert nap([5, 5], [5]) == 0.5
