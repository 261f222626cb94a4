"""The measures on the page: before and now, which improved first, and the contrast of an opened trial."""

from collections.abc import Iterator, Sequence

from ldn_tui.domain import findings_headings, sentences
from ldn_tui.domain.findings import Findings
from ldn_tui.domain.findings_in_words import (
    better_from_day,
    columns_of,
    improvement_in_points,
    points,
)
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.measure_changes import without_lasting_improvement
from ldn_tui.domain.measure_findings import Change
from ldn_tui.domain.text import shorten, visible
from ldn_tui.reports.findings_text.lines import wrapped
from ldn_tui.reports.interval_bar import interval_bar
from ldn_tui.reports.text_table import text_table

NAME_WIDTH = 16
BAR_WIDTH = 17
NARROW = 72


def measures(findings: Findings, width: int) -> Iterator[str]:
    """Yield the table of measures, and why something is missing in it."""
    if findings.is_sealed:
        rows = [(_name(change), str(change.n_baseline), points(change.baseline_mean)) for change in findings.changes]
        yield from text_table(("measure", "days", "baseline"), rows, ("days", "baseline"))
        return
    if findings.blinded is not None:
        yield from wrapped(sentences.OPENED_CAVEAT, width)
    yield from _change_table(findings, findings.changes, columns_of(findings), width)
    known = {None, findings.verdict.reason}
    for reason in dict.fromkeys(change.reason for change in findings.changes if change.reason not in known):
        names = ", ".join(visible(change.measure.name) for change in findings.changes if change.reason == reason)
        yield from wrapped(f"{names}: {reason}", width)


def _change_table(findings: Findings, changes: Sequence[Change], columns: tuple[str, str], width: int) -> Iterator[str]:
    """Yield the table of measures; the bars show the improvement in points, all on one scale, better to the right."""
    widest = max((abs(limit) for change in changes for limit in improvement_in_points(change) or ()), default=0.0)
    reach = max(widest, 1.0)
    with_bars = width >= NARROW and any(improvement_in_points(change) for change in changes)
    better_from = (findings_headings.BETTER_FROM_COLUMN,) if findings.blinded is None else ()
    header = ("measure", *columns, "change", "percent", *(("worse ┼ better",) if with_bars else ()), *better_from)
    rows = []
    for change in changes:
        limits = improvement_in_points(change)
        bar = interval_bar(limits, (-reach, reach), BAR_WIDTH) if limits else ""
        rows.append(
            (
                _name(change),
                points(change.baseline_mean),
                points(change.endpoint_mean),
                "" if change.difference is None else shown_as(change.difference, "+z.1f"),
                "" if change.percent is None or change.has_too_few_ratings else f"{change.percent:z.0f} %",
                *((bar,) if with_bars else ()),
                *((better_from_day(findings, change),) if better_from else ()),
            )
        )
    yield from text_table(header, rows, (*columns, "change", "percent"))
    if not any(change.difference is not None for change in changes):
        return
    if better_from and any(better_from_day(findings, change) for change in changes):
        yield from wrapped(findings_headings.BETTER_FROM, width)
    if findings.blinded is None or columns[0] == findings_headings.BEFORE_COLUMN:
        yield from wrapped(findings_headings.PERCENT_TOLD, width)


def _name(change: Change) -> str:
    return shorten(visible(change.measure.name), NAME_WIDTH)


def order(findings: Findings, width: int) -> Iterator[str]:
    """Yield which improved first, and what never did."""
    if findings.is_sealed or findings.blinded is not None or len(findings.changes) < 2:
        return
    yield from wrapped(sentences.ORDER_NOT_COMPUTED if findings.order is None else findings.order.words, width)
    not_reached = without_lasting_improvement(findings)
    if not_reached is not None:
        yield from wrapped(not_reached, width)


def blinded(findings: Findings, width: int) -> Iterator[str]:
    """Yield the contrast of an opened trial, pair by pair."""
    blinded = findings.blinded
    if blinded is None:
        return
    yield from _change_table(
        findings, blinded.changes, (findings_headings.COMPARATOR_COLUMN, findings_headings.LDN_COLUMN), width
    )
    rows = [
        (
            str(pair.number),
            "LDN first" if pair.ldn_first else "comparator first",
            points(pair.comparator_mean),
            points(pair.ldn_mean),
            "" if pair.difference is None else shown_as(pair.difference, "+z.1f"),
            "" if pair.reason is None else "left out",
        )
        for pair in blinded.pairs
    ]
    yield ""
    header = ("pair", "order", "comparator", "LDN", "change", "")
    yield from text_table(header, rows, ("pair", "comparator", "LDN", "change"))
    for words in blinded.words:
        yield from wrapped(words, width)
    if blinded.pairs_interval is not None:
        difference, low, high = blinded.pairs_interval
        yield from wrapped(sentences.pairs_alone(difference, low, high), width)
    if blinded.randomisation_p is not None:
        yield from wrapped(sentences.by_chance(blinded.randomisation_p), width)
    if blinded.right_guesses is not None:
        yield from wrapped(sentences.guessed(blinded.right_guesses, len(blinded.pairs), blinded.sureness), width)
