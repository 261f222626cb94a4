"""The overall ratings of a trial (PGIC): the one that counts, and the course of all."""

from datetime import date

from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.findings import ImpressionGiven, Impressions
from ldn_tui.domain.verdict import impression_that_counts


def impressions(evidence: Evidence) -> Impressions:
    """Return the overall ratings up to the day looked from, earliest first, and which of them counts on decision day.

    Days are counted from the decision day, negative before it; None while there is no such day.
    """
    decision_day = evidence.windows.decision_day
    given = {day: value for day in sorted(evidence.days) if (value := evidence.days[day].impression) is not None}
    counted = None if decision_day is None else impression_that_counts(given, decision_day)
    return Impressions(
        counted=None if counted is None else _given(counted.day, counted.value, decision_day),
        course=tuple(_given(day, value, decision_day) for day, value in given.items()),
    )


def _given(day: date, value: int, decision_day: date | None) -> ImpressionGiven:
    return ImpressionGiven(day, value, None if decision_day is None else (day - decision_day).days)
