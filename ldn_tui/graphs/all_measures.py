"""All measures, one above the other on one time axis."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from ldn_tui.domain.data_table import Column, DataTable, Row
from ldn_tui.domain.dates import days_between, short_day
from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.history import History, Viewport, Zoom
from ldn_tui.domain.measure_stack import MeasureStack
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.text import visible
from ldn_tui.graphs.chart_sentences import NOTHING_EVER_RATED
from ldn_tui.graphs.drawn import picture
from ldn_tui.graphs.graph_view import GraphView
from ldn_tui.graphs.scene import Look, Picture, Scene
from ldn_tui.journal import Journal
from ldn_tui.plots.all_measures import render_measures
from ldn_tui.reports.figures.all_measures import measures_svg


class AllMeasuresScene(Scene):
    """The 7-day means of all measures still asked."""

    ZOOM = Zoom.THREE_MONTHS
    IS_OF_ONE_MEASURE = False

    def __init__(self, graph: GraphView, histories: Sequence[History]) -> None:
        """Show `histories`, those of the measures still asked."""
        is_empty = all(history.is_empty for history in histories)
        super().__init__(graph, Window(graph.first_day, graph.today), NOTHING_EVER_RATED if is_empty else None)
        self._histories = histories

    def subject(self, viewport: Viewport | None) -> str:
        """Return that all are shown, and how much is in view."""
        return "All measures" if viewport is None else f"All measures   {viewport.title}"

    def picture(self, look: Look) -> Picture:
        """Return the charts of the days in view."""
        window = look.window or Window(self.graph.first_day, self.graph.today)
        charts = tuple(history.chart(window, with_means=look.with_means) for history in self._histories)
        stack = MeasureStack(window, charts)
        return picture(
            f"All measures, {window.in_words}",
            f"all-measures-{window.last.isoformat()}",
            partial(render_measures, stack, ascii_only=look.ascii_only, week_starts_on=look.week_starts_on),
            partial(measures_svg, stack, look.week_starts_on),
            partial(_table, stack),
        )

    def said(self, day: date) -> tuple[tuple[str, str], ...]:
        """Return the ratings of `day`."""
        rated = [(history.measure.name, history.rating(day)) for history in self._histories]
        return tuple((visible(name), "–" if value is None else shown_number(value)) for name, value in rated)


def read_all_measures(journal: Journal, graph: GraphView) -> AllMeasuresScene:
    """Read the histories of all measures still asked."""
    histories = [
        History(measure, journal.ratings_of(measure.key, date.min, graph.today), graph.history.phases)
        for measure in graph.active
    ]
    return AllMeasuresScene(graph, histories)


def _table(stack: MeasureStack) -> DataTable:
    columns = (Column("day", is_number=False), *(Column(visible(chart.measure.name)) for chart in stack.charts))
    rows = [
        Row(
            (
                short_day(day),
                *("·" if day not in chart.ratings else shown_number(chart.ratings[day]) for chart in stack.charts),
            ),
            day,
        )
        for day in days_between(stack.window.first, stack.window.last)
    ]
    return DataTable(columns, tuple(rows))
