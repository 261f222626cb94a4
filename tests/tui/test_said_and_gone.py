"""What the last key did is said until a room is left; what is still wrong is said as long as it is."""

import sqlite3
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from ldn_tui.journal import Journal
from ldn_tui.tui.widgets.bars import MessageLine
from tests.conftest import NOW
from tests.tui.driver import Driver, OpenApp
from tests.tui.trials import open_trial

TODAY = NOW.date()


@pytest.fixture
def trial(tmp_path: Path) -> Iterator[Journal]:
    """A journal with a trial."""
    journal = open_trial(tmp_path / "trial.db", TODAY - timedelta(days=130), rate_every=9)
    yield journal
    journal.close()


def said(driver: Driver) -> str:
    return driver.app.room.query_one(MessageLine).message


async def test_what_undo_would_take_back_is_not_said_once_it_would_take_back_something_else(
    trial: Journal, open_app: OpenApp
) -> None:
    async with open_app(trial) as driver:
        await driver.press("p", "n", "f")
        assert "takes it back" in said(driver)
        await driver.press("t", "4")
        assert said(driver).startswith("Saved: Pain 4")
        await driver.press("p")
        assert said(driver) == ""
        await driver.press("u")
        assert said(driver).startswith("Undid: Pain 4")
        await driver.press("t")
        assert said(driver) == ""


async def test_what_is_said_on_the_way_to_a_room_is_said_there(trial: Journal, open_app: OpenApp) -> None:
    async with open_app(trial) as driver:
        await driver.press("p", "b")
        assert said(driver).startswith("Day 1 of ")


async def test_what_waits_to_be_saved_is_said_until_it_is(trial: Journal, open_app: OpenApp) -> None:
    async with open_app(trial) as driver:
        other = sqlite3.connect(trial.path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        await driver.press("4")
        await driver.until(lambda: "not saved" in said(driver), "it waits")
        await driver.press("c", "t")
        assert "not saved" in said(driver)
        await driver.press("c")
        other.execute("ROLLBACK")
        other.close()
        await driver.until(lambda: said(driver) == "Everything is saved now.", "it is saved")
        await driver.press("t")
        assert said(driver) == ""
