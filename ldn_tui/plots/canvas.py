"""The drawing area of a chart. The only module that knows plotext."""

import math
import re
from collections.abc import Sequence
from functools import cache
from threading import Lock
from typing import Self

import plotext

from ldn_tui.plots.drawing import RATINGS, Cells, Role, ValueScale
from ldn_tui.plots.glyphs import Glyphs

# plotext draws on one figure for the whole process.
_FIGURE = Lock()

# The colours by which plotext's own output is read back.
_CODE = {Role.POINT: 1, Role.MEAN: 2, Role.OUTSIDE: 3}
_ROLE = {"": Role.BLANK} | {str(code): role for role, code in _CODE.items()}
_FROM_PLOTEXT = re.compile(r"(?:\x1b\[38;5;(\d+)m)?([^\x1b\n]+)(?:\x1b\[0m)?")


class Canvas:
    """plotext's figure, used as a canvas whose columns and rows are known to the dot.

    The least value of the scale lies in the middle of the lowest row, the greatest in the middle of the highest,
    whatever the marker, unless they are put to the edges. It is used in a `with` statement: plotext has one figure for
    the whole process.
    """

    def __init__(
        self, columns: int, lines: int, glyphs: Glyphs, scale: ValueScale = RATINGS, *, to_edges: bool = False
    ) -> None:
        """Take a drawing area.

        Args:
            columns: its cells across, at least 2.
            lines: its rows.
            glyphs: the characters.
            scale: what the rows stand for.
            to_edges: whether the ends of the scale are the outer edges, and not the middle, of the outer rows: in a
                low drawing area a line would else have few dots to go by. Cells cannot be placed in one.
        """
        self._columns, self._lines, self._glyphs = columns, lines, glyphs
        dots = lines * glyphs.dots_down
        self._dots_wide = columns * glyphs.dots_across
        reach = max(dots - 1, 1) if to_edges else dots - glyphs.dots_down
        self._span = (scale.high - scale.low) * max(dots - 1, 1) / reach
        margin = 0.0 if to_edges else (glyphs.dots_down - 1) / 2
        self._lowest = scale.low - self._span * margin / max(dots - 1, 1)

    def __enter__(self) -> Self:
        """Begin an empty drawing."""
        _FIGURE.acquire()
        # Own limits, no axes and no labels: dates and scale are drawn by ourselves, and theme and terminal size
        # are kept out of it.
        plotext.clear_figure()
        plotext.theme("clear")
        plotext.limit_size(False, False)
        plotext.plot_size(self._columns, self._lines)
        plotext.frame(False)
        plotext.xticks([])
        plotext.yticks([])
        plotext.xlim(0, self._dots_wide - 1)
        plotext.ylim(self._lowest, self._lowest + self._span)
        return self

    def __exit__(self, *_: object) -> None:
        """Leave the figure to others."""
        _FIGURE.release()

    def cells(self, places: Sequence[tuple[int, int]], glyph: str, role: Role) -> None:
        """Put `glyph` in each cell of `places` (column, row from the bottom)."""
        if places:
            across = (self._dots_wide - 1) / (self._columns - 1)
            down = self._span / (self._lines - 1)
            plotext.scatter(
                [column * across for column, _ in places],
                [self._lowest + row * down for _, row in places],
                marker=glyph,
                color=_CODE[role],
            )

    def line(self, runs: Sequence[Sequence[tuple[int, float]]], role: Role) -> None:
        """Draw each run of (column of dots, value) as a line."""
        columns: list[float] = []
        values: list[float] = []
        for run in runs:
            columns.extend([*(column for column, _ in run), math.nan])
            values.extend([*(value for _, value in run), math.nan])
        if columns:
            plotext.plot(columns, values, marker=self._glyphs.line, color=_CODE[role])

    def read(self) -> list[Cells]:
        """Return what was drawn, each cell a character and its role."""
        rows: list[Cells] = []
        for line in plotext.build().splitlines()[: self._lines]:
            cells: Cells = []
            for code, text in _FROM_PLOTEXT.findall(line):
                role = _ROLE[code]
                cells.extend((_thickened(character), role) for character in text)
            rows.append(cells)
        return rows


# The dots of a braille character by row, as bits of its code point: (left, right) from the top down.
_BRAILLE = 0x2800
_DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))


@cache
def _thickened(character: str) -> str:
    """Return a braille character with a second dot under each of its dots, above it at the lower edge.

    A line of single dots is lost among points; twice as thick and in the same cells, it is what the eye finds first.
    """
    dots = ord(character) - _BRAILLE
    if not 0 < dots <= 0xFF:
        return character
    thick = dots
    for row, sides in enumerate(_DOTS):
        beside = _DOTS[row + 1 if row + 1 < len(_DOTS) else row - 1]
        for dot, other in zip(sides, beside, strict=True):
            thick |= other if dots & dot else 0
    return chr(_BRAILLE + thick)
