"""What every view of the Graphs room is: a scene read from the journal, and the picture of some of its days."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.data_table import DataTable
from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.history import HistoryChart, Viewport, Zoom
from ldn_tui.graphs.graph_view import GraphView
from ldn_tui.plots import Plot


@dataclass(frozen=True, slots=True)
class Look:
    """How the room is set.

    Attributes:
        window: the days in view; None for a view without a time axis.
        with_means: whether 7-day means are drawn.
        tag: the one tag whose events are marked; None for all.
        week_starts_on: the weekday on which weeks begin, 0 for Monday.
        ascii_only: whether to draw with the characters of ASCII alone.
    """

    window: Window | None
    with_means: bool = True
    tag: str | None = None
    week_starts_on: int = 0
    ascii_only: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """What is shown of a scene, in every form it can take.

    Attributes:
        heading: what it is, for a file and the dialog that asks for one: "Pain, 24 Aug to 22 Nov 2026".
        stem: the name of a file without its ending.
        draw: draws it for a width and a height in cells.
        text: returns it as plain text for a width and a height in cells.
        svg: returns it as an SVG document.
        table: the same data as a table; the history itself, whose table has a line for every day, or a small one.
        note: what stands above it in place of a legend, "" for the legend.
        aside: a few words to the right of that.
    """

    heading: str
    stem: str
    draw: Callable[[int, int], Plot]
    text: Callable[[int, int], str]
    svg: Callable[[], str]
    table: HistoryChart | Callable[[], DataTable]
    note: str = ""
    aside: str = ""


class Scene(ABC):
    """One view of the journal as it was read; whatever days of it are asked for can then be shown.

    Attributes:
        graph: the measure chosen, and what all views show around it.
        sentence: why there is nothing to show and what to do about it; None if there is something.
        extent: the days of its time axis; None for a view without one.
    """

    #: How much of the time axis is in view at first.
    ZOOM = Zoom.ALL
    #: Whether it shows one measure, so that digits and `m` choose which.
    IS_OF_ONE_MEASURE = True
    #: What stands under a picture that has no day to read out.
    CAPTION = ""

    def __init__(self, graph: GraphView, extent: Window | None = None, sentence: str | None = None) -> None:
        """Show `graph`, or say `sentence`."""
        self.graph = graph
        self.extent = extent
        self.sentence = sentence

    @abstractmethod
    def subject(self, viewport: Viewport | None) -> str:
        """Return what the title says is shown; without a viewport, no more than the name."""

    @abstractmethod
    def picture(self, look: Look) -> Picture:
        """Return the picture; only where there is no sentence."""

    def value(self, day: date) -> float | None:
        """Return the value a cursor on `day` is shown at, None for none."""
        del day
        return None

    def said(self, day: date) -> tuple[tuple[str, str], ...] | None:
        """Return what is read out of `day` as (what, how much); None for the rating and the mean of the measure."""
        del day
        return None


class NoScene(Scene):
    """A view that has nothing to show yet."""

    def __init__(self, graph: GraphView, name: str, sentence: str, *, is_of_one_measure: bool = False) -> None:
        """Say `sentence` under `name`."""
        super().__init__(graph, None, sentence)
        self.IS_OF_ONE_MEASURE = is_of_one_measure
        self._name = name

    def subject(self, viewport: Viewport | None) -> str:
        """Return what would be shown."""
        del viewport
        return self._name

    def picture(self, look: Look) -> Picture:
        """Have no picture."""
        raise LookupError(f"{self._name} has no picture: ask for its sentence, in {look}")


def days_in_title(viewport: Viewport | None) -> str:
    """Return how many days are in view for a title, "" for all of a trial."""
    return "" if viewport is None or viewport.zoom is Zoom.ALL else f"   {viewport.title}"
