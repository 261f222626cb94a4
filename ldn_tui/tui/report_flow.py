"""Writing a report from a room of the app."""

from contextlib import nullcontext
from typing import TYPE_CHECKING

from ldn_tui.domain.text import visible
from ldn_tui.tui.dialogs.report import ReportDialog, ReportFile

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp
    from ldn_tui.tui.screens.room import Room


def ask_for_report(room: "Room") -> None:
    """Ask what the report of the latest trial is to hold, and write it; what a disk refuses stays typed."""
    app = room.ldn_app
    dialog = ReportDialog(f"~/ldn-report-{app.journal.today().isoformat()}.html")
    dialog.take = lambda file: _write(app, file)

    def answered(file: ReportFile | None) -> None:
        if file is not None:
            room.say(f"Written: {visible(str(file.path))}")

    app.push_screen(dialog, answered)


def _write(app: "LdnApp", file: ReportFile) -> bool:
    """Write the report.

    Raises:
        CannotWrite: the disk or its permissions refuse, or there is something there that must not be replaced.
        LdnError: there is nothing to report on.
    """
    from ldn_tui.domain.formats import formats_for_machines
    from ldn_tui.journal.report import report_of
    from ldn_tui.reports.report import ReportFormat
    from ldn_tui.reports.report_file import rendered
    from ldn_tui.transfer.text_files import write_text_file

    with formats_for_machines() if file.form is ReportFormat.JSON else nullcontext():
        text = rendered(report_of(app.journal, file.wish), file.form, app.config.week_starts_on)
    write_text_file(file.path, text, replace=file.replaces)
    return True
