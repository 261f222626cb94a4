"""When the journal was deleted or moved: the new one that took its place is empty, and its backups are still there."""

from typing import TYPE_CHECKING

from ldn_tui.domain.dates import short_day
from ldn_tui.journal import Journal
from ldn_tui.journal.damage import last_good

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp


def name_backup_of_lost(app: "LdnApp") -> None:
    """Say which backup holds days, if the journal holds none; it is looked for in a thread."""
    if not _is_empty(app.journal):
        return

    def look() -> None:
        good = last_good(app.journal.backups)
        if good is None or good.held is None or not good.held.days:
            return
        days, made = good.held.days, short_day(good.backup.at.date())
        # The thread does not wait for it: the app may be closing.
        app.call_later(
            app.say,
            f"This journal is empty, but there is a backup of {made} with {days} day{'s' * (days != 1)}: "
            '":" and "Restore a backup" bring it back.',
            alarm=True,
        )

    app.run_worker(look, thread=True)


def _is_empty(journal: Journal) -> bool:
    facts = journal.facts()
    return not facts.first_rated and not facts.trials and not journal.recorded_days()
