"""Asking for a laboratory value: which, the number, its unit, and the laboratory's own range."""

from collections.abc import Callable, Mapping, Sequence

from ldn_tui.domain.days import Lab
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.ratings import parse_number
from ldn_tui.domain.text import visible
from ldn_tui.tui.dialogs.choice import ChoiceDialog, lettered
from ldn_tui.tui.dialogs.fields import Field, FieldsDialog

# Marks the choice that takes a value away; no name begins with a line break.
REMOVE = "\n"
COMMON_LABS = (("ESR", "mm/h"), ("CRP", "mg/L"))


def ask_lab(
    push: Callable[..., object],
    used: Sequence[tuple[str, str]],
    recorded: Sequence[str],
    answer: Callable[[Lab], None],
    remove: Callable[[str], None],
    check: Callable[[Lab], object],
) -> None:
    """Ask which laboratory value, then for its numbers, and hand the entry to `answer`.

    Args:
        push: shows a dialog and calls back with what it returned.
        used: (name, unit) of those entered so far, last used first.
        recorded: the names of the day's values, which can be taken away.
        answer: called with the value; not called if a dialog is left.
        remove: called with the name of a value to take away.
        check: raises BadInput if the journal would not take the value.
    """
    known = dict([*used, *(pair for pair in COMMON_LABS if pair[0] not in dict(used))])

    def chosen(name: str | None) -> None:
        if name is not None and name.startswith(REMOVE):
            remove(name.removeprefix(REMOVE))
        elif name is not None:
            push(_ask_numbers(name, known.get(name, ""), check), entered)

    def entered(entry: Lab | None) -> None:
        if entry is not None:
            answer(entry)

    taken_away = [(f"take {name} of this day away", f"{REMOVE}{name}") for name in recorded]
    choices = lettered([*((name, name) for name in known), ("another value", ""), *taken_away])
    push(ChoiceDialog("Which laboratory value?", choices), chosen)


def _ask_numbers(name: str, unit: str, check: Callable[[Lab], object]) -> FieldsDialog[Lab]:
    fields = [] if name else [Field("name", "What was measured")]
    fields += [
        Field("value", "Result"),
        Field("unit", "Unit", unit, is_optional=True),
        Field("range", "Laboratory's range", placeholder="e.g. 0-20, if the sheet gives one", is_optional=True),
    ]

    def read(texts: Mapping[str, str]) -> Lab:
        what = texts.get("name", name).strip()
        if not what:
            raise BadInput("what was measured is empty: type its name")
        low, high = _read_range(texts["range"])
        return Lab("", what, parse_number(texts["value"], "result"), texts["unit"].strip(), low, high)

    return FieldsDialog(name or "Laboratory value", fields, read, check)


def _read_range(text: str) -> tuple[float | None, float | None]:
    if not text.strip():
        return None, None
    low, separator, high = text.replace("–", "..").replace("-", "..").partition("..")
    if not separator or not (low.strip() or high.strip()):
        raise BadInput(f"range {visible(text.strip())!r}: write it like 0-20, or -20, or leave it empty")
    return (
        parse_number(low, "range from") if low.strip() else None,
        parse_number(high, "range to") if high.strip() else None,
    )
