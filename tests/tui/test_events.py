"""Events in the rooms: marked, listed, gone to, and marked by one tag."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from textual.widgets import Input

from ldn_tui.journal import Journal
from ldn_tui.tui.dialogs.choice import ChoiceDialog, ChoiceList
from ldn_tui.tui.pending import Write
from ldn_tui.tui.screens.calendar import CalendarScreen
from ldn_tui.tui.screens.graphs import GraphsScreen
from ldn_tui.tui.widgets.bars import MessageLine, TitleBar
from ldn_tui.tui.widgets.day_card import DayCard
from ldn_tui.tui.widgets.day_line import DayLine
from ldn_tui.tui.widgets.legend import Legend
from ldn_tui.tui.widgets.month_grid import MonthGrid
from tests.tui.driver import Driver, OpenApp

TODAY = date(2026, 11, 22)


def day(ago: int) -> date:
    return TODAY - timedelta(days=ago)


@pytest.fixture
def tagged(diary: Journal) -> Journal:
    """A diary of some weeks with three events, and a note that is none."""
    for ago in range(60, -1, -1):
        diary.rate(day(ago), "pain", 5)
    diary.write_note(day(40), "in bed, #Ill")
    diary.write_note(day(9), "#travel and #ill")
    diary.write_note(day(4), "no tag")
    diary.write_note(day(2), "home #TRAVEL")
    return diary


def title(driver: Driver) -> str:
    return driver.app.room.query_one(TitleBar).subject


def message(driver: Driver) -> str:
    return driver.app.room.query_one(MessageLine).message


def listed(driver: Driver) -> list[str]:
    """Return what the dialog lists, a line a choice."""
    assert isinstance(driver.app.screen, ChoiceDialog)
    lines = driver.app.screen.query_one(ChoiceList).render().plain.split("\n")
    return [" ".join(line.replace("▸", "").split()) for line in lines if line.strip()]


def tag_row(driver: Driver) -> list[str]:
    """Return what the chart's row of tags says."""
    return next((line.split()[1:] for line in driver.text().splitlines() if line.strip().startswith("tags ")), [])


def marks(driver: Driver, shown: date) -> str:
    """Return the line of a calendar day that holds its number and marks."""
    grid = driver.app.room.query_one(MonthGrid)
    region = grid._region_of(shown)
    assert region is not None
    return grid.render_line(region.y).text[region.x : region.right].strip()


SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)])


@SIZES
async def test_the_chart_marks_events_and_the_line_names_their_tags(
    tagged: Journal, open_app: OpenApp, size: tuple[int, int]
) -> None:
    async with open_app(tagged, size=size) as driver:
        await driver.press("g")
        assert tag_row(driver)[0] == "#Ill"
        assert "# event" in driver.text()
        driver.app.room.go_to(day(2))
        await driver.pilot.pause()
        assert driver.app.room.query_one(DayLine).render().plain.split("   ")[2] == "#travel"
        await driver.press("T")
        (row,) = [line for line in driver.text().splitlines() if "▸" in line]
        assert "#travel" in row.split()


@SIZES
async def test_the_calendar_marks_events_and_the_card_names_their_tags(
    tagged: Journal, open_app: OpenApp, size: tuple[int, int]
) -> None:
    async with open_app(tagged, size=size) as driver:
        await driver.press("c")
        assert marks(driver, day(2)) == "20 #"
        assert marks(driver, day(4)) == "18 ✎"
        legend = driver.app.room.query_one(Legend)
        assert ("#", "event") in {(entry.sign, entry.name) for entry in legend.entries}
        driver.app.room.go_to(day(2))
        await driver.pilot.pause()
        assert "#travel\n✎ home #TRAVEL" in driver.app.room.query_one(DayCard).render().plain


async def test_without_room_for_the_card_the_message_names_the_tags(tagged: Journal, open_app: OpenApp) -> None:
    async with open_app(tagged, size=(60, 20)) as driver:
        await driver.press("c", "left", "left")
        assert message(driver) == "Fri 20 Nov 2026: Pain 5, #travel"


@SIZES
@pytest.mark.parametrize("room", ["c", "g"])
async def test_the_dialog_lists_tags_with_their_days_and_the_days_newest_first(
    tagged: Journal, open_app: OpenApp, room: str, size: tuple[int, int]
) -> None:
    async with open_app(tagged, size=size) as driver:
        await driver.press(room, "#")
        assert listed(driver) == [
            "all events ✓ 3 days",
            "#Ill 2 days, latest Fri 13 Nov 2026",
            "#travel 2 days, latest Fri 20 Nov 2026",
            "days, newest first",
            "Fri 20 Nov 2026 #travel home #TRAVEL",
            "Fri 13 Nov 2026 #travel #Ill #travel and #ill",
            "Tue 13 Oct 2026 #Ill in bed, #Ill",
        ]
        await driver.type("ILL")
        assert listed(driver)[:1] == ["#Ill 2 days, latest Fri 13 Nov 2026"]
        assert len(listed(driver)) == 4


async def test_a_chosen_day_is_gone_to_in_the_room_one_is_in(tagged: Journal, open_app: OpenApp) -> None:
    async with open_app(tagged) as driver:
        await driver.press("c", "#")
        await driver.type("13 oct")
        await driver.press("enter")
        room = driver.app.room
        assert isinstance(room, CalendarScreen)
        assert room.selected == day(40)
        await driver.press("g", "#", "up", "up", "enter")
        graphs = driver.app.room
        assert isinstance(graphs, GraphsScreen)
        assert graphs.viewport.cursor == day(9)
        assert driver.app.marked_tag is None


async def test_a_chosen_tag_is_marked_alone_in_both_rooms_until_all_are_again(
    tagged: Journal, open_app: OpenApp
) -> None:
    async with open_app(tagged) as driver:
        await driver.press("c", "g", "#", "down", "enter")
        assert title(driver) == "Pain   all 61 days   only #Ill"
        assert message(driver) == "Of the events only #Ill is marked; # marks all again."
        assert tag_row(driver) == ["#Ill", "#Ill"]
        await driver.press("c")
        assert title(driver) == "November 2026   Pain   only #Ill"
        assert (marks(driver, day(9)), marks(driver, day(2))) == ("13 #", "20 ✎")
        await driver.press("#")
        assert listed(driver)[:2] == ["all events 3 days", "#Ill ✓ 2 days, latest Fri 13 Nov 2026"]
        await driver.press("enter")
        assert title(driver) == "November 2026   Pain"
        assert marks(driver, day(2)) == "20 #"
        await driver.press("g")
        assert title(driver) == "Pain   all 61 days"


async def test_leaving_the_dialog_changes_nothing(tagged: Journal, open_app: OpenApp) -> None:
    async with open_app(tagged) as driver:
        await driver.press("g", "#", "down", "escape")
        assert title(driver) == "Pain   all 61 days"
        assert message(driver) == ""


@pytest.mark.parametrize("room", ["c", "g"])
async def test_without_a_tag_a_sentence_says_how_to_write_one(diary: Journal, open_app: OpenApp, room: str) -> None:
    diary.rate(TODAY, "pain", 5)
    async with open_app(diary) as driver:
        await driver.press(room, "#")
        assert "a word like #ill in its note makes it an event" in message(driver)
        assert len(driver.app.screen_stack) == 1


async def test_the_palette_lists_the_events(tagged: Journal, open_app: OpenApp) -> None:
    async with open_app(tagged) as driver:
        await driver.press("g", ":")
        await driver.type("Events  (#)")
        await driver.until(lambda: "Events  (#)" in driver.text(), "the palette shows the command")
        await driver.press("enter")
        await driver.until(lambda: isinstance(driver.app.screen, ChoiceDialog), "the dialog opens")


@pytest.mark.parametrize("keys", [("c", "left", "left", "z"), ("g", "left", "left", "z"), ("c", "#", "f9")])
async def test_blanking_hides_tags_as_it_hides_notes(tagged: Journal, open_app: OpenApp, keys: tuple[str, ...]) -> None:
    async with open_app(tagged) as driver:
        await driver.press(*keys[:-1])
        assert "#travel" in driver.text()
        await driver.press(keys[-1])
        assert driver.text().strip() == "hidden · z shows it again"


async def test_a_note_written_meanwhile_is_an_event_at_once(tagged: Journal, open_app: OpenApp) -> None:
    async with open_app(tagged) as driver:
        await driver.press("g")
        driver.app.recorder.perform(Write(day(30), "note", lambda journal: journal.write_note(day(30), "#new-batch")))
        await driver.pilot.pause()
        assert "#new-batch" in tag_row(driver)


async def test_the_saved_chart_has_the_events_that_are_marked(
    tagged: Journal, open_app: OpenApp, tmp_path: Path
) -> None:
    target = tmp_path / "pain.txt"
    async with open_app(tagged) as driver:
        await driver.press("g", "#", "down", "enter", "S")
        driver.app.screen.query_one(Input).value = str(target)
        await driver.press("enter")
        await driver.until(target.is_file, "the chart is saved")
    text = target.read_text(encoding="utf-8")
    assert "of the events only #Ill" in text.splitlines()[0]
    assert "# event" in text


async def test_hostile_tags_are_shown_harmlessly_and_in_one_line(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(TODAY, "pain", 5)
    diary.write_note(TODAY, f"#{'x' * 40} #{'y' * 40} [bold]#\u3164z \x1b[31m" + "long " * 40)
    async with open_app(diary) as driver:
        await driver.press("g", "#")
        assert len(listed(driver)) == 6
        assert "\x1b" not in driver.text()
        await driver.press("escape", "c")
        assert "\x1b" not in driver.text()
