"""What a report says, in the one order of all its formats: sections of paragraphs, lists, tables and a picture.

It follows the items of CENT 2015 (trials in one person) and SCRIBE 2016 that apply to one person's own trial:

- title and design, question, outcome that was fixed beforehand (CENT 1, 2b, 3a, 6a): the heading and "Question";
- changes after the lock (CENT 3b, 6b): "Limits";
- who is under test and what is taken (CENT 4a, 5): "Question" and "Doses", with the plan and what was taken;
- randomisation and blinding (CENT 8 to 11): the heading says open, sealed or opened; "Result" holds the contrast;
- analysis (CENT 12): "Limits" names the method; missing days are said to stay missing;
- periods completed, data analysed (CENT 13, 16): "Ratings" with the days compared, the course with its phases;
- each outcome with its precision (CENT 17a): "Result" and "Other measures", with 95 % ranges;
- harms (CENT 19): "Side effects" by dose step against the baseline, red flags at the top;
- limitations and generalisability (CENT 20 to 22): the caveat above the result, and "Limits";
- other changes in the same time (SCRIBE 16): "Other medicines and events"; raw data (SCRIBE 20): the course of
  every day, and the appendix.
Registration, funding and ethics approval (CENT 23 to 25) do not apply to a person's own diary.
"""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from ldn_tui.domain import findings_headings, sentences
from ldn_tui.domain.blinding import SEALED_WARNING
from ldn_tui.domain.caveats import dose_plan_change
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.days import Timeliness
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.text import shorten, visible
from ldn_tui.domain.windows_as_of import BASELINE, ENDPOINT
from ldn_tui.reports import report_sentences
from ldn_tui.reports.report import MOST_LINES, Blinding, DayValues, Report
from ldn_tui.reports.report_blocks import NOTHING, Block, Items, Paragraph, Part, Ruled, Section, Table, Tone
from ldn_tui.reports.report_measures import course, course_title, measures
from ldn_tui.reports.report_medicine import doses, others, side_effects
from ldn_tui.reports.report_result import lacks_ratings, primary_change, question, result
from ldn_tui.reports.report_space import (
    AMPLE,
    LONGEST_LIMIT,
    LONGEST_NAME,
    MOST_ON_PAGE,
    TIGHT,
    Room,
    listed,
    page_length,
)


def title_of(report: Report) -> str:
    """Return what stands at the top."""
    return report_sentences.report_title(shorten(report.findings.trial.medicine, LONGEST_NAME))


def design_of(report: Report) -> str:
    """Return in a line what kind of trial it is, of whom, from when to when."""
    trial = report.findings.trial
    kind = {
        Blinding.OPEN: report_sentences.OPEN_DESIGN,
        Blinding.SEALED: report_sentences.SEALED_DESIGN,
        Blinding.OPENED: report_sentences.OPENED_DESIGN,
    }[report.blinding]
    condition = f" · {visible(shorten(trial.condition, LONGEST_NAME))}" if trial.condition else ""
    whole = Window(min(trial.starts_on, report.period.first), report.period.last)
    return f"{kind}{condition} · {whole.in_words} · {report_sentences.written(report.written_on)}"


def sections(report: Report) -> tuple[Section, ...]:
    """Return the sections of `report`, in order; lists are cut only where the page would run over."""
    whole = _sections(report, AMPLE)
    return whole if page_length(whole) <= MOST_ON_PAGE else _sections(report, TIGHT)


def _sections(report: Report, room: Room) -> tuple[Section, ...]:
    writers: list[tuple[Part, str, Iterator[Block]]] = [
        (Part.QUESTION, report_sentences.QUESTION, question(report)),
        (Part.RESULT, report_sentences.RESULT, result(report)),
        (Part.COURSE, course_title(report), course(report)),
        (Part.MEASURES, report_sentences.OTHER_MEASURES, measures(report, room)),
        (Part.SIDE_EFFECTS, report_sentences.DAYS_WITH_EACH, side_effects(report, room)),
        (Part.DOSES, findings_headings.DOSES, doses(report)),
        (Part.RATINGS, findings_headings.RATINGS, _ratings(report)),
        (Part.OTHERS, report_sentences.OTHER_MEDICINES, others(report, room)),
        (Part.LIMITS, report_sentences.LIMITS, _limits(report, room)),
        (Part.WORDS, report_sentences.IN_MY_OWN_WORDS, _words(report)),
        (Part.NOTES, report_sentences.APPENDIX_NOTES, _notes(report)),
        (Part.DAYS, report_sentences.APPENDIX_DAYS, _days(report)),
    ]
    made = [Section(part, title, tuple(blocks)) for part, title, blocks in writers]
    return tuple(section for section in made if section.blocks)


def _ratings(report: Report) -> Iterator[Block]:
    quality = report.findings.completeness
    whole = quality.whole
    lines = [report_sentences.rated_on(whole.rated, whole.days, whole.on_time, whole.late, whole.recalled)]
    if quality.longest_gap is not None:
        lines.append(sentences.longest_gap(quality.longest_gap.start, quality.longest_gap.length))
    main = primary_change(report)
    if main is not None and main.n_endpoint:
        compared = ("before", "at the end") if report.findings.blinded is None else ("on the comparator", "on LDN")
        lines.append(report_sentences.compared_days(main.n_baseline, compared[0], main.n_endpoint, compared[1]))
    yield Paragraph(" ".join(lines))
    windows = report.findings.windows
    dates = [
        report_sentences.window_told(name, span.start, span.end - timedelta(days=1))
        for name, span in (
            (report_sentences.BEFORE, windows.get(BASELINE)),
            (report_sentences.AT_THE_END, windows.get(ENDPOINT)),
        )
        if span is not None
    ]
    if dates:
        yield Paragraph(" ".join(dates), Tone.QUIET)


def _limits(report: Report, room: Room) -> Iterator[Block]:
    findings, main = report.findings, primary_change(report)
    # A dose plan is told to its last step: one that is cut could be read as another.
    plans = {said for made in findings.amendments if (said := dose_plan_change(made)) is not None}
    limits = [
        caveat if caveat in plans else shorten(caveat, LONGEST_LIMIT)
        for caveat in findings.caveats[1:]
        # While sealed the warning stands at the top already, and what to type is nothing for a doctor.
        if caveat != SEALED_WARNING and "`ldn " not in caveat
    ]
    if report.medicine_changes and not report.is_sealed:
        limits.append(report_sentences.MEDICINES_CHANGED)
    held = [
        f"{known.name} {known.percent:z.0f} % ({known.low:z.0f} to {known.high:z.0f})"
        for known in findings.sensitivity
        if known.percent is not None and known.low is not None and known.high is not None
    ]
    if held and main is not None and not lacks_ratings(report, main):
        limits.insert(0, report_sentences.listed(report_sentences.BY_OTHER_CHOICES, listed(held, room.choices, "; ")))
    more = report_sentences.and_more(len(limits) - room.limits)
    yield Items((*limits[: room.limits], *filter(None, [more]), report_sentences.HOW_COMPUTED))


def _words(report: Report) -> Iterator[Block]:
    if report.words:
        yield Items(tuple(visible(line) for line in report.words))
    else:
        yield Ruled(report_sentences.HOW_IT_WAS, MOST_LINES)
    if report.questions:
        yield Paragraph(f"{report_sentences.MY_QUESTIONS}: {visible(report.questions)}")
    else:
        yield Ruled(report_sentences.MY_QUESTIONS, 2)


def _notes(report: Report) -> Iterator[Block]:
    if report.notes:
        yield Table(("day", "note"), tuple((short_day(day), visible(note)) for day, note in report.notes))


def _days(report: Report) -> Iterator[Block]:
    if not report.days:
        return
    measures = [change.measure for change in report.findings.changes]
    header = ("day", *(visible(shorten(known.name, 12)) for known in measures), "dose", "side effects", "as needed", "")
    rows = tuple(_day_row(day, [known.key for known in measures]) for day in report.days)
    yield Table(header, rows, tuple(range(1, len(measures) + 1)))


def _day_row(day: DayValues, keys: Sequence[str]) -> tuple[str, ...]:
    values = (shown_number(day.values[key]) if key in day.values else NOTHING for key in keys)
    late = day.timeliness if day.timeliness in {Timeliness.LATE, Timeliness.RECALLED} else None
    return (
        day.day.isoformat(),
        *values,
        visible(day.dose),
        ", ".join(f"{visible(term)} {severity}" for term, severity in day.side_effects),
        ", ".join(f"{visible(name)} {shown_number(count)}" for name, count in day.rescues),
        "" if late is None else late.value,
    )
