"""Each room is found again as it was left: the cursor, the measure, the window, the view, the scroll, the day."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

import pytest

from ldn_tui.journal import Journal
from ldn_tui.tui.widgets.bars import MessageLine
from tests.conftest import NOW
from tests.tui.driver import Driver, OpenApp
from tests.tui.trials import open_trial

TODAY = NOW.date()
# Where one goes in each room, beyond the place it opens on.
ROOMS = {
    "today": ("t", ["down", "down"]),
    "day": ("t", ["[", "[", "down", "down"]),
    "calendar": ("c", ["2", "[", "left", "up"]),
    "year": ("c", ["3", "y", "{", "left"]),
    "graphs": ("g", ["2", "+", "[", "left", "left", "n"]),
    "weeks": ("g", ["w"]),
    "table": ("g", ["h", "T", "left", "left"]),
    "plan": ("p", ["down", "down"]),
    "findings": ("f", ["2", "down", "down", "pagedown", "down"]),
}
KEY_OF = {"today": "t", "calendar": "c", "graphs": "g", "plan": "p", "findings": "f"}


@pytest.fixture
def trial(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """A journal with a trial."""
    journal = open_trial(tmp_path_factory.mktemp("trial") / "trial.db", TODAY - timedelta(days=110), rate_every=9)
    yield journal
    journal.close()


async def seen(driver: Driver) -> str:
    """Return what the room shows, but for what it says in passing."""
    await driver.until(lambda: not driver.app.room.workers, "the room is done")
    driver.app.room.say("")
    await driver.pilot.pause()
    assert not driver.app.room.query_one(MessageLine).message
    return driver.text()


async def palette(driver: Driver, words: str) -> None:
    """Run a command by its name."""
    await driver.press(":")
    await driver.type(words)
    await driver.until(lambda: words in driver.text(), f"{words} is found")
    await driver.press("enter")
    await driver.pilot.pause()


async def away_and_back(driver: Driver, key: str, name: str) -> None:
    """Leave the room by every way, and come back by every way."""
    elsewhere = "p" if key != "p" else "c"
    ways: Sequence[Sequence[str]] = ([elsewhere, key], [elsewhere, "q", key], ["f6" if key != "f" else "f5", key])
    if key == "t":
        # That key is also the way to today from another day, and on today's form to its first empty row.
        ways = [[elsewhere, "q"], *([] if name == "day" else [[elsewhere, key]])]
    before = await seen(driver)
    for way in ways:
        await driver.press(*way)
        assert await seen(driver) == before, f"{name}: {way}"
    if name != "day":
        await driver.press(elsewhere)
        await palette(driver, {"t": "Today", "c": "Calendar", "g": "Graphs", "p": "Plan", "f": "Findings"}[key])
        await driver.until(lambda: driver.app.screen is driver.app.room, "the palette is gone")
        assert await seen(driver) == before, f"{name}: palette"
    if key in {"c", "g"}:
        await driver.press("enter")
        if driver.app.current_mode == "today":
            await driver.press("q")
        assert await seen(driver) == before, f"{name}: the day and back"


@pytest.mark.parametrize("name", ROOMS)
async def test_a_room_is_found_again_as_it_was_left(trial: Journal, open_app: OpenApp, name: str) -> None:
    key, moves = ROOMS[name]
    async with open_app(trial) as driver:
        await driver.press(key, *moves)
        await away_and_back(driver, key, name)


@pytest.mark.parametrize("name", ["calendar", "year", "graphs", "table", "plan", "findings"])
async def test_a_change_made_elsewhere_moves_nothing(trial: Journal, open_app: OpenApp, name: str) -> None:
    key, moves = ROOMS[name]
    async with open_app(trial) as driver:
        await driver.press(key, *moves)
        before = await seen(driver)
        await driver.press("t", "w")
        await driver.type("rain")
        await driver.press("escape", key)
        assert await seen(driver) == before
