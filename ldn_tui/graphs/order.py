"""Order: how each measure improved from the first dose on."""

from datetime import date
from functools import partial

from ldn_tui.domain.data_table import Column, DataTable, Row
from ldn_tui.domain.dates import days_between, short_day
from ldn_tui.domain.findings_headings import NOT_REACHED
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.history import Viewport
from ldn_tui.domain.improvement_courses import ImprovementChart, improvement_courses
from ldn_tui.domain.sentences import ALREADY_TAKING, NO_BASELINE, ORDER_NOT_TOLD
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import Template
from ldn_tui.graphs.chart_sentences import NO_FIRST_DOSE_TO_CHART, NO_MEAN_YET
from ldn_tui.graphs.drawn import picture
from ldn_tui.graphs.graph_view import GraphView
from ldn_tui.graphs.scene import Look, NoScene, Picture, Scene, days_in_title
from ldn_tui.graphs.why_not import why_not
from ldn_tui.journal import Journal
from ldn_tui.plots.improvement import render_improvement
from ldn_tui.reports.figures.improvement import improvement_svg


class OrderScene(Scene):
    """By how many points the 7-day mean of each measure is better than its baseline."""

    IS_OF_ONE_MEASURE = False

    def __init__(self, graph: GraphView, chart: ImprovementChart) -> None:
        """Show `chart`."""
        super().__init__(graph, chart.window)
        self._chart = chart

    def subject(self, viewport: Viewport | None) -> str:
        """Return what is shown."""
        return f"Improvement since the first dose{days_in_title(viewport)}"

    def picture(self, look: Look) -> Picture:
        """Return the charts of the days in view."""
        chart = self._chart.within(look.window or self._chart.window)
        return picture(
            f"Improvement since the first dose, {chart.window.in_words}",
            f"order-{chart.window.last.isoformat()}",
            partial(render_improvement, chart, ascii_only=look.ascii_only, week_starts_on=look.week_starts_on),
            partial(improvement_svg, chart, look.week_starts_on),
            partial(_table, chart),
        )

    def said(self, day: date) -> tuple[tuple[str, str], ...]:
        """Return by how much each measure is better on `day`."""
        found = [("day since the first dose", str(self._chart.day_number(day)))] if self._is_since(day) else []
        return (*found, *((visible(c.measure.name), _points(c.improvements.get(day))) for c in self._chart.courses))

    def _is_since(self, day: date) -> bool:
        return day >= self._chart.first_dose


def read_order(journal: Journal, graph: GraphView) -> Scene:
    """Read how all measures improved in the latest trial."""
    evidence = journal.findings.evidence()
    sentence = why_not(evidence, separates_bottles=True)
    chart = None
    if sentence is None and evidence is not None:
        chart = improvement_courses(evidence)
        if evidence.trial.template is Template.ALREADY_TAKING:
            sentence = ALREADY_TAKING
        elif evidence.trial.template is Template.SEALED_PAIRS:
            sentence = ORDER_NOT_TOLD
        elif chart is None:
            sentence = NO_FIRST_DOSE_TO_CHART
        elif not chart.courses:
            sentence = NO_BASELINE
        elif chart.is_empty:
            sentence = NO_MEAN_YET
    if chart is None or sentence is not None:
        return NoScene(graph, "Improvement since the first dose", sentence or NO_FIRST_DOSE_TO_CHART)
    return OrderScene(graph, chart)


def _points(value: float | None) -> str:
    if value is None:
        return "–"
    tenths = round(value, 1)
    return shown_as(tenths, "+.1f") if tenths else shown_as(0, ".1f")


def _table(chart: ImprovementChart) -> DataTable:
    columns = (
        Column("since the first dose", is_number=False),
        *(Column(visible(course.measure.name)) for course in chart.courses),
    )
    begun = (
        NOT_REACHED if c.first_sustained is None else f"day {chart.day_number(c.first_sustained)}"
        for c in chart.courses
    )
    rows = [Row(("lasts from", *begun))]
    for day in days_between(chart.window.first, chart.window.last):
        improved = ("·" if day not in c.improvements else _points(c.improvements[day]) for c in chart.courses)
        rows.append(Row((f"{chart.day_number(day):>3}  {short_day(day)}", *improved), day))
    return DataTable(columns, tuple(rows))
