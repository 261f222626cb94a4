"""What is checked of a dose before it is recorded, whichever door it comes by: the app, the command line, an import."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import NALTREXONE, Template, Trial
from ldn_tui.journal.entries import Entry, respelled

if TYPE_CHECKING:
    from ldn_tui.journal.journal import Journal


def checked_dose(journal: "Journal", day: date, entry: Entry) -> Entry:
    """Return `entry` as it may be recorded for `day`: a dose with medicine and label spelled as the journal does.

    Raises:
        BadInput: it is a bottle's label outside of its sealed trial, or an amount in mg within one.
    """
    if entry.table != "dose" or entry.values is None:
        return entry
    given = entry.values.get("medicine") or entry.identity.get("medicine")
    medicine = known_medicine(journal, day, str(given))
    mg, label = entry.values.get("mg"), entry.values.get("label")
    if mg is not None:
        check_amount(journal, day, float(mg), medicine)
    bottle = None if label is None else _known_label(journal, day, str(label), medicine)
    return respelled(entry, medicine, bottle)


def known_medicine(journal: "Journal", day: date, name: str) -> str:
    """Return the name by which the journal knows a medicine, whichever way its letters were typed."""
    trial = _trial_of(journal, day)
    known = [NALTREXONE, *(medicine.name for medicine in journal.medicines.list())]
    if trial is not None:
        known.insert(0, trial.medicine)
    return next((other for other in known if other.casefold() == name.casefold()), name)


def instant_of(journal: "Journal", day: date, clock: time | None) -> datetime | None:
    """Return when a dose of `day` was taken, from the time on the clock; None where that was not said.

    What is earlier than the day's start belongs to the night after it.
    """
    if clock is None:
        return None
    civil = day + timedelta(days=1) if clock < journal.day_starts_at else day
    return journal.clock.local(datetime.combine(civil, clock))


def has_sealed_trial(journal: "Journal") -> bool:
    """Return whether any trial is of the sealed kind: without one no amount need be checked."""
    return any(trial.template is Template.SEALED_PAIRS for trial in journal.trials.all())


def check_amount(journal: "Journal", day: date, mg: float, medicine: str) -> None:
    """Make sure that an amount in mg of that medicine can be known on `day`: under seal only the bottle is.

    Raises:
        BadInput: the day lies in a trial of the medicine that is sealed, or is still to be.
    """
    trial = _trial_of(journal, day)
    if trial is None or trial.template is not Template.SEALED_PAIRS or not _is_of(trial, medicine):
        return
    seal = journal.seals.of(trial.id)
    if seal is not None and seal.is_open:
        return
    if seal is None:
        raise BadInput(
            f"dose {shown_number(mg)} mg: this trial is still to be sealed, and then only the bottle is known; "
            "add your helper's code first (`ldn seal add CODE`)"
        )
    planned = journal.trials.planned_dose(day)
    label = seal.commitment.labels[0] if planned is None or planned.label is None else planned.label
    raise BadInput(f'dose {shown_number(mg)} mg: while sealed, give the bottle: `ldn dose "{visible(label)}"`, or none')


def is_taken(journal: "Journal", day: date, medicine: str) -> bool:
    """Return whether the day holds a taken dose of that medicine."""
    name = known_medicine(journal, day, medicine)
    return any(dose.taken and dose.medicine == name for dose in journal.day(day).doses)


def unusual_dose(
    journal: "Journal", day: date, mg: float | None, label: str | None, medicine: str, *, replaces: bool
) -> Sequence[str]:
    """Return what is unusual about a dose, each as a sentence; nothing for a usual one.

    Args:
        journal: the journal.
        day: its day.
        mg: the amount, None with a bottle's label.
        label: a bottle's label, None with an amount.
        medicine: its name.
        replaces: whether it takes the place of what the day holds of that medicine.
    """
    name = known_medicine(journal, day, medicine)
    trial = _trial_of(journal, day)
    if name == NALTREXONE or (trial is not None and name == trial.medicine):
        return journal.trials.dose_warnings(day, mg, label=label, replaces=replaces)
    is_second = not replaces and is_taken(journal, day, name)
    return ["A dose is recorded on this day already."] if is_second else []


def _known_label(journal: "Journal", day: date, label: str, medicine: str) -> str:
    from ldn_tui.domain.seal import bottle_labels

    trial = _trial_of(journal, day)
    if trial is None or trial.pairs is None or not _is_of(trial, medicine):
        raise BadInput(
            f"dose {visible(label)!r} is no amount: write mg, like 4.5, or plan, or none; a bottle's label is taken "
            "only in a sealed trial"
        )
    labels = bottle_labels(trial.pairs)
    word = " ".join(label.split()).casefold()
    if word not in labels:
        raise BadInput(f"dose {visible(label)!r}: the bottles of this trial are {labels[0]} to {labels[-1]}; say which")
    return word


def _trial_of(journal: "Journal", day: date) -> Trial | None:
    return next((trial for trial in journal.trials.all() if trial.holds(day)), None)


def _is_of(trial: Trial, medicine: str) -> bool:
    return medicine.casefold() == trial.medicine.casefold()
