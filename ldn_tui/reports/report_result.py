"""The question of the report, and the answer: the key figures a reader sees first."""

from collections.abc import Iterator, Sequence
from datetime import timedelta

from ldn_tui.domain import change_sentences, sentences
from ldn_tui.domain.blinding import SEALED_WARNING
from ldn_tui.domain.dates import day_and_month
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.measure_findings import Change
from ldn_tui.domain.measures import Direction
from ldn_tui.domain.medicines import OPIOID_LINE
from ldn_tui.domain.seal import Content
from ldn_tui.domain.side_effects import PRESCRIBER_CALL, SEVERITIES
from ldn_tui.domain.text import shorten, visible
from ldn_tui.domain.trial_verdict import percent_of
from ldn_tui.domain.windows_as_of import ENDPOINT
from ldn_tui.reports import report_sentences
from ldn_tui.reports.report import Blinding, Report
from ldn_tui.reports.report_blocks import NOTHING, Block, KeyFigure, KeyFigures, Paragraph, Tone
from ldn_tui.reports.report_periods import DaysWith, OpenedPeriod
from ldn_tui.reports.report_space import (
    LONGEST_MEDICINE,
    LONGEST_NAME,
    LONGEST_SENTENCE,
    MOST_FLAGS,
    MOST_PERIODS,
    listed,
)

LONGEST_QUESTION = 110
LONGEST_FLAG = 42
# Why a change has no interval though its ratings are enough.
_NO_ESTIMATE = {sentences.EVERY_DAY_THE_SAME, sentences.CANNOT_BE_ESTIMATED, sentences.AT_BEST_BEFORE}


def question(report: Report) -> Iterator[Block]:
    """Yield the question, what was decided, and what must be known before all else."""
    findings = report.findings
    trial = findings.trial
    asked = trial.question or report_sentences.question_not_written(shorten(trial.medicine, LONGEST_NAME))
    yield Paragraph(visible(shorten(asked, LONGEST_QUESTION)), Tone.LARGE)
    yield Paragraph(_decision(report))
    warnings = list(_warnings(report))
    if warnings:
        yield Paragraph(" ".join(warnings), Tone.WARNING)
    emergency = report.emergency
    if emergency is not None and emergency.sealed is not None:
        sealed = emergency.sealed
        helper = report_sentences.helper_knows(
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
        return report_sentences.ended_undecided(ended_on, has_begun=findings.first_dose is not None)
    is_early = due is None or findings.as_of < due
    wanted = report_sentences.NO_DECISION_DUE if is_early else report_sentences.DECISION_WANTED
    if report.is_sealed and not is_early:
        wanted = report_sentences.OPENING_WANTED
    return f"{wanted} {sentences.stands_at(findings.as_of, number, due)}"


def _warnings(report: Report) -> Iterator[str]:
    shown, more = report.red_flags[:MOST_FLAGS], report.red_flags[MOST_FLAGS:]
    # What is to be done is said once for all that call for it.
    calls = dict.fromkeys(flag.call for flag in shown)
    for call in calls:
        said = [
            report_sentences.red_flag_recorded(
                shorten(flag.term, LONGEST_FLAG), SEVERITIES[flag.severity], flag.days, flag.last_on
            )
            for flag in shown
            if flag.call == call
        ]
        yield f"{'; '.join(said)}. {call}"
    if more:
        terms = visible(", ".join(shorten(flag.term, LONGEST_NAME) for flag in more))
        yield f"{report_sentences.and_more(len(more)).capitalize()}: {shorten(terms, LONGEST_SENTENCE)}."
    if report.opioids:
        names = [shorten(known.name, LONGEST_MEDICINE) for known in report.opioids]
        yield report_sentences.opioid_in_use(listed(names, MOST_FLAGS))
        if PRESCRIBER_CALL not in calls:
            yield PRESCRIBER_CALL
        yield OPIOID_LINE


def result(report: Report) -> Iterator[Block]:
    """Yield the verdict under its caveat, and the key figures."""
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
    main = primary_change(report)
    return report.is_sealed or (report.blinding is Blinding.OPEN and main is not None and main.difference is not None)


def lacks_ratings(report: Report, change: Change) -> bool:
    """Return whether the means stand on too few ratings to say how sure they are."""
    is_compared = report.findings.blinded is None and change.endpoint_mean is not None
    return is_compared and change.reason is not None and change.reason not in _NO_ESTIMATE


def primary_change(report: Report) -> Change | None:
    """Return the change of the primary measure that the report is about, or None."""
    findings = report.findings
    changes = findings.changes if findings.blinded is None else findings.blinded.changes
    return changes[0] if changes else None


def _change_figure(report: Report) -> KeyFigure:
    main = primary_change(report)
    name = visible(shorten(report.chart.measure.name, LONGEST_NAME))
    if main is None or main.baseline_mean is None:
        return KeyFigure(name, NOTHING, report_sentences.NOTHING_TO_COMPARE)
    if main.endpoint_mean is None or main.difference is None:
        return KeyFigure(report_sentences.before(name), shown_as(main.baseline_mean, ".1f"), _without_end(report))
    value = f"{shown_as(main.baseline_mean, '.1f')} → {shown_as(main.endpoint_mean, '.1f')}"
    label = f"{name}, {_compared(report)}"
    if lacks_ratings(report, main):
        return KeyFigure(label, value, report_sentences.too_few_ratings(main.n_baseline, main.n_endpoint))
    percent = percent_of(main)
    if main.measure.direction is Direction.LOWER and percent is not None:
        return KeyFigure(label, value, f"{change_sentences.percent_told(percent)} (95 %)")
    return KeyFigure(label, value, _points_told(main))


def _without_end(report: Report) -> str:
    return report_sentences.SEALED_FIGURE if report.is_sealed else report_sentences.NOTHING_AT_THE_END


def _compared(report: Report) -> str:
    if report.findings.blinded is not None:
        return report_sentences.COMPARATOR_TO_LDN
    endpoint = report.findings.windows.get(ENDPOINT)
    if endpoint is None:
        return report_sentences.BEFORE_TO_END
    return report_sentences.before_to_window(endpoint.start, endpoint.end - timedelta(days=1))


def _points_told(change: Change) -> str:
    if change.difference is None:
        return sentences.CANNOT_BE_ESTIMATED
    if change.difference_low is None or change.difference_high is None:
        return report_sentences.points_told(change.difference)
    return report_sentences.points_told(change.difference, (change.difference_low, change.difference_high))


def _impression_figure(report: Report) -> KeyFigure:
    label = report_sentences.OVERALL_IMPRESSION
    impressions = report.findings.impressions
    given = impressions.counted or (impressions.course[-1] if impressions.course else None)
    if report.is_sealed:
        return KeyFigure(label, NOTHING, report_sentences.SEALED_FIGURE)
    if report.periods:
        return KeyFigure(label, _by_period(report.periods), report_sentences.AT_EACH_END)
    if given is None:
        return KeyFigure(label, NOTHING, report_sentences.NOT_GIVEN)
    return KeyFigure(
        label, PGIC_ANSWERS[given.value], f"{report_sentences.of_seven(given.value)}, {day_and_month(given.day)}"
    )


def _by_period(periods: Sequence[OpenedPeriod]) -> str:
    """Return the overall rating of each period in words, or if they are many in numbers by what was taken."""
    if len(periods) <= MOST_PERIODS:
        told = (
            f"{period.name}: "
            f"{report_sentences.NOT_GIVEN if period.impression is None else PGIC_ANSWERS[period.impression]}"
            for period in periods
        )
        return "; ".join(told)
    by_content: dict[str, list[str]] = {}
    for period in periods:
        given = NOTHING if period.impression is None else str(period.impression)
        by_content.setdefault(period.content, []).append(given)
    return "; ".join(
        f"{content}: {', '.join(given)} ({report_sentences.PGIC_SCALE})" for content, given in by_content.items()
    )


def _side_effect_figure(report: Report) -> KeyFigure:
    on, before = report.side_effects_on, report.side_effects_before
    label = report_sentences.DAYS_WITH_A_SIDE_EFFECT
    if on is None:
        return KeyFigure(label, NOTHING, report_sentences.NOT_BEGUN)
    before_told = None if before is None else _share(before)
    if not report.periods:
        said = report_sentences.IN_ALL_BOTTLES if report.is_sealed else report_sentences.ON_THE_MEDICINE
        return KeyFigure(label, _share(on), report_sentences.with_before(said, before_told))
    by_content: dict[str, DaysWith] = {}
    for period in report.periods:
        if period.side_effects is not None:
            by_content[period.content] = period.side_effects + by_content.get(period.content, DaysWith(0, 0))
    ldn, comparator = (NOTHING if content not in by_content else _share(by_content[content]) for content in Content)
    return KeyFigure(
        label, ldn, report_sentences.with_before(report_sentences.on_ldn_and_comparator(comparator), before_told)
    )


def _share(days: DaysWith) -> str:
    return report_sentences.days_with_side_effects(days.with_it, days.of)
