"""What became of a measure after the medicine was stopped, from what a trial recorded."""

from collections.abc import Mapping
from datetime import date

from ldn_tui.domain import carryover, sentences
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.measure_findings import AfterStopping
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.off_days import off_days
from ldn_tui.domain.windows import Span
from ldn_tui.domain.windows_as_of import BASELINE, ENDPOINT, ratings_in, windows_as_of


def after_stopping(evidence: Evidence, measure: Measure) -> AfterStopping | None:
    """Return how the days off compare with the endpoint, in points; None while the medicine is taken.

    Ratings on the days of pauses do not count, nor do days off for the endpoint.

    Args:
        evidence: the trial.
        measure: what to look at.
    """
    off = off_days(evidence)
    if off is None:
        return None
    series, pauses = evidence.series(measure.key), evidence.windows.pauses
    spans = windows_as_of(evidence.windows, evidence.as_of)
    baseline = ratings_in(series, spans[BASELINE], evidence.windows.left_out) if BASELINE in spans else {}
    endpoint = ratings_in(series, spans[ENDPOINT], (*evidence.windows.left_out, off)) if ENDPOINT in spans else {}
    ratings = ratings_in(series, off, pauses)
    found = carryover.after_stopping(baseline, endpoint, ratings, off, measure.direction)
    compared = {day: ratings[day] for day in ratings if found is not None and day in found.days}
    interval = None if found is None else found.interval
    return AfterStopping(
        stopped_on=off.start,
        days_off=off.length,
        change=None if interval is None else (interval.difference, interval.low, interval.high),
        n_off=len(compared),
        off_mean=sum(compared.values()) / len(compared) if compared else None,
        half_way_on=None if found is None else found.half_way,
        reason=None if found is not None else _reason(off, ratings, has_endpoint=bool(endpoint)),
    )


def _reason(off: Span, ratings: Mapping[date, float], *, has_endpoint: bool) -> str:
    """Return why the days off cannot be compared."""
    compared = carryover.days_compared(off)
    if compared is None or off.length < carryover.COMPARED_UNTIL:
        return sentences.TOO_EARLY
    if not has_endpoint:
        return sentences.NO_ENDPOINT_BEFORE_STOPPING
    return sentences.more_days_needed(carryover.LEAST_RATINGS - sum(day in compared for day in ratings))
