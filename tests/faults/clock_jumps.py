"""A clock that jumps back an hour, a day, a year: between two calls, and while a journal is open."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from ldn_tui.domain.days import logical_day
from ldn_tui.journal import Journal, open_journal
from tests.conftest import DAY_STARTS_AT
from tests.conftest import NOW as STARTS
from tests.faults.figures import Figure
from tests.faults.file_states import state_of
from tests.tui.driver import StillClock

JUMPS = {"an hour": timedelta(hours=1), "a day": timedelta(days=1), "a year": timedelta(days=365)}
_DAYS_AFTER = 9


def jump_back(home: Path) -> Figure:
    """Record, let the clock jump back, record on, undo, and make the backups of the days that follow.

    Args:
        home: an empty folder.
    """
    lost = [
        f"{name} back: {what}"
        for number, (name, jump) in enumerate(JUMPS.items())
        for what in _jump(home / str(number) / "journal.db", jump)
    ]
    came_of_it = "by an hour, a day, a year: days, times, the order of undo and the daily backups stay right"
    return Figure("clock jumping back", len(JUMPS), came_of_it, tuple(lost))


def _jump(path: Path, jump: timedelta) -> Iterator[str]:
    path.parent.mkdir()
    clock = StillClock(STARTS)
    with closing(open_journal(path, clock, DAY_STARTS_AT, create=True, program="the app")) as journal:
        first_day = journal.today()
        for number in range(4):
            clock.instant = STARTS + timedelta(days=number - 3)
            journal.rate(journal.today(), "pain", number)
            journal.backups.make_daily()
        clock.instant = STARTS - jump
        today = logical_day(clock.instant, DAY_STARTS_AT)
        if journal.today() != today:
            yield f"today is {journal.today()}, the clock says {today}"
        journal.rate(today, "sleep", 3)
        if journal.day(first_day).value("pain") != 3:
            yield "what was recorded before the jump is gone"
        # By the order of the steps, whatever their times say.
        undone = journal.undo()
        if "leep" not in undone.summary:
            yield f"undo took back {undone.summary!r}, which was not the last"
        journal.redo()
        status = journal.status()
        if status.today != today:
            yield f"the status speaks of {status.today}"
        if journal.day(today).ratings["sleep"].recorded_at != clock.instant:
            yield "the answer is not marked with the time the clock says"
        yield from _backups_after(journal, clock)
    state_of(path)
    # Another process, after the jump.
    with closing(open_journal(path, clock, DAY_STARTS_AT, create=False, program="the command line")) as journal:
        journal.rate(journal.today(), "mood", 5)
        if "ood" not in journal.undo().summary:
            yield "undo in another process took back something else"


def _backups_after(journal: Journal, clock: StillClock) -> Iterator[str]:
    """Make the backups of the days after the jump, and yield what is wrong with them."""
    for _ in range(_DAYS_AFTER):
        known = {backup.path for backup in journal.backups.all()}
        is_due = journal.backups.is_due()
        made = journal.backups.make_daily()
        if (made is not None) is not is_due or journal.backups.make_daily() is not None:
            yield f"on {journal.today()} the backup was not made once"
        left = {backup.path for backup in journal.backups.all()}
        if made is not None and (made.path not in left or journal.backups.check(made).held is None):
            yield f"the backup made on {journal.today()} is not kept"
        if len(known - left) > 1:
            yield f"on {journal.today()}, {len(known - left)} backups were removed at once"
        clock.instant += timedelta(days=1)
        journal.rate(journal.today(), "food", 2)
    if journal.backups.last_good() is None:
        yield "there is no good backup left"
