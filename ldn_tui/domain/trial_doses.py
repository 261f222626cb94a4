"""The doses of a trial's medicine, among all that was recorded."""

from datetime import date, datetime, timedelta

from ldn_tui.domain.days import Dose, logical_day
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.medicines import Medicine
from ldn_tui.domain.windows import TakenDose


def doses_on(evidence: Evidence, day: date) -> tuple[Dose, ...]:
    """Return what is recorded of the trial's medicine on `day`: intakes, and statements that none was taken."""
    known = evidence.days.get(day)
    return () if known is None else tuple(dose for dose in known.doses if dose.medicine == evidence.trial.medicine)


def doses_taken_on(evidence: Evidence, day: date) -> tuple[Dose, ...]:
    """Return the doses of the trial's medicine taken on `day`, earliest first; those without a time come last."""
    taken = [dose for dose in doses_on(evidence, day) if dose.taken]
    return tuple(sorted(taken, key=lambda dose: since_day_began(evidence, day, dose.taken_at) or timedelta.max))


def taken_doses(evidence: Evidence) -> tuple[TakenDose, ...]:
    """Return every dose of the trial's medicine taken up to the day looked from, after the trial's end too, by day."""
    return tuple(
        TakenDose(
            day,
            dose.mg if dose.mg is not None else (dose.label or ""),
            max(logical_day(dose.recorded_at, evidence.day_starts_at), day),
        )
        for day in sorted(evidence.days)
        for dose in doses_taken_on(evidence, day)
    )


def since_day_began(evidence: Evidence, day: date, at: datetime | None) -> timedelta | None:
    """Return how long after the logical `day` began `at` was on its own wall clock; None if it is not known."""
    return None if at is None else at.replace(tzinfo=None) - datetime.combine(day, evidence.day_starts_at)


def medicine_of_trial(evidence: Evidence) -> Medicine | None:
    """Return the trial's medicine as it stands in the list of medicines, or None."""
    name = evidence.trial.medicine.casefold()
    return next((medicine for medicine in evidence.medicines if medicine.name.casefold() == name), None)


def units_taken_on(evidence: Evidence, day: date, medicine: Medicine) -> float:
    """Return how many units of the trial's `medicine` were taken on `day`.

    A day's dose is as many units as are taken a day; more intakes than that are a unit each.
    """
    intakes = len(doses_taken_on(evidence, day))
    return max(medicine.units_a_day or 1, intakes) if intakes else 0
