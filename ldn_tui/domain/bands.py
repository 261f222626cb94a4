"""The bands of IMMPACT: what an improvement of a size is called (Dworkin 2008, J Pain 9:105)."""

from enum import StrEnum


class Band(StrEnum):
    """How much an improvement in percent means to most people."""

    SUBSTANTIAL = "substantial"
    MODERATE = "moderate"
    MINIMAL = "minimal"
    NONE = "none"
    WORSE = "worse"


# The least improvement of each band; worse, at -10 % and below, is a convention of this project.
_LEAST = ((50.0, Band.SUBSTANTIAL), (30.0, Band.MODERATE), (10.0, Band.MINIMAL))
_WORSE = -10.0

# Means of tenths come out a last bit below a round percent; no rating is that fine.
_DECIMALS = 9


def band(percent: float | None) -> Band | None:
    """Return the band of an improvement in percent of a measure of which lower is better; None for None.

    20 to 30 %, of which IMMPACT says nothing, count as minimal.
    """
    if percent is None:
        return None
    improvement = round(percent, _DECIMALS)
    if improvement <= _WORSE:
        return Band.WORSE
    return next((found for least, found in _LEAST if improvement >= least), Band.NONE)
