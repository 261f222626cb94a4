"""The laboratory values that are asked for, and how any is told from another."""

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.ratings import as_thousands, parse_number, two_meanings
from ldn_tui.domain.text import visible

# By name, with the unit most laboratories report it in.
ASKED_LABS = {"ESR": "mm/h", "CRP": "mg/L"}


def usual_lab_name(name: str) -> str:
    """Return how a laboratory value is called here, whichever way its letters were typed: "esr" is "ESR"."""
    word = name.strip()
    return next((known for known in ASKED_LABS if known.casefold() == word.casefold()), word)


def usual_lab_unit(name: str) -> str:
    """Return the unit a laboratory value is mostly given in; "" if it is none of those asked for."""
    return ASKED_LABS.get(usual_lab_name(name), "")


def parse_lab_number(text: str, field: str) -> float:
    """Return the number in `text`, as `parse_number` does; laboratory values may be thousands, so none is guessed.

    Raises:
        BadInput: it is not a plain decimal number, or may be a thousand times as much.
    """
    if as_thousands(text) is not None:
        raise BadInput(f"{field} {visible(text.strip())!r} {two_meanings(text)}")
    return parse_number(text, field)


def read_lab_range(text: str) -> tuple[float | None, float | None]:
    """Return the bounds in "0-20", "0..20", "-20" or "20-"; None for one that is left out, and for both in "".

    Raises:
        BadInput: it is no range, or a bound is not a number that means one thing.
    """
    if not text.strip():
        return None, None
    low, separator, high = text.replace("–", "..").replace("-", "..").partition("..")
    if not separator or not (low.strip() or high.strip()):
        raise BadInput(f"range {visible(text.strip())!r}: write it like 0-20, or -20, or leave it empty")
    return (
        parse_lab_number(low, "range from") if low.strip() else None,
        parse_lab_number(high, "range to") if high.strip() else None,
    )
