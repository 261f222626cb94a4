"""What lies around the journal is said in the app, after the first paint, once, and with what to run."""

import os
import shutil
from datetime import date
from pathlib import Path

import pytest

from ldn_tui.journal import Journal, surroundings
from ldn_tui.journal.network_mounts import network_warning
from ldn_tui.tui import surroundings_watch
from tests.conftest import Ldn
from tests.journal.test_network_mounts import mounts
from tests.tui.driver import Driver, OpenApp
from tests.tui.test_unsaved import held

TODAY = date(2026, 11, 22)
SAID = "A second copy of this journal lies beside it. `ldn diff "
NAMES = (
    "journal (Ann's conflicted copy 2026-11-22).db",
    "journal.sync-conflict-20261122-101112-D4LGQYW.db",
)


def words(driver: Driver) -> str:
    return " ".join(driver.text().replace("│", " ").split())


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look around twenty times as often."""
    monkeypatch.setattr(surroundings_watch, "LOOK_SECONDS", 0.5)
    monkeypatch.setattr(surroundings_watch, "SAY_SECONDS", 0.05)


def make_copy(journal: Journal, ldn: Ldn, name: str) -> Path:
    """Put a copy beside the journal that rates the day otherwise."""
    copy = Path(shutil.copy(journal.path, journal.path.with_name(name)))
    assert ldn("--db", str(copy), "log", "pain=9").exit_code == 0
    return copy


async def test_a_conflict_copy_is_named_with_what_differs_and_what_to_run(
    diary: Journal, open_app: OpenApp, ldn: Ldn
) -> None:
    diary.rate(TODAY, "pain", 4)
    name = NAMES[0]
    copy = make_copy(diary, ldn, name)
    before = copy.read_bytes()
    async with open_app(diary, size=(140, 30)) as driver:
        await driver.until(
            lambda: f'{SAID}"{name}"` compares them: 1 day different.' in words(driver), "the copy is named"
        )
        driver.app.say("")
        await driver.pilot.pause(1)
        assert "second copy" not in words(driver)
    assert copy.read_bytes() == before
    assert ldn("diff", name).exit_code == 1


async def test_one_that_arrives_later_is_named_too_and_each_has_its_time(
    diary: Journal, open_app: OpenApp, ldn: Ldn
) -> None:
    diary.rate(TODAY, "pain", 4)
    async with open_app(diary, size=(140, 30)) as driver:
        await driver.pilot.pause(0.6)
        assert "second copy" not in words(driver)
        for name in NAMES:
            make_copy(diary, ldn, name)
        await driver.until(lambda: NAMES[0] in words(driver), "the one is named")
        await driver.until(lambda: NAMES[1] in words(driver), "the other is named after it")


async def test_it_does_not_cover_that_something_is_not_saved(
    diary: Journal, open_app: OpenApp, ldn: Ldn, journal_path: Path
) -> None:
    diary.repository.set_patience(5)
    diary.rate(TODAY, "pain", 4)
    make_copy(diary, ldn, NAMES[0])
    async with open_app(diary, size=(140, 30)) as driver:
        with held(journal_path, "IMMEDIATE"):
            await driver.press("5")
            await driver.pilot.pause(0.8)
            assert "Not saved yet" in words(driver)
        await driver.until(lambda: "second copy" in words(driver), "the copy is named once all is saved")


async def test_one_that_cannot_be_read_is_said_to_be_so(diary: Journal, open_app: OpenApp) -> None:
    diary.path.with_name(NAMES[1]).write_bytes(b"half of a file")
    async with open_app(diary, size=(140, 30)) as driver:
        await driver.until(lambda: "compares them: it cannot be read." in words(driver), "the copy is named")


async def test_a_network_disk_is_warned_of_once_for_each_journal(
    diary: Journal, open_app: OpenApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = mounts(tmp_path, str(tmp_path), "nfs4")
    monkeypatch.setattr(surroundings, "network_warning", lambda path, state: network_warning(path, state, listed))
    monkeypatch.setattr(surroundings, "state_folder", lambda: tmp_path / "state")
    before = diary.path.read_bytes()
    async with open_app(diary, size=(140, 30)) as driver:
        await driver.until(lambda: "on a network disk (nfs4)" in words(driver), "the person is warned")
        await driver.until(lambda: "keep backups on this computer" in words(driver), "what to do is said")
    async with open_app(diary, size=(140, 30)) as driver:
        await driver.pilot.pause(1)
        assert "network disk" not in words(driver)
    assert diary.path.read_bytes() == before
    assert network_warning(tmp_path / "other.db", tmp_path / "state", listed) != ""
    assert network_warning(tmp_path / "other.db", tmp_path / "state", listed) == ""
    memory = tmp_path / "state" / "network-disks.json"
    assert memory.stat().st_mode & 0o777 == 0o600
    memory.write_text("{")
    assert network_warning(tmp_path / "other.db", tmp_path / "state", listed) != ""


@pytest.mark.parametrize(
    ("name", "quoted"), [("a b's.db", '"a b\'s.db"'), ("a $(b).db", "'a $(b).db'"), ('a"b.db', "'a\"b.db'")]
)
def test_a_name_is_quoted_as_a_shell_takes_it(name: str, quoted: str) -> None:
    assert surroundings._quoted(name) == quoted


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="this system knows no owners and modes")
async def test_a_journal_that_others_may_read_is_warned_of_once(diary: Journal, open_app: OpenApp) -> None:
    diary.rate(TODAY, "pain", 4)
    diary.path.chmod(0o644)
    async with open_app(diary, size=(140, 30)) as driver:
        await driver.until(lambda: surroundings.EXPOSED in words(driver), "the rights of others are named")
        driver.app.say("")
        await driver.pilot.pause(1)
        assert surroundings.EXPOSED not in words(driver)
