"""The phases of the active trial: laid by its plan, begun and moved by hand, parted by pauses."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from ldn_tui.domain.boundaries import SideChange, changes_between, with_boundaries_moved
from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import BadInput, NeedsConfirmation, NothingToDo
from ldn_tui.domain.phases import Phase, PhaseKind, parted_by_pauses
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import DoseStep, Template, Trial, check_dose_plan, day_after, dose_plan_in_words
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
    check_apart,
    check_long_enough,
    check_near,
    check_off_after_decision,
    check_trial,
)
from ldn_tui.journal.trial_locks import CHANGE_IS_RECORDED, CONFIRM_CHANGE, TrialLocks
from ldn_tui.journal.trial_rows import change_phase, iso_or_none, put_dose_steps, put_phase, put_phases, put_trial
from ldn_tui.storage.steps import Step

_ONE_DAY = timedelta(days=1)


class PlanChange(NamedTuple):
    """A day of the plan that became another: its name, as it was, and as it is."""

    field: str
    before: str | None
    after: str | None


class _Moved(NamedTuple):
    """What boundaries that are moved make of a trial.

    Attributes:
        trial: the trial.
        phases: its phases; where they are not laid, before they follow the plan and the pauses.
        is_laid: whether they stand where they are to stand.
    """

    trial: Trial
    phases: tuple[Phase, ...]
    is_laid: bool


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
        is_as_planned = _is_as_planned(trial, before, held)
        # Undo and redo of phases that were set by hand put them as they were.
        is_by_hand = step.is_replay and not step.tables - {"phase", "amendment"}
        wanted = there if is_laying or is_by_hand else self._following(now, there, before, held, is_as_planned)
        if set(wanted) != set(there):
            self._check_free(now, wanted)
            put_phases(step, now, wanted)

    def _following(
        self, now: Trial, there: Sequence[Phase], before: Windows, held: Sequence[Phase], is_as_planned: bool
    ) -> tuple[Phase, ...]:
        """Return the phases that follow a change.

        Args:
            now: the trial after it.
            there: its phases after it, where they do not follow yet.
            before: its windows before it.
            held: its phases before it.
            is_as_planned: whether they stood as the plan laid them.
        """
        pauses = _pauses_in(there)
        after = self._laid_windows(now, there)
        if is_as_planned:
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
            return self._journal.act(f"{title} from {short_day(first)}", work)

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

    # Boundaries

    def boundaries(self, trial: Trial) -> tuple[date, ...]:
        """Return the days on which a phase of `trial` begins, or the first without one, in order."""
        return tuple(sorted(_boundaries_of(self.phases(trial))))

    def move_preview(self, moves: Mapping[date, date]) -> tuple[SideChange, ...]:
        """Return which days would go from which phase to which if boundaries were moved.

        Args:
            moves: the new day of each boundary that is moved, by the day it stands on now.

        Raises:
            BadInput: there is no such boundary, or no room to move it there.
        """
        trial = self._running()
        held = self.laid_phases(trial)
        moved = self._moved(trial, moves)
        phases = moved.phases
        if not moved.is_laid:
            before = self._laid_windows(trial)
            phases = self._following(moved.trial, phases, before, held, _is_as_planned(trial, before, held))
        return self._sides(held, phases)

    def move(self, boundary_day: date, new_day: date, *, confirmed: bool = False) -> Change:
        """Move one boundary between two phases of the active trial, as `move_boundaries` does.

        Args:
            boundary_day: the day a phase begins on now.
            new_day: the day it is to begin on.
            confirmed: whether days that are past may change sides, and what is locked may change.
        """
        return self.move_boundaries({boundary_day: new_day}, confirmed=confirmed)

    def move_boundaries(self, moves: Mapping[date, date], *, confirmed: bool = False) -> Change:
        """Move boundaries between phases of the active trial, all at once and as one step.

        One that stands on a day of the plan moves the plan: the trial's first day, the planned first dose, the step to
        the full dose, the decision day, a pause. Windows and phases follow.

        Args:
            moves: the day each is to stand on, by the day a phase begins on now.
            confirmed: whether days that are past may change sides, and what is locked may change.

        Raises:
            BadInput: there is no such boundary, no room to move it there, or what was recorded says where it is.
            NeedsConfirmation: days that have come change sides, or something is locked; the message says which.
        """
        with self.settled():
            trial = self._running()
            moved = self._moved(trial, moves)
            sides = self.move_preview(moves)
            come = [side for side in sides if side.first <= self._journal.today()]
            if come and not confirmed:
                said = "; ".join(visible(side.in_words) for side in come)
                raise NeedsConfirmation(f"Days that have come would change sides: {said}.", "Add --yes to move it.")
            changed = moved.trial
            check_trial(changed, self._journal.today())
            check_apart(changed, self.all())
            self._check_free(trial, moved.phases)
            self._check_seal(trial, moved.phases)
            amended = _plan_changes(trial, changed) if trial.is_locked else ()
            if amended and not confirmed and trial.locked_on is not None:
                what = ", ".join(change.field for change in amended)
                raise NeedsConfirmation(
                    f"The {what} was locked on {short_day(trial.locked_on)}. {CHANGE_IS_RECORDED}", CONFIRM_CHANGE
                )

            def work(step: Step) -> None:
                fields = [change.field for change in amended]
                with self._changing(step, trial, confirmed=confirmed, named=fields, is_laying=moved.is_laid):
                    put_trial(step, changed)
                    put_dose_steps(step, changed)
                    put_phases(step, changed, moved.phases)
                    for change in amended:
                        self._amend(step, trial, change.field, change.before, change.after)

            said = " and ".join(f"from {short_day(old)} to {short_day(new)}" for old, new in sorted(moves.items()))
            return self._journal.act(f"{'boundary' if len(moves) == 1 else 'boundaries'} moved {said}", work)

    def _moved(self, trial: Trial, moves: Mapping[date, date]) -> _Moved:
        """Return what the trial and its phases become where boundaries are moved."""
        self._check_room(trial, moves)
        held, found = self.laid_phases(trial), self._laid_windows(trial)
        pauses, others = _pauses_in(held), _besides_pauses(held)
        moved_pauses = with_boundaries_moved(pauses, moves)
        changed = trial if set(moved_pauses) == set(pauses) else self._with_pauses(trial, pauses, moved_pauses)
        edges = _boundaries_of(pauses)
        is_planned = False
        by_hand: dict[date, date] = {}
        for boundary, new_day in moves.items():
            if boundary in edges:
                continue
            planned = None if boundary == trial.starts_on else self._with_plan_moved(trial, changed, boundary, new_day)
            if planned is not None:
                changed, is_planned = planned, True
                continue
            by_hand[boundary] = new_day
            if boundary == trial.starts_on:
                changed = replace(changed, starts_on=new_day)
        changed = replace(changed, steps=check_dose_plan(changed.steps))
        # A plan that stood as it was laid is laid again, from another first day as well.
        follows_plan = by_hand.keys() <= {trial.starts_on} and is_planned and _is_as_planned(trial, found, held)
        if not by_hand or follows_plan:
            return _Moved(changed, until_end([*others, *moved_pauses], None), is_laid=False)
        laid: Sequence[Phase] = with_boundaries_moved(
            others, {old: new for old, new in moves.items() if old not in edges}
        )
        if is_planned or moved_pauses != tuple(pauses):
            laid = shifted(laid, found, self._laid_windows(changed, [*laid, *moved_pauses]))
        return _Moved(changed, until_end([*laid, *moved_pauses], None), is_laid=True)

    def _check_room(self, trial: Trial, moves: Mapping[date, date]) -> None:
        """Make sure that boundaries are there, and that each phase keeps a day where they are moved.

        Raises:
            BadInput: they are not, or one does not.
        """
        boundaries = self.boundaries(trial)
        for boundary, new_day in moves.items():
            if boundary not in boundaries:
                known = ", ".join(day.isoformat() for day in boundaries) or "none yet"
                raise BadInput(f"boundary {boundary.isoformat()}: no phase begins or ends there; there are {known}")
            check_near(new_day, "boundary", self._journal.today())
        if not are_apart(with_boundaries_moved(self.phases(trial), moves)):
            days = " and ".join(day.isoformat() for day in moves.values())
            raise BadInput(
                f"boundary {days}: a phase beside it would have no day left; choose a day "
                f"{_between_neighbours(moves.keys(), boundaries)}"
            )

    def _with_plan_moved(self, trial: Trial, changed: Trial, boundary_day: date, new_day: date) -> Trial | None:
        """Return `changed` with the day of its plan moved that the boundary stands on; None if it stands on none.

        Args:
            trial: the trial as it is, by which the boundary is known.
            changed: what it becomes by other moves; the order of its steps is not checked.
            boundary_day: the day the boundary stands on.
            new_day: the day it is to stand on.
        """
        found = self._laid_windows(trial)
        if boundary_day == found.first_dose:
            if self.taken_doses(trial):
                raise BadInput(
                    f"boundary {boundary_day.isoformat()}: the first dose was recorded on {short_day(boundary_day)}: "
                    "change that dose instead"
                )
            first = trial.steps[0].starts_on if trial.steps else boundary_day
            return replace(changed, first_dose_on=new_day, steps=_with_step_moved(trial, changed, first, new_day))
        if trial.template is Template.SEALED_PAIRS:
            return None
        if boundary_day == found.full_dose:
            if not any(step.starts_on == boundary_day for step in trial.steps):
                raise BadInput(
                    f"boundary {boundary_day.isoformat()}: the doses that were recorded say that the full dose began "
                    "then; change them instead"
                )
            return replace(changed, steps=_with_step_moved(trial, changed, boundary_day, new_day), full_dose_on=None)
        if boundary_day == found.decision_day and trial.template is not Template.ALREADY_TAKING:
            return replace(changed, decision_on=new_day)
        return None

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
            pauses = _pauses_in(held)
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

            through = "" if until is None else f" to {short_day(until)}"
            return self._journal.act(f"pause from {short_day(first)}{through}", work)

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
            pauses = _pauses_in(self.laid_phases(trial))
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

            return self._journal.act(f"trial resumed on {short_day(first)}", work)

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


def _boundaries_of(phases: Sequence[Phase]) -> set[date]:
    ends = {day_after(phase.ends_on, 1) for phase in phases if phase.ends_on is not None}
    return ends | {phase.starts_on for phase in phases}


def _day_or_none(day: date | None) -> str:
    return "none" if day is None else short_day(day)


def _between_neighbours(moved: Collection[date], boundaries: Sequence[date]) -> str:
    """Return the boundaries on both sides of those that are moved as "after Wed 16 Sep 2026 and before …"."""
    sides = [f"after {short_day(day)}" for day in boundaries if day < min(moved)][-1:]
    sides += [f"before {short_day(day)}" for day in boundaries if day > max(moved)][:1]
    return " and ".join(sides) or "near it"


def _with_step_moved(trial: Trial, changed: Trial, first: date, new_day: date) -> tuple[DoseStep, ...]:
    """Return the steps of `changed` with the one that begins on `first` in `trial` beginning on another day."""
    return tuple(
        replace(step, starts_on=new_day) if known.starts_on == first else step
        for known, step in zip(trial.steps, changed.steps, strict=True)
    )


def _pauses_in(phases: Sequence[Phase]) -> list[Phase]:
    return [phase for phase in phases if phase.kind is PhaseKind.PAUSE]


def _besides_pauses(phases: Sequence[Phase]) -> list[Phase]:
    return [phase for phase in phases if phase.kind is not PhaseKind.PAUSE]


def _is_as_planned(trial: Trial, found: Windows, held: Sequence[Phase]) -> bool:
    return set(held) == set(planned_phases(trial, found, _pauses_in(held)))


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


def _plan_changes(before: Trial, after: Trial) -> tuple[PlanChange, ...]:
    """Return which days of the plan became others."""
    changes = (
        PlanChange("start", iso_or_none(before.starts_on), iso_or_none(after.starts_on)),
        PlanChange("first dose", iso_or_none(before.first_dose_on), iso_or_none(after.first_dose_on)),
        PlanChange("dose plan", dose_plan_in_words(before.steps), dose_plan_in_words(after.steps)),
        PlanChange("decision day", iso_or_none(before.decision_on), iso_or_none(after.decision_on)),
    )
    return tuple(change for change in changes if change.before != change.after)
