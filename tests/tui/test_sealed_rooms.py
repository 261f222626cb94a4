"""While a trial is sealed, no room of the app tells LDN from the comparator."""

import re
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.seal import Content, Sheet
from ldn_tui.domain.trial import NewTrial, Template
from ldn_tui.journal import Journal, open_journal
from tests.conftest import DAY_STARTS_AT, NOW
from tests.tui.driver import Driver, OpenApp, StillClock

START = date(2026, 11, 22)
FIRST_DOSE = START + timedelta(days=14)
LDN_FIRST = (Content.LDN, Content.COMPARATOR)
MIDDLE = FIRST_DOSE + timedelta(weeks=9)


def sealed_journal(path: Path, contents: tuple[Content, ...]) -> Journal:
    """Return a journal in the second period of a trial, with ratings and doses on each third day."""
    path.parent.mkdir()
    journal = open_journal(path, PinnedClock(NOW), DAY_STARTS_AT, create=True, program="the app")
    journal.trials.new(NewTrial(Template.SEALED_PAIRS, "Does it help?", "", START, FIRST_DOSE, baseline_days=14))
    journal.seals.add(Sheet(6, contents, "0" * 32).commitment.code, "Ada", "030 1234567")
    for number in range(0, (MIDDLE - START).days + 1, 7):
        day = START + timedelta(days=number)
        journal.clock = PinnedClock(datetime.combine(day, NOW.timetz()))
        journal.rate(day, "pain", number % 11)
        planned = journal.trials.planned_dose(day)
        if planned is not None:
            journal.record_dose(day, None, label=planned.label)
    journal.clock = StillClock(datetime.combine(MIDDLE, NOW.timetz()))
    return journal


def try_wrong_sheets(journal: Journal, contents: tuple[Content, ...]) -> None:
    """Begin an early opening, and try each order with a wrong nonce, and the wrong order with the true one."""
    journal.seals.begin_opening(None, None, "curious")
    for order, nonce in ((LDN_FIRST, "f" * 32), (LDN_FIRST[::-1], "f" * 32), (contents[::-1], "0" * 32)):
        with pytest.raises(BadInput, match="nothing was opened"):
            journal.seals.open(Sheet(6, order, nonce).canonical)


async def what_is_shown(driver: Driver) -> str:
    shown = []
    for keys in (
        ["t"],
        ["c"],
        ["y"],
        ["escape", "t", "c"],
        ["g"],
        ["T"],
        ["p"],
        ["L"],
        ["escape"],
        ["f"],
        ["question_mark"],
    ):
        await driver.press(*keys)
        shown.append(driver.text())
    return "\n".join(shown)


@pytest.mark.parametrize("is_tried", [False, True])
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_no_room_tells_the_order(
    tmp_path: Path, open_app: OpenApp, size: tuple[int, int], is_tried: bool
) -> None:
    found = []
    for contents in (LDN_FIRST, LDN_FIRST[::-1]):
        journal = sealed_journal(tmp_path / f"{contents[0]}-first" / "journal.db", contents)
        if is_tried:
            try_wrong_sheets(journal, contents)
        async with open_app(journal, size) as driver:
            found.append(await what_is_shown(driver))
        journal.close()
    assert "bottle 2" in found[0]
    for line in found[0].splitlines():
        assert not (re.search(r"bottle \d", line) and re.search(r"\bLDN\b|comparator", line)), line
    assert found[0] == found[1]
