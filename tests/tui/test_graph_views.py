"""The views of the Graphs room, by their keys and what stands on the screen."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from textual.widgets import Input

from ldn_tui.demo import build_demo
from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.sentences import ORDER_NOT_TOLD
from ldn_tui.journal import Journal
from ldn_tui.tui.dialogs.save_chart import SaveChartDialog
from ldn_tui.tui.screens.graphs import GraphsScreen
from ldn_tui.tui.screens.today import TodayScreen
from ldn_tui.tui.widgets.bars import KeyBar, MessageLine, TitleBar
from ldn_tui.tui.widgets.chart import Chart
from ldn_tui.tui.widgets.day_line import DayLine
from ldn_tui.tui.widgets.small_table import SmallTable
from tests.conftest import DAY_STARTS_AT, NOW
from tests.tui.driver import Driver, OpenApp, StillClock
from tests.tui.trials import sealed_trial

TODAY = NOW.date()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """The demo journal, which these tests only look at."""
    journal = build_demo(tmp_path_factory.mktemp("demo") / "demo.db", StillClock(NOW), DAY_STARTS_AT)
    yield journal
    journal.close()


def room(driver: Driver) -> GraphsScreen:
    screen = driver.app.room
    assert isinstance(screen, GraphsScreen)
    return screen


def title(driver: Driver) -> str:
    return room(driver).query_one(TitleBar).subject


def message(driver: Driver) -> str:
    return room(driver).query_one(MessageLine).message


def read_out(driver: Driver) -> str:
    return " ".join(room(driver).query_one(DayLine).render().plain.split())


TITLES = {
    "h": "Pain   3 months",
    "a": "All measures   3 months",
    "d": "Pain   by phase",
    "o": "Improvement since the first dose",
    "w": "Pain   weekly means",
    "s": "Pain   by dose step",
    "e": "Laboratory values",
}


async def test_every_view_has_its_letter_and_v_goes_through_all_of_them(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await driver.press("g")
        for key, expected in TITLES.items():
            await driver.press(key)
            assert title(driver) == expected
        await driver.press("h")
        for expected in [*list(TITLES.values())[1:], TITLES["h"]]:
            await driver.press("v")
            assert title(driver) == expected
        await driver.press("V")
        assert title(driver) == TITLES["e"]


SEEN = {
    "a": ["Pain ↓", "Function ↑", "mean of 7 days"],
    "d": ["Baseline", "Washout", "35 %", "mean 6.2", "20 days"],
    "o": ["Mood", "day 39", "not reached", "see Findings", "↦ lasts from here", "╌╌ baseline"],
    "w": ["week", "baseline 6.2", "6.1", "Treatment, LDN"],
    "s": ["4.5 mg", "• 4.5", "95 % interval", "baseline 6.2", "Order and time are mixed with dose"],
    "e": ["ESR, mm/h   range 0 to 20", "◇ 28", "• 19", "the laboratory's own range"],
}


@pytest.mark.parametrize("key", SEEN)
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_each_view_shows_what_it_is_for(
    demo: Journal, open_app: OpenApp, key: str, size: tuple[int, int]
) -> None:
    async with open_app(demo, size=size) as driver:
        await driver.press("g", key)
        for expected in SEEN[key]:
            assert expected in driver.text()


TABLES = {
    "a": ["day", "Pain", "Function", "Sun 22 Nov 2026"],
    "d": ["answer", "Treatment", "17   32 %", "mean"],
    "o": ["80  Tue 3 Nov 2026", "+3.0"],
    "w": ["26 Jul to 1 Aug 2026", "7 of 7", "0 of 1"],
    "s": ["95 % interval", "4.1 to 4.8"],
    "e": ["Fri 31 Jul 2026", "outside", "0 to 20"],
}


@pytest.mark.parametrize("key", TABLES)
async def test_each_view_has_the_same_data_as_a_table(demo: Journal, open_app: OpenApp, key: str) -> None:
    async with open_app(demo) as driver:
        await driver.press("g", key, "T")
        for expected in TABLES[key]:
            assert expected in driver.text()
        await driver.press("T")
        assert room(driver).query_one(Chart).display
        assert not room(driver).query_one(SmallTable).display


async def test_the_key_bar_names_the_views_and_offers_only_what_works(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo, size=(120, 40)) as driver:
        await driver.press("g")
        assert {("h a d o w s e", "views"), ("[ ]", "pan"), ("+ -", "zoom")} <= {
            (hint.shown, hint.word) for hint in room(driver).query_one(KeyBar).hints
        }
        for key in "ds":
            await driver.press(key)
            words = [hint.word for hint in room(driver).query_one(KeyBar).hints]
            assert not {"pan", "zoom", "day", "open"} & set(words)
            assert "measure" in words
        await driver.press("o")
        words = [hint.word for hint in room(driver).query_one(KeyBar).hints]
        assert "pan" in words
        assert "measure" not in words


async def test_help_and_palette_name_the_views(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await driver.press("g", "?")
        assert "Distribution by phase" in driver.text()
        await driver.press("escape", ":")
        await driver.type("weekly means")
        await driver.until(lambda: "View: Weekly means  (w)" in driver.text(), "the palette names the view")
        await driver.press("enter")
        await driver.until(lambda: title(driver) == TITLES["w"], "the view is shown")


async def test_the_cursor_on_an_unrated_day_takes_no_point_of_another_day(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await driver.press("g", "minus")
        assert "not rated" in read_out(driver)
        chart = room(driver).query_one(Chart)
        accent = chart.get_component_rich_style("chart--cursor")
        marked = [
            segment.text
            for row in range(chart.size.height)
            for segment in chart.render_line(row)
            if segment.style == accent
        ]
        assert "•" not in marked
        assert "│" in marked


@pytest.mark.parametrize("key", [*SEEN, "h"])
@pytest.mark.parametrize("size", [(1, 1), (20, 6), (40, 12), (200, 60)])
async def test_any_size_is_survived(demo: Journal, open_app: OpenApp, key: str, size: tuple[int, int]) -> None:
    async with open_app(demo, size=size) as driver:
        await driver.press("g", key, "T", "left", "T", "plus", "S")
        assert isinstance(driver.app.screen, SaveChartDialog)


@pytest.mark.parametrize("key", SEEN)
async def test_each_view_is_saved_as_picture_and_as_text(
    demo: Journal, open_app: OpenApp, key: str, tmp_path: Path
) -> None:
    async with open_app(demo) as driver:
        await driver.press("g", key)
        for name in ("x.svg", "x.txt"):
            await driver.press("S")
            driver.app.screen.query_one(Input).value = str(tmp_path / name)
            await driver.pilot.pause()
            await driver.press("enter")
        assert ET.fromstring((tmp_path / "x.svg").read_text()).tag.endswith("svg")
        text = (tmp_path / "x.txt").read_text()
        assert all(line == line.rstrip() for line in text.splitlines())
        assert TABLES[key][-1] in text


async def test_the_cursor_stays_on_its_day_from_view_to_view_and_enter_opens_it(
    demo: Journal, open_app: OpenApp
) -> None:
    async with open_app(demo) as driver:
        await driver.press("g", "w")
        chosen = TODAY - timedelta(days=60)
        room(driver).go_to(chosen)
        assert "week 6 mean 5.1" in read_out(driver)
        await driver.press("o")
        assert room(driver).viewport.cursor == chosen
        assert "day since the first dose 39" in read_out(driver)
        await driver.press("a")
        assert read_out(driver).startswith("Wed 23 Sep 2026: Pain")
        await driver.press("enter")
        assert isinstance(driver.app.room, TodayScreen)
        assert driver.app.room.day == chosen


async def test_a_view_with_days_is_panned_and_zoomed(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await driver.press("g", "w", "plus")
        assert title(driver) == "Pain   weekly means   3 months"
        await driver.press("plus", "[")
        assert title(driver) == "Pain   weekly means   1 month"
        assert room(driver).viewport.window.last < TODAY
        await driver.press("home")
        assert room(driver).viewport.cursor == room(driver).viewport.window.first


async def test_what_another_program_recorded_is_in_the_next_view(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(TODAY, "pain", 6)
    async with open_app(diary) as driver:
        await driver.press("g", "a")
        assert "Pain 6" in read_out(driver)
        other = diary.twin()
        other.rate(TODAY, "pain", 3)
        other.close()
        driver.app.journal_watch.look_around()
        await driver.press("h")
        assert read_out(driver) == "Sun 22 Nov 2026: 3"


@pytest.mark.parametrize("key", ["d", "s"])
async def test_a_view_without_days_says_so(demo: Journal, open_app: OpenApp, key: str) -> None:
    async with open_app(demo) as driver:
        await driver.press("g", key)
        for pressed in ("[", "plus", "enter"):
            await driver.press(pressed)
            assert message(driver) == "This view has no time axis; v goes on to the next one."
        await driver.press("T", "down", "pagedown")
        assert title(driver) == TITLES[key]


async def test_digits_and_m_choose_the_measure_where_a_view_is_of_one(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await driver.press("g", "d", "2")
        assert title(driver) == "Sleep   by phase"
        await driver.press("w")
        assert title(driver) == "Sleep   weekly means"
        await driver.press("a", "3")
        assert "not about one measure" in message(driver)
        await driver.press("m")
        assert driver.app.screen is room(driver)
        await driver.press("h")
        assert title(driver) == "Sleep   3 months"


async def test_a_click_in_a_table_puts_the_cursor_on_its_day(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await driver.press("g", "a", "T", "home")
        await driver.pilot.click(SmallTable, offset=(5, 3))
        assert room(driver).viewport.cursor == TODAY - timedelta(days=88)


@pytest.mark.parametrize("key", ["d", "o", "w", "s"])
async def test_without_a_trial_it_is_said_how_to_begin_one(diary: Journal, open_app: OpenApp, key: str) -> None:
    async with open_app(diary) as driver:
        await driver.press("g", key)
        assert "There is no trial yet" in driver.text()
        assert "N begins one" in driver.text()
        await driver.press("S")
        assert message(driver) == "There is nothing to save yet."
        await driver.press("T", "left", "plus", "n")
        assert "There is no trial yet" in driver.text()


async def test_an_empty_journal_says_what_to_do(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("g", "a")
        assert "Nothing has been rated yet." in driver.text()
        await driver.press("e")
        assert "No laboratory value yet." in driver.text()


async def test_laboratory_values_need_no_trial(diary: Journal, open_app: OpenApp) -> None:
    diary.record_lab(TODAY, "ESR", 22, "mm/h", 0, 20)
    async with open_app(diary) as driver:
        await driver.press("g", "e")
        assert "22" in driver.text()
        assert "ESR 22 mm/h, outside the laboratory's range" in read_out(driver)


async def test_while_sealed_no_view_separates_the_bottles(tmp_path: Path, open_app: OpenApp) -> None:
    journal = sealed_trial(tmp_path / "sealed.db")
    async with open_app(journal) as driver:
        await driver.press("g", "d")
        assert "Treatment, all bottles" in driver.text()
        assert "all bottles are shown as one" in driver.text()
        for key in ("o", "w", "s"):
            await driver.press(key)
            assert "Sealed: this chart could give away" in driver.text()
    journal.close()


async def test_once_opened_each_bottle_has_its_name_and_no_order_is_told(tmp_path: Path, open_app: OpenApp) -> None:
    journal = sealed_trial(tmp_path / "opened.db", is_opened=True)
    async with open_app(journal) as driver:
        await driver.press("g", "d")
        assert "comparator 1" in driver.text()
        assert "LDN 2" in driver.text()
        await driver.press("o")
        assert ORDER_NOT_TOLD in driver.text()
    journal.close()


async def test_another_room_opens_any_view(demo: Journal, open_app: OpenApp) -> None:
    days = Window(TODAY - timedelta(days=60), TODAY - timedelta(days=30))
    async with open_app(demo) as driver:
        for view, expected in (
            ("s", "Sleep   by dose step"),
            ("o", "Improvement since the first dose"),
            ("h", "Sleep"),
        ):
            driver.app.open_chart("sleep", days, view)
            await driver.pilot.pause()
            assert title(driver).startswith(expected)
        assert room(driver).viewport.cursor == days.last


async def test_rescue_medicine_stands_on_the_history_and_in_its_table(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(TODAY, "pain", 6)
    diary.record_rescue(TODAY, "ibuprofen", 2)
    async with open_app(diary) as driver:
        await driver.press("g")
        assert "resc" in driver.text()
        await driver.press("T")
        assert "+ rescue 2" in driver.text()


def test_a_view_is_loaded_only_when_it_is_looked_at() -> None:
    code = (
        "import sys, ldn_tui.tui.screens.graphs as graphs\n"
        "loaded = {'ldn_tui.domain.improvement_courses', 'ldn_tui.domain.evidence', 'ldn_tui.plots.weeks'}\n"
        "sys.exit(bool(loaded & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


async def test_the_line_below_a_table_reads_out_the_row_of_the_cursor(diary: Journal, open_app: OpenApp) -> None:
    for ago, value in ((40, 28.0), (20, 22.0), (3, 19.0)):
        diary.record_lab(TODAY - timedelta(days=ago), "ESR", value, "mm/h", 0, 20)
    async with open_app(diary) as driver:
        await driver.press("g", "e", "T")
        for shown in ("19", "22", "28"):
            (row,) = (line for line in driver.text().splitlines() if Glyph.CURSOR in line)
            assert shown in row
            assert f"ESR {shown}" in read_out(driver)
            await driver.press("up")
        await driver.press("down", "enter")
        assert driver.app.room.query_one(TitleBar).subject.startswith("Monday 2 November 2026")


async def test_escape_closes_the_table_before_it_leaves(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(TODAY, "pain", 4)
    async with open_app(diary) as driver:
        await driver.press("g", "T", "escape")
        assert not room(driver).has_class("-tabular")
        await driver.press("escape")
        assert driver.app.current_mode == "today"


@pytest.mark.parametrize("through", ["d", "o", "w", "s", "e", "vvvvvvv"])
async def test_passing_through_a_view_with_other_days_does_not_move_the_cursor(
    demo: Journal, open_app: OpenApp, through: str
) -> None:
    async with open_app(demo) as driver:
        await driver.press("g", "-", "-", "-", "home", "right")
        day, shown = room(driver).viewport.cursor, title(driver)
        await driver.press(*through, "h")
        assert room(driver).viewport.cursor == day
        assert title(driver) == shown


async def test_a_chart_opened_from_the_findings_does_not_cost_ones_place(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await driver.press("g", "2", "-", "left", "left", "O", "a")
        place, shown = room(driver).viewport, title(driver)
        await driver.press("f", *["down"] * 4, "enter")
        assert title(driver) != shown
        await driver.press("escape")
        assert driver.app.current_mode == "findings"
        await driver.press("g")
        assert room(driver).viewport == place
        assert title(driver) == shown
