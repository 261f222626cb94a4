"""Graphs: one measure over time, a day under the cursor."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from ldn_tui.domain.dates import short_day
from ldn_tui.domain.day_axis import DayAxis, Window
from ldn_tui.domain.errors import CannotWrite, LdnError
from ldn_tui.domain.history import History, HistoryChart, Viewport, view_of, view_over
from ldn_tui.domain.phases import phase_of
from ldn_tui.domain.tags import tags_of
from ldn_tui.plots import Plot, render_history
from ldn_tui.tui.chart_file import proposed_file, save_chart
from ldn_tui.tui.commands import Place, bindings
from ldn_tui.tui.dialogs.save_chart import ChartFile, ChartFormat, SaveChartDialog
from ldn_tui.tui.graph_view import GraphView, load_graph_view
from ldn_tui.tui.marks import marked_in_words
from ldn_tui.tui.screens.room import Room
from ldn_tui.tui.widgets.bars import TitleBar
from ldn_tui.tui.widgets.chart import Chart
from ldn_tui.tui.widgets.day_line import DayLine, DayOnChart
from ldn_tui.tui.widgets.series_table import SeriesTable

AIRY = 24
TALL = 28
RETRY_SECONDS = 0.5


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a measure.

    Attributes:
        name: how it is called on screen.
        draw: draws a chart at a width and a height, with weeks that begin on a weekday.
    """

    name: str
    draw: Callable[[HistoryChart, int, int, int], Plot]


def _draw_history(chart: HistoryChart, width: int, height: int, week_starts_on: int) -> Plot:
    return render_history(chart, width, height, week_starts_on=week_starts_on)


VIEWS = (View("history", _draw_history),)


class GraphsScreen(Room):
    """The graphs."""

    NAME = "Graphs"
    PLACE = Place.GRAPHS
    CSS_PATH = "graphs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.GRAPHS)]
    AUTO_FOCUS = None

    def __init__(self) -> None:
        """Begin with the last three months of the first measure."""
        super().__init__()
        self._key = ""
        self._view = VIEWS[0]
        self._with_means = True
        self._shown: GraphView | None = None
        self._viewport: Viewport | None = None

    def compose_body(self) -> ComposeResult:
        """Compose the chart and the table, of which one is shown, and the line that reads the day out."""
        yield Chart()
        yield SeriesTable()
        yield Static("", id="sentence")
        yield DayLine()

    # What is shown

    def read(self) -> None:
        """Read the measure's whole history."""
        shown = self._shown = load_graph_view(self.ldn_app.journal, self._key)
        if self._viewport is None:
            self._viewport = view_of(shown.first_day, shown.today)
        else:
            self._viewport = self._viewport.over(shown.first_day, shown.today)

    @property
    def viewport(self) -> Viewport:
        """The days in view, and the one under the cursor; until anything could be read, those up to today."""
        if self._viewport is None:
            today = self.ldn_app.journal.today()
            return view_of(today, today)
        return self._viewport

    def show(self) -> None:
        """Show the chart of the days in view."""
        shown, viewport = self._shown, self._viewport
        if shown is None or viewport is None:
            return
        chart = self._chart(shown)
        view, week_starts_on = self._view, self.ldn_app.config.week_starts_on
        self.query_one(Chart).show(
            lambda width, height: view.draw(chart, width, height, week_starts_on), *self._around(chart, shown.history)
        )
        self.query_one(SeriesTable).chart = chart
        self.query_one("#sentence", Static).update(Content(shown.sentence))
        title, is_empty = self.query_one(TitleBar), shown.history.is_empty
        self.set_class(is_empty, "-never-rated")
        only = marked_in_words(self.ldn_app.marked_tag)
        title.subject = shown.measure.name + ("" if is_empty else f"   {viewport.title}{only}")
        title.aside = "" if is_empty else viewport.window.in_words
        self._show_cursor()

    def _chart(self, shown: GraphView) -> HistoryChart:
        """Return what is drawn, and saved: the days in view, with the events that are marked."""
        tag = self.ldn_app.marked_tag
        return shown.history.chart(self.viewport.window, with_means=self._with_means, tag=tag)

    @staticmethod
    def _around(chart: HistoryChart, history: History) -> tuple[str, str]:
        """Return what stands above the chart in place of its legend, and to the right of it."""
        measure, last = chart.measure, history.last_rated
        aside = "retired" if measure.is_retired else f"{measure.direction.value} is better"
        if chart.is_empty and last is not None:
            return f"No rating in these days; the latest is of {short_day(last)}.", aside
        return "", aside

    def _show_cursor(self) -> None:
        """Show which day the cursor is on, and read it out."""
        viewport = self.viewport
        chart = self.query_one(Chart)
        chart.cursor = viewport.cursor
        chart.value = None if self._shown is None else self._shown.history.rating(viewport.cursor)
        self.query_one(SeriesTable).cursor = viewport.cursor
        self.query_one(DayLine).reading = self._reading()

    def _reading(self) -> DayOnChart | None:
        shown, app, cursor = self._shown, self.ldn_app, self.viewport.cursor
        if shown is None:
            return None
        try:
            day = app.pending.preview(app.journal.day(cursor))
        except LdnError as error:
            self.say(str(error), alarm=True)
            return None
        plot = self.query_one(Chart).plot
        column = None
        if plot is not None and plot.axis is not None and plot.is_bucketed and not self._tabular:
            span = plot.axis.span_of(plot.axis.column_of(cursor))
            (column,) = shown.history.chart(span).ranges(DayAxis(span, 1))
        return DayOnChart(
            day=day,
            measure=shown.measure,
            mean=shown.history.mean(cursor),
            column=column,
            day_starts_at=app.journal.day_starts_at,
            tags=shown.events.spelled(tags_of(day.note)),
            phase=phase_of(cursor, shown.history.phases),
            plan=shown.history.plan,
        )

    def on_resize(self, event: Resize) -> None:
        """Leave some air where there is room for it."""
        self.set_class(event.size.height >= AIRY, "-airy")
        self.set_class(event.size.height >= TALL, "-tall")
        self.call_after_refresh(self._reread)

    def _reread(self) -> None:
        """Read the day out again: how many days share its column depends on the width."""
        if self._viewport is not None:
            self.query_one(DayLine).reading = self._reading()

    def look_at_clock(self) -> None:
        """Notice that a new day has begun."""
        if self._shown is not None and self.ldn_app.journal.today() != self._shown.today:
            self.reload()

    # Moving about

    def _look(self, viewport: Viewport) -> None:
        """Show other days, or only move the cursor where they stay the same."""
        if self._shown is None:
            return
        before, self._viewport = self.viewport, viewport
        self.say("")
        if viewport.window == before.window and viewport.zoom is before.zoom:
            self._show_cursor()
        else:
            self.show()

    def go_to(self, day: date) -> None:
        """Put the cursor on the day a date dialog named, or the nearest there is."""
        self._look(self.viewport.at(day))
        if self.viewport.cursor != day:
            self.say(f"Nothing was recorded before {short_day(self.viewport.cursor)}: Enter opens that day.")

    def look_at(self, measure: str, days: Window) -> None:
        """Show a measure over `days`, the last of them under the cursor: another room asks for it."""
        self._key, today = measure, self.ldn_app.journal.today()
        shown = self._shown = load_graph_view(self.ldn_app.journal, measure)
        self._viewport = view_over(days, shown.first_day, today)
        if self.is_mounted:
            self.say("")
            self.show()

    def action_pan(self, key: str) -> None:
        """Move the window by half its length."""
        panned = self.viewport.panned(-1 if key == "left_square_bracket" else 1)
        at_end = panned == self.viewport
        self._look(panned)
        if at_end:
            self.say("There is nothing earlier." if key == "left_square_bracket" else "This is the latest there is.")

    def action_zoom(self, key: str) -> None:
        """Show fewer or more days."""
        zoomed = self.viewport.zoomed(-1 if key == "minus" else 1)
        at_end = zoomed.zoom is self.viewport.zoom
        self._look(zoomed)
        if at_end:
            self.say("Two weeks is the closest look." if key != "minus" else "This is all there is.")

    def action_move(self, key: str) -> None:
        """Move the cursor by a day; where a column stands for several days, by a column."""
        self._look(self.viewport.at(self._beside(-1 if key in {"left", "up"} else 1)))

    def _beside(self, step: int) -> date:
        viewport = self.viewport
        plot = None if self._tabular else self.query_one(Chart).plot
        if plot is not None and plot.is_bucketed and plot.axis is not None:
            column = plot.axis.column_of(viewport.cursor) + step
            if 0 <= column < plot.axis.columns:
                return plot.axis.day_at(column)
        return _shifted(viewport.cursor, step)

    def action_page(self, key: str) -> None:
        """Move the cursor by a page of the table; on the chart, pan."""
        step = -1 if key == "pageup" else 1
        if self._tabular:
            self._look(self.viewport.at(_shifted(self.viewport.cursor, step * self.query_one(SeriesTable).page)))
        else:
            self._look(self.viewport.panned(step))

    def action_jump(self, key: str) -> None:
        """Put the cursor on the first or last day shown."""
        window = self.viewport.window
        self._look(self.viewport.at(window.first if key == "home" else window.last))

    def on_chart_day_picked(self, message: Chart.DayPicked) -> None:
        """Put the cursor on a clicked day."""
        self._look(self.viewport.at(message.day))

    def on_series_table_day_picked(self, message: SeriesTable.DayPicked) -> None:
        """Put the cursor on a clicked day."""
        self._look(self.viewport.at(message.day))

    def action_open(self) -> None:
        """Open the form of the cursor's day."""
        self.ldn_app.open_day(self.viewport.cursor)

    # What is drawn

    def action_measure(self, key: str) -> None:
        """Show the measure with that number."""
        active = [] if self._shown is None else self._shown.active
        index = (int(key) - 1) % 10
        if index < len(active):
            self._show_measure(active[index].key)
        elif active:
            self.say(f"There are {len(active)} measures: m lists them.")

    def action_choose_measure(self) -> None:
        """Ask for the measure; retired ones can be looked at too."""
        from ldn_tui.tui.dialogs.measure import ask_measure

        if self._shown is not None:
            ask_measure(self.app.push_screen, self._shown.measures, self._show_measure)

    def _show_measure(self, key: str) -> None:
        self._key = key
        self.say("")
        self.reload()

    def action_events(self) -> None:
        """List the events; go to one, or mark only those with one tag."""
        from ldn_tui.tui.event_flow import ask_for_event

        ask_for_event(self)

    def action_toggle_mean(self) -> None:
        """Draw the means, or leave them out."""
        self._with_means = not self._with_means
        self.show()
        self.say("The mean of 7 days is shown." if self._with_means else "The mean is left out; n shows it again.")

    @property
    def _tabular(self) -> bool:
        return self.has_class("-tabular")

    def action_toggle_table(self) -> None:
        """Show the same data as a table, or as a chart again."""
        self.toggle_class("-tabular")
        self.say("")
        self.call_after_refresh(self._reread)

    # Saving

    def action_save(self) -> None:
        """Ask where to save the chart, and as what."""
        shown = self._shown
        if shown is None or shown.history.is_empty:
            self.say("There is nothing to save yet.")
            return
        chart = self._chart(shown)
        self._ask_where(chart, ChartFile(ChartFormat.SVG, Path(), proposed_file(chart)))

    def _ask_where(self, chart: HistoryChart, proposed: ChartFile, complaint: str = "") -> None:
        heading = f"Save the chart of {chart.measure.name}, {chart.window.in_words}"

        def answered(answer: ChartFile | None) -> None:
            if answer is None:
                return
            try:
                save_chart(chart, answer, self.ldn_app.config.week_starts_on)
            except CannotWrite as error:
                self._ask_where(chart, answer, str(error))
                return
            self.say(f"Saved as {answer.path}")

        self.app.push_screen(SaveChartDialog(heading, proposed.typed, proposed.format, complaint), answered)


def _shifted(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
