"""A dose that is not as planned: asked about once, by whichever verb records it."""

from collections.abc import Sequence
from datetime import date

from ldn_tui.domain.errors import BadInput, NeedsConfirmation
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import NALTREXONE
from ldn_tui.journal import Journal


def refuse_amount_under_seal(journal: Journal, day: date, command: str) -> None:
    """Make sure no amount in mg is recorded on a sealed day, where only the bottle is known.

    Args:
        journal: the journal.
        day: the dose's day.
        command: how the bottle is given, with `{}` in its label's place.

    Raises:
        BadInput: a bottle is planned for that day.
    """
    planned = journal.trials.planned_dose(day)
    if planned is not None and planned.label is not None:
        raise BadInput(f"dose: while sealed, give the bottle: {command.format(visible(planned.label))}")


def ask_about_dose(
    journal: Journal, day: date, mg: float | None, label: str | None, medicine: str, *, replaces: bool
) -> None:
    """Ask about an unusual dose, or a second one on a day.

    Args:
        journal: the journal.
        day: its day.
        mg: the amount, None with a bottle's label.
        label: a bottle's label, None with an amount.
        medicine: its name.
        replaces: whether it takes the place of what the day holds of that medicine.

    Raises:
        NeedsConfirmation: it is unusual; the message says how.
    """
    is_second = not replaces and _is_taken(journal, day, medicine)
    if medicine == NALTREXONE:
        said: Sequence[str] = journal.trials.dose_warnings(day, mg, label=label, replaces=replaces)
    else:
        said = ["A dose is recorded on this day already."] if is_second else []
    if said:
        other = " (or --replace to correct the one that is there)" if is_second else ""
        raise NeedsConfirmation(" ".join(said), f"Add --yes to record it as said{other}.")


def _is_taken(journal: Journal, day: date, medicine: str) -> bool:
    return any(dose.taken and dose.medicine == medicine for dose in journal.day(day).doses)
