"""Which command was run last on each screen: help in a dialog says what led to it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from ldn_tui.keys.commands import COMMANDS, Command, Place

if TYPE_CHECKING:
    from textual.screen import Screen


class CommandsRun:
    """The last command of each screen."""

    def __init__(self) -> None:
        """Begin with none."""
        self._last: WeakKeyDictionary[Screen[object], tuple[str, tuple[Place, ...]]] = WeakKeyDictionary()

    def note(self, screen: "Screen[object]", action: str) -> None:
        """Note that `action` was run while `screen` was the topmost."""
        places: tuple[Place, ...] = getattr(screen, "places", tuple)()
        self._last[screen] = (action.rpartition(".")[2].partition("(")[0], places)

    def last_below(self, screens: "Sequence[Screen[object]]") -> Command | None:
        """Return the command that led to the last of `screens`, each of which lies on the one before it."""
        for screen in reversed(screens[:-1]):
            name, places = self._last.get(screen, ("", ()))
            for place in (*places, Place.EVERYWHERE):
                for command in COMMANDS:
                    if command.place is place and command.name.partition("(")[0] == name:
                        return command
        return None
