"""How numbers stand in the cells of the page of the findings."""

from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.ratings import shown_number


def in_words(limits: tuple[float, float] | None, form: str) -> str:
    """Return "low to high", each in `form`; "" for none."""
    return "" if limits is None else f"{shown_as(limits[0], form)} to {shown_as(limits[1], form)}"


def range_in_words(low: float | None, high: float | None) -> str:
    """Return a laboratory's range, "" if it is not known."""
    if low is not None and high is not None:
        return f"{shown_number(low)} to {shown_number(high)}"
    if high is not None:
        return f"up to {shown_number(high)}"
    return "" if low is None else f"from {shown_number(low)}"
