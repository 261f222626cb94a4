"""A wide terminal: the month and the chart of the focused measure stand beside the day form, for seeing only."""

import sys
from datetime import timedelta
from pathlib import Path

import pytest

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.errors import LockedJournal
from ldn_tui.graphs.graph_view import load_graph_view
from ldn_tui.graphs.history import read_history
from ldn_tui.journal import Journal
from ldn_tui.tui.day_columns import FORM_WIDTH, MONTH_WIDTH, STRIPS_WIDTH, DayColumns
from ldn_tui.tui.screens.today import TodayScreen
from ldn_tui.tui.widgets.rows import ScaleRow
from tests.conftest import NOW
from tests.tui.driver import Driver, OpenApp
from tests.tui.trials import open_trial

TODAY = NOW.date()
WIDE = (200, 60)
MODULE = "ldn_tui.tui.day_beside"


@pytest.fixture
def rated(diary: Journal) -> Journal:
    """Twenty days with a pain that says which day it is, and one sleep."""
    for ago in range(1, 21):
        diary.rate(TODAY - timedelta(days=ago), "pain", ago % 10 + 0.5)
    diary.rate(TODAY - timedelta(days=1), "sleep", 8)
    return diary


def month_pane(driver: Driver) -> str:
    """Return what stands under the strips."""
    return part(driver, "MonthBeside")


def chart_pane(driver: Driver) -> str:
    """Return what stands beside all."""
    return part(driver, "ChartBeside")


def part(driver: Driver, name: str) -> str:
    regions = [widget.region for widget in driver.app.screen.query(name) if widget.display]
    if not regions:
        return ""
    lines = driver.text().splitlines()
    (region,) = regions
    return "\n".join(line[region.x : region.right] for line in lines[region.y : region.bottom])


async def shown(driver: Driver, month: str, chart: str) -> None:
    """Wait until month and chart are headed so."""
    await driver.until(lambda: month_pane(driver).startswith(month), f"the month: {month}")
    await driver.until(lambda: chart_pane(driver).lstrip().startswith(chart), f"the chart: {chart}")


async def test_month_and_chart_follow_the_row_and_the_day(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated, WIDE) as driver:
        await shown(driver, "Pain   November 2026", "Pain   ")
        await driver.press("down")
        await shown(driver, "Sleep   November 2026", "Sleep")
        assert " 8 " in month_pane(driver)
        await driver.press(*["["] * 22)
        await shown(driver, "Pain   October 2026", "Pain")


async def test_a_rating_stands_beside_the_form_at_once_and_its_undo_too(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated, WIDE) as driver:
        await shown(driver, "Pain", "Pain")
        before = month_pane(driver), chart_pane(driver)
        await driver.press("7", "up")
        await shown(driver, "Pain", "Pain")
        await driver.until(lambda: "◉" in chart_pane(driver), "the new value under the cursor")
        assert "◉" not in before[1]
        assert "open" in before[0]
        assert "open" not in month_pane(driver)
        await driver.press("u")
        await driver.until(lambda: (month_pane(driver), chart_pane(driver)) == before, "all as it was")


async def test_the_focus_stays_in_the_form_where_a_day_is_clicked(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated, WIDE) as driver:
        await shown(driver, "Pain", "Pain")
        y, line = next((y, line) for y, line in enumerate(driver.text().splitlines()) if "  9    10    11" in line)
        await driver.pilot.click(offset=(line.index(" 11") + 1, y))
        await driver.until(lambda: "Wednesday 11 November" in driver.text(), "the day that was clicked")
        assert isinstance(driver.focused, ScaleRow)
        await driver.pilot.click(offset=(line.index(" 11") + 1, y + 18))
        assert isinstance(driver.app.room, TodayScreen)
        assert driver.app.room.day == TODAY - timedelta(days=11)
        await driver.press("tab", "tab")
        assert driver.focused not in driver.app.screen.query("MonthBeside *, ChartBeside *")


async def test_a_day_to_come_is_not_opened(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated, WIDE) as driver:
        await shown(driver, "Pain", "Pain")
        y, line = next((y, line) for y, line in enumerate(driver.text().splitlines()) if " 23    24 " in line)
        await driver.pilot.click(offset=(line.index(" 24") + 1, y))
        await driver.pilot.pause()
        assert "has not come yet" in driver.text()
        assert isinstance(driver.app.room, TodayScreen)
        assert driver.app.room.day == TODAY


async def test_resizing_over_the_threshold_and_back_loses_nothing(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated, (80, 24)) as driver:
        await driver.press("7")
        await driver.pilot.resize_terminal(*WIDE)
        await shown(driver, "Sleep", "Sleep")
        wide = (month_pane(driver), chart_pane(driver))
        await driver.pilot.resize_terminal(80, 24)
        await driver.pilot.pause()
        assert not month_pane(driver)
        assert not chart_pane(driver)
        focused = driver.focused
        await driver.press("4", "backspace")
        assert driver.focused is focused
        await driver.pilot.resize_terminal(*WIDE)
        await driver.until(lambda: (month_pane(driver), chart_pane(driver)) == wide, "the same picture again")


async def test_a_narrow_terminal_never_loads_them(
    rated: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, MODULE, raising=False)
    async with open_app(rated, (171, 60)) as driver:
        await driver.press("5", "5", "[")
        await driver.pilot.pause(0.1)
        assert MODULE not in sys.modules
        await driver.pilot.resize_terminal(172, 60)
        await driver.until(lambda: MODULE in sys.modules, "loaded where there is room")


async def test_on_a_wide_terminal_the_form_is_painted_first(
    rated: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, MODULE, raising=False)
    loaded: list[bool] = []
    render = ScaleRow.render

    def painted(row: ScaleRow) -> object:
        loaded.append(MODULE in sys.modules)
        return render(row)

    monkeypatch.setattr(ScaleRow, "render", painted)
    async with open_app(rated, WIDE) as driver:
        await shown(driver, "Pain", "Pain")
    assert len(loaded) >= 5
    assert not any(loaded[:5])


async def test_a_journal_that_cannot_be_read_is_read_again(
    rated: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked(*_: object) -> None:
        raise LockedJournal("the journal is locked")

    async with open_app(rated, WIDE) as driver:
        await shown(driver, "Pain", "Pain")
        with monkeypatch.context() as patched:
            patched.setattr(Journal, "rescue_days", locked)
            await driver.press("down")
            await driver.until(lambda: "the journal is locked" in driver.text(), "why it cannot be read")
        await shown(driver, "Sleep", "Sleep")


async def test_a_measure_never_rated_says_so_in_place_of_a_chart(rated: Journal, open_app: OpenApp) -> None:
    async with open_app(rated, WIDE) as driver:
        await driver.press("down", "down")
        await driver.until(lambda: "Mood" in chart_pane(driver) and "┤" not in chart_pane(driver), "no chart")
        assert "rated" in chart_pane(driver)


@pytest.mark.parametrize("measures", [1, 5, 12])
def test_every_column_has_its_room_at_every_size(measures: int) -> None:
    for width in range(20, 320):
        for height in (12, 24, 40, 60):
            columns = DayColumns.fitting(width, height, measures)
            assert columns.form + columns.strips + columns.chart == width
            assert columns.strips in (0, STRIPS_WIDTH, MONTH_WIDTH)
            if columns.chart:
                assert columns.form >= FORM_WIDTH
    assert DayColumns.fitting(172, 24, 5).chart
    assert not DayColumns.fitting(171, 24, 5).chart
    assert not DayColumns.fitting(300, 12, 5).chart


@pytest.mark.parametrize("key", ["pain", "sleep", "mood"])
def test_a_history_read_for_some_days_draws_the_same(rated: Journal, key: str) -> None:
    days = Window(TODAY - timedelta(days=9), TODAY)
    graphs = (load_graph_view(rated, key), load_graph_view(rated, key, days))
    whole, part_of_it = (read_history(rated, graph) for graph in graphs)
    assert part_of_it.sentence == whole.sentence
    if whole.sentence is None:
        assert part_of_it.graph.history.chart(days) == whole.graph.history.chart(days)


def test_a_history_read_for_some_days_knows_the_baseline_long_before(tmp_path: Path) -> None:
    journal = open_trial(tmp_path / "trial.db", TODAY - timedelta(days=200))
    for days in (Window(TODAY - timedelta(days=90), TODAY), Window(TODAY - timedelta(days=150), TODAY)):
        chart = load_graph_view(journal, "pain", days).history.chart(days)
        assert chart.level is not None
        assert chart == load_graph_view(journal, "pain").history.chart(days)
    journal.close()
