"""What else changed during a trial: as-needed medicines taken, medicines begun and stopped, and tagged events."""

from datetime import date

from ldn_tui.domain import sentences
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.medicine_findings import OtherChanges, RescueUse
from ldn_tui.domain.phase_days import PhaseDays, compared_phase_days, recorded_days, trial_span
from ldn_tui.domain.tags import tags_of
from ldn_tui.domain.trial_doses import medicine_of_trial


def other_changes(evidence: Evidence) -> OtherChanges:
    """Return the rescue use of each phase, what other medicines were begun or stopped in the trial, and its events.

    Events are the tags of notes (`#ill`), by day; those of pauses are among them. While sealed the bottles
    are told together.
    """
    span = trial_span(evidence)
    tagged = ((day, tags_of(evidence.days[day].note)) for day in sorted(evidence.days) if day in span)
    return OtherChanges(
        rescue=tuple(_rescue_use(phase, evidence) for phase in compared_phase_days(evidence)),
        medicines=_medicine_changes(evidence),
        events=tuple((day, tags) for day, tags in tagged if tags),
    )


def _rescue_use(phase: PhaseDays, evidence: Evidence) -> RescueUse:
    days = recorded_days(evidence, phase.days)
    counts = [sum(rescue.count for rescue in evidence.days[day].rescues) for day in days]
    return RescueUse(phase.title, len(days), sum(count > 0 for count in counts), sum(counts))


def _medicine_changes(evidence: Evidence) -> tuple[str, ...]:
    span, own = trial_span(evidence), medicine_of_trial(evidence)
    changes: list[tuple[date, str, str]] = []
    for medicine in evidence.medicines:
        if medicine is own:
            continue
        if medicine.starts_on is not None and medicine.starts_on in span:
            said = sentences.medicine_started(medicine.name, medicine.dose, medicine.starts_on)
            changes.append((medicine.starts_on, medicine.name, said))
        if medicine.stops_on is not None and medicine.stops_on in span:
            changes.append(
                (medicine.stops_on, medicine.name, sentences.medicine_stopped(medicine.name, medicine.stops_on))
            )
    return tuple(said for _, _, said in sorted(changes))
