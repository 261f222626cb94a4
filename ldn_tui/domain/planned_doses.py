"""Which dose a day's plan holds, and what is unusual about one that was taken."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from ldn_tui.domain.phases import Phase, PhaseKind, phase_of
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.trial import Template, Trial

# Kinds of phases in which nothing is taken.
WITHOUT_DOSES = {PhaseKind.WASHOUT, PhaseKind.PAUSE, PhaseKind.FOLLOW_UP}


@dataclass(frozen=True, slots=True)
class PlannedDose:
    """What is to be taken on a day.

    Attributes:
        mg: the amount; None where a bottle's label stands instead.
        label: the bottle's label, or None.
        at: the time of day, None if not said.
    """

    mg: float | None
    label: str | None = None
    at: time | None = None

    @property
    def amount(self) -> str:
        """How it is said: "4.5 mg", or the bottle's label."""
        return f"{shown_number(self.mg)} mg" if self.mg is not None else (self.label or "")


def planned_dose(day: date, trials: Iterable[Trial], phases: Sequence[Phase]) -> PlannedDose | None:
    """Return the dose planned for `day`, or None: no trial, no plan, a washout, a pause, after the last phase."""
    trial = next((trial for trial in trials if trial.holds(day)), None)
    if trial is None:
        return None
    phase = phase_of(day, phases)
    if phase is not None and phase.kind in WITHOUT_DOSES:
        return None
    if phase is None and _are_over(day, [known for known in phases if known.trial == trial.id]):
        return None
    if trial.template is Template.SEALED_PAIRS:
        if phase is None or phase.kind is not PhaseKind.TREATMENT or phase.arm is None:
            return None
        return PlannedDose(None, phase.arm)
    step = trial.step_on(day)
    return PlannedDose(step.mg, None, step.at) if step is not None and step.mg else None


def _are_over(day: date, phases: Sequence[Phase]) -> bool:
    """Return whether all of `phases` lie before `day`; none at all do not."""
    return bool(phases) and all(phase.ends_on is not None and phase.ends_on < day for phase in phases)


def dose_warnings(
    day: date, mg: float | None, label: str | None, taken: int, trials: Sequence[Trial], phases: Sequence[Phase]
) -> list[str]:
    """Return what is unusual about a dose, each as a sentence; an empty list for a usual one.

    Args:
        day: its day.
        mg: its amount, None with a bottle's label.
        label: a bottle's label, None with an amount.
        taken: how many doses the day holds besides it.
        trials: all trials.
        phases: all phases.
    """
    said: list[str] = []
    trial = next((trial for trial in trials if trial.holds(day)), None)
    phase = phase_of(day, phases)
    planned = planned_dose(day, trials, phases)
    if taken:
        said.append("A dose is recorded on this day already.")
    if phase is not None and phase.kind in {PhaseKind.WASHOUT, PhaseKind.PAUSE}:
        said.append(f"This day lies in a {phase.kind.value}: no dose is planned.")
    elif planned is not None and planned.mg is not None and mg is not None and mg > planned.mg:
        said.append(f"{shown_number(mg)} mg is above the plan of {planned.amount}.")
    elif planned is not None and planned.label is not None and planned.label != label:
        said.append(f"The plan says {planned.label}.")
    elif planned is None and trial is not None and (trial.steps or trial.template is Template.SEALED_PAIRS):
        said.append("The plan holds no dose on this day.")
    return said
