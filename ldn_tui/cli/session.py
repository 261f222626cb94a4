"""What every verb needs: where things are, what time it is, and the open journal."""

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ldn_tui.clock import PIN_VARIABLE, Clock, clock_from_environment
from ldn_tui.config import Config, Problem, read_config
from ldn_tui.domain.ascii_text import in_ascii
from ldn_tui.domain.dates import parse_day, unambiguous
from ldn_tui.domain.days import logical_day
from ldn_tui.domain.errors import DamagedJournal, LdnError, MissingJournal, WrongUsage
from ldn_tui.domain.formats import DEFAULT_FORMATS, use_formats
from ldn_tui.journal import Journal, glance_at_journal, open_journal
from ldn_tui.paths import DB_VARIABLE, Paths, config_file, find_paths

# What steps made by a verb are signed with.
PROGRAM = "the command line"

# Columns: the fewest that text is fitted into, the fewest that can be drawn in, and what is taken where none are known.
NARROWEST, NARROWEST_DRAWING, USUAL_WIDTH = 20, 40, 80
# A terminal that has these has the others, too: a bullet, a bar, a line of braille.
_SIGNS = "●█⣤"


@dataclass(frozen=True, slots=True)
class Appearance:
    """How things are to look, as options before the verb say it.

    Attributes:
        no_color: whether colours are to be left out.
        ascii_only: whether everything is to be said in ASCII.
    """

    no_color: bool = False
    ascii_only: bool = False


class Session:
    """One call of the command line. Everything is found only when first asked for.

    Attributes:
        db: the value of `--db`, None if it was not given.
    """

    def __init__(
        self,
        db: str | None,
        appearance: Appearance | None = None,
        is_for_programs: Callable[[], bool] | None = None,
    ) -> None:
        """Begin a call.

        Args:
            db: the value of `--db`, if given.
            appearance: the options on how things look.
            is_for_programs: says whether the verb was asked for JSON; None where nothing is (the app).
        """
        self.db = db
        self._appearance = appearance or Appearance()
        self._is_for_programs = is_for_programs
        self._journal: Journal | None = None
        # Whether what is wrong in the configuration is said as soon as it is read.
        self.says_problems = True

    def close(self) -> None:
        """Close the journal, if it was opened."""
        if self._journal is not None:
            self._journal.close()
            self._journal = None

    @cached_property
    def config(self) -> Config:
        """The settings; what is wrong in their file is said on stderr, once, and left at its default.

        From here on days and numbers are shown as they say, unless the verb writes JSON: its words are for programs.
        """
        config = read_config(config_file())
        is_for_programs = self._is_for_programs is not None and self._is_for_programs()
        use_formats(DEFAULT_FORMATS if is_for_programs else config.formats)
        for problem in config_problems(config) if self.says_problems else ():
            said = f"ldn: {problem}\n"
            sys.stderr.write(in_ascii(said) if self._needs_ascii(config) else said)
        return config

    @cached_property
    def paths(self) -> Paths:
        """The places in use.

        Raises:
            WrongUsage: the configuration does not say for sure which journal it means.
        """
        if self.config.db_in_doubt and not self.db and not os.environ.get(DB_VARIABLE):
            raise WrongUsage(
                "no journal is opened, for it could be the wrong one: mend `db` in the configuration, or name the "
                "journal with --db."
            )
        return find_paths(self.db, self.config.db)

    def paths_without_config(self) -> Paths:
        """Return the places in use if the configuration were not there: it may be what is wrong."""
        return find_paths(self.db, None)

    @cached_property
    def clock(self) -> Clock:
        """The clock, pinned or real."""
        return clock_from_environment()

    @property
    def has_color(self) -> bool:
        """Whether colours may be used: neither `--no-color` nor a NO_COLOR that is not empty says otherwise."""
        return not (self._appearance.no_color or os.environ.get("NO_COLOR"))

    @cached_property
    def is_ascii(self) -> bool:
        """Whether everything is said in ASCII: by option, by setting, or because the output has no other signs."""
        return self._needs_ascii(self.config)

    def _needs_ascii(self, config: Config) -> bool:
        return self._appearance.ascii_only or config.ascii or not _can_say(_SIGNS)

    def typed_day(self, text: str) -> str:
        """Return a day, or a range of days, that was typed so that the order of its numbers no longer matters."""
        first, dots, last = text.partition("..")
        return f"{unambiguous(first, self.config.dates)}{dots}{unambiguous(last, self.config.dates)}"

    def width(self, given: int | None) -> int:
        """Return how many columns text may use: what was `given`, else those of the terminal, else 80."""
        import shutil

        if given is not None:
            return given
        return max(shutil.get_terminal_size().columns, NARROWEST) if sys.stdout.isatty() else USUAL_WIDTH

    def in_its_signs(self, text: str) -> str:
        """Return text for people in the signs that may be used."""
        return in_ascii(text) if self.is_ascii else text

    def say(self, lines: str | Iterable[str], *, to_stderr: bool = False, ends_line: bool = True) -> None:
        """Print text for people, in the signs that may be used.

        Args:
            lines: a line or several.
            to_stderr: whether it is a message, and no data.
            ends_line: whether a line break is put behind each line.
        """
        import click

        for line in [lines] if isinstance(lines, str) else lines:
            click.echo(self.in_its_signs(line), err=to_stderr, nl=ends_line)

    def open(self, *, create: bool) -> Journal:
        """Open the journal for a verb; it is closed when the call ends.

        What can be read is looked over at once, the whole file before the first write. Where there was no journal,
        but are backups of one, that is said.

        Args:
            create: whether to begin a new journal if there is none.

        Raises:
            JournalError: the file cannot be used.
        """
        is_lost = False
        with suppress(OSError):
            # Where it cannot be told, opening it says why.
            is_lost = create and not self.paths.journal.is_file() and self.paths.backups.is_dir()
        journal = open_journal(
            self.paths.journal, self.clock, self.config.day_starts_at, create=create, program=PROGRAM
        )
        self._journal = journal
        journal.repository.check_answers()
        if is_lost:
            from ldn_tui.cli.way_out import say_backup_of_lost

            say_backup_of_lost(self)
        return journal

    def glance(self) -> Journal:
        """Open the journal only to read from it, at once; it is closed when the call ends.

        Raises:
            JournalError: the file cannot be used as it is.
        """
        self._journal = glance_at_journal(self.paths.journal, self.clock, self.config.day_starts_at)
        return self._journal

    def as_said(self, error: LdnError) -> LdnError:
        """Return an error as this call says it: in the signs that may be used, with the way out of damage or loss."""
        said = error
        if isinstance(error, DamagedJournal | MissingJournal):
            from ldn_tui.cli.way_out import with_way_out

            said = with_way_out(self, error)
        said.args = (self.in_its_signs(str(said)),)
        return said

    def remind_of_pinned_clock(self) -> None:
        """Say on stderr that the clock is pinned, if it is: every write does."""
        if self.clock.is_pinned:
            self.say(f"({PIN_VARIABLE} pins the clock to {self.clock.now().isoformat()})", to_stderr=True)


def config_problems(config: Config) -> tuple[Problem, ...]:
    """Return what in the configuration is not obeyed, its keys included."""
    if not config.keys:
        return config.problems
    from ldn_tui.keys.in_force import resolve

    return (*config.problems, *resolve(config.keys)[1])


def _can_say(signs: str) -> bool:
    try:
        signs.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    return True


def read_day_option(session: Session, text: str | None) -> date:
    """Return the day a `--date` option means, today if it is absent.

    Raises:
        BadInput: it is no day.
    """
    today = logical_day(session.clock.now(), session.config.day_starts_at)
    return today if text is None else parse_day(session.typed_day(text), today)
