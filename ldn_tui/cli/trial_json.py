"""A trial as an object for programs."""

from datetime import date

from ldn_tui.domain.ratings import json_number
from ldn_tui.domain.trial import Trial
from ldn_tui.domain.trial_phases import gaps
from ldn_tui.domain.windows import Span, Windows
from ldn_tui.journal import Journal


def trial_object(journal: Journal, trial: Trial) -> dict[str, object]:
    """Return a trial for a program; what is open is null."""
    found = journal.trials.windows(trial)
    return {
        "id": trial.id,
        "question": trial.question,
        "condition": trial.condition,
        "template": trial.template.value,
        "starts_on": trial.starts_on.isoformat(),
        "first_dose_on": _iso(trial.first_dose_on),
        "baseline_days": trial.baseline_days,
        "endpoint_days": trial.endpoint_days,
        "primary": trial.primary,
        "threshold": trial.threshold,
        "decision_after": trial.decision_after,
        "decision_on": _iso(trial.decision_on),
        "medicine": trial.medicine,
        "ended_on": _iso(trial.ended_on),
        "end_reason": trial.end_reason,
        "locked_on": _iso(trial.locked_on),
        "dose_plan": [
            {
                "starts_on": step.starts_on.isoformat(),
                "mg": json_number(step.mg),
                "at": f"{step.at:%H:%M}" if step.at else None,
            }
            for step in trial.steps
        ],
        "phases": [
            {
                "kind": phase.kind.value,
                "arm": phase.taken,
                "starts_on": phase.starts_on.isoformat(),
                "ends_on": _iso(phase.ends_on),
            }
            for phase in journal.trials.phases(trial)
        ],
        "gaps": [
            {"starts_on": first.isoformat(), "ends_on": last.isoformat()}
            for first, last in gaps(journal.trials.phases(trial))
        ],
        "windows": _windows_object(found),
        "amendments": [
            {"field": change.field, "before": change.before, "after": change.after, "date": change.day.isoformat()}
            for change in journal.trials.amendments(trial)
        ],
        "decisions": [
            {"date": decision.day.isoformat(), "choice": decision.choice.value, "reason": decision.reason}
            for decision in journal.trials.decisions(trial)
        ],
    }


def _windows_object(found: Windows) -> dict[str, object]:
    return {
        "first_dose": _iso(found.first_dose),
        "full_dose": _iso(found.full_dose),
        "baseline": _span(found.baseline),
        "transition": _span(found.transition),
        "stable": _span(found.stable),
        "endpoint": _span(found.endpoint),
        "decision_day": _iso(found.decision_day),
        "too_short": found.is_too_short,
        "ended_early": found.is_ended_early,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _span(span: Span | None) -> dict[str, str] | None:
    """Return the first day of a span, and the first that is no longer in it."""
    return None if span is None else {"start": span.start.isoformat(), "end": span.end.isoformat()}
