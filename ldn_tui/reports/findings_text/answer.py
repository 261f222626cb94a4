"""The head of the page: the caveat, the verdict, the change it rests on with its picture, and the overall rating."""

from collections.abc import Iterator

from ldn_tui.domain import change_sentences, findings_headings, sentences
from ldn_tui.domain.bands import band
from ldn_tui.domain.dates import day_and_month, short_day
from ldn_tui.domain.findings import Findings
from ldn_tui.domain.findings_in_words import (
    is_change_told,
    period_ratings,
)
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.measure_findings import Change
from ldn_tui.domain.measures import Direction
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial_verdict import percent_of
from ldn_tui.domain.windows_as_of import ENDPOINT
from ldn_tui.reports.findings_text.lines import INDENT, wrapped
from ldn_tui.reports.interval_bar import column, interval_bar

MARKS = (0, 30, 50)
# Columns: in fewer the labels of the marks would run into each other.
NARROWEST_PICTURE = 36
# The least picture of percents there is; it grows with the interval, as far as it helps.
SCALE = (-20, 80)
WIDEST_SCALE = (-100, 100)


def head(findings: Findings, width: int) -> Iterator[str]:
    """Yield the caveat, the verdict, the question, and the primary measure with its picture."""
    # Of an opened trial the caveat is about the change from the baseline, and stands there.
    for caveat in findings.caveats[: 1 if findings.blinded is None else 0]:
        yield from wrapped(caveat, width, "")
        yield ""
    verdict = findings.verdict
    if verdict.first is not None:
        yield from wrapped(verdict.first, width)
    if verdict.words is not None:
        yield from wrapped(verdict.words, width)
        yield ""
    said = [line for line in (verdict.reason, *verdict.additions) if line is not None and line not in findings.caveats]
    for line in said:
        yield from wrapped(line, width)
    if said:
        yield ""
    yield from wrapped(visible(findings.trial.title), width)
    number = findings.trial.day_number(findings.as_of)
    yield from wrapped(sentences.stands_at(findings.as_of, number, findings.decision_day), width)
    for needed in findings.still_needed:
        if needed not in said:
            yield from wrapped(f"- {needed}", width)
    main = _headline(findings)
    if main is not None:
        yield ""
        yield from wrapped(_in_a_sentence(findings, main), width)
        if verdict.words is not None and main.measure.key != findings.trial.primary:
            yield from wrapped(sentences.VERDICT_OF_PRIMARY, width)
        if not is_change_told(findings, main):
            # A picture of too little would be taken for the answer, and so would one before its day.
            if main.reason is not None and main.reason not in said:
                yield from wrapped(main.reason, width)
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
        main.measure.name, before, after, main.limits, main.percent, weeks, decided
    )


def _picture(main: Change, width: int) -> Iterator[str]:
    """Yield the interval of the percent against 0, 30 and 50 %."""
    percent = percent_of(main)
    if percent is None or width < NARROWEST_PICTURE:
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
        yield from wrapped(change_sentences.chances_told(chances), width)
    percent = percent_of(main)
    if main.band is not None and percent is not None:
        low, high = band(percent.low), band(percent.high)
        yield from wrapped(change_sentences.bands_told(main.band, str(low), str(high)), width)
    if main.nap is not None:
        yield from wrapped(change_sentences.better_days(main.nap), width)
    if main.trend_per_week is not None:
        yield from wrapped(change_sentences.trend_before(*main.trend_per_week), width)


def impression(findings: Findings, width: int) -> Iterator[str]:
    """Yield the overall rating."""
    if findings.is_sealed:
        return
    counted, course = findings.impressions.counted, findings.impressions.course
    if not course:
        yield from wrapped(findings_headings.NOT_GIVEN_TO_COMMAND, width)
        return
    if of_periods := period_ratings(findings):
        yield from wrapped("; ".join(of_periods), width)
        return
    if counted is not None:
        yield from wrapped(f"{PGIC_ANSWERS[counted.value].capitalize()}, on {short_day(counted.day)}", width)
    others = [given for given in course if given != counted]
    if others:
        said = "; ".join(f"{day_and_month(given.day)} {PGIC_ANSWERS[given.value]}" for given in others)
        yield from wrapped(f"Also: {said}", width)
