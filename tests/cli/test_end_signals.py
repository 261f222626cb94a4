"""A verb that is ended from outside leaves nothing half written."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ldn_tui.journal import Journal

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows ends a process without asking it")

# An export that says when its unfinished file is there, and waits.
EXPORT = """
import signal, sys, time
from ldn_tui import part_files
from ldn_tui.cli import run

def wait(_):
    print("ready", flush=True)
    time.sleep(float(sys.argv[1]))

# However the tests were started: under nohup it would be ignored.
signal.signal(signal.SIGHUP, signal.SIG_IGN if sys.argv[2] == "ignored" else signal.SIG_DFL)
part_files.sync = wait
sys.exit(run(["export", "--notes", "-o", sys.argv[3]]))
"""


def ended_by(number: signal.Signals, target: Path, seconds: float, hang_up: str) -> tuple[int, str]:
    """Return the exit code of an export that is sent a signal while it writes `target`, and what it said on stderr."""
    call = [sys.executable, "-c", EXPORT, str(seconds), hang_up, str(target)]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        assert len(list(target.parent.glob(".ldn-*"))) == 1
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
        return process.returncode, said


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_nothing_half_written_stays(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    journal.write_note(journal.today(), "a secret")
    monkeypatch.setenv("LDN_DB", str(journal.path))
    folder = tmp_path / "exports"
    folder.mkdir()
    code, said = ended_by(number, folder / "x.json", 60, "heard")
    assert (code, said) == (128 + number, "")
    assert list(folder.iterdir()) == []


def test_a_closed_terminal_that_the_caller_ignores_ends_nothing(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LDN_DB", str(journal.path))
    folder = tmp_path / "exports"
    folder.mkdir()
    code, _ = ended_by(signal.SIGHUP, folder / "x.json", 0.2, "ignored")
    assert (code, [path.name for path in folder.iterdir()]) == (0, ["x.json"])
