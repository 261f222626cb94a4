"""What a verb says of a journal that is damaged or gone: the backup to restore, and the command that does it."""

import shlex
from dataclasses import dataclass

from ldn_tui.cli.session import Session
from ldn_tui.domain.days import logical_day
from ldn_tui.domain.errors import DamagedJournal, LdnError, MissingJournal
from ldn_tui.domain.text import visible
from ldn_tui.journal.backups import BackupBook
from ldn_tui.journal.damage import last_good, way_out_in_words


@dataclass(frozen=True, slots=True)
class _WayOut:
    """What is left to do.

    Attributes:
        sentence: the last good backup, in words.
        command: what restores it; "" if there is none.
        listing: what lists the backups; "" if there are none, good or not.
        has_days: whether anything is recorded in the last good one.
    """

    sentence: str
    command: str
    listing: str
    has_days: bool


def with_way_out(session: Session, error: LdnError) -> LdnError:
    """Return `error`; of the journal in use, damaged or gone, with the backup to restore and the command."""
    if isinstance(error, DamagedJournal) and error.path == session.paths.journal:
        way = _way_out(session)
        said = f"{error}\n{way.sentence}"
        if way.command:
            said += f" `{way.command}` shows what it would change, and asks; the damaged file is kept."
        return DamagedJournal(said, error.path)
    if isinstance(error, MissingJournal):
        way = _way_out(session)
        if way.command:
            return MissingJournal(f"{error}\n{way.sentence} `{way.command}` shows what it holds, and asks.")
        if way.listing:
            return MissingJournal(f"{error}\n`{way.listing}` names the backups that are there.")
    return error


def say_backup_of_lost(session: Session) -> None:
    """Say, of a journal that has just been begun, which backup of an earlier one holds days, if any does."""
    way = _way_out(session)
    if way.command and way.has_days:
        where = visible(str(session.paths.journal))
        session.say(
            f"A new journal was begun at {where}: there was none. {way.sentence} `{way.command}` shows what it holds, "
            "and asks.",
            to_stderr=True,
        )


def _way_out(session: Session) -> _WayOut:
    journal, day_starts_at = session.paths.journal, session.config.day_starts_at
    backups = BackupBook(journal, session.clock.now, day_starts_at)
    good = last_good(backups)
    sentence = way_out_in_words(good, backups, logical_day(session.clock.now(), day_starts_at))
    ldn = "ldn" if session.db is None else f"ldn --db {shlex.quote(session.db)}"
    return _WayOut(
        sentence=sentence,
        command="" if good is None else f"{ldn} restore {shlex.quote(good.backup.path.name)}",
        listing=f"{ldn} backup --list" if _has_any(backups) else "",
        has_days=good is not None and good.held is not None and bool(good.held.days),
    )


def _has_any(backups: BackupBook) -> bool:
    try:
        return bool(backups.all())
    except LdnError:
        return False
