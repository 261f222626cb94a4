"""What the emergency card says: gathered from what was entered, and from nothing else."""

from dataclasses import dataclass
from datetime import date, timedelta

from ldn_tui.domain.days import amount_in_words
from ldn_tui.domain.errors import NothingToDo
from ldn_tui.domain.phases import Phase, PhaseKind, phase_of
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.seal import Content
from ldn_tui.domain.trial import NALTREXONE, Trial
from ldn_tui.journal.journal import Journal
from ldn_tui.reports.emergency_card import CardFacts, SealedCard
from ldn_tui.storage.schema import Row

# Without a plan, a dose of the last days means that it is taken.
_RECENT = timedelta(days=7)
_WITHOUT_DOSES = (PhaseKind.WASHOUT, PhaseKind.FOLLOW_UP)


def card_facts(journal: Journal) -> CardFacts:
    """Return what the card is written from.

    Raises:
        NothingToDo: neither a dose nor a plan was entered, so there is nothing to warn of.
    """
    today = journal.today()
    trial = journal.trials.active()
    name = NALTREXONE if trial is None else trial.medicine
    phase = phase_of(today, journal.phases())
    last = _last_taken(journal, name)
    seal = journal.seals.sealed_now()
    sealed = None
    if seal is not None:
        bottle = phase.arm if phase is not None and phase.arm in seal.commitment.labels else None
        is_running = trial is None or trial.id == seal.trial
        sealed = SealedCard(seal.helper_name, seal.helper_phone, bottle if is_running else None, is_running)
    is_taking = (sealed is None or not sealed.is_running) and _is_taken_now(journal, trial, phase, last)
    if last is None and sealed is None and not is_taking:
        raise NothingToDo("There is nothing to put on a card: no dose was recorded, and none is planned for today.")
    return CardFacts(
        written_on=today,
        medicine=name,
        amount=_amount_now(trial, last, today) if is_taking else None,
        last_taken=None if last is None else (last.day, last.amount),
        is_taking=is_taking,
        sealed=sealed,
        medicines=_other_medicines(journal, name, today),
    )


@dataclass(frozen=True, slots=True)
class _LastDose:
    day: date
    mg: float | None
    amount: str


def _is_taken_now(journal: Journal, trial: Trial | None, phase: Phase | None, last: _LastDose | None) -> bool:
    if phase is not None and (phase.content == Content.COMPARATOR or phase.kind in _WITHOUT_DOSES):
        return False
    today = journal.today()
    if journal.trials.planned_dose(today) is not None:
        return True
    is_planned_without = trial is not None and bool(trial.steps)
    return not is_planned_without and last is not None and today - last.day <= _RECENT


def _amount_now(trial: Trial | None, last: _LastDose | None, today: date) -> str | None:
    """Return the amount the plan has for today, or without a plan the one taken last; a bottle's label is none."""
    step = None if trial is None else trial.step_on(today)
    if step is not None and step.mg:
        return f"{shown_number(step.mg)} mg"
    return last.amount if last is not None and last.mg is not None else None


def _last_taken(journal: Journal, medicine: str) -> _LastDose | None:
    """Return the last dose that was of the medicine, or may have been."""
    names = {medicine.casefold(), NALTREXONE.casefold()}
    taken = [
        row for row in journal.repository.rows("dose") if row["taken"] and str(row["medicine"]).casefold() in names
    ]
    taken.sort(key=lambda row: (str(row["day"]), str(row["taken_at"] or ""), str(row["recorded_at"])), reverse=True)
    last = next((row for row in taken if row["label"] is None or not _is_comparator(journal, row)), None)
    if last is None:
        return None
    mg = None if last["mg"] is None else float(last["mg"])
    label = None if last["label"] is None else str(last["label"])
    return _LastDose(date.fromisoformat(str(last["day"])), mg, amount_in_words(True, mg, label))


def _is_comparator(journal: Journal, dose: Row) -> bool:
    """Return whether a dose is known to be of a comparator: its bottle's seal is open, and that is what it held."""
    day = date.fromisoformat(str(dose["day"]))
    # Bottles of two trials have the same labels.
    seals = (journal.seals.of(trial.id) for trial in journal.trials.all() if trial.holds(day))
    return any(seal.contents.get(str(dose["label"])) is Content.COMPARATOR for seal in seals if seal is not None)


def _other_medicines(journal: Journal, name: str, today: date) -> tuple[tuple[str, bool], ...]:
    return tuple(
        (f"{medicine.name} {medicine.dose}".strip(), medicine.opioid)
        for medicine in journal.medicines.list()
        if medicine.is_active(today) and medicine.name.casefold() != name.casefold()
    )
