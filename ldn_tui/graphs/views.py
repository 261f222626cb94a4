"""The views of the Graphs room, in the order `v` goes through them; each is loaded when it is first looked at."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import cast

from ldn_tui.graphs.graph_view import GraphView
from ldn_tui.graphs.scene import Scene
from ldn_tui.journal import Journal

Read = Callable[[Journal, GraphView], Scene]


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

    def read(self, journal: Journal, graph: GraphView) -> Scene:
        """Read what the view shows besides the measure that was read already.

        Args:
            journal: the journal.
            graph: the measure, which all views share as long as nothing changes: of 100 years it takes 150 ms.

        Raises:
            LdnError: the journal cannot be read just now.
        """
        module = import_module(f"ldn_tui.graphs.{self.module}")
        return cast("Read", getattr(module, f"read_{self.module}"))(journal, graph)


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
