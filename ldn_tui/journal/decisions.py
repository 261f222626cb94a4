"""How a trial comes to its end: the decision, and the last day."""

from dataclasses import replace
from datetime import date

from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import logged_day, short_day
from ldn_tui.domain.errors import BadInput, NeedsConfirmation
from ldn_tui.domain.limits import LONGEST_NOTE
from ldn_tui.domain.trial import DECISION_AFTER, Choice, Decision, Template, Trial
from ldn_tui.journal.trial_boundaries import TrialBoundaries
from ldn_tui.journal.trial_checks import check_text
from ldn_tui.journal.trial_rows import put_decision, put_trial
from ldn_tui.storage.steps import Step


class TrialDecisions(TrialBoundaries):
    """The decisions on the trials of one journal, and their ends."""

    def end(self, reason: str, day: date | None = None, *, confirmed: bool = False) -> Change:
        """End the active trial; its phases end with it, and everything stays.

        An end before the decision day is an early one, and the day after it becomes the decision day. An end from
        then on moves no window.

        Args:
            reason: why, in the person's words.
            day: its last day; today if not given.
            confirmed: whether periods that are locked may be cut short; it is recorded with old and new.

        Raises:
            BadInput: there is no active trial, no reason, or the day lies outside.
            NeedsConfirmation: it cuts periods short that are locked.
        """
        with self.settled():
            trial = self._running()
            last = self._day(trial, day)
            self._journal.check_day(last)
            said = check_text(reason, "reason", LONGEST_NOTE)
            if not said:
                raise BadInput("reason is empty: say in a few words why the trial ends")
            ended = replace(trial, ended_on=last, end_reason=said)
            found = self.windows(ended)
            if trial.is_locked and not trial.steps and trial.template is not Template.SEALED_PAIRS:
                # Without a plan, a dose that is put right later must not move the windows of a trial that is over.
                ended = replace(ended, full_dose_on=found.full_dose)

            def work(step: Step) -> None:
                with self._changing(step, trial, confirmed=confirmed):
                    put_trial(step, ended)

            early = "early " if found.is_ended_early else ""
            return self._journal.act(f"trial ended {early}on {logged_day(last)}, day {trial.day_number(last)}", work)

    def decide(self, choice: Choice, reason: str = "", day: date | None = None, *, confirmed: bool = False) -> Change:
        """Record a decision on the latest trial; extending moves the decision to 12 weeks after full dose.

        Args:
            choice: what is decided.
            reason: why, in the person's words.
            day: when; today if not given.
            confirmed: whether it may follow on a decision that left nothing open; both stay recorded.

        Raises:
            BadInput: there is no trial, the day lies before it or has not come, or there is nothing to extend.
            NeedsConfirmation: the trial is decided already.
        """
        with self.settled():
            trial = self.latest()
            if trial is None:
                raise BadInput("there is no trial to decide on: `ldn trial new` begins one")
            made_on = self._journal.today() if day is None else day
            self._journal.check_day(made_on)
            if made_on < trial.starts_on:
                raise BadInput(f"decision on {made_on.isoformat()}: the trial begins on {trial.starts_on.isoformat()}")
            decision = Decision(made_on, choice, check_text(reason, "reason", LONGEST_NOTE))
            made = self.decisions(trial)
            if made and not made[-1].choice.leaves_open and not confirmed:
                raise NeedsConfirmation(
                    f"This trial was decided on {short_day(made[-1].day)}: {made[-1].choice}. "
                    "Both decisions would stand.",
                    "Add --yes to record another.",
                )
            longest = max(DECISION_AFTER)
            if choice is Choice.EXTEND:
                _check_extendable(trial)
                # A decision day that is ahead again lets later steps count for the full dose.
                extended = replace(trial, decision_after=longest, full_dose_on=None)
            else:
                extended = trial

            def work(step: Step) -> None:
                put_decision(step, trial, decision)
                if extended != trial:
                    with self.followed(step):
                        put_trial(step, extended)
                    if trial.is_locked:
                        self._amend(step, trial, "days to the decision", str(trial.decision_after), str(longest))

            return self._journal.act(f"decision on {logged_day(made_on)}: {choice.value}", work)


def _check_extendable(trial: Trial) -> None:
    """Make sure extending `trial` moves its decision day.

    Raises:
        BadInput: it would move nothing; the message says why, and what can be done instead.
    """
    later = "choose a later day with `ldn trial change --decision-day DAY`"
    if trial.ended_on is not None:
        why = f"the trial ended on {short_day(trial.ended_on)}, and an ended one is not made longer; begin a new one"
    elif trial.template is Template.SEALED_PAIRS:
        why = (
            "a sealed trial is decided after its last period, and all its periods are equally long; open it, or decide"
        )
    elif trial.template is Template.ALREADY_TAKING:
        why = "this trial has no decision day to move; it goes on until it is ended"
    elif trial.decision_on is not None:
        why = f"the decision day {short_day(trial.decision_on)} was set by hand; {later}"
    elif trial.decision_after >= max(DECISION_AFTER):
        why = f"the decision is {max(DECISION_AFTER) // 7} weeks after full dose already; {later}"
    else:
        return
    raise BadInput(f"extend: {why}")
