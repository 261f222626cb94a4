"""The means of a measure on each dose step, as a chart shows them against mg."""

from dataclasses import dataclass
from statistics import fmean

from ldn_tui.domain.dose_step_means import dose_step_means
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.measure_changes import compared_ratings
from ldn_tui.domain.measure_findings import DoseStepMean
from ldn_tui.domain.measures import Measure


@dataclass(frozen=True, slots=True)
class DoseStepChart:
    """What a chart of dose steps shows.

    Attributes:
        measure: what was rated.
        steps: the steps of at least 7 days, in the order they were taken.
        baseline_mean: the mean of the baseline in points; None without one.
    """

    measure: Measure
    steps: tuple[DoseStepMean, ...]
    baseline_mean: float | None

    @property
    def amounts(self) -> tuple[float, ...]:
        """The different amounts in mg, least first."""
        return tuple(sorted({step.mg for step in self.steps}))

    def at(self, mg: float) -> tuple[tuple[int, DoseStepMean], ...]:
        """Return the steps of one amount with their numbers, from 1, in the order they were taken."""
        return tuple((number, step) for number, step in enumerate(self.steps, 1) if step.mg == mg)


def dose_step_chart(evidence: Evidence, measure: Measure) -> DoseStepChart:
    """Return the chart of `measure` against mg; without steps where fewer than 2 have at least 7 days."""
    baseline = compared_ratings(evidence, evidence.series(measure.key)).baseline
    level = fmean(baseline.values()) if baseline else None
    return DoseStepChart(measure, dose_step_means(evidence, measure.key), level)
