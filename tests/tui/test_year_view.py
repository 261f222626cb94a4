"""The year in the calendar, by its keys, what it shows and where it has room."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.config import Config
from ldn_tui.domain.days import SkipReason
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.journal import Journal
from ldn_tui.tui.app import LdnApp
from ldn_tui.tui.screens.calendar import CalendarScreen, year_width
from ldn_tui.tui.screens.today import TodayScreen
from ldn_tui.tui.widgets.bars import MessageLine, TitleBar
from ldn_tui.tui.widgets.day_card import DayCard
from ldn_tui.tui.widgets.legend import Legend
from ldn_tui.tui.widgets.month_grid import MonthGrid
from ldn_tui.tui.widgets.year_cells import YearLayout, days_width
from ldn_tui.tui.widgets.year_grid import YearGrid
from tests.stored import store_phase
from tests.tui.driver import Driver, OpenApp, StillClock

TODAY = date(2026, 11, 22)


def calendar(driver: Driver) -> CalendarScreen:
    room = driver.app.room
    assert isinstance(room, CalendarScreen)
    return room


def grid(driver: Driver) -> YearGrid:
    return calendar(driver).query_one(YearGrid)


def message(driver: Driver) -> str:
    return calendar(driver).query_one(MessageLine).message


def subject(driver: Driver) -> str:
    return calendar(driver).query_one(TitleBar).subject


def cell(driver: Driver, day: date) -> str:
    """Return what the grid shows of a day, on the line with its digit."""
    shown = grid(driver)
    region = shown.regions_of(day)[0]
    line = region.y + shown.year_layout.text_line
    return shown.render_line(line).text[region.x : region.right]


def places(shown: YearGrid) -> Iterator[tuple[int, int, date]]:
    for y in range(shown.size.height):
        for x in range(shown.size.width):
            day = shown.day_at(x, y)
            if day is not None:
                yield x, y, day


async def test_y_shows_the_year_and_y_again_the_month(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(TODAY - timedelta(days=1), "pain", 7)
    async with open_app(diary) as driver:
        await driver.press("c", "y")
        assert subject(driver) == "2026   Pain"
        assert grid(driver).has_focus
        assert not calendar(driver).query_one(MonthGrid).display
        assert cell(driver, date(2026, 11, 21)) == " 7"
        names = [line.split()[0] for line in driver.text().splitlines()[1:17] if line[:3].strip()]
        assert names == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        await driver.press("y")
        assert subject(driver) == "November 2026   Pain"
        assert calendar(driver).query_one(MonthGrid).has_focus
        assert not grid(driver).display


@pytest.mark.parametrize(
    ("keys", "reached"),
    [
        ("h", date(2026, 11, 21)),
        ("l", date(2026, 11, 23)),
        ("k", date(2026, 11, 15)),
        ("j", date(2026, 11, 29)),
        ("[", date(2026, 10, 22)),
        ("]", date(2026, 12, 22)),
        ("{", date(2025, 11, 22)),
        ("}", date(2027, 11, 22)),
    ],
)
async def test_keys_that_move(diary: Journal, open_app: OpenApp, keys: str, reached: date) -> None:
    async with open_app(diary) as driver:
        await driver.press("c", "y", *keys)
        assert calendar(driver).selected == grid(driver).selected == reached
        assert subject(driver) == f"{reached.year}   Pain"
        assert cell(driver, reached).startswith("▸")


async def test_the_room_remembers_the_year(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("c", "y", "3", "[", "t", "c")
        assert subject(driver) == "2026   Mood"
        assert calendar(driver).selected == date(2026, 10, 22)


async def test_enter_opens_the_day_and_what_is_recorded_there_shows(diary: Journal, open_app: OpenApp) -> None:
    async with open_app(diary) as driver:
        await driver.press("c", "y", "h", "enter")
        assert isinstance(driver.app.room, TodayScreen)
        await driver.press("x", "q", "h")
        assert cell(driver, date(2026, 11, 21)) == " X"
        await driver.press("u")
        assert cell(driver, date(2026, 11, 21)).strip() == ""


async def test_states_read_without_colour(diary: Journal, open_app: OpenApp, still_clock: StillClock) -> None:
    first = date(2026, 11, 1)
    still_clock.instant = datetime.combine(first, time(21), tzinfo=still_clock.instant.tzinfo)
    diary.rate(first, "pain", 6.5)
    still_clock.instant = datetime.combine(TODAY, time(21), tzinfo=still_clock.instant.tzinfo)
    diary.rate(date(2026, 11, 2), "pain", None)
    diary.rate(date(2026, 11, 3), "sleep", 4)
    diary.skip(date(2026, 11, 4), SkipReason.ILL)
    async with open_app(diary) as driver:
        await driver.press("c", "y", "h")
        shown = [cell(driver, date(2026, 11, number)).strip() for number in (1, 2, 3, 4, 5, 22, 23)]
        assert shown == ["7", "–", "·", "»", "□", "▲?", ""]
        legend = {entry.sign: entry.name for entry in calendar(driver).query_one(Legend).entries}
        assert legend == {
            "–": "no answer",
            "·": "not rated",
            "»": "skipped",
            "?": "nothing yet",
            "□": "missed",
            "▲": "today",
        }


async def test_the_ribbon_is_under_the_days_or_beside_them(diary: Journal, open_app: OpenApp) -> None:
    store_phase(diary, PhaseKind.BASELINE, date(2026, 11, 1), date(2026, 11, 9))
    store_phase(diary, PhaseKind.TREATMENT, date(2026, 11, 10), None)
    async with open_app(diary, size=(120, 40)) as driver:
        await driver.press("c", "y")
        shown = grid(driver)
        region = shown.regions_of(TODAY)[0]
        assert shown.render_line(region.bottom).text.rstrip() == " " * 4 + "▒" * 18 + "█" * 42
        assert calendar(driver).query_one(DayCard).display
    async with open_app(diary) as driver:
        await driver.press("c", "y")
        shown = grid(driver)
        line = shown.render_line(shown.regions_of(TODAY)[0].y).text.rstrip()
        assert line.endswith("▒▒▒▒████████")
        assert not calendar(driver).query_one(DayCard).display
        assert message(driver) == "Sun 22 Nov 2026: nothing yet, Treatment"


async def test_a_click_selects_and_a_second_opens(diary: Journal, open_app: OpenApp) -> None:
    wanted = date(2026, 3, 31)
    async with open_app(diary) as driver:
        await driver.press("c", "y")
        spot = next((x, y) for x, y, day in places(grid(driver)) if day == wanted)
        await driver.pilot.click(YearGrid, offset=spot)
        assert calendar(driver).selected == wanted
        await driver.pilot.click(YearGrid, offset=spot)
        await driver.pilot.pause()
        room = driver.app.room
        assert isinstance(room, TodayScreen)
        assert room.day == wanted


@pytest.mark.parametrize("size", [(1, 1), (34, 9), (40, 12), (60, 24), (80, 24), (109, 40), (120, 40), (200, 60)])
async def test_any_size(diary: Journal, open_app: OpenApp, size: tuple[int, int]) -> None:
    diary.rate(TODAY, "pain", 6)
    async with open_app(diary, size=size) as driver:
        await driver.press("c", "y", "h")
        shown = grid(driver)
        if size < (40, 12):
            return
        assert "6" in cell(driver, TODAY)
        seen = {day for _, _, day in places(shown)}
        assert TODAY in seen
        assert len(seen) == 365 or size == (40, 12)
        await driver.press(*"[[[[[[[[[[")
        assert cell(driver, date(2026, 1, 21)) != ""
        assert shown.regions_of(date(2026, 1, 21))


async def test_the_first_and_the_last_year(diary: Journal, open_app: OpenApp, still_clock: StillClock) -> None:
    still_clock.instant = datetime.combine(date.max, time(21), tzinfo=still_clock.instant.tzinfo)
    async with open_app(diary) as driver:
        await driver.press("c", "y", "j", "}", "l")
        assert calendar(driver).selected == date.max
        assert subject(driver) == "9999   Pain"
        calendar(driver).go_to(date.min)
        for key in ("h", "k", "[", "{"):
            await driver.press(key)
            assert calendar(driver).selected == date.min
        assert subject(driver) == "1   Pain"
        assert cell(driver, date.min).startswith("▸")


async def test_in_ascii_without_colours_it_still_reads(diary: Journal) -> None:
    diary.rate(TODAY - timedelta(days=1), "pain", 7)
    app = LdnApp(diary, Config(), has_color=False, is_ascii=True)
    async with app.run_test(size=(80, 24)) as pilot:
        driver = Driver(app, pilot)
        await driver.press("c", "y", "h")
        assert app.focused is grid(driver)
        lines = driver.text()
        assert lines.isascii()
        assert ">7^?" in lines


async def test_the_cursor_repaints_its_two_months_only(
    diary: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(diary) as driver:
        await driver.press("c", "y")
        drawn: list[int] = []
        draw = YearGrid.render_line

        def counted(shown: YearGrid, y: int) -> object:
            drawn.append(y)
            return draw(shown, y)

        monkeypatch.setattr(YearGrid, "render_line", counted)
        await driver.press("[")
        assert set(drawn) == {0, *(grid(driver).regions_of(day)[0].y for day in (TODAY, date(2026, 10, 22)))}


@given(st.integers(0, 300), st.integers(0, 120))
def test_a_layout_keeps_within_its_room(width: int, height: int) -> None:
    layout = YearLayout.fitting(width, height)
    if layout.width:
        assert days_width(layout.width) + (layout.beside + 1 if layout.beside else 0) <= width
    assert layout.shown <= 12
    if layout.shown:
        assert layout.top_of(layout.shown - 1) + layout.height <= height
        rows = [layout.row_at(y) for y in range(height)]
        assert [row for row in rows if row is not None] == [
            (row, line) for row in range(layout.shown) for line in range(layout.height)
        ]


@given(st.integers(80, 300), st.integers(12, 100))
def test_the_year_leaves_the_card_its_room_or_takes_all(width: int, height: int) -> None:
    cells = year_width(width, height)
    assert cells == width or width - cells >= 42
    assert YearLayout.fitting(cells, height - 5).width >= 2
