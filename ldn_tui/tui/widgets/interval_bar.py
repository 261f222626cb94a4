"""Pictures of intervals: a small one for a line of a table, and a large one with its numbers.

They read without colour: `[══●══]` is the interval with its estimate, `┼` what it is held against.
"""

from collections.abc import Iterable

from textual.content import Content

from ldn_tui.domain.formats import shown_as
from ldn_tui.reports.interval_bar import column, interval_bar
from ldn_tui.tui.findings.blocks import Limits, Picture

# The least picture of percents there is; it grows with the interval as far as it helps.
PERCENT_SCALE = (-20.0, 80.0)
WIDEST_PERCENT_SCALE = (-100.0, 100.0)
WIDEST = 76
WORSE, BETTER = "worse", "better"

_STYLES = {"─": "$text-muted", "┼": "bold $foreground", "●": "bold $accent"}
_INTERVAL = "bold $primary"


def small_bar(limits: Limits | None, reach: float, width: int) -> Content:
    """Return an improvement in points as one line of `width` cells, better to the right of 0.

    Args:
        limits: low, estimate and high; None for an empty line.
        reach: the improvement at the right end; the left one is as much worse.
        width: cells, odd so that 0 stands in the middle.
    """
    return Content(" " * width) if limits is None else _drawn(interval_bar(limits, (-reach, reach), width))


def bar_heading(width: int) -> str:
    """Return what stands above small bars of `width` cells: 0 in the middle, and which side is which."""
    middle = width // 2
    return f"{f'{WORSE} ':>{middle}}┼{f' {BETTER}':<{width - middle - 1}}"


def interval_picture(picture: Picture, width: int) -> list[Content]:
    """Return the large picture, three lines of at most `width` cells: the marks, the interval, its numbers."""
    width = min(width, WIDEST)
    scale = _scale(picture)
    marks = [(f"{_number(mark, picture)}", column(mark, scale, width)) for mark in picture.marks]
    bar = interval_bar(picture.limits, scale, width, picture.marks)
    above = _placed(marks, width)
    if above.startswith(" " * (len(WORSE) + 2)):
        above = WORSE + above[len(WORSE) :]
    if len(above.rstrip()) + len(BETTER) + 2 <= width:
        above = above[: width - len(BETTER)] + BETTER
    low, estimate, high = picture.limits
    numbers = [(_number(value, picture), column(value, scale, width)) for value in (estimate, low, high)]
    return [
        Content.assemble((above, "$text-muted")),
        _drawn(bar),
        Content.assemble((_placed(numbers, width), "bold")),
    ]


def _scale(picture: Picture) -> tuple[float, float]:
    low, _, high = picture.limits
    if not picture.unit:
        reach = max(abs(low), abs(high), 1.0) * 1.2
        return -reach, reach
    least, most = PERCENT_SCALE
    return max(min(least, low), WIDEST_PERCENT_SCALE[0]), min(max(most, high), WIDEST_PERCENT_SCALE[1])


def _number(value: float, picture: Picture) -> str:
    if picture.unit:
        return f"{value:.0f} {picture.unit}"
    return shown_as(value, "+.1f") if value else "0"


def _placed(labels: Iterable[tuple[str, int]], width: int) -> str:
    """Return a line with each label around its column; one that would touch an earlier one is left out."""
    line = " " * width
    for label, middle in labels:
        start = min(max(middle - len(label) // 2, 0), width - len(label))
        end = start + len(label)
        if start >= 0 and not line[max(start - 1, 0) : end + 1].strip():
            line = line[:start] + label + line[end:]
    return line


def _drawn(bar: str) -> Content:
    return Content.assemble(*((sign, _STYLES.get(sign, _INTERVAL)) for sign in bar))
