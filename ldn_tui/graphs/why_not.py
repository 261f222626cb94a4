"""Why a trial cannot be shown."""

from ldn_tui.domain.evidence import Evidence
from ldn_tui.graphs.chart_sentences import NO_TRIAL_TO_CHART, SEALED_CHART


def why_not(evidence: Evidence | None, *, separates_bottles: bool) -> str | None:
    """Return why a trial cannot be shown and what to do about it, or None if it can.

    Args:
        evidence: the trial; None if there never was one.
        separates_bottles: whether the chart could give away which bottle is what.
    """
    if evidence is None:
        return NO_TRIAL_TO_CHART
    return SEALED_CHART if separates_bottles and evidence.is_sealed else None
