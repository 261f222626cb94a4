"""What is asked of a day, whichever way it is answered: which measures, which dose, and what is still open."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import day_without_year
from ldn_tui.domain.days import Day, Dose, JournalFacts, missing_from, timeliness
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.phases import PhaseKind, phase_of
from ldn_tui.domain.planned_doses import WITHOUT_DOSES, PlannedDose, planned_dose
from ldn_tui.domain.trial import NALTREXONE


@dataclass(frozen=True, slots=True)
class DoseQuestion:
    """What is asked of a day's dose.

    Attributes:
        medicine: the medicine it is about: that of the day's dose, of the trial, else that of the last one.
        planned: the dose planned for the day, or None.
        planned_in_words: that dose as "4.5 mg" or "bottle 1"; once the seal is open, with what the bottle holds.
        repeatable: the last dose, if it can be taken again: a bottle belongs to its own period alone.
        kind_without_doses: the kind of the day's phase, if no dose is planned in such a phase at all.
    """

    medicine: str
    planned: PlannedDose | None
    planned_in_words: str
    repeatable: Dose | None
    kind_without_doses: PhaseKind | None


def dose_question(day: Day, facts: JournalFacts, last_dose: Dose | None) -> DoseQuestion:
    """Return what is asked of the dose of `day`; `last_dose` is the latest one taken on an earlier day."""
    planned = planned_dose(day.date, facts.trials, facts.phases)
    phase = phase_of(day.date, facts.phases)
    words = "" if planned is None else planned.amount
    if planned is not None and phase is not None and phase.content is not None and phase.arm == planned.label:
        words = f"{phase.content} ({planned.amount})"
    return DoseQuestion(
        medicine=_medicine(day, facts, last_dose),
        planned=planned,
        planned_in_words=words,
        repeatable=last_dose if last_dose is not None and last_dose.label is None else None,
        kind_without_doses=phase.kind if phase is not None and phase.kind in WITHOUT_DOSES else None,
    )


def _medicine(day: Day, facts: JournalFacts, last_dose: Dose | None) -> str:
    if day.doses:
        return day.doses[-1].medicine
    trial = next((trial for trial in facts.trials if trial.holds(day.date)), None)
    if trial is not None:
        return trial.medicine
    return last_dose.medicine if last_dose is not None else NALTREXONE


def measures_asked(day: Day, facts: JournalFacts) -> tuple[Measure, ...]:
    """Return the measures a form shows for `day`: those asked then, and any other that was rated.

    A day from before the journal's first day is treated as if it were the first, so that it can be filled.
    """
    asked = replace(facts, first_day=min(facts.first_day, day.date)).active_measures(day.date)
    return tuple(measure for measure in facts.measures if measure in asked or measure.key in day.ratings)


def unanswered(
    day: Day, measures: Sequence[Measure], planned: PlannedDose | None, recent: Sequence[Day]
) -> tuple[str, ...]:
    """Return what a day still asks for by name: its measures, and the dose where one is planned, or was taken lately.

    Args:
        day: the day.
        measures: the measures asked of it.
        planned: the dose planned for it, or None.
        recent: the days before it that count as lately.
    """
    names = [measure.name for measure in missing_from(day, measures)]
    lately = any(dose.taken for other in recent for dose in other.doses)
    if not day.doses and (planned is not None or lately):
        names.append("the dose")
    return tuple(names)


def which_day_in_words(day: date, now: datetime, today: date, day_starts_at: time) -> str:
    """Return which day is written, where the wall clock might make one doubt it, and how late it is; else "".

    Args:
        day: the day that is written.
        now: what the wall clock says.
        today: the present logical day.
        day_starts_at: when a day begins on the clock.
    """
    if day == today and now.date() != today:
        return f"still {day_without_year(today)} until {day_starts_at:%H:%M}"
    if day < today:
        ago = (today - day).days
        return f"{counted(ago, 'day')} late: what you set now is marked {timeliness(ago)}"
    return ""
