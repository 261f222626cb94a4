"""The trials of a journal: planned, and their plans changed; the rest of what can be done with one comes with it."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import logged_day, short_day
from ldn_tui.domain.errors import BadInput, NeedsConfirmation
from ldn_tui.domain.limits import LONGEST_NAME
from ldn_tui.domain.measures import MOST_ACTIVE, Measure, key_from_name
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import DoseStep, FieldValue, NewTrial, Trial, check_dose_plan, dose_plan_in_words
from ldn_tui.domain.trial_phases import planned_phases
from ldn_tui.domain.windows import windows
from ldn_tui.journal.decisions import TrialDecisions
from ldn_tui.journal.entries import check_name
from ldn_tui.journal.trial_checks import LONGEST_QUESTION, check_apart, check_long_enough, check_text, check_trial
from ldn_tui.journal.trial_locks import CHANGE_IS_RECORDED, CONFIRM_CHANGE
from ldn_tui.journal.trial_rows import iso_or_none, put_dose_steps, put_phases, put_trial
from ldn_tui.storage.schema import Row
from ldn_tui.storage.steps import Step

# What may be changed of a trial: free at any time, or frozen by the lock.
_FREE_FIELDS = ("question", "condition")
_WINDOW_FIELDS = ("starts_on", "first_dose_on", "decision_after", "decision_on")
_LOCKED_FIELDS = (*_WINDOW_FIELDS, "baseline_days", "endpoint_days", "primary", "threshold")
_FIELD_WORDS: Mapping[str, str] = {
    "starts_on": "start",
    "first_dose_on": "first dose",
    "primary": "primary measure",
    "decision_after": "days to the decision",
    "decision_on": "decision day",
}


class TrialBook(TrialDecisions):
    """The use cases on the trials of one journal.

    One object for whoever uses them; each subject in a module of its own: what is known (`trial_facts`), the locks
    (`trial_locks`), the phases (`trial_phases`), their boundaries (`trial_boundaries`), decision and
    end (`decisions`), and here the plan.
    """

    def new(self, plan: NewTrial, *, insist: bool = False) -> Change:
        """Begin a trial: its plan, its phases, its extra measures and the price of its medicine, as one step.

        Args:
            plan: what is planned.
            insist: whether a plan with too few days to compare is accepted all the same.

        Raises:
            BadInput: there is an active trial, or something in the plan cannot be accepted.
            NeedsConfirmation: the days to compare are too few.
        """
        with self.settled():
            running = self.active()
            if running is not None:
                raise BadInput(
                    f"trial {visible(running.title)!r} is active since {short_day(running.starts_on)}: end it first "
                    "(`ldn trial end --reason ...`); it stays in the journal"
                )
            plan = replace(
                plan,
                question=check_text(plan.question, "question", LONGEST_QUESTION),
                condition=check_text(plan.condition, "condition", LONGEST_NAME),
                medicine=check_name(plan.medicine, "medicine"),
                steps=check_dose_plan(plan.steps),
            )
            trial = _as_trial(plan, str(uuid.uuid4()))
            measures = self._new_measures(plan.extra_measures)
            if trial.primary not in {row["key"] for row in measures}:
                self._journal.measures.find(trial.primary)
            check_trial(trial, self._journal.today())
            found = windows(trial, self.taken_doses(trial))
            if not insist:
                check_long_enough(trial, found)
            phases = planned_phases(trial, found)
            check_apart(trial, self.all())
            self._check_free(trial, phases)

            def work(step: Step) -> None:
                for row in measures:
                    step.put("measure", {**row, "recorded_at": step.at.isoformat()})
                put_trial(step, trial)
                put_dose_steps(step, trial)
                put_phases(step, trial, phases)
                if plan.price is not None:
                    self._journal.medicines.note_price(step, trial.medicine, plan.price)

            return self._journal.act(f"trial {trial.title}, from {logged_day(trial.starts_on)}", work)

    def set_plan(
        self, steps: Sequence[DoseStep], *, first_dose_on: date | None = None, confirmed: bool = False
    ) -> Change:
        """Replace the dose plan of the active trial; its windows and phases follow, until the decision day has come.

        Args:
            steps: the whole plan, as the prescription says it now.
            first_dose_on: the planned first dose; the first step's day if not given.
            confirmed: whether periods that are locked may change; it is recorded with old and new.

        Raises:
            BadInput: the plan cannot be accepted, or there is no active trial.
            NeedsConfirmation: it changes periods that are locked, or leaves too few days to compare.
        """
        with self.settled():
            trial = self._running()
            ordered = check_dose_plan(steps)
            planned = trial.first_dose_on if trial.is_locked else first_dose_on
            if not ordered and planned is None:
                # A plan that is taken back says nothing of the first dose.
                planned = trial.planned_first_dose
            changed = replace(trial, steps=ordered, first_dose_on=planned)
            if first_dose_on is not None:
                self._check_first_dose_moves(trial, changed)
            check_trial(changed, self._journal.today())

            def work(step: Step) -> None:
                with self._changing(step, trial, confirmed=confirmed):
                    put_trial(step, changed)
                    put_dose_steps(step, changed)
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
            NeedsConfirmation: something of it is locked, or too few days to compare would be left.
        """
        with self.settled():
            trial = self._running()
            for name in fields:
                if name not in (*_FREE_FIELDS, *_LOCKED_FIELDS):
                    raise BadInput(
                        f"trial field {visible(name)!r}: there are {', '.join((*_FREE_FIELDS, *_LOCKED_FIELDS))}"
                    )
            values: dict[str, Any] = dict(fields)
            changed = replace(trial, **values)
            changed = replace(
                changed,
                question=check_text(changed.question, "question", LONGEST_QUESTION),
                condition=check_text(changed.condition, "condition", LONGEST_NAME),
            )
            self._journal.measures.find(changed.primary)
            self._check_first_dose_moves(trial, changed)
            check_trial(changed, self._journal.today())
            check_apart(changed, self.all())
            names = [name for name in fields if getattr(trial, name) != getattr(changed, name)]
            locked = [name for name in names if trial.is_locked and name in _LOCKED_FIELDS]
            if locked and not confirmed and trial.locked_on is not None:
                what = ", ".join(_field_in_words(name) for name in locked)
                raise NeedsConfirmation(
                    f"The {what} was locked on {short_day(trial.locked_on)}. {CHANGE_IS_RECORDED}", CONFIRM_CHANGE
                )
            if any(name in _WINDOW_FIELDS for name in locked):
                # With other windows, which step is the last before the decision is asked anew.
                changed = replace(changed, full_dose_on=None)

            def work(step: Step) -> None:
                named = [_field_in_words(name) for name in locked]
                with self._changing(step, trial, confirmed=confirmed, named=named):
                    put_trial(step, changed)
                for name in locked:
                    before, after = getattr(trial, name), getattr(changed, name)
                    self._amend(step, trial, _field_in_words(name), _as_text(before), _as_text(after))

            said = ", ".join(_field_in_words(name) for name in names) or "nothing"
            return self._journal.act(f"trial changed: {said}", work)

    def _check_first_dose_moves(self, trial: Trial, changed: Trial) -> None:
        """Make sure a change of the planned first dose would change the first dose.

        Raises:
            BadInput: it was recorded already, or it is locked and would be left open.
        """
        if trial.is_locked and changed.first_dose_on is None and trial.first_dose_on is not None:
            raise BadInput(
                f"first dose: it is locked on {short_day(trial.first_dose_on)} and cannot be left open; give its day"
            )
        if trial.is_locked or changed.first_dose_on in {None, trial.first_dose_on}:
            return
        doses = self.taken_doses(changed)
        if doses and doses[0].day != changed.first_dose_on:
            raise BadInput(f"first dose: it was recorded on {short_day(doses[0].day)}: change that dose instead")

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


def _field_in_words(name: str) -> str:
    return _FIELD_WORDS.get(name, name.replace("_", " "))


def _as_text(value: FieldValue) -> str | None:
    return iso_or_none(value) if isinstance(value, date) or value is None else str(value)


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
