"""What the findings rest on: ratings, laboratory values, what else changed, other choices, limits, the decision."""

from collections.abc import Iterator

from ldn_tui.domain import findings_headings, sentences
from ldn_tui.domain.dates import day_and_month, short_day
from ldn_tui.domain.findings import Findings, LabValue
from ldn_tui.domain.findings_in_words import (
    RATING_COLUMNS,
    limits_of,
    rating_cells,
    sensitivity_cells,
    sensitivity_columns,
)
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.text import visible
from ldn_tui.reports.findings_text.lines import INDENT, wrapped
from ldn_tui.reports.text_table import text_table


def ratings(findings: Findings, width: int) -> Iterator[str]:
    """Yield on how many days was rated, and how late."""
    quality = findings.completeness
    rows = [rating_cells(stretch) for stretch in (*quality.phases, quality.whole) if stretch.days]
    yield from text_table(("", *RATING_COLUMNS), rows, RATING_COLUMNS)
    gap = quality.longest_gap
    if gap is not None:
        yield from wrapped(sentences.longest_gap(gap.start, gap.length), width)


def labs(findings: Findings, width: int) -> Iterator[str]:
    """Yield the laboratory values."""
    if not findings.labs:
        yield INDENT + sentences.NOT_MEASURED
    for lab in findings.labs:
        yield from wrapped(_lab(lab), width)


def _lab(lab: LabValue) -> str:
    where = {None: "", True: ", outside the laboratory's range", False: ", within the laboratory's range"}
    value = f"{shown_number(lab.value)} {visible(lab.unit)}".rstrip()
    return f"{visible(lab.name)} {value} on {short_day(lab.day)}{where[lab.is_outside]}"


def other_changes(findings: Findings, width: int) -> Iterator[str]:
    """Yield rescue medicine, other medicines and events."""
    changes = findings.other_changes
    for use in changes.rescue:
        if use.with_rescue:
            yield from wrapped(
                sentences.rescue_used(use.phase, use.with_rescue, use.days, shown_number(use.units)), width
            )
    for sentence in changes.medicines:
        yield from wrapped(sentence, width)
    if changes.events:
        said = ", ".join(
            f"{day_and_month(day)} {' '.join(f'#{visible(tag)}' for tag in tags)}" for day, tags in changes.events
        )
        yield from wrapped(f"{findings_headings.EVENTS}: {said}", width)


def sensitivity(findings: Findings, width: int) -> Iterator[str]:
    """Yield what other choices would have found."""
    if not findings.sensitivity or not findings.shows_primary:
        return
    if findings.primary.has_too_few_ratings and findings.is_decision_due:
        return
    rows = [sensitivity_cells(findings, other) for other in findings.sensitivity]
    yield from text_table(("", *sensitivity_columns(findings)), rows, ("percent",))
    yield from wrapped(sentences.WHAT_VERDICT_RESTS_ON, width)


def limits(findings: Findings, width: int) -> Iterator[str]:
    """Yield what the numbers cannot tell."""
    for caveat in limits_of(findings):
        yield from wrapped(f"- {caveat}", width)


def decision(findings: Findings, width: int) -> Iterator[str]:
    """Yield what was decided."""
    made = findings.decision
    if made is None:
        yield INDENT + findings_headings.NOTHING_DECIDED
        return
    reason = f": {visible(made.reason)}" if made.reason else ""
    yield from wrapped(f"{made.choice.value.capitalize()}, on {short_day(made.day)}{reason}", width)
