"""Whether a measure was rated on enough days to compare its baseline with its endpoint, and what is still needed."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ldn_tui.domain import sentences
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.windows_as_of import BASELINE, ENDPOINT, windows_as_of

# Of the baseline: three quarters of its days, and 4 in each whole 7 days.
LEAST_PER_CENT = 75
WEEK, LEAST_IN_WEEK = 7, 4
# Of the endpoint, and of what is compared of a sealed period: 8 in each whole 14 days.
FORTNIGHT, LEAST_IN_FORTNIGHT = 14, 8


@dataclass(frozen=True, slots=True)
class Sufficiency:
    """Whether there is enough to compare.

    Attributes:
        missing_in_baseline: ratings on so many more days of the baseline are needed.
        missing_in_endpoint: and on so many of the endpoint, as far as it has come.
        rated_in_baseline: on how many days of the baseline it was rated.
        rated_in_endpoint: and on how many of the endpoint.
        is_over: whether the decision day has come, so that the endpoint gets no more days.
    """

    missing_in_baseline: int
    missing_in_endpoint: int
    rated_in_baseline: int = 0
    rated_in_endpoint: int = 0
    is_over: bool = False

    @property
    def reason(self) -> str | None:
        """Why there is not enough, in sentences: how many days are rated, and how many are needed; None if there is."""
        said = []
        if self.missing_in_baseline:
            rated = self.rated_in_baseline
            said.append(sentences.baseline_lacks(rated, rated + self.missing_in_baseline))
        if self.missing_in_endpoint:
            rated = self.rated_in_endpoint
            said.append(sentences.endpoint_lacks(rated, rated + self.missing_in_endpoint, is_over=self.is_over))
        return " ".join(said) or None


def sufficiency(evidence: Evidence, rated: Collection[date]) -> Sufficiency:
    """Return whether a measure has enough ratings in the baseline and in the endpoint, as they count on the day.

    The days of pauses and washouts belong to no window. For an open design; a sealed one compares its periods instead,
    and `missing_in_endpoint` holds for the days that are compared of each.

    Args:
        evidence: the trial.
        rated: the days with a rating of the measure.
    """
    windows, spans = evidence.windows, windows_as_of(evidence.windows, evidence.as_of)
    baseline, endpoint = (windows.days_of(spans[name]) if name in spans else () for name in (BASELINE, ENDPOINT))
    return Sufficiency(
        missing_in_baseline(baseline, rated),
        missing_in_endpoint(endpoint, rated),
        rated_in_baseline=sum(day in rated for day in baseline),
        rated_in_endpoint=sum(day in rated for day in endpoint),
        is_over=windows.decision_day is not None and evidence.as_of >= windows.decision_day,
    )


def still_needed(evidence: Evidence, measure: Measure) -> tuple[str, ...]:
    """Return what is needed before there can be a verdict on `measure`, as sentences; none from decision day on.

    Args:
        evidence: the trial.
        measure: its primary measure.
    """
    windows, as_of = evidence.windows, evidence.as_of
    decision_day = windows.decision_day
    if decision_day is not None and as_of >= decision_day:
        return ()
    if windows.first_dose is None:
        return () if evidence.trial.ended_on is not None else (sentences.NO_FIRST_DOSE,)
    if decision_day is None:
        return ()
    rated = evidence.series(measure.key).keys()
    needed = [sentences.verdict_waits(decision_day, (decision_day - as_of).days)]
    if windows.baseline is not None:
        missing = missing_in_baseline(windows.days_of(windows.baseline), rated)
        needed += [sentences.baseline_needs(missing)] if missing else []
    if windows.endpoint is not None:
        days = windows.days_of(windows.endpoint)
        missing = missing_in_endpoint(days, rated)
        needed += [sentences.endpoint_needs(missing, windows.endpoint.length)] if missing else []
    return tuple(needed)


def missing_in_baseline(days: Sequence[date], rated: Collection[date]) -> int:
    """Return on how many more of `days` a baseline must be rated.

    75 % of its days are needed, and at least 4 in each whole 7 days counted back from the first dose; 4 without any.

    Args:
        days: its days in order, the last the one before the first dose.
        rated: the days with a rating.
    """
    if not days:
        return LEAST_IN_WEEK
    in_all = -(-len(days) * LEAST_PER_CENT // 100) - sum(day in rated for day in days)
    return max(in_all, _missing(_blocks(days, WEEK), LEAST_IN_WEEK, rated), 0)


def missing_in_endpoint(days: Sequence[date], rated: Collection[date]) -> int:
    """Return on how many more of `days` an endpoint must be rated: at least 8 in each whole 14 days, and 8 in all.

    Args:
        days: its days in order; the 14 are counted back from the last.
        rated: the days with a rating.
    """
    in_all = LEAST_IN_FORTNIGHT - sum(day in rated for day in days)
    return max(in_all, _missing(_blocks(days, FORTNIGHT), LEAST_IN_FORTNIGHT, rated))


def _blocks(days: Sequence[date], size: int) -> Iterator[Sequence[date]]:
    """Yield the whole stretches of `size` days, counted back from the last."""
    for end in range(len(days), size - 1, -size):
        yield days[end - size : end]


def _missing(blocks: Iterator[Sequence[date]], least: int, rated: Collection[date]) -> int:
    return sum(max(least - sum(day in rated for day in block), 0) for block in blocks)
