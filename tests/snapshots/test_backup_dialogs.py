"""The dialogs of backups: the list, what a restore would change, a damaged journal; for layout, not for behaviour."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ldn_tui.config import Config
from ldn_tui.journal import Journal, open_journal
from ldn_tui.journal.backups import BackupBook, Reason
from ldn_tui.tui.app import LdnApp
from ldn_tui.tui.dialogs.choice import ChoiceDialog
from ldn_tui.tui.theme import DARK, LIGHT
from tests.conftest import DAY_STARTS_AT, NOW
from tests.tui.driver import StillClock

Compare = Callable[..., bool]

TODAY = date(2026, 11, 22)
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
MADE = {20: Reason.MIGRATION, 14: Reason.DAILY, 8: Reason.IMPORT, 2: Reason.TRIAL_CHANGE, 0: Reason.BY_HAND}
RESTORE_WHICH, MAKE_THIS, DAMAGED = "Restore which backup?", "Make this copy the journal?", "This journal is damaged"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journal]:
    """Three weeks with backups, of which the last lacks today; its path is shown, so it is a short one."""
    monkeypatch.chdir(tmp_path)
    path = Path("journal.db")
    with closing(open_journal(path, StillClock(NOW), DAY_STARTS_AT, create=True, program="the app")) as journal:
        for days_ago in range(1, 21):
            journal.rate(TODAY - timedelta(days=days_ago), "pain", 4)
        clock = StillClock(NOW)
        for days_ago, reason in MADE.items():
            clock.instant = NOW - timedelta(days=days_ago)
            BackupBook(path, clock.now, DAY_STARTS_AT).make(reason)
        journal.rate(TODAY, "pain", 6)
        yield journal


def damage(path: Path) -> None:
    """Overwrite the beginning of the log."""
    with closing(sqlite3.connect(path)) as other:
        (page,) = other.execute("SELECT rootpage FROM sqlite_master WHERE name = 'change'").fetchone()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : (page - 1) * 4096 + 200] = b"\xff" * 200
    path.write_bytes(data)


async def until_asked(pilot: Pilot[None], heading: str) -> None:
    """Wait for a question."""
    for _ in range(200):
        screen = pilot.app.screen
        if isinstance(screen, ChoiceDialog) and screen.heading == heading:
            await pilot.pause()
            return
        await asyncio.sleep(0.02)
    raise AssertionError(f"never asked: {heading}")


async def list_backups(pilot: Pilot[None]) -> None:
    """Open the list of backups."""
    await pilot.app.run_action("app.restore")
    await until_asked(pilot, RESTORE_WHICH)


async def look_at_newest(pilot: Pilot[None]) -> None:
    """Choose the newest backup, which lacks a day."""
    await list_backups(pilot)
    await pilot.press("enter")
    await until_asked(pilot, MAKE_THIS)


async def find_damage(pilot: Pilot[None]) -> None:
    """Wait until the damage is found."""
    await until_asked(pilot, DAMAGED)


async def look_at_newest_of_damaged(pilot: Pilot[None]) -> None:
    """Go on from the damage to what the backup would change."""
    await find_damage(pilot)
    await pilot.press("r")
    await until_asked(pilot, MAKE_THIS)


DIALOGS = {
    "list": list_backups,
    "preview": look_at_newest,
    "damage": find_damage,
    "damage_preview": look_at_newest_of_damaged,
}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dialog", DIALOGS)
def test_dialog(dialog: str, size: str, kept: Journal, snap_compare: Compare) -> None:
    if dialog.startswith("damage"):
        damage(kept.path)
    app = LdnApp(kept, Config(theme=DARK))
    assert snap_compare(app, terminal_size=SIZES[size], run_before=DIALOGS[dialog])


def test_light(kept: Journal, snap_compare: Compare) -> None:
    app = LdnApp(kept, Config(theme=LIGHT))
    assert snap_compare(app, terminal_size=SIZES["80x24"], run_before=look_at_newest)
