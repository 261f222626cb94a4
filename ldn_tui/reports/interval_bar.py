"""An interval as one line of signs: `──┼──[══●═══]──`, with marks to hold it against."""

from collections.abc import Sequence


def interval_bar(
    limits: tuple[float, float, float] | None, scale: tuple[float, float], width: int, marks: Sequence[float] = (0,)
) -> str:
    """Return a line of `width` columns on which an interval lies.

    Args:
        limits: its lower limit, its estimate and its upper limit; None for a line without one.
        scale: the values of the first and the last column; what lies beyond stands at the edge, as `<` or `>`.
        width: how many columns.
        marks: values that are marked with `┼`.
    """
    line = ["─"] * width
    for mark in marks:
        line[column(mark, scale, width)] = "┼"
    if limits is None:
        return "".join(line)
    low, estimate, high = limits
    first, middle, last = (column(value, scale, width) for value in limits)
    for place in range(first, last + 1):
        line[place] = "┼" if line[place] == "┼" else "═"
    line[last] = ">" if high > scale[1] else "]"
    # An interval that lies beyond an end altogether is one sign, which points to it.
    if low <= scale[1]:
        line[first] = "<" if low < scale[0] else "["
    if scale[0] <= estimate <= scale[1]:
        line[middle] = "●"
    return "".join(line)


def column(value: float, scale: tuple[float, float], width: int) -> int:
    """Return the column of `value` on a line of `width` columns, the nearest one for a value beyond its ends."""
    first, last = scale
    share = (value - first) / (last - first)
    return round(min(max(share, 0.0), 1.0) * (width - 1))
