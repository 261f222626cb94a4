"""`ldn` with a person at its keyboard: lines are typed, and everything it says is kept."""

import io
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import datetime
from pathlib import Path

import pytest

from ldn_tui.cli import run
from tests.cli.keyboard import Keyboard
from tests.conftest import NOW, Result


class Typist:
    """Calls the command line on one journal, with lines typed to it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, journal: Path) -> None:
        """Type to `ldn` on that journal."""
        self._monkeypatch = monkeypatch
        self._monkeypatch.setenv("LDN_DB", str(journal))

    def __call__(
        self, *lines: str, arguments: Sequence[str] = ("entry",), interrupts: bool = False, now: datetime = NOW
    ) -> Result:
        """Return what a call left behind to which `lines` were typed, and then the end of input or ctrl-C."""
        out, err = io.StringIO(), io.StringIO()
        with self._monkeypatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
            patch.setenv("LDN_NOW", now.isoformat())
            patch.setattr(sys, "stdin", Keyboard(lines, interrupts=interrupts))
            exit_code = run(list(arguments))
        return Result(exit_code, out.getvalue(), err.getvalue())
