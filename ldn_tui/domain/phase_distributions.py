"""How often each answer was given in each phase of a trial."""

from collections import Counter
from dataclasses import dataclass
from statistics import fmean

from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.phase_days import compared_phase_days
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.ratings import to_whole_number

ANSWERS = range(11)


@dataclass(frozen=True, slots=True)
class PhaseDistribution:
    """The ratings of one phase, by answer.

    Attributes:
        title: how the phase is called; while sealed, all bottles are one.
        short_title: the same where there is little room.
        kind: what it is for.
        counts: how many ratings are nearest to 0, 1, ... 10; a half counts to the higher one.
        mean: their mean in points; None without any.
    """

    title: str
    short_title: str
    kind: PhaseKind
    counts: tuple[int, ...]
    mean: float | None

    @property
    def rated(self) -> int:
        """How many ratings there are."""
        return sum(self.counts)

    def share(self, answer: int) -> float:
        """Return the share of the ratings that `answer` has, 0 to 1."""
        return self.counts[answer] / self.rated if self.rated else 0.0


@dataclass(frozen=True, slots=True)
class DistributionChart:
    """What a chart of the answers by phase shows.

    Attributes:
        measure: what was rated.
        phases: the phases so far, in order.
    """

    measure: Measure
    phases: tuple[PhaseDistribution, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is no rating to show."""
        return not any(phase.rated for phase in self.phases)

    @property
    def most(self) -> float:
        """The greatest share of all, 0 to 1."""
        return max((phase.share(answer) for phase in self.phases for answer in ANSWERS), default=0.0)


def phase_distributions(evidence: Evidence, measure: Measure) -> DistributionChart:
    """Return the distribution of `measure` in each phase so far; while sealed, of all bottles together."""
    series = evidence.series(measure.key)
    found: list[PhaseDistribution] = []
    for phase in compared_phase_days(evidence):
        ratings = [series[day] for day in phase.days if day in series]
        counted = Counter(to_whole_number(rating) for rating in ratings)
        counts = tuple(counted[answer] for answer in ANSWERS)
        found.append(
            PhaseDistribution(phase.title, phase.short_title, phase.kind, counts, fmean(ratings) if ratings else None)
        )
    return DistributionChart(measure, tuple(found))
