"""Does it hold? The primary measure's estimate under other choices than those that were locked."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from ldn_tui.domain.blinded_contrast import contrast_of, pairs_of
from ldn_tui.domain.blinding import Seal
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.measure_changes import ComparedRatings, changed, compared_ratings
from ldn_tui.domain.measure_findings import Change, Sensitivity
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.tags import tags_of
from ldn_tui.domain.trial import LEAST_BASELINE_DAYS, USUAL_BASELINE_DAYS
from ldn_tui.domain.trial_verdict import percent_of
from ldn_tui.domain.verdict import NumberClass, number_class, sealed_number_class
from ldn_tui.domain.windows import Span
from ldn_tui.domain.windows_as_of import BASELINE, ENDPOINT, windows_as_of

# The last 3 days are the endpoint of the trial of 2013.
SHORTER_ENDPOINTS = (7, 3)
ON_TIME_ONLY = "on time only"
WITHOUT_TAGGED = "without tagged days"


def sensitivities(evidence: Evidence, measure: Measure) -> tuple[Sensitivity, ...]:
    """Return the estimate of an open trial's `measure` under each other choice there is.

    The last 7 and the last 3 days as the endpoint; without late and recalled ratings; a baseline of the other length;
    without days that are tagged in a note. Those that need what there is none of are left out.

    Args:
        evidence: the trial.
        measure: the measure, usually the primary one.
    """
    threshold = evidence.trial.threshold
    return tuple(
        _estimate(name, found := changed(measure, ratings), number_class(percent_of(found), threshold))
        for name, ratings in _choices(evidence, measure)
    )


def sealed_sensitivities(evidence: Evidence, seal: Seal, measure: Measure) -> tuple[Sensitivity, ...]:
    """Return the contrast of an opened sealed trial's `measure` under each other choice there is.

    As `sensitivities`, but for the baseline, which it does not have.

    Args:
        evidence: the trial.
        seal: its seal, open.
        measure: the measure, usually the primary one.
    """
    pairs, series = pairs_of(evidence, seal), evidence.series(measure.key)
    found = [(f"last {days} days", contrast_of(pairs, measure, series, days)) for days in SHORTER_ENDPOINTS]
    found.append((ON_TIME_ONLY, contrast_of(pairs, measure, evidence.series(measure.key, only_on_time=True))))
    tagged = tagged_days(evidence)
    untagged = {day: value for day, value in series.items() if day not in tagged}
    if len(untagged) != len(series):
        found.append((WITHOUT_TAGGED, contrast_of(pairs, measure, untagged)))
    threshold = evidence.trial.threshold
    return tuple(_estimate(name, change, sealed_number_class(percent_of(change), threshold)) for name, change in found)


def _estimate(name: str, change: Change, letter: NumberClass) -> Sensitivity:
    return Sensitivity(
        name=name,
        n_baseline=change.n_baseline,
        n_endpoint=change.n_endpoint,
        percent=change.percent,
        low=change.percent_low,
        high=change.percent_high,
        letter=None if percent_of(change) is None else letter.value,
    )


def tagged_days(evidence: Evidence) -> frozenset[date]:
    """Return the days whose note holds a tag (`#ill`)."""
    return frozenset(day for day, known in evidence.days.items() if tags_of(known.note))


def _choices(evidence: Evidence, measure: Measure) -> Iterator[tuple[str, ComparedRatings]]:
    spans = windows_as_of(evidence.windows, evidence.as_of)
    if BASELINE not in spans or ENDPOINT not in spans:
        return
    series = evidence.series(measure.key)
    ratings = compared_ratings(evidence, series, spans)
    end = spans[ENDPOINT].end
    for days in SHORTER_ENDPOINTS:
        last = {day: value for day, value in ratings.stable.items() if day >= end - timedelta(days=days)}
        yield f"last {days} days", replace(ratings, endpoint=last)
    on_time = evidence.series(measure.key, only_on_time=True)
    yield ON_TIME_ONLY, compared_ratings(evidence, on_time, spans)
    other = _other_baseline(evidence, spans[BASELINE])
    if other is not None:
        yield f"baseline of {other.length} days", compared_ratings(evidence, series, {**spans, BASELINE: other})
    tagged = tagged_days(evidence)
    untagged: Mapping[date, float] = {day: value for day, value in series.items() if day not in tagged}
    without = compared_ratings(evidence, untagged, spans)
    if (len(without.baseline), len(without.stable)) != (len(ratings.baseline), len(ratings.stable)):
        yield WITHOUT_TAGGED, without


def _other_baseline(evidence: Evidence, baseline: Span) -> Span | None:
    """Return the last 14 days of a longer baseline, or 28 days in place of fewer if the trial has them, or None."""
    if baseline.length > LEAST_BASELINE_DAYS:
        return Span(baseline.end - timedelta(days=LEAST_BASELINE_DAYS), baseline.end)
    longest = min(USUAL_BASELINE_DAYS, (baseline.end - evidence.trial.starts_on).days)
    return Span(baseline.end - timedelta(days=longest), baseline.end) if longest > baseline.length else None
