"""A dose that is not as planned: asked about once, by whichever verb records it."""

from datetime import date

from ldn_tui.domain.errors import NeedsConfirmation
from ldn_tui.journal import Journal
from ldn_tui.journal.doses import is_taken, unusual_dose


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
    said = unusual_dose(journal, day, mg, label, medicine, replaces=replaces)
    if said:
        is_second = not replaces and is_taken(journal, day, medicine)
        other = " (or --replace to correct the one that is there)" if is_second else ""
        raise NeedsConfirmation(" ".join(said), f"Add --yes to record it as said{other}.")
