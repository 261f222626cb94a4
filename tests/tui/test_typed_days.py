"""Days typed in numbers: read in the order the settings say, wherever the app asks for a day."""

import pytest

from ldn_tui.config import Config
from ldn_tui.domain.formats import DayOrder
from ldn_tui.journal import Journal
from tests.tui.driver import OpenApp


@pytest.mark.parametrize(
    ("order", "said"),
    [(DayOrder.DAY_FIRST, "Tuesday 10 November 2026"), (DayOrder.MONTH_FIRST, "Sunday 11 October 2026")],
)
async def test_the_date_dialog_says_which_day_is_meant(
    journal: Journal, open_app: OpenApp, order: DayOrder, said: str
) -> None:
    async with open_app(journal, config=Config(dates=order)) as driver:
        await driver.press("/")
        await driver.type("10/11")
        assert said in driver.text()
        await driver.press("enter")
        assert said in driver.text().splitlines()[0]


@pytest.mark.parametrize(("order", "day"), [(DayOrder.DAY_FIRST, "10 Nov"), (DayOrder.MONTH_FIRST, "11 Oct")])
async def test_a_field_of_a_dialog_reads_it_so_too(
    journal: Journal, open_app: OpenApp, order: DayOrder, day: str
) -> None:
    async with open_app(journal, size=(120, 40), config=Config(dates=order)) as driver:
        await driver.press("p", "M", "a")
        await driver.type("tramadol")
        field = driver.app.screen.query_one("#field-starts_on")
        field.focus()
        await driver.type("10/11")
        await driver.press("enter")
        await driver.until(lambda: day in driver.text(), "the medicine is listed with its day")
