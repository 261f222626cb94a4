"""Asking for an as-needed medicine: which, then how many."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.ratings import parse_number, plain
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
) -> None:
    """Ask which medicine, then how many, and hand the entry to `answer`.

    Args:
        push: shows a dialog and calls back with what it returned.
        medicines: those used so far, last used first.
        recorded: the day's medicines and counts.
        answer: called with the entry; not called if a dialog is left.
    """

    def chosen(medicine: str | None) -> None:
        if medicine is not None:
            push(_ask_count(medicine, recorded), entered)

    def entered(entry: RescueEntry | None) -> None:
        if entry is not None:
            answer(entry)

    if medicines:
        choices = lettered([*((name, name) for name in medicines), (ANOTHER, "")])
        push(ChoiceDialog("Which rescue medicine?", choices), chosen)
    else:
        push(_ask_count("", recorded), entered)


def _ask_count(medicine: str, recorded: Mapping[str, float]) -> FieldsDialog[RescueEntry]:
    known = recorded.get(medicine)
    count = Field("count", "How many", "" if known is None else plain(known), "1 or 0.5; 0 takes it away")

    def read(texts: Mapping[str, str]) -> RescueEntry:
        name = texts.get("medicine", medicine).strip()
        if not name:
            raise BadInput("medicine is empty: type its name")
        number = parse_number(texts["count"], "how many")
        if not 0 <= number <= 1000:
            raise BadInput(f"how many {plain(number)}: type a number like 1 or 0.5")
        return RescueEntry(name, number)

    if medicine:
        return FieldsDialog(f"{medicine}: how many?", (count,), read)
    return FieldsDialog("Rescue medicine", (Field("medicine", "Medicine", placeholder="its name"), count), read)
