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

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from ldn_tui.domain import sentences
from ldn_tui.domain.blinding import SEALED_WARNING
from ldn_tui.domain.dates import day_and_month, short_day
from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.days import Timeliness
from ldn_tui.domain.findings import Change, LabValue, SideEffectCourse, SideEffectShare
from ldn_tui.domain.history import HistoryChart
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.measures import Direction
from ldn_tui.domain.medicines import OPIOID_LINE
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.ratings import plain
from ldn_tui.domain.side_effects import PRESCRIBER_CALL, SEVERITIES
from ldn_tui.domain.text import shorten, visible
from ldn_tui.domain.trial_verdict import percent_of
from ldn_tui.domain.windows_as_of import BASELINE, ENDPOINT
from ldn_tui.reports.report import Blinding, DaysWith, DayValues, Report

# What one printed page has room for.
MOST_MEASURES = 5
MOST_SIDE_EFFECTS = 5
MOST_STRETCHES = 4
MOST_MEDICINES = 4
MOST_EVENTS = 4
MOST_LABS = 3
MOST_FLAGS = 3
MOST_LIMITS = 3
MOST_CHANGES = 2
MOST_STEPS = 6
LONGEST_QUESTION = 110
LONGEST_SENTENCE = 110
# A dose plan that was changed is told with its old and its new steps.
LONGEST_LIMIT = 170
LONGEST_NAME = 20
LONGEST_FLAG = 42
LONGEST_ANCHOR = 36
LONGEST_MEDICINE = 24
LONGEST_STRETCH = 14

NOTHING = "–"
# What all periods of a blinded trial begin with.
_TREATMENT = "Treatment, "
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
    """

    chart: HistoryChart
    baseline_mean: float | None
    in_words: str


Block = Paragraph | Items | KeyFigures | Table | Picture


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
    """Return the sections of `report`, in order."""
    writers: list[tuple[Part, str, Callable[[Report], Iterator[Block]]]] = [
        (Part.QUESTION, sentences.QUESTION, _question),
        (Part.RESULT, sentences.RESULT, _result),
        (Part.COURSE, _course_title(report), _course),
        (Part.MEASURES, sentences.OTHER_MEASURES, _measures),
        (Part.SIDE_EFFECTS, sentences.DAYS_WITH_EACH, _side_effects),
        (Part.DOSES, sentences.DOSES, _doses),
        (Part.RATINGS, sentences.RATINGS, _ratings),
        (Part.OTHERS, sentences.OTHER_MEDICINES, _others),
        (Part.LIMITS, sentences.LIMITS, _limits),
        (Part.WORDS, sentences.IN_MY_OWN_WORDS, _words),
        (Part.NOTES, sentences.APPENDIX_NOTES, _notes),
        (Part.DAYS, sentences.APPENDIX_DAYS, _days),
    ]
    made = [Section(part, title, tuple(write(report))) for part, title, write in writers]
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
    is_early = findings.trial.ended_on is None and (due is None or findings.as_of < due)
    wanted = sentences.NO_DECISION_DUE if is_early else sentences.DECISION_WANTED
    number = findings.trial.day_number(findings.as_of)
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
    for caveat in findings.caveats[:1]:
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
    days = 28 if endpoint is None else endpoint.length
    return sentences.before_to_last(days)


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
    if given is None:
        return KeyFigure(label, NOTHING, sentences.NOT_ASKED_YET)
    return KeyFigure(label, sentences.of_seven(given.value), f"{PGIC_ANSWERS[given.value]}, {short_day(given.day)}")


def _side_effect_figure(report: Report) -> KeyFigure:
    since, before = report.side_effects_since, report.side_effects_before
    label = sentences.DAYS_WITH_A_SIDE_EFFECT
    if since is None:
        return KeyFigure(label, NOTHING, sentences.NOT_BEGUN)
    return KeyFigure(label, _share(since), sentences.since_first_dose(None if before is None else _share(before)))


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
    weeks = () if change is None else change.weeks
    told = [(week.number, NOTHING if week.mean is None else f"{week.mean:.1f}") for week in weeks]
    in_words = sentences.weekly_means(told) if told else ""
    if report.chart.is_empty:
        yield Paragraph(sentences.NOTHING_RATED, Tone.QUIET)
        return
    measure = report.chart.measure
    low, high = (
        visible(shorten(anchor, LONGEST_SENTENCE // 3)) for anchor in (measure.low_anchor, measure.high_anchor)
    )
    yield Paragraph(sentences.scale_told(low, high, measure.direction.value), Tone.QUIET)
    yield Picture(report.chart, None if change is None else change.baseline_mean, in_words)


def _measures(report: Report) -> Iterator[Block]:
    findings = report.findings
    changes = (findings.changes if findings.blinded is None else findings.blinded.changes)[1:]
    shown = changes[:MOST_MEASURES]
    if not shown:
        yield Paragraph(sentences.NO_OTHER_MEASURE, Tone.QUIET)
    elif report.is_sealed:
        rows = tuple((_name(change), str(change.n_baseline), _mean(change.baseline_mean)) for change in shown)
        yield Table(("", "days", "before"), rows, (1, 2))
    else:
        columns = ("before", "now") if findings.blinded is None else ("comparator", "LDN")
        yield Table(
            ("", *columns, "change", "plausible"),
            tuple(_measure_row(change) for change in shown),
            (1, 2, 3, 4),
            tuple(_improvement(change) for change in shown) if any(map(_improvement, shown)) else (),
        )
        yield from _reasons(shown)
    more = changes[MOST_MEASURES:]
    if more:
        yield Paragraph(f"{sentences.and_more(len(more))}: {_names(more)}", Tone.QUIET)
    if findings.after_stopping is not None and findings.after_stopping.change is not None:
        difference, low, high = findings.after_stopping.change
        off = findings.after_stopping
        since = sentences.off_since(off.stopped_on, off.days_off)
        yield Paragraph(f"{since} {sentences.off_against_endpoint(difference, low, high, off.n_off)}")
    if findings.labs:
        yield Paragraph(
            sentences.listed(sentences.LABORATORY, _list([_lab(lab) for lab in reversed(findings.labs)], MOST_LABS))
        )


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


def _measure_row(change: Change) -> tuple[str, ...]:
    low, high = change.difference_low, change.difference_high
    return (
        _name(change),
        _mean(change.baseline_mean),
        _mean(change.endpoint_mean),
        NOTHING if change.difference is None else f"{change.difference:+z.1f}",
        NOTHING if low is None or high is None else f"{low:+z.1f} to {high:+z.1f}",
    )


def _improvement(change: Change) -> tuple[float, float, float] | None:
    """Return the improvement in points (low, estimate, high), positive for better; None if it is not known."""
    low, high, difference = change.difference_low, change.difference_high, change.difference
    if low is None or high is None or difference is None:
        return None
    return (low, difference, high) if change.measure.direction is Direction.HIGHER else (-high, -difference, -low)


def _reasons(changes: Sequence[Change]) -> Iterator[Block]:
    """Yield what is missing of the measures and why, each reason once."""
    by_reason: dict[str, list[Change]] = {}
    for change in changes:
        if change.reason is not None:
            by_reason.setdefault(change.reason, []).append(change)
    for reason, alike in list(by_reason.items())[:2]:
        yield Paragraph(f"{_names(alike)}: {shorten(reason, LONGEST_SENTENCE)}", Tone.QUIET)


def _side_effects(report: Report) -> Iterator[Block]:
    # A red flag is never the one that is left out.
    courses = sorted(report.findings.side_effects, key=lambda course: not course.is_red_flag)
    if not courses:
        yield Paragraph(sentences.NO_SIDE_EFFECT)
        return
    shown = courses[:MOST_SIDE_EFFECTS]
    stretches = [share.stretch for share in _stretches(shown[0])]
    rows = tuple(
        (
            f"{'! ' if course.is_red_flag else ''}{visible(shorten(course.term, LONGEST_NAME))}",
            SEVERITIES[course.worst],
            NOTHING if course.baseline is None else _fraction(course.baseline),
            *(_fraction(share) for share in _stretches(course)),
            *([str(course.total)] if report.is_sealed else []),
        )
        for course in shown
    )
    header = (
        "",
        "worst",
        "before",
        *(visible(shorten(stretch.removeprefix(_TREATMENT), LONGEST_STRETCH)) for stretch in stretches),
        *(["in all"] if report.is_sealed else []),
    )
    yield Table(header, rows, tuple(range(2, len(header))))
    more = courses[MOST_SIDE_EFFECTS:]
    if more:
        names = shorten(", ".join(visible(course.term) for course in more), LONGEST_SENTENCE)
        yield Paragraph(f"{sentences.and_more(len(more))}: {names}", Tone.QUIET)
    left_out = len(_all_stretches(shown[0])) - len(stretches)
    if left_out:
        yield Paragraph(sentences.earlier_left_out(len(stretches), left_out), Tone.QUIET)


def _stretches(course: SideEffectCourse) -> tuple[SideEffectShare, ...]:
    return _all_stretches(course)[-MOST_STRETCHES:]


def _all_stretches(course: SideEffectCourse) -> tuple[SideEffectShare, ...]:
    """Return the dose steps, or without any the phases; the baseline has a column of its own."""
    baseline = PhaseKind.BASELINE.value.capitalize()
    return course.steps or tuple(share for share in course.phases if share.stretch != baseline)


def _fraction(share: SideEffectShare) -> str:
    return f"{share.with_it}/{share.days}"


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
    means = [f"{plain(step.mg)} mg {step.mean:.1f}" for step in findings.dose_steps if step.mean is not None]
    if means:
        name = visible(shorten(report.chart.measure.name, LONGEST_NAME))
        yield Paragraph(sentences.mean_at_steps(name, means[-MOST_STEPS:]))


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


def _others(report: Report) -> Iterator[Block]:
    changes = report.findings.other_changes
    taken = [
        f"{shorten(known.name, LONGEST_MEDICINE)}{f' {shorten(known.dose, 16)}' if known.dose else ''}"
        f"{' (opioid)' if known.opioid else ''}"
        for known in sorted(report.medicines, key=lambda known: not known.opioid)
    ]
    lines = [
        sentences.listed(sentences.TAKEN_NOW, visible(_list(taken, MOST_MEDICINES)))
        if taken
        else sentences.NO_OTHER_MEDICINE
    ]
    begun = [shorten(said, LONGEST_SENTENCE // 2) for said in changes.medicines]
    if begun:
        lines.append(_list(begun, MOST_CHANGES, " "))
    lines.extend(
        sentences.rescue_used(shorten(use.phase, LONGEST_NAME), use.with_rescue, use.days, plain(use.units))
        for use in [use for use in changes.rescue if use.with_rescue][-2:]
    )
    events = [
        f"{day_and_month(day)} {shorten(' '.join(f'#{visible(tag)}' for tag in tags), LONGEST_NAME)}"
        for day, tags in changes.events
    ]
    if events:
        lines.append(sentences.listed(sentences.EVENTS, _list(events, MOST_EVENTS)))
    yield Items(tuple(lines))


def _list(items: Sequence[str], most: int, separator: str = ", ") -> str:
    return separator.join([*items[:most], *filter(None, [sentences.and_more(len(items) - most)])])


def _limits(report: Report) -> Iterator[Block]:
    findings = report.findings
    # While sealed the warning stands at the top already.
    limits = [shorten(caveat, LONGEST_LIMIT) for caveat in findings.caveats[1:] if caveat != SEALED_WARNING]
    held = [
        f"{known.name} {known.percent:z.0f} % ({known.low:z.0f} to {known.high:z.0f})"
        for known in findings.sensitivity
        if known.percent is not None and known.low is not None and known.high is not None
    ]
    if held:
        limits.insert(0, sentences.listed(sentences.BY_OTHER_CHOICES, _list(held, 4, "; ")))
    more = sentences.and_more(len(limits) - MOST_LIMITS)
    yield Items((*limits[:MOST_LIMITS], *filter(None, [more]), sentences.HOW_COMPUTED))


def _words(report: Report) -> Iterator[Block]:
    if report.words:
        yield Items(tuple(visible(line) for line in report.words))
    if report.questions:
        yield Paragraph(f"{sentences.MY_QUESTIONS}: {visible(report.questions)}")
    if not report.words and not report.questions:
        yield Paragraph(sentences.NO_WORDS, Tone.QUIET)


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
