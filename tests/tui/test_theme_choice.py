"""Choosing a theme: shown while the cursor moves, taken back by Esc, and remembered outside the configuration."""

from pathlib import Path

import pytest

from ldn_tui.config import Config, read_config
from ldn_tui.journal import Journal
from ldn_tui.tui.offered_themes import THEMES
from ldn_tui.tui.theme import DARK, LIGHT
from tests.tui.driver import Driver, OpenApp


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A state folder of one's own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


async def choose(driver: Driver, *keys: str) -> None:
    """Open the dialog from the palette and press keys."""
    await driver.press(":")
    await driver.type("Theme")
    await driver.pilot.pause(0.3)
    await driver.press("enter")
    await driver.until(lambda: "kept for the next time" in driver.text(), "the dialog")
    await driver.press(*keys)


async def test_the_palette_leads_to_the_themes_and_moving_shows_them(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await choose(driver, "down")
        assert driver.app.theme == LIGHT
        await driver.press("escape")
        assert driver.app.theme == DARK


async def test_a_choice_is_kept_for_the_next_time_and_the_configuration_is_left_alone(
    diary: Journal, open_app: OpenApp, state: Path
) -> None:
    async with open_app(diary) as driver:
        driver.app.action_choose_theme()
        await driver.pilot.pause()
        await driver.press("down", "down", "enter")
        chosen = driver.app.theme
        assert chosen not in {DARK, LIGHT}
    async with open_app(diary) as driver:
        assert driver.app.theme == chosen
    # What the configuration says anew counts.
    async with open_app(diary, config=Config(theme="nord")) as driver:
        assert driver.app.theme == "nord"
    assert [path.name for path in state.rglob("*") if path.is_file()] == ["theme"]


async def test_a_theme_left_again_is_not_remembered(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        driver.app.action_choose_theme()
        await driver.pilot.pause()
        await driver.press("down", "ctrl+g")
    async with open_app(diary) as driver:
        assert driver.app.theme == DARK


async def test_every_theme_is_offered_and_can_be_chosen_by_a_letter(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary, size=(80, 40)) as driver:
        driver.app.action_choose_theme()
        await driver.pilot.pause()
        shown = driver.text()
        assert [name for name in THEMES if name not in shown] == []
        await driver.press("b")
        assert driver.app.theme == list(THEMES)[1]


async def test_an_unknown_theme_is_named_with_file_line_and_the_themes_there_are(
    diary: Journal, open_app: OpenApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "config.toml"
    path.write_text('mouse = true\ntheme = "nrod"\n', encoding="utf-8")
    monkeypatch.setenv("LDN_CONFIG", str(path))
    async with open_app(diary, size=(120, 40), config=read_config(path)) as driver:
        assert driver.app.theme == DARK
        await driver.until(lambda: "nrod" in driver.text(), "the message")
        said = " ".join(driver.text().split())
        assert "config.toml, line 2" in said
        assert [name for name in THEMES if name not in said] == []


async def test_a_state_folder_that_cannot_be_written_is_told_and_the_theme_shown(
    diary: Journal, open_app: OpenApp, state: Path
) -> None:
    state.parent.mkdir(exist_ok=True)
    state.write_text("a file where a folder should be", encoding="utf-8")
    async with open_app(diary) as driver:
        driver.app.action_choose_theme()
        await driver.pilot.pause()
        await driver.press("b")
        assert driver.app.theme == LIGHT
        await driver.until(lambda: "not remembered" in driver.text(), "the message")
