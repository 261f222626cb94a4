"""What every verb needs: where things are, what time it is, and the open journal."""

from datetime import date
from functools import cached_property

from ldn_tui.clock import PIN_VARIABLE, Clock, clock_from_environment
from ldn_tui.config import Config, read_config
from ldn_tui.domain.dates import parse_day
from ldn_tui.domain.days import logical_day
from ldn_tui.journal import Journal, open_journal
from ldn_tui.paths import Paths, config_file, find_paths

# What steps made by a verb are signed with.
PROGRAM = "the command line"


class Session:
    """One call of the command line. Everything is found only when first asked for."""

    def __init__(self, db: str | None) -> None:
        """Begin a call with the value of `--db`, if given."""
        self._db = db
        self._journal: Journal | None = None

    def close(self) -> None:
        """Close the journal, if it was opened."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    @cached_property
    def config(self) -> Config:
        """The settings."""
        return read_config(config_file())

    @cached_property
    def paths(self) -> Paths:
        """The places in use."""
        return find_paths(self._db, self.config.db)

    @cached_property
    def clock(self) -> Clock:
        """The clock, pinned or real."""
        return clock_from_environment()

    def open(self, *, create: bool) -> Journal:
        """Open the journal for a verb; it is closed when the call ends.

        Args:
            create: whether to begin a new journal if there is none.

        Raises:
            JournalError: the file cannot be used.
        """
        journal = open_journal(
            self.paths.journal, self.clock, self.config.day_starts_at, create=create, program=PROGRAM
        )
        self._journal = journal
        journal.check()
        return journal

    def remind_of_pinned_clock(self) -> None:
        """Say on stderr that the clock is pinned, if it is: every write does."""
        if self.clock.is_pinned:
            import click

            click.echo(f"({PIN_VARIABLE} pins the clock to {self.clock.now().isoformat()})", err=True)


def read_day_option(session: Session, text: str | None) -> date:
    """Return the day a `--date` option means, today if it is absent.

    Raises:
        BadInput: it is no day.
    """
    today = logical_day(session.clock.now(), session.config.day_starts_at)
    return today if text is None else parse_day(text, today)
