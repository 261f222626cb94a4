"""What a program finds around it: the terminal and the versions, looked at without importing what is looked at."""

import os
import platform
import shutil
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from ldn_tui import __version__
from ldn_tui.domain.text import visible
from ldn_tui.journal.doctor import Finding, State
from ldn_tui.storage.database import sqlite_version

LEAST_COLUMNS, LEAST_LINES = 80, 24
_PACKAGES = ("textual", "sqlite-utils", "plotext", "click", "platformdirs", "pyrage")
_NO_FULL_SCREEN = {"", "dumb", "unknown"}


def terminal_findings() -> Iterator[Finding]:
    """Look at the terminal: whether the app can be drawn on it."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        yield Finding("terminal", State.NOTE, "not looked at: this call has none")
        return
    name = os.environ.get("TERM", "")
    shown = visible(name) or "not set"
    inside = " in tmux" if os.environ.get("TMUX") else " in screen" if os.environ.get("STY") else ""
    if name in _NO_FULL_SCREEN:
        yield Finding("terminal", State.NOTE, f"TERM is {shown}: no full screen", "use `ldn log` and `ldn show` here")
    else:
        yield Finding("terminal", State.OK, f"TERM is {shown}{inside}, {_colours(name)}")
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    if encoding == "utf8":
        yield Finding("signs", State.OK, "UTF-8")
    else:
        yield Finding("signs", State.NOTE, f"{visible(encoding)}: some signs cannot be drawn", "export LANG=C.UTF-8")
    columns, lines = shutil.get_terminal_size()
    size = f"{columns} columns, {lines} lines"
    if columns < LEAST_COLUMNS or lines < LEAST_LINES:
        wanted = f"make it {LEAST_COLUMNS} x {LEAST_LINES} or larger to see everything at once"
        yield Finding("size", State.NOTE, size, wanted)
    else:
        yield Finding("size", State.OK, size)


def _colours(name: str) -> str:
    if os.environ.get("NO_COLOR"):
        return "no colours, as NO_COLOR asks"
    if os.environ.get("COLORTERM") in {"truecolor", "24bit"} or name.endswith("-direct"):
        return "all colours"
    return "256 colours" if "256color" in name else "16 colours"


def versions() -> dict[str, str]:
    """Return the version of everything that is at work; "" for what is not installed."""
    found = {
        "ldn-tui": __version__,
        "python": platform.python_version(),
        "sqlite": sqlite_version(),
        "platform": f"{platform.system()} {platform.release()} {platform.machine()}",
    }
    for package in _PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = ""
    return found
