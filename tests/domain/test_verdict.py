"""The verdict: every row of its table, what is added to it, and which overall rating counts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain import sentences
from ldn_tui.domain.mean_contrast import PercentChange
from ldn_tui.domain.trial_verdict import no_verdict_yet
from ldn_tui.domain.verdict import (
    CountedImpression,
    NumberClass,
    Outcome,
    added_sentences,
    impression_that_counts,
    number_class,
    open_verdict,
    sealed_number_class,
    sealed_verdict,
)
from tests.domain.evidence_builder import evidence, on, plan
from tests.domain.oracles import oracle

DECISION = date(2026, 12, 22)
OF_CLASS = {
    NumberClass.CLEAR: PercentChange(55, 35, 70),
    NumberClass.IMPROVED: PercentChange(40, 5, 65),
    NumberClass.SMALL: PercentChange(20, 2, 36),
    NumberClass.NO_USEFUL: PercentChange(0, -20, 20),
    NumberClass.WORSE: PercentChange(-25, -40, -5),
    NumberClass.UNCERTAIN: PercentChange(20, -4, 30),
}


def test_the_table_of_cases() -> None:
    rows = oracle("instrument_verdict_cases.csv")
    assert len(rows) == 31
    for row in rows:
        percent = PercentChange(float(row["pct"]), float(row["lo"]), float(row["hi"])) if row["lo"] else None
        found = open_verdict(
            percent,
            int(row["pgic"]) if row["pgic"] else None,
            float(row["threshold"]),
            has_enough_data=row["enough_data"] == "1",
        )
        assert found.words == row["words"], row
        assert (found.number_class or "-") == row["number_class"], row


@pytest.mark.parametrize("expected", NumberClass)
def test_each_class_of_numbers(expected: NumberClass) -> None:
    assert number_class(OF_CLASS[expected], 30) is expected
    assert sealed_number_class(OF_CLASS[expected], 30) is expected


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (NumberClass.CLEAR, "AAMMMMM"),
        (NumberClass.IMPROVED, "AAMMMMM"),
        (NumberClass.SMALL, "AAAMMMM"),
        (NumberClass.NO_USEFUL, "MMAAAAA"),
        (NumberClass.WORSE, "MMMAAAA"),
        (NumberClass.UNCERTAIN, "UUUUUUU"),
    ],
)
def test_which_overall_ratings_agree(found: NumberClass, words: str) -> None:
    outcomes = {"A": Outcome.AGREED, "M": Outcome.MIXED, "U": Outcome.TOO_UNCERTAIN}
    for pgic, letter in enumerate(words, 1):
        assert open_verdict(OF_CLASS[found], pgic, 30).outcome is outcomes[letter]


def test_without_an_overall_rating() -> None:
    waiting = open_verdict(OF_CLASS[NumberClass.CLEAR], None, 30)
    assert (waiting.outcome, waiting.number_class) == (Outcome.WAITING, NumberClass.CLEAR)
    overdue = open_verdict(OF_CLASS[NumberClass.CLEAR], None, 30, is_rating_overdue=True)
    assert overdue.words == "No overall rating was given; the numbers alone do not decide"
    uncertain = open_verdict(None, None, 30, is_rating_overdue=True)
    assert uncertain.words == "Too uncertain to tell"


def test_without_enough_data_there_is_no_class() -> None:
    for found in (open_verdict(None, 1, 30, has_enough_data=False), sealed_verdict(None, 30, has_enough_data=False)):
        assert (found.outcome, found.number_class, found.words) == (Outcome.NOT_ENOUGH_DATA, None, "Not enough data")


def test_a_sealed_trial_is_worse_from_10_percent_on() -> None:
    assert sealed_number_class(PercentChange(-5, -9, -1), 30) is NumberClass.NO_USEFUL
    assert sealed_number_class(PercentChange(-10, -19, -1), 30) is NumberClass.WORSE
    assert number_class(PercentChange(-5, -9, -1), 30) is NumberClass.WORSE
    assert sealed_verdict(PercentChange(-10, -19, -1), 30).words == "Worse on LDN than on the comparator"
    assert sealed_verdict(None, 30).words == "Too uncertain to tell"
    assert sealed_verdict(OF_CLASS[NumberClass.CLEAR], 30).words == "Clearly better on LDN than on the comparator"


@pytest.mark.parametrize("threshold", [15, 30, 50])
def test_a_limit_that_misses_the_threshold_by_rounding_alone_meets_it(threshold: float) -> None:
    almost = threshold - 1e-13
    assert number_class(PercentChange(threshold + 5, almost, threshold + 9), threshold) is NumberClass.CLEAR
    assert number_class(PercentChange(almost, 1, threshold + 9), threshold) is NumberClass.IMPROVED


@given(st.lists(st.floats(-300, 100), min_size=3, max_size=3), st.sampled_from([15, 30, 50]), st.integers(1, 7))
def test_every_interval_has_a_verdict(limits: list[float], threshold: float, pgic: int) -> None:
    low, estimate, high = sorted(limits)
    percent = PercentChange(estimate, low, high)
    found = open_verdict(percent, pgic, threshold)
    assert found.number_class is number_class(percent, threshold)
    if found.number_class in {NumberClass.CLEAR, NumberClass.IMPROVED}:
        assert estimate >= threshold - 1e-6
        assert low > 0


def given_on(*days: int) -> dict[date, int]:
    return {DECISION + timedelta(days=day): 1 + number for number, day in enumerate(days)}


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ((), None),
        ((-4,), None),
        ((-4, -3, 0), (-3, 2, None)),
        ((0, 3), (0, 1, None)),
        ((14, 20), (14, 1, None)),
        ((15,), (15, 1, 15)),
        ((-40, 90, 100), (90, 2, 90)),
    ],
)
def test_which_overall_rating_counts(days: tuple[int, ...], expected: tuple[int, int, int | None] | None) -> None:
    found = impression_that_counts(given_on(*days), DECISION)
    if expected is None:
        assert found is None
    else:
        day, value, after = expected
        assert found == CountedImpression(DECISION + timedelta(days=day), value, after)


def test_what_is_added() -> None:
    assert added_sentences(4, 40, 50) == ()
    assert added_sentences(5, 50, 50) == ("You rated yourself worse. Talk to your prescriber.",)
    assert added_sentences(None, 39, 50) == ("The dose was taken on 39 of 50 days.",)
    assert added_sentences(7, 0, 50) == (sentences.RATED_WORSE, "The dose was taken on 0 of 50 days.")
    assert added_sentences(None, 0, 0) == ()


@pytest.mark.parametrize(
    ("percent", "enough", "outcome"),
    [
        (PercentChange(50, 35, 60), True, Outcome.AGREED),
        (PercentChange(0, -5, 5), True, Outcome.AGREED),
        (PercentChange(20, -30, 60), True, Outcome.TOO_UNCERTAIN),
        (None, True, Outcome.TOO_UNCERTAIN),
        (PercentChange(50, 35, 60), False, Outcome.NOT_ENOUGH_DATA),
    ],
)
def test_a_sealed_trial_waits_for_no_overall_rating(
    percent: PercentChange | None, enough: bool, outcome: Outcome
) -> None:
    assert sealed_verdict(percent, 30, has_enough_data=enough).outcome is outcome


def test_a_trial_that_ended_before_its_first_dose_says_so() -> None:
    ended = evidence([6] * 10, ended_on=on(9), steps=plan((28, 4.5)), first_dose_on=None)
    verdict = no_verdict_yet(ended)
    assert verdict is not None
    assert (verdict.words, verdict.reason) == (None, sentences.ENDED_BEFORE_FIRST_DOSE)
