"""What is offered to be rated with a condition."""

import pytest

from ldn_tui.domain.conditions import CONDITIONS, OTHER, Condition
from ldn_tui.domain.measures import FIRST_MEASURES


def test_each_condition_has_its_own_name_and_key() -> None:
    assert len({condition.name for condition in CONDITIONS}) == len(CONDITIONS)
    assert len({condition.letter for condition in CONDITIONS}) == len(CONDITIONS)
    assert CONDITIONS[-1].name == OTHER


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
def test_what_fits_it_is_none_of_the_first_measures_and_named_once(condition: Condition) -> None:
    keys = [measure.key for measure in condition.measures]
    assert keys
    assert len(set(keys)) == len(keys)
    assert not set(keys) & {measure.key for measure in FIRST_MEASURES}
    assert all(measure.position == 0 for measure in condition.measures)
    assert all(measure.low_anchor != measure.high_anchor for measure in condition.measures)
