"""How often each answer was given in each phase of the trial."""

from functools import partial

from ldn_tui.domain.data_table import Column, DataTable, Row
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.history import Viewport
from ldn_tui.domain.phase_distributions import ANSWERS, DistributionChart, phase_distributions
from ldn_tui.domain.text import visible
from ldn_tui.graphs.chart_sentences import BOTTLES_AS_ONE, NO_RATING_IN_TRIAL
from ldn_tui.graphs.drawn import picture
from ldn_tui.graphs.graph_view import GraphView
from ldn_tui.graphs.scene import Look, Picture, Scene
from ldn_tui.graphs.why_not import why_not
from ldn_tui.journal import Journal
from ldn_tui.plots.distribution import render_distribution
from ldn_tui.reports.figures.distribution import distribution_svg


class DistributionScene(Scene):
    """The share of each answer, 0 to 10, by phase."""

    def __init__(self, graph: GraphView, chart: DistributionChart | None, sentence: str | None, caption: str) -> None:
        """Show `chart`, or say `sentence`."""
        super().__init__(graph, None, sentence)
        self.CAPTION = caption
        self._chart = chart or DistributionChart(graph.measure, ())

    def subject(self, viewport: Viewport | None) -> str:
        """Return the measure."""
        del viewport
        return f"{self.graph.measure.name}   by phase"

    def picture(self, look: Look) -> Picture:
        """Return the bars."""
        chart, measure = self._chart, self.graph.measure
        return picture(
            f"{measure.name} by phase",
            f"{measure.key}-by-phase-{self.graph.today.isoformat()}",
            partial(render_distribution, chart, ascii_only=look.ascii_only),
            partial(distribution_svg, chart),
            partial(_table, chart),
        )


def read_distribution(journal: Journal, graph: GraphView) -> DistributionScene:
    """Read the distribution of the measure of `graph` in the latest trial."""
    evidence = journal.findings.evidence()
    sentence = why_not(evidence, separates_bottles=False)
    chart = None if evidence is None else phase_distributions(evidence, graph.measure)
    if chart is not None and chart.is_empty:
        sentence = NO_RATING_IN_TRIAL
    caption = BOTTLES_AS_ONE if evidence is not None and evidence.is_sealed else ""
    return DistributionScene(graph, chart, sentence, caption)


def _table(chart: DistributionChart) -> DataTable:
    columns = (Column("answer", is_number=False), *(Column(visible(phase.short_title)) for phase in chart.phases))
    rows = [
        Row(
            (
                str(answer),
                *(
                    f"{phase.counts[answer]}  {100 * phase.share(answer):3.0f} %" if phase.counts[answer] else "·"
                    for phase in chart.phases
                ),
            )
        )
        for answer in reversed(ANSWERS)
    ]
    means = ("–" if phase.mean is None else shown_as(phase.mean, ".1f") for phase in chart.phases)
    rows.extend([Row(("days", *(str(phase.rated) for phase in chart.phases))), Row(("mean", *means))])
    return DataTable(columns, tuple(rows))
