"""The findings as a page of plain text, for people: the same content in the same order as the room of that name."""

from collections.abc import Callable, Iterator

from ldn_tui.domain import findings_headings, sentences
from ldn_tui.domain.findings import Findings
from ldn_tui.reports.findings_text.answer import head, impression
from ldn_tui.reports.findings_text.grounds import decision, labs, limits, other_changes, ratings, sensitivity
from ldn_tui.reports.findings_text.measures import blinded, measures, order
from ldn_tui.reports.findings_text.medicine import after_stopping, cost, dose_steps, doses, side_effects


def findings_page(findings: Findings, width: int = 80) -> Iterator[str]:
    """Yield the lines of the page, none wider than `width` but for tables on a narrow one."""
    sections: list[tuple[str, Callable[[Findings, int], Iterator[str]]]] = [
        ("", head),
        (findings_headings.OVERALL_RATING, impression),
        (findings_headings.AGAINST_COMPARATOR, blinded),
        (findings_headings.MEASURES if findings.blinded is None else findings_headings.SINCE_BASELINE, measures),
        (findings_headings.WHICH_FIRST, order),
        (findings_headings.AFTER_STOPPING, after_stopping),
        (_of_primary(findings_headings.DOSE_STEPS, findings), dose_steps),
        (findings_headings.SIDE_EFFECTS, side_effects),
        (findings_headings.DOSES, doses),
        (findings_headings.RATINGS, ratings),
        (findings_headings.LABORATORY, labs),
        (findings_headings.COST, cost),
        (findings_headings.WHAT_ELSE_CHANGED, other_changes),
        (findings_headings.DOES_IT_HOLD, sensitivity),
        (findings_headings.CANNOT_TELL, limits),
        (findings_headings.DECISION, decision),
    ]
    for title, section in sections:
        lines = list(section(findings, width))
        if not lines:
            continue
        if title:
            yield ""
            yield title
        yield from lines


def _of_primary(title: str, findings: Findings) -> str:
    return sentences.of_measure(title, findings.primary.measure.name) if findings.changes else title
