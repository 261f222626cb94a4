"""Laboratory values: each with its date, against the laboratory's own range."""

from datetime import date
from functools import partial

from ldn_tui.domain.data_table import Column, DataTable, Row
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.findings import LabValue
from ldn_tui.domain.history import Viewport
from ldn_tui.domain.lab_chart import LabChart, lab_courses, labs_on, range_in_words
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.text import visible
from ldn_tui.graphs.chart_sentences import NO_LABORATORY_VALUE
from ldn_tui.graphs.drawn import picture
from ldn_tui.graphs.graph_view import GraphView
from ldn_tui.graphs.scene import Look, NoScene, Picture, Scene, days_in_title
from ldn_tui.journal import Journal
from ldn_tui.plots.labs import render_labs
from ldn_tui.reports.figures.labs import labs_svg


class LabsScene(Scene):
    """All laboratory values of the journal."""

    IS_OF_ONE_MEASURE = False

    def __init__(self, graph: GraphView, chart: LabChart) -> None:
        """Show `chart`."""
        super().__init__(graph, chart.window)
        self._chart = chart

    def subject(self, viewport: Viewport | None) -> str:
        """Return what is shown."""
        return f"Laboratory values{days_in_title(viewport)}"

    def picture(self, look: Look) -> Picture:
        """Return the chart of the days in view."""
        chart = self._chart.within(look.window or self._chart.window)
        return picture(
            f"Laboratory values, {chart.window.in_words}",
            f"laboratory-{chart.window.last.isoformat()}",
            partial(render_labs, chart, ascii_only=look.ascii_only, week_starts_on=look.week_starts_on),
            partial(labs_svg, chart, look.week_starts_on),
            partial(_table, chart),
        )

    def said(self, day: date) -> tuple[tuple[str, str], ...]:
        """Return what was measured on `day`."""
        found = labs_on(day, self._chart.courses)
        if not found:
            return (("nothing measured", ""),)
        return tuple((visible(value.name), _with_unit(value)) for value in found)


def read_labs(journal: Journal, graph: GraphView) -> Scene:
    """Read all laboratory values of the journal."""
    today = journal.today()
    courses = lab_courses((day, lab) for day, lab in journal.labs() if day <= today)
    if not courses:
        return NoScene(graph, "Laboratory values", NO_LABORATORY_VALUE)
    first = min(course.values[0].day for course in courses)
    return LabsScene(graph, LabChart(Window(min(first, graph.first_day), today), courses))


def _with_unit(value: LabValue) -> str:
    outside = ", outside the laboratory's range" if value.is_outside else ""
    return f"{shown_number(value.value)} {visible(value.unit)}".rstrip() + outside


def _table(chart: LabChart) -> DataTable:
    columns = (
        Column("day", is_number=False),
        Column("what", is_number=False),
        Column("value"),
        Column("unit", is_number=False),
        Column("laboratory's range", is_number=False),
        Column("", is_number=False),
    )
    found = [value for course in chart.courses for value in chart.shown(course)]
    rows = [
        Row(
            (
                short_day(value.day),
                visible(value.name),
                shown_number(value.value),
                visible(value.unit),
                range_in_words(value.range_low, value.range_high).removeprefix("range "),
                "outside" if value.is_outside else "",
            ),
            value.day,
        )
        for value in sorted(found, key=lambda value: value.day)
    ]
    return DataTable(columns, tuple(rows))
