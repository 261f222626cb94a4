"""A whole trial by keys in the app leaves the journal that the same trial by command line alone leaves."""

import sqlite3
from contextlib import closing
from pathlib import Path

from ldn_tui.journal import open_journal
from ldn_tui.storage.schema import TABLES
from ldn_tui.tui.screens.plan import PlanScreen
from ldn_tui.tui.screens.today import TodayScreen
from tests.conftest import DAY_STARTS_AT, Ldn
from tests.scripted_trial import (
    CONDITION,
    CRP_DECLINED_ON,
    DECIDED_ON,
    DECISION_REASON,
    END_REASON,
    ESR_RANGE,
    FIRST_DOSE,
    LAST_DAY,
    PLANNED_ON,
    QUESTION,
    Evening,
    evening,
    evenings,
    on,
    run_by_command_line,
)
from tests.tui.driver import Driver, OpenApp, StillClock

# What differs between two journals that hold the same: who made a row, and when it was written down.
NAMES_OF_ROWS = {"id", "trial", "import_id"}
TIMES_OF_RECORDING = {"recorded_at", "created_at"}
A_SITTING = 14


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of every table; of ids and recording times only whether they are there."""

    def masked(column: str, value: object) -> object:
        return value is not None if column in NAMES_OF_ROWS | TIMES_OF_RECORDING else value

    found = {}
    with closing(sqlite3.connect(path)) as connection:
        for table in TABLES.values():
            columns = [f'"{column}"' for column in table.columns]
            rows = connection.execute(f"SELECT {', '.join(columns)} FROM {table.name}")
            found[table.name] = sorted(
                (tuple(masked(*pair) for pair in zip(table.columns, row, strict=True)) for row in rows), key=repr
            )
    return found


async def begin(driver: Driver) -> None:
    """Begin the trial with the wizard of the plan room."""
    assert CONDITION == "fibromyalgia"
    await driver.press("p", "N")
    await driver.type(QUESTION)
    await driver.press("enter", "f", "enter", "a", "enter", "tab", "tab", "end", "ctrl+u")
    await driver.type("14")
    await driver.press("enter", "enter", "enter", "enter")
    assert "is this your trial?" in driver.text()
    await driver.press("s")
    assert isinstance(driver.app.screen, PlanScreen)


async def plan_the_doses(driver: Driver) -> None:
    """Type the dose plan row by row."""
    await driver.press("p", "e")
    cells = (str(on(FIRST_DOSE)), "1.5", "22:00", "1w", "3", "", "1w", "4.5")
    for index, text in enumerate(cells):
        if index:
            await driver.press("tab")
        await driver.type(text)
    await driver.press("enter")
    assert isinstance(driver.app.screen, PlanScreen)


async def fill_in(driver: Driver, each: Evening) -> None:
    """Fill in the day form."""
    await driver.type("t")
    assert isinstance(driver.app.room, TodayScreen)
    assert driver.app.room.day == on(each.number)
    # Typed without a pause: the dose row comes after the ratings, and after it the side effects.
    if each.dose is None:
        await driver.type("".join(each.ratings))
        await driver.press("down", "n")
    else:
        await driver.type("".join([*each.ratings, "n" if each.dose == "none" else "y", "n"]))
    if each.impression is not None:
        await driver.press("i", each.impression)
    if each.esr is not None:
        await driver.press("l", "a")
        await driver.type(each.esr)
        await driver.press("tab", "tab")
        await driver.type(ESR_RANGE)
        await driver.press("enter")
    if each.number == CRP_DECLINED_ON:
        await driver.press("l")
        await driver.press(letter_of(driver, "never ask for CRP again"))
    assert isinstance(driver.app.screen, TodayScreen)


def letter_of(driver: Driver, words: str) -> str:
    """Return the letter before a choice on screen."""
    (line,) = (line for line in driver.text().splitlines() if words in line)
    return line.partition(words)[0].split()[-1]


async def decide(driver: Driver) -> None:
    """Decide to stop, and begin the washout."""
    await driver.press("p", "D", "s")
    await driver.type(DECISION_REASON)
    await driver.press("enter", "n", "w")
    assert isinstance(driver.app.screen, PlanScreen)


async def end(driver: Driver) -> None:
    """End the trial as of yesterday."""
    await driver.press("p", "E", "end", "ctrl+u")
    await driver.type(str(on(LAST_DAY)))
    await driver.press("tab")
    await driver.type(END_REASON)
    await driver.press("enter")
    assert isinstance(driver.app.screen, PlanScreen)


async def test_by_keys_and_by_command_line_give_equal_journals(
    ldn: Ldn, journal_path: Path, tmp_path: Path, open_app: OpenApp
) -> None:
    run_by_command_line(ldn)

    by_keys = tmp_path / "by keys.db"
    clock = StillClock(evening(on(0)))
    journal = open_journal(by_keys, clock, DAY_STARTS_AT, create=True, program="the app")
    whole = evenings()
    for first in range(0, len(whole), A_SITTING):
        clock.instant = evening(on(first))
        async with open_app(journal) as driver:
            if first == 0:
                await begin(driver)
            for each in whole[first : first + A_SITTING]:
                clock.instant = evening(on(each.number))
                if each.number == PLANNED_ON:
                    await plan_the_doses(driver)
                await fill_in(driver, each)
                if each.number == DECIDED_ON:
                    await decide(driver)
    clock.instant = evening(on(LAST_DAY + 1))
    async with open_app(journal) as driver:
        await end(driver)
    journal.close()

    expected, found = contents(journal_path), contents(by_keys)
    assert {name: len(rows) for name, rows in found.items() if rows} == {
        "journal": 1, "measure": 5, "trial": 1, "dose_step": 3, "phase": 4, "decision": 1, "rating": 5 * 112,
        "dose": 70, "no_side_effect": 112, "impression": 3, "lab": 2, "declined": 1,
    }  # fmt: skip
    for name in TABLES:
        assert found[name] == expected[name], name
