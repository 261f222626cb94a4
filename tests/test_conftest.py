"""The ground the tests stand on holds."""

import asyncio
import os
import socket
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from ldn_tui.clock import SystemClock
from ldn_tui.journal import Journal
from tests.conftest import Ldn, NetworkRefused
from tests.terminal import Terminal


def test_internet_sockets_are_refused() -> None:
    for family in (socket.AF_INET, socket.AF_INET6):
        with pytest.raises(NetworkRefused):
            socket.socket(family)
    with pytest.raises(NetworkRefused):
        socket.socket()
    with pytest.raises(NetworkRefused):
        socket.create_connection(("localhost", 80))


def test_event_loops_still_work() -> None:
    async def answer() -> int:
        return 42

    assert asyncio.run(answer()) == 42


def test_textual_was_imported_in_a_clean_environment() -> None:
    from textual import constants

    assert constants.DEFAULT_THEME == "textual-dark"
    assert constants.TEXTUAL_ANIMATIONS == "none"
    assert "NO_COLOR" not in os.environ


def test_the_zone_is_pinned() -> None:
    assert SystemClock().now().utcoffset() in {timedelta(hours=1), timedelta(hours=2)}


def test_the_command_line_works_on_the_journal_of_the_fixture(journal: Journal, ldn: Ldn) -> None:
    assert str(journal.path) in ldn("paths").stdout


class TestOtherProcesses:
    """A program that a test starts reaches no network either."""

    def run(self, code: str, **options: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=60, **options
        )

    @pytest.mark.parametrize(
        "code",
        [
            "import socket; socket.socket()",
            "import socket; socket.socket(socket.AF_INET6)",
            "import socket; socket.create_connection(('127.0.0.1', 9))",
            "import socket; socket.getaddrinfo('localhost', 80)",
            "import socket; socket.gethostbyname('localhost')",
            "import _socket; _socket.socket(_socket.AF_INET)",
        ],
    )
    def test_they_are_refused(self, code: str) -> None:
        ended = self.run(code)
        assert ended.returncode != 0
        assert "the tests refuse the network" in ended.stderr

    def test_so_are_their_own_children_and_those_on_a_terminal(self) -> None:
        code = "import socket; socket.socket()"
        ended = self.run(f"import subprocess, sys; sys.exit(subprocess.call([sys.executable, '-c', {code!r}]))")
        assert "the tests refuse the network" in ended.stderr
        seen = Terminal([sys.executable, "-c", code], os.environ)
        seen.wait_for(lambda terminal: "the tests refuse the network" in " ".join(terminal.text.split()))

    def test_event_loops_and_local_pairs_still_work(self) -> None:
        ended = self.run(
            "import asyncio, socket; socket.socketpair()[0].detach(); asyncio.run(asyncio.sleep(0)); print('done')"
        )
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, "done\n", "")

    def test_an_installations_own_customisation_is_kept(self, tmp_path: Path) -> None:
        (tmp_path / "sitecustomize.py").write_text("import sys; sys.customised = __name__")
        path = os.pathsep.join([os.environ["PYTHONPATH"], str(tmp_path)])
        ended = self.run(
            "import sys; print(sys.customised); import socket; socket.socket()",
            env={**os.environ, "PYTHONPATH": path},
        )
        assert ended.stdout == "sitecustomize\n"
        assert "the tests refuse the network" in ended.stderr
