"""Days as JSON, version 1: the one place that decides how a program reads them."""

from collections.abc import Iterable, Sequence
from datetime import date, time

from ldn_tui.domain.days import Day, Dose, JournalFacts
from ldn_tui.domain.phases import Phase, phase_of
from ldn_tui.domain.ratings import json_number

JSON_VERSION = 1

Json = str | int | float | bool | None | Sequence["Json"] | dict[str, "Json"]


def days_document(days: Iterable[Day], facts: JournalFacts, today: date, day_starts_at: time) -> dict[str, Json]:
    """Return the document of `ldn show --json`: one object a day, in the order of `days`."""
    return {"version": JSON_VERSION, "days": [day_object(day, facts, today, day_starts_at) for day in days]}


def day_object(day: Day, facts: JournalFacts, today: date, day_starts_at: time) -> dict[str, Json]:
    """Return all that is recorded for `day`; what is absent is null or empty."""
    ratings = {measure.key: day.ratings[measure.key] for measure in facts.measures if measure.key in day.ratings}
    return {
        "date": day.date.isoformat(),
        "state": facts.state(day, today).value,
        "phase": phase_object(day.date, phase_of(day.date, facts.phases)),
        "ratings": {key: json_number(rating.value) for key, rating in ratings.items()},
        "doses": [_dose_object(dose) for dose in day.doses],
        "side_effects": [{"term": effect.term, "severity": effect.severity} for effect in day.side_effects],
        "rescue": [{"medicine": rescue.medicine, "count": json_number(rescue.count)} for rescue in day.rescues],
        "impression": day.impression,
        "note": day.note,
        "lag_days": day.lag(day_starts_at),
    }


def phase_object(day: date, phase: Phase | None) -> dict[str, Json] | None:
    """Return which day of which phase `day` is; `of` is null while the phase is open."""
    if phase is None:
        return None
    return {"kind": phase.kind.value, "arm": phase.taken, "day": phase.day_number(day), "of": phase.length}


def _dose_object(dose: Dose) -> dict[str, Json]:
    return {
        "medicine": dose.medicine,
        "mg": json_number(dose.mg),
        "label": dose.label,
        "taken_at": None if dose.taken_at is None else dose.taken_at.isoformat(),
        "taken": dose.taken,
    }
