"""Asking for a laboratory value: which, the number, its unit, and the laboratory's own range."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from ldn_tui.domain.days import Lab
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.labs import ASKED_LABS, parse_lab_number, read_lab_range
from ldn_tui.tui.dialogs.choice import ChoiceDialog, lettered
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.dialogs.fields import Field, FieldsDialog

Answer = TypeVar("Answer")


def ask_lab(
    push: Callable[..., object],
    used: Sequence[tuple[str, str]],
    answer: Callable[[Lab], None],
    check: Callable[[Lab], object],
    others: Sequence[tuple[str, Callable[[], None]]] = (),
) -> None:
    """Ask which laboratory value, then for its numbers, and hand the value to `answer`.

    Args:
        push: shows a dialog and calls back with what it returned.
        used: (name, unit) of those entered so far, last used first.
        answer: called with the value; not called if a dialog is left.
        check: raises BadInput if the journal would not take the value.
        others: what else can be chosen, and what does it (taking a value away, not being asked again).
    """
    known = dict([*used, *(pair for pair in ASKED_LABS.items() if pair[0] not in dict(used))])

    def numbers_of(name: str) -> Callable[[], None]:
        return lambda: _push(push, _ask_numbers(name, known.get(name, ""), check), answer)

    choices = [*((name, numbers_of(name)) for name in known), ("another value", numbers_of("")), *others]
    _push(push, ChoiceDialog("Which laboratory value?", lettered(choices)), lambda chosen: chosen())


def _push(push: Callable[..., object], dialog: Dialog[Answer], answer: Callable[[Answer], None]) -> None:
    def answered(value: Answer | None) -> None:
        if value is not None:
            answer(value)

    push(dialog, answered)


def _ask_numbers(name: str, unit: str, check: Callable[[Lab], object]) -> FieldsDialog[Lab]:
    fields = [] if name else [Field("name", "What was measured", is_required=True)]
    fields += [
        Field("value", "Result", is_required=True),
        Field("unit", "Unit", unit),
        Field("range", "Laboratory's range", placeholder="e.g. 0-20, if the sheet gives one"),
    ]

    def read(texts: Mapping[str, str]) -> Lab:
        what = texts.get("name", name).strip()
        if not what:
            raise BadInput("what was measured is empty: type its name")
        low, high = read_lab_range(texts["range"])
        return Lab("", what, parse_lab_number(texts["value"], "result"), texts["unit"].strip(), low, high)

    return FieldsDialog(name or "Laboratory value", fields, read, check=check)
