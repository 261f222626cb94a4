"""A first dose that was recorded on another day than planned: it moves the end of the baseline, and that is said."""

from datetime import date

from ldn_tui.domain import plan_sentences
from ldn_tui.domain.trial import Template, Trial
from ldn_tui.domain.windows import Windows


def moved_first_dose(trial: Trial, windows: Windows) -> str | None:
    """Return what the first dose does to the baseline where it was not on its planned day; None where nothing is moved.

    Args:
        trial: the trial. One of who takes the medicine already compares nothing, so nothing is moved in it.
        windows: its windows, which follow the recorded dose.
    """
    planned, first = _planned(trial), windows.first_dose
    if trial.template is Template.ALREADY_TAKING or planned is None or first is None or first == planned:
        return None
    days = 0 if windows.baseline is None else windows.baseline.length
    if trial.is_locked:
        return plan_sentences.first_dose_locked(days, first, planned)
    return plan_sentences.first_dose_moved(days, first, planned)


def _planned(trial: Trial) -> date | None:
    """Return the planned first dose; once locked, what was recorded has taken its place, and the dose plan tells."""
    if trial.is_locked:
        return next((step.starts_on for step in trial.steps if step.mg), None)
    return trial.planned_first_dose
