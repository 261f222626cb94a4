"""The views of the Graphs room, in the order `v` goes through them; each is loaded when it is first looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from ldn_tui.graphs.scene import Scene
from ldn_tui.journal import Journal

Read = Callable[[Journal, str], Scene]


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at the journal.

    Attributes:
        key: its letter; the commands name it.
        module: where it is, in this package; `read_` and its name reads it.
        axis: views of one axis share where one is in it; "" for a view without days.
    """

    key: str
    module: str
    axis: str

    def read(self, journal: Journal, measure: str) -> Scene:
        """Read the view of the measure with that key, or of the first one if there is none such.

        Raises:
            LdnError: the journal cannot be read just now.
        """
        module = import_module(f"ldn_tui.graphs.{self.module}")
        return cast("Read", getattr(module, f"read_{self.module}"))(journal, measure)


VIEWS = (
    View("h", "history", "days"),
    View("a", "all_measures", "days"),
    View("d", "distribution", ""),
    View("o", "order", "since the first dose"),
    View("w", "weeks", "trial"),
    View("s", "dose_steps", ""),
    View("e", "labs", "laboratory"),
)


def view_with(key: str) -> View:
    """Return the view with that letter."""
    return next(view for view in VIEWS if view.key == key)
