"""Dose steps: the mean of one measure on each amount."""

from functools import partial

from ldn_tui.domain.data_table import Column, DataTable, Row
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.dose_step_chart import DoseStepChart, dose_step_chart
from ldn_tui.domain.dose_step_means import LEAST_DAYS, LEAST_STEPS
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.history import Viewport
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.sentences import too_few_steps
from ldn_tui.domain.trial import Template
from ldn_tui.graphs.chart_sentences import BOTTLES_NOT_STEPS, STEPS_ARE_LATER_WEEKS
from ldn_tui.graphs.drawn import picture
from ldn_tui.graphs.graph_view import GraphView
from ldn_tui.graphs.scene import Look, NoScene, Picture, Scene
from ldn_tui.graphs.why_not import why_not
from ldn_tui.journal import Journal
from ldn_tui.plots.dose_steps import render_dose_steps
from ldn_tui.reports.figures.dose_steps import dose_steps_svg


class DoseStepsScene(Scene):
    """Means with their intervals, against mg."""

    CAPTION = STEPS_ARE_LATER_WEEKS

    def __init__(self, graph: GraphView, chart: DoseStepChart) -> None:
        """Show `chart`."""
        super().__init__(graph)
        self._chart = chart

    def subject(self, viewport: Viewport | None) -> str:
        """Return the measure."""
        del viewport
        return f"{self.graph.measure.name}   by dose step"

    def picture(self, look: Look) -> Picture:
        """Return the chart."""
        chart, measure = self._chart, self.graph.measure
        return picture(
            f"{measure.name} by dose step",
            f"{measure.key}-dose-steps-{self.graph.today.isoformat()}",
            partial(render_dose_steps, chart, ascii_only=look.ascii_only),
            partial(dose_steps_svg, chart),
            partial(_table, chart),
        )


def read_dose_steps(journal: Journal, graph: GraphView) -> Scene:
    """Read the dose steps of the latest trial, for the measure of `graph`."""
    evidence = journal.findings.evidence()
    sentence, chart = why_not(evidence, separates_bottles=True), None
    if sentence is None and evidence is not None:
        chart = dose_step_chart(evidence, graph.measure)
        if evidence.trial.template is Template.SEALED_PAIRS:
            sentence = BOTTLES_NOT_STEPS
        elif not any(step.mean is not None for step in chart.steps):
            sentence = too_few_steps(LEAST_STEPS, LEAST_DAYS)
    if chart is None or sentence is not None:
        name = f"{graph.measure.name}   by dose step"
        return NoScene(graph, name, sentence or too_few_steps(LEAST_STEPS, LEAST_DAYS), is_of_one_measure=True)
    return DoseStepsScene(graph, chart)


def _table(chart: DoseStepChart) -> DataTable:
    columns = (
        Column("step"),
        Column("mg"),
        Column("from", is_number=False),
        Column("days"),
        Column("rated"),
        Column("mean"),
        Column("95 % interval"),
    )
    rows = [
        Row(
            (
                str(number),
                shown_number(step.mg),
                short_day(step.starts_on),
                str(step.days),
                str(step.n),
                "–" if step.mean is None else shown_as(step.mean, ".1f"),
                "–"
                if step.low is None or step.high is None
                else f"{shown_as(step.low, '.1f')} to {shown_as(step.high, '.1f')}",
            )
        )
        for number, step in enumerate(chart.steps, 1)
    ]
    return DataTable(columns, tuple(rows))
