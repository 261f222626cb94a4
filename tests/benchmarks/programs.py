"""What is started to be measured: `ldn` as a person has it, and the floors beside it."""

import compileall
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import ldn_tui
from ldn_tui.domain.measures import FIRST_MEASURES
from tests.benchmarks.journals import PAIN_TODAY
from tests.terminal import Terminal

EMPTY_APP = (sys.executable, str(Path(__file__).with_name("empty_app.py")))
# The terminal they run on.
COLUMNS, ROWS = 120, 30
BARE_IMPORT = (sys.executable, "-c", "import sqlite_utils")


def compile_package() -> None:
    """Compile the package as an installer does: without that, a start takes several times as long."""
    compileall.compile_dir(str(Path(ldn_tui.__file__).parent), quiet=1)


def shows_today(terminal: Terminal) -> bool:
    """Return whether today's form is there, whole and with today's values."""
    lines = terminal.lines()
    chip = any(line.strip(" ▸").startswith("Pain") and f"▐{PAIN_TODAY}▌" in line for line in lines)
    names = all(any(measure.name in line for line in lines) for measure in FIRST_MEASURES)
    return chip and names and "Today" in lines[0] and "help" in lines[-1]


def shows_word(terminal: Terminal) -> bool:
    """Return whether the empty app has said its word."""
    return "ready" in terminal.text


def seconds_to_run(command: Sequence[str], variables: dict[str, str]) -> float:
    """Run a command to its end and return how long it took.

    Raises:
        CalledProcessError: it failed.
    """
    started = time.perf_counter()
    subprocess.run(
        command,
        env=variables,
        check=True,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return time.perf_counter() - started


class BareCommits:
    """The floor of a saved key: one small row, committed as the journal commits."""

    def __init__(self, path: Path) -> None:
        """Make a database with one table at `path`, which should lie on the journal's disk."""
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = DELETE")
        self._connection.execute("PRAGMA synchronous = EXTRA")
        self._connection.execute("CREATE TABLE IF NOT EXISTS one (value INTEGER)")

    def seconds(self) -> float:
        """Commit one row and return how long it took."""
        started = time.perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO one VALUES (1)")
        self._connection.execute("COMMIT")
        return time.perf_counter() - started

    def close(self) -> None:
        """Close the database."""
        self._connection.close()
