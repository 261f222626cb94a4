"""The app in a terminal, while its file or its disk is done something to."""

import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from ldn_tui.domain.measures import FIRST_MEASURES
from tests.faults.file_states import ratings_on
from tests.faults.verb_calls import NOW
from tests.terminal import KEYS, LDN, Terminal, environment

DAY = NOW[:10]
# What the keys below answer, in the order of the rows.
ANSWERS = "46573"
_SAYS_WAITING = re.compile(r"[Nn]ot saved")
_LIMIT = 15.0


class AppOnDisk:
    """The app, open on a journal whose day is unrated."""

    def __init__(self, terminal: Terminal, journal: Path) -> None:
        """Drive the app in `terminal`."""
        self.terminal = terminal
        self._journal = journal

    def answer(self) -> None:
        """Rate every measure of the day."""
        for key in ANSWERS:
            self.terminal.send(key)
            self.terminal.watch(0.05)

    def shows_answers(self) -> bool:
        """Return whether the rows show what was answered, saved or not."""
        lines = self.terminal.lines()
        return all(
            any(measure.name in line and f"▐{value}▌" in line for line in lines)
            for measure, value in zip(FIRST_MEASURES, ANSWERS, strict=True)
        )

    def says(self, *words: str) -> bool:
        """Return whether one of `words` is on the screen, however its lines are broken."""
        text = " ".join(self.terminal.text.replace("│", " ").split())
        return any(word in text for word in words)

    def says_waiting(self) -> bool:
        """Return whether the screen says that something is not saved yet."""
        return _SAYS_WAITING.search(" ".join(self.terminal.text.split())) is not None

    def until(self, condition: Callable[[], bool]) -> bool:
        """Watch the screen until `condition` holds, and return whether it ever does."""
        deadline = time.perf_counter() + _LIMIT
        while not condition():
            if time.perf_counter() > deadline or self.terminal.dead:
                return False
            self.terminal.watch(0.1)
        return True

    def has_saved(self) -> bool:
        """Return whether the file has every answer."""
        return ratings_on(self._journal, DAY) == {
            measure.key: float(value) for measure, value in zip(FIRST_MEASURES, ANSWERS, strict=True)
        }


@contextmanager
def app_on(journal: Path, home: Path, command: Sequence[str] = LDN) -> Iterator[AppOnDisk]:
    """Open the app on `journal` and kill it at the end.

    Args:
        journal: its file.
        home: a folder for its settings.
        command: what is started.
    """
    terminal = Terminal(command, environment(home, journal, LDN_NOW=NOW), rows=30, columns=110)
    app = AppOnDisk(terminal, journal)
    try:
        terminal.wait_for(lambda shown: "Function" in shown.text and "help" in shown.lines()[-1])
        # The look over the file and the backup of the day come first.
        terminal.watch(0.6)
        for _ in range(9):
            terminal.send(KEYS["up"])
        yield app
    finally:
        if not terminal.dead:
            terminal.kill()
