"""What the page of the findings is made of: sections of blocks, and behind each the chart or the days it comes from."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ldn_tui.domain.day_axis import Window

# Low, estimate and high of an improvement: positive is better, whichever end of the scale is.
Limits = tuple[float, float, float]


class Tone(StrEnum):
    """How a text is said."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    ALARM = "alarm"


class Door(StrEnum):
    """A place or a question that stands behind a line."""

    PLAN = "plan"
    SEAL = "seal"
    MEDICINES = "medicines"


@dataclass(frozen=True, slots=True)
class ChartBehind:
    """A chart of a measure over these days, in the view of the graphs with that letter."""

    measure: str
    days: Window
    view: str = "h"


@dataclass(frozen=True, slots=True)
class DaysBehind:
    """Days, each with what is to be said of it, under a heading."""

    heading: str
    days: tuple[tuple[date, str], ...]


Behind = ChartBehind | DaysBehind | Door


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentence the page is about."""

    words: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `lead` stands before it, in bold."""

    text: str
    tone: Tone = Tone.PLAIN
    behind: Behind | None = None
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An improvement with its interval, held against `marks`; `unit` follows each number ("%", or "" for points)."""

    limits: Limits
    marks: tuple[float, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of something is done, 0 to 1, in words below it."""

    share: float
    words: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        title: its head, "" for none.
        is_number: whether its cells stand at the right.
        is_extra: whether it may be left out where there is no room for it.
    """

    title: str
    is_number: bool = True
    is_extra: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: a cell for each column, a bar where the table has some, and what is behind it."""

    cells: tuple[str, ...]
    behind: Behind | None = None
    bar: Limits | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first column names the rows.

    Attributes:
        columns: its columns.
        rows: its rows.
        reach: how far its bars go to either side of 0; None for a table without bars.
        bars_at: before which column the bars stand.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    reach: float | None = None
    bars_at: int = 0


Block = Verdict | Text | Picture | Progress | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, "" for none, with what stands under it."""

    title: str
    blocks: tuple[Block, ...]


Sections = tuple[Section, ...]


def with_texts(sections: Sections, told: Callable[[str], str]) -> Sections:
    """Return `sections` with each of their paragraphs as `told` says it."""
    return tuple(
        replace(
            section,
            blocks=tuple(
                replace(block, text=told(block.text)) if isinstance(block, Text) else block for block in section.blocks
            ),
        )
        for section in sections
    )


def behind_each(sections: Iterable[Section]) -> Iterator[Behind]:
    """Yield what is behind the lines of `sections` that have something behind them, in their order."""
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Text) and block.behind is not None:
                yield block.behind
            elif isinstance(block, Table):
                yield from (row.behind for row in block.rows if row.behind is not None)
