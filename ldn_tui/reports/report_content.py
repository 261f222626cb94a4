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

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from ldn_tui.domain import sentences
from ldn_tui.domain.blinding import SEALED_WARNING
from ldn_tui.domain.caveats import dose_plan_change
from ldn_tui.domain.dates import day_and_month, short_day
from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.days import Timeliness
from ldn_tui.domain.findings import Change, LabValue, RescueUse, SideEffectCourse, SideEffectShare
from ldn_tui.domain.findings_in_words import off_in_words
from ldn_tui.domain.history import HistoryChart
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.measures import Direction
from ldn_tui.domain.medicines import OPIOID_LINE, Medicine
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.ratings import plain
from ldn_tui.domain.seal import Content
from ldn_tui.domain.side_effects import PRESCRIBER_CALL, SEVERITIES
from ldn_tui.domain.text import shorten, visible
from ldn_tui.domain.trial_verdict import percent_of
from ldn_tui.domain.windows_as_of import BASELINE, ENDPOINT
from ldn_tui.reports.report import MOST_LINES, Blinding, DayValues, MedicineChange, Report
from ldn_tui.reports.report_chart_svg import ChartNote
from ldn_tui.reports.report_periods import DaysWith, OpenedPeriod


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each kind a page has room for; what is left out is counted."""

    measures: int
    side_effects: int
    stretches: int
    medicines: int
    events: int
    labs: int
    limits: int
    changes: int
    rescues: int
    choices: int


# What most trials hold, and what is left of a trial that would run over its page otherwise.
AMPLE = Room(
    measures=12,
    side_effects=8,
    stretches=6,
    medicines=8,
    events=12,
    labs=8,
    limits=8,
    changes=6,
    rescues=6,
    choices=8,
)
TIGHT = Room(
    measures=5,
    side_effects=5,
    stretches=4,
    medicines=4,
    events=4,
    labs=3,
    limits=3,
    changes=2,
    rescues=2,
    choices=4,
)
# How much text, as `Section.length` counts it, surely fits on one page in the smaller type.
MOST_ON_PAGE = 4500
MOST_FLAGS = 3
MOST_STEPS = 6
LONGEST_QUESTION = 110
LONGEST_SENTENCE = 110
# What the person changed is told with its old and its new value.
LONGEST_LIMIT = 170
LONGEST_NAME = 20
LONGEST_FLAG = 42
LONGEST_ANCHOR = 36
LONGEST_MEDICINE = 24
LONGEST_DOSE = 16
LONGEST_STRETCH = 14
# Periods of an opened seal that are told one by one.
MOST_PERIODS = 4
# What is set in large letters; a longer one is set smaller.
LONGEST_FIGURE = 30

NOTHING = "–"
# What all bottles together begin with, while a trial is sealed.
_TREATMENT = "Treatment, "
# Why a change has no interval though its ratings are enough.
_NO_ESTIMATE = {sentences.EVERY_DAY_THE_SAME, sentences.CANNOT_BE_ESTIMATED, sentences.AT_BEST_BEFORE}
_LAST_LATIN = 0x2FF
# The characters of a line in one of two columns.
_ROW = 60


class Part(StrEnum):
    """The sections, in their order."""

    QUESTION = "question"
    RESULT = "result"
    COURSE = "course"
    MEASURES = "measures"
    SIDE_EFFECTS = "side-effects"
    DOSES = "doses"
    RATINGS = "ratings"
    OTHERS = "others"
    LIMITS = "limits"
    WORDS = "words"
    NOTES = "notes"
    DAYS = "days"


# Behind the page, on pages of their own.
APPENDIX = (Part.NOTES, Part.DAYS)


class Tone(StrEnum):
    """How a paragraph is said."""

    PLAIN = "plain"
    LARGE = "large"
    QUIET = "quiet"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or more of text."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Items:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number a reader sees first: what it is, the number, and what must be said with it."""

    label: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The numbers a reader sees first, side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        header: what stands above the columns.
        rows: the cells.
        numbers: the columns of numbers, counted from 0.
        intervals: for each row an improvement (low, estimate, high) to be drawn, or None; empty for none at all.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    intervals: tuple[tuple[float, float, float] | None, ...] = ()

    @property
    def reach(self) -> float:
        """How far from 0 the drawn intervals go, at least 1."""
        return max([1.0, *(abs(limit) for limits in self.intervals if limits is not None for limit in limits)])


@dataclass(frozen=True, slots=True)
class Picture:
    """The course of the primary measure.

    Attributes:
        chart: what is drawn.
        baseline_mean: the level it is held against; None if not known.
        in_words: what is said where nothing can be drawn.
        notes: what else happened, marked on its day.
    """

    chart: HistoryChart
    baseline_mean: float | None
    in_words: str
    notes: tuple[ChartNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruled:
    """Room to write by hand: what for, and on how many lines."""

    label: str
    lines: int


Block = Paragraph | Items | KeyFigures | Table | Picture | Ruled


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report with its title and what stands in it."""

    part: Part
    title: str
    blocks: tuple[Block, ...]

    @property
    def length(self) -> int:
        """How much text stands in it, in small letters; a row of a table counts as a line."""
        return sum(map(_length, self.blocks))

    @property
    def is_appendix(self) -> bool:
        """Whether it stands behind the page."""
        return self.part in APPENDIX


def _length(block: Block) -> int:
    match block:
        case Paragraph(text, _):
            return _width(text)
        case Items(items):
            return sum(map(_width, items))
        case Table(_, rows):
            return _ROW * len(rows)
        case Ruled(_, lines):
            # As wide as the page, and high enough for a hand.
            return 3 * _ROW * lines
        case KeyFigures(figures):
            return sum(_width(figure.value) for figure in figures if len(figure.value) > LONGEST_FIGURE)
        case _:
            return 0


def _width(text: str) -> int:
    """Return how much room a text takes, in small letters: capitals, and what is not of the Latin script, take two."""
    return sum(2 if sign.isupper() or ord(sign) > _LAST_LATIN else 1 for sign in text)


def title_of(report: Report) -> str:
    """Return what stands at the top."""
    return sentences.report_title(shorten(report.findings.trial.medicine, LONGEST_NAME))


def design_of(report: Report) -> str:
    """Return in a line what kind of trial it is, of whom, from when to when."""
    trial = report.findings.trial
    kind = {
        Blinding.OPEN: sentences.OPEN_DESIGN,
        Blinding.SEALED: sentences.SEALED_DESIGN,
        Blinding.OPENED: sentences.OPENED_DESIGN,
    }[report.blinding]
    condition = f" · {visible(shorten(trial.condition, LONGEST_NAME))}" if trial.condition else ""
    whole = Window(min(trial.starts_on, report.period.first), report.period.last)
    return f"{kind}{condition} · {whole.in_words} · {sentences.written(report.written_on)}"


def sections(report: Report) -> tuple[Section, ...]:
    """Return the sections of `report`, in order; lists are cut only where the page would run over."""
    whole = _sections(report, AMPLE)
    return whole if page_length(whole) <= MOST_ON_PAGE else _sections(report, TIGHT)


def page_length(made: Iterable[Section]) -> int:
    """Return how much text stands on the page itself, without the appendix."""
    return sum(section.length for section in made if not section.is_appendix)


def _sections(report: Report, room: Room) -> tuple[Section, ...]:
    writers: list[tuple[Part, str, Iterator[Block]]] = [
        (Part.QUESTION, sentences.QUESTION, _question(report)),
        (Part.RESULT, sentences.RESULT, _result(report)),
        (Part.COURSE, _course_title(report), _course(report)),
        (Part.MEASURES, sentences.OTHER_MEASURES, _measures(report, room)),
        (Part.SIDE_EFFECTS, sentences.DAYS_WITH_EACH, _side_effects(report, room)),
        (Part.DOSES, sentences.DOSES, _doses(report)),
        (Part.RATINGS, sentences.RATINGS, _ratings(report)),
        (Part.OTHERS, sentences.OTHER_MEDICINES, _others(report, room)),
        (Part.LIMITS, sentences.LIMITS, _limits(report, room)),
        (Part.WORDS, sentences.IN_MY_OWN_WORDS, _words(report)),
        (Part.NOTES, sentences.APPENDIX_NOTES, _notes(report)),
        (Part.DAYS, sentences.APPENDIX_DAYS, _days(report)),
    ]
    made = [Section(part, title, tuple(blocks)) for part, title, blocks in writers]
    return tuple(section for section in made if section.blocks)


def _question(report: Report) -> Iterator[Block]:
    findings = report.findings
    trial = findings.trial
    asked = trial.question or sentences.question_not_written(shorten(trial.medicine, LONGEST_NAME))
    yield Paragraph(visible(shorten(asked, LONGEST_QUESTION)), Tone.LARGE)
    yield Paragraph(_decision(report))
    warnings = list(_warnings(report))
    if warnings:
        yield Paragraph(" ".join(warnings), Tone.WARNING)
    emergency = report.emergency
    if emergency is not None and emergency.sealed is not None:
        sealed = emergency.sealed
        helper = sentences.helper_knows(
            shorten(sealed.helper_name, LONGEST_NAME), shorten(sealed.helper_phone, LONGEST_NAME)
        )
        yield Paragraph(f"{SEALED_WARNING} {helper}")


def _decision(report: Report) -> str:
    findings = report.findings
    made, due = findings.decision, findings.decision_day
    if made is not None:
        return sentences.decided(made.choice.value, made.day, shorten(made.reason, LONGEST_SENTENCE))
    number = findings.trial.day_number(findings.as_of)
    ended_on = findings.trial.ended_on
    if ended_on is not None and (report.is_ended_early or findings.first_dose is None):
        return sentences.ended_undecided(ended_on, has_begun=findings.first_dose is not None)
    is_early = due is None or findings.as_of < due
    wanted = sentences.NO_DECISION_DUE if is_early else sentences.DECISION_WANTED
    if report.is_sealed and not is_early:
        wanted = sentences.OPENING_WANTED
    return f"{wanted} {sentences.stands_at(findings.as_of, number, due)}"


def _warnings(report: Report) -> Iterator[str]:
    shown, more = report.red_flags[:MOST_FLAGS], report.red_flags[MOST_FLAGS:]
    # What is to be done is said once for all that call for it.
    calls = dict.fromkeys(flag.call for flag in shown)
    for call in calls:
        said = [
            sentences.red_flag_recorded(
                shorten(flag.term, LONGEST_FLAG), SEVERITIES[flag.severity], flag.days, flag.last_on
            )
            for flag in shown
            if flag.call == call
        ]
        yield f"{'; '.join(said)}. {call}"
    if more:
        terms = visible(", ".join(shorten(flag.term, LONGEST_NAME) for flag in more))
        yield f"{sentences.and_more(len(more)).capitalize()}: {shorten(terms, LONGEST_SENTENCE)}."
    if report.opioids:
        names = [shorten(known.name, LONGEST_MEDICINE) for known in report.opioids]
        yield sentences.opioid_in_use(_list(names, MOST_FLAGS))
        if PRESCRIBER_CALL not in calls:
            yield PRESCRIBER_CALL
        yield OPIOID_LINE


def _result(report: Report) -> Iterator[Block]:
    findings = report.findings
    for caveat in findings.caveats[:1] if _has_result(report) else ():
        yield Paragraph(shorten(caveat, 2 * LONGEST_SENTENCE), Tone.QUIET)
    verdict = findings.verdict
    if verdict.first is not None:
        yield Paragraph(shorten(verdict.first, LONGEST_SENTENCE))
    if verdict.words is not None:
        yield Paragraph(verdict.words, Tone.LARGE)
    said = [line for line in (verdict.reason, *verdict.additions) if line is not None and line not in findings.caveats]
    if findings.blinded is not None:
        said += findings.blinded.words
    said += findings.still_needed
    if said:
        yield Paragraph(shorten(" ".join(dict.fromkeys(said)), 3 * LONGEST_SENTENCE))
    yield KeyFigures((_change_figure(report), _impression_figure(report), _side_effect_figure(report)))


def _has_result(report: Report) -> bool:
    """Return whether there is a result the first caveat goes with; that of an opened seal goes with its baseline."""
    main = _main(report)
    return report.is_sealed or (report.blinding is Blinding.OPEN and main is not None and main.difference is not None)


def _lacks_ratings(report: Report, change: Change) -> bool:
    """Return whether the means stand on too few ratings to say how sure they are."""
    is_compared = report.findings.blinded is None and change.endpoint_mean is not None
    return is_compared and change.reason is not None and change.reason not in _NO_ESTIMATE


def _main(report: Report) -> Change | None:
    findings = report.findings
    changes = findings.changes if findings.blinded is None else findings.blinded.changes
    return changes[0] if changes else None


def _change_figure(report: Report) -> KeyFigure:
    main = _main(report)
    name = visible(shorten(report.chart.measure.name, LONGEST_NAME))
    if main is None or main.baseline_mean is None:
        return KeyFigure(name, NOTHING, sentences.NOTHING_TO_COMPARE)
    if main.endpoint_mean is None or main.difference is None:
        return KeyFigure(sentences.before(name), f"{main.baseline_mean:.1f}", _without_end(report))
    value = f"{main.baseline_mean:.1f} → {main.endpoint_mean:.1f}"
    label = f"{name}, {_compared(report)}"
    if _lacks_ratings(report, main):
        return KeyFigure(label, value, sentences.too_few_ratings(main.n_baseline, main.n_endpoint))
    percent = percent_of(main)
    if main.measure.direction is Direction.LOWER and percent is not None:
        return KeyFigure(label, value, f"{sentences.percent_told(percent)} (95 %)")
    return KeyFigure(label, value, _points_told(main))


def _without_end(report: Report) -> str:
    return sentences.SEALED_FIGURE if report.is_sealed else sentences.NOTHING_AT_THE_END


def _compared(report: Report) -> str:
    if report.findings.blinded is not None:
        return sentences.COMPARATOR_TO_LDN
    endpoint = report.findings.windows.get(ENDPOINT)
    if endpoint is None:
        return sentences.BEFORE_TO_END
    return sentences.before_to_window(endpoint.start, endpoint.end - timedelta(days=1))


def _points_told(change: Change) -> str:
    if change.difference is None:
        return sentences.CANNOT_BE_ESTIMATED
    if change.difference_low is None or change.difference_high is None:
        return sentences.points_told(change.difference)
    return sentences.points_told(change.difference, (change.difference_low, change.difference_high))


def _impression_figure(report: Report) -> KeyFigure:
    label = sentences.OVERALL_IMPRESSION
    impressions = report.findings.impressions
    given = impressions.counted or (impressions.course[-1] if impressions.course else None)
    if report.is_sealed:
        return KeyFigure(label, NOTHING, sentences.SEALED_FIGURE)
    if report.periods:
        return KeyFigure(label, _by_period(report.periods), sentences.AT_EACH_END)
    if given is None:
        return KeyFigure(label, NOTHING, sentences.NOT_GIVEN)
    return KeyFigure(label, PGIC_ANSWERS[given.value], f"{sentences.of_seven(given.value)}, {day_and_month(given.day)}")


def _by_period(periods: Sequence[OpenedPeriod]) -> str:
    """Return the overall rating of each period in words, or if they are many in numbers by what was taken."""
    if len(periods) <= MOST_PERIODS:
        told = (
            f"{period.name}: {sentences.NOT_GIVEN if period.impression is None else PGIC_ANSWERS[period.impression]}"
            for period in periods
        )
        return "; ".join(told)
    by_content: dict[str, list[str]] = {}
    for period in periods:
        given = NOTHING if period.impression is None else str(period.impression)
        by_content.setdefault(period.content, []).append(given)
    return "; ".join(f"{content}: {', '.join(given)} ({sentences.PGIC_SCALE})" for content, given in by_content.items())


def _side_effect_figure(report: Report) -> KeyFigure:
    on, before = report.side_effects_on, report.side_effects_before
    label = sentences.DAYS_WITH_A_SIDE_EFFECT
    if on is None:
        return KeyFigure(label, NOTHING, sentences.NOT_BEGUN)
    before_told = None if before is None else _share(before)
    if not report.periods:
        said = sentences.IN_ALL_BOTTLES if report.is_sealed else sentences.ON_THE_MEDICINE
        return KeyFigure(label, _share(on), sentences.with_before(said, before_told))
    by_content: dict[str, DaysWith] = {}
    for period in report.periods:
        if period.side_effects is not None:
            by_content[period.content] = period.side_effects + by_content.get(period.content, DaysWith(0, 0))
    ldn, comparator = (NOTHING if content not in by_content else _share(by_content[content]) for content in Content)
    return KeyFigure(label, ldn, sentences.with_before(sentences.on_ldn_and_comparator(comparator), before_told))


def _share(days: DaysWith) -> str:
    return sentences.days_with_side_effects(days.with_it, days.of)


def _course_title(report: Report) -> str:
    name = visible(shorten(report.chart.measure.name, LONGEST_NAME))
    is_part = report.period.first > report.findings.trial.starts_on
    return sentences.course_of(name, report.period.in_words if is_part else None)


def _course(report: Report) -> Iterator[Block]:
    if report.is_sealed:
        yield Paragraph(sentences.REPORT_WHILE_SEALED, Tone.QUIET)
    change = report.findings.changes[0] if report.findings.changes else None
    weeks = [] if change is None else [week for week in change.weeks if report.period.holds(week.days.start)]
    is_any = any(week.mean is not None for week in weeks)
    told = [(week.number, NOTHING if week.mean is None else f"{week.mean:.1f}") for week in weeks if is_any]
    in_words = sentences.weekly_means(told) if told else ""
    if report.chart.is_empty:
        yield Paragraph(sentences.NOTHING_RATED, Tone.QUIET)
        return
    measure = report.chart.measure
    low, high = (
        visible(shorten(anchor, LONGEST_SENTENCE // 3)) for anchor in (measure.low_anchor, measure.high_anchor)
    )
    yield Paragraph(sentences.scale_told(low, high, measure.direction.value), Tone.QUIET)
    marks = tuple(
        ChartNote(known.day, sentences.begun_or_stopped(shorten(known.medicine.name, LONGEST_NAME), known.is_start))
        for known in report.medicine_changes[:MOST_FLAGS]
        if not report.is_sealed and report.chart.window.holds(known.day)
    )
    yield Picture(report.chart, None if change is None else change.baseline_mean, in_words, marks)


def _measures(report: Report, room: Room) -> Iterator[Block]:
    findings = report.findings
    changes = (findings.changes if findings.blinded is None else findings.blinded.changes)[1:]
    shown = changes[: room.measures]
    if not shown:
        yield Paragraph(sentences.NO_OTHER_MEASURE, Tone.QUIET)
    elif report.is_sealed:
        rows = tuple((_name(change), str(change.n_baseline), _mean(change.baseline_mean)) for change in shown)
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
        yield Paragraph(f"{sentences.and_more(len(more))}: {_names(more)}", Tone.QUIET)
    off = findings.after_stopping
    if off is not None and off.change is not None:
        measure = replace(report.chart.measure, name=shorten(report.chart.measure.name, LONGEST_NAME))
        against = off_in_words(off, off.change, measure)
        yield Paragraph(f"{sentences.off_since(off.stopped_on, off.days_off)} {against}")
    if findings.labs:
        labs = [lab for lab in findings.labs if lab.day >= report.period.first]
        latest = [_lab(lab) for lab in labs[-room.labs :]]
        earlier = sentences.and_earlier(len(labs) - len(latest))
        if latest:
            yield Paragraph(sentences.listed(sentences.LABORATORY, ", ".join([*filter(None, [earlier]), *latest])))


def _lab(lab: LabValue) -> str:
    outside = ", outside its range" if lab.is_outside else ""
    value = f"{plain(lab.value)} {shorten(lab.unit, 8)}".rstrip()
    return f"{visible(shorten(lab.name, 12))} {visible(value)} ({day_and_month(lab.day)}{outside})"


def _names(changes: Sequence[Change]) -> str:
    return shorten(", ".join(visible(change.measure.name) for change in changes), LONGEST_SENTENCE)


def _name(change: Change) -> str:
    return visible(shorten(change.measure.name, LONGEST_NAME))


def _mean(mean: float | None) -> str:
    return NOTHING if mean is None else f"{mean:.1f}"


def _measure_row(report: Report, change: Change) -> tuple[str, ...]:
    return (
        _name(change),
        _mean(change.baseline_mean),
        _mean(change.endpoint_mean),
        NOTHING if change.difference is None else f"{change.difference:+z.1f}",
        _plausible(report, change),
    )


def _plausible(report: Report, change: Change) -> str:
    low, high = change.difference_low, change.difference_high
    if _lacks_ratings(report, change):
        return sentences.TOO_FEW_RATINGS
    return NOTHING if low is None or high is None else f"{low:+z.1f} to {high:+z.1f}"


def _improvement(report: Report, change: Change) -> tuple[float, float, float] | None:
    """Return the improvement in points (low, estimate, high), positive for better; None if it is not known."""
    low, high, difference = change.difference_low, change.difference_high, change.difference
    if low is None or high is None or difference is None or _lacks_ratings(report, change):
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


def _side_effects(report: Report, room: Room) -> Iterator[Block]:
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
        yield Paragraph(f"{sentences.and_more(len(more))}: {names}", Tone.QUIET)
    left_out = 0 if report.periods else len(_all_stretches(shown[0])) - len(stretches[0])
    if left_out:
        yield Paragraph(sentences.earlier_left_out(len(stretches[0]), left_out), Tone.QUIET)


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


def _doses(report: Report) -> Iterator[Block]:
    findings = report.findings
    if not report.is_sealed and findings.blinded is None:
        steps = findings.trial.steps
        planned = [f"{step.in_words} from {day_and_month(step.starts_on)}" for step in steps[-MOST_STEPS:]]
        said = sentences.steps_planned(planned, len(steps) - len(planned)) if planned else sentences.NO_PLAN_ENTERED
        yield Paragraph(said)
    whole = findings.doses.whole
    if whole.due:
        lines = [sentences.due_doses(whole.taken, whole.due, whole.late, whole.extra)]
        if findings.doses.usual_time is not None:
            lines.append(sentences.usually_taken_at(findings.doses.usual_time))
        yield Paragraph(" ".join(lines))
    else:
        yield Paragraph(sentences.NONE_DUE)
    means = [step for step in findings.dose_steps if step.mean is not None][-MOST_STEPS:]
    if len(means) > 1:
        name = visible(shorten(report.chart.measure.name, LONGEST_NAME))
        header = ("", *(f"{plain(step.mg)} mg" for step in means))
        yield Table(
            header, ((sentences.mean_of(name), *(_mean(step.mean) for step in means)),), tuple(range(1, len(header)))
        )
        yield Paragraph(sentences.DOSE_STEPS_MIXED, Tone.QUIET)


def _ratings(report: Report) -> Iterator[Block]:
    quality = report.findings.completeness
    whole = quality.whole
    lines = [sentences.rated_on(whole.rated, whole.days, whole.on_time, whole.late, whole.recalled)]
    if quality.longest_gap is not None:
        lines.append(sentences.longest_gap(quality.longest_gap.start, quality.longest_gap.length))
    main = _main(report)
    if main is not None and main.n_endpoint:
        compared = ("before", "at the end") if report.findings.blinded is None else ("on the comparator", "on LDN")
        lines.append(sentences.compared_days(main.n_baseline, compared[0], main.n_endpoint, compared[1]))
    yield Paragraph(" ".join(lines))
    windows = report.findings.windows
    dates = [
        sentences.window_told(name, span.start, span.end - timedelta(days=1))
        for name, span in ((sentences.BEFORE, windows.get(BASELINE)), (sentences.AT_THE_END, windows.get(ENDPOINT)))
        if span is not None
    ]
    if dates:
        yield Paragraph(" ".join(dates), Tone.QUIET)


def _others(report: Report, room: Room) -> Iterator[Block]:
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
        sentences.listed(what, visible(_list(names, room.medicines)))
        for what, names in ((sentences.TAKEN_NOW, regular), (sentences.TAKEN_AS_NEEDED, as_needed))
        if names
    ] or [sentences.NO_OTHER_MEDICINE]
    changed = [_medicine_change(change) for change in report.medicine_changes]
    if changed:
        lines.append(_list(changed, room.changes, " "))
    lines.extend(_rescues(changes.rescue, room))
    events = [
        f"{day_and_month(day)} {shorten(' '.join(f'#{visible(tag)}' for tag in tags), LONGEST_NAME)}"
        for day, tags in changes.events
        if report.period.holds(day)
    ]
    if events:
        lines.append(sentences.listed(sentences.EVENTS, _list(events, room.events)))
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
        yield sentences.rescue_used(shorten(use.phase, LONGEST_NAME), use.with_rescue, use.days, plain(use.units))


def _list(items: Sequence[str], most: int, separator: str = ", ") -> str:
    return separator.join([*items[:most], *filter(None, [sentences.and_more(len(items) - most)])])


def _limits(report: Report, room: Room) -> Iterator[Block]:
    findings, main = report.findings, _main(report)
    # A dose plan is told to its last step: one that is cut could be read as another.
    plans = {said for made in findings.amendments if (said := dose_plan_change(made)) is not None}
    limits = [
        caveat if caveat in plans else shorten(caveat, LONGEST_LIMIT)
        for caveat in findings.caveats[1:]
        # While sealed the warning stands at the top already, and what to type is nothing for a doctor.
        if caveat != SEALED_WARNING and "`ldn " not in caveat
    ]
    if report.medicine_changes and not report.is_sealed:
        limits.append(sentences.MEDICINES_CHANGED)
    held = [
        f"{known.name} {known.percent:z.0f} % ({known.low:z.0f} to {known.high:z.0f})"
        for known in findings.sensitivity
        if known.percent is not None and known.low is not None and known.high is not None
    ]
    if held and main is not None and not _lacks_ratings(report, main):
        limits.insert(0, sentences.listed(sentences.BY_OTHER_CHOICES, _list(held, room.choices, "; ")))
    more = sentences.and_more(len(limits) - room.limits)
    yield Items((*limits[: room.limits], *filter(None, [more]), sentences.HOW_COMPUTED))


def _words(report: Report) -> Iterator[Block]:
    if report.words:
        yield Items(tuple(visible(line) for line in report.words))
    else:
        yield Ruled(sentences.HOW_IT_WAS, MOST_LINES)
    if report.questions:
        yield Paragraph(f"{sentences.MY_QUESTIONS}: {visible(report.questions)}")
    else:
        yield Ruled(sentences.MY_QUESTIONS, 2)


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
    values = (plain(day.values[key]) if key in day.values else NOTHING for key in keys)
    late = day.timeliness if day.timeliness in {Timeliness.LATE, Timeliness.RECALLED} else None
    return (
        day.day.isoformat(),
        *values,
        visible(day.dose),
        ", ".join(f"{visible(term)} {severity}" for term, severity in day.side_effects),
        ", ".join(f"{visible(name)} {plain(count)}" for name, count in day.rescues),
        "" if late is None else late.value,
    )
