"""The findings as a page of plain text, for people: the same content in the same order as the room of that name."""

from collections.abc import Callable, Iterator, Sequence
from textwrap import wrap

from ldn_tui.domain import change_sentences, findings_headings, sentences
from ldn_tui.domain.bands import band
from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import day_and_month, short_day
from ldn_tui.domain.findings import Findings, LabValue
from ldn_tui.domain.findings_in_words import (
    better_from_day,
    columns_of,
    improvement_in_points,
    is_change_told,
    limits_of,
    off_in_words,
    period_ratings,
)
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.measure_changes import without_lasting_improvement
from ldn_tui.domain.measure_findings import Change
from ldn_tui.domain.measures import Direction
from ldn_tui.domain.medicine_findings import Adherence, SideEffectCourse, SideEffectShare
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.side_effects import SEVERITIES
from ldn_tui.domain.text import shorten, visible
from ldn_tui.domain.trial_verdict import percent_of
from ldn_tui.domain.windows_as_of import ENDPOINT
from ldn_tui.reports.interval_bar import column, interval_bar
from ldn_tui.reports.text_table import text_table

INDENT = "  "
MARKS = (0, 30, 50)
# The least picture of percents there is; it grows with the interval, as far as it helps.
SCALE = (-20, 80)
WIDEST_SCALE = (-100, 100)
NAME_WIDTH = 16
BAR_WIDTH = 17
NARROW = 72


def findings_page(findings: Findings, width: int = 80) -> Iterator[str]:
    """Yield the lines of the page, none wider than `width` but for tables on a narrow one."""
    sections: list[tuple[str, Callable[[Findings, int], Iterator[str]]]] = [
        ("", _head),
        (findings_headings.OVERALL_RATING, _impression),
        (findings_headings.AGAINST_COMPARATOR, _blinded),
        (findings_headings.MEASURES if findings.blinded is None else findings_headings.SINCE_BASELINE, _measures),
        (findings_headings.WHICH_FIRST, _order),
        (findings_headings.AFTER_STOPPING, _after_stopping),
        (_of_primary(findings_headings.DOSE_STEPS, findings), _dose_steps),
        (findings_headings.SIDE_EFFECTS, _side_effects),
        (findings_headings.DOSES, _doses),
        (findings_headings.RATINGS, _ratings),
        (findings_headings.LABORATORY, _labs),
        (findings_headings.COST, _cost),
        (findings_headings.WHAT_ELSE_CHANGED, _other_changes),
        (findings_headings.DOES_IT_HOLD, _sensitivity),
        (findings_headings.CANNOT_TELL, _limits),
        (findings_headings.DECISION, _decision),
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


def _wrapped(text: str, width: int, indent: str = INDENT) -> list[str]:
    # A number and its percent sign stay together.
    kept = text.replace(" %", "\N{NO-BREAK SPACE}%")
    lines = wrap(kept, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    return [line.replace("\N{NO-BREAK SPACE}%", " %") for line in lines]


def _head(findings: Findings, width: int) -> Iterator[str]:
    """Yield the caveat, the verdict, the question, and the primary measure with its picture."""
    # Of an opened trial the caveat is about the change from the baseline, and stands there.
    for caveat in findings.caveats[: 1 if findings.blinded is None else 0]:
        yield from _wrapped(caveat, width, "")
        yield ""
    verdict = findings.verdict
    if verdict.first is not None:
        yield from _wrapped(verdict.first, width)
    if verdict.words is not None:
        yield from _wrapped(verdict.words, width)
        yield ""
    said = [line for line in (verdict.reason, *verdict.additions) if line is not None and line not in findings.caveats]
    for line in said:
        yield from _wrapped(line, width)
    if said:
        yield ""
    yield from _wrapped(visible(findings.trial.title), width)
    number = findings.trial.day_number(findings.as_of)
    yield from _wrapped(sentences.stands_at(findings.as_of, number, findings.decision_day), width)
    for needed in findings.still_needed:
        if needed not in said:
            yield from _wrapped(f"- {needed}", width)
    main = _headline(findings)
    if main is not None:
        yield ""
        yield from _wrapped(_in_a_sentence(findings, main), width)
        if verdict.words is not None and main.measure.key != findings.trial.primary:
            yield from _wrapped(sentences.VERDICT_OF_PRIMARY, width)
        if not is_change_told(findings, main):
            # A picture of too little would be taken for the answer, and so would one before its day.
            if main.reason is not None and main.reason not in said:
                yield from _wrapped(main.reason, width)
            return
        yield from _picture(main, width)
        yield from _how_sure(main, width)


def _headline(findings: Findings) -> Change | None:
    """Return the change the page is about: in a sealed trial the contrast, else the primary measure's; or None."""
    changes = findings.changes if findings.blinded is None else findings.blinded.changes
    main = changes[0] if changes else None
    return main if main is not None and main.difference is not None else None


def _in_a_sentence(findings: Findings, main: Change) -> str:
    before, after = main.baseline_mean or 0.0, main.endpoint_mean or 0.0
    endpoint = findings.windows.get(ENDPOINT)
    weeks = 4 if endpoint is None else endpoint.length // 7
    is_lower_better = main.measure.direction is Direction.LOWER
    decided = findings.decided_window
    if findings.blinded is None and not is_change_told(findings, main):
        has_too_few = main.has_too_few_ratings
        return change_sentences.means_alone(main.measure.name, before, after, weeks, decided, has_too_few=has_too_few)
    if findings.blinded is not None:
        return change_sentences.contrast(
            main.measure.name, before, after, percent_of(main), is_lower_better=is_lower_better
        )
    if is_lower_better:
        return change_sentences.change(main.measure.name, before, after, percent_of(main), weeks, decided)
    return change_sentences.change_in_points(
        main.measure.name, before, after, _limits_of(main), main.percent, weeks, decided
    )


def _limits_of(change: Change) -> tuple[float, float] | None:
    if change.difference_low is None or change.difference_high is None:
        return None
    return change.difference_low, change.difference_high


def _picture(main: Change, width: int) -> Iterator[str]:
    """Yield the interval of the percent against 0, 30 and 50 %."""
    percent = percent_of(main)
    if percent is None:
        return
    scale = (
        max(min(SCALE[0], percent.low), WIDEST_SCALE[0]),
        min(max(SCALE[1], percent.high), WIDEST_SCALE[1]),
    )
    length = min(width, 100) - 2 * len(INDENT)
    labels = [" "] * (length + 4)
    for mark in MARKS:
        text = f"{mark} %"
        start = max(column(mark, scale, length) - len(text) // 2, 0)
        labels[start : start + len(text)] = text
    yield INDENT + "".join(labels).rstrip()
    yield INDENT + interval_bar((percent.low, percent.estimate, percent.high), scale, length, MARKS)


def _how_sure(main: Change, width: int) -> Iterator[str]:
    """Yield the chances, what the improvement is called, how often a day was better, and the trend before."""
    if main.chance_at_least:
        chances = [(least, main.chance_at_least[least]) for least in (15, 30, 50)]
        yield from _wrapped(change_sentences.chances_told(chances), width)
    percent = percent_of(main)
    if main.band is not None and percent is not None:
        low, high = band(percent.low), band(percent.high)
        yield from _wrapped(change_sentences.bands_told(main.band, str(low), str(high)), width)
    if main.nap is not None:
        yield from _wrapped(change_sentences.better_days(main.nap), width)
    if main.trend_per_week is not None:
        yield from _wrapped(change_sentences.trend_before(*main.trend_per_week), width)


def _impression(findings: Findings, width: int) -> Iterator[str]:
    if findings.is_sealed:
        return
    counted, course = findings.impressions.counted, findings.impressions.course
    if not course:
        yield from _wrapped(findings_headings.NOT_GIVEN_TO_COMMAND, width)
        return
    if of_periods := period_ratings(findings):
        yield from _wrapped("; ".join(of_periods), width)
        return
    if counted is not None:
        yield from _wrapped(f"{PGIC_ANSWERS[counted.value].capitalize()}, on {short_day(counted.day)}", width)
    others = [given for given in course if given != counted]
    if others:
        said = "; ".join(f"{day_and_month(given.day)} {PGIC_ANSWERS[given.value]}" for given in others)
        yield from _wrapped(f"Also: {said}", width)


def _measures(findings: Findings, width: int) -> Iterator[str]:
    if findings.is_sealed:
        rows = [(_name(change), str(change.n_baseline), _points(change.baseline_mean)) for change in findings.changes]
        yield from text_table(("measure", "days", "baseline"), rows, ("days", "baseline"))
        return
    if findings.blinded is not None:
        yield from _wrapped(sentences.OPENED_CAVEAT, width)
    yield from _change_table(findings, findings.changes, columns_of(findings), width)
    known = {None, findings.verdict.reason}
    for reason in dict.fromkeys(change.reason for change in findings.changes if change.reason not in known):
        names = ", ".join(visible(change.measure.name) for change in findings.changes if change.reason == reason)
        yield from _wrapped(f"{names}: {reason}", width)


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
                _points(change.baseline_mean),
                _points(change.endpoint_mean),
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
        yield from _wrapped(findings_headings.BETTER_FROM, width)
    if findings.blinded is None or columns[0] == findings_headings.BEFORE_COLUMN:
        yield from _wrapped(findings_headings.PERCENT_TOLD, width)


def _name(change: Change) -> str:
    return shorten(visible(change.measure.name), NAME_WIDTH)


def _points(mean: float | None) -> str:
    return "" if mean is None else shown_as(mean, ".1f")


def _order(findings: Findings, width: int) -> Iterator[str]:
    if findings.is_sealed or findings.blinded is not None or len(findings.changes) < 2:
        return
    yield from _wrapped(sentences.ORDER_NOT_COMPUTED if findings.order is None else findings.order.words, width)
    not_reached = without_lasting_improvement(findings)
    if not_reached is not None:
        yield from _wrapped(not_reached, width)


def _blinded(findings: Findings, width: int) -> Iterator[str]:
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
            _points(pair.comparator_mean),
            _points(pair.ldn_mean),
            "" if pair.difference is None else shown_as(pair.difference, "+z.1f"),
            "" if pair.reason is None else "left out",
        )
        for pair in blinded.pairs
    ]
    yield ""
    header = ("pair", "order", "comparator", "LDN", "change", "")
    yield from text_table(header, rows, ("pair", "comparator", "LDN", "change"))
    for words in blinded.words:
        yield from _wrapped(words, width)
    if blinded.pairs_interval is not None:
        difference, low, high = blinded.pairs_interval
        yield from _wrapped(sentences.pairs_alone(difference, low, high), width)
    if blinded.randomisation_p is not None:
        yield from _wrapped(sentences.by_chance(blinded.randomisation_p), width)
    if blinded.right_guesses is not None:
        yield from _wrapped(sentences.guessed(blinded.right_guesses, len(blinded.pairs), blinded.sureness), width)


def _after_stopping(findings: Findings, width: int) -> Iterator[str]:
    off = findings.after_stopping
    if off is None or not findings.shows_primary:
        return
    yield from _wrapped(sentences.off_since(off.stopped_on, off.days_off), width)
    if off.change is not None:
        yield from _wrapped(off_in_words(off, off.change, findings.primary.measure), width)
    if off.half_way_on is not None:
        yield from _wrapped(sentences.half_way_back(off.half_way_on), width)
    if off.reason is not None:
        yield from _wrapped(off.reason, width)


def _dose_steps(findings: Findings, width: int) -> Iterator[str]:
    if not findings.dose_steps or not findings.shows_primary:
        return
    rows = [
        (
            f"{shown_number(step.mg)} mg",
            day_and_month(step.starts_on),
            str(step.days),
            str(step.n),
            _points(step.mean),
            ""
            if step.low is None or step.high is None
            else f"{shown_as(step.low, '.1f')} to {shown_as(step.high, '.1f')}",
        )
        for step in findings.dose_steps
        if step.n
    ]
    yield from text_table(
        ("dose", "from", "days", "rated", "mean", "plausible"), rows, ("dose", "days", "rated", "mean")
    )
    yield from _wrapped(f"({sentences.DOSE_STEP_CAVEAT})", width)
    yield from _wrapped(sentences.STEPS_SHOWN, width)


def _side_effects(findings: Findings, width: int) -> Iterator[str]:
    for course in findings.side_effects:
        said = "; ".join(_share(share) for share in course.stretches if share.days)
        yield from _wrapped(f"{_side_effect(course)}{f': {said}' if said else ''}", width)
    if not findings.side_effects:
        yield from _wrapped(sentences.NO_SIDE_EFFECT, width)
        return
    yield from _wrapped(findings_headings.SIDE_EFFECT_DAYS, width)
    if any(course.baseline is not None for course in findings.side_effects):
        yield from _wrapped(findings_headings.AGAINST_BASELINE, width)


def _side_effect(course: SideEffectCourse) -> str:
    mark = "! " if course.is_red_flag else ""
    days = counted(course.total, "day")
    return f"{mark}{visible(course.term)}, {days}, at worst {SEVERITIES[course.worst]}"


def _share(share: SideEffectShare) -> str:
    difference = "" if share.risk_difference is None else f" ({100 * share.risk_difference:+z.0f} %)"
    return f"{sentences.days_with_it(share.stretch, share.with_it, share.days)}{difference}"


def _doses(findings: Findings, width: int) -> Iterator[str]:
    doses = findings.doses
    rows = [_adherence(stretch) for stretch in (*doses.phases, doses.stable, doses.whole) if stretch and stretch.due]
    if rows:
        header = ("", "due", "taken", "not taken", findings_headings.NO_RECORD_COLUMN, "late", "extra")
        yield from text_table(header, rows, header[1:])
    else:
        yield from _wrapped(sentences.NONE_DUE, width)
    if doses.usual_time is not None:
        yield from _wrapped(sentences.usually_taken_at(doses.usual_time), width)
    if doses.supply_left is not None:
        yield from _wrapped(sentences.supply_left(shown_number(doses.supply_left), doses.runs_out_on), width)


def _adherence(stretch: Adherence) -> tuple[str, ...]:
    counts = (stretch.due, stretch.taken, stretch.not_taken, stretch.unrecorded, stretch.late, stretch.extra)
    return (visible(stretch.name), *(str(count) for count in counts))


def _ratings(findings: Findings, width: int) -> Iterator[str]:
    quality = findings.completeness
    rows = [
        (visible(stretch.name), *(str(n) for n in (stretch.days, stretch.rated)), *timing)
        for stretch in (*quality.phases, quality.whole)
        if stretch.days
        for timing in [tuple(str(n) for n in (stretch.on_time, stretch.late, stretch.recalled))]
    ]
    header = ("", "days", "rated", "on time", "late", "recalled")
    yield from text_table(header, rows, header[1:])
    gap = quality.longest_gap
    if gap is not None:
        yield from _wrapped(sentences.longest_gap(gap.start, gap.length), width)


def _labs(findings: Findings, width: int) -> Iterator[str]:
    if not findings.labs:
        yield INDENT + sentences.NOT_MEASURED
    for lab in findings.labs:
        yield from _wrapped(_lab(lab), width)


def _lab(lab: LabValue) -> str:
    where = {None: "", True: ", outside the laboratory's range", False: ", within the laboratory's range"}
    value = f"{shown_number(lab.value)} {visible(lab.unit)}".rstrip()
    return f"{visible(lab.name)} {value} on {short_day(lab.day)}{where[lab.is_outside]}"


def _cost(findings: Findings, width: int) -> Iterator[str]:
    cost = findings.cost
    if cost.reason is not None:
        yield from _wrapped(cost.reason, width)
    sums = [
        (cost.total, "in all"),
        (cost.per_week, "a week"),
        (cost.before_per_week, "a week for what was taken before"),
    ]
    said = [
        f"{shown_as(amount, '.2f')} {visible(cost.currency)}".rstrip() + f" {words}"
        for amount, words in sums
        if amount is not None
    ]
    if said:
        yield from _wrapped("; ".join(said), width)


def _other_changes(findings: Findings, width: int) -> Iterator[str]:
    changes = findings.other_changes
    for use in changes.rescue:
        if use.with_rescue:
            yield from _wrapped(
                sentences.rescue_used(use.phase, use.with_rescue, use.days, shown_number(use.units)), width
            )
    for sentence in changes.medicines:
        yield from _wrapped(sentence, width)
    if changes.events:
        said = ", ".join(
            f"{day_and_month(day)} {' '.join(f'#{visible(tag)}' for tag in tags)}" for day, tags in changes.events
        )
        yield from _wrapped(f"{findings_headings.EVENTS}: {said}", width)


def _sensitivity(findings: Findings, width: int) -> Iterator[str]:
    if not findings.sensitivity or not findings.shows_primary:
        return
    if findings.primary.has_too_few_ratings and findings.is_decision_due:
        return
    has_verdict = findings.verdict.words is not None
    rows = [
        (
            known.name,
            f"{known.n_baseline} and {known.n_endpoint}",
            "" if known.percent is None else f"{known.percent:z.0f} %",
            sentences.CANNOT_BE_ESTIMATED
            if known.low is None or known.high is None
            else f"{known.low:z.0f} to {known.high:z.0f} %",
            *((findings_headings.CLASS_IN_A_WORD.get(known.letter or "", ""),) if has_verdict else ()),
        )
        for known in findings.sensitivity
    ]
    header = ("", "ratings", "percent", "plausible", *(("in a word",) if has_verdict else ()))
    yield from text_table(header, rows, ("percent",))
    yield from _wrapped(sentences.WHAT_VERDICT_RESTS_ON, width)


def _limits(findings: Findings, width: int) -> Iterator[str]:
    for caveat in limits_of(findings):
        yield from _wrapped(f"- {caveat}", width)


def _decision(findings: Findings, width: int) -> Iterator[str]:
    made = findings.decision
    if made is None:
        yield INDENT + findings_headings.NOTHING_DECIDED
        return
    reason = f": {visible(made.reason)}" if made.reason else ""
    yield from _wrapped(f"{made.choice.value.capitalize()}, on {short_day(made.day)}{reason}", width)
