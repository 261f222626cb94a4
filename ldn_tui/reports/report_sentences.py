"""What the report for the doctor says: its headings and labels, and the sentences of its own."""

from collections.abc import Sequence
from datetime import date

from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import day_and_month, short_day
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.sentences import TOO_FEW_RATINGS
from ldn_tui.domain.text import visible

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


def and_more(count: int) -> str:
    """Return that so many more are left out, or "" for none."""
    return f"and {count} more" if count > 0 else ""


def and_earlier(count: int) -> str:
    """Return that so many earlier ones are left out, or "" for none."""
    return f"{count} earlier left out" if count > 0 else ""


def red_flag_recorded(term: str, severity: str, days: int, last: date) -> str:
    """Return a red flag, how bad and how often it was."""
    return f"{visible(term).capitalize()} ({severity}), on {counted(days, 'day')}, last on {short_day(last)}"


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
    return f"Compared: {counted(ratings, 'rated day')} {when} with {others} {against}."


def earlier_left_out(shown: int, left_out: int) -> str:
    """Return that only the last stretches are shown, and how many came before them."""
    return f"The last {shown} are shown; {left_out} earlier {'is' if left_out == 1 else 'are'} left out."


def due_doses(taken: int, due: int, late: int, extra: int) -> str:
    """Return how the doses were taken from the first one on."""
    return f"Taken on {taken} of {due} days it was due; {late} late, {extra} extra."


def days_with_side_effects(with_it: int, of: int) -> str:
    """Return on how many of the days something was recorded of there was a side effect."""
    return f"{with_it} of {of} days"
