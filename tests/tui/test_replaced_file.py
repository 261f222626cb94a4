"""The journal's file is replaced under the running app: the person is told, and what they typed is kept."""

import shutil
from contextlib import closing
from datetime import date
from pathlib import Path

from ldn_tui.journal import Journal, open_journal
from tests.tui.driver import Driver, OpenApp

TODAY = date(2026, 11, 22)


def words(driver: Driver) -> str:
    return " ".join(driver.text().replace("│", " ").split())


async def test_another_journal_is_named_and_what_is_typed_is_kept(
    diary: Journal, open_app: OpenApp, journal_path: Path, tmp_path: Path
) -> None:
    diary.rate(TODAY, "mood", 3)
    other = tmp_path / "other.db"
    with closing(open_journal(other, diary.clock, diary.day_starts_at, create=True, program="the other")) as journal:
        journal.rate(TODAY, "pain", 9)
    content = other.read_bytes()
    async with open_app(diary) as driver:
        shutil.move(journal_path, tmp_path / "kept.db")
        shutil.copyfile(other, journal_path)
        await driver.press("4", "6")
        await driver.until(lambda: "is another journal now" in words(driver), "the person is told")
        await driver.pilot.pause(0.6)
        assert len(driver.app.recorder.pending) == 2
        assert journal_path.read_bytes() == content
        shutil.move(tmp_path / "kept.db", journal_path)
        await driver.until(lambda: not len(driver.app.recorder.pending), "everything is saved")
        found = diary.day(TODAY)
        assert (found.value("pain"), found.value("sleep"), found.value("mood")) == (4, 6, 3)


async def test_a_file_that_is_gone_is_said_without_a_key(diary: Journal, open_app: OpenApp, journal_path: Path) -> None:
    async with open_app(diary) as driver:
        journal_path.rename(journal_path.with_name("away.db"))
        await driver.until(lambda: "is no longer there" in words(driver), "the person is told")
        assert not journal_path.exists()


async def test_a_file_that_is_back_is_said_too(diary: Journal, open_app: OpenApp, journal_path: Path) -> None:
    async with open_app(diary) as driver:
        journal_path.rename(journal_path.with_name("away.db"))
        await driver.until(lambda: "is no longer there" in words(driver), "the person is told")
        journal_path.with_name("away.db").rename(journal_path)
        await driver.until(lambda: "The journal is there again." in words(driver), "so is its return")
        assert "is no longer there" not in words(driver)


async def test_a_value_typed_while_the_file_is_gone_does_not_ask_to_close_the_app(
    diary: Journal, open_app: OpenApp, journal_path: Path
) -> None:
    async with open_app(diary) as driver:
        journal_path.rename(journal_path.with_name("away.db"))
        # It is said once, and would cover what is said of the value if it came after.
        await driver.until(lambda: "is no longer there" in words(driver), "the person is told")
        await driver.press("4")
        assert "Not saved yet, kept here and tried again:" in words(driver)
        assert "put it back" in words(driver)
        assert "close and open it again" not in words(driver)
        journal_path.with_name("away.db").rename(journal_path)
        await driver.until(lambda: not len(driver.app.recorder.pending), "it is saved")


async def test_an_older_copy_is_shown_as_it_is(diary: Journal, open_app: OpenApp, journal_path: Path) -> None:
    diary.rate(TODAY, "pain", 7)
    shutil.copyfile(journal_path, journal_path.with_name("copy.db"))
    diary.rate(TODAY, "pain", 2)
    async with open_app(diary) as driver:
        assert "▐2▌" in driver.text()
        journal_path.with_name("copy.db").rename(journal_path)
        await driver.until(lambda: "▐7▌" in driver.text(), "the copy is shown")
