"""What is fixed of a trial: its windows from the lock on, its periods from the guess on; and how either is amended."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import logged_day
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
        if self._due_lock() is None:
            return None
        with self._journal.repository.transaction():
            # Another process may have locked it, or removed the doses, since.
            due = self._due_lock()
            if due is None:
                return None
            trial, day, first = due
            return self._journal.act(
                f"windows and question of the trial locked on {logged_day(day)}",
                lambda step: self.lock(step, trial, day, first),
                final=True,
            )

    def _due_lock(self) -> tuple[Trial, date, date] | None:
        """Return the trial to lock, the day its lock was due, and its first dose; None if no lock is due."""
        trial = self.active()
        if trial is None or trial.is_locked:
            return None
        doses = self.taken_doses(trial)
        due = locks_on(trial, doses)
        if due is None or self._journal.today() < due:
            return None
        return trial, due, min(dose.day for dose in doses)

    @contextmanager
    def settled(self) -> Iterator[None]:
        """Hold the file while the block reads, checks and writes; a lock that has come due is written before.

        Whatever the block raises takes everything back.
        """
        with self._journal.repository.transaction():
            self.settle()
            yield

    def lock(self, step: Step, trial: Trial, day: date, first_dose: date) -> None:
        """Lock the windows and the question of `trial`, with the dates in force, as part of `step`."""
        locked = replace(trial, locked_on=day, first_dose_on=first_dose)
        put_trial(step, replace(locked, full_dose_on=self._full_dose_by_rule(locked)))

    def _full_dose_by_rule(self, trial: Trial) -> date | None:
        """Return the full dose that plan and doses give; None under seal, where there are periods instead."""
        if trial.template is Template.SEALED_PAIRS:
            return None
        return self.windows(replace(trial, full_dose_on=None)).full_dose

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

        Before the decision day they move, and that is recorded with old and new. From the decision day on nothing
        moves: the full dose that was in force is kept.

        Args:
            step: the step that changed them.
            before: the trial before it.
            held: its windows before it.
        """
        now = self._known(before)
        if not before.is_locked or before.template is Template.SEALED_PAIRS or now.ended_on is not None:
            return
        if now != replace(before, steps=now.steps):
            # A field that was locked changed, which was asked and is recorded as such.
            if now.full_dose_on is None:
                put_trial(step, replace(now, full_dose_on=self._full_dose_by_rule(now)))
            return
        if self._has_come(held.decision_day):
            put_trial(step, replace(now, full_dose_on=held.full_dose))
            return
        put_trial(step, replace(now, full_dose_on=self._full_dose_by_rule(now)))
        after = self.windows(self._known(now))
        if after.full_dose != held.full_dose:
            self._amend_dates(step, now, held, after)

    def _has_come(self, day: date | None) -> bool:
        return day is not None and day <= self._journal.today()

    def _amend_dates(
        self, step: Step, trial: Trial, before: Windows, after: Windows, besides: Sequence[str] = ()
    ) -> None:
        """Record which of full dose and decision day became another, but for what is recorded already."""
        for field, old, new in (
            ("full dose", before.full_dose, after.full_dose),
            ("decision day", before.decision_day, after.decision_day),
        ):
            if old != new and field not in besides:
                self._amend(step, trial, field, iso_or_none(old), iso_or_none(new))

    def _amend(self, step: Step, trial: Trial, field: str, before: str | None, after: str | None) -> None:
        put_amendment(step, trial, Amendment(field, before, after, self._journal.today()))


def _periods_in_words(phases: Sequence[Phase]) -> str:
    """Return the phases in which something is taken as "bottle 1 2026-12-06..2027-01-16, ..."."""
    return ", ".join(
        f"{phase.arm} {phase.starts_on.isoformat()}..{iso_or_none(phase.ends_on) or ''}"
        for phase in phases
        if phase.arm is not None
    )
