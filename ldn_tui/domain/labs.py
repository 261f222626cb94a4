"""The laboratory values that are asked for, and how any is told from another."""

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.ratings import parse_number
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


def read_lab_range(text: str) -> tuple[float | None, float | None]:
    """Return the bounds in "0-20", "0..20", "-20" or "20-"; None for one that is left out, and for both in "".

    Raises:
        BadInput: it is no range.
    """
    if not text.strip():
        return None, None
    low, separator, high = text.replace("–", "..").replace("-", "..").partition("..")
    if not separator or not (low.strip() or high.strip()):
        raise BadInput(f"range {visible(text.strip())!r}: write it like 0-20, or -20, or leave it empty")
    return (
        parse_number(low, "range from") if low.strip() else None,
        parse_number(high, "range to") if high.strip() else None,
    )
