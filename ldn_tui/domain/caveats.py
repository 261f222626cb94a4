"""What stands around a result: what it cannot tell, and how the trial departed from its plan."""

from collections.abc import Iterator

from ldn_tui.domain import plan_sentences, sentences
from ldn_tui.domain.blinding import SEALED_WARNING
from ldn_tui.domain.dates import day_and_month, parse_iso, short_day
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.measure_findings import AfterStopping
from ldn_tui.domain.moved_first_dose import moved_first_dose
from ldn_tui.domain.trial import Amendment, DoseStep, Template, parse_dose_plan

# How an amended dose plan is called in the record of changes.
DOSE_PLAN = "dose plan"


def caveats(evidence: Evidence, after_stopping: AfterStopping | None) -> tuple[str, ...]:
    """Return the sentences that go with whatever is found, in the order they are said.

    Args:
        evidence: the trial.
        after_stopping: what became of the primary measure after stopping, if it was stopped.
    """
    return tuple(_caveats(evidence, after_stopping))


def is_time_to_open(evidence: Evidence) -> bool:
    """Return whether a trial is sealed though all its periods are over."""
    decision_day = evidence.windows.decision_day
    return (
        evidence.is_sealed and evidence.seal is not None and decision_day is not None and evidence.as_of >= decision_day
    )


def _caveats(evidence: Evidence, after_stopping: AfterStopping | None) -> Iterator[str]:
    trial, seal = evidence.trial, evidence.seal
    if evidence.is_sealed:
        yield sentences.SEALED
        yield SEALED_WARNING
        yield sentences.PERIODS_OVER if is_time_to_open(evidence) else sentences.OPENING
    elif trial.template is Template.SEALED_PAIRS:
        yield sentences.OPENED_CAVEAT
    elif trial.template is Template.ALREADY_TAKING:
        yield sentences.ALREADY_TAKING_CAVEAT
    else:
        yield sentences.OPEN_CAVEAT
    if seal is not None and seal.early_reason is not None:
        yield sentences.opened_early(seal.early_reason)
    if after_stopping is not None:
        yield sentences.STOPPING_CAVEAT
    has_stable_days = trial.template not in {Template.SEALED_PAIRS, Template.ALREADY_TAKING}
    if has_stable_days and evidence.windows.is_too_short and trial.ended_on is None:
        yield sentences.TOO_SHORT
    moved = moved_first_dose(trial, evidence.windows)
    if moved is not None:
        yield moved
    for amendment in evidence.amendments:
        yield _changed(amendment)


def dose_plan_change(amendment: Amendment) -> str | None:
    """Return what was changed of the dose plan: the steps that are not in both. None for what is no readable plan."""
    if amendment.field != DOSE_PLAN:
        return None
    try:
        old, new = (parse_dose_plan(text or "", amendment.day) for text in (amendment.before, amendment.after))
    except BadInput:
        # An imported one may be written in another way.
        return None
    with_time = len({step.at for step in (*old, *new)}) > 1
    gone = [_step(step, with_time) for step in old if step not in new]
    come = [_step(step, with_time) for step in new if step not in old]
    return plan_sentences.dose_plan_changed(gone, come, amendment.day)


def _changed(amendment: Amendment) -> str:
    """Return what was changed after the lock, with old and new."""
    before, after = (_readable(value) for value in (amendment.before, amendment.after))
    plan = dose_plan_change(amendment)
    return plan or plan_sentences.changed_after_lock(amendment.field, before, after, amendment.day)


def _step(step: DoseStep, with_time: bool) -> str:
    at = f" at {step.at:%H:%M}" if with_time and step.at is not None else ""
    return f"{step.in_words} from {day_and_month(step.starts_on)}{at}"


def _readable(value: str | None) -> str | None:
    """Return a value as people read it: a date with its weekday, anything else as it is."""
    try:
        return None if value is None else short_day(parse_iso(value))
    except BadInput:
        return value
