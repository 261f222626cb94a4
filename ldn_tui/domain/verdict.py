"""The verdict: what the numbers and the person's overall rating say together on decision day.

A trial's message rests on the threshold, never on zero: an interval that excludes zero happens in one of three to six
ordinary windows of three months in which nothing was started.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ldn_tui.domain import sentences
from ldn_tui.domain.mean_contrast import PercentChange

IMPRESSION_BEFORE_DAYS = 3
IMPRESSION_AFTER_DAYS = 15
LEAST_USEFUL_PERCENT = 10.0
LEAST_TAKEN = 0.8

# Means of tenths come out a last bit beside a round percent; no rating is that fine.
_DECIMALS = 9


class NumberClass(StrEnum):
    """What the numbers alone say."""

    CLEAR = "C"
    IMPROVED = "I"
    SMALL = "S"
    NO_USEFUL = "N"
    WORSE = "W"
    UNCERTAIN = "U"


class Impression(StrEnum):
    """What an overall rating (PGIC) says of a trial."""

    BETTER = "+"
    SLIGHTLY_BETTER = "~"
    UNCHANGED = "0"
    WORSE = "-"


class Outcome(StrEnum):
    """How a trial ended."""

    NOT_ENOUGH_DATA = "not enough data"
    TOO_UNCERTAIN = "too uncertain"
    WAITING = "waiting for the overall rating"
    NO_OVERALL_RATING = "no overall rating"
    AGREED = "agreed"
    MIXED = "mixed"


OPEN_WORDS = {
    NumberClass.CLEAR: sentences.CLEAR,
    NumberClass.IMPROVED: sentences.IMPROVED,
    NumberClass.SMALL: sentences.SMALL,
    NumberClass.NO_USEFUL: sentences.NO_USEFUL,
    NumberClass.WORSE: sentences.WORSE,
    NumberClass.UNCERTAIN: sentences.TOO_UNCERTAIN,
}
_SEALED_WORDS = {
    NumberClass.CLEAR: sentences.SEALED_CLEAR,
    NumberClass.IMPROVED: sentences.SEALED_IMPROVED,
    NumberClass.SMALL: sentences.SEALED_SMALL,
    NumberClass.NO_USEFUL: sentences.SEALED_NO_USEFUL,
    NumberClass.WORSE: sentences.SEALED_WORSE,
    NumberClass.UNCERTAIN: sentences.TOO_UNCERTAIN,
}
# Which overall ratings agree with the numbers.
_AGREEING = {
    NumberClass.CLEAR: {Impression.BETTER},
    NumberClass.IMPROVED: {Impression.BETTER},
    NumberClass.SMALL: {Impression.BETTER, Impression.SLIGHTLY_BETTER},
    NumberClass.NO_USEFUL: {Impression.SLIGHTLY_BETTER, Impression.UNCHANGED, Impression.WORSE},
    NumberClass.WORSE: {Impression.UNCHANGED, Impression.WORSE},
}
_OUTCOME_WORDS = {
    Outcome.NOT_ENOUGH_DATA: sentences.NOT_ENOUGH_DATA,
    Outcome.TOO_UNCERTAIN: sentences.TOO_UNCERTAIN,
    Outcome.WAITING: sentences.WAITING,
    Outcome.NO_OVERALL_RATING: sentences.NO_OVERALL_RATING,
    Outcome.MIXED: sentences.MIXED,
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said on decision day.

    Attributes:
        outcome: how the numbers and the overall rating go together.
        number_class: what the numbers alone say; None where there are not enough of them.
        words: the verdict sentence.
    """

    outcome: Outcome
    number_class: NumberClass | None
    words: str


@dataclass(frozen=True, slots=True)
class CountedImpression:
    """The overall rating that counts.

    Attributes:
        day: the day it was given.
        value: the PGIC, 1 to 7.
        days_after: how many days after the decision day, where it came too late for it; else None.
    """

    day: date
    value: int
    days_after: int | None = None


def number_class(percent: PercentChange | None, threshold: float) -> NumberClass:
    """Return what the numbers of an open design say.

    Args:
        percent: the improvement of the primary measure in percent; None where it cannot be estimated.
        threshold: the improvement in percent that counts.
    """
    return _number_class(percent, threshold, most_of_worse=0.0)


def sealed_number_class(percent: PercentChange | None, threshold: float) -> NumberClass:
    """Return what the numbers of a sealed design say: as `number_class`, but worse needs 10 % at least."""
    return _number_class(percent, threshold, most_of_worse=-LEAST_USEFUL_PERCENT)


def _number_class(percent: PercentChange | None, threshold: float, most_of_worse: float) -> NumberClass:
    if percent is None:
        return NumberClass.UNCERTAIN
    estimate, low, high = (round(value, _DECIMALS) for value in (percent.estimate, percent.low, percent.high))
    if high < 0 and estimate <= most_of_worse:
        return NumberClass.WORSE
    if low >= threshold:
        return NumberClass.CLEAR
    if estimate >= threshold and low > 0:
        return NumberClass.IMPROVED
    if LEAST_USEFUL_PERCENT <= estimate < threshold and low > 0:
        return NumberClass.SMALL
    return NumberClass.NO_USEFUL if high < threshold else NumberClass.UNCERTAIN


def impression_that_counts(impressions: Mapping[date, int], decision_day: date) -> CountedImpression | None:
    """Return the first PGIC from 3 days before `decision_day` to 14 days after it, else the first later one.

    Args:
        impressions: the PGIC by day.
        decision_day: the day of the decision.
    """
    first = decision_day - timedelta(days=IMPRESSION_BEFORE_DAYS)
    day = min((day for day in impressions if day >= first), default=None)
    if day is None:
        return None
    after = (day - decision_day).days
    return CountedImpression(day, impressions[day], after if after >= IMPRESSION_AFTER_DAYS else None)


def impression_of(pgic: int) -> Impression:
    """Return what a PGIC of 1 to 7 says."""
    if pgic <= 2:
        return Impression.BETTER
    if pgic == 3:
        return Impression.SLIGHTLY_BETTER
    return Impression.UNCHANGED if pgic == 4 else Impression.WORSE


def open_verdict(
    percent: PercentChange | None,
    pgic: int | None,
    threshold: float,
    *,
    has_enough_data: bool = True,
    is_rating_overdue: bool = False,
) -> Verdict:
    """Return the verdict of an open design.

    Args:
        percent: the improvement of the primary measure in percent; None where it cannot be estimated.
        pgic: the overall rating that counts; None where none was given.
        threshold: the improvement in percent that counts.
        has_enough_data: whether baseline and endpoint have the ratings they need.
        is_rating_overdue: whether it is 15 days or more after the decision day.
    """
    if not has_enough_data:
        return Verdict(Outcome.NOT_ENOUGH_DATA, None, sentences.NOT_ENOUGH_DATA)
    found = number_class(percent, threshold)
    outcome = _outcome(found, pgic, is_rating_overdue)
    return Verdict(outcome, found, _OUTCOME_WORDS.get(outcome, OPEN_WORDS[found]))


def _outcome(found: NumberClass, pgic: int | None, is_rating_overdue: bool) -> Outcome:
    if found is NumberClass.UNCERTAIN:
        return Outcome.TOO_UNCERTAIN
    if pgic is None:
        return Outcome.NO_OVERALL_RATING if is_rating_overdue else Outcome.WAITING
    return Outcome.AGREED if impression_of(pgic) in _AGREEING[found] else Outcome.MIXED


def sealed_verdict(percent: PercentChange | None, threshold: float, *, has_enough_data: bool = True) -> Verdict:
    """Return the verdict of a sealed design, once it is open: the overall ratings stand beside it.

    Args:
        percent: the improvement on LDN in percent of the comparator; None where it cannot be estimated.
        threshold: the improvement in percent that counts.
        has_enough_data: whether a pair has the ratings it needs.
    """
    if not has_enough_data:
        return Verdict(Outcome.NOT_ENOUGH_DATA, None, sentences.NOT_ENOUGH_DATA)
    found = sealed_number_class(percent, threshold)
    outcome = Outcome.TOO_UNCERTAIN if found is NumberClass.UNCERTAIN else Outcome.AGREED
    return Verdict(outcome, found, _SEALED_WORDS[found])


def added_sentences(pgic: int | None, taken: int, due: int) -> tuple[str, ...]:
    """Return what is added to the verdict of an open design.

    Args:
        pgic: the overall rating that counts; None where none was given.
        taken: stable days on which the dose was taken.
        due: stable days on which it was due.
    """
    added = []
    if pgic is not None and impression_of(pgic) is Impression.WORSE:
        added.append(sentences.RATED_WORSE)
    if taken < LEAST_TAKEN * due:
        added.append(sentences.doses_taken(taken, due))
    return tuple(added)
