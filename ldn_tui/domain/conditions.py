"""What people try LDN for here, and what each may rate besides the five first measures."""

from dataclasses import dataclass

from ldn_tui.domain.measures import Direction, Measure


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition.

    Attributes:
        name: what it is called; what a trial keeps.
        letter: the key that chooses it.
        measures: what fits it; offered, never added without being chosen. Their positions count from 0.
    """

    name: str
    letter: str
    measures: tuple[Measure, ...] = ()


def _measure(key: str, name: str, low: str, high: str) -> Measure:
    return Measure(key, name, low, high, Direction.LOWER, 0)


_FATIGUE = _measure("fatigue", "Fatigue", "fresh", "exhausted")
_FOG = _measure("fog", "Brain fog", "clear", "could not think")
_BURNING = _measure("burning", "Burning", "none", "worst imaginable")
_NUMBNESS = _measure("numbness", "Numbness", "feel everything", "feel nothing")
_SWELLING = _measure("swelling", "Swelling", "none", "worst it has been")
_COLOUR = _measure("colour", "Colour change", "like the other side", "worst it has been")
_TOUCH = _measure("touch", "Pain on touch", "none", "worst imaginable")

OTHER = "other"
CONDITIONS = (
    Condition("fibromyalgia", "f", (_FATIGUE, _FOG)),
    Condition("CRPS", "c", (_SWELLING, _COLOUR, _TOUCH)),
    Condition("small-fibre neuropathy", "s", (_BURNING, _NUMBNESS)),
    Condition(OTHER, "o", (_FATIGUE, _BURNING, _NUMBNESS, _SWELLING)),
)
