"""What the findings say, calm, short, and never more than the numbers allow."""

from collections.abc import Sequence
from datetime import date

from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import day_and_month, short_day
from ldn_tui.domain.findings_headings import COMPARATOR_COLUMN, LDN_COLUMN
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.key_names import key_of
from ldn_tui.domain.text import visible

# Around every result.
OPEN_CAVEAT = (
    "You knew you were taking it, and most people start when things are bad. On placebo in fibromyalgia trials about "
    "3 in 10 people improve by 30 % and about 2 in 10 by 50 %. So this result can show THAT you changed, not WHY."
)
ALREADY_TAKING_CAVEAT = (
    "You were taking it before the trial began. So this can show how you fare on it, not what it changed."
)
STOPPING_CAVEAT = (
    "No return of pain after two weeks does not prove it was not the drug, and return does not prove it was."
)
DOSE_STEP_CAVEAT = "order and time are mixed with dose"
STEPS_SHOWN = "Steps shorter than 7 days, or without a rating, are not shown."
WHAT_THE_NUMBERS_MIX = (
    "The numbers cannot tell the medicine from whatever else changed at the same time: the season, rest, another "
    "treatment, your hopes."
)

# Why there is no number.
CANNOT_BE_ESTIMATED = "cannot be estimated"
EVERY_DAY_THE_SAME = "Every day had the same value."
TOO_EARLY = "Too early: the effect may last."
NOT_MEASURED = "Not measured."
AT_BEST_BEFORE = (
    "The baseline lay at the good end of the scale, so there is no percent of it; the difference in points stands."
)
ALREADY_TAKING = "The medicine was taken before the trial began, so there is no time before it to compare with."
NO_FIRST_DOSE = (
    "No first dose is planned or recorded yet, so it is not known which days are the baseline. Plan one, or record it "
    "when it is taken."
)
ENDED_BEFORE_FIRST_DOSE = "The trial ended before a first dose, so there is nothing to compare and no verdict."
NO_BASELINE = "No rating before the first dose, so there is nothing to compare with."
NO_ENDPOINT = "There is no endpoint: fewer than 14 days lie between two weeks after full dose and the end."
NO_PAIR = "No pair of periods has the ratings it needs."
ORDER_NOT_COMPUTED = "The order was not computed."
ORDER_NEEDS_TWO = "An order needs two measures."
ORDER_NEEDS_DOSE = "The order can be told only after the first dose."
ORDER_NEEDS_RATINGS = "No order is told: fewer than two measures have the ratings it needs, before and at the end."
OTHERS_NOT_TOLD_APART = "The other measures that improved cannot be told apart."
ORDER_NOT_TOLD = "In a trial of this kind no order is told."
NO_PRICE = "No price is known: say what the medicine costs, and the cost of the trial is told."
NO_DOSE_TAKEN = "No dose is recorded since the first one was due."
NO_ENDPOINT_BEFORE_STOPPING = "No rating in the last weeks on the medicine to compare the days off with."

# While a trial is sealed, and around it.
SEALED = "Sealed: nothing is told that could give away which bottle is what, until the seal is opened."
OPENING = "When its periods are over, `ldn seal open SHEET` opens it, with the sheet your helper keeps."
NOT_SEALED_YET = "The trial waits for its seal: the helper's code begins it (`ldn seal add CODE`)."
PERIODS_OVER = "The periods are over: `ldn seal open SHEET` opens the seal, with the sheet your helper keeps."
TIME_TO_OPEN = "Your periods are over: the seal can be opened now."
OPENED_CAVEAT = "The change from the baseline is secondary: you knew that something had begun."

# Beside the rows.
NONE_DUE = "No dose was due so far."
NO_SIDE_EFFECT = "None recorded."
VERDICT_OF_PRIMARY = "The verdict is that of the primary measure, not of this one."
WHAT_VERDICT_RESTS_ON = "The verdict rests on what was planned and locked; these show how much hangs on that choice."
ORDER_OF_MARKS = "Day 1: the first dose. Whether the order can be told apart: see Findings."

# Around a trial that was not as planned, or is not over.
TOO_SHORT = "Too short: fewer than 28 days lie between two weeks after full dose and the decision day."
NO_DECISION_DAY = "There is no decision day yet."

# The verdict of an open design.
NOT_ENOUGH_DATA = "Not enough data"
TOO_UNCERTAIN = "Too uncertain to tell"
WAITING = "Waiting for your overall rating"
NO_OVERALL_RATING = "No overall rating was given; the numbers alone do not decide"
CLEAR = "Clear improvement during the trial"
IMPROVED = "Improved; the size is uncertain"
SMALL = "Small improvement; worth discussing"
NO_USEFUL = "No useful improvement seen"
WORSE = "Worse during the trial; talk to your prescriber"
MIXED = "Mixed: the numbers and your overall rating disagree"

# The verdict of a sealed design.
SEALED_CLEAR = "Clearly better on LDN than on the comparator"
SEALED_IMPROVED = "Better on LDN; the size is uncertain"
SEALED_SMALL = "Slightly better on LDN"
SEALED_NO_USEFUL = "No useful difference between LDN and the comparator"
SEALED_WORSE = "Worse on LDN than on the comparator"

# What is added to a verdict.
RATED_WORSE = "You rated yourself worse. Talk to your prescriber."


def doses_taken(taken: int, due: int) -> str:
    """Return on how many of the days it was due the dose was taken."""
    return f"The dose was taken on {taken} of {due} days."


def stopped(day_number: int, reason: str) -> str:
    """Return on which day of the trial it was ended early, and why, in the person's words; "" if not said."""
    return f"Stopped on day {day_number}: {visible(reason)}" if reason else f"Stopped on day {day_number}"


def given_days_after(days: int) -> str:
    """Return how long after the decision day an overall rating was given."""
    return f"given {counted(days, 'day')} after"


def more_days_needed(days: int) -> str:
    """Return that ratings of that many more days are needed."""
    return f"Not enough data: {counted(days, 'more rated day')}."


def baseline_lacks(rated: int, needed: int) -> str:
    """Return that a baseline that is over has too few rated days."""
    return f"The baseline has {counted(rated, 'rated day')}, {needed} are needed; this cannot be made up."


def endpoint_lacks(rated: int, needed: int, *, is_over: bool) -> str:
    """Return that the endpoint has too few rated days; before the decision day more can come."""
    if is_over:
        return f"The last weeks have {counted(rated, 'rated day')}, {needed} are needed; this cannot be made up."
    return f"The last weeks have {counted(rated, 'rated day')} so far; {needed} are needed to compare them."


def too_few_improved(names: Sequence[str]) -> str:
    """Return that there is no order, for no measure improved lastingly, or only the one named."""
    if not names:
        return "No measure improved lastingly, so there is no order."
    return f"Only {visible(names[0]).lower()} improved lastingly, so there is no order."


def not_told_apart(names: Sequence[str]) -> str:
    """Return that it cannot be told which of at least two measures improved first."""
    *most, last = (visible(name).lower() for name in names)
    joined = f"{', '.join(most)} and {last}"
    return f"{joined[:1].upper()}{joined[1:]} cannot be told apart."


def of_measure(title: str, name: str) -> str:
    """Return a heading with the measure that is meant under it."""
    return f"{title}: {visible(name).lower()}"


def period_name(period: int, *, is_ldn: bool) -> str:
    """Return how a sealed period is called in short, once it is open."""
    return f"{LDN_COLUMN if is_ldn else COMPARATOR_COLUMN} {period}"


def period_rated(period: int, answer: str, day: date, *, is_ldn: bool) -> str:
    """Return the overall rating of a sealed period, with what its bottle held."""
    return f"{period_name(period, is_ldn=is_ldn)}: {answer} ({day_and_month(day)})"


def days_with_it(stretch: str, with_it: int, days: int) -> str:
    """Return on how many days of a stretch a side effect was there."""
    return f"{visible(stretch)} {with_it} of {counted(days, 'day')}"


def not_reached(names: Sequence[str], day_number: int) -> str:
    """Return of which measures no improvement lasted, up to that day since the first dose."""
    return f"{', '.join(map(visible, names))}: no lasting improvement by day {day_number} since the first dose."


def on_the_way(day_number: int, of: int) -> str:
    """Return how far a trial has come on its way to the decision."""
    return f"Day {day_number} of {of} until the decision"


def starts_in(days: int) -> str:
    """Return that a trial begins in so many days."""
    return f"The trial begins in {counted(days, 'day')}."


def rated_so_far(rated: int, days: int) -> str:
    """Return on how many of the days so far something was rated."""
    return f"Rated so far: {rated} of {counted(days, 'day')}."


def order_under_way(share: float) -> str:
    """Return how much of working out the order is done."""
    return f"Being worked out: {100 * share:.0f} %"


def overall_rating(answer: str, day: date) -> str:
    """Return the overall rating that counts, and of which day it is."""
    return f"{answer}, {short_day(day)}"


def pairs_better(better: int, pairs: int) -> str:
    """Return in how many of the pairs of a sealed trial the LDN period was better, and what chance could do."""
    return (
        f"In {counted(pairs, 'pair')} the LDN period was better in {better}. With "
        f"{counted(pairs, 'pair')} the strongest result that chance alone can give is 1 in {2**pairs}."
    )


def verdict_waits(decision_day: date, days: int) -> str:
    """Return that there is no verdict before the decision day, which is so many days ahead."""
    return f"The verdict is given on the decision day, {short_day(decision_day)}, in {counted(days, 'day')}."


def rating_given_late(days: int) -> str:
    """Return that the overall rating that counts came so many days after the decision day."""
    return f"Your overall rating was {given_days_after(days)} the decision day."


def both_shown(numbers: str, rating: str) -> str:
    """Return what the numbers say and what the person's overall rating was, where the two disagree."""
    return f"The numbers: {numbers}. Your overall rating: {rating}."


def added_too_late(day: date) -> str:
    """Return why a measure that was added on `day` has no baseline."""
    return f"Added on {short_day(day)}, after the first dose: there is no baseline to compare with."


def stable_days_begin(day: date) -> str:
    """Return that there is nothing to compare before the stable days, which begin on `day`."""
    return f"The days that are compared at the end begin on {short_day(day)}, two weeks after full dose."


def baseline_needs(days: int) -> str:
    """Return that the baseline needs ratings of that many more days."""
    return f"The baseline needs ratings of {counted(days, 'more day')}."


def endpoint_needs(days: int, length: int) -> str:
    """Return that the endpoint, so many days long, needs ratings of that many more days."""
    return f"For the verdict, the last {length} days before the decision need ratings of {counted(days, 'more day')}."


def medicine_started(name: str, dose: str, day: date) -> str:
    """Return that a medicine was begun; `dose` is how it is taken, in the person's words, or ""."""
    taken = f" ({visible(dose)})" if dose else ""
    return f"{visible(name)}{taken} was started on {short_day(day)}."


def medicine_stopped(name: str, day: date) -> str:
    """Return that a medicine was stopped; `day` is the first without it."""
    return f"{visible(name)} was stopped on {short_day(day)}."


def opened_early(reason: str) -> str:
    """Return that a seal was opened before its periods were over, and why, in the person's words."""
    return f"The seal was opened early: {visible(reason)}"


def period_not_run(label: str) -> str:
    """Return that a sealed period has not been run long enough to be compared."""
    return f"{visible(label)} was not taken to its end"


def period_not_blind(label: str) -> str:
    """Return that the seal was opened before a period was over."""
    return f"the seal was opened before {visible(label)} was over"


def period_lacks_ratings(label: str, days: int) -> str:
    """Return that the last days of a sealed period would need ratings of that many more days."""
    return f"the last days of {visible(label)} lack ratings of {counted(days, 'day')}"


def pair_left_out(number: int, reason: str) -> str:
    """Return which pair of a sealed trial is left out, and why."""
    return f"Pair {number} is left out: {reason}."


def carry_over(numbers: Sequence[int]) -> str:
    """Return in which pairs LDN came first, so that what was left of it may hide a difference."""
    numbered = " and ".join(map(str, numbers)) if len(numbers) < 3 else ", ".join(map(str, numbers))
    pairs = f"pair {numbered}" if len(numbers) == 1 else f"pairs {numbered}"
    return (
        f"LDN came first in {pairs}: what was left of it may have helped the comparator, and "
        "make the difference look smaller."
    )


def pairs_alone(difference: float, low: float, high: float) -> str:
    """Return what the pairs of a sealed trial say by their own spread, in points."""
    found, lowest, highest = (shown_as(value, "+z.1f") for value in (difference, low, high))
    return f"By the spread of the pairs alone: {found} points, plausible {lowest} to {highest}."


def by_chance(share: float) -> str:
    """Return how many of the orders that could have been drawn look as good as the one that was."""
    return (
        f"Of all orders that could have been drawn, {shown_as(100 * share, '.1f')} % would look as good or better by "
        "chance alone."
    )


def guessed(right: int, pairs: int, sureness: int | None) -> str:
    """Return how many pairs were guessed right before the opening, and how sure the guess was."""
    sure = "" if sureness is None else f", {sureness} % sure"
    return f"You guessed {right} of {counted(pairs, 'pair')} right{sure}."


def half_way_back(day: date) -> str:
    """Return from which day on a measure was half-way back to where it was before."""
    return f"Half-way back to the time before since {short_day(day)}."


def stands_at(as_of: date, day_number: int, decision_day: date | None) -> str:
    """Return how far a trial has come."""
    decision = NO_DECISION_DAY if decision_day is None else f"Decision day: {short_day(decision_day)}."
    stands = "before the trial began" if day_number < 1 else f"day {day_number} of the trial"
    return f"As of {short_day(as_of)}, {stands}. {decision}"


def off_since(day: date, days: int) -> str:
    """Return since when the medicine is no longer taken."""
    return f"Off since {short_day(day)}: {counted(days, 'day')}."


def usually_taken_at(clock: str) -> str:
    """Return the usual time of the dose."""
    return f"Usually taken at {clock}."


def supply_left(units: str, until: date | None) -> str:
    """Return how many units are left, and when they run out."""
    return f"Supply left: {units}{'' if until is None else f', enough until {short_day(until)}'}."


def longest_gap(day: date, days: int) -> str:
    """Return the longest run of days without a rating."""
    return f"Longest gap: {counted(days, 'day')}, from {short_day(day)}."


def rescue_used(phase: str, days: int, of: int, units: str) -> str:
    """Return on how many days of a phase an as-needed medicine was taken, and how much of it."""
    return f"As-needed medicine in {visible(phase)}: on {days} of {of} days, {units} in all."


def improved_before(first: str, then: str, probability: float) -> str:
    """Return that one measure improved before another, and how often that came out."""
    return f"{visible(first)} improved before {visible(then).lower()} ({100 * probability:.0f} %)."


def too_few_steps(steps: int, days: int) -> str:
    """Return that a chart of dose steps needs so many of them, of so many days each."""
    return f"There is nothing to compare yet: it takes {steps} dose steps of at least {days} days each."


def never_rated(name: str, *, is_retired: bool) -> str:
    """Return that a measure was never rated, and what to do about it if it is still asked."""
    if is_retired:
        return f"{visible(name)} was never rated, and is retired now."
    return (
        f"{visible(name)} has not been rated yet. {key_of('everywhere.today')} opens today's form; from the first "
        "rating on, every day stands here."
    )


def rated_elsewhere(latest: date) -> str:
    """Return that no day in view is rated, and which was the latest that is."""
    return f"No rating in these days; the latest is of {short_day(latest)}."


TOO_FEW_RATINGS = "too few ratings"


def decided(choice: str, day: date, reason: str) -> str:
    """Return what was decided; `reason` is in the person's words, or ""."""
    return f"Decided on {short_day(day)}: {visible(choice)}{f' ({visible(reason)})' if reason else ''}."
