"""A damaged journal in the app: it is said, nothing is written, and the last good backup is a key away."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from ldn_tui.domain.errors import CannotWrite, DamagedJournal
from ldn_tui.journal import Journal, open_journal
from ldn_tui.journal.backups import BackupBook, Reason
from tests.conftest import DAY_STARTS_AT
from tests.tui.driver import Driver, OpenApp

TODAY = date(2026, 11, 22)


def flat(driver: Driver) -> str:
    """Return what is shown, without frames and line breaks."""
    return " ".join(driver.text().replace("│", " ").split())


def overwrite(path: Path, table: str = "change") -> bytes:
    """Damage the page where a table begins, the log if none is named, and return the file's bytes."""
    with closing(sqlite3.connect(path)) as other:
        (page,) = other.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : (page - 1) * 4096 + 200] = b"\xff" * 200
    path.write_bytes(data)
    return bytes(data)


def flip_rating(path: Path, day: date) -> bytes:
    """Turn a day's pain of 4 into 5 in the table and not in its index: `integrity_check` alone finds that."""
    data = bytearray(path.read_bytes())
    # measure, day, value: as they stand in the table; in the index the day comes first.
    place = data.index(f"pain{day.isoformat()}".encode() + b"\x04") + len("pain2026-11-22")
    data[place] = 5
    path.write_bytes(data)
    return bytes(data)


@pytest.fixture
def filled(diary: Journal) -> Journal:
    """A diary with a value and its backup of yesterday, and one more value since."""
    diary.rate(TODAY - timedelta(days=1), "pain", 4)
    BackupBook(diary.path, lambda: diary.clock.now() - timedelta(days=1), DAY_STARTS_AT).make(Reason.DAILY)
    diary.rate(TODAY, "pain", 6)
    return diary


async def damage_said(driver: Driver) -> None:
    """Wait until the damage is said."""
    await driver.until(lambda: "This journal is damaged" in flat(driver), "the damage is said")


async def test_the_last_good_backup_is_restored_from_within(filled: Journal, open_app: OpenApp) -> None:
    damaged = overwrite(filled.path)
    async with open_app(filled, size=(100, 30)) as driver:
        await damage_said(driver)
        assert "The last good backup was made 1 day ago" in flat(driver)
        assert "1 day, the last Sat 21 Nov" in flat(driver)
        await driver.press("r")
        await driver.until(lambda: "Make this copy the journal?" in flat(driver), "it asks")
        # What is lost by it is said before.
        assert "only there 1 day: 2026-11-22" in flat(driver)
        assert filled.path.read_bytes() == damaged
        await driver.press("r")
        await driver.until(lambda: "Restored. The damaged file is kept" in flat(driver), "it is restored")
        await driver.press("7")
        await driver.until(lambda: bool(filled.day(TODAY).ratings), "the journal can be written again")
        assert driver.app.journal_watch.damage is None
    assert filled.day(TODAY - timedelta(days=1)).value("pain") == 4
    (kept,) = [one for one in filled.backups.all() if one.reason is Reason.DAMAGED]
    assert kept.path.read_bytes() == damaged


async def test_keeping_the_file_leads_back_to_leaving(filled: Journal, open_app: OpenApp) -> None:
    damaged = overwrite(filled.path)
    async with open_app(filled, size=(100, 30)) as driver:
        await damage_said(driver)
        await driver.press("r")
        await driver.until(lambda: "Make this copy the journal?" in flat(driver), "it asks")
        await driver.press("k")
        await damage_said(driver)
        # A key too many, or Enter, does no harm.
        await driver.press("5", "enter")
        assert driver.app.return_code == DamagedJournal.exit_code
    assert filled.path.read_bytes() == damaged


async def test_without_a_backup_there_is_only_leaving(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(TODAY, "pain", 4)
    damaged = overwrite(diary.path)
    async with open_app(diary) as driver:
        await damage_said(driver)
        assert "There is no good backup" in flat(driver)
        await driver.press("r")
        await damage_said(driver)
        await driver.press("q")
        assert driver.app.return_code == DamagedJournal.exit_code
    assert diary.path.read_bytes() == damaged


@pytest.mark.parametrize("is_disk_full", [False, True])
async def test_a_flipped_rating_is_found_with_the_day_s_backup(
    filled: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, is_disk_full: bool
) -> None:
    if is_disk_full:

        def refuse(*_: object) -> None:
            raise CannotWrite("the disk is full")

        monkeypatch.setattr("ldn_tui.journal.backups.write_copy", refuse)
    damaged = flip_rating(filled.path, TODAY - timedelta(days=1))
    filled.check()
    async with open_app(filled, size=(100, 30)) as driver:
        await damage_said(driver)
        assert "The last good backup was made 1 day ago" in flat(driver)
        await driver.press("q")
    assert filled.path.read_bytes() == damaged


async def test_what_waited_to_be_saved_is_not_written_to_a_damaged_file(
    filled: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(filled, size=(100, 30)) as driver:
        await driver.until(lambda: driver.app.journal_watch.has_settled, "the looks are over")

        def refuse(*_: object, **__: object) -> None:
            raise CannotWrite("the disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(Journal, "act", refuse)
            await driver.press("up", "up", "up", "up", "up", "7")
            assert len(driver.app.recorder.pending) == 1
            damaged = overwrite(filled.path)
            driver.app.journal_watch.found_damage(DamagedJournal("it is damaged", filled.path))
        await driver.pilot.pause(0.8)
        assert len(driver.app.recorder.pending) == 1
        assert filled.path.read_bytes() == damaged
        # It is not lost either: it goes into the backup that is restored.
        await damage_said(driver)
        await driver.press("r")
        await driver.until(lambda: "Make this copy the journal?" in flat(driver), "it asks")
        await driver.press("r")
        await driver.until(lambda: not len(driver.app.recorder.pending), "it is saved")
    with closing(open_journal(filled.path, filled.clock, DAY_STARTS_AT, create=False, program="a look")) as journal:
        assert 7 in {one.value for one in journal.day(TODAY).ratings.values()}


@pytest.mark.parametrize("keys", [("c", "["), ("g", "a")], ids=" ".join)
async def test_damage_met_in_turning_a_page_is_said(
    filled: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, str]
) -> None:
    def fail(*_: object) -> None:
        raise DamagedJournal("the page is damaged", filled.path)

    async with open_app(filled) as driver:
        await driver.until(lambda: driver.app.journal_watch.has_settled, "the looks are over")
        await driver.press(keys[0])
        for name in ("day", "days", "facts", "ratings_of", "recorded_days", "phases"):
            monkeypatch.setattr(Journal, name, fail)
        await driver.press(keys[1])
        await damage_said(driver)


async def test_damage_met_in_reading_is_said(
    filled: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise DamagedJournal("the page is damaged", filled.path)

    async with open_app(filled) as driver:
        await driver.until(lambda: driver.app.journal_watch.has_settled, "the looks are over")
        monkeypatch.setattr(Journal, "day", fail)
        await driver.press("[")
        await damage_said(driver)
