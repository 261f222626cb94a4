"""A person's own text is shown harmlessly and kept losslessly, wherever it appears."""

from datetime import timedelta

import pytest

from ldn_tui.domain.measures import Direction
from ldn_tui.domain.text import visible
from ldn_tui.journal import Journal
from tests.stored import store_label
from tests.tui.driver import OpenApp

HOSTILE = "[/foo] [b \x1b[2J\x1b]52;c;eA==\x07\u202eevil\u2069\x9b31m\x00".replace("\x00", "")
LABEL = "[/x] [b\x1b[7m\u202e"
UNSAFE = {"\x1b", "\x07", "\u202e", "\u2069", "\x9b"}
VIEWS = [
    [],
    ["["],
    ["w"],
    ["s"],
    ["s", "a"],
    ["r"],
    ["r", "a"],
    ["l"],
    ["l", "a"],
    ["o"],
    ["i"],
    ["/"],
    ["c"],
    ["c", "left"],
    ["c", "m"],
    ["g"],
    ["g", "m"],
    ["g", "left"],
    ["g", "T"],
    ["g", "S"],
    ["6", "g", "6"],
    ["p", "Y"],
    ["p", "Y", *["down"] * 5, "e"],
    ["f"],
    ["?"],
    [":"],
    ["u"],
    ["4", "enter"],
]


@pytest.fixture
def hostile(journal: Journal) -> Journal:
    """A journal in which every text is an attack."""
    journal.measures.add(LABEL, f"low {LABEL}", f"high {LABEL}", Direction.LOWER)
    key = journal.measures.all()[-1].key
    today = journal.today()
    for day in (today, today - timedelta(days=1)):
        journal.rate(day, key, 5)
        journal.add_side_effect(day, HOSTILE, 3)
        journal.record_rescue(day, HOSTILE, 2)
        journal.record_lab(day, HOSTILE, 24, HOSTILE, 0, 20)
        store_label(journal, day, HOSTILE)
        journal.write_note(day, f"{HOSTILE}\nline two {HOSTILE}")
    return journal


@pytest.mark.parametrize("keys", VIEWS, ids=lambda keys: "".join(keys) or "open")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_no_screen_obeys_it(hostile: Journal, open_app: OpenApp, keys: list[str], size: tuple[int, int]) -> None:
    async with open_app(hostile, size=size) as driver:
        await driver.press(*keys)
        assert not UNSAFE & set(driver.text())


async def test_it_is_shown_as_signs_and_kept_as_it_is(hostile: Journal, open_app: OpenApp) -> None:
    async with open_app(hostile, size=(160, 50)) as driver:
        assert visible(LABEL)[:12] in driver.text()
        assert "[/foo] [b ␛[2J" in driver.text()
    day = hostile.day(hostile.today())
    assert day.note == f"{HOSTILE}\nline two {HOSTILE}"
    assert day.side_effects[0].term == HOSTILE
    assert day.labs[0].unit == HOSTILE
