"""What stands in place of a chart and what to do about it, and what stands beside one."""

from ldn_tui.domain.key_names import key_of

NO_TRIAL_TO_CHART = (
    "There is no trial yet, so there are no phases or weeks to compare. "
    f"{key_of('everywhere.plan')} goes to the plan, where {key_of('plan.new-trial')} begins one."
)
SEALED_CHART = (
    "Sealed: this chart could give away which bottle is what, so it waits until the seal is opened. "
    f"{key_of('graphs.view-history')} shows every day you rated."
)
NO_FIRST_DOSE_TO_CHART = "This chart begins with the first dose. Once one is planned or recorded, it stands here."
NO_RATING_IN_TRIAL = f"Nothing was rated in this trial yet. {key_of('everywhere.today')} opens today's form."
NOTHING_EVER_RATED = (
    f"Nothing has been rated yet. {key_of('everywhere.today')} opens today's form; from the first rating on, every day "
    "stands here."
)
NO_LABORATORY_VALUE = (
    f"No laboratory value yet. {key_of('everywhere.today')} opens today's form; {key_of('today.lab')} records one "
    "there, like ESR."
)
NO_MEAN_YET = "Too early: the first mean of seven days since the first dose needs four rated days."
BOTTLES_NOT_STEPS = (
    "A sealed trial compares bottles that hold one amount, not dose steps. "
    f"{key_of('everywhere.findings')} shows what it found."
)
BOTTLES_AS_ONE = "While the trial is sealed, all bottles are shown as one."
STEPS_ARE_LATER_WEEKS = "Order and time are mixed with dose: a later step is also a later week."
