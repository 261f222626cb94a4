"""The measures of the report: the course of the primary one, the others in a table, laboratory values."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ldn_tui.domain import findings_headings, sentences
from ldn_tui.domain.dates import day_and_month
from ldn_tui.domain.findings import LabValue
from ldn_tui.domain.findings_in_words import off_in_words
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.measure_findings import Change
from ldn_tui.domain.measures import Direction
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.text import shorten, visible
from ldn_tui.reports import report_sentences
from ldn_tui.reports.report import Report
from ldn_tui.reports.report_blocks import NOTHING, Block, Paragraph, Picture, Table, Tone
from ldn_tui.reports.report_chart_svg import ChartNote
from ldn_tui.reports.report_result import lacks_ratings
from ldn_tui.reports.report_space import LONGEST_LIMIT, LONGEST_NAME, LONGEST_SENTENCE, MOST_FLAGS, Room

LONGEST_ANCHOR = 36


def course_title(report: Report) -> str:
    """Return the title of the course, with its days where they are not the whole trial."""
    name = visible(shorten(report.chart.measure.name, LONGEST_NAME))
    is_part = report.period.first > report.findings.trial.starts_on
    return report_sentences.course_of(name, report.period.in_words if is_part else None)


def course(report: Report) -> Iterator[Block]:
    """Yield the course of the primary measure, as a picture and as weekly means."""
    if report.is_sealed:
        yield Paragraph(report_sentences.REPORT_WHILE_SEALED, Tone.QUIET)
    change = report.findings.changes[0] if report.findings.changes else None
    weeks = [] if change is None else [week for week in change.weeks if report.period.holds(week.days.start)]
    is_any = any(week.mean is not None for week in weeks)
    told = [(week.number, NOTHING if week.mean is None else shown_as(week.mean, ".1f")) for week in weeks if is_any]
    in_words = report_sentences.weekly_means(told) if told else ""
    if report.chart.is_empty:
        yield Paragraph(report_sentences.NOTHING_RATED, Tone.QUIET)
        return
    measure = report.chart.measure
    low, high = (
        visible(shorten(anchor, LONGEST_SENTENCE // 3)) for anchor in (measure.low_anchor, measure.high_anchor)
    )
    yield Paragraph(report_sentences.scale_told(low, high, measure.direction.value), Tone.QUIET)
    marks = tuple(
        ChartNote(
            known.day, report_sentences.begun_or_stopped(shorten(known.medicine.name, LONGEST_NAME), known.is_start)
        )
        for known in report.medicine_changes[:MOST_FLAGS]
        if not report.is_sealed and report.chart.window.holds(known.day)
    )
    yield Picture(report.chart, None if change is None else change.baseline_mean, in_words, marks)


def measures(report: Report, room: Room) -> Iterator[Block]:
    """Yield the other measures, before and at the end, and the laboratory values."""
    findings = report.findings
    changes = (findings.changes if findings.blinded is None else findings.blinded.changes)[1:]
    shown = changes[: room.measures]
    if not shown:
        yield Paragraph(report_sentences.NO_OTHER_MEASURE, Tone.QUIET)
    elif report.is_sealed:
        rows = tuple((_name(change), str(change.n_baseline), mean_in_words(change.baseline_mean)) for change in shown)
        yield Table(("", "days", "before"), rows, (1, 2))
    elif not any(change.baseline_mean is not None or change.endpoint_mean is not None for change in shown):
        yield from _reasons(report, shown)
    else:
        columns = ("before", "at the end") if findings.blinded is None else ("comparator", "LDN")
        drawn = tuple(_improvement(report, change) for change in shown)
        yield Table(
            ("", *columns, "change", "plausible"),
            tuple(_measure_row(report, change) for change in shown),
            (1, 2, 3, 4),
            drawn if any(drawn) else (),
        )
        yield from _reasons(report, shown)
    more = changes[room.measures :]
    if more:
        yield Paragraph(f"{report_sentences.and_more(len(more))}: {_names(more)}", Tone.QUIET)
    off = findings.after_stopping
    if off is not None and off.change is not None:
        measure = replace(report.chart.measure, name=shorten(report.chart.measure.name, LONGEST_NAME))
        against = off_in_words(off, off.change, measure)
        yield Paragraph(f"{sentences.off_since(off.stopped_on, off.days_off)} {against}")
    if findings.labs:
        labs = [lab for lab in findings.labs if lab.day >= report.period.first]
        latest = [_lab(lab) for lab in labs[-room.labs :]]
        earlier = report_sentences.and_earlier(len(labs) - len(latest))
        if latest:
            yield Paragraph(
                report_sentences.listed(findings_headings.LABORATORY, ", ".join([*filter(None, [earlier]), *latest]))
            )


def _lab(lab: LabValue) -> str:
    outside = ", outside its range" if lab.is_outside else ""
    value = f"{shown_number(lab.value)} {shorten(lab.unit, 8)}".rstrip()
    return f"{visible(shorten(lab.name, 12))} {visible(value)} ({day_and_month(lab.day)}{outside})"


def _names(changes: Sequence[Change]) -> str:
    return shorten(", ".join(visible(change.measure.name) for change in changes), LONGEST_SENTENCE)


def _name(change: Change) -> str:
    return visible(shorten(change.measure.name, LONGEST_NAME))


def mean_in_words(mean: float | None) -> str:
    """Return a mean in points, a dash for none."""
    return NOTHING if mean is None else shown_as(mean, ".1f")


def _measure_row(report: Report, change: Change) -> tuple[str, ...]:
    return (
        _name(change),
        mean_in_words(change.baseline_mean),
        mean_in_words(change.endpoint_mean),
        NOTHING if change.difference is None else shown_as(change.difference, "+z.1f"),
        _plausible(report, change),
    )


def _plausible(report: Report, change: Change) -> str:
    low, high = change.difference_low, change.difference_high
    if lacks_ratings(report, change):
        return sentences.TOO_FEW_RATINGS
    return NOTHING if low is None or high is None else f"{shown_as(low, '+z.1f')} to {shown_as(high, '+z.1f')}"


def _improvement(report: Report, change: Change) -> tuple[float, float, float] | None:
    """Return the improvement in points (low, estimate, high), positive for better; None if it is not known."""
    low, high, difference = change.difference_low, change.difference_high, change.difference
    if low is None or high is None or difference is None or lacks_ratings(report, change):
        return None
    return (low, difference, high) if change.measure.direction is Direction.HIGHER else (-high, -difference, -low)


def _reasons(report: Report, changes: Sequence[Change]) -> Iterator[Block]:
    """Yield what is missing of the measures and why, each reason once; that of the verdict stands there already."""
    by_reason: dict[str, list[Change]] = {}
    for change in changes:
        if change.reason is not None and change.reason != report.findings.verdict.reason:
            by_reason.setdefault(change.reason, []).append(change)
    for reason, alike in list(by_reason.items())[:2]:
        yield Paragraph(f"{_names(alike)}: {shorten(reason, LONGEST_LIMIT)}", Tone.QUIET)
