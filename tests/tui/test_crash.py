"""When the app itself fails: the journal is intact, and none of the person's values are printed or logged."""

import sys
from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from ldn_tui.journal import Journal
from tests.exported import export_document
from tests.tui.driver import Driver, OpenApp

SECRET = "gout"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder of this test alone; nothing has made it yet."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "ldn-tui"


def fail_with(secret: str) -> None:
    note = f"a note about {secret}"
    raise ValueError(f"cannot read {note}")


def broken(*arguments: object, **options: object) -> None:
    fail_with(SECRET)


def only_log(state: Path) -> str:
    (log,) = state.iterdir()
    return log.read_text()


async def test_a_failing_key_prints_no_local_variables(
    journal: Journal,
    open_app: OpenApp,
    state: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def use() -> None:
        async with open_app(journal) as driver:
            await driver.press("4")
            monkeypatch.setattr(journal, "rate", broken)
            await driver.press("6")

    with pytest.raises(ValueError, match=SECRET):
        await use()
    printed = "".join(capsys.readouterr())
    assert "ldn-tui failed (ValueError)" in printed
    assert "crash log" in printed
    assert SECRET not in printed + only_log(state)
    assert "in fail_with" in only_log(state)
    assert journal.day(journal.today()).value("pain") == 4
    journal.check()


async def test_a_fault_in_the_middle_of_a_write_leaves_nothing_of_it(
    journal: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal.rate(journal.today(), "pain", 4)
    before = export_document(journal)

    async def use() -> None:
        async with open_app(journal) as driver:
            monkeypatch.setattr("ldn_tui.storage.steps.StepLog.append_change", broken)
            await driver.press("6")

    with pytest.raises(ValueError, match=SECRET):
        await use()
    assert export_document(journal) == before
    journal.check()


async def test_a_failing_room_at_the_start_is_reported(
    journal: Journal,
    open_app: OpenApp,
    state: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("ldn_tui.tui.screens.today.load_day_view", broken)

    async def use() -> None:
        async with open_app(journal):
            pass

    with pytest.raises(ValueError, match=SECRET):
        await use()
    assert "ldn-tui failed (ValueError)" in "".join(capsys.readouterr())
    assert SECRET not in only_log(state)


async def test_a_room_that_fails_to_take_a_change_in_is_reported(
    journal: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    async def use() -> None:
        async with open_app(journal) as driver:
            monkeypatch.setattr("ldn_tui.tui.screens.today.load_day_view", broken)
            await driver.press("4")

    with pytest.raises(ValueError, match=SECRET):
        await use()
    assert "ldn-tui failed (ValueError)" in "".join(capsys.readouterr())
    assert journal.day(journal.today()).value("pain") == 4


async def test_a_failing_worker_is_reported_by_its_own_error(
    journal: Journal,
    open_app: OpenApp,
    state: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("ldn_tui.journal.backups.BackupBook.make", broken)

    async def use() -> None:
        async with open_app(journal) as driver:
            driver.app.action_back_up()
            await driver.until(lambda: driver.app._exception is not None, "the worker fails")

    with pytest.raises(WorkerFailed):
        await use()
    printed = "".join(capsys.readouterr())
    assert "ldn-tui failed (ValueError)" in printed
    assert SECRET not in printed + only_log(state)
    assert "in fail_with" in only_log(state)


async def test_what_waits_to_be_saved_is_tried_once_more(
    journal: Journal, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from ldn_tui.domain.errors import LockedJournal

    def locked(*arguments: object) -> None:
        raise LockedJournal("held by another program")

    async def wait_then_fail(driver: Driver) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(journal, "rate", locked)
            await driver.press("4")
            assert len(driver.app.recorder.pending) == 1
        monkeypatch.setattr("ldn_tui.tui.screens.today.TodayScreen.action_note", broken)
        await driver.press("w")

    async def use() -> None:
        async with open_app(journal) as driver:
            await wait_then_fail(driver)

    with pytest.raises(ValueError, match=SECRET):
        await use()
    assert "not saved yet" not in "".join(capsys.readouterr())
    assert journal.day(journal.today()).value("pain") == 4


_FAILING_THREAD = """
import sys
from ldn_tui.journal import backups, check
def broken(*arguments):
    raise ValueError("a note about gout")
{patch} = broken
from ldn_tui.cli import run
sys.exit(run([]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs pseudo-terminals")
@pytest.mark.parametrize(
    ("patch", "name"),
    [("check.check_file", "the look over the file"), ("backups.BackupBook.make_daily", "the backup of the day")],
)
def test_what_fails_in_the_background_is_said_and_the_app_goes_on(
    patch: str, name: str, journal: Journal, tmp_path: Path, state: Path
) -> None:
    from tests.terminal import Terminal, environment

    journal.rate(journal.today(), "sleep", 5)
    command = [sys.executable, "-c", _FAILING_THREAD.format(patch=patch)]
    variables = environment(tmp_path, journal.path, LDN_NOW=journal.clock.now().isoformat())
    terminal = Terminal(command, variables, columns=120)
    try:
        terminal.wait_for(lambda shown: f"Failed in the background: {name} (ValueError)" in shown.text)
        terminal.send("4")
        terminal.wait_for(lambda shown: "▐4▌" in shown.text)
        assert SECRET not in terminal.text
    finally:
        terminal.kill()
    assert SECRET not in only_log(state)
    assert name in only_log(state)
    assert journal.day(journal.today()).value("pain") == 4
