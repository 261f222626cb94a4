"""The medicine of the report: side effects by dose step, the doses, other medicines and events."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ldn_tui.domain import findings_headings, sentences
from ldn_tui.domain.dates import day_and_month
from ldn_tui.domain.medicine_findings import RescueUse, SideEffectCourse, SideEffectShare
from ldn_tui.domain.medicines import Medicine
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.seal import Content
from ldn_tui.domain.side_effects import SEVERITIES
from ldn_tui.domain.text import shorten, visible
from ldn_tui.reports import report_sentences
from ldn_tui.reports.report import MedicineChange, Report
from ldn_tui.reports.report_blocks import NOTHING, Block, Items, Paragraph, Table, Tone
from ldn_tui.reports.report_measures import mean_in_words
from ldn_tui.reports.report_space import LONGEST_MEDICINE, LONGEST_NAME, LONGEST_SENTENCE, MOST_PERIODS, Room, listed

MOST_STEPS = 6
LONGEST_DOSE = 16
LONGEST_STRETCH = 14
# What all bottles together begin with, while a trial is sealed.
_TREATMENT = "Treatment, "


def side_effects(report: Report, room: Room) -> Iterator[Block]:
    """Yield the days with each side effect, by dose step or phase."""
    # A red flag is never the one that is left out.
    courses = sorted(report.findings.side_effects, key=lambda course: not course.is_red_flag)
    if not courses:
        yield Paragraph(sentences.NO_SIDE_EFFECT)
        return
    shown = courses[: room.side_effects]
    stretches = [_stretches(report, course, room) for course in shown]
    rows = tuple(
        (
            f"{'! ' if course.is_red_flag else ''}{visible(shorten(course.term, LONGEST_NAME))}",
            SEVERITIES[course.worst],
            NOTHING if course.baseline is None else _fraction(course.baseline),
            *(_fraction(share) for share in shares),
            *([str(course.total)] if report.is_sealed else []),
        )
        for course, shares in zip(shown, stretches, strict=True)
    )
    header = (
        "",
        "worst",
        "before",
        *(visible(shorten(share.stretch.removeprefix(_TREATMENT), LONGEST_STRETCH)) for share in stretches[0]),
        *(["in all"] if report.is_sealed else []),
    )
    yield Table(header, rows, tuple(range(2, len(header))))
    more = courses[room.side_effects :]
    if more:
        names = shorten(", ".join(visible(course.term) for course in more), LONGEST_SENTENCE)
        yield Paragraph(f"{report_sentences.and_more(len(more))}: {names}", Tone.QUIET)
    left_out = 0 if report.periods else len(_all_stretches(shown[0])) - len(stretches[0])
    if left_out:
        yield Paragraph(report_sentences.earlier_left_out(len(stretches[0]), left_out), Tone.QUIET)


def _stretches(report: Report, course: SideEffectCourse, room: Room) -> Sequence[SideEffectShare]:
    """Return what stands beside the baseline; the periods of an opened seal by name, or many of them by content."""
    if not report.periods:
        return _all_stretches(course)[-room.stretches :]
    shares = {share.stretch: share for share in course.phases}
    periods = [(period, shares[period.title]) for period in report.periods if period.title in shares]
    if len(periods) <= MOST_PERIODS:
        return [replace(share, stretch=period.name) for period, share in periods]
    return [
        _together(content, [share for period, share in periods if period.content == content]) for content in Content
    ]


def _together(stretch: str, shares: Sequence[SideEffectShare]) -> SideEffectShare:
    days, with_it = sum(share.days for share in shares), sum(share.with_it for share in shares)
    worst = max((share.worst for share in shares if share.worst is not None), default=None)
    return SideEffectShare(stretch, days, with_it, worst, None)


def _all_stretches(course: SideEffectCourse) -> tuple[SideEffectShare, ...]:
    """Return the dose steps, or without any the phases; the baseline has a column of its own."""
    baseline = PhaseKind.BASELINE.value.capitalize()
    return course.steps or tuple(share for share in course.phases if share.stretch != baseline)


def _fraction(share: SideEffectShare) -> str:
    return f"{share.with_it}/{share.days}" if share.days else NOTHING


def doses(report: Report) -> Iterator[Block]:
    """Yield the dose plan, how it was taken, and the primary measure on each step."""
    findings = report.findings
    if not report.is_sealed and findings.blinded is None:
        steps = findings.trial.steps
        planned = [f"{step.in_words} from {day_and_month(step.starts_on)}" for step in steps[-MOST_STEPS:]]
        said = (
            report_sentences.steps_planned(planned, len(steps) - len(planned))
            if planned
            else report_sentences.NO_PLAN_ENTERED
        )
        yield Paragraph(said)
    whole = findings.doses.whole
    if whole.due:
        lines = [report_sentences.due_doses(whole.taken, whole.due, whole.late, whole.extra)]
        if findings.doses.usual_time is not None:
            lines.append(sentences.usually_taken_at(findings.doses.usual_time))
        yield Paragraph(" ".join(lines))
    else:
        yield Paragraph(sentences.NONE_DUE)
    means = [step for step in findings.dose_steps if step.mean is not None][-MOST_STEPS:]
    if len(means) > 1:
        name = visible(shorten(report.chart.measure.name, LONGEST_NAME))
        header = ("", *(f"{shown_number(step.mg)} mg" for step in means))
        row = (report_sentences.mean_of(name), *(mean_in_words(step.mean) for step in means))
        yield Table(header, (row,), tuple(range(1, len(header))))
        yield Paragraph(report_sentences.DOSE_STEPS_MIXED, Tone.QUIET)


def others(report: Report, room: Room) -> Iterator[Block]:
    """Yield the other medicines, as-needed use and events."""
    changes = report.findings.other_changes
    # What concerns the trial's medicine most is named first.
    regular, as_needed = (
        [
            _medicine(known)
            for known in sorted(report.medicines, key=lambda known: not known.opioid)
            if known.as_needed is is_needed
        ]
        for is_needed in (False, True)
    )
    lines = [
        report_sentences.listed(what, visible(listed(names, room.medicines)))
        for what, names in ((report_sentences.TAKEN_NOW, regular), (report_sentences.TAKEN_AS_NEEDED, as_needed))
        if names
    ] or [report_sentences.NO_OTHER_MEDICINE]
    changed = [_medicine_change(change) for change in report.medicine_changes]
    if changed:
        lines.append(listed(changed, room.changes, " "))
    lines.extend(_rescues(changes.rescue, room))
    events = [
        f"{day_and_month(day)} {shorten(' '.join(f'#{visible(tag)}' for tag in tags), LONGEST_NAME)}"
        for day, tags in changes.events
        if report.period.holds(day)
    ]
    if events:
        lines.append(report_sentences.listed(findings_headings.EVENTS, listed(events, room.events)))
    yield Items(tuple(lines))


def _medicine(known: Medicine) -> str:
    dose = f" {shorten(known.dose, LONGEST_DOSE)}" if known.dose else ""
    return f"{shorten(known.name, LONGEST_MEDICINE)}{dose}{' (opioid)' if known.opioid else ''}"


def _medicine_change(change: MedicineChange) -> str:
    name, dose = (shorten(text, LONGEST_MEDICINE) for text in (change.medicine.name, change.medicine.dose))
    if change.is_start:
        return sentences.medicine_started(name, dose, change.day)
    return sentences.medicine_stopped(f"{name} ({dose})" if dose else name, change.day)


def _rescues(rescue: Sequence[RescueUse], room: Room) -> Iterator[str]:
    """Yield the use of as-needed medicine by phase; the baseline stays, since the rest is held against it."""
    if not any(use.with_rescue for use in rescue):
        return
    before, after = rescue[:1], rescue[1:]
    kept = [use for use in after if use.with_rescue][-(room.rescues - 1) :]
    for use in (*before, *kept):
        yield sentences.rescue_used(
            shorten(use.phase, LONGEST_NAME), use.with_rescue, use.days, shown_number(use.units)
        )
