"""One key hides every value, from everywhere and at once; and one brings all of it back as it was."""

from collections.abc import Iterator, Sequence

import pytest
from textual.widgets import Input, TextArea

from ldn_tui.clock import PinnedClock
from ldn_tui.config import Config
from ldn_tui.demo import build_demo
from ldn_tui.journal import Journal, entries, open_journal
from ldn_tui.tui.dialogs.blank import BlankScreen
from tests.conftest import DAY_STARTS_AT, NOW
from tests.tui.driver import Driver, OpenApp, StillClock

HIDDEN = "hidden · z shows it again"
WITHOUT_FIELDS = {
    "Today": (),
    "Calendar": ("c",),
    "Graphs": ("g",),
    "Plan": ("p",),
    "Findings": ("f",),
    "help": ("?",),
    "medicines": ("p", "M"),
    "measures": ("p", "Y"),
    "skip": ("o",),
    "impression": ("i",),
}
WITH_FIELDS = {
    "note": ("w", "s", "o"),
    "date": ("/", "1", "2"),
    "events": ("c", "#", "v", "i"),
    "laboratory": ("l", "enter"),
    "palette": (":", "u"),
    "chart": ("g", "S"),
    "report": ("f", "R"),
}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """The demo, which these tests only look at."""
    journal = build_demo(tmp_path_factory.mktemp("demo") / "journal.db", PinnedClock(NOW), DAY_STARTS_AT)
    journal.clock = StillClock(NOW)
    yield journal
    journal.close()


def shown(driver: Driver) -> str:
    return driver.text().strip()


def typed(driver: Driver) -> Sequence[str]:
    """Return what stands in the fields of the dialog that is shown."""
    screen = driver.app.screen
    return [*(field.value for field in screen.query(Input)), *(area.text for area in screen.query(TextArea))]


@pytest.mark.parametrize("place", WITHOUT_FIELDS)
async def test_where_nothing_is_typed_both_keys_hide_and_show(place: str, demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await driver.press(*WITHOUT_FIELDS[place])
        screen, focused = driver.app.screen, driver.app.focused
        for key in ("z", "f9"):
            await driver.press(key)
            assert shown(driver) == HIDDEN
            await driver.press(key)
            assert shown(driver) != HIDDEN
            assert (driver.app.screen, driver.app.focused) == (screen, focused)


@pytest.mark.parametrize("place", WITH_FIELDS)
async def test_where_something_is_typed_f9_hides_and_all_of_it_comes_back(
    place: str, demo: Journal, open_app: OpenApp
) -> None:
    async with open_app(demo) as driver:
        await driver.press(*WITH_FIELDS[place])
        screen, focused, before = driver.app.screen, driver.app.focused, typed(driver)
        assert before
        await driver.press("f9")
        assert shown(driver) == HIDDEN
        # Whatever is typed meanwhile is typed nowhere.
        await driver.press("5", "a", "backspace", "enter", "tab", "ctrl+p", ":", "c")
        assert shown(driver) == HIDDEN
        await driver.press("z")
        assert (driver.app.screen, driver.app.focused, typed(driver)) == (screen, focused, before)


@pytest.mark.parametrize("theme", ["ldn-light", "ansi-dark"])
async def test_nothing_shows_through_whatever_the_colours(theme: str, demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo, config=Config(theme=theme)) as driver:
        await driver.press("c", "z")
        assert shown(driver) == HIDDEN


async def test_it_stays_hidden_through_resizing_clicks_changes_and_alarms(diary: Journal, open_app: OpenApp) -> None:
    other = open_journal(diary.path, diary.clock, DAY_STARTS_AT, create=False, program="another")
    async with open_app(diary) as driver:
        await driver.press("l", "enter", "x")
        before = typed(driver)
        await driver.press("f9")
        for width, height in ((20, 5), (120, 40), (80, 24)):
            await driver.pilot.resize_terminal(width, height)
            await driver.pilot.pause()
            assert shown(driver).startswith("hidden")
        await driver.pilot.click(offset=(10, 5))
        await driver.pilot.click(offset=(40, 12))
        other.log(diary.today(), [entries.note("Zwetschgenkuchen")])
        driver.app.journal_watch.look_around()
        driver.app.say("Zwetschgenkuchen was not saved", alarm=True)
        await driver.pilot.pause()
        assert isinstance(driver.app.screen, BlankScreen)
        assert shown(driver) == HIDDEN
        assert driver.app.title == "ldn-tui"
        await driver.press("z")
        assert typed(driver) == before
    other.close()


async def test_a_new_day_does_not_show_anything(diary: Journal, open_app: OpenApp, still_clock: StillClock) -> None:
    async with open_app(diary) as driver:
        await driver.press("z")
        still_clock.instant = NOW.replace(day=24)
        driver.app.journal_watch.look_around()
        await driver.pilot.pause()
        assert shown(driver) == HIDDEN
