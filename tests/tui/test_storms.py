"""More than a person's hand sends: a long paste, a wheel let spin, a window pulled about. Nothing of it is lost."""

from datetime import date, timedelta
from functools import partial

import pytest
from textual import events
from textual.geometry import Size
from textual.widget import Widget

from ldn_tui.domain.dates import add_months
from ldn_tui.journal import Journal
from ldn_tui.tui.dialogs.note import NoteDialog
from ldn_tui.tui.screens.calendar import CalendarScreen
from ldn_tui.tui.widgets.findings_page import FindingsPage
from ldn_tui.tui.widgets.month_grid import MonthGrid
from tests.conftest import NOW
from tests.tui.driver import Driver, OpenApp
from tests.tui.trials import open_trial

TODAY = NOW.date()
# 10 kB: as long as a note can be.
PASTED = "".join(f"line {number} of what was pasted, #tag{number % 7}\n" for number in range(400))[:10_000].rstrip()


def spin(driver: Driver, widget: Widget, times: int, *, up: bool) -> None:
    """Turn the wheel over `widget` so often that its turns wait for each other."""
    x, y = (int(part) for part in widget.region.center)
    event = events.MouseScrollUp if up else events.MouseScrollDown
    for _ in range(times):
        driver.app.post_message(event(None, x, y, 0, -1 if up else 1, 0, False, False, False, screen_x=x, screen_y=y))


@pytest.mark.parametrize("is_bracketed", [True, False])
async def test_a_long_paste_is_kept_whole(diary: Journal, open_app: OpenApp, is_bracketed: bool) -> None:
    text = PASTED if is_bracketed else PASTED[:1500]
    async with open_app(diary) as driver:
        await driver.press("w")
        if is_bracketed:
            driver.app.post_message(events.Paste(text))
        else:
            for sign in text:
                driver.app.post_message(events.Key("enter" if sign == "\n" else sign, sign))
        driver.app.post_message(events.Key("escape", None))
        await driver.until(lambda: not isinstance(driver.app.screen, NoteDialog), "the note is left")
        assert diary.day(TODAY).note == text


async def test_each_turn_of_the_wheel_counts_and_few_are_painted(
    diary: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(diary) as driver:
        await driver.press("c")
        room = driver.app.room
        assert isinstance(room, CalendarScreen)
        shown: list[date] = []
        show = room.show_where_one_is

        def counted() -> None:
            shown.append(room.selected)
            show()

        monkeypatch.setattr(room, "show_where_one_is", counted)
        spin(driver, room.query_one(MonthGrid), 60, up=True)
        await driver.pilot.pause()
        assert room.selected == add_months(TODAY, -60)
        assert len(shown) <= 6
        assert "November 2021" in driver.text()


async def test_the_wheel_scrolls_at_once(tmp_path_factory: pytest.TempPathFactory, open_app: OpenApp) -> None:
    journal = open_trial(tmp_path_factory.mktemp("trial") / "trial.db", TODAY - timedelta(days=110), rate_every=9)
    async with open_app(journal) as driver:
        await driver.press("f")
        page = driver.app.room.query_one(FindingsPage)
        scroll = page.parent
        assert isinstance(scroll, Widget)
        spin(driver, scroll, 300, up=False)
        await driver.pilot.pause()
        assert scroll.scroll_y == scroll.max_scroll_y
    journal.close()


def shows(driver: Driver, drawn: str) -> bool:
    """Return whether the screen is drawn so."""
    return driver.text() == drawn


async def test_after_many_sizes_the_last_one_is_drawn(diary: Journal, open_app: OpenApp) -> None:
    for room in "tcgpf":
        async with open_app(diary, size=(90, 28)) as driver:
            await driver.press(room)
            drawn = driver.text()
            for number in range(100):
                size = Size(40 + number * 7 % 120, 12 + number % 30)
                driver.app.post_message(events.Resize(size, size))
            await driver.pilot.resize_terminal(90, 28)
            await driver.until(partial(shows, driver, drawn), "it is drawn as before")
