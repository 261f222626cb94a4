"""The report for an appointment, gathered from the journal."""

from typing import TYPE_CHECKING

from ldn_tui.domain.errors import NothingToDo
from ldn_tui.journal.card import card_facts

# Loaded only where a report is made.
if TYPE_CHECKING:
    from ldn_tui.journal.journal import Journal
    from ldn_tui.reports.emergency_card import CardFacts
    from ldn_tui.reports.report import Report, ReportWish


def report_of(journal: "Journal", wish: "ReportWish") -> "Report":
    """Return the report of the active trial, else of the latest; without the order of improvement, which takes long.

    Raises:
        BadInput: its last day has not come yet, its period runs backwards, or the patient's words are too long.
        NothingToDo: there never was a trial.
    """
    from ldn_tui.domain.analysis import analyse
    from ldn_tui.reports.report import build_report

    if wish.last is not None:
        # What is not recorded yet is no finding to show a doctor.
        journal.check_day(wish.last)
    evidence = journal.findings.evidence(wish.last)
    if evidence is None:
        raise NothingToDo(
            "There is no trial to report on: `ldn trial new before-after` begins one, and `ldn demo` shows a made-up "
            "one."
        )
    return build_report(evidence, analyse(evidence), wish, journal.today(), _emergency(journal))


def _emergency(journal: "Journal") -> "CardFacts | None":
    try:
        return card_facts(journal)
    except NothingToDo:
        return None
