"""What a reminder is about, and when: calm enough for one an evening, besides a dose that has its own time."""

from datetime import date, datetime, time, timedelta

from ldn_tui.domain.days import missing_from
from ldn_tui.domain.due import DueItem
from ldn_tui.journal.journal import Journal


def what_to_remind_of(journal: Journal, remind_after: time) -> tuple[DueItem, ...]:
    """Return what a reminder is about now, in the order it is said.

    The planned dose is one from its own time on, everything else (today's entry, a planned dose without a time, the
    days to fill, what is due in the trial) from `remind_after` on: what comes up at night is not said to nobody.

    Args:
        journal: the open journal.
        remind_after: the time of day; before the day's start, it belongs to the night after it.

    Returns:
        items of the kinds "dose", "day", "fill" (an earlier day), and those of `domain.due`.
    """
    status = journal.status()
    day = journal.day(status.today)
    now, starts_at = journal.clock.now(), journal.day_starts_at
    is_evening = _has_come(remind_after, status.today, now, starts_at)
    found: list[DueItem] = []
    planned = status.planned_dose
    if planned is not None and status.state.is_to_fill and not day.doses:
        is_time = is_evening if planned.at is None else _has_come(planned.at, status.today, now, starts_at)
        found += [DueItem("dose", status.today)] if is_time else []
    if is_evening:
        missing = missing_from(day, journal.facts().active_measures(status.today))
        # Where only the dose is missing, the dose is what is said.
        has_day = bool(missing) or (day.is_empty and planned is None)
        found += [item for item in status.due if item.kind != "day" or has_day]
        found += [DueItem("fill", earlier) for earlier in status.earlier_to_fill]
    return tuple(found)


def _has_come(at: time, today: date, now: datetime, day_starts_at: time) -> bool:
    """Return whether the wall clock has passed `at` on the logical day `today`."""
    wall = datetime.combine(today, at)
    if at < day_starts_at:
        wall += timedelta(days=1)
    return now.replace(tzinfo=None) >= wall
