"""Backups in the app: the one of the day, one made now, restoring one, and the way back."""

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from ldn_tui.demo import build_demo
from ldn_tui.domain.errors import CannotWrite
from ldn_tui.journal import Journal, open_journal
from ldn_tui.journal.backups import BackupBook, Reason
from ldn_tui.journal.copies import write_copy_to
from tests import quick_age
from tests.conftest import DAY_STARTS_AT
from tests.tui.driver import Driver, OpenApp, StillClock

TODAY = date(2026, 11, 22)


@pytest.fixture
def filled(diary: Journal) -> Journal:
    """A diary with one value."""
    diary.rate(TODAY, "pain", 4)
    return diary


def flat(driver: Driver) -> str:
    """Return what is shown, without frames and line breaks."""
    return " ".join(driver.text().replace("│", " ").split())


async def settle(driver: Driver, filled: Journal) -> None:
    """Wait until the backup of the day is there."""
    await driver.until(lambda: bool(filled.backups.all()), "the backup of the day")


async def run(driver: Driver, command: str) -> None:
    """Run a command of the palette."""
    await driver.press(":")
    await driver.type(command)
    await driver.pilot.pause(0.3)
    await driver.press("enter")


async def test_the_day_s_backup_is_made_once(filled: Journal, open_app: OpenApp) -> None:
    async with open_app(filled) as driver:
        await settle(driver, filled)
    async with open_app(filled) as driver:
        await driver.until(lambda: driver.app.journal_watch.has_settled, "the look")
    assert [backup.reason for backup in filled.backups.all()] == [Reason.DAILY]


async def test_an_app_that_stays_open_makes_one_every_day(
    filled: Journal, open_app: OpenApp, still_clock: StillClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ldn_tui.tui.journal_watch.LOOK_FOR_BACKUP_SECONDS", 0.05)
    async with open_app(filled) as driver:
        await settle(driver, filled)
        still_clock.instant += timedelta(days=1)
        await driver.until(lambda: len(filled.backups.all()) == 2, "the backup of the next day")
    assert [backup.reason for backup in filled.backups.all()] == [Reason.DAILY] * 2


async def test_the_first_paint_and_the_first_keys_do_not_wait_for_it(
    filled: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    make = BackupBook.make_daily

    def slow(book: BackupBook) -> None:
        assert go_on.wait(10)
        make(book)

    monkeypatch.setattr(BackupBook, "make_daily", slow)
    async with open_app(filled) as driver:
        await driver.until(lambda: driver.app.journal_watch._backup is not None, "the backup begins")
        assert "Pain" in driver.text()
        await driver.press("6")
        assert [rating.value for rating in filled.day(TODAY).ratings.values()] == [4, 6]
        assert filled.backups.all() == ()
        go_on.set()
        await settle(driver, filled)


async def test_a_backup_that_fails_is_said(filled: Journal, open_app: OpenApp) -> None:
    filled.backups.folder.write_text("in the way")
    async with open_app(filled) as driver:
        await driver.until(lambda: "Today's backup was not made" in flat(driver), "it is said")
        await driver.press("6")
        assert [rating.value for rating in filled.day(TODAY).ratings.values()] == [4, 6]


async def test_the_demo_makes_none(filled: Journal, open_app: OpenApp, tmp_path: Path) -> None:
    demo = build_demo(tmp_path / "demo" / "demo.db", filled.clock, DAY_STARTS_AT)
    async with open_app(demo, demo=True) as driver:
        await driver.until(lambda: driver.app.journal_watch.has_settled, "the look")
    assert demo.backups.all() == ()
    demo.close()


async def test_back_up_now(filled: Journal, open_app: OpenApp) -> None:
    async with open_app(filled) as driver:
        await settle(driver, filled)
        await run(driver, "Make a backup now")
        await driver.until(lambda: "Backed up and checked" in flat(driver), "it is said")
    assert {backup.reason for backup in filled.backups.all()} == {Reason.DAILY, Reason.BY_HAND}


async def test_a_backup_is_restored_and_brought_back(filled: Journal, open_app: OpenApp) -> None:
    async with open_app(filled, size=(100, 30)) as driver:
        await settle(driver, filled)
        filled.rate(TODAY, "pain", 9)
        await run(driver, "Restore a backup")
        assert "daily" in flat(driver)
        await driver.press("enter")
        await driver.until(lambda: "Make this copy the journal?" in flat(driver), "it asks")
        assert "different 1 day: 2026-11-22" in flat(driver)
        # Nothing is done by Enter alone.
        await driver.press("enter")
        assert filled.day(TODAY).ratings["pain"].value == 9
        await run(driver, "Restore a backup")
        await driver.press("enter")
        await driver.until(lambda: "Make this copy the journal?" in flat(driver), "it asks")
        await driver.press("r")
        await driver.until(lambda: "Restored." in flat(driver), "it is restored")
        assert filled.day(TODAY).ratings["pain"].value == 4
        await driver.until(lambda: "▐4▌" in driver.text(), "it is shown")
        await run(driver, "Bring back the file")
        await driver.until(lambda: "Make this copy the journal?" in flat(driver), "it asks")
        await driver.press("r")
        await driver.until(lambda: "Restored." in flat(driver), "it is brought back")
        await driver.until(lambda: "▐9▌" in driver.text(), "it is shown")
        await driver.press("5")
    assert filled.day(TODAY).ratings


async def test_a_poorer_backup_takes_another_key(filled: Journal, open_app: OpenApp) -> None:
    async with open_app(filled, size=(100, 30)) as driver:
        await settle(driver, filled)
        filled.rate(TODAY, "sleep", 9)
        await run(driver, "Restore a backup")
        await driver.press("enter")
        await driver.until(lambda: "holds less" in flat(driver), "it objects")
        await driver.press("r")
        assert "holds less" in flat(driver)
        await driver.press("f")
        await driver.until(lambda: "Restored." in flat(driver), "it is restored")
    assert "sleep" not in filled.day(TODAY).ratings


async def test_without_a_restore_there_is_nothing_to_bring_back(filled: Journal, open_app: OpenApp) -> None:
    async with open_app(filled) as driver:
        await settle(driver, filled)
        await run(driver, "Bring back the file")
        await driver.until(lambda: "no file from before a restore" in flat(driver), "it is said")


async def test_another_file_and_what_is_wrong_with_it(filled: Journal, open_app: OpenApp, tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("dear")
    async with open_app(filled, size=(100, 30)) as driver:
        await settle(driver, filled)
        await run(driver, "Restore a backup")
        await driver.type("another")
        await driver.press("enter")
        await driver.type("/nowhere.db")
        await driver.press("enter")
        assert "there is none" in flat(driver)
        await driver.press("end", "ctrl+u")
        await driver.type(str(tmp_path / "letter"))
        await driver.press("enter")
        await driver.until(lambda: "no journal of ldn-tui" in flat(driver), "it is said")


async def test_an_encrypted_copy_asks_for_its_passphrase(
    filled: Journal, open_app: OpenApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick_age.install(monkeypatch)
    copy = tmp_path / "copy.age"
    write_copy_to(filled.backups, copy, filled.clock.now(), "correct horse", force=False)
    filled.rate(TODAY, "pain", 9)
    async with open_app(filled, size=(100, 30)) as driver:
        await settle(driver, filled)
        await run(driver, "Restore a backup")
        await driver.type("another")
        await driver.press("enter")
        await driver.type(str(copy))
        await driver.press("enter")
        await driver.type("correct horse")
        assert "correct" not in flat(driver)
        await driver.press("enter")
        await driver.until(lambda: "Make this copy the journal?" in flat(driver), "it asks")
        await driver.press("r")
        await driver.until(lambda: "Restored." in flat(driver), "it is restored")
    assert filled.day(TODAY).ratings["pain"].value == 4


async def test_what_waits_to_be_saved_is_not_restored_over(
    filled: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(filled) as driver:
        await settle(driver, filled)

        def refuse(*_: object, **__: object) -> None:
            raise CannotWrite("the disk is full")

        monkeypatch.setattr(Journal, "act", refuse)
        await driver.press("6")
        await run(driver, "Restore a backup")
        assert "Restore which backup" not in flat(driver)
        assert "Not saved yet" in flat(driver)
        monkeypatch.undo()
        await driver.until(lambda: not len(driver.app.recorder.pending), "it is saved")


async def test_a_journal_that_begins_anew_beside_backups_names_them(
    filled: Journal, open_app: OpenApp, still_clock: StillClock
) -> None:
    filled.backups.make(Reason.BY_HAND)
    filled.path.unlink()
    begun = open_journal(filled.path, still_clock, DAY_STARTS_AT, create=True, program="the app", patient=False)
    async with open_app(begun) as driver:
        said = 'This journal is empty, but there is a backup of Sun 22 Nov 2026 with 1 day: ":" and "Restore a backup"'
        await driver.until(lambda: said in flat(driver), "the backup is named")
    begun.close()


async def test_a_journal_with_a_value_names_no_backup(filled: Journal, open_app: OpenApp) -> None:
    filled.backups.make(Reason.BY_HAND)
    async with open_app(filled) as driver:
        await driver.until(lambda: driver.app.journal_watch.has_settled, "the look")
        await driver.pilot.pause()
        assert "there is a backup" not in flat(driver)


async def test_backups_are_found_by_why_they_were_made_and_a_search_for_nothing_says_so(
    filled: Journal, open_app: OpenApp
) -> None:
    filled.backups.make(Reason.DAILY)
    filled.backups.make(Reason.TRIAL_CHANGE)
    async with open_app(filled) as driver:
        await run(driver, "restore a")
        assert Reason.DAILY.in_words in driver.text()
        await driver.type(Reason.TRIAL_CHANGE.in_words)
        assert "2026 21:30" in driver.text()
        assert Reason.DAILY.in_words not in driver.text()
        await driver.type("x")
        assert "Nothing here is called that." in flat(driver)


async def test_why_backups_were_made_stands_in_one_column(
    filled: Journal, open_app: OpenApp, still_clock: StillClock
) -> None:
    still_clock.instant -= timedelta(days=14)
    filled.backups.make(Reason.BY_HAND)
    still_clock.instant += timedelta(days=14)
    filled.backups.make(Reason.BY_HAND)
    async with open_app(filled) as driver:
        await run(driver, "restore a")
        lines = [line for line in driver.text().splitlines() if Reason.BY_HAND.in_words in line]
        assert len(lines) == 2
        assert len({line.index(Reason.BY_HAND.in_words) for line in lines}) == 1


async def test_the_word_backup_finds_making_one_first(filled: Journal, open_app: OpenApp) -> None:
    async with open_app(filled, size=(80, 30)) as driver:
        await settle(driver, filled)
        before = len(filled.backups.all())
        await run(driver, "backup")
        await driver.until(lambda: "Backed up and checked" in flat(driver), "it is made")
        assert len(filled.backups.all()) == before + 1
