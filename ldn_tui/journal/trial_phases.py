"""The phases of the active trial: laid by its plan, begun and moved by hand, parted by pauses."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta

from ldn_tui.domain.boundaries import SideChange, side_changes, with_boundary_moved
from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import BadInput, NeedsConfirmation, NothingToDo
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import Trial, day_after
from ldn_tui.domain.trial_phases import LDN_ARM, are_apart, fit, planned_phases, share_days, shifted
from ldn_tui.journal.entries import check_name
from ldn_tui.journal.trial_checks import check_near, check_trial
from ldn_tui.journal.trial_locks import TrialLocks
from ldn_tui.journal.trial_rows import change_phase, put_phase, put_phases, put_trial
from ldn_tui.storage.steps import Step

_ONE_DAY = timedelta(days=1)


class TrialPhases(TrialLocks):
    """The phases of the active trial of one journal."""

    @contextmanager
    def followed(self, step: Step) -> Iterator[None]:
        """Let windows and phases of the active trial follow what the block changes of its plan, doses or pauses.

        Phases that stand as the plan laid them are laid again. Those that were set by hand stay, but for the
        boundaries that stood on a day of the plan.
        """
        trial = self.active()
        if trial is None:
            yield
            return
        before = self.windows(trial)
        held = self.phases(trial)
        as_planned = set(held) == set(planned_phases(trial, before, _pauses_in(held)))
        yield
        self._hold_windows(step, trial, before)
        now = self._known(trial)
        after = self.windows(now)
        pauses = _pauses_in(self.phases(now))
        if as_planned:
            wanted = planned_phases(now, after, pauses)
        else:
            by_hand = [phase for phase in held if phase.kind is not PhaseKind.PAUSE]
            wanted = fit(shifted(by_hand, before, after), pauses, now.ended_on)
        if set(wanted) != set(held) and not self._in_the_way(now, wanted):
            put_phases(step, now, wanted)

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
        trial = self._running()
        first = self._day(trial, day)
        name = None if arm is None else check_name(arm, "arm")
        if kind is PhaseKind.TREATMENT and name is None:
            name = LDN_ARM
        phases = list(self.phases(trial))
        following = next((phase for phase in phases if phase.starts_on > first), None)
        if following is not None and following.kind is kind and following.arm == name:
            phases.remove(following)
            new = replace(following, starts_on=first)
            if kind is PhaseKind.WASHOUT and following.length is not None:
                new = replace(new, ends_on=day_after(first, following.length - 1))
        else:
            ends_on = None if following is None else following.starts_on - _ONE_DAY
            new = Phase(kind, name, first, ends_on, trial.id)
        kept = [
            replace(phase, ends_on=first - _ONE_DAY) if phase.holds(first) else phase
            for phase in phases
            if phase.starts_on != first
        ]
        wanted = sorted([*kept, new], key=lambda phase: phase.starts_on)
        if not are_apart(wanted):
            raise BadInput(f"phase {new.title}: it would share days with another; move a boundary instead")
        self._check_free(trial, wanted)

        def work(step: Step) -> None:
            with self._periods_fixed(step, trial, confirmed=confirmed):
                put_phases(step, trial, wanted)

        return self._journal.act(f"{new.title} from {short_day(first)}", work)

    # Boundaries

    def boundaries(self, trial: Trial) -> tuple[date, ...]:
        """Return the days on which a phase of `trial` begins, or the first without one, in order."""
        starts = {phase.starts_on for phase in self.phases(trial)}
        ends = {day_after(phase.ends_on, 1) for phase in self.phases(trial) if phase.ends_on is not None}
        return tuple(sorted(starts | ends))

    def move_preview(self, boundary_day: date, new_day: date) -> tuple[SideChange, ...]:
        """Return which days would go from which phase to which if the boundary on `boundary_day` were on `new_day`.

        Raises:
            BadInput: there is no such boundary, or no room to move it there.
        """
        trial = self._running()
        self._moved(trial, boundary_day, new_day)
        return side_changes(self.phases(trial), boundary_day, new_day)

    def move(self, boundary_day: date, new_day: date, *, confirmed: bool = False) -> Change:
        """Move the boundary between two phases of the active trial; the trial's first day moves with its first phase.

        Args:
            boundary_day: the day a phase begins on now.
            new_day: the day it is to begin on.
            confirmed: whether days that are past may change sides, and what is locked may change.

        Raises:
            BadInput: there is no such boundary, or no room to move it there.
            NeedsConfirmation: days that have come change sides, or something is locked; the message says which.
        """
        trial = self._running()
        wanted = self._moved(trial, boundary_day, new_day)
        sides = self.move_preview(boundary_day, new_day)
        if not confirmed and any(side.first <= self._journal.today() for side in sides):
            said = "; ".join(visible(side.in_words) for side in sides)
            raise NeedsConfirmation(f"Days that have come would change sides: {said}.", "Add --yes to move it.")
        changed = replace(trial, starts_on=new_day) if boundary_day == trial.starts_on else trial
        check_trial(changed, self._journal.today())
        self._check_free(trial, wanted)

        def work(step: Step) -> None:
            with self._periods_fixed(step, trial, confirmed=confirmed):
                put_trial(step, changed)
                put_phases(step, trial, wanted)
            if trial.is_locked and changed != trial:
                self._amend(step, trial, "start", trial.starts_on.isoformat(), new_day.isoformat())

        return self._journal.act(f"boundary moved from {short_day(boundary_day)} to {short_day(new_day)}", work)

    def _moved(self, trial: Trial, boundary_day: date, new_day: date) -> tuple[Phase, ...]:
        boundaries = self.boundaries(trial)
        if boundary_day not in boundaries:
            known = ", ".join(day.isoformat() for day in boundaries) or "none yet"
            raise BadInput(f"boundary {boundary_day.isoformat()}: no phase begins or ends there; there are {known}")
        check_near(new_day, "boundary", self._journal.today())
        wanted = with_boundary_moved(self.phases(trial), boundary_day, new_day)
        if not are_apart(wanted):
            raise BadInput(
                f"boundary {new_day.isoformat()}: a phase beside it would have no day left; choose a day between its "
                "neighbours"
            )
        return wanted

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
        trial = self._running()
        first = self._day(trial, day)
        if until is not None and until < first:
            raise BadInput(f"pause until {until.isoformat()}: it would end before it begins; give a later day")
        new = Phase(PhaseKind.PAUSE, None, first, until, trial.id)
        for phase in self.phases(trial):
            if phase.kind is PhaseKind.PAUSE and share_days(phase, new):
                raise BadInput(
                    f"pause from {first.isoformat()}: there is one from {phase.starts_on.isoformat()} already; "
                    "resume first (`ldn trial resume`)"
                )

        def work(step: Step) -> None:
            with self._periods_fixed(step, trial, confirmed=confirmed), self.followed(step):
                put_phase(step, new)
                if until is not None:
                    self._move_decision(step, trial, new)

        through = "" if until is None else f" to {short_day(until)}"
        return self._journal.act(f"pause from {short_day(first)}{through}", work)

    def resume(self, day: date | None = None, *, confirmed: bool = False) -> Change:
        """End the open pause of the active trial.

        Args:
            day: the first day that counts again; today if not given.
            confirmed: whether periods that are locked may change; it is recorded with old and new.

        Raises:
            BadInput: there is no active trial, or the day is not after the pause's first.
            NeedsConfirmation: it changes periods that are locked.
            NothingToDo: there is no open pause.
        """
        trial = self._running()
        pause = next((phase for phase in _pauses_in(self.phases(trial)) if phase.ends_on is None), None)
        if pause is None:
            raise NothingToDo("There is no open pause.")
        first = self._day(trial, day)
        if first <= pause.starts_on:
            raise BadInput(f"resume on {first.isoformat()}: the pause began on {pause.starts_on.isoformat()}; undo it")
        closed = replace(pause, ends_on=first - _ONE_DAY)

        def work(step: Step) -> None:
            with self._periods_fixed(step, trial, confirmed=confirmed):
                with self.followed(step):
                    change_phase(step, trial, pause, closed)
                    self._move_decision(step, trial, closed)
                now = self.phases(trial)
                if not any(phase.holds(first) for phase in now):
                    _continue(step, now, first)

        return self._journal.act(f"trial resumed on {short_day(first)}", work)

    def _move_decision(self, step: Step, trial: Trial, pause: Phase) -> None:
        """Move a decision day that was set by hand by the length of a pause before it; one by rule moves by itself."""
        first = self.windows(trial).first_dose
        if trial.decision_on is None or first is None or pause.length is None:
            return
        if first <= pause.starts_on < trial.decision_on:
            moved = day_after(trial.decision_on, pause.length)
            put_trial(step, replace(trial, decision_on=moved))
            if trial.is_locked:
                self._amend(step, trial, "decision day", trial.decision_on.isoformat(), moved.isoformat())

    # What the use cases share

    def _day(self, trial: Trial, day: date | None) -> date:
        chosen = self._journal.today() if day is None else day
        if chosen < trial.starts_on:
            raise BadInput(f"date {chosen.isoformat()}: the trial begins on {trial.starts_on.isoformat()}")
        check_near(chosen, "date", self._journal.today())
        return chosen

    def _in_the_way(self, trial: Trial, phases: Sequence[Phase]) -> Phase | None:
        others = [phase for phase in self._journal.phases() if phase.trial != trial.id]
        return next((other for other in others if any(share_days(other, phase) for phase in phases)), None)

    def _check_free(self, trial: Trial, phases: Sequence[Phase]) -> None:
        other = self._in_the_way(trial, phases)
        if other is not None:
            last = "" if other.ends_on is None else f" to {other.ends_on.isoformat()}"
            raise BadInput(
                f"the trial would share days with {visible(other.title)} ({other.starts_on.isoformat()}{last}): "
                "choose other days"
            )


def _pauses_in(phases: Sequence[Phase]) -> list[Phase]:
    return [phase for phase in phases if phase.kind is PhaseKind.PAUSE]


def _continue(step: Step, phases: Sequence[Phase], first: date) -> None:
    """Take up the phase before a pause again, until the next one."""
    earlier = [phase for phase in phases if phase.starts_on < first and phase.kind is not PhaseKind.PAUSE]
    if earlier:
        later = next((phase for phase in phases if phase.starts_on > first), None)
        ends_on = None if later is None else later.starts_on - _ONE_DAY
        put_phase(step, replace(earlier[-1], starts_on=first, ends_on=ends_on))
