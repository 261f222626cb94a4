"""Small terminals: in every room and dialog nothing overlaps, nothing is cut for good, and the focus is in sight."""

from collections.abc import Iterator, Mapping

import pytest

from ldn_tui.domain.glyphs import Glyph
from ldn_tui.journal import Journal
from ldn_tui.tui.dialogs.choice import ChoiceList
from tests.faults.places import PLACES, known_journals, opened
from tests.tui.driver import Driver
from tests.tui.layout import faults_of

# One of each kind; `tests/faults` goes through all of them.
DEMO = (
    *("today", "an earlier day", "a date", "a dose", "side effects", "a note", "a laboratory value", "calendar"),
    *("events", "search", "graphs: History", "graphs: Distribution by phase", "graphs: All measures, table"),
    *("a measure for the graphs", "saving a chart", "plan", "medicines", "a new medicine", "findings", "palette"),
    *("help", "a report"),
)
TRIAL = ("the trial", "changed sides", "dose plan", "a pause", "a decision's reason")


@pytest.fixture(scope="module")
def journals() -> Iterator[Mapping[str, Journal]]:
    """The journals of all places, which these tests only look at."""
    with known_journals() as known:
        yield known


@pytest.mark.parametrize(
    ("journal", "place"), [*(("demo", place) for place in DEMO), *(("trial", place) for place in TRIAL)]
)
async def test_nothing_is_out_of_reach(journals: Mapping[str, Journal], journal: str, place: str) -> None:
    async with opened(journals[journal], PLACES[journal][place], (40, 12)) as driver:
        assert not faults_of(driver.app)
        await driver.pilot.resize_terminal(60, 16)
        await driver.pilot.pause()
        assert not faults_of(driver.app)


async def test_the_cursor_of_a_list_whose_lines_wrap_stays_in_sight(journals: Mapping[str, Journal]) -> None:
    async with opened(journals["demo"], ("c", "m"), (40, 12)) as driver:
        for name in ("Sleep", "Mood", "Food", "Function", "Pain"):
            await driver.press("down")
            assert f" {name}" in cursor_line(driver)


async def test_a_click_chooses_what_stands_there_where_lines_wrap(journals: Mapping[str, Journal]) -> None:
    async with opened(journals["demo"], ("c", "m"), (40, 12)) as driver:
        lines = driver.text().splitlines()
        y = next(y for y, line in enumerate(lines) if " Mood" in line)
        x = lines[y].index("Mood")
        await driver.pilot.click(offset=(x, y))
        await driver.pilot.pause()
        assert "Mood" in driver.text().splitlines()[0]


async def test_a_list_is_as_high_as_its_lines(journals: Mapping[str, Journal]) -> None:
    async with opened(journals["demo"], ("p", "Y"), (40, 30)) as driver:
        (choices,) = driver.app.screen.query(ChoiceList)
        assert choices.region.height == str(choices.render()).count("\n") + 1
        assert "did everything I wanted" in " ".join(driver.text().replace("│", " ").split())


@pytest.mark.parametrize("size", [(40, 12), (80, 20)])
async def test_the_last_command_of_the_palette_can_be_seen(
    journals: Mapping[str, Journal], size: tuple[int, int]
) -> None:
    async with opened(journals["demo"], (":",), size) as driver:
        await driver.type("quit")
        await driver.until(lambda: "Back, or quit" in driver.text(), "the command")
        await driver.press("end")
        assert not faults_of(driver.app)


async def test_where_a_chart_has_no_room_the_table_is_offered(journals: Mapping[str, Journal]) -> None:
    async with opened(journals["demo"], ("g", "d"), (40, 12)) as driver:
        assert "Too little room: T shows a table." in driver.text()
        await driver.pilot.resize_terminal(80, 24)
        await driver.pilot.pause()
        assert "Too little room" not in driver.text()


@pytest.mark.parametrize("size", [(40, 12), (80, 24)])
async def test_what_is_typed_into_a_field_is_seen_to_its_end(
    journals: Mapping[str, Journal], size: tuple[int, int]
) -> None:
    async with opened(journals["demo"], PLACES["demo"]["a new measure"], size) as driver:
        await driver.type("a name that is much longer than its field can show, and then its end")
        assert "its end" in driver.text()


def cursor_line(driver: Driver) -> str:
    return next(line for line in driver.text().splitlines() if "▸" in line)


@pytest.mark.parametrize("key", ["p", "f"])
async def test_the_cursor_of_a_list_stays_in_sight_when_the_terminal_shrinks(
    journals: Mapping[str, Journal], key: str
) -> None:
    async with opened(journals["demo"], (), (120, 40)) as driver:
        await driver.press(key, *["down"] * 8)
        assert Glyph.CURSOR in driver.text()
        await driver.pilot.resize_terminal(40, 12)
        await driver.pilot.pause()
        assert Glyph.CURSOR in driver.text()


async def test_the_plan_opens_on_a_cursor_in_sight(journals: Mapping[str, Journal]) -> None:
    async with opened(journals["demo"], (), (40, 12)) as driver:
        await driver.press("p")
        assert Glyph.CURSOR in driver.text()
        await driver.press(*["down"] * 30)
        driver.app.room.query_one("#list").scroll_to(y=0, animate=False, immediate=True)
        await driver.press("down")
        assert Glyph.CURSOR in driver.text()
