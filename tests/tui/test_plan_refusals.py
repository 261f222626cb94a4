"""What is typed into the dialogs of the plan and its lists stays there until the journal has taken it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date, time
from pathlib import Path

import pytest

from ldn_tui.domain.errors import CannotWrite
from ldn_tui.domain.trial import DoseStep, NewTrial, Template
from ldn_tui.journal import Journal
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.screens.plan import PlanScreen
from tests.tui.driver import Driver, OpenApp

START = date(2026, 9, 1)
FIRST_DOSE = date(2026, 9, 29)
STEPS = (DoseStep(FIRST_DOSE, 1.5, time(22)), DoseStep(date(2026, 10, 13), 3.0, time(22)))

# What opens a dialog of the room, and what is typed into it; the first word must stand there after a refusal.
TYPED = {
    "end": (["E", "tab"], ["too many dreams"]),
    "pause": (["P", "tab"], ["+7"]),
    "decide": (["D", "s"], ["headaches"]),
    "dose plan": (["e", "down", "down"], ["+30", "4.5"]),
    "boundary": (["B"], []),
    "medicine": (["M", "a"], ["duloxetine", "30 mg"]),
    "measure": (["Y", "a"], ["Itching", "none", "all day", "lower"]),
}


@contextmanager
def held(path: Path, how: str = "EXCLUSIVE") -> Iterator[None]:
    """Hold the file as another program would."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute(f"BEGIN {how}")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


@pytest.fixture
def running(diary: Journal) -> Journal:
    """A journal with a trial, that gives up at once when another program holds it."""
    diary.trials.new(NewTrial(Template.BEFORE_AFTER, "Does it help?", "", START, FIRST_DOSE, steps=STEPS))
    diary.repository.set_patience(5)
    return diary


def last_step(path: Path) -> int:
    """Return the number of the journal's last step."""
    with closing(sqlite3.connect(path)) as other:
        (number,) = other.execute("SELECT max(step) FROM change").fetchone()
    return int(number)


def flat(driver: Driver) -> str:
    """Return what is shown, without frames and line breaks."""
    return " ".join(driver.text().replace("│", " ").split())


async def fill(driver: Driver, texts: list[str]) -> None:
    """Type a text into each field from the focused one on."""
    for index, text in enumerate(texts):
        if index:
            await driver.press("tab")
        await driver.type(text)


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
@pytest.mark.parametrize("name", TYPED)
async def test_a_locked_file_leaves_the_dialog_as_it_was(
    running: Journal, open_app: OpenApp, journal_path: Path, name: str, how: str
) -> None:
    opening, texts = TYPED[name]
    before = last_step(journal_path)
    async with open_app(running) as driver:
        await driver.press("p", *opening)
        if name == "boundary":
            await driver.press("end", "ctrl+u")
            await driver.type("2026-10-15")
            texts = ["2026-10-15"]
        else:
            await fill(driver, texts)
        with held(journal_path, how):
            await driver.press("enter")
            if name == "boundary" and how == "IMMEDIATE":
                await driver.press("m")
            assert "Another program holds" in flat(driver)
            assert isinstance(driver.app.screen, Dialog)
            assert all(text in flat(driver) for text in texts)
        assert last_step(journal_path) == before
        await driver.press("enter")
        if name == "boundary":
            await driver.press("m")
        assert "Another program holds" not in flat(driver)
        assert not len(driver.app.recorder.pending)
    assert last_step(journal_path) == before + 1


async def test_a_disk_that_cannot_be_written_leaves_the_dialog_as_it_was(
    running: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = running.trials.end

    def refused(*_: object, **__: object) -> None:
        raise CannotWrite("the folder is read-only")

    async with open_app(running) as driver:
        await driver.press("p", "E", "tab")
        await driver.type("too many dreams")
        monkeypatch.setattr(running.trials, "end", refused)
        await driver.press("enter")
        assert "Not saved: the folder is read-only" in flat(driver)
        assert "too many dreams" in flat(driver)
        monkeypatch.setattr(running.trials, "end", end)
        await driver.press("enter")
    assert running.trials.active() is None


async def test_a_rule_of_the_journal_is_said_in_the_dialog(running: Journal, open_app: OpenApp) -> None:
    async with open_app(running) as driver:
        await driver.press("p", "P", "end", "ctrl+u")
        await driver.type("2026-08-01")
        await driver.press("enter")
        assert "the trial begins on 2026-09-01" in flat(driver)
        assert "2026-08-01" in flat(driver)
        await driver.press("escape", "escape", "M", "a")
        await driver.type("tramadol")
        await driver.press("enter", "a")
        await fill(driver, ["Tramadol", "twice a day"])
        await driver.press("enter")
        assert "twice a day" in flat(driver)
        assert isinstance(driver.app.screen, Dialog)
        await driver.press("up", "end", "ctrl+u")
        await driver.type("tilidine")
        await driver.press("enter")
    assert {medicine.name for medicine in running.medicines.list()} == {"tramadol", "tilidine"}


async def test_a_new_trial_that_is_refused_stays_at_its_last_step(
    diary: Journal, open_app: OpenApp, journal_path: Path
) -> None:
    diary.repository.set_patience(5)
    async with open_app(diary) as driver:
        await driver.press("p", "N")
        await driver.type("My own words")
        await driver.press("enter", "f", "enter", "a", "enter", "enter", "enter", "enter", "enter")
        assert "is this your trial?" in flat(driver)
        with held(journal_path, "IMMEDIATE"):
            await driver.press("s")
            assert "Another program holds" in flat(driver)
            assert "My own words" in flat(driver)
        await driver.press("s")
        assert isinstance(driver.app.screen, PlanScreen)
    assert [trial.question for trial in diary.trials.all()] == ["My own words"]


async def test_no_key_of_the_room_fails_while_nothing_can_be_read(
    running: Journal, open_app: OpenApp, journal_path: Path
) -> None:
    running.medicines.add("tramadol")
    async with open_app(running) as driver:
        await driver.press("p")
        with held(journal_path):
            for key in ("down", "enter", "B", "e", "P", "E", "D", "n", "M", "Y", "L", "N", "u"):
                await driver.press(key)
                assert driver.app.is_running, key
                while isinstance(driver.app.screen, Dialog):
                    await driver.press("ctrl+g")
        assert "Does it help?" in driver.text()
