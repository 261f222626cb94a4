"""The boundaries between the phases of the active trial, moved by hand: a day of the plan moves the plan with it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from ldn_tui.domain.boundaries import SideChange, with_boundaries_moved
from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import logged_day, short_day
from ldn_tui.domain.errors import BadInput, NeedsConfirmation
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import DoseStep, Template, Trial, check_dose_plan, day_after, dose_plan_in_words
from ldn_tui.domain.trial_phases import (
    are_apart,
    shifted,
    until_end,
)
from ldn_tui.journal.trial_checks import (
    check_apart,
    check_near,
    check_trial,
)
from ldn_tui.journal.trial_locks import CHANGE_IS_RECORDED, CONFIRM_CHANGE
from ldn_tui.journal.trial_phases import TrialPhases, is_as_planned, pauses_in
from ldn_tui.journal.trial_rows import iso_or_none, put_dose_steps, put_phases, put_trial
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


class TrialBoundaries(TrialPhases):
    """The boundaries of the active trial of one journal."""

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
            phases = self._following(moved.trial, phases, before, held, is_as_planned(trial, before, held))
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

            said = " and ".join(f"from {logged_day(old)} to {logged_day(new)}" for old, new in sorted(moves.items()))
            return self._journal.act(f"{'boundary' if len(moves) == 1 else 'boundaries'} moved {said}", work)

    def _moved(self, trial: Trial, moves: Mapping[date, date]) -> _Moved:
        """Return what the trial and its phases become where boundaries are moved."""
        self._check_room(trial, moves)
        held, found = self.laid_phases(trial), self._laid_windows(trial)
        pauses, others = pauses_in(held), _besides_pauses(held)
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
        follows_plan = by_hand.keys() <= {trial.starts_on} and is_planned and is_as_planned(trial, found, held)
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


def _boundaries_of(phases: Sequence[Phase]) -> set[date]:
    ends = {day_after(phase.ends_on, 1) for phase in phases if phase.ends_on is not None}
    return ends | {phase.starts_on for phase in phases}


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


def _besides_pauses(phases: Sequence[Phase]) -> list[Phase]:
    return [phase for phase in phases if phase.kind is not PhaseKind.PAUSE]


def _plan_changes(before: Trial, after: Trial) -> tuple[PlanChange, ...]:
    """Return which days of the plan became others."""
    changes = (
        PlanChange("start", iso_or_none(before.starts_on), iso_or_none(after.starts_on)),
        PlanChange("first dose", iso_or_none(before.first_dose_on), iso_or_none(after.first_dose_on)),
        PlanChange("dose plan", dose_plan_in_words(before.steps), dose_plan_in_words(after.steps)),
        PlanChange("decision day", iso_or_none(before.decision_on), iso_or_none(after.decision_on)),
    )
    return tuple(change for change in changes if change.before != change.after)
