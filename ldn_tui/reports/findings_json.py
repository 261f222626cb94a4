"""Findings as JSON, version 1: the one place that decides how a program reads them; `findings.schema.json` says it.

Percents are 0 to 100, chances and shares 0 to 1, differences are in raw points, spans are half-open.
"""

from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum

from ldn_tui.domain.findings import Completeness, DataQuality, Findings, Order, Precedence
from ldn_tui.domain.measure_findings import CHANCES, Blinded, Change, Week
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.medicine_findings import Adherence, DoseRecord
from ldn_tui.domain.ratings import json_number
from ldn_tui.domain.sentences import ORDER_NOT_COMPUTED
from ldn_tui.domain.trial import Trial
from ldn_tui.domain.windows import Span
from ldn_tui.reports.day_json import Json

JSON_VERSION = 1
SCHEMA_FILE = "findings.schema.json"


def findings_document(findings: Findings) -> dict[str, Json]:
    """Return the document of `ldn findings --json`; every key is always there, null or empty where nothing is known."""
    return {
        "version": JSON_VERSION,
        "as_of": findings.as_of.isoformat(),
        "trial": _trial(findings.trial),
        "decision_day": _value(findings.decision_day),
        "is_sealed": findings.is_sealed,
        "verdict": {
            "class": findings.verdict.letter,
            "words": findings.verdict.words,
            "reason": findings.verdict.reason,
            "first": findings.verdict.first,
            "additions": list(findings.verdict.additions),
        },
        "measures": [_change(change) for change in findings.changes],
        "windows": {name: _span(span) for name, span in findings.windows.items()},
        "order": _order(findings.order),
        "completeness": _completeness(findings.completeness),
        "adherence": _doses(findings.doses),
        "side_effects": _objects(findings.side_effects),
        "labs": _objects(findings.labs),
        "impressions": _value(findings.impressions),
        "cost": _value(findings.cost),
        "after_stopping": _value(findings.after_stopping),
        "dose_steps": _objects(findings.dose_steps),
        "sensitivity": _objects(findings.sensitivity),
        "other_changes": _value(findings.other_changes),
        "blinded": None if findings.blinded is None else _blinded(findings.blinded),
        "decision": _value(findings.decision),
        "amendments": _objects(findings.amendments),
        "caveats": list(findings.caveats),
        "still_needed": list(findings.still_needed),
    }


def _trial(trial: Trial) -> dict[str, Json]:
    return {
        "id": trial.id,
        "question": trial.question,
        "condition": trial.condition,
        "template": trial.template.value,
        "medicine": trial.medicine,
        "primary": trial.primary,
        "threshold": trial.threshold,
        "starts_on": trial.starts_on.isoformat(),
        "ended_on": _value(trial.ended_on),
        "locked_on": _value(trial.locked_on),
    }


def _change(change: Change) -> dict[str, Json]:
    """Return one measure's change; its own fields, in their order, but for what has a name of its own here."""
    return {
        "measure": change.measure.key,
        "name": change.measure.name,
        "better": change.measure.direction.value,
        **{
            known.name: _value(getattr(change, known.name))
            for known in fields(change)
            if known.name not in {"measure", "chance_at_least", "usual_range", "trend_per_week", "weeks"}
        },
        "chance_at_least": {str(percent): change.chance_at_least.get(percent) for percent in CHANCES},
        "usual_range": _named(change.usual_range, ("low", "mean", "high")),
        "trend_per_week": _named(change.trend_per_week, ("slope", "low", "high")),
        "weeks": [_week(week) for week in change.weeks],
    }


def _week(week: Week) -> dict[str, Json]:
    return {"number": week.number, **_span(week.days), "count": week.count, "mean": json_number(week.mean)}


def _order(order: Order | None) -> dict[str, Json]:
    if order is None:
        return {"pairs": [], "words": ORDER_NOT_COMPUTED}
    return {"pairs": [_precedence(pair) for pair in order.pairs], "words": order.words}


def _precedence(pair: Precedence) -> dict[str, Json]:
    return {"first": pair.first, "then": pair.then, "probability": pair.probability}


def _completeness(quality: DataQuality) -> dict[str, Json]:
    gap = quality.longest_gap
    return {
        **_stretch(quality.whole),
        "phases": [_stretch(phase) for phase in quality.phases],
        "weeks": [_stretch(week) for week in quality.weeks],
        "longest_gap": None if gap is None else {**_span(gap), "days": gap.length},
    }


def _stretch(stretch: Completeness | Adherence) -> dict[str, Json]:
    return {known.name: _value(getattr(stretch, known.name)) for known in fields(stretch)}


def _doses(doses: DoseRecord) -> dict[str, Json]:
    return {
        **_stretch(doses.whole),
        "stable": None if doses.stable is None else _stretch(doses.stable),
        "phases": [_stretch(phase) for phase in doses.phases],
        "supply_left": _value(doses.supply_left),
        "runs_out_on": _value(doses.runs_out_on),
        "usual_time": doses.usual_time,
    }


def _blinded(blinded: Blinded) -> dict[str, Json]:
    return {
        "pairs": _objects(blinded.pairs),
        "measures": [_change(change) for change in blinded.changes],
        "pairs_interval": _named(blinded.pairs_interval, ("difference", "low", "high")),
        "randomisation_p": blinded.randomisation_p,
        "right_guesses": blinded.right_guesses,
        "sureness": blinded.sureness,
        "words": list(blinded.words),
    }


def _named(values: tuple[float, float, float] | None, names: tuple[str, str, str]) -> Json:
    return None if values is None else dict(zip(names, values, strict=True))


def _span(span: Span) -> dict[str, Json]:
    return {"start": span.start.isoformat(), "end": span.end.isoformat()}


def _objects(values: Iterable[object]) -> list[Json]:
    return [_value(value) for value in values]


def _value(value: object) -> Json:
    """Return any plain value or result as JSON holds it: its fields by name, dates in ISO."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, str | int):
        return value
    if isinstance(value, float):
        return json_number(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Measure):
        return value.key
    if isinstance(value, Mapping):
        return {str(key): _value(held) for key, held in value.items()}
    if isinstance(value, Iterable):
        return [_value(held) for held in value]
    if is_dataclass(value):
        return {known.name: _value(getattr(value, known.name)) for known in fields(value)}
    raise TypeError(f"{type(value).__name__} has no form in JSON")
