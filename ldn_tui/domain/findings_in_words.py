"""What the page and the room of the findings say alike: columns, cells and lines that follow from several findings."""

from datetime import timedelta

from ldn_tui.domain import change_sentences, findings_headings, sentences
from ldn_tui.domain.carryover import days_compared
from ldn_tui.domain.dates import day_and_month
from ldn_tui.domain.findings import Completeness, Findings
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.measure_findings import AfterStopping, Change, DoseStepMean, Sensitivity
from ldn_tui.domain.measures import Direction, Measure
from ldn_tui.domain.medicine_findings import Adherence, Cost
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import Template
from ldn_tui.domain.windows import Span

DOSE_COLUMNS = ("due", "taken", "not taken", findings_headings.NO_RECORD_COLUMN, "late", "extra")
DOSE_STEP_COLUMNS = ("from", "days", "rated", "mean", "plausible")
RATING_COLUMNS = ("days", "rated", "on time", "late", "recalled")


def columns_of(findings: Findings) -> tuple[str, str]:
    """Return what the two means of a change are called: after the decision day nothing is "now" any more."""
    after = findings_headings.AT_END_COLUMN if findings.is_decision_due else findings_headings.NOW_COLUMN
    return findings_headings.BEFORE_COLUMN, after if findings.blinded is None else findings_headings.ON_LDN_COLUMN


def better_from_day(findings: Findings, change: Change) -> str:
    """Return the day since the first dose from which a change lasts, or that there is none; "" while it is open."""
    day = change.first_sustained_improvement
    if day is None:
        return findings_headings.NOT_REACHED if findings.is_decision_due and change.reason is None else ""
    number = findings.day_on_medicine(day)
    return "" if number is None else f"day {number}"


def off_in_words(off: AfterStopping, change: tuple[float, float, float], measure: Measure) -> str:
    """Return how the days off compare with the last weeks on the medicine, as a sentence.

    Args:
        off: the days off.
        change: their difference with its limits.
        measure: the measure that is compared.
    """
    compared = days_compared(Span(off.stopped_on, off.stopped_on + timedelta(days=off.days_off)))
    days = None if compared is None else (compared.start, compared.end - timedelta(days=1))
    is_lower_better = measure.direction is Direction.LOWER
    return change_sentences.off_against_endpoint(measure.name, change, off.n_off, days, is_lower_better=is_lower_better)


def limits_of(findings: Findings) -> tuple[str, ...]:
    """Return what a result cannot tell, beside the caveat that stands above it."""
    others = findings.caveats[1:]
    return others if findings.trial.template is Template.SEALED_PAIRS else (sentences.WHAT_THE_NUMBERS_MIX, *others)


def improvement_in_points(change: Change) -> tuple[float, float, float] | None:
    """Return the limits and the estimate of an improvement in points: positive is better.

    Returns:
        Low, estimate and high; None where they cannot be told, or rest on too few ratings.
    """
    low, high = change.difference_low, change.difference_high
    if low is None or high is None or change.difference is None or change.has_too_few_ratings:
        return None
    if change.measure.direction is Direction.LOWER:
        return -high, -change.difference, -low
    return low, change.difference, high


def is_change_told(findings: Findings, change: Change) -> bool:
    """Return whether it is told how sure `change` is: from the decision day on, with enough ratings."""
    return findings.verdict.words is not None and change.reason is None


def period_ratings(findings: Findings) -> tuple[str, ...]:
    """Return the overall rating of each sealed period, with what its bottle held; none but of an opened trial."""
    given = () if findings.blinded is None else findings.blinded.impressions
    return tuple(
        sentences.period_rated(known.period, PGIC_ANSWERS[known.value], known.day, is_ldn=known.is_ldn)
        for known in given
    )


def points(mean: float | None) -> str:
    """Return a mean in points, "" for none."""
    return "" if mean is None else shown_as(mean, ".1f")


def dose_step_cells(step: DoseStepMean) -> tuple[str, ...]:
    """Return the amount of a dose step, and below DOSE_STEP_COLUMNS the mean of the days on it."""
    has_limits = step.low is not None and step.high is not None
    plausible = f"{points(step.low)} to {points(step.high)}" if has_limits else ""
    return (
        f"{shown_number(step.mg)} mg",
        day_and_month(step.starts_on),
        str(step.days),
        str(step.n),
        points(step.mean),
        plausible,
    )


def dose_cells(stretch: Adherence) -> tuple[str, ...]:
    """Return the name of a stretch of days, and below DOSE_COLUMNS how its doses were taken."""
    counts = (stretch.due, stretch.taken, stretch.not_taken, stretch.unrecorded, stretch.late, stretch.extra)
    return (visible(stretch.name), *map(str, counts))


def rating_cells(stretch: Completeness) -> tuple[str, ...]:
    """Return the name of a stretch of days, and below RATING_COLUMNS how its days were rated."""
    counts = (stretch.days, stretch.rated, stretch.on_time, stretch.late, stretch.recalled)
    return (visible(stretch.name), *map(str, counts))


def sensitivity_columns(findings: Findings) -> tuple[str, ...]:
    """Return the columns of the estimates under other choices; in a word only where there is a verdict."""
    return ("ratings", "percent", "plausible", *(("in a word",) if findings.verdict.words is not None else ()))


def sensitivity_cells(findings: Findings, other: Sensitivity) -> tuple[str, ...]:
    """Return what was chosen otherwise, and below the columns of `sensitivity_columns` what comes of it."""
    if other.low is None or other.high is None:
        plausible = sentences.CANNOT_BE_ESTIMATED
    else:
        plausible = f"{other.low:z.0f} to {other.high:z.0f} %"
    in_a_word = findings_headings.CLASS_IN_A_WORD.get(other.letter or "", "")
    return (
        other.name,
        f"{other.n_baseline} and {other.n_endpoint}",
        "" if other.percent is None else f"{other.percent:z.0f} %",
        plausible,
        *((in_a_word,) if findings.verdict.words is not None else ()),
    )


def cost_in_words(cost: Cost) -> str:
    """Return what was paid, in all and a week; "" where it is not known."""
    sums = (
        (cost.total, "in all"),
        (cost.per_week, "a week"),
        (cost.before_per_week, "a week for what was taken before"),
    )
    return "; ".join(
        f"{shown_as(amount, '.2f')} {visible(cost.currency)}".rstrip() + f" {words}"
        for amount, words in sums
        if amount is not None
    )
