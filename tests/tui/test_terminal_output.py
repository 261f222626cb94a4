"""What the running program sends to a terminal: no colour where none is wanted, ASCII where there is no more."""

import re
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.terminal import Terminal, environment

# Select Graphic Rendition; without colours may remain: bold, dim, italic, underline, reverse, and their ends.
_RENDITION = re.compile(rb"\x1b\[([0-9;:]*)m")
_WITHOUT_COLOUR = frozenset(b"0 1 2 3 4 7 21 22 23 24 27".split()) | {b""}
_STARTED = "0 1 2 3 4"


class Recorded(Terminal):
    """A terminal that also keeps what it was sent."""

    sent = b""

    def _draw(self, data: bytes) -> None:
        self.sent += data
        super()._draw(data)

    def colours(self) -> set[bytes]:
        """Return the codes of rendition that are about colour."""
        codes = {code for sequence in _RENDITION.findall(self.sent) for code in re.split(rb"[;:]", sequence)}
        return codes - _WITHOUT_COLOUR


def run(folder: Path, *arguments: str, **variables: str) -> Recorded:
    """Start the program with a home of its own, and wait until it is drawn."""
    known: Mapping[str, str] = environment(folder, folder / "journal.db", **variables)
    terminal = Recorded((sys.executable, "-m", "ldn_tui", *arguments), known)
    terminal.wait_for(lambda terminal: _STARTED in terminal.text)
    return terminal


def test_without_colours_and_in_ascii_nothing_else_is_sent_from_any_room(tmp_path: Path) -> None:
    terminal = run(tmp_path, "--no-color", "--ascii", "demo", LANG="C.UTF-8", PYTHONUTF8="1")
    # Every room, a dialog with choices, one with a field, the help and the palette; each left again.
    for keys in ("c", "g", "p", "f", "t", "s", "\x07", "/", "1", "\x07", "?", "q", ":"):
        terminal.press(keys)
    terminal.kill()
    assert terminal.colours() == set()
    assert terminal.sent.isascii()


@pytest.mark.parametrize(
    ("variables", "has_color", "is_ascii"),
    [
        ({"NO_COLOR": "", "PYTHONUTF8": "1"}, True, False),
        ({"NO_COLOR": "1", "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}, False, True),
    ],
    ids=["an empty NO_COLOR is none", "NO_COLOR, and an encoding without the signs"],
)
def test_the_surroundings_are_obeyed(
    tmp_path: Path, variables: dict[str, str], has_color: bool, is_ascii: bool
) -> None:
    terminal = run(tmp_path, **variables)
    terminal.kill()
    assert bool(terminal.colours()) is has_color
    assert terminal.sent.isascii() is is_ascii
