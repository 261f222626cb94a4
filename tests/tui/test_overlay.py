"""Two measures on one time axis, by the keys and what stands on the screen."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from textual.widgets import Input

from ldn_tui.config import Config
from ldn_tui.demo import build_demo
from ldn_tui.journal import Journal
from ldn_tui.tui.app import LdnApp
from ldn_tui.tui.screens.today import TodayScreen
from ldn_tui.tui.widgets.bars import MessageLine, TitleBar
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


def title(driver: Driver) -> str:
    return driver.app.room.query_one(TitleBar).subject


def message(driver: Driver) -> str:
    return driver.app.room.query_one(MessageLine).message


def read_out(driver: Driver) -> str:
    return " ".join(driver.app.room.query_one(DayLine).render().plain.split())


def drawing(driver: Driver) -> str:
    shown = driver.app.room.query_one(Chart)
    return "\n".join(shown.render_line(y).text for y in range(shown.size.height))


async def test_a_second_measure_lies_over_the_first_and_goes_again(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await driver.press("g", "O")
        assert "Which measure over Pain?" in driver.text()
        await driver.press("a")
        assert title(driver) == "Pain and Sleep   3 months"
        assert "Pain, lower is better" in driver.text()
        assert "× Sleep, higher is better" in driver.text()
        assert drawing(driver).count("×") > 40
        assert message(driver) == "O or Esc takes it away."
        await driver.press("O")
        assert title(driver) == "Pain   3 months"
        assert "×" not in drawing(driver)
        await driver.press("O", "b", "escape")
        assert driver.app.current_mode == "graphs"
        assert title(driver) == "Pain   3 months"
        await driver.press("escape")
        assert driver.app.current_mode == "today"


async def test_leaving_the_question_lays_nothing_over(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await driver.press("g", "O", "escape")
        assert title(driver) == "Pain   3 months"


async def test_the_day_is_read_out_with_both(diary: Journal, open_app: OpenApp) -> None:
    for number in range(7):
        diary.rate(TODAY - timedelta(days=number), "pain", 4)
        diary.rate(TODAY - timedelta(days=number), "sleep", 8)
    async with open_app(diary) as driver:
        await driver.press("g", "O", "a")
        assert read_out(driver) == "Sun 22 Nov 2026: ⣤⠶⠛ Pain ↓ 4 mean 4.0 × Sleep ↑ 8 mean 8.0"
        await driver.press("n")
        assert "daily ratings" in driver.text()
        assert read_out(driver).startswith("Sun 22 Nov 2026: • Pain ↓ 4")
        assert drawing(driver).count("•") == 7 + 1
        assert drawing(driver).count("×") == 7 + 1


async def test_the_table_has_a_column_for_each(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await driver.press("g", "O", "a", "T")
        heading = driver.text().splitlines()[1].split()
        assert heading == ["day", "Pain", "7-day", "Sleep", "7-day", "phase"]
        table = driver.app.room.query_one(SmallTable)
        assert table.display
        assert "Sat 21 Nov 2026" in driver.text()
        await driver.press("up", "enter")
        room = driver.app.room
        assert isinstance(room, TodayScreen)
        assert room.day == TODAY - timedelta(days=1)


@pytest.mark.parametrize("ending", ["svg", "txt"])
async def test_both_are_saved(demo: Journal, open_app: OpenApp, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"both.{ending}"
    async with open_app(demo) as driver:
        await driver.press("g", "O", "a", "S")
        if ending == "txt":
            await driver.press("t")
        driver.app.screen.query_one(Input).value = str(path)
        await driver.press("enter")
        assert message(driver) == f"Saved as {path}"
    saved = path.read_text()
    assert "Pain, lower is better" in saved or "Pain: lower is better" in saved
    assert "Sleep, higher is better" in saved or "Sleep: higher is better" in saved
    if ending == "svg":
        lines = [each for each in ET.fromstring(saved).iter() if each.tag.endswith("polyline")]
        assert any(each.get("stroke-dasharray") == "7 5" for each in lines)


async def test_the_second_chosen_as_the_first_changes_places(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await driver.press("g", "O", "a", "3")
        assert title(driver) == "Mood and Sleep   3 months"
        await driver.press("2")
        assert title(driver) == "Sleep and Mood   3 months"


async def test_other_views_are_of_one_measure_and_coming_back_shows_both(demo: Journal, open_app: OpenApp) -> None:
    async with open_app(demo) as driver:
        await driver.press("g", "O", "a", "[", "w")
        assert title(driver) == "Pain   weekly means"
        await driver.press("O")
        assert message(driver) == "Two measures share the axis of the history: h shows it."
        await driver.press("h")
        assert title(driver) == "Pain and Sleep   3 months"


async def test_a_measure_never_rated_says_so(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(TODAY, "pain", 4)
    async with open_app(diary, size=(100, 30)) as driver:
        await driver.press("g", "O", "a")
        assert "Sleep, higher is better, not rated in these days" in driver.text()
        assert "•" in drawing(driver).splitlines()[0]


async def test_in_ascii_the_two_stay_apart(demo: Journal) -> None:
    app = LdnApp(demo, Config(), demo=True, has_color=False, is_ascii=True)
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(app, pilot)
        await driver.press("g", "O", "a")
        assert driver.text().isascii()
        assert "*** Pain, lower is better" in driver.text()
        assert "+ Sleep, higher is better" in driver.text()


async def test_under_a_seal_it_shows_what_the_history_shows(tmp_path: Path, open_app: OpenApp) -> None:
    journal = sealed_trial(tmp_path / "sealed.db")
    async with open_app(journal, size=(120, 40)) as driver:
        await driver.press("g")
        bands = [line for line in driver.text().splitlines() if "█" in line]
        await driver.press("O", "a")
        assert [line for line in driver.text().splitlines() if "█" in line] == bands
    journal.close()


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (200, 60)])
async def test_any_size(demo: Journal, open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(demo, size=size) as driver:
        await driver.press("g", "O", "a", "left", "+", "-", "-", "-", "T", "T")
        assert len(driver.text().splitlines()) == size[1]
        if size >= (40, 12):
            assert "× Sleep ↑" in read_out(driver)
