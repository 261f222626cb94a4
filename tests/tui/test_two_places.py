"""Two instances on one file, and the command line beside the open app: each sees the other, and nothing is lost."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest

from ldn_tui.journal import Journal, open_journal
from ldn_tui.tui import journal_watch, pending, recorder
from ldn_tui.tui.dialogs.note import NoteDialog
from ldn_tui.tui.journal_watch import LOOK_AROUND_SECONDS
from ldn_tui.tui.recorder import RETRY_SECONDS
from ldn_tui.tui.screens.today import TodayScreen
from ldn_tui.tui.widgets.rows import ScaleRow
from tests.conftest import Ldn
from tests.storage.test_holder import held_by_another, needs_list
from tests.tui.driver import Driver, OpenApp, StillClock
from tests.tui.test_unsaved import held

TODAY = date(2026, 11, 22)
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def here(diary: Journal) -> Journal:
    """The journal as the app opens it: it gives up soon when another program holds it."""
    diary.repository.set_patience(50)
    return diary


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look around and try again ten times as often: for what does not depend on when."""
    monkeypatch.setattr(journal_watch, "LOOK_AROUND_SECONDS", LOOK_AROUND_SECONDS / 5)
    monkeypatch.setattr(recorder, "RETRY_SECONDS", RETRY_SECONDS / 10)


@contextmanager
def opened(path: Path, clock: StillClock, like: Journal, program: str = "the app") -> Iterator[Journal]:
    """Open the same file once more, as another process of the app does."""
    journal = open_journal(path, clock, like.day_starts_at, create=False, program=program, patient=False)
    try:
        yield journal
    finally:
        journal.close()


@pytest.fixture
def there(here: Journal, journal_path: Path, still_clock: StillClock) -> Iterator[Journal]:
    """The same file in another instance of the app."""
    with opened(journal_path, still_clock, here) as journal:
        yield journal


def shown(driver: Driver, measure: str) -> float | None:
    rows = driver.app.room.query(ScaleRow)
    return next(row.answer.value for row in rows if row.measure is not None and row.measure.key == measure)


async def seen(driver: Driver, measure: str, value: float | None) -> float:
    """Wait until the form shows that value, and return how many seconds that took."""
    began = time.monotonic()
    await driver.until(lambda: shown(driver, measure) == value, f"{measure} {value} is shown")
    return time.monotonic() - began


def is_open(driver: Driver) -> bool:
    return driver.app.is_running


def words(driver: Driver) -> str:
    return " ".join(driver.text().replace("│", " ").split())


async def test_two_instances_see_each_others_changes_within_a_second(
    here: Journal, there: Journal, open_app: OpenApp
) -> None:
    async with open_app(here) as one, open_app(there) as other:
        await one.press("4")
        assert await seen(other, "pain", 4) < 1
        await other.press("up", "7")
        assert await seen(one, "pain", 7) < 1
        await other.press("u")
        assert await seen(one, "pain", 4) < 1
        await one.press("u")
        assert await seen(other, "pain", None) < 1


@pytest.mark.usefixtures("quick")
async def test_the_command_line_and_the_app_see_each_other(here: Journal, open_app: OpenApp, ldn: Ldn) -> None:
    async with open_app(here) as driver:
        assert ldn("log", "pain=6").exit_code == 0
        await seen(driver, "pain", 6)
        await driver.press("3")
        assert "Pain      3" in ldn("show").stdout
        assert ldn("undo").exit_code == 0
        await seen(driver, "pain", 6)


@pytest.mark.usefixtures("quick")
async def test_a_room_that_is_not_shown_catches_up(here: Journal, open_app: OpenApp, ldn: Ldn) -> None:
    async with open_app(here) as driver:
        await driver.press("c")
        version = driver.app.journal_watch._version
        assert ldn("log", "pain=6").exit_code == 0
        await driver.until(lambda: driver.app.journal_watch._version != version, "the change is noticed")
        await driver.press("t")
        assert shown(driver, "pain") == 6


@pytest.mark.usefixtures("quick")
async def test_both_rate_the_same_day_at_once_and_every_step_is_there(
    here: Journal, there: Journal, open_app: OpenApp
) -> None:
    async with open_app(here) as one, open_app(there) as other:
        for value in range(5):
            await one.press("up", str(value))
            await other.press("up", str(9 - value))
        await one.until(
            lambda: not len(one.app.recorder.pending) and not len(other.app.recorder.pending), "everything is saved"
        )
        last = here.day(TODAY).value("pain")
        await seen(one, "pain", last)
        await seen(other, "pain", last)
    written = [row["value"] for row in steps(here)]
    assert sorted(written) == list(range(10))


def steps(journal: Journal) -> list[dict[str, float]]:
    """Return what every change of a rating wrote, in order."""
    found = journal.repository._connection.execute(
        "SELECT after FROM change WHERE table_name = 'rating' ORDER BY number"
    ).fetchall()
    return [json.loads(after) for (after,) in found if after is not None]


@pytest.mark.usefixtures("quick")
async def test_undo_in_one_while_the_other_writes_loses_neither(
    here: Journal, there: Journal, open_app: OpenApp
) -> None:
    async with open_app(here) as one, open_app(there) as other:
        await one.press("4")
        await seen(other, "pain", 4)
        await other.press("down", "5")
        # The step taken back is the last one of all, and named with who made it.
        await one.press("u")
        assert "made by another process" in words(one)
        await one.press("U")
        await other.until(lambda: shown(other, "sleep") == 5, "it is back")
        day = here.day(TODAY)
        assert (day.value("pain"), day.value("sleep")) == (4, 5)


@pytest.mark.usefixtures("quick")
async def test_writes_of_both_wait_out_a_third_and_are_all_made(
    here: Journal, there: Journal, open_app: OpenApp, journal_path: Path
) -> None:
    async with open_app(here) as one, open_app(there) as other:
        with held(journal_path, "IMMEDIATE"):
            await one.press("4", "6")
            await other.press("down", "down", "5", "7")
            assert (len(one.app.recorder.pending), len(other.app.recorder.pending)) == (2, 2)
        await one.until(
            lambda: not len(one.app.recorder.pending) and not len(other.app.recorder.pending), "everything is saved"
        )
        day = here.day(TODAY)
        assert [day.value(key) for key in ("pain", "sleep", "mood", "food")] == [4, 6, 5, 7]
        await seen(one, "food", 7)
        await seen(other, "pain", 4)


@needs_list
@pytest.mark.usefixtures("quick")
async def test_a_long_wait_names_who_holds_the_file_and_what_to_do(
    here: Journal, open_app: OpenApp, journal_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(here, size=(120, 30)) as driver:
        with held_by_another(journal_path, "BEGIN IMMEDIATE") as pid:
            await driver.press("4", "6")
            assert "Not saved yet, kept here and tried again: another program is writing." in words(driver)
            # However long the two keys took, only now it counts as long.
            monkeypatch.setattr(pending, "LONG_WAIT_SECONDS", 0.5)
            await driver.until(lambda: "2 changes not saved for" in words(driver), "the long wait is said")
            assert f"(pid {pid}) holds" in words(driver)
            assert "close that program" in words(driver)
            assert (shown(driver, "pain"), shown(driver, "sleep")) == (4, 6)
            # It is said once, and again with the next write that has to wait.
            driver.app.say("")
            await driver.pilot.pause(0.3 * RETRY_SECONDS)
            assert "not saved for" not in words(driver)
            await driver.press("5")
            assert "3 changes not saved for" in words(driver)
        await driver.until(lambda: "Everything is saved now." in words(driver), "everything is saved")
        assert here.day(TODAY).value("mood") == 5


@pytest.mark.usefixtures("quick")
async def test_a_change_from_elsewhere_does_not_misplace_the_digit_after_a_point(
    here: Journal, there: Journal, open_app: OpenApp
) -> None:
    async with open_app(here) as driver:
        await driver.press("4", ".")
        there.rate(TODAY, "food", 8)
        await seen(driver, "food", 8)
        await driver.press("5")
        day = here.day(TODAY)
        assert (day.value("pain"), day.value("sleep")) == (4.5, None)
        await driver.press("6", ".")
        there.rate(TODAY, "sleep", 2)
        await seen(driver, "sleep", 2)
        assert "Another program changed this row" in words(driver)
        await driver.press("5")
        day = here.day(TODAY)
        assert (day.value("sleep"), day.value("mood")) == (2, None)


@pytest.mark.usefixtures("quick")
async def test_a_write_that_was_made_late_does_not_misplace_it_either(
    here: Journal, open_app: OpenApp, journal_path: Path
) -> None:
    async with open_app(here) as driver:
        with held(journal_path, "IMMEDIATE"):
            await driver.press("4", ".")
        await driver.until(lambda: not len(driver.app.recorder.pending), "everything is saved")
        await driver.press("5")
        day = here.day(TODAY)
        assert (day.value("pain"), day.value("sleep")) == (4.5, None)


@pytest.mark.usefixtures("quick")
async def test_a_note_being_typed_is_not_left_behind_where_another_wrote_one(
    here: Journal, there: Journal, open_app: OpenApp
) -> None:
    async with open_app(here) as driver:
        await driver.press("w")
        there.write_note(TODAY, "theirs")
        await driver.type("mine")
        await driver.press("ctrl+q")
        assert is_open(driver)
        assert isinstance(driver.app.screen, NoteDialog)
        assert "Another program wrote: “theirs”" in words(driver)
        await driver.press("ctrl+q")
        assert not is_open(driver)
    assert here.day(TODAY).note == "mine"
    here.undo()
    assert here.day(TODAY).note == "theirs"


@pytest.mark.usefixtures("quick")
async def test_quitting_shows_what_was_refused_at_the_last_moment(
    here: Journal, there: Journal, open_app: OpenApp, journal_path: Path
) -> None:
    async with open_app(here) as driver:
        with held(journal_path, "IMMEDIATE"):
            await driver.press("4")
            assert driver.app.recorder._retry_timer is not None
            driver.app.recorder._retry_timer.pause()
        there.measures.retire("pain")
        await driver.press("ctrl+q")
        assert is_open(driver)
        assert "Not saved: the journal refused" in words(driver)
        await driver.press("s", "ctrl+q")
        assert not is_open(driver)


@pytest.mark.usefixtures("quick")
async def test_a_dialog_that_is_open_survives_another_programs_change(
    here: Journal, there: Journal, open_app: OpenApp
) -> None:
    async with open_app(here) as driver:
        await driver.press(*["down"] * 5, "e")
        await driver.type("4.")
        there.rate(TODAY, "pain", 6)
        assert isinstance(driver.app.room, TodayScreen)
        await driver.until(lambda: shown(driver, "pain") == 6, "the change is shown beneath")
        await driver.type("5")
        await driver.press("enter")
        assert [dose.mg for dose in here.day(TODAY).doses] == [4.5]


@pytest.mark.usefixtures("quick")
async def test_after_everything_was_forgotten_elsewhere_the_app_goes_on_in_the_empty_journal(
    here: Journal, open_app: OpenApp, ldn: Ldn
) -> None:
    async with open_app(here) as driver:
        await driver.press("4")
        assert ldn("measure", "add", "Fog", "--low", "none", "--high", "all", "--better", "lower").exit_code == 0
        await driver.until(lambda: "Fog" in words(driver), "the new measure is shown")
        assert ldn("forget", "everything", "--yes").exit_code == 0
        await seen(driver, "pain", None)
        await driver.until(lambda: "Fog" not in words(driver), "its measures are the first ones again")
        # Somebody else is quicker than the next key.
        assert ldn("log", "mood=7").exit_code == 0
        await driver.press("6")
        await seen(driver, "sleep", 6)
        assert not len(driver.app.recorder.pending)
        assert "another journal" not in words(driver)
    (day,) = json.loads(ldn("show", "--json").stdout)["days"]
    assert {key: value for key, value in day["ratings"].items() if value is not None} == {"sleep": 6, "mood": 7}
