"""The trial: planned, carried on phase by phase, locked, ended and decided."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import day_and_month, days_between, short_day
from ldn_tui.domain.days import logical_day
from ldn_tui.domain.errors import BadInput, NeedsConfirmation, NothingToDo
from ldn_tui.domain.limits import LONGEST_NAME, LONGEST_NOTE
from ldn_tui.domain.measures import MOST_ACTIVE, Measure, key_from_name
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.plan_marks import NO_PLAN, PlanMarks, plan_marks
from ldn_tui.domain.planned_doses import PlannedDose, dose_warnings, planned_dose
from ldn_tui.domain.text import is_storable, visible
from ldn_tui.domain.trial import (
    DECISION_AFTER,
    NALTREXONE,
    Amendment,
    Choice,
    Decision,
    DoseStep,
    NewTrial,
    Template,
    Trial,
    check_dose_plan,
    check_question,
    day_after,
    dose_plan_in_words,
)
from ldn_tui.domain.trial_phases import (
    LDN_ARM,
    are_apart,
    fit,
    pause_spans,
    planned_phases,
    share_days,
    shifted,
)
from ldn_tui.domain.windows import LEAST_STABLE_DAYS, TakenDose, Windows, locks_on, windows
from ldn_tui.journal.entries import check_name
from ldn_tui.storage.schema import Row
from ldn_tui.storage.steps import Step

if TYPE_CHECKING:
    from ldn_tui.journal.journal import Journal

FieldValue = str | int | date | None

LONGEST_QUESTION = 200
MOST_YEARS_AHEAD = 5

_ONE_DAY = timedelta(days=1)
# What may be changed of a trial: its column, and whether the lock freezes it.
_FIELDS = {
    "question": ("question", False),
    "condition": ("condition", False),
    "starts_on": ("starts_on", True),
    "first_dose_on": ("first_dose_on", True),
    "baseline_days": ("baseline_days", True),
    "endpoint_days": ("endpoint_days", True),
    "primary": ("primary_measure", True),
    "threshold": ("threshold", True),
    "decision_after": ("decision_after", True),
    "decision_on": ("decision_on", True),
}


class TrialBook:
    """The use cases on the trials of one journal."""

    def __init__(self, journal: "Journal") -> None:
        """Work on the trials of `journal`."""
        self._journal = journal

    # Reading

    def all(self) -> tuple[Trial, ...]:
        """Return all trials, earliest first."""
        return self._journal.repository.trials()

    def active(self) -> Trial | None:
        """Return the trial that has not ended, or None."""
        return next((trial for trial in self.all() if trial.ended_on is None), None)

    def latest(self) -> Trial | None:
        """Return the active trial, or else the one that ended last, or None."""
        trials = self.all()
        return max(trials, key=lambda trial: trial.ended_on or date.max, default=None)

    def windows(self, trial: Trial) -> Windows:
        """Return the windows of `trial`, from its plan, its doses and its pauses."""
        return windows(trial, self.taken_doses(trial), pause_spans(self.phases(trial), self._journal.today()))

    def plan_marks(self) -> PlanMarks:
        """Return what charts and calendars mark of the latest trial's plan."""
        trial = self.latest()
        return NO_PLAN if trial is None else plan_marks(trial, self.windows(trial).decision_day)

    def preview(self, plan: NewTrial) -> tuple[Windows, tuple[Phase, ...]]:
        """Return the windows and phases `plan` would have; nothing is checked, nothing is changed."""
        trial = _as_trial(plan, str(uuid.UUID(int=0)))
        found = windows(trial, self.taken_doses(trial))
        return found, planned_phases(trial, found)

    def taken_doses(self, trial: Trial) -> list[TakenDose]:
        """Return the taken doses of the trial's medicine from its start on, to its end."""
        starts_at = self._journal.day_starts_at
        return [
            TakenDose(day, amount, max(logical_day(recorded_at, starts_at), day))
            for day, amount, recorded_at in self._journal.repository.dose_days(trial.medicine, trial.starts_on)
            if trial.holds(day)
        ]

    def phases(self, trial: Trial) -> tuple[Phase, ...]:
        """Return the phases of `trial`, earliest first."""
        return tuple(phase for phase in self._journal.phases() if phase.trial == trial.id)

    def amendments(self, trial: Trial) -> tuple[Amendment, ...]:
        """Return what was changed after the lock, earliest first."""
        return self._journal.repository.amendments(trial.id)

    def decisions(self, trial: Trial) -> tuple[Decision, ...]:
        """Return what was decided, earliest first."""
        return self._journal.repository.decisions(trial.id)

    def planned_dose(self, day: date) -> PlannedDose | None:
        """Return the dose planned for `day`, or None."""
        return planned_dose(day, self.all(), self._journal.phases())

    def dose_warnings(
        self, day: date, mg: float | None, *, label: str | None = None, replaces: bool = False
    ) -> list[str]:
        """Return what is unusual about taking a dose on `day`, each as a sentence; an empty list for a usual one.

        Args:
            day: its day.
            mg: the amount, None with a bottle's label.
            label: a bottle's label, None with an amount.
            replaces: whether it takes the place of what is recorded, so that it is no second one.
        """
        trials = self.all()
        medicine = next((trial.medicine for trial in trials if trial.holds(day)), NALTREXONE)
        taken = sum(dose.taken and dose.medicine == medicine for dose in self._journal.day(day).doses)
        return dose_warnings(day, mg, label, 0 if replaces else taken, trials, self._journal.phases())

    # Planning

    def new(self, plan: NewTrial, *, insist: bool = False) -> Change:
        """Begin a trial: its plan, its phases and its extra measures, as one step.

        Args:
            plan: what is planned.
            insist: whether a plan with too few days to compare is accepted all the same.

        Raises:
            BadInput: there is an active trial, or something in the plan cannot be accepted.
            NeedsConfirmation: the days to compare are too few.
        """
        running = self.active()
        if running is not None:
            raise BadInput(
                f"trial {visible(running.title)!r} is active since {short_day(running.starts_on)}: end it first "
                "(`ldn trial end --reason ...`); it stays in the journal"
            )
        plan = replace(
            plan,
            question=_check_text(plan.question, "question", LONGEST_QUESTION),
            condition=_check_text(plan.condition, "condition", LONGEST_NAME),
            medicine=check_name(plan.medicine, "medicine"),
            steps=check_dose_plan(plan.steps),
        )
        trial = _as_trial(plan, str(uuid.uuid4()))
        measures = self._new_measures(plan.extra_measures)
        self._check(trial, [str(row["key"]) for row in measures])
        if not insist:
            self._check_long_enough(trial)
        phases = planned_phases(trial, windows(trial, self.taken_doses(trial)))
        self._check_free(trial, phases)

        def work(step: Step) -> None:
            for row in measures:
                step.put("measure", {**row, "recorded_at": step.at.isoformat()})
            step.put("trial", {**_row(trial), "recorded_at": step.at.isoformat()})
            self._put_steps(step, trial.id, trial.steps)
            self._put_phases(step, trial, phases)

        return self._journal.act(f"trial {trial.title}, from {short_day(trial.starts_on)}", work)

    def set_plan(
        self, steps: Sequence[DoseStep], *, first_dose_on: date | None = None, confirmed: bool = False
    ) -> Change:
        """Replace the dose plan of the active trial; its windows and phases follow.

        Args:
            steps: the whole plan, as the prescription says it now.
            first_dose_on: the planned first dose; the first step's day if not given.
            confirmed: whether steps from before the decision may change after it.

        Raises:
            BadInput: the plan cannot be accepted, or there is no active trial.
            NeedsConfirmation: it would move a decision day that is past.
        """
        trial = self._running()
        ordered = check_dose_plan(steps)
        planned = trial.first_dose_on if trial.is_locked else first_dose_on
        changed = replace(trial, steps=ordered, first_dose_on=planned)
        self._check(changed)
        before, after = self.windows(trial), self.windows(changed)
        today = self._journal.today()
        if (
            trial.is_locked
            and not confirmed
            and before.decision_day is not None
            and before.decision_day <= today
            and (before.full_dose, before.decision_day) != (after.full_dose, after.decision_day)
        ):
            raise NeedsConfirmation(
                f"The decision day {short_day(before.decision_day)} is past, and this plan would move it"
                f"{_to(after.decision_day)}. The change is recorded with old and new: add --yes to make it."
            )

        def work(step: Step) -> None:
            with self.followed(step):
                self._update(step, changed)
                self._put_steps(step, trial.id, ordered)
            if trial.is_locked and trial.steps != ordered:
                old, new = dose_plan_in_words(trial.steps), dose_plan_in_words(ordered)
                self._amend(step, trial, "dose plan", old, new)

        return self._journal.act(f"dose plan of {len(ordered)} steps" if len(ordered) != 1 else "dose plan", work)

    def change(self, *, confirmed: bool = False, **fields: FieldValue) -> Change:
        """Change what was planned for the active trial; its windows and phases follow.

        Args:
            confirmed: whether what is locked may be changed; it is recorded with old and new.
            fields: question, condition, starts_on, first_dose_on, baseline_days, endpoint_days, primary, threshold,
                decision_after, decision_on, each with its new value.

        Raises:
            BadInput: a field or a value cannot be accepted, or there is no active trial.
            NeedsConfirmation: something of it is locked.
        """
        trial = self._running()
        before = _row(trial)
        after = dict(before)
        for name, value in fields.items():
            if name not in _FIELDS:
                raise BadInput(f"trial field {visible(name)!r}: there are {', '.join(_FIELDS)}")
            after[_FIELDS[name][0]] = value.isoformat() if isinstance(value, date) else value
        after["question"] = _check_text(str(after["question"]), "question", LONGEST_QUESTION)
        after["condition"] = _check_text(str(after["condition"]), "condition", LONGEST_NAME)
        changed = _from_row(after, trial)
        self._check(changed)
        names = [name for name in fields if before[_FIELDS[name][0]] != after[_FIELDS[name][0]]]
        locked = [name for name in names if trial.is_locked and _FIELDS[name][1]]
        if locked and not confirmed and trial.locked_on is not None:
            what = ", ".join(_field_in_words(name) for name in locked)
            raise NeedsConfirmation(
                f"The {what} was locked on {short_day(trial.locked_on)}. A change is recorded with old and new and "
                "stands on every report: add --yes to make it."
            )

        def work(step: Step) -> None:
            with self.followed(step):
                self._update(step, changed)
            for name in locked:
                column = _FIELDS[name][0]
                self._amend(step, trial, _field_in_words(name), _as_text(before[column]), _as_text(after[column]))

        said = ", ".join(_field_in_words(name) for name in names) or "nothing"
        return self._journal.act(f"trial changed: {said}", work)

    # Carrying it on

    def start(self, kind: PhaseKind, day: date | None = None, arm: str | None = None) -> Change:
        """Begin the next phase of the active trial on `day`; the one before ends, those planned later stay.

        Args:
            kind: what it is for.
            day: its first day; today if not given.
            arm: what is taken in a treatment phase; LDN if not given.

        Raises:
            BadInput: there is no active trial, or the day lies before it.
        """
        if kind is PhaseKind.PAUSE:
            return self.pause(day)
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
        return self._journal.act(
            f"{new.title} from {short_day(first)}", lambda step: self._put_phases(step, trial, wanted)
        )

    def boundaries(self, trial: Trial) -> tuple[date, ...]:
        """Return the days on which a phase of `trial` begins, or the first without one, in order."""
        starts = {phase.starts_on for phase in self.phases(trial)}
        ends = {day_after(phase.ends_on, 1) for phase in self.phases(trial) if phase.ends_on is not None}
        return tuple(sorted(starts | ends))

    def move_preview(self, boundary_day: date, new_day: date) -> list[date]:
        """Return the days that would change sides if the boundary on `boundary_day` were on `new_day`.

        Raises:
            BadInput: there is no such boundary, or no room to move it there.
        """
        self._moved(self._running(), boundary_day, new_day)
        first, end = sorted((boundary_day, new_day))
        return list(days_between(first, end - _ONE_DAY))

    def move(self, boundary_day: date, new_day: date, *, confirmed: bool = False) -> Change:
        """Move the boundary between two phases of the active trial; the trial's first day moves with its first phase.

        Args:
            boundary_day: the day a phase begins on now.
            new_day: the day it is to begin on.
            confirmed: whether days that are past may change sides.

        Raises:
            BadInput: there is no such boundary, or no room to move it there.
            NeedsConfirmation: days that have come change sides; the message names them.
        """
        trial = self._running()
        wanted = self._moved(trial, boundary_day, new_day)
        sides = self.move_preview(boundary_day, new_day)
        past = [day for day in sides if day <= self._journal.today()]
        if past and not confirmed:
            raise NeedsConfirmation(f"{days_in_words(past)} would change sides: add --yes to move the boundary.")
        if not confirmed and self._journal.seals.is_opening_begun(trial.id):
            raise NeedsConfirmation(
                "The periods were locked when the seal was to be opened. A change is recorded with old and new and "
                "stands on every report: add --yes to make it."
            )
        changed = replace(trial, starts_on=new_day) if boundary_day == trial.starts_on else trial
        self._check(changed)
        self._check_free(trial, wanted)

        def work(step: Step) -> None:
            self._update(step, changed)
            self._put_phases(step, trial, wanted)
            if trial.is_locked and changed != trial:
                self._amend(step, trial, "start", trial.starts_on.isoformat(), new_day.isoformat())

        return self._journal.act(f"boundary moved from {short_day(boundary_day)} to {short_day(new_day)}", work)

    def pause(self, day: date | None = None, until: date | None = None) -> Change:
        """Pause the active trial; a pause between first dose and decision moves the decision by its length.

        Args:
            day: the first day of the pause; today if not given.
            until: its last day; None while open.

        Raises:
            BadInput: there is no active trial, it ends before it begins, or it shares days with another pause.
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
            with self.followed(step):
                self._put_phase(step, new)
                if until is not None:
                    self._move_decision(step, trial, new)

        through = "" if until is None else f" to {short_day(until)}"
        return self._journal.act(f"pause from {short_day(first)}{through}", work)

    def resume(self, day: date | None = None) -> Change:
        """End the open pause of the active trial; `day` is the first day that counts again, today if not given.

        Raises:
            BadInput: there is no active trial, or the day is not after the pause's first.
            NothingToDo: there is no open pause.
        """
        trial = self._running()
        pause = next(
            (phase for phase in self.phases(trial) if phase.kind is PhaseKind.PAUSE and phase.ends_on is None), None
        )
        if pause is None:
            raise NothingToDo("There is no open pause.")
        first = self._day(trial, day)
        if first <= pause.starts_on:
            raise BadInput(f"resume on {first.isoformat()}: the pause began on {pause.starts_on.isoformat()}; undo it")
        closed = replace(pause, ends_on=first - _ONE_DAY)

        def work(step: Step) -> None:
            with self.followed(step):
                row = next(row for row in self._phase_rows(step, trial) if _phase(row) == pause)
                step.put("phase", {**row, "ends_on": _as_text(closed.ends_on), "recorded_at": step.at.isoformat()})
                self._move_decision(step, trial, closed)
            now = [_phase(row) for row in self._phase_rows(step, trial)]
            if not any(phase.holds(first) for phase in now):
                self._continue(step, now, first)

        return self._journal.act(f"trial resumed on {short_day(first)}", work)

    def end(self, reason: str, day: date | None = None) -> Change:
        """End the active trial; its phases end with it, and everything stays.

        Args:
            reason: why, in the person's words.
            day: its last day; today if not given.

        Raises:
            BadInput: there is no active trial, no reason, or the day lies outside.
        """
        trial = self._running()
        last = self._day(trial, day)
        self._journal.check_day(last)
        said = _check_text(reason, "reason", LONGEST_NOTE)
        if not said:
            raise BadInput("reason is empty: say in a few words why the trial ends")
        ended = replace(trial, ended_on=last, end_reason=said)

        def work(step: Step) -> None:
            with self.followed(step):
                self._update(step, ended)

        return self._journal.act(f"trial ended on {short_day(last)}, day {trial.day_number(last)}", work)

    def decide(self, choice: Choice, reason: str = "", day: date | None = None) -> Change:
        """Record a decision on the latest trial; extending moves the decision to 12 weeks after full dose.

        Args:
            choice: what is decided.
            reason: why, in the person's words.
            day: when; today if not given.

        Raises:
            BadInput: there is no trial, or the day lies before it or has not come.
        """
        trial = self.latest()
        if trial is None:
            raise BadInput("there is no trial to decide on: `ldn trial new` begins one")
        made_on = self._journal.today() if day is None else day
        self._journal.check_day(made_on)
        if made_on < trial.starts_on:
            raise BadInput(f"decision on {made_on.isoformat()}: the trial begins on {trial.starts_on.isoformat()}")
        said = _check_text(reason, "reason", LONGEST_NOTE)
        longest = max(DECISION_AFTER)
        extends = choice is Choice.EXTEND and trial.ended_on is None and trial.decision_on is None
        extended = replace(trial, decision_after=longest) if extends else trial

        def work(step: Step) -> None:
            step.put(
                "decision",
                {
                    "id": str(uuid.uuid4()),
                    "trial": trial.id,
                    "day": made_on.isoformat(),
                    "choice": choice.value,
                    "reason": said,
                    "recorded_at": step.at.isoformat(),
                },
            )
            if extended != trial:
                with self.followed(step):
                    self._update(step, extended)
                if trial.is_locked:
                    self._amend(step, trial, "days to the decision", str(trial.decision_after), str(longest))

        return self._journal.act(f"decision on {short_day(made_on)}: {choice.value}", work)

    def settle(self) -> Change | None:
        """Write the lock of the active trial if it has come due; undo never takes it back. None if it has not."""
        trial = self.active()
        if trial is None or trial.is_locked:
            return None
        due = locks_on(trial, self.taken_doses(trial))
        if due is None or self._journal.today() < due:
            return None

        def work(step: Step) -> None:
            now = next(known for known in self.all() if known.id == trial.id)
            doses = self.taken_doses(now)
            if now.is_locked or not doses:
                return
            with self.followed(step):
                self._update(step, replace(now, locked_on=due, first_dose_on=min(dose.day for dose in doses)))

        change = self._journal.act(f"windows and question of the trial locked on {short_day(due)}", work, final=True)
        return change if change.happened else None

    @contextmanager
    def followed(self, step: Step) -> Iterator[None]:
        """Let the phases of the active trial follow what the block changes of its plan, its doses or its pauses.

        Phases that stand as the plan laid them are laid again. Those that were set by hand stay, but for the
        boundaries that stood on a day of the plan.
        """
        trial = self.active()
        if trial is None:
            yield
            return
        before = self.windows(trial)
        held = self.phases(trial)
        pauses = [phase for phase in held if phase.kind is PhaseKind.PAUSE]
        as_planned = set(held) == set(planned_phases(trial, before, pauses))
        yield
        now = next(known for known in self.all() if known.id == trial.id)
        after = self.windows(now)
        pauses = [phase for phase in self.phases(now) if phase.kind is PhaseKind.PAUSE]
        if as_planned:
            wanted = planned_phases(now, after, pauses)
        else:
            by_hand = [phase for phase in held if phase.kind is not PhaseKind.PAUSE]
            wanted = fit(shifted(by_hand, before, after), pauses, now.ended_on)
        if set(wanted) != set(held) and not self._in_the_way(now, wanted):
            self._put_phases(step, now, wanted)

    # What the use cases share

    def _running(self) -> Trial:
        trial = self.active()
        if trial is None:
            raise BadInput("there is no active trial: `ldn trial new` begins one")
        return trial

    def _day(self, trial: Trial, day: date | None) -> date:
        chosen = self._journal.today() if day is None else day
        if chosen < trial.starts_on:
            raise BadInput(f"date {chosen.isoformat()}: the trial begins on {trial.starts_on.isoformat()}")
        self._check_near(chosen, "date")
        return chosen

    def _check_near(self, day: date | None, field: str) -> None:
        """Make sure a planned day is no slip of the finger."""
        latest = day_after(self._journal.today(), 366 * MOST_YEARS_AHEAD)
        if day is not None and day > latest:
            raise BadInput(f"{field} {day.isoformat()} is more than {MOST_YEARS_AHEAD} years ahead: look at it again")

    def _check(self, trial: Trial, new_keys: Sequence[str] = ()) -> None:
        check_question(trial.baseline_days, trial.endpoint_days, trial.threshold)
        if trial.decision_after not in DECISION_AFTER:
            raise BadInput(f"days to the decision {trial.decision_after}: use 56 or 84")
        if trial.primary not in new_keys:
            self._journal.measures.find(trial.primary)
        for day, field in (
            (trial.starts_on, "start"),
            (trial.first_dose_on, "first dose"),
            (trial.decision_on, "decision day"),
            *((step.starts_on, "dose plan") for step in trial.steps),
        ):
            self._check_near(day, field)
        self._check_first_dose(trial)

    @staticmethod
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

    def _check_long_enough(self, trial: Trial) -> None:
        if trial.template in {Template.ALREADY_TAKING, Template.SEALED_PAIRS}:
            return
        found = windows(trial, self.taken_doses(trial))
        if found.is_too_short and found.stable is not None and found.decision_day is not None:
            raise NeedsConfirmation(
                f"Between two weeks after full dose and the decision on {short_day(found.decision_day)} there would "
                f"be {found.stable.length} days to compare, {LEAST_STABLE_DAYS} are the least: choose a later "
                'decision day, or add --yes to have it marked "too short".'
            )

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

    def _new_measures(self, extra: Sequence[Measure]) -> list[Row]:
        held = self._journal.measures.all()
        keys = [measure.key for measure in held]
        names = {measure.name.casefold() for measure in held}
        rows: list[Row] = []
        for measure in extra:
            if measure.name.casefold() in names:
                continue
            key = measure.key if measure.key not in keys else key_from_name(measure.name, keys)
            keys.append(key)
            names.add(measure.name.casefold())
            rows.append(
                {
                    "key": key,
                    "id": str(uuid.uuid4()),
                    "name": measure.name,
                    "low_anchor": measure.low_anchor,
                    "high_anchor": measure.high_anchor,
                    "direction": measure.direction.value,
                    "position": len(held) + len(rows),
                    "added_on": self._journal.today().isoformat(),
                    "retired_on": None,
                }
            )
        active = sum(not measure.is_retired for measure in held) + len(rows)
        if active > MOST_ACTIVE:
            raise BadInput(f"there would be {active} active measures, {MOST_ACTIVE} is the most: choose fewer")
        return rows

    def _moved(self, trial: Trial, boundary_day: date, new_day: date) -> list[Phase]:
        phases = self.phases(trial)
        boundaries = self.boundaries(trial)
        if boundary_day not in boundaries:
            known = ", ".join(day.isoformat() for day in boundaries) or "none yet"
            raise BadInput(f"boundary {boundary_day.isoformat()}: no phase begins or ends there; there are {known}")
        self._check_near(new_day, "boundary")
        wanted = [
            replace(
                phase,
                starts_on=new_day if phase.starts_on == boundary_day else phase.starts_on,
                ends_on=new_day - _ONE_DAY if phase.ends_on == boundary_day - _ONE_DAY else phase.ends_on,
            )
            for phase in phases
        ]
        if not are_apart(wanted):
            raise BadInput(
                f"boundary {new_day.isoformat()}: a phase beside it would have no day left; choose a day between its "
                "neighbours"
            )
        return wanted

    def _move_decision(self, step: Step, trial: Trial, pause: Phase) -> None:
        """Move a decision day that was set by hand by the length of a pause before it; one by rule moves by itself."""
        first = self.windows(trial).first_dose
        if trial.decision_on is None or first is None or pause.length is None:
            return
        if first <= pause.starts_on < trial.decision_on:
            moved = day_after(trial.decision_on, pause.length)
            self._update(step, replace(trial, decision_on=moved))
            if trial.is_locked:
                self._amend(step, trial, "decision day", trial.decision_on.isoformat(), moved.isoformat())

    def _continue(self, step: Step, phases: Sequence[Phase], first: date) -> None:
        """Take up the phase before a pause again, until the next one."""
        earlier = [phase for phase in phases if phase.starts_on < first and phase.kind is not PhaseKind.PAUSE]
        if not earlier:
            return
        later = next((phase for phase in phases if phase.starts_on > first), None)
        ends_on = None if later is None else later.starts_on - _ONE_DAY
        self._put_phase(step, replace(earlier[-1], starts_on=first, ends_on=ends_on))

    def _amend(self, step: Step, trial: Trial, field: str, before: str | None, after: str | None) -> None:
        step.put(
            "amendment",
            {
                "id": str(uuid.uuid4()),
                "trial": trial.id,
                "field": field,
                "before": before,
                "after": after,
                "day": self._journal.today().isoformat(),
                "recorded_at": step.at.isoformat(),
            },
        )

    @staticmethod
    def _update(step: Step, trial: Trial) -> None:
        before = step.find("trial", (trial.id,))
        after = _row(trial)
        if before is not None and any(before[column] != value for column, value in after.items()):
            step.put("trial", {**after, "recorded_at": step.at.isoformat()})

    @staticmethod
    def _put_steps(step: Step, trial: str, steps: Sequence[DoseStep]) -> None:
        held = {str(row["starts_on"]): row for row in step.find_all("dose_step") if row["trial"] == trial}
        days = {dose.starts_on.isoformat() for dose in steps}
        for day, row in held.items():
            if day not in days:
                step.delete("dose_step", (row["id"],))
        for dose in steps:
            known = held.get(dose.starts_on.isoformat())
            values: Row = {"mg": dose.mg, "at": None if dose.at is None else f"{dose.at:%H:%M}"}
            if known is None or any(known[column] != value for column, value in values.items()):
                step.put(
                    "dose_step",
                    {
                        "id": str(uuid.uuid4()) if known is None else known["id"],
                        "trial": trial,
                        "starts_on": dose.starts_on.isoformat(),
                        **values,
                        "recorded_at": step.at.isoformat(),
                    },
                )

    @staticmethod
    def _phase_rows(step: Step, trial: Trial) -> list[Row]:
        rows = [row for row in step.find_all("phase") if row["trial"] == trial.id]
        return sorted(rows, key=lambda row: str(row["starts_on"]))

    @staticmethod
    def _put_phase(step: Step, phase: Phase, row_id: str | None = None) -> None:
        step.put(
            "phase",
            {
                "id": row_id or str(uuid.uuid4()),
                "kind": phase.kind.value,
                "arm": phase.arm,
                "starts_on": phase.starts_on.isoformat(),
                "ends_on": _as_text(phase.ends_on),
                "recorded_at": step.at.isoformat(),
                "trial": phase.trial,
            },
        )

    def _put_phases(self, step: Step, trial: Trial, wanted: Sequence[Phase]) -> None:
        """Write the phases of `trial`; a row that stays, or only moves, keeps its id."""
        rows = self._phase_rows(step, trial)
        before, after = _periods_in_words([_phase(row) for row in rows]), _periods_in_words(wanted)
        if before != after and trial.ended_on is None and self._journal.seals.is_opening_begun(trial.id):
            self._amend(step, trial, "periods", before, after)
        new: list[Phase] = []
        for phase in wanted:
            same = next((row for row in rows if _phase(row) == phase), None)
            if same is None:
                new.append(phase)
            else:
                rows.remove(same)
        for phase in new:
            like = next((row for row in rows if (row["kind"], row["arm"]) == (phase.kind.value, phase.arm)), None)
            if like is not None:
                rows.remove(like)
            self._put_phase(step, phase, None if like is None else str(like["id"]))
        for row in rows:
            step.delete("phase", (row["id"],))


def _periods_in_words(phases: Sequence[Phase]) -> str:
    """Return the phases in which something is taken as "bottle 1 2026-12-06..2027-01-16, ..."."""
    return ", ".join(
        f"{phase.arm} {phase.starts_on.isoformat()}..{_as_text(phase.ends_on) or ''}"
        for phase in sorted(phases, key=lambda phase: phase.starts_on)
        if phase.arm is not None
    )


def days_in_words(days: Sequence[date]) -> str:
    """Return consecutive days as "3 days (12 Nov to 14 Nov)"."""
    if len(days) == 1:
        return f"1 day ({day_and_month(days[0])})"
    return f"{len(days)} days ({day_and_month(days[0])} to {day_and_month(days[-1])})"


def _to(day: date | None) -> str:
    return "" if day is None else f" to {short_day(day)}"


def _check_text(text: str, field: str, longest: int) -> str:
    said = text.strip()
    if len(said) > longest:
        raise BadInput(f"{field}: it has {len(said)} characters; use at most {longest}")
    if not is_storable(said):
        raise BadInput(f"{field}: it holds bytes that are not text; type it again")
    return said


def _field_in_words(name: str) -> str:
    words: Mapping[str, str] = {
        "starts_on": "start",
        "first_dose_on": "first dose",
        "primary": "primary measure",
        "decision_after": "days to the decision",
        "decision_on": "decision day",
    }
    return words.get(name, name.replace("_", " "))


def _as_text(value: object) -> str | None:
    return None if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _phase(row: Row) -> Phase:
    return Phase(
        PhaseKind(str(row["kind"])),
        None if row["arm"] is None else str(row["arm"]),
        date.fromisoformat(str(row["starts_on"])),
        None if row["ends_on"] is None else date.fromisoformat(str(row["ends_on"])),
        None if row["trial"] is None else str(row["trial"]),
    )


def _as_trial(plan: NewTrial, trial_id: str) -> Trial:
    return Trial(
        id=trial_id,
        question=plan.question,
        condition=plan.condition,
        template=plan.template,
        starts_on=plan.starts_on,
        first_dose_on=plan.first_dose_on,
        baseline_days=plan.baseline_days,
        endpoint_days=plan.endpoint_days,
        primary=plan.primary,
        threshold=plan.threshold,
        decision_after=plan.decision_after,
        decision_on=plan.decision_on,
        steps=plan.steps,
        medicine=plan.medicine,
    )


def _row(trial: Trial) -> Row:
    return {
        "id": trial.id,
        "question": trial.question,
        "condition": trial.condition,
        "template": trial.template.value,
        "starts_on": trial.starts_on.isoformat(),
        "first_dose_on": _as_text(trial.first_dose_on),
        "baseline_days": trial.baseline_days,
        "endpoint_days": trial.endpoint_days,
        "primary_measure": trial.primary,
        "threshold": trial.threshold,
        "decision_after": trial.decision_after,
        "decision_on": _as_text(trial.decision_on),
        "medicine": trial.medicine,
        "ended_on": _as_text(trial.ended_on),
        "end_reason": trial.end_reason,
        "locked_on": _as_text(trial.locked_on),
    }


def _from_row(row: Row, trial: Trial) -> Trial:
    def day(column: str) -> date | None:
        return None if row[column] is None else date.fromisoformat(str(row[column]))

    return replace(
        trial,
        question=str(row["question"]),
        condition=str(row["condition"]),
        starts_on=day("starts_on") or trial.starts_on,
        first_dose_on=day("first_dose_on"),
        baseline_days=int(str(row["baseline_days"])),
        endpoint_days=int(str(row["endpoint_days"])),
        primary=str(row["primary_measure"]),
        threshold=int(str(row["threshold"])),
        decision_after=int(str(row["decision_after"])),
        decision_on=day("decision_on"),
    )
