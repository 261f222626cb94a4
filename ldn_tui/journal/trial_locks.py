"""What is fixed of a trial: its windows from the lock on, its periods from the guess on; and how either is amended."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import NeedsConfirmation
from ldn_tui.domain.phases import Phase
from ldn_tui.domain.trial import Amendment, Template, Trial
from ldn_tui.domain.windows import Windows, locks_on
from ldn_tui.journal.trial_facts import TrialFacts
from ldn_tui.journal.trial_rows import iso_or_none, put_amendment, put_trial
from ldn_tui.storage.steps import Step

CHANGE_IS_RECORDED = "A change is recorded with old and new and stands on every report."
CONFIRM_CHANGE = "Add --yes to make it."


class TrialLocks(TrialFacts):
    """The locks on the trials of one journal."""

    def settle(self) -> Change | None:
        """Write the lock of the active trial if it has come due; undo never takes it back. None if it has not."""
        trial = self.active()
        if trial is None or trial.is_locked:
            return None
        due = locks_on(trial, self.taken_doses(trial))
        if due is None or self._journal.today() < due:
            return None

        def work(step: Step) -> None:
            # Another process may have locked it, or removed the doses, since.
            now = self._known(trial)
            doses = self.taken_doses(now)
            if not now.is_locked and doses:
                self.lock(step, now, due, min(dose.day for dose in doses))

        change = self._journal.act(f"windows and question of the trial locked on {short_day(due)}", work, final=True)
        return change if change.happened else None

    @staticmethod
    def lock(step: Step, trial: Trial, day: date, first_dose: date) -> None:
        """Lock the windows and the question of `trial`, with its first dose, as part of `step`."""
        put_trial(step, replace(trial, locked_on=day, first_dose_on=first_dose))

    @contextmanager
    def _periods_fixed(self, step: Step, trial: Trial, *, confirmed: bool) -> Iterator[None]:
        """Ask for what the block changes of periods that were fixed when the opening began, and record it.

        Raises:
            NeedsConfirmation: it changes them and was not confirmed; nothing of the step is written then.
        """
        if trial.template is not Template.SEALED_PAIRS or not self._journal.seals.is_opening_begun(trial.id):
            yield
            return
        before = _periods_in_words(self.phases(trial))
        yield
        after = _periods_in_words(self.phases(trial))
        if before == after:
            return
        if not confirmed:
            raise NeedsConfirmation(
                f"The periods were locked when the seal was to be opened. {CHANGE_IS_RECORDED}", CONFIRM_CHANGE
            )
        self._amend(step, trial, "periods", before, after)

    def _hold_windows(self, step: Step, before: Trial, held: Windows) -> None:
        """Let doses and a dose plan that were changed after the lock move full dose and decision day by the rule.

        Before the decision day they move, and where doses alone moved them that is recorded here: a changed plan and
        a pause are seen as such. From the decision day on nothing moves: the full dose that counted until then is kept.

        Args:
            step: the step that changed them.
            before: the trial before it.
            held: its windows before it.
        """
        now = self._known(before)
        if not before.is_locked or now != replace(before, steps=now.steps):
            return
        after = self.windows(now)
        if held.decision_day is not None and held.decision_day <= self._journal.today():
            if after.full_dose != held.full_dose:
                put_trial(step, replace(now, full_dose_on=held.full_dose))
        elif now.steps == before.steps and after.pauses == held.pauses:
            for field, old, new in (
                ("full dose", held.full_dose, after.full_dose),
                ("decision day", held.decision_day, after.decision_day),
            ):
                if old != new:
                    self._amend(step, now, field, iso_or_none(old), iso_or_none(new))

    def _amend(self, step: Step, trial: Trial, field: str, before: str | None, after: str | None) -> None:
        put_amendment(step, trial, Amendment(field, before, after, self._journal.today()))


def _periods_in_words(phases: Sequence[Phase]) -> str:
    """Return the phases in which something is taken as "bottle 1 2026-12-06..2027-01-16, ..."."""
    return ", ".join(
        f"{phase.arm} {phase.starts_on.isoformat()}..{iso_or_none(phase.ends_on) or ''}"
        for phase in phases
        if phase.arm is not None
    )
