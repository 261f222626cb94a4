"""Graphs: the journal seen in seven ways, a day under the cursor where there are days."""

from collections.abc import Container
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.day_axis import DayAxis, Window
from ldn_tui.domain.errors import LdnError
from ldn_tui.domain.history import HistoryChart, Viewport, Zoom, view_of, view_over
from ldn_tui.domain.phases import phase_of
from ldn_tui.domain.tags import tags_of
from ldn_tui.domain.text import visible
from ldn_tui.graphs.graph_view import GraphView, load_graph_view
from ldn_tui.graphs.scene import Look, Picture, Scene
from ldn_tui.graphs.views import VIEWS, View, view_with
from ldn_tui.keys.commands import Place
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.marks import marked_in_words
from ldn_tui.tui.screens.room import Room
from ldn_tui.tui.widgets.bars import TitleBar
from ldn_tui.tui.widgets.chart import Chart
from ldn_tui.tui.widgets.day_line import DayLine, DayOnChart
from ldn_tui.tui.widgets.day_table import DayTable
from ldn_tui.tui.widgets.series_table import SeriesTable
from ldn_tui.tui.widgets.small_table import SmallTable

AIRY = 26
TALL = 28
# What takes days to do, and one measure.
ON_DAYS = frozenset({"pan", "zoom", "move", "open"})
OF_ONE_MEASURE = frozenset({"measure", "choose_measure"})


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
        # The measure laid over the history of the one chosen; "" for none.
        self._second = ""
        self._view = VIEWS[0]
        self._with_means = True
        self._scene: Scene | None = None
        # The measure as it was read, and by which key: all views show it, until something changes.
        self._graph: GraphView | None = None
        self._graph_of = ""
        # Where one is on each axis: the days of the journal, those of the trial, ...
        self._viewports: dict[str, Viewport] = {}
        # What is shown of them, and the view one is turning to.
        self._shown: tuple[Window, Zoom] | None = None
        self._turning_to: View | None = None

    def compose_body(self) -> ComposeResult:
        """Compose the chart and the tables, of which one is shown, and the line that reads the day out."""
        yield Chart()
        yield SeriesTable()
        yield SmallTable()
        yield Static("", id="sentence")
        yield DayLine()

    # What is shown

    def read(self) -> None:
        """Read what the present view shows; the measure only if it is another one, or something has changed."""
        self._take(self._read_scene())

    def _read_scene(self) -> Scene:
        app = self.ldn_app
        if self._graph is None or self._graph_of != self._key:
            self._graph, self._graph_of = load_graph_view(app.journal, self._key), self._key
        if self._second and self._view is VIEWS[0]:
            from ldn_tui.graphs.overlay import read_overlay

            return read_overlay(app.journal, self._graph, self._second, ascii_only=app.is_ascii)
        return self._view.read(app.journal, self._graph)

    def _on_change(self, change: Change) -> None:
        self._graph = None
        super()._on_change(change)

    def _take(self, scene: Scene) -> None:
        self._scene = scene
        extent, axis = scene.extent, self._view.axis
        if extent is None:
            return
        known = self._viewports.get(axis)
        if known is not None:
            self._viewports[axis] = known.over(extent.first, extent.last)
        else:
            self._viewports[axis] = view_of(extent.first, extent.last, scene.ZOOM)

    @property
    def viewport(self) -> Viewport:
        """The days in view, and the one under the cursor; without any, those up to today."""
        known = self._viewport
        if known is not None:
            return known
        today = self.ldn_app.journal.today()
        return view_of(today, today)

    @property
    def _viewport(self) -> Viewport | None:
        has_days = self._scene is not None and self._scene.extent is not None
        return self._viewports.get(self._view.axis) if has_days else None

    def show(self) -> None:
        """Show the picture of the days in view."""
        scene = self._scene
        if scene is None:
            return
        viewport = self._viewport if scene.sentence is None else None
        self._shown = None if viewport is None else (viewport.window, viewport.zoom)
        title = self.query_one(TitleBar)
        only = marked_in_words(self.ldn_app.marked_tag) if scene.sentence is None else ""
        title.subject = scene.subject(viewport) + only
        title.aside = "" if viewport is None else viewport.window.in_words
        self.query_one("#sentence", Static).update(Content(self.ldn_app.keys.told(scene.sentence or "")))
        self.set_class(scene.sentence is not None, "-nothing")
        if scene.sentence is None:
            self._show_picture(scene.picture(self._look_of()))
        self._show_cursor()
        self._show_hints()

    def idle(self) -> Container[str]:
        """Return what the present view has no use for."""
        scene = self._scene
        if scene is None:
            return ()
        without_days = ON_DAYS if self._viewport is None or scene.sentence is not None else frozenset[str]()
        return without_days if scene.IS_OF_ONE_MEASURE else without_days | OF_ONE_MEASURE

    def _look_of(self) -> Look:
        viewport, app = self._viewport, self.ldn_app
        window = None if viewport is None else viewport.window
        return Look(window, self._with_means, app.marked_tag, app.config.week_starts_on, app.is_ascii)

    def _show_picture(self, picture: Picture) -> None:
        cramped = f"Too little room: {self._sign('toggle-table')} shows a table."
        self.query_one(Chart).show(picture.draw, picture.note, picture.aside, cramped)
        is_history = isinstance(picture.table, HistoryChart)
        self.set_class(not is_history, "-small")
        if isinstance(picture.table, HistoryChart):
            self.query_one(SeriesTable).chart = picture.table
        elif self._tabular:
            self.query_one(SmallTable).table = picture.table()

    def _show_cursor(self) -> None:
        """Show which day the cursor is on, and read it out."""
        scene, viewport = self._scene, self._viewport
        day = None if viewport is None else viewport.cursor
        chart = self.query_one(Chart)
        chart.cursor = day
        chart.value = None if scene is None or day is None else scene.value(day)
        self.query_one(SeriesTable).cursor = day
        self.query_one(SmallTable).cursor = day
        line = self.query_one(DayLine)
        line.caption = scene.CAPTION if scene is not None and scene.sentence is None else ""
        line.reading = None if day is None else self._reading(day)

    def _reading(self, day: date) -> DayOnChart | None:
        scene, app = self._scene, self.ldn_app
        if scene is None:
            return None
        try:
            recorded = app.recorder.pending.preview(app.journal.day(day))
        except LdnError as error:
            self.say(str(error), alarm=True)
            return None
        graph, said = scene.graph, scene.said(day)
        plot = self.query_one(Chart).plot
        column = None
        if said is None and plot is not None and plot.axis is not None and plot.is_bucketed and not self._tabular:
            span = plot.axis.span_of(plot.axis.column_of(day))
            (column,) = graph.history.chart(span).ranges(DayAxis(span, 1))
        return DayOnChart(
            day=recorded,
            measure=graph.measure,
            mean=graph.history.mean(day),
            column=column,
            day_starts_at=app.journal.day_starts_at,
            tags=graph.events.spelled(tags_of(recorded.note)),
            phase=phase_of(day, graph.history.phases),
            plan=graph.history.plan,
            said=said,
        )

    def on_resize(self, event: Resize) -> None:
        """Leave some air where there is room for it."""
        self.set_class(event.size.height >= AIRY, "-airy")
        self.set_class(event.size.height >= TALL, "-tall")
        self.call_after_refresh(self._reread)

    def _reread(self) -> None:
        """Read the day out again: how many days share its column depends on the width."""
        if self._scene is not None:
            self._show_cursor()

    def look_at_clock(self) -> None:
        """Notice that a new day has begun."""
        if self._scene is not None and self.ldn_app.journal.today() != self._scene.graph.today:
            self._graph = None
            self.reload()

    # Which view

    def action_view(self, key: str) -> None:
        """Show the view with that letter."""
        self._show_view(view_with(key))

    def action_next_view(self, key: str) -> None:
        """Show the next view, or the one before."""
        step = 1 if key == "v" else -1
        self._turning_to = VIEWS[(VIEWS.index(self._turning_to or self._view) + step) % len(VIEWS)]
        self.show_soon()

    def _show_view(self, view: View) -> None:
        """Show `view`, with the cursor on the same day where it has it."""
        day = None if self._viewport is None else self.viewport.cursor
        self._view = view
        self.say("")
        self.reload()
        if day is not None and self._viewport is not None and self.viewport.cursor != day:
            self._look(self.viewport.at(day))

    # Moving about

    def _look(self, viewport: Viewport) -> None:
        """Go to other days, or only to another one of those in view."""
        if self._viewport is not None:
            self._viewports[self._view.axis] = viewport
            self.say("")
            self.show_soon()

    def show_where_one_is(self) -> None:
        """Show the view one has turned to, or the days; only the cursor where they stay the same."""
        if self._turning_to is not None:
            view, self._turning_to = self._turning_to, None
            self._show_view(view)
        elif self._shown == (self.viewport.window, self.viewport.zoom):
            self._show_cursor()
        else:
            self.show()

    def go_to(self, day: date) -> None:
        """Put the cursor on the day a date dialog named, or the nearest there is."""
        self._look(self.viewport.at(day))
        self.catch_up()
        if self.viewport.cursor != day:
            self.say(f"Nothing was recorded before {short_day(self.viewport.cursor)}: Enter opens that day.")

    def look_at(self, measure: str, days: Window, view: str = VIEWS[0].key) -> None:
        """Show a measure over `days`, the last of them under the cursor: another room asks for it.

        Args:
            measure: its key.
            days: the days; a view without days shows all it has.
            view: the letter of the view.
        """
        self._key, self._second, self._view = measure, "", view_with(view)
        self._take(self._read_scene())
        if self._viewport is not None:
            extent = self.viewport.extent
            self._viewports[self._view.axis] = view_over(days, extent.first, extent.last)
        if self.is_mounted:
            self.say("")
            self.show()

    def action_pan(self, key: str) -> None:
        """Move the window by half its length."""
        if self._has_no_days():
            return
        panned = self.viewport.panned(-1 if key == "left_square_bracket" else 1)
        at_end = panned == self.viewport
        self._look(panned)
        if at_end:
            self.say("There is nothing earlier." if key == "left_square_bracket" else "This is the latest there is.")

    def action_zoom(self, key: str) -> None:
        """Show fewer or more days."""
        if self._has_no_days():
            return
        zoomed = self.viewport.zoomed(-1 if key == "minus" else 1)
        at_end = zoomed.zoom is self.viewport.zoom
        self._look(zoomed)
        if at_end:
            self.say("Two weeks is the closest look." if key != "minus" else "This is all there is.")

    def action_move(self, key: str) -> None:
        """Move the cursor by a day; where a column stands for several days, by a column.

        In a table that is wider than the room, left and right bring into view what is cut.
        """
        step = -1 if key in {"left", "up"} else 1
        if key in {"left", "right"} and self._tabular and self._table.move_sideways(step):
            return
        if self._viewport is None:
            self.query_one(SmallTable).turn(step)
        else:
            self._look(self.viewport.at(self._beside(step)))

    def on_mouse_scroll_up(self) -> None:
        """Go back by the wheel."""
        self._turn_wheel(-1)

    def on_mouse_scroll_down(self) -> None:
        """Go on by the wheel."""
        self._turn_wheel(1)

    def _turn_wheel(self, by: int) -> None:
        """Go a line up or down the table; on the chart, half a window back or on."""
        if self._viewport is None or self._tabular:
            self.action_move("up" if by < 0 else "down")
        else:
            self.action_pan("left_square_bracket" if by < 0 else "right_square_bracket")

    def _sign(self, name: str) -> str:
        """Return how the key of a command of this room is written."""
        return self.ldn_app.keys.sign(f"graphs.{name}")

    def _has_no_days(self) -> bool:
        """Say that there is no time axis to move on, if there is none."""
        if self._viewport is None:
            self.say(f"This view has no time axis; {self._sign('next-view')} goes on to the next one.")
        return self._viewport is None

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
        table = self._table
        if self._viewport is None:
            table.turn(step * table.page)
        elif self._tabular:
            self._look(self.viewport.at(_shifted(self.viewport.cursor, step * table.page)))
        else:
            self._look(self.viewport.panned(step))

    def action_jump(self, key: str) -> None:
        """Put the cursor on the first or last day shown."""
        window = self.viewport.window
        self._look(self.viewport.at(window.first if key == "home" else window.last))

    def _pick(self, day: date) -> None:
        if day == self.viewport.cursor:
            self.action_open()
        else:
            self._look(self.viewport.at(day))

    def on_chart_day_picked(self, message: Chart.DayPicked) -> None:
        """Put the cursor on a clicked day; clicked again, open it."""
        self._pick(message.day)

    def on_day_table_day_picked(self, message: DayTable.DayPicked) -> None:
        """Put the cursor on a clicked day; clicked again, open it."""
        self._pick(message.day)

    def action_open(self) -> None:
        """Open the form of the cursor's day."""
        if not self._has_no_days():
            self.ldn_app.open_day(self.viewport.cursor)

    # What is drawn

    def action_measure(self, key: str) -> None:
        """Show the measure with that number."""
        if self._is_of_all_measures():
            return
        active = [] if self._scene is None else self._scene.graph.active
        index = (int(key) - 1) % 10
        if index < len(active):
            self._show_measure(active[index].key)
        elif active:
            self.say(f"There are {len(active)} measures: {self._sign('choose-measure')} lists them.")

    def action_choose_measure(self) -> None:
        """Ask for the measure; retired ones can be looked at too."""
        from ldn_tui.tui.dialogs.measure import ask_measure

        if self._scene is not None and not self._is_of_all_measures():
            ask_measure(self.app.push_screen, self._scene.graph.measures, self._show_measure)

    def _is_of_all_measures(self) -> bool:
        """Say that there is no measure to choose, if there is none."""
        is_of_all = self._scene is not None and not self._scene.IS_OF_ONE_MEASURE
        if is_of_all:
            self.say(
                f"This view is not about one measure; {self._sign('view-history')} goes back to the history of one."
            )
        return is_of_all

    def _show_measure(self, key: str) -> None:
        if key == self._second and self._scene is not None:
            # The two change places: neither is lost.
            self._second = self._scene.graph.measure.key
        self._key = key
        self.say("")
        self.reload()

    def action_overlay(self) -> None:
        """Ask for a second measure to lay over the history, or take it away."""
        scene = self._scene
        if scene is None or self.take_away():
            return
        others = [measure for measure in scene.graph.measures if measure != scene.graph.measure]
        if self._view is not VIEWS[0]:
            self.say(f"Two measures share the axis of the history: {self._sign('view-history')} shows it.")
        elif not others:
            self.say("There is no other measure.")
        else:
            from ldn_tui.tui.dialogs.measure import ask_measure

            over = f"Which measure over {visible(scene.graph.measure.name)}?"
            ask_measure(self.app.push_screen, others, self._lay_over, over)

    def _lay_over(self, key: str) -> None:
        self._second = key
        self.reload()
        self.say(f"{self._sign('overlay')} or Esc takes it away.")

    def take_away(self) -> bool:
        """Take the second measure away, if one is shown."""
        if not self._second or self._view is not VIEWS[0]:
            return False
        self._second = ""
        self.say("")
        self.reload()
        return True

    def action_events(self) -> None:
        """List the events; go to one, or mark only those with one tag."""
        from ldn_tui.tui.event_flow import ask_for_event

        ask_for_event(self)

    def action_toggle_mean(self) -> None:
        """Draw the means, or leave them out."""
        self._with_means = not self._with_means
        self.show()
        self.say(
            "The mean of 7 days is shown."
            if self._with_means
            else f"The mean is left out; {self._sign('toggle-mean')} shows it again."
        )

    @property
    def _tabular(self) -> bool:
        return self.has_class("-tabular")

    @property
    def _table(self) -> DayTable:
        """The table of the present view."""
        return self.query_one(SmallTable) if self.has_class("-small") else self.query_one(SeriesTable)

    def action_toggle_table(self) -> None:
        """Show the same data as a table, or as a chart again."""
        self.toggle_class("-tabular")
        self.say("")
        self.show()
        self.call_after_refresh(self._reread)

    # Saving

    def action_save(self) -> None:
        """Ask where to save the chart, and as what."""
        scene = self._scene
        if scene is None or scene.sentence is not None:
            self.say("There is nothing to save yet.")
            return
        from ldn_tui.tui.save_flow import ask_to_save

        ask_to_save(self, scene.picture(self._look_of()))


def _shifted(day: date, days: int) -> date:
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
