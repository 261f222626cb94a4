"""The rows of a trial, as a step writes them: a row that stays keeps its id, one that says the same is not touched."""

import uuid
from collections.abc import Sequence
from datetime import date

from ldn_tui.domain.phases import Phase
from ldn_tui.domain.trial import Amendment, Decision, DoseStep, Trial
from ldn_tui.storage.facts_in_rows import phases_in
from ldn_tui.storage.schema import Row
from ldn_tui.storage.steps import Step


def put_trial(step: Step, trial: Trial) -> None:
    """Write what is said of a trial, but for its dose plan."""
    before, after = step.find("trial", (trial.id,)), _trial_row(trial)
    if before is None or any(before[column] != value for column, value in after.items()):
        step.put("trial", {**after, "recorded_at": step.at.isoformat()})


def _trial_row(trial: Trial) -> Row:
    return {
        "id": trial.id,
        "question": trial.question,
        "condition": trial.condition,
        "template": trial.template.value,
        "starts_on": trial.starts_on.isoformat(),
        "first_dose_on": iso_or_none(trial.first_dose_on),
        "baseline_days": trial.baseline_days,
        "endpoint_days": trial.endpoint_days,
        "primary_measure": trial.primary,
        "threshold": trial.threshold,
        "decision_after": trial.decision_after,
        "decision_on": iso_or_none(trial.decision_on),
        "medicine": trial.medicine,
        "ended_on": iso_or_none(trial.ended_on),
        "end_reason": trial.end_reason,
        "locked_on": iso_or_none(trial.locked_on),
        "full_dose_on": iso_or_none(trial.full_dose_on),
    }


def put_dose_steps(step: Step, trial: Trial) -> None:
    """Write the dose plan of `trial` in place of the one that is there."""
    held = {str(row["starts_on"]): row for row in step.find_all("dose_step") if row["trial"] == trial.id}
    days = {dose.starts_on.isoformat() for dose in trial.steps}
    for day, row in held.items():
        if day not in days:
            step.delete("dose_step", (row["id"],))
    for dose in trial.steps:
        known = held.get(dose.starts_on.isoformat())
        values = _dose_values(dose)
        if known is None or any(known[column] != value for column, value in values.items()):
            row_id = str(uuid.uuid4()) if known is None else known["id"]
            starts_on, made_at = dose.starts_on.isoformat(), step.at.isoformat()
            made: Row = {"id": row_id, "trial": trial.id, "starts_on": starts_on, "recorded_at": made_at}
            step.put("dose_step", {**made, **values})


def _dose_values(dose: DoseStep) -> Row:
    return {"mg": dose.mg, "at": None if dose.at is None else f"{dose.at:%H:%M}"}


def put_phases(step: Step, trial: Trial, wanted: Sequence[Phase]) -> None:
    """Write the phases of `trial`; a row that stays, or only moves, keeps its id."""
    held = [(_phase(row), row) for row in phase_rows(step, trial)]
    new: list[Phase] = []
    for phase in wanted:
        same = next((known for known in held if known[0] == phase), None)
        if same is None:
            new.append(phase)
        else:
            held.remove(same)
    for phase in new:
        like = next((known for known in held if (known[0].kind, known[0].arm) == (phase.kind, phase.arm)), None)
        if like is not None:
            held.remove(like)
        put_phase(step, phase, None if like is None else str(like[1]["id"]))
    for _, row in held:
        step.delete("phase", (row["id"],))


def put_phase(step: Step, phase: Phase, row_id: str | None = None) -> None:
    """Write a phase: in place of the row with that id, or as a new one."""
    step.put(
        "phase",
        {
            "id": row_id or str(uuid.uuid4()),
            "kind": phase.kind.value,
            "arm": phase.arm,
            "starts_on": phase.starts_on.isoformat(),
            "ends_on": iso_or_none(phase.ends_on),
            "recorded_at": step.at.isoformat(),
            "trial": phase.trial,
        },
    )


def change_phase(step: Step, trial: Trial, before: Phase, after: Phase) -> None:
    """Write `after` in place of `before`, which must be one of the phases of `trial`."""
    row = next(row for row in phase_rows(step, trial) if _phase(row) == before)
    put_phase(step, after, str(row["id"]))


def phase_rows(step: Step, trial: Trial) -> list[Row]:
    """Return the rows of the phases of `trial` as they are now, inside the step, earliest first."""
    rows = [row for row in step.find_all("phase") if row["trial"] == trial.id]
    return sorted(rows, key=lambda row: str(row["starts_on"]))


def put_amendment(step: Step, trial: Trial, amendment: Amendment) -> None:
    """Write that something locked was changed."""
    step.put(
        "amendment",
        {
            "id": str(uuid.uuid4()),
            "trial": trial.id,
            "field": amendment.field,
            "before": amendment.before,
            "after": amendment.after,
            "day": amendment.day.isoformat(),
            "recorded_at": step.at.isoformat(),
        },
    )


def put_decision(step: Step, trial: Trial, decision: Decision) -> None:
    """Write what was decided."""
    step.put(
        "decision",
        {
            "id": str(uuid.uuid4()),
            "trial": trial.id,
            "day": decision.day.isoformat(),
            "choice": decision.choice.value,
            "reason": decision.reason,
            "recorded_at": step.at.isoformat(),
        },
    )


def iso_or_none(day: date | None) -> str | None:
    """Return a day as the file has it."""
    return None if day is None else day.isoformat()


def _phase(row: Row) -> Phase:
    (phase,) = phases_in([row])
    return phase
