"""Side effects: the first list, their severity, and the red flags that are shown at once."""

from collections.abc import Iterable
from enum import StrEnum

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.text import is_storable, visible

FIRST_TERMS = (
    "vivid dreams",
    "insomnia",
    "headache",
    "nausea",
    "other stomach or gut",
    "dizziness",
    "drowsiness",
    "anxiety or irritability",
    "appetite change",
    "lower mood",
)
SEVERITIES = {1: "mild", 2: "moderate", 3: "severe"}
SEVERITY_SIGNS: dict[int, str] = {1: Glyph.MILD, 2: Glyph.MODERATE, 3: Glyph.SEVERE}
LONGEST_TERM = 60


class Urgency(StrEnum):
    """How soon someone must be told of a red flag."""

    EMERGENCY = "emergency"
    PRESCRIBER = "prescriber"


EMERGENCY_CALL = "Call your emergency number now."
SELF_HARM_CALL = "Call your emergency number now, or a crisis line."
PRESCRIBER_CALL = "Call your prescriber today, do not wait for the report."

SELF_HARM = "thoughts of harming myself"

# The severity of a red flag is not asked: the term itself says what to do.
RED_FLAG_SEVERITY = 3
RED_FLAGS = {
    "trouble breathing or swelling of the face": Urgency.EMERGENCY,
    SELF_HARM: Urgency.EMERGENCY,
    "overdose": Urgency.EMERGENCY,
    "severe opioid withdrawal": Urgency.EMERGENCY,
    "an opioid taken or prescribed": Urgency.PRESCRIBER,
    "dark urine or yellow skin": Urgency.PRESCRIBER,
    "rash": Urgency.PRESCRIBER,
    "pregnancy": Urgency.PRESCRIBER,
    "surgery or a procedure planned": Urgency.PRESCRIBER,
}


def urgency(term: str, severity: int) -> Urgency | None:
    """Return how urgent a side effect is: a red flag's own tier, prescriber for any severe one, else None."""
    flagged = RED_FLAGS.get(term)
    if flagged is not None:
        return flagged
    return Urgency.PRESCRIBER if severity == 3 else None


def red_flag_call(term: str, severity: int) -> str | None:
    """Return the sentence to show at once for a side effect, or None if it is not urgent."""
    match urgency(term, severity):
        case Urgency.EMERGENCY:
            return SELF_HARM_CALL if term == SELF_HARM else EMERGENCY_CALL
        case Urgency.PRESCRIBER:
            return PRESCRIBER_CALL
        case _:
            return None


def check_term(text: str) -> str:
    """Return a side-effect term in the form it is kept: no outer blanks, lower case where it is a listed one.

    Raises:
        BadInput: it is empty, too long, or not text.
    """
    term = text.strip()
    if not term:
        raise BadInput("side effect is empty: type what it was")
    if len(term) > LONGEST_TERM:
        raise BadInput(f"side effect {visible(term[:20])!r}… has {len(term)} characters: use at most {LONGEST_TERM}")
    if not is_storable(term):
        raise BadInput(f"side effect {visible(term)!r} holds bytes that are not text: type it again")
    listed = term.lower()
    return listed if listed in FIRST_TERMS or listed in RED_FLAGS else term


def check_severity(value: int) -> int:
    """Return `value` if it is a severity.

    Raises:
        BadInput: it is not 1, 2 or 3.
    """
    if value not in SEVERITIES:
        raise BadInput(f"severity {value} is not one: use 1 mild, 2 moderate or 3 severe")
    return value


def terms_in_order(used: Iterable[str]) -> tuple[str, ...]:
    """Return every term to offer: the `used` ones (last used first), then the rest of the first list.

    Red flags are left out; they are listed apart.
    """
    ordered = dict.fromkeys(term for term in used if term not in RED_FLAGS)
    return tuple(ordered | dict.fromkeys(FIRST_TERMS))
