"""The mouse: what a key does, a click or the wheel does where it is pointed at."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from textual.events import MouseScrollDown, MouseScrollUp
from textual.widget import Widget

from ldn_tui.domain.dates import short_day
from ldn_tui.journal import Journal
from ldn_tui.tui.screens.graphs import GraphsScreen
from ldn_tui.tui.widgets.bars import KeyBar
from ldn_tui.tui.widgets.chart import Chart
from ldn_tui.tui.widgets.day_line import DayLine
from ldn_tui.tui.widgets.month_grid import MonthGrid
from ldn_tui.tui.widgets.series_table import SeriesTable
from tests.tui.driver import Driver, OpenApp


async def click_on(driver: Driver, words: str, inside: int = 0) -> None:
    """Click on the first place where the screen says `words`."""
    for y, line in enumerate(driver.text().splitlines()):
        if words in line:
            await driver.pilot.click(offset=(line.index(words) + inside, y))
            await driver.pilot.pause()
            return
    raise AssertionError(f"not on the screen: {words}\n{driver.text()}")


async def turn_wheel(driver: Driver, widget: Widget, *, up: bool) -> None:
    x, y = (int(part) for part in widget.region.center)
    event = MouseScrollUp if up else MouseScrollDown
    driver.app.post_message(event(None, x, y, 0, -1 if up else 1, 0, False, False, False, screen_x=x, screen_y=y))
    await driver.pilot.pause()


async def test_a_click_on_a_number_rates_the_row_and_moves_on(journal: Journal, open_app: OpenApp) -> None:
    async with open_app(journal) as driver:
        y, row = next((y, line) for y, line in enumerate(driver.text().splitlines()) if "no pain" in line)
        for sign, value in (("0", 0), ("7", 7), ("X", 10)):
            await driver.pilot.click(offset=(row.index(sign), y))
            assert journal.day(journal.today()).value("pain") == value
        assert driver.focused.region.y > y


async def test_a_click_on_a_key_of_a_row_answers_it(journal: Journal, open_app: OpenApp) -> None:
    async with open_app(journal) as driver:
        await click_on(driver, "n not taken", 3)
        assert not journal.day(journal.today()).doses[0].taken
        await click_on(driver, "n none")
        assert journal.day(journal.today()).no_side_effects
        await click_on(driver, "w write")
        assert len(driver.app.screen_stack) == 2
        await click_on(driver, "Esc, ctrl+g")
        assert len(driver.app.screen_stack) == 1


@pytest.mark.parametrize(("letter", "room"), [("c", "calendar"), ("g", "graphs"), ("p", "plan"), ("f", "findings")])
async def test_a_click_on_a_letter_of_the_key_bar_goes_to_that_room(
    journal: Journal, open_app: OpenApp, letter: str, room: str
) -> None:
    async with open_app(journal) as driver:
        await click_on(driver, "t c g p f", "t c g p f".index(letter))
        assert driver.app.current_mode == room


async def test_a_click_on_a_hint_does_what_its_key_does(journal: Journal, open_app: OpenApp) -> None:
    async with open_app(journal, size=(120, 40)) as driver:
        await click_on(driver, "? help", 3)
        assert "Set the row and move on" in driver.text()
        await click_on(driver, "Esc, q or ?")
        assert len(driver.app.screen_stack) == 1
        await click_on(driver, "⏎ done", 2)
        assert "Not answered yet" in driver.text()
        await driver.press("c")
        bar = driver.app.room.query_one(KeyBar)
        shown = driver.app.room.query_one(MonthGrid).selected
        await click_on(driver, "[ ] month")
        assert driver.app.room.query_one(MonthGrid).selected < shown - timedelta(days=27)
        await click_on(driver, "[ ] month", 2)
        assert driver.app.room.query_one(MonthGrid).selected == shown
        assert bar.hints


async def test_a_click_selects_a_day_of_the_calendar_and_a_second_opens_it(journal: Journal, open_app: OpenApp) -> None:
    async with open_app(journal) as driver:
        await driver.press("c")
        grid = driver.app.room.query_one(MonthGrid)
        wanted = grid.selected - timedelta(days=3)
        place = next(
            (x, y) for y in range(grid.size.height) for x in range(grid.size.width) if grid.day_at(x, y) == wanted
        )
        await driver.pilot.click(grid, offset=place)
        assert grid.selected == wanted
        await driver.pilot.click(grid, offset=place)
        await driver.pilot.pause()
        assert driver.app.current_mode == "today"
        assert getattr(driver.app.room, "day", None) == wanted


async def test_the_wheel_turns_months_and_pans_charts(journal: Journal, open_app: OpenApp) -> None:
    async with open_app(journal) as driver:
        await driver.press("4", "c")
        grid = driver.app.room.query_one(MonthGrid)
        here = grid.selected
        await turn_wheel(driver, grid, up=True)
        assert grid.selected.month != here.month
        await turn_wheel(driver, grid, up=False)
        assert grid.selected == here
        await driver.press("g")
        room = driver.app.room
        assert isinstance(room, GraphsScreen)
        await turn_wheel(driver, room.query_one(Chart), up=True)
        assert "There is nothing earlier" in driver.text()


async def test_a_click_chooses_in_pickers_and_in_the_palette(journal: Journal, open_app: OpenApp) -> None:
    async with open_app(journal, size=(120, 40)) as driver:
        await driver.press("c", "m")
        await click_on(driver, "Sleep")
        await driver.until(lambda: len(driver.app.screen_stack) == 1, "the picker is closed")
        assert re.search(r"Calendar +Sleep", driver.text()) or "Sleep" in driver.text().splitlines()[0]
        await driver.press(":")
        await driver.until(lambda: "All keys" in driver.text() or "Choose the measure" in driver.text(), "the palette")
        await driver.type("graphs")
        await driver.until(lambda: "Go to the graphs" in driver.text(), "the palette finds it")
        await click_on(driver, "Go to the graphs")
        await driver.until(lambda: driver.app.current_mode == "graphs", "the command is run")


@pytest.mark.parametrize("mouse", ["true", "false"])
def test_without_the_mouse_the_terminal_is_not_asked_for_it(tmp_path: Path, journal: Journal, mouse: str) -> None:
    pytest.importorskip("termios", reason="needs pseudo-terminals")
    from tests.terminal import LDN, Terminal, environment

    config = tmp_path / "config.toml"
    config.write_text(f"# mine\nmouse = {mouse}\n")
    before = (config.stat().st_mtime_ns, config.stat().st_ino, config.read_bytes())
    # An empty journal would greet first.
    journal.rate(journal.today(), "sleep", 5)
    journal.close()
    terminal = Terminal(LDN, environment(tmp_path, journal.path, LDN_CONFIG=str(config)))
    terminal.wait_for(lambda there: "no pain" in there.text)
    assert terminal.is_asked_for_mouse is (mouse == "true")
    terminal.send("4c")
    terminal.wait_for(lambda there: "Calendar" in there.text)
    terminal.send("qq")
    assert terminal.end() == 0
    # And whatever was done, the file is as its owner left it.
    assert config.read_text() == f"# mine\nmouse = {mouse}\n"
    assert (config.stat().st_mtime_ns, config.stat().st_ino, config.read_bytes()) == before


async def test_the_wheel_takes_the_cursor_of_a_table_along(journal: Journal, open_app: OpenApp) -> None:
    journal.rate(journal.today() - timedelta(days=60), "pain", 4)
    journal.rate(journal.today(), "pain", 4)
    async with open_app(journal) as driver:
        await driver.press("g", "T")
        room = driver.app.room
        assert isinstance(room, GraphsScreen)
        for _ in range(3):
            await turn_wheel(driver, room.query_one(SeriesTable), up=True)
        day = journal.today() - timedelta(days=3)
        assert room.viewport.cursor == day
        assert room.query_one(DayLine).reading is not None
        assert sum(short_day(day) in line for line in driver.text().splitlines()) == 2
