"""Which backups are kept: many of late, few of long ago, and never the last good one away."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

DAILY, WEEKLY, MONTHLY = 7, 4, 6


@dataclass(frozen=True, slots=True)
class Kept:
    """One backup, as far as keeping it goes.

    Attributes:
        name: what it is called; names in order tell apart backups of one instant.
        at: when it was made, with offset.
        is_good: whether it can be restored, as far as is known.
    """

    name: str
    at: datetime
    is_good: bool = True


def backups_to_remove(backups: Iterable[Kept], newest: str) -> frozenset[str]:
    """Return the names of the backups that are no longer needed.

    Kept are the last backup of each of the last 7 days with any, of 4 weeks and of 6 months, every backup of the last
    day, and the one just made, whatever a clock that was set back makes of its place. Periods without a backup do not
    count, so that a journal laid aside for years keeps its backups. A backup that is not good stands for no period;
    it is left to the person, who may still get something out of it.

    Args:
        backups: all there are of one journal.
        newest: the name of the one just made and found good. Without it nothing is removed.
    """
    good = sorted((backup for backup in backups if backup.is_good), key=lambda backup: (backup.at, backup.name))
    if not any(backup.name == newest for backup in good):
        return frozenset()
    last_day = good[-1].at.date()
    kept = {newest} | {backup.name for backup in good if backup.at.date() == last_day}
    kept |= _last_of_each(good, lambda day: day, DAILY)
    kept |= _last_of_each(good, lambda day: day.isocalendar()[:2], WEEKLY)
    kept |= _last_of_each(good, lambda day: (day.year, day.month), MONTHLY)
    return frozenset(backup.name for backup in good) - kept


def _last_of_each(good: Sequence[Kept], period_of: Callable[[date], Hashable], most: int) -> set[str]:
    """Return the last backup of each of the last `most` periods that have one."""
    last: dict[Hashable, str] = {}
    for backup in reversed(good):
        last.setdefault(period_of(backup.at.date()), backup.name)
    return set(list(last.values())[:most])
