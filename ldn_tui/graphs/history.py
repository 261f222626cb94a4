"""History: one measure over time."""

from datetime import date
from functools import partial

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.history import Viewport, Zoom
from ldn_tui.domain.sentences import rated_elsewhere
from ldn_tui.graphs.graph_view import GraphView
from ldn_tui.graphs.scene import Look, Picture, Scene
from ldn_tui.journal import Journal
from ldn_tui.plots import history_text, render_history
from ldn_tui.reports.chart_svg import chart_svg


class HistoryScene(Scene):
    """Daily points, 7-day mean, baseline, phases, doses, plan, events and rescue medicine of one measure."""

    ZOOM = Zoom.THREE_MONTHS

    def subject(self, viewport: Viewport | None) -> str:
        """Return the measure, and how much is in view."""
        name = self.graph.measure.name
        return name if viewport is None else f"{name}   {viewport.title}"

    def picture(self, look: Look) -> Picture:
        """Return the chart of the days in view."""
        history, week, ascii_only = self.graph.history, look.week_starts_on, look.ascii_only
        chart = history.chart(look.window or self._all_days(), with_means=look.with_means, tag=look.tag)
        measure, last = chart.measure, history.last_rated
        is_elsewhere = chart.is_empty and last is not None
        return Picture(
            heading=f"{measure.name}, {chart.window.in_words}",
            stem=f"{measure.key}-{chart.window.last.isoformat()}",
            draw=partial(render_history, chart, ascii_only=ascii_only, week_starts_on=week),
            text=partial(history_text, chart, ascii_only=ascii_only, week_starts_on=week),
            svg=partial(chart_svg, chart, week),
            table=chart,
            note=rated_elsewhere(last) if is_elsewhere and last else "",
            aside="retired" if measure.is_retired else f"{measure.direction.value} is better",
        )

    def _all_days(self) -> Window:
        return Window(self.graph.first_day, self.graph.today)

    def value(self, day: date) -> float | None:
        """Return the rating of `day`."""
        return self.graph.history.rating(day)


def read_history(journal: Journal, graph: GraphView) -> HistoryScene:
    """Return the history of the measure of `graph`, which holds all there is to read."""
    del journal
    sentence = graph.sentence if graph.history.is_empty else None
    return HistoryScene(graph, Window(graph.first_day, graph.today), sentence)
