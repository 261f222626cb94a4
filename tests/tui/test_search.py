"""Searching in the app: as one types, to the day, and back."""

from datetime import date, timedelta

import pytest

from ldn_tui.journal import Journal
from ldn_tui.tui.dialogs.search import SearchDialog
from tests.tui.driver import Driver, OpenApp

TODAY = date(2026, 11, 22)


@pytest.fixture
def told(diary: Journal) -> Journal:
    """A year of a note every second day, and a hostile one."""
    for number in range(2, 60, 2):
        diary.write_note(TODAY - timedelta(days=number), f"walk number {number} #walk")
    diary.write_note(TODAY - timedelta(days=1), "[bold red]rain[/] [/nope \x1b[31m\nsnow")
    return diary


def is_searching(driver: Driver) -> bool:
    return isinstance(driver.app.screen, SearchDialog)


async def test_what_is_typed_is_found_and_enter_opens_the_day(told: Journal, open_app: OpenApp) -> None:
    async with open_app(told) as driver:
        await driver.press("c", "F")
        await driver.until(lambda: "The latest notes" in driver.text(), "it begins with the latest notes")
        await driver.type("number 4")
        await driver.until(lambda: "6 days, newest first" in driver.text(), "what was typed is found")
        assert "walk number 4 #walk" in driver.text()
        await driver.press("down", "enter")
        assert driver.app.current_mode == "today"
        assert "Tuesday 13 October 2026" in driver.text()
        await driver.press("q")
        assert driver.app.current_mode == "calendar"


async def test_escape_goes_back_to_where_one_was(told: Journal, open_app: OpenApp) -> None:
    async with open_app(told) as driver:
        await driver.press("g", "ctrl+f")
        assert is_searching(driver)
        await driver.type("q?F")
        assert "q?F" in driver.text()
        await driver.press("enter")
        assert is_searching(driver)
        await driver.press("escape")
        assert driver.app.current_mode == "graphs"


async def test_a_note_is_never_markup(told: Journal, open_app: OpenApp) -> None:
    async with open_app(told) as driver:
        await driver.press("F")
        await driver.type("rain [/ snow")
        await driver.until(lambda: "1 day" in driver.text(), "it is found")
        assert "[bold red]rain[/] [/nope ␛[31m" in driver.text()


async def test_the_cursor_stays_in_view(told: Journal, open_app: OpenApp) -> None:
    async with open_app(told, (40, 12)) as driver:
        await driver.press("F")
        await driver.until(lambda: "The latest notes" in driver.text(), "it begins with the latest notes")
        await driver.press("pagedown", "pagedown", "pagedown", "pagedown", "pagedown", "pagedown")
        assert "walk number 58" in driver.text()
        await driver.press("down", "pageup", "enter")
        assert not is_searching(driver)


async def test_what_is_forgotten_is_not_found(told: Journal, open_app: OpenApp) -> None:
    async with open_app(told) as driver:
        await driver.press("F", "escape")
        told.write_note(TODAY - timedelta(days=1), "")
        await driver.press("F")
        await driver.type("snow")
        await driver.until(lambda: "Nothing found" in driver.text(), "it is gone")
