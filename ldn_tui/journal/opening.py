"""Opening a journal, and what a new one begins with."""

import uuid
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from ldn_tui.clock import Clock
from ldn_tui.domain.days import logical_day
from ldn_tui.domain.errors import JournalError
from ldn_tui.domain.measures import FIRST_MEASURES, Measure
from ldn_tui.domain.text import visible
from ldn_tui.journal.journal import Journal
from ldn_tui.storage.database import APP_PATIENCE_MS, COMMAND_PATIENCE_MS, damaged, look_before_opening
from ldn_tui.storage.hot_journal import hot_journal_of
from ldn_tui.storage.repository import Repository
from ldn_tui.storage.schema import SCHEMA_VERSION, Row

if TYPE_CHECKING:
    from ldn_tui.journal.backups import BackupBook


def open_journal(
    path: Path,
    clock: Clock,
    day_starts_at: time,
    *,
    create: bool,
    program: str,
    patient: bool = True,
    keeps_backups: bool = True,
) -> Journal:
    """Open the journal at `path`.

    Args:
        path: its file.
        clock: says what time it is.
        day_starts_at: when a day begins.
        create: whether to begin a new journal if there is none.
        program: what steps are signed with.
        patient: whether to wait for another program's lock for seconds (a command) or hardly at all (the app,
            which keeps the value on screen and tries again).
        keeps_backups: whether backups are made by themselves (not of a demo).

    Raises:
        JournalError: the file is missing, foreign, newer, damaged, locked, or empty where there are backups of it.
        CannotWrite: it cannot be made.
    """

    def backups() -> "BackupBook":
        from ldn_tui.journal.backups import BackupBook

        return BackupBook(path, clock.now, day_starts_at, is_kept=keeps_backups)

    if _is_empty(path) and backups().all():
        # SQLite takes an empty file for a new one; a journal would seem to have nothing in it.
        raise damaged(path, "it is empty")
    # Even the app waits at the door: it has nothing to show yet.
    repository = Repository(
        path,
        create=create,
        patience_ms=COMMAND_PATIENCE_MS,
        program=program,
        before_migration=lambda: backups().make_before_migration(),
    )
    if repository.is_new():
        begin(repository, clock.now(), day_starts_at)
    if not patient:
        repository.set_patience(APP_PATIENCE_MS)
    return Journal(repository, clock, day_starts_at, keeps_backups=keeps_backups)


def _is_empty(path: Path) -> bool:
    """Return whether there is a file without a byte, and nothing beside it that fills it again."""
    try:
        return not path.stat().st_size and not hot_journal_of(path).exists()
    except (OSError, ValueError):
        return False


def glance_at_journal(path: Path, clock: Clock, day_starts_at: time) -> Journal:
    """Open the journal at `path` only to read from it, at once: nothing is made, migrated, checked or waited for.

    Args:
        path: its file.
        clock: says what time it is.
        day_starts_at: when a day begins.

    Raises:
        JournalError: the file is missing, foreign, of another version, damaged or locked.
        CannotWrite: it cannot be read.
    """
    if look_before_opening(path, create=False) != SCHEMA_VERSION:
        raise JournalError(
            f"{visible(str(path))} was written by an older ldn-tui: any other verb brings it up to date."
        )
    repository = Repository(path, create=False, patience_ms=APP_PATIENCE_MS, program="")
    return Journal(repository, clock, day_starts_at, keeps_backups=False)


def begin(repository: Repository, now: datetime, day_starts_at: time) -> None:
    """Write what a new journal begins with into an empty file, unless another process did."""
    repository.found(
        {
            "journal": [
                {
                    "singleton": 1,
                    "id": str(uuid.uuid4()),
                    "created_at": now.isoformat(),
                    "created_on": logical_day(now, day_starts_at).isoformat(),
                }
            ],
            "measure": _measure_rows(FIRST_MEASURES, now),
        }
    )


def _measure_rows(measures: Sequence[Measure], now: datetime) -> list[Row]:
    """Return fresh rows for `measures`."""
    return [
        {
            "key": measure.key,
            "id": str(uuid.uuid4()),
            "name": measure.name,
            "low_anchor": measure.low_anchor,
            "high_anchor": measure.high_anchor,
            "direction": measure.direction.value,
            "position": measure.position,
            "added_on": None if measure.added_on is None else measure.added_on.isoformat(),
            "retired_on": None,
            "inactive": None,
            "recorded_at": now.isoformat(),
        }
        for measure in measures
    ]
