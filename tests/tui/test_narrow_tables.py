"""Tables on a terminal of 40 by 12: whatever a wide one shows can be brought into view."""

import re
from collections.abc import Iterator, Mapping
from typing import cast

import pytest

from ldn_tui.journal import Journal
from ldn_tui.keys.commands import VIEW_NAMES
from ldn_tui.tui.widgets.day_table import DayTable
from ldn_tui.tui.widgets.findings_page import FindingsPage
from tests.faults.places import known_journals, opened
from tests.tui.driver import Driver

WIDE, NARROW = (200, 12), (40, 12)


@pytest.fixture(scope="module")
def journals() -> Iterator[Mapping[str, Journal]]:
    """The journals of all places, which these tests only look at."""
    with known_journals() as known:
        yield known


def table_of(driver: Driver) -> DayTable:
    return next(table for table in driver.app.screen.query(DayTable) if table.display)


def words_of(driver: Driver) -> set[str]:
    """Return the words of the table in view, those of the scale beside the days left out."""
    region = table_of(driver).region
    lines = driver.text().splitlines()[region.y : region.bottom]
    return set(re.findall(r"[\w.#-]*[^\W\d][\w.#-]*|\d+\.\d", "\n".join(lines)))


@pytest.mark.parametrize("view", VIEW_NAMES)
async def test_the_whole_of_a_table_can_be_brought_into_view(journals: Mapping[str, Journal], view: str) -> None:
    keys = ("g", view, "T")
    async with opened(journals["demo"], keys, WIDE) as driver:
        wanted = words_of(driver)
    async with opened(journals["demo"], keys, NARROW) as driver:
        found = words_of(driver)
        for _ in range(12):
            before = table_of(driver).shifted
            await driver.press("right")
            found |= words_of(driver)
            if table_of(driver).shifted == before:
                break
        assert wanted <= found
        assert "›" not in driver.text()


async def test_what_is_cut_is_marked_and_comes_back(journals: Mapping[str, Journal]) -> None:
    async with opened(journals["demo"], ("g", "a", "T"), NARROW) as driver:
        first = driver.text()
        assert "›" in first
        assert "‹" not in first
        day = re.findall(r"▸ (\S+ \d+ \S+)", first)
        await driver.press("right")
        assert "‹" in driver.text()
        assert re.findall(r"▸ (\S+ \d+ \S+)", driver.text()) == day, "the first column stays, and so does the day"
        for _ in range(12):
            await driver.press("left")
        assert driver.text() == first


async def test_findings_leave_nothing_out(journals: Mapping[str, Journal]) -> None:
    texts = []
    for size in (WIDE, NARROW):
        async with opened(journals["demo"], ("f",), size) as driver:
            page = driver.app.screen.query_one(FindingsPage)
            lines = cast("list[str]", [line.content.plain for line in page.lines(page.size.width)])
            texts.append(" ".join(lines))
            assert max(map(len, lines)) <= size[0]
    wide, narrow = (set(re.findall(r"[\w.-]*\d[\w.-]*", text)) for text in texts)
    assert wide <= narrow
