"""When the program itself fails: the journal intact, one short message, a crash log without values or notes."""

import os
import sqlite3
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ldn_tui.crash import MOST_LOGS, background_failures, report_crash, write_crash_log
from ldn_tui.domain.errors import BadInput
from ldn_tui.journal import Journal
from tests.conftest import Ldn
from tests.exported import export_document

SECRET = "gout"


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The state folder of this test alone; nothing has made it yet."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state" / "ldn-tui"


@pytest.fixture
def old_umask() -> Iterator[None]:
    """A umask that would let everyone read and write."""
    before = os.umask(0)
    yield
    os.umask(before)


def fail_with(secret: str, error: type[Exception] = ValueError) -> None:
    note = f"a note about {secret}"
    raise error(f"cannot read {note}")


def failed(error: type[Exception] = ValueError) -> Exception:
    """Return an error that came through `fail_with`."""
    try:
        fail_with(SECRET, error)
    except Exception as caught:  # noqa: BLE001 - any kind can be asked for
        return caught
    raise AssertionError("nothing failed")


def only_log(state: Path) -> Path:
    (log,) = state.iterdir()
    return log


@pytest.mark.parametrize(
    ("unsaved", "said"),
    [
        (0, "Everything before your last key is saved in the journal."),
        (1, "1 change was not saved yet; everything before it is in the journal."),
        (3, "3 changes were not saved yet; everything before them is in the journal."),
    ],
)
def test_the_message_says_what_is_saved_and_where_the_log_is(unsaved: int, said: str, state: Path) -> None:
    first, second = report_crash(failed(), "the app", unsaved).splitlines()
    assert first == f"ldn-tui failed (ValueError) and closed. {said}"
    assert second == f"A crash log without your values and notes: {only_log(state)}"


def test_the_log_names_the_versions_and_the_place_and_no_value(state: Path) -> None:
    log = write_crash_log(failed(), "ldn status").read_text()
    assert log.startswith("ldn-tui 0.")
    assert "failed: ValueError\n" in log
    assert "ldn status" in log
    assert f"Python {sys.version_info.major}.{sys.version_info.minor}" in log
    assert f"SQLite {sqlite3.sqlite_version}" in log
    assert "/tests/test_crash.py:" in log
    assert "in fail_with\n" in log
    assert SECRET not in log
    assert "a note about" not in log


def test_the_log_names_what_led_to_the_error(state: Path) -> None:
    try:
        raise BadInput(SECRET) from failed(KeyError)
    except BadInput as error:
        log = write_crash_log(error, "the app").read_text()
    assert "\nldn_tui.domain.errors.BadInput:\n" in log
    assert "\nKeyError:\n" in log
    assert SECRET not in log


def test_the_log_names_the_members_of_a_group(state: Path) -> None:
    log = write_crash_log(ExceptionGroup(SECRET, [failed(KeyError), failed(TypeError)]), "the app").read_text()
    assert "\nKeyError:\n" in log
    assert "\nTypeError:\n" in log
    assert SECRET not in log


def test_the_log_names_the_code_and_not_the_words_of_the_system_and_of_sqlite(state: Path) -> None:
    with pytest.raises(FileNotFoundError) as missing:
        Path(f"/nowhere/{SECRET}").read_text()
    with pytest.raises(sqlite3.OperationalError) as wrong:
        sqlite3.connect(":memory:").execute(f"SELECT {SECRET}")
    assert "FileNotFoundError (ENOENT)" in write_crash_log(missing.value, "the app").read_text()
    assert "sqlite3.OperationalError (SQLITE_ERROR)" in write_crash_log(wrong.value, "the app").read_text()
    assert not any(SECRET in log.read_text() for log in state.iterdir())


def test_a_long_way_is_cut_in_the_middle(state: Path) -> None:
    def deeper(depth: int) -> int:
        return deeper(depth + 1)

    with pytest.raises(RecursionError) as caught:
        deeper(0)
    log = write_crash_log(caught.value, "the app")
    assert "more ..." in log.read_text()
    assert log.stat().st_size < 10_000


@pytest.mark.usefixtures("old_umask")
def test_only_its_owner_can_read_it(state: Path) -> None:
    log = write_crash_log(failed(), "the app")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert stat.S_IMODE(state.stat().st_mode) == 0o700


def test_the_oldest_logs_go(state: Path) -> None:
    for number in range(MOST_LOGS + 5):
        log = write_crash_log(failed(), f"call {number}")
        os.utime(log, ns=(number, number))
    (state / "mine.txt").write_text("not a crash log")
    logs = [log.read_text() for log in state.glob("crash-*")]
    assert len(logs) == MOST_LOGS
    assert not any("call 4\n" in log for log in logs)
    assert any(f"call {MOST_LOGS + 4}\n" in log for log in logs)
    assert (state / "mine.txt").exists()


def test_a_link_in_its_place_is_not_followed(state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LDN_NOW", "2026-11-22T21:30:00+01:00")
    theirs = tmp_path / "theirs"
    state.mkdir(parents=True)
    (state / "crash-2026-11-22T213000+0100.txt").symlink_to(theirs)
    assert write_crash_log(failed(), "the app").name == "crash-2026-11-22T213000+0100-2.txt"
    assert not theirs.exists()


def test_where_no_log_can_be_written_the_places_are_said(state: Path) -> None:
    state.parent.write_text("a file where the folder would be")
    said = report_crash(failed(), "the app")
    assert "No crash log could be written" in said
    assert "in fail_with" in said
    assert SECRET not in said


def test_a_failing_verb_leaves_the_journal_as_it_was(
    ldn: Ldn, journal: Journal, state: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fault comes in the middle of the write: the row is there, its step is not."""
    journal.rate(journal.today(), "pain", 4)
    before = export_document(journal)
    monkeypatch.setattr("ldn_tui.storage.steps.StepLog.append_change", lambda *rest: fail_with(SECRET))
    said = ldn("log", "sleep=6", f"note={SECRET}")
    assert said.exit_code == 1
    assert said.stdout == ""
    first, second = said.stderr.splitlines()
    assert first.endswith("Nothing of this call was saved unless it said so.")
    assert second.endswith(str(only_log(state)))
    assert "ldn log" in only_log(state).read_text()
    assert SECRET not in said.stderr + only_log(state).read_text()
    assert export_document(journal) == before
    journal.check()


def test_a_log_is_where_paths_says(ldn: Ldn, monkeypatch: pytest.MonkeyPatch, state: Path) -> None:
    assert "(nothing in it: crash logs go there)" in ldn("paths").stdout
    log = write_crash_log(failed(), "the app")
    assert f"state    {log.parent}\n" in ldn("paths").stdout


def test_what_fails_in_a_thread_is_said_without_its_words(state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said: list[str] = []
    with background_failures(said.append):
        thread = threading.Thread(target=fail_with, args=(SECRET,), name="the backup of the day")
        thread.start()
        thread.join()
    expected = (
        "Failed in the background: the backup of the day (ValueError). A crash log without your values and notes: "
    )
    assert said == [f"{expected}{only_log(state)}"]
    assert "the backup of the day" in only_log(state).read_text()
    assert SECRET not in only_log(state).read_text()
    assert capsys.readouterr() == ("", "")


def test_what_fails_while_an_object_goes_away_is_said_without_its_words(
    state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Failing:
        def __del__(self) -> None:
            fail_with(SECRET)

    said: list[str] = []
    with background_failures(said.append):
        Failing()
    assert "tidying up (ValueError)" in said[0]
    assert SECRET not in only_log(state).read_text()
    assert capsys.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform == "win32", reason="needs a POSIX shell")
@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_fault(closed: str, journal: Journal, tmp_path: Path, state: Path) -> None:
    call = f'"{sys.executable}" -m ldn_tui log pain=4 {closed}'
    variables = {**os.environ, "LDN_DB": str(journal.path), "LDN_NOW": journal.clock.now().isoformat()}
    done = subprocess.run(["/bin/sh", "-c", call], env=variables, check=False, capture_output=True, cwd=tmp_path)
    # What cannot be said is a failure of its own; the journal has taken the value all the same.
    assert (done.returncode, state.exists()) == (5 if ">&-" in closed.split() else 0, False), done
    assert journal.day(journal.today()).value("pain") == 4
    journal.check()
