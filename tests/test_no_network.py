"""No network: nothing that could reach it is loaded, and the running program asks the system for no such socket."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.terminal import LDN, Terminal, environment

ESCAPE = "\x1b"
STRACE = shutil.which("strace")
# What the standard library has to speak to other computers with. `socket` itself is not among them: asyncio, which
# Textual runs on, wakes itself with a pair of local ones; what the program does with it, strace says.
SPEAKERS = (
    "urllib.request", "http.client", "http.server", "ftplib", "smtplib", "imaplib", "poplib", "socketserver",
    "xmlrpc.client", "requests", "httpx", "aiohttp", "urllib3", "websockets",
)  # fmt: skip


def test_nothing_that_is_loaded_speaks_to_other_computers() -> None:
    program = """
import importlib, pkgutil, sys
import ldn_tui

for module in pkgutil.walk_packages(ldn_tui.__path__, "ldn_tui."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
print(sum(name.startswith("ldn_tui.") for name in sys.modules), *(name for name in sys.argv[1:] if name in sys.modules))
"""
    ended = subprocess.run(
        [sys.executable, "-c", program, *SPEAKERS], capture_output=True, text=True, check=False, timeout=120
    )
    assert ended.returncode == 0, ended.stderr
    count, *loaded = ended.stdout.split()
    assert int(count) > 100
    assert loaded == []


def _require_strace(tmp_path: Path) -> tuple[str, ...]:
    """Return how a program is run under strace, which writes its network calls down; skip where it cannot."""
    if STRACE is None:
        pytest.skip("strace is not installed: which sockets the program asks for cannot be watched")
    watch = (STRACE, "-f", "-qq", "-e", "trace=network", "-o", str(tmp_path / "calls"))
    tried = subprocess.run([*watch, sys.executable, "-c", ""], capture_output=True, text=True, check=False, timeout=60)
    if tried.returncode:
        pytest.skip(f"strace may not watch a program here: {tried.stderr.strip()}")
    return watch


def _internet_calls(tmp_path: Path) -> list[str]:
    return [line for line in (tmp_path / "calls").read_text(encoding="utf-8").splitlines() if "AF_INET" in line]


def test_strace_would_see_an_internet_socket(tmp_path: Path) -> None:
    watch = _require_strace(tmp_path)
    program = "import socket; socket.socket(socket.AF_INET).close()"
    plain = {"PATH": os.environ["PATH"]}
    subprocess.run([*watch, sys.executable, "-c", program], check=True, env=plain, timeout=60)
    assert len(_internet_calls(tmp_path)) == 1


def test_the_app_asks_for_no_internet_socket(tmp_path: Path) -> None:
    pytest.importorskip("pty")
    watch = _require_strace(tmp_path)
    (tmp_path / "home").mkdir()
    terminal = Terminal([*watch, *LDN, "demo"], environment(tmp_path / "home", tmp_path / "journal.db"))
    terminal.wait_for(lambda seen: "Today" in seen.text and "Pain" in seen.text, limit=60)
    # Through every room, a dialog, the palette, the help and the blank screen; a value is entered on the way.
    for keys in ("5", "c", "g", "p", "f", "t", "w", ESCAPE, ":", ESCAPE, "?", ESCAPE, "z", "z"):
        terminal.send(keys)
        terminal.settle(quiet=0.15)
    terminal.send("q")
    terminal.watch(1.0)
    assert terminal.dead
    terminal.kill()
    calls = (tmp_path / "calls").read_text(encoding="utf-8")
    assert "AF_UNIX" in calls
    assert _internet_calls(tmp_path) == []


def test_the_verbs_ask_for_no_internet_socket(tmp_path: Path) -> None:
    watch = _require_strace(tmp_path)
    (tmp_path / "home").mkdir()
    known = environment(tmp_path / "home", tmp_path / "journal.db")
    for words in (
        ["log", "pain=4"],
        ["show"],
        ["export", "-o", str(tmp_path / "journal.json")],
        ["import", str(tmp_path / "journal.json"), "--dry-run"],
        ["backup"],
        ["doctor"],
    ):
        ended = subprocess.run([*watch, *LDN, *words], capture_output=True, env=known, check=False, timeout=60)
        assert ended.returncode == 0, (words, ended.stderr)
        assert _internet_calls(tmp_path) == [], words
