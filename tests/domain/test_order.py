"""The order in which measures improved, in words: of those that improved lastingly, and only where it can be told."""

from dataclasses import replace
from datetime import date

from ldn_tui.domain import sentences
from ldn_tui.domain.analysis import analyse, with_order
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.findings import Order
from tests.domain.evidence_builder import PAIN, Values, evidence

BASELINE = 28
DAYS = 70


def course(before: float, after: float, improves: int) -> list[float]:
    """Return a course that alternates a little, and goes from one level to another `improves` days into treatment."""
    levels = [before] * (BASELINE + improves) + [after] * (DAYS - improves)
    return [level + number % 2 for number, level in enumerate(levels)]


LATE_PAIN = course(6, 2, 29)


def order(pain: list[float] = LATE_PAIN, **others: Values) -> Order:
    known = evidence(pain[:BASELINE], pain[BASELINE:], others=others)
    return order_of(known)


def order_of(known: Evidence) -> Order:
    found = with_order(analyse(known), known).order
    assert found is not None
    return found


def test_a_measure_that_never_improved_is_not_said_to_come_after_the_others() -> None:
    words = order(sleep=course(4, 8, 6), mood=course(4, 4, 0)).words
    assert words == "Sleep improved before pain (100 %)."


def test_only_one_that_improved_has_no_order() -> None:
    assert order(mood=course(4, 4, 0)).words == sentences.too_few_improved(["Pain"])


def test_none_that_improved_has_no_order() -> None:
    assert order(course(6, 6, 0), mood=course(4, 4, 0)).words == sentences.too_few_improved([])


def test_two_that_improved_on_the_same_day_are_not_told_apart() -> None:
    assert order(sleep=course(4, 8, 29)).words == "Pain and sleep cannot be told apart."


def test_of_three_it_is_said_which_are_told_and_that_the_others_are_not() -> None:
    words = order(sleep=course(4, 8, 6), mood=course(4, 8, 29)).words
    assert "Sleep improved before pain (100 %)." in words
    assert "Sleep improved before mood (100 %)." in words
    assert words.endswith(sentences.OTHERS_NOT_TOLD_APART)


def test_the_first_five_measures_with_enough_ratings_are_put_in_order() -> None:
    others = {f"own{number}": course(6, 2, 29) for number in range(5)}
    known = evidence(LATE_PAIN[:BASELINE], LATE_PAIN[BASELINE:], others={**others, "sleep": [5]})
    measures = (*known.measures[:2], *(replace(PAIN, key=key) for key in others))
    found = order_of(replace(known, measures=measures))
    named = {name for pair in found.pairs for name in (pair.first, pair.then)}
    assert named == {"pain", "own0", "own1", "own2", "own3"}
    assert found.words == sentences.not_told_apart(["Pain"] * 5)


def test_what_is_needed_is_said() -> None:
    known = evidence([6] * BASELINE, [4] * DAYS)
    assert order_of(known).words == sentences.ORDER_NEEDS_RATINGS
    alone = evidence([6] * BASELINE, [4] * DAYS, measures=known.measures[:1])
    assert order_of(alone).words == sentences.ORDER_NEEDS_TWO
    no_dose = evidence([6] * BASELINE, as_of=date(2026, 9, 20), first_dose_on=None, steps=())
    assert order_of(no_dose).words == sentences.ORDER_NEEDS_DOSE
