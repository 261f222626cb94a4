"""The headings of the findings, and what stands under them while there is no verdict."""

from ldn_tui.domain.key_names import key_of

MEASURES, HOW_SURE, WHICH_FIRST = "Measures", "How sure", "Which improved first"
AGAINST_COMPARATOR, SINCE_BASELINE = "LDN against the comparator", "Since the baseline"
AFTER_STOPPING, DOSE_STEPS, SIDE_EFFECTS = "After stopping", "Dose steps", "Side effects"
DOSES, RATINGS, LABORATORY, COST = "Doses", "Ratings", "Laboratory", "Cost"
WHAT_ELSE_CHANGED, DOES_IT_HOLD, CANNOT_TELL = "What else changed", "Does it hold?", "What this cannot tell"
DECISION, OVERALL_RATING, EVENTS = "Decision", "Overall rating", "Events"
NO_TRIAL = "No trial yet, so there is nothing to find."
BEGIN_A_TRIAL = f"Enter goes to the plan, where {key_of('plan.new-trial')} begins one: a few short questions."
UNTIL_THEN = (
    f"Until then every day you rate can be seen: {key_of('everywhere.graphs')} shows them as a chart, "
    f"{key_of('everywhere.calendar')} as a calendar."
)
NO_VERDICT_YET = "No verdict yet"
NO_VERDICT = "No verdict for this trial"
LOCKED = "Locked until the seal is opened"
OPEN_THE_SEAL = "Open the seal, or see how it stands"
ADD_THE_SEAL = "Add your helper's code: it seals the trial"
STILL_NEEDED = "Still needed"
NOT_GIVEN_YET = f"not given yet; Enter opens today's form, {key_of('today.impression')} asks it"
NOT_GIVEN_TO_COMMAND = "Not given yet: `ldn impression N` records it."
CLASS_IN_A_WORD = {
    "C": "clear",
    "I": "improved",
    "S": "small",
    "N": "no useful",
    "W": "worse",
    "U": "uncertain",
}
NOT_DECIDED = f"Nothing is decided yet: {key_of('findings.decide')} writes down what you decide."
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
