"""Weekly means: one measure by the weeks of the trial."""

from datetime import date
from functools import partial

from ldn_tui.domain.data_table import Column, DataTable, Row
from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.history import Viewport
from ldn_tui.domain.measure_findings import Week
from ldn_tui.domain.week_chart import WeekChart, week_chart, week_of
from ldn_tui.graphs.chart_sentences import NO_FIRST_DOSE_TO_CHART, NO_RATING_IN_TRIAL
from ldn_tui.graphs.drawn import picture
from ldn_tui.graphs.graph_view import GraphView
from ldn_tui.graphs.scene import Look, NoScene, Picture, Scene, days_in_title
from ldn_tui.graphs.why_not import why_not
from ldn_tui.journal import Journal
from ldn_tui.plots.weeks import render_weeks
from ldn_tui.reports.figures.weeks import weeks_svg


class WeeksScene(Scene):
    """The mean of each week of the trial; week 1 begins with the first dose."""

    def __init__(self, graph: GraphView, chart: WeekChart) -> None:
        """Show `chart`."""
        super().__init__(graph, chart.window)
        self._chart = chart

    def subject(self, viewport: Viewport | None) -> str:
        """Return the measure."""
        return f"{self.graph.measure.name}   weekly means{days_in_title(viewport)}"

    def picture(self, look: Look) -> Picture:
        """Return the chart of the weeks in view."""
        chart = self._chart.within(look.window or self._chart.window)
        return picture(
            f"{chart.measure.name}, weekly means, {chart.window.in_words}",
            f"{chart.measure.key}-weeks-{chart.window.last.isoformat()}",
            partial(render_weeks, chart, ascii_only=look.ascii_only, week_starts_on=look.week_starts_on),
            partial(weeks_svg, chart, look.week_starts_on),
            partial(_table, chart),
        )

    def said(self, day: date) -> tuple[tuple[str, str], ...]:
        """Return the week `day` lies in."""
        week = week_of(day, self._chart.weeks)
        if week is None:
            return (("in no week of the trial", ""),)
        return (("week", str(week.number)), ("mean", _mean(week)), ("of", f"{week.count} rated days"))


def read_weeks(journal: Journal, graph: GraphView) -> Scene:
    """Read the weekly means of the measure of `graph` in the latest trial."""
    evidence = journal.findings.evidence()
    sentence = why_not(evidence, separates_bottles=True)
    chart = week_chart(evidence, graph.measure) if sentence is None and evidence is not None else None
    if chart is None:
        sentence = sentence or NO_FIRST_DOSE_TO_CHART
    elif not any(week.count for week in chart.weeks):
        sentence = NO_RATING_IN_TRIAL
    if chart is None or sentence is not None:
        name = f"{graph.measure.name}   weekly means"
        return NoScene(graph, name, sentence or NO_FIRST_DOSE_TO_CHART, is_of_one_measure=True)
    return WeeksScene(graph, chart)


def _mean(week: Week) -> str:
    return "–" if week.mean is None else shown_as(week.mean, ".1f")


def _table(chart: WeekChart) -> DataTable:
    columns = (Column("week"), Column("days", is_number=False), Column("mean"), Column("rated"))
    rows = [
        Row(
            (
                str(week.number),
                Window(*_ends(chart, week)).in_words,
                _mean(week),
                f"{week.count} of {week.days.length}",
            ),
            _ends(chart, week)[0],
        )
        for week in chart.weeks
    ]
    return DataTable(columns, tuple(rows))


def _ends(chart: WeekChart, week: Week) -> tuple[date, date]:
    days = chart.days_of(week)
    return days.first, days.last
