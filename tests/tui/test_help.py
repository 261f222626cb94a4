"""Help explains the place one is in: every key of it, also in dialogs, in the words of the table."""

import pytest
from textual.widgets import Static

from ldn_tui.journal import Journal
from ldn_tui.keys.commands import Place, commands_of
from ldn_tui.keys.in_force import Keys
from ldn_tui.tui.about import ABOUT
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.screens.help import HelpScreen
from tests.tui.driver import Driver, OpenApp

# The keys that lead to a place, and the place.
PLACES: list[tuple[list[str], Place]] = [
    ([], Place.RATING_ROW),
    (["down"] * 5, Place.DOSE_ROW),
    (["down"] * 6, Place.SIDE_EFFECT_ROW),
    (["down"] * 7, Place.TODAY),
    (["c"], Place.CALENDAR),
    (["g"], Place.GRAPHS),
    (["p"], Place.PLAN),
    (["f"], Place.FINDINGS),
    (["s"], Place.CHOICE),
    (["o"], Place.CHOICE),
    (["l", "a"], Place.FIELDS),
    (["w"], Place.NOTE),
    (["slash"], Place.DATE),
    (["F"], Place.SEARCH),
    (["p", "Y"], Place.MEASURES),
    (["p", "M"], Place.MEDICINES),
    (["p", "M", "a", *["tab"] * 3], Place.OPTIONS),
]


def said(driver: Driver) -> str:
    """Return all words of the help page, also those out of view, on one line."""
    assert isinstance(driver.app.screen, HelpScreen)
    words = " ".join(str(static.content) for static in driver.app.screen.query(Static))
    return " ".join(words.split())


@pytest.mark.parametrize(("way", "place"), PLACES, ids=lambda part: getattr(part, "name", ""))
async def test_every_place_is_explained_with_all_its_keys(
    diary: Journal, open_app: OpenApp, way: list[str], place: Place
) -> None:
    async with open_app(diary) as driver:
        await driver.press(*way, "f1")
        page = said(driver)
        assert " ".join(ABOUT[place].split()) in page
        for command in commands_of(place):
            if not command.shown:
                continue
            for words in command.names or (f"{Keys().shown(command)} {command.help}",):
                assert " ".join(words.split()) in page
        await driver.press("escape")
        assert not isinstance(driver.app.screen, HelpScreen)


async def test_a_dialog_says_what_it_asks_and_what_led_there(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("s", "?")
        page = said(driver)
        assert page.startswith("What did you notice? Choose what it was and how severe")
        await driver.press("?")
        assert isinstance(driver.app.screen, Dialog)


async def test_a_question_mark_is_typed_into_a_field(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("w", "?", "f1")
        assert isinstance(driver.app.screen, HelpScreen)
        await driver.press("escape", "escape")
    assert diary.day(diary.today()).note == "?"
