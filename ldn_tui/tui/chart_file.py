"""A chart as a file: a picture, or plain text."""

from ldn_tui.domain.history import HistoryChart
from ldn_tui.plots import history_text
from ldn_tui.reports.chart_svg import chart_svg
from ldn_tui.transfer.text_files import write_text_file
from ldn_tui.tui.dialogs.save_chart import ChartFile, ChartFormat

# What a mail or a text editor shows without wrapping.
TEXT_WIDTH, TEXT_HEIGHT = 80, 24


def proposed_file(chart: HistoryChart) -> str:
    """Return where a chart is saved if nothing else is typed."""
    return f"~/{chart.measure.key}-{chart.window.last.isoformat()}{ChartFormat.SVG.value}"


def save_chart(chart: HistoryChart, file: ChartFile, week_starts_on: int) -> None:
    """Write the chart.

    Raises:
        CannotWrite: the disk or its permissions refuse, or there is something there that must not be replaced.
    """
    if file.format is ChartFormat.SVG:
        text = chart_svg(chart, week_starts_on)
    else:
        text = history_text(chart, TEXT_WIDTH, TEXT_HEIGHT, week_starts_on=week_starts_on)
    write_text_file(file.path, text)
