"""Which line of a file speaks of a day first, or last: four bytes a day, however many rows there are."""

from array import array
from collections.abc import Iterator
from datetime import date


class DayLines:
    """A line's number for each day up to a last one; 0 for none."""

    def __init__(self, latest: date) -> None:
        """Hold lines for no day yet; none is after `latest`."""
        self._latest = latest.toordinal()
        self._lines = array("I")

    def __len__(self) -> int:
        return sum(map(bool, self._lines))

    def __iter__(self) -> Iterator[int]:
        return iter(self._lines)

    def of(self, day: date) -> int:
        """Return the line held for `day`, 0 for none."""
        return self.at(day.toordinal())

    def at(self, ordinal: int) -> int:
        """Return the line held for the day with that ordinal."""
        index = self._latest - ordinal
        return self._lines[index] if index < len(self._lines) else 0

    def hold(self, day: date, line: int) -> None:
        """Hold `line` for `day`, in place of any other."""
        self.hold_at(day.toordinal(), line, replace=True)

    def mark(self, ordinal: int) -> bool:
        """Hold a line for the day with that ordinal, where only whether there is one counts; return if there was."""
        return bool(self.hold_at(ordinal, 1, replace=False))

    def hold_at(self, ordinal: int, line: int, *, replace: bool) -> int:
        """Hold `line` for the day with that ordinal if there is none, or in its place; return the one there was."""
        index = self._latest - ordinal
        lines = self._lines
        if index >= len(lines):
            lines.extend(array("I", bytes(lines.itemsize * (index + 1 - len(lines)))))
        held = lines[index]
        if replace or not held:
            lines[index] = line
        return held
