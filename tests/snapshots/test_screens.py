"""Every screen and dialog at two sizes, dark and light: for layout, not for behaviour."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ldn_tui.config import Config
from ldn_tui.demo import build_demo
from ldn_tui.journal import Journal, open_journal
from ldn_tui.tui.app import LdnApp
from ldn_tui.tui.dialogs.greeting import GreetingDialog
from ldn_tui.tui.theme import DARK, LIGHT
from tests.conftest import DAY_STARTS_AT, NOW
from tests.tui.driver import StillClock

Compare = Callable[..., bool]

SCREENS = {
    "today": [],
    "day": ["left_square_bracket", "left_square_bracket"],
    "calendar": ["c"],
    "graphs": ["g"],
    "graphs_table": ["g", "T"],
    "plan": ["p"],
    "findings": ["f"],
    "help": ["question_mark"],
}
DIALOGS = {
    "date": ["slash", "1", "2", "n", "o", "v"],
    "dose": ["down", "down", "down", "down", "down", "e"],
    "side_effect": ["s"],
    "severity": ["s", "a"],
    "rescue": ["r"],
    "note": ["w"],
    "skip": ["o"],
    "impression": ["i"],
    "lab": ["l", "a"],
    "measures": ["p", "Y"],
    "new_measure": ["p", "Y", "a"],
    "choose_measure": ["c", "m"],
    "save_chart": ["g", "S"],
    "events": ["c", "number_sign"],
    "one_tag": ["g", "number_sign", "v", "i", "s", "enter"],
    "blank": ["z"],
    "search": ["F", "d", "r", "e", "a", "down"],
    "search_latest": ["F"],
    "help_in_dialog": ["s", "question_mark"],
    "help_in_field": ["F", "f1"],
    "help_dose_row": ["down", "down", "down", "down", "down", "question_mark"],
}
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
THEMES = {"dark": DARK, "light": LIGHT}


@pytest.fixture(autouse=True)
def known_home(monkeypatch: pytest.MonkeyPatch) -> None:
    """A home whose name is the same everywhere: the dialog that saves a chart shows it."""
    monkeypatch.setenv("HOME", "/home/you")


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """The demo journal, which these tests only look at."""
    journal = build_demo(tmp_path_factory.mktemp("demo") / "demo.db", StillClock(NOW), DAY_STARTS_AT)
    yield journal
    journal.close()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", SCREENS)
def test_screen(demo: Journal, snap_compare: Compare, screen: str, size: str, theme: str) -> None:
    app = LdnApp(demo, Config(theme=THEMES[theme]), demo=True)
    assert snap_compare(app, press=SCREENS[screen], terminal_size=SIZES[size])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dialog", DIALOGS)
def test_dialog(demo: Journal, snap_compare: Compare, dialog: str, size: str) -> None:
    assert snap_compare(LdnApp(demo, Config(), demo=True), press=DIALOGS[dialog], terminal_size=SIZES[size])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("screen", ["today", "calendar", "graphs"])
def test_empty_journal(tmp_path: Path, snap_compare: Compare, screen: str, size: str) -> None:
    journal = open_journal(tmp_path / "new.db", StillClock(NOW), DAY_STARTS_AT, create=True, program="the app")
    assert snap_compare(LdnApp(journal, Config()), press=SCREENS[screen], terminal_size=SIZES[size])
    journal.close()


@pytest.mark.parametrize("screen", ["today", "calendar", "graphs"])
def test_smallest_size(demo: Journal, snap_compare: Compare, screen: str) -> None:
    assert snap_compare(LdnApp(demo, Config(), demo=True), press=SCREENS[screen], terminal_size=(40, 12))


@pytest.mark.parametrize("theme", THEMES)
def test_today_with_month_and_chart(demo: Journal, snap_compare: Compare, theme: str) -> None:
    app = LdnApp(demo, Config(theme=THEMES[theme]), demo=True)
    assert snap_compare(app, terminal_size=(200, 60), run_before=_beside)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [*SIZES.values(), (40, 12)], ids=lambda size: f"{size[0]}x{size[1]}")
def test_greeting(
    tmp_path: Path, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], theme: str
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    journal = open_journal(tmp_path / "new.db", StillClock(NOW), DAY_STARTS_AT, create=True, program="the app")
    app = LdnApp(journal, Config(theme=THEMES[theme]), greets=True)
    assert snap_compare(app, terminal_size=size, run_before=_greeted)
    journal.close()


@pytest.mark.parametrize("keys", [["F", "d", "r", "e"], ["F", "f1"]], ids=["search", "help"])
def test_smallest_dialog(demo: Journal, snap_compare: Compare, keys: list[str]) -> None:
    assert snap_compare(LdnApp(demo, Config(), demo=True), press=keys, terminal_size=(40, 12))


async def _beside(pilot: Pilot[None]) -> None:
    """Go to the second row, and wait until month and chart show it."""
    await pilot.press("down")
    while not any("Sleep" in str(heading.render()) for heading in pilot.app.screen.query("ChartBeside .heading")):
        await pilot.pause(0.02)


async def _greeted(pilot: Pilot[None]) -> None:
    while not isinstance(pilot.app.screen, GreetingDialog):
        await pilot.pause(0.02)
