"""The four forms of a report: which one a file's name asks for, and how each begins."""

from pathlib import Path

from ldn_tui.reports.report import Report, ReportFormat
from ldn_tui.reports.report_html import HTML_HEAD, report_html
from ldn_tui.reports.report_json import JSON_HEAD, report_json
from ldn_tui.reports.report_markdown import MARKDOWN_HEAD, report_markdown
from ldn_tui.reports.report_text import TEXT_HEAD, report_text

# How an earlier report begins: such a file may be replaced without asking.
REPORT_HEADS = tuple(head.encode() for head in (HTML_HEAD, MARKDOWN_HEAD, TEXT_HEAD, JSON_HEAD))


def rendered(report: Report, form: ReportFormat, week_starts_on: int = 0) -> str:
    """Return `report` in one of its forms.

    Args:
        report: what is on it.
        form: the form.
        week_starts_on: the weekday on which weeks begin on its chart, 0 for Monday.
    """
    match form:
        case ReportFormat.HTML:
            return report_html(report, week_starts_on)
        case ReportFormat.MARKDOWN:
            return report_markdown(report)
        case ReportFormat.TEXT:
            return report_text(report)
        case ReportFormat.JSON:
            return report_json(report)


def format_of(path: Path) -> ReportFormat | None:
    """Return the form that the end of a file's name asks for, or None."""
    ending = path.suffix.lower().removeprefix(".")
    return next((form for form in ReportFormat if form == ending), None)


def is_report(path: Path) -> bool:
    """Return whether the file at `path` is empty or an earlier report.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(max(map(len, REPORT_HEADS)))
    return not head or head.startswith(REPORT_HEADS)
