"""The command line in this process, for faults by the thousand; and a verdict on each call."""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from unittest.mock import patch

from ldn_tui.cli import run
from tests.conftest import NOW, Result

EXIT_CODES = frozenset({0, 1, 2, 3, 4, 5, 130})


@contextmanager
def at_home_in(folder: Path, journal: Path) -> Iterator[None]:
    """Let the command line find `journal`, and a home and a working directory of its own in `folder`."""
    places = {f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("DATA", "CONFIG", "STATE", "CACHE")}
    before = Path.cwd()
    with patch.dict(os.environ, {**places, "HOME": str(folder), "LDN_DB": str(journal), "LDN_NOW": NOW.isoformat()}):
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def call(*arguments: str, given: bytes = b"") -> Result:
    """Return what `ldn ARGUMENTS...` leaves behind, with `given` on its standard input, which is no terminal."""
    out, err = io.BytesIO(), io.BytesIO()
    with (
        redirect_stdout(io.TextIOWrapper(out, "utf-8", errors="surrogateescape", newline="", write_through=True)),
        redirect_stderr(io.TextIOWrapper(err, "utf-8", errors="backslashreplace", newline="", write_through=True)),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "utf-8", "surrogateescape")),
    ):
        try:
            exit_code = run(arguments)
        except SystemExit as left:
            exit_code = left.code if isinstance(left.code, int) else 1
        return Result(exit_code, out.getvalue().decode("utf-8", "replace"), err.getvalue().decode("utf-8", "replace"))


def complaints(result: Result) -> list[str]:
    """Return what no call may do, in words: end with another exit code, fail, or print a traceback or a control."""
    found = []
    if result.exit_code not in EXIT_CODES:
        found.append(f"exit code {result.exit_code}")
    for sign in ("Traceback", "ldn-tui failed"):
        if sign in result.stderr + result.stdout.partition("\n")[0]:
            found.append(f"{sign}: {result.stderr[-600:]}")
    if "\x1b" in result.stderr:
        found.append("an escape sequence on stderr")
    if result.exit_code != 0 and not (result.stderr + result.stdout).strip():
        found.append(f"exit code {result.exit_code} without a word")
    return found
