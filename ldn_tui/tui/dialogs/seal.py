"""Asking for a seal: the helper's code, and at the end the guess and the sheet. Nothing here tells the order."""

from collections.abc import Mapping
from dataclasses import dataclass

from ldn_tui.domain.blinding import (
    SEALED_WARNING,
    WHY_A_HELPER,
    PairOrder,
    Seal,
    check_early_reason,
    check_helper,
    check_sureness,
)
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.seal import parse_code
from ldn_tui.domain.text import visible
from ldn_tui.named_files import LARGEST_TYPED, read_named_file
from ldn_tui.tui.dialogs.choice import Choice, ChoiceDialog
from ldn_tui.tui.dialogs.fields import Field, FieldsDialog
from ldn_tui.tui.dialogs.file_path import existing_file

# Nothing is guessed for the person: the first word stands for no answer yet.
NOT_SAID = "not said"
ORDERS = {"LDN first": PairOrder.LDN_FIRST, "comparator first": PairOrder.COMPARATOR_FIRST}


@dataclass(frozen=True, slots=True)
class SealEntry:
    """A helper's code, and who the helper is."""

    code: str
    helper_name: str
    helper_phone: str


@dataclass(frozen=True, slots=True)
class Guess:
    """What a person thinks the order was, and how sure they are; an early opening says why."""

    orders: tuple[PairOrder, ...]
    sureness: int
    early_reason: str | None = None


def ask_seal(seal: Seal | None) -> FieldsDialog[SealEntry]:
    """Return the dialog for the code and the helper; with a seal, for the helper alone."""
    fields = [
        Field("helper", "Helper's name", seal.helper_name if seal else ""),
        Field("phone", "Helper's phone", seal.helper_phone if seal else ""),
    ]
    if seal is None:
        fields.insert(0, Field("code", "Code"))

    def read(texts: Mapping[str, str]) -> SealEntry:
        code = texts.get("code") or (seal.commitment.code if seal else "")
        parse_code(code)
        name, phone = check_helper(texts["helper"], texts["phone"])
        return SealEntry(code, name, phone)

    return FieldsDialog(
        "Who keeps the sheet?" if seal else "Seal this trial",
        fields,
        read,
        "The phone stands on the emergency card while the trial is sealed."
        if seal
        else f"{WHY_A_HELPER[0].upper()}{WHY_A_HELPER[1:]}. Your helper runs `ldn seal new`, keeps the sheet, and "
        f"gives you the code alone. {SEALED_WARNING}",
    )


def ask_about_seal(seal: Seal, status: str) -> ChoiceDialog[str]:
    """Return the dialog for a seal that is there: how it stands, and what can be done."""
    way = (
        "your guess is locked; only the helper's sheet is missing"
        if seal.is_opening_begun
        else ("lock, guess, then the helper's sheet: for good")
    )
    choices = [] if seal.is_open else [Choice("o", "open it", "open", way)]
    if not seal.is_open:
        choices.append(Choice("h", "change the helper", "helper", "who keeps the sheet, and their phone"))
    choices.append(Choice("s", "seen", "seen") if seal.is_open else Choice("k", "keep it as it is", "keep"))
    return ChoiceDialog(
        "The seal is open" if seal.is_open else "This trial is sealed", choices, status, len(choices) - 1
    )


def ask_guess(seal: Seal, *, is_early: bool) -> FieldsDialog[Guess]:
    """Return the dialog for the guess; before the periods are over, for the reason as well."""
    pairs = range(1, seal.commitment.pairs + 1)
    fields = [
        Field(f"pair{pair}", f"Bottles {2 * pair - 1} and {2 * pair}", options=(NOT_SAID, *ORDERS)) for pair in pairs
    ]
    fields.append(Field("sureness", "How sure, 0 to 100 %"))
    if is_early:
        fields.append(Field("early", "Why before the end"))

    def read(texts: Mapping[str, str]) -> Guess:
        for pair in pairs:
            if texts[f"pair{pair}"] == NOT_SAID:
                raise BadInput(f"bottles {2 * pair - 1} and {2 * pair}: say with ←→ which you think came first")
        typed = texts["sureness"].strip().removesuffix("%").strip()
        if not typed.isdecimal() or not typed.isascii():
            raise BadInput(f"how sure {visible(typed)!r}: type a whole number from 0 to 100")
        orders = tuple(ORDERS[texts[f"pair{pair}"]] for pair in pairs)
        reason = check_early_reason(texts["early"]) if is_early else None
        return Guess(orders, check_sureness(int(typed)), reason)

    return FieldsDialog(
        "Before it is opened: which do you think was which?",
        fields,
        read,
        "Enter locks the windows and the guess for good; undo does not take it back. In an emergency do not open it "
        "here: call your helper, and tell any doctor that you may be on naltrexone.",
    )


def ask_sheet() -> FieldsDialog[str]:
    """Return the dialog for the file with the helper's sheet; the answer is its text."""

    def read(texts: Mapping[str, str]) -> str:
        return _text_of(texts["file"].strip())

    return FieldsDialog(
        "The helper's sheet",
        (Field("file", "File", placeholder="~/sheet.txt"),),
        read,
        "It is checked against the code; a wrong or altered one opens nothing.",
    )


def _text_of(typed: str) -> str:
    path = existing_file(typed, "the sheet", "~/sheet.txt")
    try:
        return read_named_file(path, largest=LARGEST_TYPED).decode()
    except UnicodeDecodeError:
        raise BadInput(f"file {visible(typed)}: it is not a text file; type where the sheet is") from None
