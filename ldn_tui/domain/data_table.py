"""The same data as a chart, as a table: words and numbers, ready to be set in columns."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

_NUMBER = re.compile(r"[-+−]?\d+(?P<decimals>[.,]\d+)?", re.ASCII)


def on_the_point(cells: Sequence[str]) -> list[str]:
    """Return the cells of a column so that, set to the right, the points of its numbers stand one under the other.

    A single sign that stands for a number is set as a whole one; words are left as they are.
    """
    found = [_NUMBER.fullmatch(cell) for cell in cells]
    decimals = [len(number["decimals"] or "") if number else 0 for number in found]
    most = max(decimals, default=0)
    return [
        cell + " " * (most - own) if number or len(cell) == 1 else cell
        for cell, number, own in zip(cells, found, decimals, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        heading: what stands above it.
        is_number: whether it is set to the right.
    """

    heading: str
    is_number: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table.

    Attributes:
        cells: what stands in each column; "" for nothing.
        day: the day it stands for, on which a cursor can be; None for none.
    """

    cells: tuple[str, ...]
    day: date | None = None


@dataclass(frozen=True, slots=True)
class DataTable:
    """A table.

    Attributes:
        columns: its columns, the first one names the lines.
        rows: its lines.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def on_the_point(self) -> "DataTable":
        """Return the table with the numbers of each column on the point."""
        columns = [
            on_the_point(cells) if column.is_number else cells
            for column, cells in zip(self.columns, zip(*(row.cells for row in self.rows), strict=True), strict=False)
        ]
        cells = zip(*columns, strict=True)
        return replace(self, rows=tuple(replace(row, cells=own) for row, own in zip(self.rows, cells, strict=False)))

    def row_of(self, day: date) -> int | None:
        """Return the last line that stands for `day` or for one before it, the first if there is none."""
        dated = [(index, row.day) for index, row in enumerate(self.rows) if row.day is not None]
        earlier = [index for index, known in dated if known <= day]
        return earlier[-1] if earlier else (dated[0][0] if dated else None)

    def day_beside(self, day: date, lines: int) -> date:
        """Return the day of the line that many lines below (or above) that of `day`, as far as there are such lines.

        Without any line that stands for a day, it is `day` itself.
        """
        known = [row.day for row in self.rows if row.day is not None]
        if not known:
            return day
        here = max((index for index, other in enumerate(known) if other <= day), default=0)
        return known[min(max(here + lines, 0), len(known) - 1)]
