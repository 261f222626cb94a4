"""A keyboard for programs that read lines from a terminal."""

from collections.abc import Sequence


class Keyboard:
    """A terminal on which lines are typed, and then the end of input or ctrl-C."""

    def __init__(self, lines: Sequence[str], *, interrupts: bool) -> None:
        """Type `lines`."""
        self._lines = iter(lines)
        self._interrupts = interrupts

    def isatty(self) -> bool:
        """Say that it is a terminal."""
        return True

    def readline(self) -> str:
        """Return the next line, "" where input has ended."""
        line = next(self._lines, None)
        if line is None and self._interrupts:
            raise KeyboardInterrupt
        return "" if line is None else f"{line}\n"
