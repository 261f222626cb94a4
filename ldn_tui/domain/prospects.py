"""What a plan can show, from simulated trials; the design's section on windows says how they were made."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Prospect:
    """How often simulated trials of one plan ended how, in percent of the trials.

    Attributes:
        baseline_days: the days of the baseline.
        weeks: the weeks from full dose to the decision.
        unsure: too uncertain to tell, without any change; with a true 30 %; with a true 50 %.
        better: called better, in the same three.
    """

    baseline_days: int
    weeks: int
    unsure: tuple[float, float, float]
    better: tuple[float, float, float]


PROSPECTS = (
    Prospect(14, 8, (33, 49, 15), (0.3, 39, 84)),
    Prospect(28, 8, (22, 33, 5), (0.2, 46, 94)),
    Prospect(14, 12, (35, 50, 13), (0.3, 40, 87)),
    Prospect(28, 12, (22, 33, 4), (0.1, 47, 95)),
)
# Beyond what was simulated: a baseline is read as the longest one it reaches.
TRUE_CHANGES = ("no change", "a true 30 %", "a true 50 %")


def prospect_of(baseline_days: int, decision_after: int) -> Prospect:
    """Return what was simulated nearest to a plan, never longer than it."""
    length = 28 if baseline_days >= 28 else 14
    weeks = 12 if decision_after >= 84 else 8
    return next(known for known in PROSPECTS if (known.baseline_days, known.weeks) == (length, weeks))
