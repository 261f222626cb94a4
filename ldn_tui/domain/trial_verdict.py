"""The verdict of a trial as of a day: whether its day has come, which one it is, and all that is said with it."""

from dataclasses import replace

from ldn_tui.domain import sentences
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.findings import Impressions, Verdict
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.mean_contrast import PercentChange
from ldn_tui.domain.measure_findings import Change
from ldn_tui.domain.medicine_findings import Adherence
from ldn_tui.domain.trial import Template
from ldn_tui.domain.verdict import (
    IMPRESSION_AFTER_DAYS,
    OPEN_WORDS,
    Outcome,
    added_sentences,
    open_verdict,
    sealed_verdict,
)
from ldn_tui.domain.verdict import Verdict as Judgement

# The letter where the ratings are too few for any.
UNDETERMINED = "undetermined"


def no_verdict_yet(evidence: Evidence) -> Verdict | None:
    """Return why there is no verdict as of the day, or None if there is one.

    There is none while a trial is sealed, before its decision day, and ever for one that began when the medicine was
    taken already.
    """
    trial, decision_day = evidence.trial, evidence.windows.decision_day
    reason = None
    if evidence.is_sealed:
        reason = sentences.SEALED if trial.pairs is not None else sentences.NOT_SEALED_YET
    elif trial.ended_on is not None and evidence.windows.first_dose is None:
        reason = sentences.ENDED_BEFORE_FIRST_DOSE
    elif trial.template is Template.ALREADY_TAKING:
        reason = sentences.ALREADY_TAKING
    elif decision_day is None:
        reason = sentences.NO_FIRST_DOSE if evidence.windows.first_dose is None else sentences.NO_DECISION_DAY
    elif evidence.as_of < decision_day:
        reason = sentences.verdict_waits(decision_day, (decision_day - evidence.as_of).days)
    return None if reason is None else Verdict(None, None, reason, first=_stopped_early(evidence))


def verdict_of_open(
    evidence: Evidence, primary: Change, impressions: Impressions, stable: Adherence | None, shortage: str | None
) -> Verdict:
    """Return the verdict of an open trial.

    Args:
        evidence: the trial.
        primary: the change of its primary measure.
        impressions: its overall ratings.
        stable: the doses of its stable days.
        shortage: what is wanting of the primary measure's ratings; None if there are enough.
    """
    early = no_verdict_yet(evidence)
    if early is not None:
        return early
    counted = impressions.counted
    pgic = None if counted is None else counted.value
    found = open_verdict(
        percent_of(primary),
        pgic,
        evidence.trial.threshold,
        has_enough_data=shortage is None,
        is_rating_overdue=_days_since_decision(evidence) >= IMPRESSION_AFTER_DAYS,
    )
    taken, due = (0, 0) if stable is None else (stable.taken, stable.due)
    additions = added_sentences(pgic, taken, due)
    days_after = None if counted is None else counted.days_after_decision
    if days_after is not None and days_after >= IMPRESSION_AFTER_DAYS:
        additions += (sentences.rating_given_late(days_after),)
    said = _said(evidence, found, shortage or primary.reason, additions)
    if found.outcome is Outcome.MIXED and found.number_class is not None and pgic is not None:
        both = sentences.both_shown(OPEN_WORDS[found.number_class], PGIC_ANSWERS[pgic])
        return replace(said, reason=both)
    return said


def verdict_of_opened(evidence: Evidence, contrast: Change, doses: Adherence, *, has_pair: bool) -> Verdict:
    """Return the verdict of a sealed trial that was opened: it rests on the blinded contrast alone.

    Args:
        evidence: the trial.
        contrast: LDN against the comparator, of the primary measure.
        doses: the doses of the trial.
        has_pair: whether a pair of periods has the ratings it needs.
    """
    early = no_verdict_yet(evidence)
    if early is not None:
        return early
    found = sealed_verdict(percent_of(contrast), evidence.trial.threshold, has_enough_data=has_pair)
    return _said(evidence, found, contrast.reason, added_sentences(None, doses.taken, doses.due))


def percent_of(change: Change) -> PercentChange | None:
    """Return the improvement of `change` with its limits; None where it cannot be estimated."""
    if change.percent is None or change.percent_low is None or change.percent_high is None:
        return None
    return PercentChange(change.percent, change.percent_low, change.percent_high)


def _said(evidence: Evidence, found: Judgement, reason: str | None, additions: tuple[str, ...]) -> Verdict:
    is_explained = found.outcome in {Outcome.NOT_ENOUGH_DATA, Outcome.TOO_UNCERTAIN}
    return Verdict(
        letter=UNDETERMINED if found.number_class is None else found.number_class.value,
        words=found.words,
        reason=reason if is_explained else None,
        first=_stopped_early(evidence),
        additions=additions,
    )


def _days_since_decision(evidence: Evidence) -> int:
    decision_day = evidence.windows.decision_day
    return 0 if decision_day is None else (evidence.as_of - decision_day).days


def _stopped_early(evidence: Evidence) -> str | None:
    """Return that the trial was ended before its decision day, or None."""
    trial = evidence.trial
    if trial.ended_on is None or evidence.as_of < trial.ended_on:
        return None
    if trial.template is Template.ALREADY_TAKING or not evidence.windows.is_ended_early:
        return None
    return sentences.stopped(trial.day_number(trial.ended_on), trial.end_reason or "")
