"""What is said in place of a chart, and what to do about it."""

from ldn_tui.domain.evidence import Evidence

NO_TRIAL = "There is no trial yet, so there are no phases or weeks to compare. p goes to the plan, where N begins one."
SEALED = (
    "Sealed: this chart could give away which bottle is what, so it waits until the seal is opened. "
    "h shows every day you rated."
)
NO_FIRST_DOSE = "This chart begins with the first dose. Once one is planned or recorded, it stands here."
NO_RATING = "Nothing was rated in this trial yet. t opens today's form."


def why_not(evidence: Evidence | None, *, separates_bottles: bool) -> str | None:
    """Return why a trial cannot be shown, or None if it can.

    Args:
        evidence: the trial; None if there never was one.
        separates_bottles: whether the chart could give away which bottle is what.
    """
    if evidence is None:
        return NO_TRIAL
    return SEALED if separates_bottles and evidence.is_sealed else None
