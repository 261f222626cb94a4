"""What the findings say: every sentence shown lives here, calm, short, and never more than the numbers allow."""

from collections.abc import Sequence
from datetime import date

from ldn_tui.domain.dates import day_and_month, short_day
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.mean_contrast import PercentChange
from ldn_tui.domain.text import visible

# Around every result.
OPEN_CAVEAT = (
    "You knew you were taking it, and most people start when things are bad. On placebo in fibromyalgia trials about "
    "3 in 10 people improve by 30 % and about 2 in 10 by 50 %. So this result can show THAT you changed, not WHY."
)
ALREADY_TAKING_CAVEAT = (
    "You were taking it before the trial began. So this can show how you fare on it, not what it changed."
)
CHANCE_CONDITION = "if your days go on varying as they did; it is not the chance that the drug did it"
STOPPING_CAVEAT = (
    "No return of pain after two weeks does not prove it was not the drug, and return does not prove it was."
)
DOSE_STEP_CAVEAT = "order and time are mixed with dose"
STEPS_SHOWN = "Steps shorter than 7 days, or without a rating, are not shown."
WHAT_THE_NUMBERS_MIX = (
    "The numbers cannot tell the medicine from whatever else changed at the same time: the season, rest, another "
    "treatment, your hopes."
)
ROOM_FOR_IMPROVEMENT = "of the room for improvement"

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

# In the Findings room: its headings, and what stands there while there is no verdict.
MEASURES, HOW_SURE, WHICH_FIRST = "Measures", "How sure", "Which improved first"
AGAINST_COMPARATOR, SINCE_BASELINE = "LDN against the comparator", "Since the baseline"
AFTER_STOPPING, DOSE_STEPS, SIDE_EFFECTS = "After stopping", "Dose steps", "Side effects"
DOSES, RATINGS, LABORATORY, COST = "Doses", "Ratings", "Laboratory", "Cost"
WHAT_ELSE_CHANGED, DOES_IT_HOLD, CANNOT_TELL = "What else changed", "Does it hold?", "What this cannot tell"
DECISION, OVERALL_RATING, EVENTS = "Decision", "Overall rating", "Events"
NO_TRIAL = "No trial yet, so there is nothing to find."
BEGIN_A_TRIAL = "Enter goes to the plan, where N begins one: a few short questions."
UNTIL_THEN = "Until then every day you rate can be seen: g shows them as a chart, c as a calendar."
NO_VERDICT_YET = "No verdict yet"
NO_VERDICT = "No verdict for this trial"
LOCKED = "Locked until the seal is opened"
OPEN_THE_SEAL = "Open the seal, or see how it stands"
ADD_THE_SEAL = "Add your helper's code: it seals the trial"
STILL_NEEDED = "Still needed"
NOT_GIVEN_YET = "not given yet; Enter opens today's form, i asks it"
NOT_GIVEN_TO_COMMAND = "Not given yet: `ldn impression N` records it."
CLASS_IN_A_WORD = {
    "C": "clear",
    "I": "improved",
    "S": "small",
    "N": "no useful",
    "W": "worse",
    "U": "uncertain",
}
NOT_DECIDED = "Nothing is decided yet: D writes down what you decide."
NOTHING_DECIDED = "Nothing is decided yet."
BEFORE_COLUMN, NOW_COLUMN, AT_END_COLUMN = "before", "now", "at the end"
COMPARATOR_COLUMN, LDN_COLUMN, ON_LDN_COLUMN = "comparator", "LDN", "on LDN"
BETTER_FROM_COLUMN, NO_RECORD_COLUMN = "better from", "no record"
NOT_REACHED = "not reached"
BETTER_FROM = "Better from: the day since the first dose on which a lasting improvement began."
PERCENT_TOLD = (
    "Percent: the improvement on the time before; where higher is better, of the room for improvement. Below 0 it is a "
    "worsening."
)
SIDE_EFFECT_DAYS = "Counted are the days of which something is recorded."
AGAINST_BASELINE = "In brackets: the share of days against that of the baseline, in percentage points."

# In the Graphs room: what stands in place of a chart and what to do about it, and what stands beside one.
NO_TRIAL_TO_CHART = (
    "There is no trial yet, so there are no phases or weeks to compare. p goes to the plan, where N begins one."
)
SEALED_CHART = (
    "Sealed: this chart could give away which bottle is what, so it waits until the seal is opened. "
    "h shows every day you rated."
)
NO_FIRST_DOSE_TO_CHART = "This chart begins with the first dose. Once one is planned or recorded, it stands here."
NO_RATING_IN_TRIAL = "Nothing was rated in this trial yet. t opens today's form."
NOTHING_EVER_RATED = (
    "Nothing has been rated yet. t opens today's form; from the first rating on, every day stands here."
)
NO_LABORATORY_VALUE = "No laboratory value yet. t opens today's form; l records one there, like ESR."
NO_MEAN_YET = "Too early: the first mean of seven days since the first dose needs four rated days."
BOTTLES_NOT_STEPS = "A sealed trial compares bottles that hold one amount, not dose steps. f shows what it found."
BOTTLES_AS_ONE = "While the trial is sealed, all bottles are shown as one."
STEPS_ARE_LATER_WEEKS = "Order and time are mixed with dose: a later step is also a later week."
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
    return f"given {days} day{'' if days == 1 else 's'} after"


def more_days_needed(days: int) -> str:
    """Return that ratings of that many more days are needed."""
    return f"Not enough data: {days} more rated day{_s(days)}."


def baseline_lacks(rated: int, needed: int) -> str:
    """Return that a baseline that is over has too few rated days."""
    return f"The baseline has {rated} rated day{_s(rated)}, {needed} are needed; this cannot be made up."


def endpoint_lacks(rated: int, needed: int, *, is_over: bool) -> str:
    """Return that the endpoint has too few rated days; before the decision day more can come."""
    if is_over:
        return f"The last weeks have {rated} rated day{_s(rated)}, {needed} are needed; this cannot be made up."
    return f"The last weeks have {rated} rated day{_s(rated)} so far; {needed} are needed to compare them."


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
    return f"{visible(stretch)} {with_it} of {days} day{_s(days)}"


def not_reached(names: Sequence[str], day_number: int) -> str:
    """Return of which measures no improvement lasted, up to that day since the first dose."""
    return f"{', '.join(map(visible, names))}: no lasting improvement by day {day_number} since the first dose."


def change(
    name: str,
    before: float,
    after: float,
    percent: PercentChange | None,
    weeks: int = 4,
    decided: tuple[date, date] | None = None,
) -> str:
    """Return what became of a measure of which lower is better.

    Args:
        name: what the person calls it.
        before: the mean of the baseline.
        after: the mean of the endpoint.
        percent: the improvement; None where it cannot be estimated.
        weeks: how long the endpoint is.
        decided: its first and last day, once the decision is past.
    """
    means = _means(name, before, after, weeks, decided)
    if percent is None:
        return f"{means}. By how many percent {CANNOT_BE_ESTIMATED}."
    return (
        f"{means}: {_with_side(percent.estimate)}. Given how much your days vary, the plausible range is "
        f"{_range(percent)}."
    )


def change_in_points(
    name: str,
    before: float,
    after: float,
    limits: tuple[float, float] | None,
    percent: float | None,
    weeks: int = 4,
    decided: tuple[date, date] | None = None,
) -> str:
    """Return what became of a measure of which higher is better: the points first, then the percent of the room.

    Args:
        name: what the person calls it.
        before: the mean of the baseline.
        after: the mean of the endpoint.
        limits: the limits of the difference; None where nothing varies.
        percent: the improvement in percent of the room for improvement; None where there is none.
        weeks: how long the endpoint is.
        decided: its first and last day, once the decision is past.
    """
    said = f"{_means(name, before, after, weeks, decided)}: {shown_as(after - before, '+z.1f')} points"
    if limits is not None:
        said += f", plausible {shown_as(limits[0], '+z.1f')} to {shown_as(limits[1], '+z.1f')}"
    return f"{said}." if percent is None else f"{said}. That is {percent:z.0f} % {ROOM_FOR_IMPROVEMENT}."


def means_alone(
    name: str,
    before: float,
    after: float,
    weeks: int = 4,
    decided: tuple[date, date] | None = None,
    *,
    has_too_few: bool = False,
) -> str:
    """Return the two means of a measure where it is not told how sure they are; `has_too_few` marks them as weak."""
    means = _means(name, before, after, weeks, decided)
    return f"{means} ({TOO_FEW_RATINGS})." if has_too_few else f"{means}."


def contrast(name: str, before: float, after: float, percent: PercentChange | None, *, is_lower_better: bool) -> str:
    """Return how LDN compares with the comparator in a sealed trial.

    Args:
        name: what the person calls the measure.
        before: its mean on the comparator.
        after: its mean on LDN.
        percent: the improvement on LDN; None where it cannot be estimated.
        is_lower_better: which end of the scale is the good one.
    """
    first, then = shown_as(before, ".1f"), shown_as(after, ".1f")
    means = f"Your {visible(name.lower())} averaged {first} on the comparator and {then} on LDN"
    if percent is None:
        return f"{means}. By how many percent {CANNOT_BE_ESTIMATED}."
    if is_lower_better:
        return f"{means}: {_with_side(percent.estimate)}, plausible {_range(percent)}."
    said = f"{percent.estimate:z.0f} % {ROOM_FOR_IMPROVEMENT}"
    return f"{means}: {said}, plausible {percent.low:z.0f} % to {percent.high:z.0f} %."


def chance_told(percent: int, chance: float) -> str:
    """Return the chance of an improvement of at least so many percent, in words that do not promise digits."""
    if not 0.01 <= chance <= 0.99:
        share = "below 1 %" if chance < 0.5 else "above 99 %"
    else:
        share = f"about {100 * chance:.0f} %"
    return f"at least {percent} %: {share}"


def in_short(
    name: str,
    before: float,
    after: float,
    percent: PercentChange | None,
    points: tuple[float, float] | None,
    *,
    is_lower_better: bool,
    is_blinded: bool = False,
) -> tuple[str, str]:
    """Return a change at a glance, in two parts: the means, and how much that is with its plausible range.

    Args:
        name: what the person calls the measure.
        before: its mean before, or on the comparator.
        after: its mean after, or on LDN.
        percent: the improvement; None where it cannot be estimated.
        points: the limits of the difference in points; None where nothing varies.
        is_lower_better: whether the percent is told; where higher is better, the points are.
        is_blinded: whether the comparator stands in the place of the time before.
    """
    means = f"{visible(name)} {shown_as(before, '.1f')} → {shown_as(after, '.1f')}"
    if is_blinded:
        means = f"{visible(name)} {shown_as(before, '.1f')} on the comparator, {shown_as(after, '.1f')} on LDN"
    if not is_lower_better:
        plausible = (
            "" if points is None else f", plausible {shown_as(points[0], '+z.1f')} to {shown_as(points[1], '+z.1f')}"
        )
        return means, f"{shown_as(after - before, '+z.1f')} points{plausible}"
    if percent is None:
        return means, f"by how many percent {CANNOT_BE_ESTIMATED}"
    return means, f"{_with_side(percent.estimate)}, plausible {_range(percent).replace(' % to ', ' to ')}"


def of_the_room(percent: PercentChange) -> str:
    """Return the improvement of a measure of which higher is better, of what there was to gain."""
    return f"{percent.estimate:z.0f} % {ROOM_FOR_IMPROVEMENT}, plausible {percent.low:z.0f} to {percent.high:z.0f} %"


def chances_told(chances: Sequence[tuple[int, float]]) -> str:
    """Return the chances of improvements of at least so many percent, with what they rest on."""
    told = ", ".join(chance_told(percent, chance) for percent, chance in chances)
    return f"Chance of an improvement of {told} ({CHANCE_CONDITION})."


def bands_told(estimate: str, low: str, high: str) -> str:
    """Return what an improvement is called, and what the ends of its plausible range are called (IMMPACT)."""
    called = {"none": "no improvement", "worse": "a worsening"}.get(estimate, f"a {estimate} improvement")
    if low == high:
        return f"A change of this size is called {called}, and so is the whole plausible range."
    return f"A change of this size is called {called}; the plausible range reaches from {low} to {high}."


def better_days(share: float) -> str:
    """Return how often a day on the full dose was better than one before: NAP, and Tau with it."""
    return (
        f"Of all pairs of a day before and a day on the full dose, the latter was better in {100 * share:.0f} % "
        f"(ties count half; NAP {shown_as(share, '.2f')}, Tau {shown_as(2 * share - 1, '.2f')})."
    )


def trend_before(slope: float, low: float, high: float) -> str:
    """Return the trend that was there before the first dose, in points a week."""
    plausible = f"plausible {shown_as(low, '+z.1f')} to {shown_as(high, '+z.1f')}"
    if not round(low, 1) < round(high, 1):
        # Whole numbers tie so often that no draw has another slope: such an interval says nothing.
        return "Before the first dose there was no clear trend."
    if low <= 0 <= high or not round(slope, 1):
        return f"Before the first dose there was no clear trend ({plausible} points a week)."
    return f"Before the first dose it was changing by {shown_as(slope, '+.1f')} points a week already, {plausible}."


def on_the_way(day_number: int, of: int) -> str:
    """Return how far a trial has come on its way to the decision."""
    return f"Day {day_number} of {of} until the decision"


def starts_in(days: int) -> str:
    """Return that a trial begins in so many days."""
    return f"The trial begins in {days} day{_s(days)}."


def rated_so_far(rated: int, days: int) -> str:
    """Return on how many of the days so far something was rated."""
    return f"Rated so far: {rated} of {days} day{_s(days)}."


def order_under_way(share: float) -> str:
    """Return how much of working out the order is done."""
    return f"Being worked out: {100 * share:.0f} %"


def overall_rating(answer: str, day: date) -> str:
    """Return the overall rating that counts, and of which day it is."""
    return f"{answer}, {short_day(day)}"


def _means(name: str, before: float, after: float, weeks: int, decided: tuple[date, date] | None) -> str:
    last = {0: "days", 1: "week", 2: "two weeks", 3: "three weeks", 4: "four weeks"}.get(weeks, f"{weeks} weeks")
    when = f"in the last {last}"
    if decided is not None:
        when = f"in the {last} before the decision ({day_and_month(decided[0])} to {day_and_month(decided[1])})"
    return f"Your {visible(name.lower())} averaged {shown_as(before, '.1f')} before and {shown_as(after, '.1f')} {when}"


def _with_side(improvement: float) -> str:
    size = round(abs(improvement))
    if not size:
        return "no different"
    return f"{size} % {'lower' if improvement > 0 else 'higher'}"


def _range(percent: PercentChange) -> str:
    if round(percent.low) >= 0:
        return f"{round(percent.low)} % to {round(percent.high)} %"
    if round(percent.high) < 0:
        return f"{round(-percent.high)} % to {round(-percent.low)} % higher"
    return f"{_with_side(percent.low)} to {_with_side(percent.high)}"


def pairs_better(better: int, pairs: int) -> str:
    """Return in how many of the pairs of a sealed trial the LDN period was better, and what chance could do."""
    return (
        f"In {pairs} pair{'' if pairs == 1 else 's'} the LDN period was better in {better}. With {pairs} "
        f"pair{'' if pairs == 1 else 's'} the strongest result that chance alone can give is 1 in {2**pairs}."
    )


def verdict_waits(decision_day: date, days: int) -> str:
    """Return that there is no verdict before the decision day, which is so many days ahead."""
    return f"The verdict is given on the decision day, {short_day(decision_day)}, in {days} day{_s(days)}."


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
    return f"The baseline needs ratings of {days} more day{_s(days)}."


def endpoint_needs(days: int, length: int) -> str:
    """Return that the endpoint, so many days long, needs ratings of that many more days."""
    return f"For the verdict, the last {length} days before the decision need ratings of {days} more day{_s(days)}."


def medicine_started(name: str, dose: str, day: date) -> str:
    """Return that a medicine was begun; `dose` is how it is taken, in the person's words, or ""."""
    taken = f" ({visible(dose)})" if dose else ""
    return f"{visible(name)}{taken} was started on {short_day(day)}."


def medicine_stopped(name: str, day: date) -> str:
    """Return that a medicine was stopped; `day` is the first without it."""
    return f"{visible(name)} was stopped on {short_day(day)}."


def changed_after_lock(what: str, before: str | None, after: str | None, day: date) -> str:
    """Return what was changed of the trial after it was locked, with old and new."""
    old, new = (visible(value) if value else "open" for value in (before, after))
    return f"Changed after the lock, on {short_day(day)}: {visible(what)} from {old} to {new}."


def dose_plan_changed(gone: Sequence[str], come: Sequence[str], day: date) -> str:
    """Return what was changed of a dose plan after the lock: the steps that went, and those that came."""
    told = {
        (True, True): f"instead of {', '.join(gone)} now {', '.join(come)}",
        (True, False): f"no longer {', '.join(gone)}",
        (False, True): f"now also {', '.join(come)}",
    }.get((bool(gone), bool(come)), "to the same")
    return f"Changed after the lock, on {short_day(day)}: the dose plan, {told}."


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
    return f"the last days of {visible(label)} lack ratings of {days} day{_s(days)}"


def pair_left_out(number: int, reason: str) -> str:
    """Return which pair of a sealed trial is left out, and why."""
    return f"Pair {number} is left out: {reason}."


def carry_over(numbers: Sequence[int]) -> str:
    """Return in which pairs LDN came first, so that what was left of it may hide a difference."""
    pairs = " and ".join(map(str, numbers)) if len(numbers) < 3 else ", ".join(map(str, numbers))
    return (
        f"LDN came first in pair{_s(len(numbers))} {pairs}: what was left of it may have helped the comparator, and "
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
    return f"You guessed {right} of {pairs} pair{_s(pairs)} right{sure}."


def off_against_endpoint(
    name: str,
    change: tuple[float, float, float],
    ratings: int,
    days: tuple[date, date] | None,
    *,
    is_lower_better: bool,
) -> str:
    """Return how the days off compare with the last weeks on the medicine.

    Args:
        name: what the person calls the measure.
        change: the difference in points with its limits: difference, low, high.
        ratings: how many days off are compared.
        days: the first and the last of the days off they lie in; None if not known.
        is_lower_better: which end of the scale is the good one.
    """
    difference, low, high = change
    worse = "a plus is worse" if is_lower_better else "a minus is worse"
    when = "" if days is None else f" from {day_and_month(days[0])} to {day_and_month(days[1])}"
    return (
        f"{visible(name)} off it, against the last weeks on it: {shown_as(difference, '+z.1f')} points ({worse}), "
        f"plausible {shown_as(low, '+z.1f')} to {shown_as(high, '+z.1f')}; {ratings} rated day{_s(ratings)} off{when}."
    )


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
    return f"Off since {short_day(day)}: {days} day{_s(days)}."


def usually_taken_at(clock: str) -> str:
    """Return the usual time of the dose."""
    return f"Usually taken at {clock}."


def supply_left(units: str, until: date | None) -> str:
    """Return how many units are left, and when they run out."""
    return f"Supply left: {units}{'' if until is None else f', enough until {short_day(until)}'}."


def longest_gap(day: date, days: int) -> str:
    """Return the longest run of days without a rating."""
    return f"Longest gap: {days} day{_s(days)}, from {short_day(day)}."


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
        f"{visible(name)} has not been rated yet. t opens today's form; from the first rating on, every day stands "
        "here."
    )


def rated_elsewhere(latest: date) -> str:
    """Return that no day in view is rated, and which was the latest that is."""
    return f"No rating in these days; the latest is of {short_day(latest)}."


# The report for the doctor: its headings and labels, and what it says.
OPEN_DESIGN = "One person, before and after, not blinded"
SEALED_DESIGN = "One person, randomised crossover, still sealed"
OPENED_DESIGN = "One person, randomised crossover, seal opened"
QUESTION, RESULT, OTHER_MEASURES, DAYS_WITH_EACH = (
    "Question",
    "Result",
    "Other measures",
    "Side effects, days with each",
)
OTHER_MEDICINES, LIMITS, IN_MY_OWN_WORDS = "Other medicines and events", "Limits", "In my own words"
APPENDIX_NOTES, APPENDIX_DAYS = "Appendix: notes", "Appendix: daily values"
OVERALL_IMPRESSION, DAYS_WITH_A_SIDE_EFFECT = "Overall impression (PGIC)", "Days with a side effect"
BEFORE, AT_THE_END, COMPARATOR_TO_LDN = "Before", "At the end", "comparator → LDN"
TAKEN_NOW, BY_OTHER_CHOICES, MY_QUESTIONS = "Taken now", "Improvement by other choices", "My questions"
DECISION_WANTED = "Decision wanted: go on, stop, extend, or change the dose."
NO_DECISION_DUE = "No decision is wanted yet."
NOTHING_RATED = "No day has been rated yet."
NO_OTHER_MEASURE = "No other measure was rated."
NO_OTHER_MEDICINE = "No other medicine is entered."
NO_PLAN_ENTERED = "No dose plan is entered."
NOTHING_TO_COMPARE = "nothing to compare yet"
NOTHING_AT_THE_END = "no days at the end to compare it with yet"
SEALED_FIGURE = "sealed until it is opened"
NOT_BEGUN = "the medicine has not begun"
NOT_GIVEN = "not given"
AT_EACH_END = "at the end of each period"
PGIC_SCALE = "1 best, 7 worst"
BEFORE_TO_END = "before → at the end"
ON_THE_MEDICINE, IN_ALL_BOTTLES = "on the medicine", "in all bottles"
OPENING_WANTED = "The periods are over. Wanted: open the seal."
TOO_FEW_RATINGS = "too few ratings"
TAKEN_AS_NEEDED = "Taken when needed"
HOW_IT_WAS = "How it was for me"
DOSE_STEPS_MIXED = "Order and time are mixed with dose."
MEDICINES_CHANGED = "Other medicines changed during the trial (see there); that may have changed the ratings too."
HOW_COMPUTED = (
    "How it is computed: means of the days before and of the last weeks; 95 % intervals that allow for days that "
    "resemble their neighbours; percent by Fieller. Missing days stay missing. The ratings are the patient's own."
)
REPORT_WHILE_SEALED = "The ratings of the sealed periods are left out until the seal is opened."


def report_title(medicine: str) -> str:
    """Return what stands at the top of a report."""
    return f"Report on a trial of {visible(medicine)}"


def written(day: date) -> str:
    """Return when a report was made."""
    return f"written {short_day(day)}"


def before(name: str) -> str:
    """Return the label of the mean of the time before."""
    return f"{name}, before"


def before_to_window(first: date, last: date) -> str:
    """Return which two means stand side by side, with the days of the second."""
    return f"before → {day_and_month(first)} to {day_and_month(last)}"


def too_few_ratings(before: int, at_the_end: int) -> str:
    """Return that two means stand on too few ratings, and on how many."""
    return f"{TOO_FEW_RATINGS}: {before} before, {at_the_end} at the end"


def points_told(difference: float, limits: tuple[float, float] | None = None) -> str:
    """Return a difference in points, with its plausible range if it has one."""
    plausible = (
        "" if limits is None else f"; plausible {shown_as(limits[0], '+z.1f')} to {shown_as(limits[1], '+z.1f')} (95 %)"
    )
    return f"{shown_as(difference, '+z.1f')} points{plausible}"


def of_seven(pgic: int) -> str:
    """Return an overall rating as a number on its scale."""
    return f"{pgic} on a scale of 1 (best) to 7"


def with_before(said: str, before: str | None) -> str:
    """Return of which days something is said, and how it was before; None where that is not known."""
    return said if before is None else f"{said}; before: {before}"


def on_ldn_and_comparator(comparator: str) -> str:
    """Return that what stands above was on LDN, and what was on the comparator."""
    return f"on LDN; on the comparator: {comparator}"


def begun_or_stopped(name: str, is_start: bool) -> str:
    """Return what a mark on a chart says of another medicine."""
    return f"{visible(name)} {'started' if is_start else 'stopped'}"


def ended_undecided(day: date, *, has_begun: bool) -> str:
    """Return that a trial was ended before its decision day, and that nothing was decided after it."""
    when = "before its decision day" if has_begun else "before the first dose"
    return f"The trial was ended on {short_day(day)}, {when}; nothing is decided yet."


def course_of(name: str, period: str | None) -> str:
    """Return the heading of the chart; `period` is told where it is not the whole trial."""
    return f"Course of {name}" if period is None else f"Course of {name}, {period}"


def weekly_means(weeks: Sequence[tuple[int, str]]) -> str:
    """Return the mean of each week by its number."""
    return f"Weekly means: {', '.join(f'week {number}: {mean}' for number, mean in weeks)}."


def scale_told(low: str, high: str, better: str) -> str:
    """Return what the ends of a scale mean, and which is the good one ("lower" or "higher")."""
    return f"0 {low}, 10 {high}; {better} is better."


def listed(what: str, items: str) -> str:
    """Return a list with what it is of."""
    return f"{what}: {items}."


def steps_planned(steps: Sequence[str], left_out: int) -> str:
    """Return the dose plan, and how many earlier steps are left out."""
    earlier = f" ({left_out} earlier left out)" if left_out else ""
    return f"Planned: {', '.join(steps)}{earlier}."


def mean_of(name: str) -> str:
    """Return the label of a row of means."""
    return f"Mean {visible(name)}"


def window_told(name: str, first: date, last: date) -> str:
    """Return from when to when a window is."""
    return f"{name}: {day_and_month(first)} to {short_day(last)}."


def question_not_written(medicine: str) -> str:
    """Return what a trial asks for which no question was written down."""
    return f"Does {visible(medicine)} help me?"


def percent_told(percent: PercentChange) -> str:
    """Return an improvement where lower is better, with its plausible range: "27 % lower; plausible 8 % to 44 %"."""
    return f"{_with_side(percent.estimate)}; plausible {_range(percent)}"


def decided(choice: str, day: date, reason: str) -> str:
    """Return what was decided; `reason` is in the person's words, or ""."""
    return f"Decided on {short_day(day)}: {visible(choice)}{f' ({visible(reason)})' if reason else ''}."


def and_more(count: int) -> str:
    """Return that so many more are left out, or "" for none."""
    return f"and {count} more" if count > 0 else ""


def and_earlier(count: int) -> str:
    """Return that so many earlier ones are left out, or "" for none."""
    return f"{count} earlier left out" if count > 0 else ""


def red_flag_recorded(term: str, severity: str, days: int, last: date) -> str:
    """Return a red flag, how bad and how often it was."""
    return f"{visible(term).capitalize()} ({severity}), on {days} day{_s(days)}, last on {short_day(last)}"


def opioid_in_use(names: str) -> str:
    """Return that an opioid is among the medicines; `names` is what the person calls them."""
    return f"An opioid is in use: {visible(names)}."


def helper_knows(name: str, phone: str) -> str:
    """Return who knows what the sealed bottles hold."""
    return f"{visible(name)} knows what the bottles hold: telephone {visible(phone)}."


def rated_on(rated: int, of: int, on_time: int, late: int, recalled: int) -> str:
    """Return on how many days something was rated, and how soon."""
    return (
        f"Rated on {rated} of {of} days: {on_time} on the day itself, {late} one or two days later, "
        f"{recalled} recalled after that."
    )


def compared_days(ratings: int, when: str, others: int, against: str) -> str:
    """Return how many ratings of the primary measure are compared; `when` and `against` say of which days they are."""
    return f"Compared: {ratings} rated day{_s(ratings)} {when} with {others} {against}."


def earlier_left_out(shown: int, left_out: int) -> str:
    """Return that only the last stretches are shown, and how many came before them."""
    return f"The last {shown} are shown; {left_out} earlier {'is' if left_out == 1 else 'are'} left out."


def due_doses(taken: int, due: int, late: int, extra: int) -> str:
    """Return how the doses were taken from the first one on."""
    return f"Taken on {taken} of {due} days it was due; {late} late, {extra} extra."


def days_with_side_effects(with_it: int, of: int) -> str:
    """Return on how many of the days something was recorded of there was a side effect."""
    return f"{with_it} of {of} days"


def _s(count: int) -> str:
    return "" if count == 1 else "s"
