"""The phases of the active trial: laid by its plan, begun by hand, parted by pauses."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

from ldn_tui.domain.boundaries import SideChange, changes_between
from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import logged_day, short_day
from ldn_tui.domain.errors import BadInput, NeedsConfirmation, NothingToDo
from ldn_tui.domain.phases import Phase, PhaseKind, parted_by_pauses
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import Template, Trial, day_after
from ldn_tui.domain.trial_phases import (
    LDN_ARM,
    are_apart,
    pause_spans,
    planned_phases,
    share_days,
    shifted,
    spans_apart,
    until_end,
)
from ldn_tui.domain.windows import Windows, windows
from ldn_tui.journal.entries import check_name
from ldn_tui.journal.trial_checks import (
    check_long_enough,
    check_near,
    check_off_after_decision,
)
from ldn_tui.journal.trial_locks import CHANGE_IS_RECORDED, CONFIRM_CHANGE, TrialLocks
from ldn_tui.journal.trial_rows import change_phase, iso_or_none, put_phase, put_phases, put_trial
from ldn_tui.storage.steps import Step

_ONE_DAY = timedelta(days=1)


class TrialPhases(TrialLocks):
    """The phases of the active trial of one journal."""

    @contextmanager
    def followed(self, step: Step, *, is_laying: bool = False) -> Iterator[None]:
        """Let windows and phases of the active trial follow what the block changes of its plan, doses or pauses.

        Phases that stand as the plan laid them are laid again. Those that were set by hand stay, but for the
        boundaries that stood on a day of the plan.

        Args:
            step: the step the block is part of.
            is_laying: whether the block lays the phases itself, so that none but the pauses are to follow.

        Raises:
            BadInput: its phases would share days with those of another trial.
        """
        trial = self.active()
        if trial is None:
            yield
            return
        before, in_force, held = self._laid_windows(trial), self.windows(trial), self.laid_phases(trial)
        yield
        self._hold_windows(step, trial, in_force)
        now = self._known(trial)
        there = self.laid_phases(now)
        is_laid = is_as_planned(trial, before, held)
        # Undo and redo of phases that were set by hand put them as they were.
        is_by_hand = step.is_replay and not step.tables - {"phase", "amendment"}
        wanted = there if is_laying or is_by_hand else self._following(now, there, before, held, is_laid)
        if set(wanted) != set(there):
            self._check_free(now, wanted)
            put_phases(step, now, wanted)

    def _following(
        self, now: Trial, there: Sequence[Phase], before: Windows, held: Sequence[Phase], is_laid: bool
    ) -> tuple[Phase, ...]:
        """Return the phases that follow a change.

        Args:
            now: the trial after it.
            there: its phases after it, where they do not follow yet.
            before: its windows before it.
            held: its phases before it.
            is_laid: whether they stood as the plan laid them.
        """
        pauses = pauses_in(there)
        after = self._laid_windows(now, there)
        if is_laid:
            return planned_phases(now, after, pauses)
        by_hand = [phase for phase in held if phase.kind is not PhaseKind.PAUSE]
        placed = [phase for phase in there if phase.kind is not PhaseKind.PAUSE]
        # What the change itself laid stays where it was laid.
        laid = placed if set(placed) != set(by_hand) else shifted(by_hand, before, after)
        return until_end([*laid, *pauses], now.ended_on)

    def _laid_windows(self, trial: Trial, phases: Sequence[Phase] | None = None) -> Windows:
        """Return the windows by which phases are laid: a pause that is still open has no length yet."""
        laid = self.laid_phases(trial) if phases is None else phases
        closed = [phase for phase in laid if phase.ends_on is not None]
        return windows(trial, self.taken_doses(trial), pause_spans(closed, self._journal.today()), spans_apart(laid))

    @contextmanager
    def _changing(
        self, step: Step, trial: Trial, *, confirmed: bool, named: Sequence[str] = (), is_laying: bool = False
    ) -> Iterator[None]:
        """Let windows and phases follow the block, then ask for what it changes that is not to change unseen.

        Args:
            step: the step that changes them.
            trial: the trial before it.
            confirmed: whether all of it was asked.
            named: the fields whose change is asked and recorded by the use case itself.
            is_laying: whether the block lays the phases itself.

        Raises:
            NeedsConfirmation: periods or dates that are fixed would change, too few days to compare would be left, or
                time without the medicine would begin before the decision.
        """
        before = self.windows(trial)
        with self._periods_fixed(step, trial, confirmed=confirmed), self.followed(step, is_laying=is_laying):
            yield
        now = self._known(trial)
        after = self.windows(now)
        self._check_decided(step, now, before, after, confirmed=confirmed, named=named)
        if not confirmed and now.ended_on is None:
            check_off_after_decision(before, after)
            if before.stable is None or len(after.days_of(after.stable or before.stable)) < len(
                before.days_of(before.stable)
            ):
                check_long_enough(now, after)

    def _check_decided(
        self,
        step: Step,
        trial: Trial,
        before: Windows,
        after: Windows,
        *,
        confirmed: bool,
        named: Sequence[str],
    ) -> None:
        """Ask before a decision day that has come becomes another, and record what moved and was not named."""
        if not trial.is_locked or not self._has_come(before.decision_day) or before.decision_day is None:
            return
        if (before.full_dose, before.decision_day) == (after.full_dose, after.decision_day):
            return
        if not confirmed:
            moved = [
                f"the {name} was {_day_or_none(old)}, it would be {_day_or_none(new)}"
                for name, old, new in (
                    ("full dose", before.full_dose, after.full_dose),
                    ("decision day", before.decision_day, after.decision_day),
                )
                if old != new
            ]
            raise NeedsConfirmation(
                f"The decision day has come: {'; '.join(moved)}. {CHANGE_IS_RECORDED}", CONFIRM_CHANGE
            )
        self._amend_dates(step, trial, before, after, besides=named)

    def start(
        self, kind: PhaseKind, day: date | None = None, arm: str | None = None, *, confirmed: bool = False
    ) -> Change:
        """Begin the next phase of the active trial on `day`; the one before ends, those planned later stay.

        Args:
            kind: what it is for.
            day: its first day; today if not given.
            arm: what is taken in a treatment phase; LDN if not given.
            confirmed: whether periods that are locked may change; it is recorded with old and new.

        Raises:
            BadInput: there is no active trial, or the day lies before it.
            NeedsConfirmation: it changes periods that are locked.
        """
        if kind is PhaseKind.PAUSE:
            return self.pause(day, confirmed=confirmed)
        with self.settled():
            trial = self._running()
            first = self._day(trial, day)
            name = None if arm is None else check_name(arm, "arm")
            if kind is PhaseKind.TREATMENT and name is None:
                name = LDN_ARM
            held = self.laid_phases(trial)
            wanted = _with_begun(held, Phase(kind, name, first, None, trial.id))
            if not are_apart(parted_by_pauses(wanted)):
                raise BadInput(f"phase {kind.value}: it would share days with another; move a boundary instead")
            self._check_free(trial, wanted)
            self._check_seal(trial, wanted)
            if not confirmed:
                self._ask_about_sides(self._sides(held, wanted))

            def work(step: Step) -> None:
                with self._changing(step, trial, confirmed=confirmed, is_laying=True):
                    put_phases(step, trial, wanted)

            title = Phase(kind, name, first, None).title
            return self._journal.act(f"{title} from {logged_day(first)}", work)

    def _sides(self, before: Sequence[Phase], after: Sequence[Phase]) -> tuple[SideChange, ...]:
        return changes_between(parted_by_pauses(before), parted_by_pauses(after), self._journal.today())

    def _ask_about_sides(self, sides: Sequence[SideChange]) -> None:
        """Name the days before today that would go from a phase to another.

        Raises:
            NeedsConfirmation: there are any.
        """
        past = [side for side in sides if side.first < self._journal.today() and side.before is not None]
        if past:
            said = "; ".join(visible(side.in_words) for side in past)
            raise NeedsConfirmation(f"Days that have come would change sides: {said}.", "Add --yes to do it.")

    # Pauses

    def pause(self, day: date | None = None, until: date | None = None, *, confirmed: bool = False) -> Change:
        """Pause the active trial; a pause between first dose and decision moves the decision by its length.

        Args:
            day: the first day of the pause; today if not given.
            until: its last day; None while open.
            confirmed: whether periods that are locked may change; it is recorded with old and new.

        Raises:
            BadInput: there is no active trial, it ends before it begins, or it shares days with another pause.
            NeedsConfirmation: it changes periods that are locked.
        """
        with self.settled():
            trial = self._running()
            first = self._day(trial, day)
            if until is not None and until < first:
                raise BadInput(f"pause until {until.isoformat()}: it would end before it begins; give a later day")
            new = Phase(PhaseKind.PAUSE, None, first, until, trial.id)
            held = self.laid_phases(trial)
            pauses = pauses_in(held)
            for phase in pauses:
                if share_days(phase, new):
                    raise BadInput(
                        f"pause from {first.isoformat()}: there is one from {phase.starts_on.isoformat()} already; "
                        "resume first (`ldn trial resume`)"
                    )
            if not confirmed:
                self._ask_about_sides(self._sides(held, [*held, new]))

            def work(step: Step) -> None:
                with self._changing(step, trial, confirmed=confirmed):
                    put_phase(step, new)
                    self._move_decision(step, trial, pauses, [*pauses, new])

            through = "" if until is None else f" to {logged_day(until)}"
            return self._journal.act(f"pause from {logged_day(first)}{through}", work)

    def resume(self, day: date | None = None, *, confirmed: bool = False) -> Change:
        """End the pause of the active trial: the open one, or one that was to last longer.

        Args:
            day: the first day that counts again; today if not given.
            confirmed: whether periods that are locked may change; it is recorded with old and new.

        Raises:
            BadInput: there is no active trial, or the day is not after the pause's first.
            NeedsConfirmation: it changes periods that are locked.
            NothingToDo: there is no pause to end.
        """
        with self.settled():
            trial = self._running()
            first = self._day(trial, day)
            pauses = pauses_in(self.laid_phases(trial))
            pause = next((phase for phase in pauses if phase.ends_on is None or phase.holds(first)), None)
            if pause is None:
                raise NothingToDo("There is no open pause.")
            if first <= pause.starts_on:
                raise BadInput(
                    f"resume on {first.isoformat()}: the pause began on {pause.starts_on.isoformat()}; undo it"
                )
            closed = replace(pause, ends_on=first - _ONE_DAY)

            def work(step: Step) -> None:
                with self._changing(step, trial, confirmed=confirmed):
                    change_phase(step, trial, pause, closed)
                    self._move_decision(step, trial, pauses, [closed if known == pause else known for known in pauses])

            return self._journal.act(f"trial resumed on {logged_day(first)}", work)

    def _move_decision(self, step: Step, trial: Trial, before: Sequence[Phase], after: Sequence[Phase]) -> None:
        """Move a decision day that was set by hand with the pauses before it; one by rule moves by itself."""
        moved = self._with_pauses(trial, before, after)
        if moved != trial:
            put_trial(step, moved)
            if trial.is_locked and not self._has_come(trial.decision_on):
                self._amend(step, trial, "decision day", iso_or_none(trial.decision_on), iso_or_none(moved.decision_on))

    def _with_pauses(self, trial: Trial, before: Sequence[Phase], after: Sequence[Phase]) -> Trial:
        """Return the trial with a decision day that was set by hand moved from some pauses to others."""
        first = self._laid_windows(trial).first_dose
        if trial.decision_on is None or first is None:
            return trial
        without = trial.decision_on - timedelta(days=_days_between(before, first, trial.decision_on))
        moved = without
        for phase in after:
            moved = day_after(moved, _days_between([phase], first, moved))
        return replace(trial, decision_on=moved)

    # What the use cases share

    def _day(self, trial: Trial, day: date | None) -> date:
        chosen = self._journal.today() if day is None else day
        if chosen < trial.starts_on:
            raise BadInput(f"date {chosen.isoformat()}: the trial begins on {trial.starts_on.isoformat()}")
        check_near(chosen, "date", self._journal.today())
        return chosen

    def _check_free(self, trial: Trial, phases: Sequence[Phase]) -> None:
        others = [phase for phase in self._journal.phases() if phase.trial != trial.id]
        other = next((other for other in others if any(share_days(other, phase) for phase in phases)), None)
        if other is not None:
            last = "" if other.ends_on is None else f" to {other.ends_on.isoformat()}"
            raise BadInput(
                f"the trial would share days with {visible(other.title)} ({other.starts_on.isoformat()}{last}): "
                "choose other days"
            )

    def _check_seal(self, trial: Trial, phases: Sequence[Phase]) -> None:
        if trial.template is Template.SEALED_PAIRS:
            # What an open pause takes away is added when it ends.
            closed = [phase for phase in phases if phase.kind is not PhaseKind.PAUSE or phase.ends_on is not None]
            self._journal.seals.check_phases(trial, parted_by_pauses(closed))


def _day_or_none(day: date | None) -> str:
    return "none" if day is None else short_day(day)


def pauses_in(phases: Sequence[Phase]) -> list[Phase]:
    """Return the pauses among `phases`, in their order."""
    return [phase for phase in phases if phase.kind is PhaseKind.PAUSE]


def is_as_planned(trial: Trial, found: Windows, held: Sequence[Phase]) -> bool:
    """Return whether the phases held are those the plan of `trial` lays, with the pauses among them."""
    return set(held) == set(planned_phases(trial, found, pauses_in(held)))


def _days_between(pauses: Sequence[Phase], first: date, end: date) -> int:
    """Return by how many days pauses moved a decision that is on `end` now; an open one has no length yet."""
    return sum(
        (phase.ends_on - max(phase.starts_on, first)).days + 1
        for phase in pauses
        if phase.ends_on is not None and phase.ends_on >= first and phase.starts_on < end
    )


def _with_begun(held: Sequence[Phase], new: Phase) -> tuple[Phase, ...]:
    """Return `held` with a phase that begins: the one before ends, a pause too; those planned later stay.

    Where the next one planned is the same, it begins earlier.
    """
    first, phases = new.starts_on, list(held)
    later = sorted(
        (phase for phase in phases if phase.starts_on > first and phase.kind is not PhaseKind.PAUSE),
        key=lambda phase: phase.starts_on,
    )
    if later and (later[0].kind, later[0].arm) == (new.kind, new.arm):
        phases.remove(later[0])
        begun = replace(later[0], starts_on=first)
        if new.kind is PhaseKind.WASHOUT and later[0].length is not None:
            begun = replace(begun, ends_on=day_after(first, later[0].length - 1))
    else:
        begun = replace(new, ends_on=later[0].starts_on - _ONE_DAY if later else None)
    kept = [
        replace(phase, ends_on=first - _ONE_DAY) if phase.holds(first) else phase
        for phase in phases
        if phase.starts_on != first
    ]
    return tuple(sorted([*kept, begun], key=lambda phase: phase.starts_on))
