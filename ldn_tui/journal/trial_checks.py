"""What a trial must be to be accepted."""

from collections.abc import Iterable
from datetime import date

from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import BadInput, NeedsConfirmation
from ldn_tui.domain.text import is_storable, visible
from ldn_tui.domain.trial import DECISION_AFTER, Template, Trial, check_question, day_after
from ldn_tui.domain.windows import LEAST_STABLE_DAYS, Windows

LONGEST_QUESTION = 200
MOST_YEARS_AHEAD = 5


def check_text(text: str, field: str, longest: int) -> str:
    """Return `text` without outer blanks.

    Raises:
        BadInput: it is too long, or no text.
    """
    said = text.strip()
    if len(said) > longest:
        raise BadInput(f"{field}: it has {len(said)} characters; use at most {longest}")
    if not is_storable(said):
        raise BadInput(f"{field}: it holds bytes that are not text; type it again")
    return said


def check_near(day: date | None, field: str, today: date) -> None:
    """Make sure a planned day is no slip of the finger.

    Raises:
        BadInput: it lies years ahead.
    """
    if day is not None and day > day_after(today, 366 * MOST_YEARS_AHEAD):
        raise BadInput(f"{field} {day.isoformat()} is more than {MOST_YEARS_AHEAD} years ahead: look at it again")


def check_trial(trial: Trial, today: date) -> None:
    """Make sure the numbers and the days of a trial can be, each and together.

    Raises:
        BadInput: one cannot.
    """
    check_question(trial.baseline_days, trial.endpoint_days, trial.threshold)
    if trial.decision_after not in DECISION_AFTER:
        raise BadInput(f"days to the decision {trial.decision_after}: use 56 or 84")
    for day, field in (
        (trial.starts_on, "start"),
        (trial.first_dose_on, "first dose"),
        (trial.decision_on, "decision day"),
        *((step.starts_on, "dose plan") for step in trial.steps),
    ):
        check_near(day, field, today)
    _check_first_dose(trial)


def _check_first_dose(trial: Trial) -> None:
    if trial.template is Template.SEALED_PAIRS and trial.steps:
        raise BadInput("dose plan: under seal the bottles stand for it; leave it out")
    first = trial.planned_first_dose
    if first is None or trial.template is Template.ALREADY_TAKING:
        return
    if first < trial.starts_on:
        raise BadInput(
            f"first dose {first.isoformat()} is before the trial's start {trial.starts_on.isoformat()}: "
            "begin the trial earlier, or take the template already-taking"
        )
    if trial.steps and not trial.is_locked and trial.steps[0].starts_on != first:
        raise BadInput(
            f"dose plan: its first step begins on {trial.steps[0].starts_on.isoformat()}, the first dose is on "
            f"{first.isoformat()}; make them the same day"
        )
    if trial.decision_on is not None and trial.decision_on <= first:
        raise BadInput(
            f"decision day {trial.decision_on.isoformat()} is not after the first dose {first.isoformat()}: "
            "give a later day"
        )


def check_apart(trial: Trial, others: Iterable[Trial]) -> None:
    """Make sure `trial` has no day in common with another.

    Raises:
        BadInput: it has.
    """
    for other in others:
        if other.id == trial.id:
            continue
        if trial.starts_on <= (other.ended_on or date.max) and other.starts_on <= (trial.ended_on or date.max):
            last = "" if other.ended_on is None else f" to {short_day(other.ended_on)}"
            raise BadInput(
                f"start {trial.starts_on.isoformat()}: the trial would share days with {visible(other.title)!r} "
                f"({short_day(other.starts_on)}{last}); trials follow each other: choose a day after it"
            )


def check_off_after_decision(before: Windows, after: Windows) -> None:
    """Make sure no washout or follow-up begins between first dose and decision that did not before.

    Raises:
        NeedsConfirmation: one does.
    """
    decision, first = after.decision_day, after.first_dose
    if decision is None or first is None:
        return
    known = {span.start for span in before.apart}
    if any(span.start >= first and span.start not in known for span in after.apart):
        raise NeedsConfirmation(
            f"The decision is on {short_day(decision)}: days without the medicine before it belong to no window, and "
            "the decision stays where it is. To stop earlier, end the trial (`ldn trial end`) or choose an earlier "
            "decision day (`ldn trial change --decision-day`).",
            "Add --yes to begin it all the same.",
        )


def check_long_enough(trial: Trial, found: Windows) -> None:
    """Make sure the days to compare suffice.

    Raises:
        NeedsConfirmation: they are too few.
    """
    if trial.template in {Template.ALREADY_TAKING, Template.SEALED_PAIRS}:
        return
    if found.is_too_short and found.stable is not None and found.decision_day is not None:
        raise NeedsConfirmation(
            f"Between two weeks after full dose and the decision on {short_day(found.decision_day)} there would "
            f"be {len(found.days_of(found.stable))} days to compare, {LEAST_STABLE_DAYS} are the least.",
            'Choose a later decision day, or add --yes to have it marked "too short".',
        )
