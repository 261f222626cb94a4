"""Questions on a terminal, line by line: lines are only ever added, nothing is drawn, moved or coloured."""

import sys
from collections.abc import Iterable
from io import TextIOWrapper

from ldn_tui.cli.session import Session
from ldn_tui.domain.errors import WrongUsage
from ldn_tui.domain.text import visible
from ldn_tui.reports.legend_text import whole_words


class InputEnded(Exception):
    """Nothing more is typed, or can be."""


class LinePrompts:
    """Says lines and asks for one."""

    def __init__(self, session: Session, instead: str) -> None:
        """Ask on the terminal this program was started on.

        Args:
            session: the call of the command line.
            instead: what a script uses instead, a clause.

        Raises:
            WrongUsage: there is none.
        """
        if not sys.stdin.isatty():
            raise WrongUsage(f"this asks question by question and needs a terminal: {instead}")
        if isinstance(sys.stdin, TextIOWrapper):
            # A byte that is no text is refused where it was typed, and not here.
            sys.stdin.reconfigure(errors="surrogateescape")
        self._session = session

    def say(self, lines: str | Iterable[str]) -> None:
        """Say a line or several, harmlessly whatever they hold."""
        for line in [lines] if isinstance(lines, str) else lines:
            self._session.say(self._broken(visible(line)))

    def _broken(self, line: str) -> list[str]:
        """Return a line broken between words where the terminal ends, as a terminal would break it within them."""
        return whole_words(line, self._session.width(None))

    def ask(self, prompt: str) -> str:
        """Return what was typed after `prompt`, without outer blanks.

        Raises:
            InputEnded: the input ended instead.
        """
        # Not input(): that writes its prompt elsewhere, and may edit the line with escape codes.
        *above, last = self._broken(visible(prompt))
        self._session.say(above)
        # The blank before what is typed, which breaking takes away.
        self._session.say(last + prompt[len(prompt.rstrip()) :], ends_line=False)
        sys.stdout.flush()
        typed = sys.stdin.readline()
        if not typed:
            raise InputEnded
        return typed.strip()
