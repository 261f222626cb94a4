"""What is left to do when the journal's file is damaged: the last good backup, in words."""

from contextlib import suppress
from datetime import date

from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import LdnError
from ldn_tui.domain.text import visible
from ldn_tui.journal.backups import BackupBook, Checked


def last_good(backups: BackupBook) -> Checked | None:
    """Return the newest backup that is sound; None if there is none, or their folder cannot be read."""
    with suppress(LdnError):
        return backups.last_good()
    return None


def way_out_in_words(good: Checked | None, backups: BackupBook, today: date) -> str:
    """Return a sentence on the last good backup: when it was made, and what it holds.

    Args:
        good: the newest backup that is sound, None if there is none.
        backups: the backups it was looked for in.
        today: the present day.
    """
    if good is None or good.held is None:
        return (
            f"There is no good backup in {visible(str(backups.folder))}. Copy the file to a safe place before anything "
            "else; a copy of your own is restored with `ldn restore`."
        )
    at, held = good.backup.at, good.held
    age = (today - at.date()).days
    # A clock that is wrong now, or was then, must not make an old backup look like one of today.
    when = f"{age} day{'s' * (age != 1)} ago" if age > 0 else "today" if not age else "ahead of this computer's clock"
    last = "" if held.last_day is None else f", the last {short_day(held.last_day)}"
    return (
        f"The last good backup was made {when}, on {short_day(at.date())} at {at:%H:%M}: "
        f"{held.days} day{'s' * (held.days != 1)}{last}."
    )
