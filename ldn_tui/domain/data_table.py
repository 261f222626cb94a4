"""The same data as a chart, as a table: words and numbers, ready to be set in columns."""

from dataclasses import dataclass
from datetime import date


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

    def row_of(self, day: date) -> int | None:
        """Return the last line that stands for `day` or for one before it, the first if there is none."""
        dated = [(index, row.day) for index, row in enumerate(self.rows) if row.day is not None]
        earlier = [index for index, known in dated if known <= day]
        return earlier[-1] if earlier else (dated[0][0] if dated else None)
