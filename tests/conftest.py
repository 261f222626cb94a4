"""What every test stands on: a known environment, no network, a pinned clock, a journal and the command line."""

import io
import os
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime
from datetime import time as wall_time
from pathlib import Path
from typing import Any, Protocol

import pytest
from hypothesis import settings

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.formats import DEFAULT_FORMATS, use_formats
from ldn_tui.journal import Journal, open_journal
from ldn_tui.paths import config_file
from ldn_tui.transfer.saved_mappings import FILE_NAME

# Before anything imports Textual, which reads its variables once; the snapshot plugin does, so it is loaded here.
_HOME = tempfile.TemporaryDirectory(prefix="ldn-tui-tests-")
for _name in list(os.environ):
    if _name in {"NO_COLOR", "COLORTERM", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "COLORFGBG"} or (
        _name.startswith(("TEXTUAL", "LDN_")) and _name != "TEXTUAL_SNAPSHOT_TEMPDIR"
    ):
        del os.environ[_name]
os.environ |= {
    "TZ": "Europe/Berlin",
    "TERM": "xterm-256color",
    "COLUMNS": "80",
    "LINES": "24",
    "TEXTUAL_ANIMATIONS": "none",
    "HOME": _HOME.name,
    "XDG_CONFIG_HOME": f"{_HOME.name}/config",
    "XDG_DATA_HOME": f"{_HOME.name}/data",
    "XDG_STATE_HOME": f"{_HOME.name}/state",
    "XDG_CACHE_HOME": f"{_HOME.name}/cache",
}
# Every Python that a test starts refuses the network, too.
_NO_NETWORK = str(Path(__file__).with_name("no_network"))
if _NO_NETWORK not in os.environ.get("PYTHONPATH", "").split(os.pathsep):
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [_NO_NETWORK, os.environ.get("PYTHONPATH")]))
if hasattr(time, "tzset"):
    time.tzset()

pytest_plugins = ["pytest_textual_snapshot"]

settings.register_profile("the house", derandomize=True, deadline=None, database=None)
settings.load_profile("the house")

NOW = datetime.fromisoformat("2026-11-22T21:30:00+01:00")
DAY_STARTS_AT = wall_time(4, 0)


class NetworkRefused(AssertionError):
    """Something tried to reach the network: the app never does."""


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Refuse every internet socket and every name look-up; local socket pairs still work."""
    make = socket.socket.__init__

    def local_only(
        self: socket.socket, family: int = -1, type: int = -1, proto: int = -1, fileno: int | None = None
    ) -> None:
        # Without a family, and not around an open file, Python makes an AF_INET socket.
        if family in {socket.AF_INET, socket.AF_INET6} or (family == -1 and fileno is None):
            raise NetworkRefused("an internet socket was asked for")
        make(self, family, type, proto, fileno)

    def refuse(*arguments: Any, **options: Any) -> None:
        raise NetworkRefused("a name was looked up")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "__init__", local_only)
        patch.setattr(socket, "getaddrinfo", refuse)
        patch.setattr(socket, "gethostbyname", refuse)
        yield


@pytest.fixture(autouse=True)
def no_saved_mapping() -> Iterator[None]:
    """Let no test find the mapping of a foreign diary that another one saved."""
    yield
    config_file().with_name(FILE_NAME).unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def default_formats() -> Iterator[None]:
    """Show days and numbers as they are shown without a setting; what a test chooses ends with it."""
    use_formats(DEFAULT_FORMATS)
    yield
    use_formats(DEFAULT_FORMATS)


@pytest.fixture
def clock() -> PinnedClock:
    """A Sunday evening in November."""
    return PinnedClock(NOW)


@pytest.fixture
def journal_path(tmp_path: Path) -> Path:
    """Where `journal` and `ldn` keep the journal; nothing is there until one of them makes it."""
    return tmp_path / "journal.db"


@pytest.fixture
def journal(journal_path: Path, clock: PinnedClock) -> Iterator[Journal]:
    """An open new journal on the pinned clock, with days that begin at 04:00."""
    opened = open_journal(journal_path, clock, DAY_STARTS_AT, create=True, program="the app")
    yield opened
    opened.close()


@dataclass(frozen=True, slots=True)
class Result:
    """What a call of the command line left behind."""

    exit_code: int
    stdout: str
    stderr: str


class Ldn(Protocol):
    """Calls the command line as `ldn ARGUMENTS...` would be."""

    def __call__(self, *arguments: str, input: str | bytes | None = None, now: datetime | str | None = None) -> Result:
        """Return what the call left behind.

        Args:
            arguments: the words after `ldn`.
            input: what stands on standard input; it is never a terminal.
            now: what the clock says, NOW if not given.
        """
        ...


@pytest.fixture
def ldn(journal_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ldn:
    """The command line, in this process, on the journal that the fixture `journal` opens."""
    from ldn_tui.cli import run

    monkeypatch.setenv("LDN_DB", str(journal_path))

    def call(*arguments: str, input: str | bytes | None = None, now: datetime | str | None = None) -> Result:
        at = NOW if now is None else now
        monkeypatch.setenv("LDN_NOW", at.isoformat() if isinstance(at, datetime) else at)
        given = input.encode() if isinstance(input, str) else input or b""
        out, err = io.BytesIO(), io.BytesIO()
        with (
            monkeypatch.context() as patch,
            redirect_stdout(io.TextIOWrapper(out, "utf-8", newline="", write_through=True)),
            redirect_stderr(io.TextIOWrapper(err, "utf-8", newline="", write_through=True)),
        ):
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "utf-8", "surrogateescape"))
            exit_code = run(arguments)
            return Result(exit_code, out.getvalue().decode(), err.getvalue().decode())

    return call
