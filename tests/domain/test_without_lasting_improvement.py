"""Which measures have no lasting improvement yet, and up to which day since the first dose that is known."""

from dataclasses import replace

import pytest

from ldn_tui.domain import sentences
from ldn_tui.domain.analysis import analyse
from ldn_tui.domain.findings import Findings
from ldn_tui.domain.measure_changes import without_lasting_improvement
from ldn_tui.domain.measure_findings import Blinded
from tests.domain.evidence_builder import evidence, on

STEADY = [6, 7, 5, 6] * 7
FOUND = analyse(evidence(STEADY, [6, 7, 5, 6] * 20, others={"sleep": [5, 4] * 54}))
DECISION = 28 + 56


def of(found: Findings, reason: str | None = None, *, improved: bool = False) -> Findings:
    """Return `found` with its two rated measures, of which pain has improved or is not compared."""
    pain, sleep = (replace(change, reason=None, first_sustained_improvement=None) for change in found.changes[:2])
    pain = replace(pain, reason=reason, first_sustained_improvement=on(30) if improved else None)
    return replace(found, changes=(pain, sleep))


def test_those_without_one_are_named_up_to_the_day_before_the_decision() -> None:
    assert without_lasting_improvement(of(FOUND)) == sentences.not_reached(["Pain", "Sleep"], 56)


@pytest.mark.parametrize(("as_of", "day"), [(28, 1), (DECISION - 2, 55), (DECISION, 56)])
def test_before_the_decision_it_is_known_to_the_present_day(as_of: int, day: int) -> None:
    found = replace(of(FOUND), as_of=on(as_of))
    assert without_lasting_improvement(found) == sentences.not_reached(["Pain", "Sleep"], day)


def test_without_a_decision_day_it_is_known_to_the_present_day() -> None:
    found = replace(of(FOUND), decision_day=None, as_of=on(100))
    assert without_lasting_improvement(found) == sentences.not_reached(["Pain", "Sleep"], 73)


def test_in_a_trial_that_ended_it_is_known_to_its_last_day() -> None:
    found = of(FOUND)
    ended = replace(found, trial=replace(found.trial, ended_on=on(40)))
    assert without_lasting_improvement(ended) == sentences.not_reached(["Pain", "Sleep"], 13)


def test_one_that_improved_or_is_not_compared_is_not_named() -> None:
    only_sleep = sentences.not_reached(["Sleep"], 56)
    assert without_lasting_improvement(of(FOUND, improved=True)) == only_sleep
    assert without_lasting_improvement(of(FOUND, "Too few.")) == only_sleep
    assert (
        without_lasting_improvement(replace(of(FOUND, improved=True), changes=of(FOUND, improved=True).changes[:1]))
        is None
    )


def test_nothing_is_said_without_a_first_dose_and_of_a_sealed_trial() -> None:
    found = of(FOUND)
    assert without_lasting_improvement(replace(found, first_dose=None)) is None
    assert without_lasting_improvement(replace(found, is_sealed=True)) is None
    opened = Blinded((), (), None, None, None, None, ())
    assert without_lasting_improvement(replace(found, blinded=opened)) is None
