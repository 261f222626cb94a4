"""What stands around a result: what it cannot tell, and how the trial departed from its plan."""

from collections.abc import Iterator

from ldn_tui.domain import sentences
from ldn_tui.domain.blinding import SEALED_WARNING
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.findings import AfterStopping
from ldn_tui.domain.trial import Template


def caveats(evidence: Evidence, after_stopping: AfterStopping | None) -> tuple[str, ...]:
    """Return the sentences that go with whatever is found, in the order they are said.

    Args:
        evidence: the trial.
        after_stopping: what became of the primary measure after stopping, if it was stopped.
    """
    return tuple(_caveats(evidence, after_stopping))


def _caveats(evidence: Evidence, after_stopping: AfterStopping | None) -> Iterator[str]:
    trial, seal = evidence.trial, evidence.seal
    if evidence.is_sealed:
        yield sentences.SEALED
        yield SEALED_WARNING
        yield sentences.OPENING
    elif trial.template is Template.SEALED_PAIRS:
        yield sentences.OPENED_CAVEAT
    else:
        yield sentences.OPEN_CAVEAT
    if seal is not None and seal.early_reason is not None:
        yield sentences.opened_early(seal.early_reason)
    if after_stopping is not None:
        yield sentences.STOPPING_CAVEAT
    has_stable_days = trial.template not in {Template.SEALED_PAIRS, Template.ALREADY_TAKING}
    if has_stable_days and evidence.windows.is_too_short and trial.ended_on is None:
        yield sentences.TOO_SHORT
    for amendment in evidence.amendments:
        yield sentences.changed_after_lock(amendment.field, amendment.before, amendment.after, amendment.day)
