"""LDN against the comparator, once the seal of a randomised trial is open.

What is compared are the last days of each period, long after the change from one bottle to the other. A pair that lacks
ratings, or was not blind to its end, is left out and named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import fmean, stdev

from ldn_tui.domain import sentences
from ldn_tui.domain.blinding import Seal
from ldn_tui.domain.dates import days_between
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.mean_contrast import UPPER_PROBABILITY
from ldn_tui.domain.measure_changes import ComparedRatings, changed, compared_ratings, with_contrast
from ldn_tui.domain.measure_findings import Blinded, Change, PairResult, PeriodImpression
from ldn_tui.domain.measures import Direction, Measure
from ldn_tui.domain.randomisation import LEAST_PAIRS, sealed_pairs_test
from ldn_tui.domain.seal import Content, bottle_labels
from ldn_tui.domain.serial_interval import SealedPair, sealed_contrast
from ldn_tui.domain.student_t import quantile
from ldn_tui.domain.sufficiency import FORTNIGHT, missing_in_endpoint
from ldn_tui.domain.verdict import IMPRESSION_AFTER_DAYS, IMPRESSION_BEFORE_DAYS

Ratings = Mapping[date, float]


@dataclass(frozen=True, slots=True)
class PeriodDays:
    """A sealed period.

    Attributes:
        label: its bottle's label.
        content: what the bottle held.
        compared: the last of its days, in order: those that are compared; empty where it was not run.
        was_blind: whether the seal was still closed on all of them.
    """

    label: str
    content: Content
    compared: tuple[date, ...]
    was_blind: bool

    def ratings(self, series: Ratings, last_days: int | None = None) -> dict[date, float]:
        """Return what of `series` is compared, of no more than the `last_days`."""
        days = self.compared if last_days is None else self.compared[-last_days:]
        return {day: series[day] for day in days if day in series}

    def shortage(self, series: Ratings) -> str | None:
        """Return why the period cannot be compared, as a sentence; None if it can."""
        if len(self.compared) < FORTNIGHT:
            return sentences.period_not_run(self.label)
        if not self.was_blind:
            return sentences.period_not_blind(self.label)
        missing = missing_in_endpoint(self.compared, series.keys())
        if missing:
            return sentences.period_lacks_ratings(self.label, missing)
        return None


@dataclass(frozen=True, slots=True)
class PairDays:
    """A pair of sealed periods.

    Attributes:
        number: which pair, from 1.
        first: the period that came first.
        second: the other one.
    """

    number: int
    first: PeriodDays
    second: PeriodDays

    @property
    def ldn_first(self) -> bool:
        """Whether LDN came first."""
        return self.first.content is Content.LDN

    @property
    def ldn(self) -> PeriodDays:
        """The period on LDN."""
        return self.first if self.ldn_first else self.second

    @property
    def comparator(self) -> PeriodDays:
        """The period on the comparator."""
        return self.second if self.ldn_first else self.first

    def shortage(self, series: Ratings) -> str | None:
        """Return why the pair is left out, as a sentence; None if it is not."""
        return self.first.shortage(series) or self.second.shortage(series)

    def compared(self, series: Ratings, last_days: int | None = None) -> SealedPair:
        """Return what of `series` is compared, of no more than the `last_days` of each period."""
        return SealedPair(self.comparator.ratings(series, last_days), self.ldn.ratings(series, last_days))


def pairs_of(evidence: Evidence, seal: Seal) -> tuple[PairDays, ...]:
    """Return the pairs of an opened trial, in order, as far as their days have come."""
    labels = seal.commitment.labels
    periods = [_period(evidence, seal, label) for label in labels]
    return tuple(
        PairDays(number, first, second)
        for number, (first, second) in enumerate(zip(periods[::2], periods[1::2], strict=True), 1)
    )


def blinded_contrast(evidence: Evidence, seal: Seal) -> Blinded:
    """Return LDN against the comparator for every measure.

    Args:
        evidence: an opened sealed trial; its first measure is the primary one.
        seal: its seal, open.
    """
    pairs = pairs_of(evidence, seal)
    primary = evidence.measures[0]
    series = evidence.series(primary.key)
    results = tuple(_result(pair, series, primary.direction) for pair in pairs)
    differences = [result.difference for result in results if result.reason is None and result.difference is not None]
    test = sealed_pairs_test(differences, primary.direction)
    return Blinded(
        pairs=results,
        changes=tuple(contrast_of(pairs, measure, evidence.series(measure.key)) for measure in evidence.measures),
        pairs_interval=_pairs_interval(differences),
        randomisation_p=None if test is None else test.p,
        right_guesses=seal.right_guesses,
        sureness=seal.sureness,
        words=_words(results),
        impressions=_impressions(evidence, seal),
    )


def _impressions(evidence: Evidence, seal: Seal) -> tuple[PeriodImpression, ...]:
    """Return the overall rating of each period: the first from shortly before its end until two weeks after it."""
    periods = evidence.windows.periods
    found: list[PeriodImpression] = []
    for number, (label, period) in enumerate(zip(bottle_labels(len(periods) // 2), periods, strict=True), 1):
        first = period.end - timedelta(days=IMPRESSION_BEFORE_DAYS)
        days = (first + timedelta(days=later) for later in range(IMPRESSION_BEFORE_DAYS + IMPRESSION_AFTER_DAYS))
        for day in days:
            known = evidence.days.get(day)
            if known is not None and known.impression is not None:
                is_ldn = seal.contents[label] is Content.LDN
                found.append(PeriodImpression(day, known.impression, number, is_ldn))
                break
    return tuple(found)


def contrast_of(pairs: Sequence[PairDays], measure: Measure, series: Ratings, last_days: int | None = None) -> Change:
    """Return LDN against the comparator for one measure; the comparator stands in the place of the baseline.

    Args:
        pairs: the pairs of periods.
        measure: the measure.
        series: its ratings by day.
        last_days: how many of the last days are compared; all that count if not given.
    """
    kept = [pair.compared(series, last_days) for pair in pairs if pair.shortage(series) is None]
    used = [pair for pair in kept if pair.comparator and pair.ldn]
    n_ldn = sum(len(pair.ldn) for pair in used)
    known = Change(
        measure,
        n_baseline=sum(len(pair.comparator) for pair in used),
        n_stable=n_ldn,
        n_endpoint=n_ldn,
    )
    if not used:
        return replace(known, reason=sentences.NO_PAIR)
    contrast = sealed_contrast(used, measure.direction)
    if contrast is not None:
        return with_contrast(known, contrast)
    comparator = fmean(fmean(pair.comparator.values()) for pair in used)
    ldn = fmean(fmean(pair.ldn.values()) for pair in used)
    return replace(
        known,
        baseline_mean=comparator,
        endpoint_mean=ldn,
        difference=ldn - comparator,
        reason=sentences.EVERY_DAY_THE_SAME,
    )


def change_since_baseline(evidence: Evidence, seal: Seal, measure: Measure) -> Change:
    """Return the change of `measure` from the baseline to the compared days on LDN of all pairs together.

    It is secondary: nobody was blind to having begun.
    """
    series = evidence.series(measure.key)
    baseline = compared_ratings(evidence, series).baseline
    ldn: dict[date, float] = {}
    for pair in pairs_of(evidence, seal):
        if pair.shortage(series) is None:
            ldn |= pair.ldn.ratings(series)
    known = changed(measure, ComparedRatings(baseline, ldn, ldn))
    if not baseline:
        return replace(known, reason=sentences.NO_BASELINE)
    return known if ldn else replace(known, reason=sentences.NO_PAIR)


def _period(evidence: Evidence, seal: Seal, label: str) -> PeriodDays:
    """Return the period of a bottle, as its phases lie; a pause that parts it belongs to no window."""
    parts = [phase for phase in evidence.phases if phase.arm == label]
    has_come = bool(parts) and (parts[-1].ends_on or date.max) <= evidence.as_of
    days = [day for part in parts for day in days_between(part.starts_on, part.ends_on or date.max)] if has_come else []
    compared = tuple(days[len(days) - min(evidence.trial.endpoint_days, len(days) // 2) :])
    return PeriodDays(
        label,
        seal.contents[label],
        compared,
        not (compared and seal.opened_on is not None and compared[-1] >= seal.opened_on),
    )


def _result(pair: PairDays, series: Ratings, direction: Direction) -> PairResult:
    compared = pair.compared(series)
    known = PairResult(
        number=pair.number,
        ldn_first=pair.ldn_first,
        n_comparator=len(compared.comparator),
        n_ldn=len(compared.ldn),
        comparator_mean=fmean(compared.comparator.values()) if compared.comparator else None,
        ldn_mean=fmean(compared.ldn.values()) if compared.ldn else None,
        difference=None,
        is_ldn_better=None,
        reason=pair.shortage(series),
    )
    if not (compared.comparator and compared.ldn):
        return known
    difference = compared.difference
    is_better = difference < 0 if direction is Direction.LOWER else difference > 0
    return replace(known, difference=difference, is_ldn_better=is_better)


def _pairs_interval(differences: Sequence[float]) -> tuple[float, float, float] | None:
    """Return the mean difference of the pairs with the t interval of their own spread; None below 3 pairs."""
    if len(differences) < LEAST_PAIRS:
        return None
    mean = fmean(differences)
    reach = quantile(UPPER_PROBABILITY, len(differences) - 1) * stdev(differences) / len(differences) ** 0.5
    return mean, mean - reach, mean + reach


def _words(results: Sequence[PairResult]) -> tuple[str, ...]:
    """Return what goes with the contrast: how many pairs were better, which are left out, and what may carry over."""
    used = [result for result in results if result.reason is None]
    said = [sentences.pairs_better(sum(bool(result.is_ldn_better) for result in used), len(used))] if used else []
    said.extend(
        sentences.pair_left_out(result.number, result.reason) for result in results if result.reason is not None
    )
    first = [result.number for result in used if result.ldn_first]
    if first:
        said.append(sentences.carry_over(first))
    return tuple(said)
