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
SIMULATED = (
    "Of 12,000 simulated trials of each plan, so many percent stayed unsure, and so many were called better, if LDN "
    "did nothing, or truly lowered the pain by 30 % or 50 %:"
)
TRUE_CHANGES = ("no change", "a true 30 %", "a true 50 %")


def prospect_of(baseline_days: int, decision_after: int) -> Prospect:
    """Return the simulated plan a plan is read as.

    Args:
        baseline_days: the days of its baseline; from 28 on they are read as 28, fewer as 14.
        decision_after: its days from full dose to the decision; from 84 on they are read as 12 weeks, fewer as 8.
    """
    length = 28 if baseline_days >= 28 else 14
    weeks = 12 if decision_after >= 84 else 8
    return next(known for known in PROSPECTS if (known.baseline_days, known.weeks) == (length, weeks))
