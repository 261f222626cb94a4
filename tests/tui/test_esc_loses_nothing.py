"""Esc in every dialog: what was typed is asked for once more, kept, or was saved already."""

from datetime import timedelta

import pytest

from ldn_tui.journal import Journal
from ldn_tui.tui.dialogs.dialog import Dialog
from tests.conftest import NOW
from tests.tui.driver import Driver, OpenApp
from tests.tui.trials import open_trial

TODAY = NOW.date()
ASKS = "What you typed is not saved"

# The way to every dialog with a field on a journal with a trial, and what it asks.
WITH_FIELDS = {
    "dose": ("t", "down", "down", "down", "e"),
    "side effect in one's own words": ("s", "+"),
    "rescue": ("r",),
    "lab": ("l", "a"),
    "trial": ("p", *["up"] * 9, "enter"),
    "boundary": ("p", *["up"] * 9, "down", "B"),
    "dose plan": ("p", "e"),
    "pause": ("p", "P"),
    "end": ("p", "E"),
    "decision": ("p", "D", "c"),
    "measure": ("p", "Y", "a"),
    "medicine": ("p", "M", "a"),
    "chart": ("g", "S"),
    "report": ("f", "R"),
}


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    """A journal with a trial."""
    return open_trial(tmp_path_factory.mktemp("trial") / "trial.db", TODAY - timedelta(days=60), rate_every=20)


async def back_to_rooms(driver: Driver) -> None:
    """Leave what is open, whatever it asks."""
    for _ in range(6):
        if driver.app.screen is driver.app.room:
            break
        await driver.press("escape")
    await driver.press("t")


async def test_what_was_typed_is_asked_for_before_it_is_lost(trial: Journal, open_app: OpenApp) -> None:
    async with open_app(trial) as driver:
        for name, way in WITH_FIELDS.items():
            await driver.press(*way)
            dialog = driver.app.screen
            assert isinstance(dialog, Dialog), name
            await driver.type("7x")
            typed = driver.text()
            assert "7x" in typed, f"{name}\n{typed}"
            await driver.press("escape")
            assert driver.app.screen is dialog, name
            assert ASKS in " ".join(driver.text().replace("│", " ").split()), f"{name}\n{driver.text()}"
            assert "7x" in driver.text(), name
            await driver.type("y")
            await driver.press("ctrl+g")
            assert driver.app.screen is dialog, f"{name}: what is typed after the question is asked for again"
            await driver.press("escape")
            assert driver.app.screen is not dialog, name
            await back_to_rooms(driver)


async def test_a_dialog_in_which_nothing_was_typed_is_left_at_once(trial: Journal, open_app: OpenApp) -> None:
    async with open_app(trial) as driver:
        for name, way in WITH_FIELDS.items():
            await driver.press(*way)
            dialog = driver.app.screen
            await driver.press("escape")
            assert driver.app.screen is not dialog, name
            await back_to_rooms(driver)


async def test_a_note_was_saved_already(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("w")
        await driver.type("rain")
        await driver.press("escape")
        assert diary.day(TODAY).note == "rain"
