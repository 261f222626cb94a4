"""What all parts of the page of the findings share: a trial, and what is behind its numbers."""

from collections.abc import Iterable
from datetime import date, timedelta

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.days import Timeliness, timeliness
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.findings import Findings
from ldn_tui.domain.windows import Span
from ldn_tui.domain.windows_as_of import BASELINE, ENDPOINT
from ldn_tui.tui.findings.blocks import ChartBehind, DaysBehind

NOT_RATED = "not rated"


class TrialPage:
    """The findings of one trial, the days they come from, and what lies behind each number.

    Attributes:
        findings: what was found.
        evidence: what it was found in.
        chosen: the compared measure that is shown large; None if none is compared.
    """

    def __init__(self, findings: Findings, evidence: Evidence, measure: str | None = None) -> None:
        """Tell of `findings`, and of the measure with the key `measure` first; of the primary one if it is None."""
        self.findings = findings
        self.evidence = evidence
        compared = findings.changes if findings.blinded is None else findings.blinded.changes
        same = (change for change in compared if change.measure.key == measure)
        self.chosen = next(same, compared[0] if compared else None)

    def chart(self, measure: str, span: Span | None = None, view: str = "h") -> ChartBehind:
        """Return the chart of a measure over `span`; without one, from the baseline to the end of the endpoint.

        `view` is the letter of the view in which the graphs show it.
        """
        windows, as_of = self.findings.windows, self.findings.as_of
        first, last = self.findings.trial.starts_on, as_of
        if span is not None:
            first, last = span.start, span.end - timedelta(days=1)
        elif BASELINE in windows and ENDPOINT in windows:
            first, last = windows[BASELINE].start, windows[ENDPOINT].end - timedelta(days=1)
        last = min(last, as_of)
        return ChartBehind(measure, Window(min(first, last), last), view)

    def rating_days(self, heading: str, days: Iterable[date]) -> DaysBehind | None:
        """Return which of `days` were not rated on the day itself, or None."""
        found = tuple((day, said) for day in days if (said := self._how_late(day)))
        return DaysBehind(f"{heading}: not on the day itself", found) if found else None

    def _how_late(self, day: date) -> str:
        known = self.evidence.days.get(day)
        if known is None or all(rating.value is None for rating in known.ratings.values()):
            return NOT_RATED if known is None or known.skip is None else f"skipped: {known.skip.value}"
        when = timeliness(known.lag(self.evidence.day_starts_at) or 0)
        return "" if when is Timeliness.ON_TIME else when.value
