"""Two measures on one time axis: the history of one, with another laid over it."""

from dataclasses import replace
from datetime import date
from functools import partial

from ldn_tui.domain.data_table import Column, DataTable, Row
from ldn_tui.domain.dates import days_between, short_day
from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.history import History, HistoryChart, Viewport, Zoom
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.overlay import Overlay
from ldn_tui.domain.phases import phase_of
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.series import MEAN_WINDOW
from ldn_tui.domain.text import visible
from ldn_tui.graphs.drawn import picture
from ldn_tui.graphs.graph_view import GraphView
from ldn_tui.graphs.history import HistoryScene
from ldn_tui.graphs.scene import Look, Picture, Scene
from ldn_tui.journal import Journal
from ldn_tui.plots.all_measures import name_with_arrow
from ldn_tui.plots.glyphs import ASCII, UNICODE
from ldn_tui.plots.overlay import render_overlay, signs_of
from ldn_tui.reports.figures.overlay import overlay_svg


class OverlayScene(Scene):
    """The 7-day means of two measures, or their ratings; what is seen in them is left to the person."""

    ZOOM = Zoom.THREE_MONTHS

    def __init__(self, graph: GraphView, second: History, *, ascii_only: bool) -> None:
        """Lay `second` over the history of `graph`."""
        is_empty = graph.history.is_empty and second.is_empty
        super().__init__(graph, Window(graph.first_day, graph.today), graph.sentence if is_empty else None)
        self._second = second
        self._ascii_only = ascii_only
        self._signs = ("", "")

    def subject(self, viewport: Viewport | None) -> str:
        """Return both measures, and how much is in view."""
        names = f"{self.graph.measure.name} and {self._second.measure.name}"
        return names if viewport is None else f"{names}   {viewport.title}"

    def picture(self, look: Look) -> Picture:
        """Return the chart of the days in view."""
        window = look.window or Window(self.graph.first_day, self.graph.today)
        first, second = (
            history.chart(window, with_means=look.with_means) for history in (self.graph.history, self._second)
        )
        overlay = Overlay(first, second)
        self._signs = signs_of(overlay, ASCII if self._ascii_only else UNICODE)
        drawn = picture(
            f"{first.measure.name} and {second.measure.name}, {window.in_words}",
            f"{first.measure.key}-and-{second.measure.key}-{window.last.isoformat()}",
            partial(render_overlay, overlay, ascii_only=look.ascii_only, week_starts_on=look.week_starts_on),
            partial(overlay_svg, overlay, look.week_starts_on),
            partial(_table, overlay),
        )
        note = "Neither was rated in these days." if overlay.is_empty else ""
        return replace(drawn, note=note, aside=f"means of {MEAN_WINDOW} days" if look.with_means else "daily ratings")

    def said(self, day: date) -> tuple[tuple[str, str], ...]:
        """Return the rating and the mean of `day` of both, each with the sign it is drawn with."""
        found: list[tuple[str, str]] = []
        for sign, history in zip(self._signs, (self.graph.history, self._second), strict=True):
            found.append((f"{sign} {self._name(history.measure)}", _value(history.rating(day))))
            mean = history.mean(day)
            if mean is not None:
                found.append(("mean", shown_as(mean, ".1f")))
        return tuple(found)

    def _name(self, measure: Measure) -> str:
        return name_with_arrow(measure, ascii_only=self._ascii_only)


def read_overlay(journal: Journal, graph: GraphView, second: str, *, ascii_only: bool) -> Scene:
    """Read the history of a measure with another laid over it.

    Args:
        journal: what to read.
        graph: the measure, as for every view.
        second: the other one; where there is none such, or it is the same, the history of the first is read alone.
        ascii_only: whether to do with the characters of ASCII.
    """
    measure = next((known for known in graph.measures if known.key == second), None)
    if measure is None or measure == graph.measure:
        return HistoryScene(
            graph, Window(graph.first_day, graph.today), graph.sentence if graph.history.is_empty else None
        )
    ratings = journal.ratings_of(second, date.min, graph.today)
    return OverlayScene(graph, History(measure, ratings, graph.history.phases), ascii_only=ascii_only)


def _value(rating: float | None) -> str:
    return Glyph.NOT_RATED if rating is None else shown_number(rating)


def _table(overlay: Overlay) -> DataTable:
    columns = [Column("day", is_number=False)]
    for chart in overlay.charts:
        columns.append(Column(visible(chart.measure.name)))
        if chart.with_means:
            columns.append(Column(f"{MEAN_WINDOW}-day"))
    columns.append(Column("phase", is_number=False))
    rows = []
    for day in days_between(overlay.window.first, overlay.window.last):
        phase = phase_of(day, overlay.first.phases)
        numbers = [cell for chart in overlay.charts for cell in _numbers(chart, day)]
        rows.append(Row((short_day(day), *numbers, "" if phase is None else visible(phase.short_title)), day))
    return DataTable(tuple(columns), tuple(rows))


def _numbers(chart: HistoryChart, day: date) -> list[str]:
    cells = [_value(chart.ratings.get(day))]
    if chart.with_means:
        cells.append(shown_as(chart.means[day], ".1f") if day in chart.means else "")
    return cells
