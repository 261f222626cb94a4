"""The signs that stand for something on a day, in words and in colours."""

from collections.abc import Iterator

from ldn_tui.domain.days import Timeliness
from ldn_tui.domain.phases import PHASE_SIGNS, PhaseKind
from ldn_tui.domain.tags import signed
from ldn_tui.domain.text import shorten
from ldn_tui.reports.day_signs import LATE_SIGNS, MARK_SIGNS, NO_ANSWER_SIGN, NOT_RATED_SIGN, STATE_SIGNS
from ldn_tui.reports.day_text import STATES_IN_WORDS

# As style sheets and Content write it. Signs of full contrast: the density tells the phases apart, colour only helps.
PHASE_TINTS = {
    PhaseKind.BASELINE: "$text-muted",
    PhaseKind.TITRATION: "$primary",
    PhaseKind.TREATMENT: "$primary",
    PhaseKind.WASHOUT: "$secondary",
    PhaseKind.PAUSE: "$text-muted",
    PhaseKind.FOLLOW_UP: "$success",
}

_WIDEST_TAG = 16


def marked_in_words(tag: str | None) -> str:
    """Return what a room's title says of the events it marks: those with one tag, "" if it marks all."""
    return "" if tag is None else f"   only {shorten(signed((tag,)), _WIDEST_TAG)}"


def signs_in_words() -> Iterator[tuple[str, str]]:
    """Yield every sign with what it is called, for help."""
    yield from ((sign, mark.value) for mark, sign in MARK_SIGNS.items())
    yield from ((LATE_SIGNS[late], late.value) for late in (Timeliness.LATE, Timeliness.RECALLED))
    yield NO_ANSWER_SIGN, "no answer"
    yield NOT_RATED_SIGN, "not rated"
    yield from ((sign, STATES_IN_WORDS[state]) for state, sign in STATE_SIGNS.items())
    yield from ((sign, kind.value) for kind, sign in PHASE_SIGNS.items())
