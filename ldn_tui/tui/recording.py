"""The writes of the day form: what each records, and how the day looks while it still waits to be saved."""

from dataclasses import replace
from datetime import date, datetime
from functools import partial
from types import MappingProxyType

from ldn_tui.domain.changes import Change
from ldn_tui.domain.days import Day, Dose, Lab, Rating, Rescue, SideEffect, SkipReason
from ldn_tui.journal import Journal, entries
from ldn_tui.tui.pending import Write


def rating(day: date, measure: str, value: float | None, now: datetime) -> Write:
    """Record a rating, or "no answer" for None."""

    def preview(shown: Day) -> Day:
        ratings = {**shown.ratings, measure: Rating(measure, value, now)}
        return replace(shown, ratings=MappingProxyType(ratings))

    return Write(day, measure, lambda journal: journal.rate(day, measure, value), preview)


def no_rating(day: date, measure: str) -> Write:
    """Clear a rating."""

    def preview(shown: Day) -> Day:
        ratings = {key: rating for key, rating in shown.ratings.items() if key != measure}
        return replace(shown, ratings=MappingProxyType(ratings))

    return Write(day, measure, lambda journal: journal.clear_rating(day, measure), preview)


def dose(
    day: date,
    mg: float | None,
    label: str | None,
    medicine: str,
    at: datetime | None,
    now: datetime,
    *,
    in_addition: bool = False,
) -> Write:
    """Record a dose taken, in place of what is recorded for the medicine or in addition to it."""
    taken = Dose("", medicine, mg, label, True, at, now)

    def apply(journal: Journal) -> Change:
        return journal.record_dose(day, mg, label=label, medicine=medicine, taken_at=at, in_addition=in_addition)

    def preview(shown: Day) -> Day:
        return replace(shown, doses=(*shown.doses, taken)) if in_addition else _with_dose(taken, shown)

    return Write(day, "dose", apply, preview)


def no_dose(day: date, now: datetime, medicine: str) -> Write:
    """Record that no dose was taken."""
    none = Dose("", medicine, None, None, False, None, now)
    return Write(day, "dose", lambda journal: journal.record_no_dose(day, medicine), partial(_with_dose, none))


def _with_dose(dose: Dose, day: Day) -> Day:
    """Return `day` with the dose in place of what was recorded for its medicine."""
    others = tuple(known for known in day.doses if known.medicine != dose.medicine)
    return replace(day, doses=(*others, dose))


def dose_unanswered(day: date) -> Write:
    """Clear what was said of the dose."""
    return Write(day, "dose", lambda journal: journal.clear_doses(day), lambda shown: replace(shown, doses=()))


def side_effect(day: date, term: str, severity: int) -> Write:
    """Record a side effect."""

    def preview(shown: Day) -> Day:
        others = tuple(effect for effect in shown.side_effects if effect.term != term)
        return replace(shown, side_effects=(*others, SideEffect("", term, severity)), no_side_effects=False)

    return Write(day, "side effects", lambda journal: journal.add_side_effect(day, term, severity), preview)


def side_effect_removed(day: date, term: str) -> Write:
    """Remove a side effect."""

    def preview(shown: Day) -> Day:
        return replace(shown, side_effects=tuple(effect for effect in shown.side_effects if effect.term != term))

    return Write(day, "side effects", lambda journal: journal.remove_side_effect(day, term), preview)


def no_side_effects(day: date) -> Write:
    """Record that there were none."""
    return Write(
        day,
        "side effects",
        lambda journal: journal.record_no_side_effects(day),
        lambda shown: replace(shown, side_effects=(), no_side_effects=True),
    )


def side_effects_unanswered(day: date) -> Write:
    """Clear what was said of side effects."""
    return Write(
        day,
        "side effects",
        lambda journal: journal.clear_side_effects(day),
        lambda shown: replace(shown, side_effects=(), no_side_effects=False),
    )


def rescue(day: date, medicine: str, count: float) -> Write:
    """Record an as-needed medicine; 0 removes it."""

    def preview(shown: Day) -> Day:
        others = tuple(known for known in shown.rescues if known.medicine != medicine)
        new = (Rescue("", medicine, count),) if count else ()
        return replace(shown, rescues=(*others, *new))

    return Write(day, "rescue", lambda journal: journal.record_rescue(day, medicine, count), preview)


def skip(day: date, reason: SkipReason | None) -> Write:
    """Mark the day as skipped; None takes the mark away."""
    return Write(
        day,
        "skip",
        lambda journal: journal.unskip(day) if reason is None else journal.skip(day, reason),
        lambda shown: replace(shown, skip=reason),
    )


def impression(day: date, value: int) -> Write:
    """Record the overall impression."""
    return Write(
        day,
        "impression",
        lambda journal: journal.record_impression(day, value),
        lambda shown: replace(shown, impression=value),
    )


def no_impression(day: date) -> Write:
    """Remove the overall impression."""
    return Write(
        day,
        "impression",
        lambda journal: journal.record(day, entries.no_impression()),
        lambda shown: replace(shown, impression=None),
    )


def no_lab(day: date, name: str) -> Write:
    """Remove a laboratory value."""
    return Write(
        day,
        "lab",
        lambda journal: journal.record(day, entries.no_lab(name)),
        lambda shown: replace(shown, labs=tuple(lab for lab in shown.labs if lab.name != name)),
    )


def lab(day: date, entry: Lab) -> Write:
    """Record a laboratory value."""

    def apply(journal: Journal) -> Change:
        return journal.record_lab(day, entry.name, entry.value, entry.unit, entry.range_low, entry.range_high)

    def preview(shown: Day) -> Day:
        others = tuple(known for known in shown.labs if known.name != entry.name)
        return replace(shown, labs=(*others, entry))

    return Write(day, "lab", apply, preview)
