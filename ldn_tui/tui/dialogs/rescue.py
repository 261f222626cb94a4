"""Asking for an as-needed medicine: which, then how many."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.ratings import parse_number, shown_number
from ldn_tui.tui.dialogs.choice import ChoiceDialog, lettered
from ldn_tui.tui.dialogs.fields import Field, FieldsDialog

ANOTHER = "another medicine"


@dataclass(frozen=True, slots=True)
class RescueEntry:
    """A medicine and how many; 0 takes it away again."""

    medicine: str
    count: float


def ask_rescue(
    push: Callable[..., object],
    medicines: Sequence[str],
    recorded: Mapping[str, float],
    answer: Callable[[RescueEntry], None],
    check: Callable[[RescueEntry], object],
) -> None:
    """Ask which medicine, then how many, and hand the entry to `answer`.

    Args:
        push: shows a dialog and calls back with what it returned.
        medicines: those used so far, last used first.
        recorded: the day's medicines and counts.
        answer: called with the entry; not called if a dialog is left.
        check: raises BadInput if the journal would not take the entry.
    """

    def chosen(medicine: str | None) -> None:
        if medicine is not None:
            push(_ask_count(medicine, recorded, check), entered)

    def entered(entry: RescueEntry | None) -> None:
        if entry is not None:
            answer(entry)

    if medicines:
        choices = lettered([*((name, name) for name in medicines), (ANOTHER, "")])
        push(ChoiceDialog("Which rescue medicine?", choices), chosen)
    else:
        push(_ask_count("", recorded, check), entered)


def _ask_count(
    medicine: str, recorded: Mapping[str, float], check: Callable[[RescueEntry], object]
) -> FieldsDialog[RescueEntry]:
    known = recorded.get(medicine)
    count = Field(
        "count", "How many", "" if known is None else shown_number(known), "1 or 0.5; 0 takes it away", is_required=True
    )

    def read(texts: Mapping[str, str]) -> RescueEntry:
        name = texts.get("medicine", medicine).strip()
        if not name:
            raise BadInput("medicine is empty: type its name")
        return RescueEntry(name, parse_number(texts["count"], "how many"))

    if medicine:
        return FieldsDialog(f"{medicine}: how many?", (count,), read, check=check)
    return FieldsDialog("Rescue medicine", (Field("medicine", "Medicine", is_required=True), count), read, check=check)
