"""The overall ratings of a trial."""

from ldn_tui.domain.findings import ImpressionGiven, Impressions
from ldn_tui.domain.impression_course import impressions
from tests.domain.evidence_builder import evidence, on

# First dose on day 14, decision on day 70.
BASELINE, TREATMENT = [6] * 14, [5] * 70


def test_the_course_and_the_one_that_counts() -> None:
    also = {number: {"impression": value} for number, value in ((42, 4), (68, 2), (72, 1))}
    counted = ImpressionGiven(on(68), 2, -2)
    assert impressions(evidence(BASELINE, TREATMENT, also=also)) == Impressions(
        counted, (ImpressionGiven(on(42), 4, -28), counted, ImpressionGiven(on(72), 1, 2))
    )


def test_one_given_too_early_does_not_count() -> None:
    found = impressions(evidence(BASELINE, TREATMENT, also={66: {"impression": 2}}))
    assert (found.counted, len(found.course)) == (None, 1)


def test_without_a_decision_day_none_counts() -> None:
    known = evidence([6] * 14, first_dose_on=None, steps=(), also={3: {"impression": 4}})
    assert impressions(known) == Impressions(None, (ImpressionGiven(on(3), 4, None),))


def test_not_asked_yet() -> None:
    assert impressions(evidence()) == Impressions(None, ())
