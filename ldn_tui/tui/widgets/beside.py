"""What a wide terminal shows beside the day form: the month and the chart of one measure, for seeing only."""

from collections.abc import Callable
from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from ldn_tui.domain.text import visible
from ldn_tui.graphs.history import HistoryScene
from ldn_tui.graphs.scene import Look
from ldn_tui.tui.widgets.chart import Chart
from ldn_tui.tui.widgets.legend import Legend
from ldn_tui.tui.widgets.month_grid import MonthGrid, MonthPicture

# Heading, weekdays and six weeks of one line each, with one to spare.
_LINES_OF_MONTH = 9
_MOST_LEGEND_LINES = 4


class MonthBeside(Vertical):
    """The calendar's own month, around the day of the form."""

    DEFAULT_CSS = """
    MonthBeside {
        height: 1fr;
        margin-top: 1;
        & MonthGrid { height: 1fr; min-height: 7; max-height: 32; }
        & Legend { height: 1; padding: 0; }
    }
    """

    def compose(self) -> ComposeResult:
        """Compose the heading, the grid, which never has the focus, and what its signs mean."""
        yield Static("", classes="heading")
        grid = MonthGrid()
        grid.can_focus = False
        yield grid
        yield Legend()

    def show(self, picture: MonthPicture, day: date) -> None:
        """Show a month, with `day` marked."""
        self.query_one(".heading", Static).update(_heading(picture.measure.name, picture.month.title))
        grid = self.query_one(MonthGrid)
        grid.picture, grid.selected = picture, day
        self._show_legend()

    def on_resize(self, event: Resize) -> None:
        """Leave the lines of the legend to the weeks where these have but one each."""
        self.query_one(Legend).styles.height = max(1, min(_MOST_LEGEND_LINES, event.size.height - _LINES_OF_MONTH))

    def on_day_grid_arranged(self) -> None:
        """Explain the signs that show now."""
        self._show_legend()

    def _show_legend(self) -> None:
        legend = self.query_one(Legend)
        legend.absent = "nothing recorded this month"
        legend.entries = tuple(self.query_one(MonthGrid).signs())


class ChartBeside(Vertical):
    """The history of the graphs, around the day of the form."""

    DEFAULT_CSS = """
    ChartBeside {
        width: 1fr;
        max-height: 48;
        padding: 0 1;
        & Chart { height: 1fr; }
        & .sentence { display: none; color: $text-muted; margin-top: 1; }
        &.-nothing .sentence { display: block; }
        &.-nothing Chart { display: none; }
    }
    """

    def compose(self) -> ComposeResult:
        """Compose the heading, the chart, and what is said where there is none."""
        yield Static("", classes="heading")
        yield Chart()
        yield Static("", classes="sentence")

    def show(self, scene: HistoryScene, day: date, look: Look, told: Callable[[str], str]) -> None:
        """Show the days in view, or why there is nothing to show.

        Args:
            scene: the history of a measure.
            day: the day under the cursor.
            look: how the graphs are set.
            told: fills the keys in force into a sentence.
        """
        self.set_class(scene.sentence is not None, "-nothing")
        days = "" if look.window is None or scene.sentence is not None else look.window.in_words
        self.query_one(".heading", Static).update(_heading(scene.graph.measure.name, days))
        self.query_one(".sentence", Static).update(Content(told(scene.sentence or "")))
        if scene.sentence is None:
            picture, chart = scene.picture(look), self.query_one(Chart)
            chart.show(picture.draw, picture.note)
            chart.cursor, chart.value = day, scene.value(day)


def _heading(measure: str, days: str) -> Content:
    return Content.assemble((visible(measure), "bold"), (f"   {days}", "$text-muted"))
