"""Keeping the month and the chart beside the day form up to date: read when they are to be painted, never before."""

from datetime import date
from typing import TYPE_CHECKING

from textual.widget import Widget

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.history import Zoom, view_of
from ldn_tui.domain.month import Month
from ldn_tui.graphs.graph_view import load_graph_view
from ldn_tui.graphs.history import HistoryScene, read_history
from ldn_tui.graphs.scene import Look
from ldn_tui.tui.calendar_view import CalendarView, load_calendar_view
from ldn_tui.tui.widgets.beside import ChartBeside, MonthBeside
from ldn_tui.tui.widgets.month_grid import MonthPicture

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp


class DayBeside:
    """The month and the chart of one app, in the places they are given."""

    def __init__(self, app: "LdnApp", under_strips: Widget, beside: Widget) -> None:
        """Put the month under the strips and the chart beside all.

        Args:
            app: whose journal is shown.
            under_strips: gets the month as its last child.
            beside: gets the chart as its last child.
        """
        self._app = app
        self._month, self._chart = MonthBeside(), ChartBeside()
        self._mounted = (under_strips.mount(self._month), beside.mount(self._chart))
        self._view: CalendarView | None = None
        # What was read of each measure, over those days.
        self._days: Window | None = None
        self._scenes: dict[str, HistoryScene] = {}

    def forget(self) -> None:
        """Read everything anew: something has changed."""
        self._view = None
        self._scenes.clear()

    async def show(self, day: date, key: str) -> None:
        """Show the month and the three months around `day`.

        Args:
            day: the day of the form.
            key: the measure, by its key.

        Raises:
            LdnError: the journal cannot be read just now.
        """
        for mounted in self._mounted:
            await mounted
        app, tag = self._app, self._app.marked_tag
        month = Month.of(day)
        if self._view is None or self._view.page != month:
            self._view = load_calendar_view(app.journal, month)
        view, measure = self._view, self._view.measure(key)
        if measure is None:
            return
        faces = view.faces(measure, app.recorder.pending.preview, tag)
        week = app.config.week_starts_on
        picture = MonthPicture(month=month, week_starts_on=week, faces=faces, measure=measure, today=view.today)
        self._month.show(picture, day)
        days = view_of(view.facts.first_day, view.today, Zoom.THREE_MONTHS).at(day).window
        if self._days != days:
            self._days = days
            self._scenes.clear()
        if measure.key not in self._scenes:
            graph = load_graph_view(app.journal, measure.key, days)
            self._scenes[measure.key] = read_history(app.journal, graph)
        look = Look(days, tag=tag, week_starts_on=week, ascii_only=app.is_ascii)
        self._chart.show(self._scenes[measure.key], day, look, app.keys.told)
