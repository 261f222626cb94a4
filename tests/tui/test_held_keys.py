"""A key that is held: what waits is shown once, nothing of it is lost, and no other key overtakes it."""

from datetime import timedelta

import pytest
from textual import events
from textual.keys import _character_to_key

from ldn_tui.journal import Journal, entries
from ldn_tui.storage.steps import Step
from tests.conftest import NOW
from tests.tui.driver import Driver, OpenApp

TODAY = NOW.date()
PRESSES = 12
# Where a key is held: the way there, and the key.
HELD = (
    pytest.param(("t",), "[", id="day"),
    pytest.param(("c",), "left", id="calendar day"),
    pytest.param(("c",), "[", id="month"),
    pytest.param(("c",), "{", id="year"),
    pytest.param(("c", "y"), "up", id="year view"),
    pytest.param(("g",), "left", id="chart cursor"),
    pytest.param(("g", "+"), "[", id="pan"),
    pytest.param(("g",), "-", id="zoom"),
    pytest.param(("g",), "v", id="view"),
    pytest.param(("g", "T"), "left", id="table"),
)


@pytest.fixture
def rated(diary: Journal) -> Journal:
    """A diary with pain rated on each of the last 300 days."""
    pain = diary.measures.find("pain")

    def work(step: Step) -> None:
        for ago in range(300):
            entries.rating(pain, float(ago % 11)).write(step, TODAY - timedelta(days=ago))

    diary.act("a diary", work)
    return diary


async def hold(driver: Driver, key: str, times: int = PRESSES) -> None:
    """Press a key so often that the presses wait for each other."""
    name, character = (_character_to_key(key), key) if len(key) == 1 else (key, None)
    for _ in range(times):
        driver.app.post_message(events.Key(name, character))
    await driver.pilot.pause()
    await driver.pilot.pause()


@pytest.mark.parametrize(("way", "key"), HELD)
async def test_presses_that_wait_are_shown_once_and_all_count(
    rated: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, way: tuple[str, ...], key: str
) -> None:
    async with open_app(rated) as driver:
        await driver.press(*way, *[key] * PRESSES)
        one_by_one = driver.text()

    async with open_app(rated) as driver:
        await driver.press(*way)
        room = driver.app.room
        shown = 0
        show = room.show_where_one_is

        def counted() -> None:
            nonlocal shown
            shown += 1
            show()

        monkeypatch.setattr(room, "show_where_one_is", counted)
        await hold(driver, key)
        assert driver.text() == one_by_one
        assert 1 <= shown <= 3


async def test_a_digit_rates_the_day_that_the_held_key_led_to(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated) as driver:
        for key in ("left_square_bracket",) * 5 + ("up",) * 9 + ("7",):
            driver.app.post_message(events.Key(key, "7" if key == "7" else None))
        await driver.pilot.pause()
        rating = rated.day(TODAY - timedelta(days=5)).ratings["pain"]
        assert rating.value == 7
        assert rated.day(TODAY).ratings["pain"].value == 0


async def test_enter_opens_the_day_that_the_held_key_led_to(rated: Journal, open_app: OpenApp) -> None:
    for room in ("c", "g"):
        async with open_app(rated) as driver:
            await driver.press(room)
            for key in ("left",) * 40 + ("enter",):
                driver.app.post_message(events.Key(key, None))
            await driver.until(lambda: driver.app.current_mode == "today", "the day form")
            assert getattr(driver.app.room, "day", None) == TODAY - timedelta(days=40)


async def test_a_held_arrow_at_the_end_of_the_scale_writes_nothing_more(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated) as driver:
        await driver.press("up", "up", "up", "up", "up", "up", "up", "up", "3")
        await driver.press("up")
        await hold(driver, "right", 20)
        assert rated.day(TODAY).ratings["pain"].value == 10
        await driver.press("u")
        assert rated.day(TODAY).ratings["pain"].value == 9
