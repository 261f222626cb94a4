"""The sentences about a trial that is not as it was planned: what was changed of it, and what a late dose moved."""

from collections.abc import Sequence
from datetime import date

from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import day_and_month, short_day
from ldn_tui.domain.text import visible


def changed_after_lock(what: str, before: str | None, after: str | None, day: date) -> str:
    """Return what was changed of the trial after it was locked, with old and new."""
    old, new = (visible(value) if value else "open" for value in (before, after))
    return f"Changed after the lock, on {short_day(day)}: {visible(what)} from {old} to {new}."


def first_dose_moved(days: int, first: date, planned: date) -> str:
    """Return that the first recorded dose came on another day than planned, and how long that makes the baseline."""
    said = (
        f"The baseline is now {counted(days, 'day')}: the first recorded dose is {day_and_month(first)}, the plan says "
        f"{day_and_month(planned)}."
    )
    return f"{said} If you took doses before, record them." if first > planned else said


def first_dose_locked(days: int, first: date, planned: date) -> str:
    """Return the same of a trial that is locked: a dose recorded now moves nothing any more."""
    return (
        f"The baseline is {counted(days, 'day')}: the first dose is locked on {day_and_month(first)}, the dose plan "
        f"says {day_and_month(planned)}."
    )


def dose_plan_changed(gone: Sequence[str], come: Sequence[str], day: date) -> str:
    """Return what was changed of a dose plan after the lock: the steps that went, and those that came."""
    told = {
        (True, True): f"instead of {', '.join(gone)} now {', '.join(come)}",
        (True, False): f"no longer {', '.join(gone)}",
        (False, True): f"now also {', '.join(come)}",
    }.get((bool(gone), bool(come)), "to the same")
    return f"Changed after the lock, on {short_day(day)}: the dose plan, {told}."
