"""The change of each measure from the baseline to the endpoint: all that stands in its row, or why it does not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import fmean
from types import MappingProxyType

from ldn_tui.domain import overlap, sentences
from ldn_tui.domain.bands import band
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.findings import Findings
from ldn_tui.domain.mean_contrast import MeanContrast
from ldn_tui.domain.measure_findings import CHANCES, Change
from ldn_tui.domain.measures import Direction, Measure
from ldn_tui.domain.onset import first_sustained_improvement
from ldn_tui.domain.serial_interval import serial_interval
from ldn_tui.domain.sufficiency import sufficiency
from ldn_tui.domain.trend import baseline_trend
from ldn_tui.domain.trial import Template, day_after
from ldn_tui.domain.usual_range import usual_range
from ldn_tui.domain.weekly_means import weekly_means
from ldn_tui.domain.windows import Span
from ldn_tui.domain.windows_as_of import BASELINE, ENDPOINT, STABLE, ratings_in, windows_as_of

Ratings = Mapping[date, float]


@dataclass(frozen=True, slots=True)
class ComparedRatings:
    """What of one measure is compared, by day: the ratings of the three windows, without those of pauses.

    Attributes:
        baseline: A, the days before.
        stable: S, the days on the full dose.
        endpoint: E, the last of them.
    """

    baseline: Ratings
    stable: Ratings
    endpoint: Ratings


def compared_ratings(evidence: Evidence, series: Ratings, spans: Mapping[str, Span] | None = None) -> ComparedRatings:
    """Return what of `series` is compared.

    Args:
        evidence: the trial.
        series: the ratings of a measure by day.
        spans: the windows by name; those that count on the day looked from if not given.
    """
    known = windows_as_of(evidence.windows, evidence.as_of) if spans is None else spans
    baseline, stable, endpoint = (
        ratings_in(series, known[name], evidence.windows.left_out) if name in known else {}
        for name in (BASELINE, STABLE, ENDPOINT)
    )
    return ComparedRatings(baseline, stable, endpoint)


def measure_change(evidence: Evidence, measure: Measure) -> Change:
    """Return the change of `measure` in an open trial, computed on what there is, and what is wanting for more.

    Args:
        evidence: the trial.
        measure: the measure.
    """
    if evidence.trial.template is Template.ALREADY_TAKING:
        return Change(measure, weeks=weekly_means(evidence, measure.key), reason=sentences.ALREADY_TAKING)
    series = evidence.series(measure.key)
    ratings = compared_ratings(evidence, series)
    known = changed(measure, ratings)
    wanting = shortage(evidence, measure, series)
    known = replace(
        known,
        first_sustained_improvement=_improved_on(evidence, measure, series, ratings.baseline),
        weeks=weekly_means(evidence, measure.key),
        reason=wanting or known.reason,
        # The numbers are computed on what there is; too few ratings are not given a name.
        band=known.band if wanting is None else None,
    )
    # The bootstrap of a trend takes longer than all the rest of a row, and the question is about the primary measure.
    return _with_trend(known, ratings.baseline) if measure.key == evidence.trial.primary else known


def changed(measure: Measure, ratings: ComparedRatings) -> Change:
    """Return the change of `measure` as far as `ratings` alone tell it; `reason` says what cannot be computed and why.

    Args:
        measure: the measure.
        ratings: what is compared.
    """
    baseline, stable, endpoint = ratings.baseline, ratings.stable, ratings.endpoint
    usual = usual_range(baseline)
    known = Change(
        measure,
        n_baseline=len(baseline),
        n_stable=len(stable),
        n_endpoint=len(endpoint),
        baseline_mean=fmean(baseline.values()) if baseline else None,
        endpoint_mean=fmean(endpoint.values()) if endpoint else None,
        usual_range=None if usual is None else (usual.low, usual.mean, usual.high),
    )
    if min(len(baseline), len(stable)) >= overlap.LEAST_RATINGS:
        better = overlap.nap(baseline.values(), stable.values(), lower_is_better=measure.direction is Direction.LOWER)
        known = replace(known, nap=better, tau=2 * better - 1)
    if known.baseline_mean is None or known.endpoint_mean is None:
        return known
    interval = serial_interval(baseline, stable, endpoint, measure.direction)
    if interval is None:
        # Nothing varies: the means stand, and nothing says how sure they are.
        still = MeanContrast(known.baseline_mean, known.endpoint_mean, 0.0, 0.0, 1.0, measure.direction)
        return replace(
            known,
            difference=still.difference,
            percent=still.percent_estimate,
            reason=sentences.EVERY_DAY_THE_SAME,
        )
    return replace(with_contrast(known, interval.contrast), phi=interval.phi)


def with_contrast(change: Change, contrast: MeanContrast) -> Change:
    """Return `change` with the interval, the percents, the chances and the band of `contrast`."""
    percent, chances = contrast.percent, {least: contrast.chance_at_least(least) for least in CHANCES}
    low, high = contrast.low, contrast.high
    known = replace(
        change,
        baseline_mean=contrast.mean_a,
        endpoint_mean=contrast.mean_e,
        difference=contrast.difference,
        difference_low=low,
        difference_high=high,
        percent=contrast.percent_estimate,
        df=contrast.df,
        standard_error=contrast.standard_error,
        chance_at_least=MappingProxyType({least: chance for least, chance in chances.items() if chance is not None}),
    )
    if percent is None:
        is_at_best = known.percent is None
        return replace(known, reason=sentences.AT_BEST_BEFORE if is_at_best else sentences.CANNOT_BE_ESTIMATED)
    # The bands of IMMPACT are about a fall of pain and the like.
    named = band(percent.estimate) if change.measure.direction is Direction.LOWER else None
    return replace(
        known, percent_low=percent.low, percent_high=percent.high, band=None if named is None else named.value
    )


def shortage(evidence: Evidence, measure: Measure, series: Ratings) -> str | None:
    """Return why `measure` cannot be compared in an open trial, or has too few ratings for it; None if it can.

    Args:
        evidence: the trial.
        measure: the measure.
        series: its ratings by day.
    """
    windows = evidence.windows
    if windows.first_dose is None:
        return sentences.NO_FIRST_DOSE if evidence.trial.ended_on is None else sentences.ENDED_BEFORE_FIRST_DOSE
    ratings = compared_ratings(evidence, series)
    if not ratings.baseline:
        if measure.added_on is not None and measure.added_on >= windows.first_dose:
            return sentences.added_too_late(measure.added_on)
        return sentences.NO_BASELINE
    if not ratings.endpoint:
        stable = windows.stable
        if stable is not None and stable.length and evidence.as_of < stable.start:
            return sentences.stable_days_begin(stable.start)
        if windows.endpoint is None:
            return sentences.NO_ENDPOINT
    return sufficiency(evidence, series.keys()).reason


def sealed_change(evidence: Evidence, measure: Measure) -> Change:
    """Return what may be told of `measure` while the trial is sealed: its baseline, and nothing else."""
    baseline = compared_ratings(evidence, evidence.series(measure.key)).baseline
    return Change(
        measure,
        n_baseline=len(baseline),
        baseline_mean=fmean(baseline.values()) if baseline else None,
        reason=sentences.SEALED,
    )


def days_on_medicine(evidence: Evidence) -> Span | None:
    """Return the days from the first dose to the decision, or to the last that counts; None without any."""
    first = evidence.windows.first_dose
    if first is None:
        return None
    ends = [day_after(evidence.as_of, 1)]
    if evidence.trial.ended_on is not None:
        ends.append(day_after(evidence.trial.ended_on, 1))
    if evidence.windows.decision_day is not None:
        ends.append(evidence.windows.decision_day)
    found = Span(first, min(ends))
    return found if found.length else None


def without_lasting_improvement(findings: Findings) -> str | None:
    """Return which compared measures have not had a lasting improvement yet, as a sentence; None if all have.

    Args:
        findings: what was found.
    """
    if findings.is_sealed or findings.blinded is not None or findings.first_dose is None:
        return None
    names = [
        change.measure.name
        for change in findings.changes
        if change.reason is None and change.first_sustained_improvement is None
    ]
    ends = [findings.as_of]
    if findings.trial.ended_on is not None:
        ends.append(findings.trial.ended_on)
    if findings.decision_day is not None:
        ends.append(findings.decision_day - timedelta(days=1))
    return sentences.not_reached(names, (min(ends) - findings.first_dose).days + 1) if names else None


def _with_trend(change: Change, baseline: Ratings) -> Change:
    trend = baseline_trend(baseline)
    return change if trend is None else replace(change, trend_per_week=(trend.slope, trend.low, trend.high))


def _improved_on(evidence: Evidence, measure: Measure, series: Ratings, baseline: Ratings) -> date | None:
    days = days_on_medicine(evidence)
    if days is None:
        return None
    ratings = ratings_in(series, days, evidence.windows.left_out)
    return first_sustained_improvement(baseline, ratings, days, measure.direction)
