"""What a report is made of: sections of paragraphs, lists, key figures, tables and a picture."""

from dataclasses import dataclass
from enum import StrEnum

from ldn_tui.domain.history import HistoryChart
from ldn_tui.reports.report_chart_svg import ChartNote

NOTHING = "–"
# What is set in large letters; a longer one is set smaller.
LONGEST_FIGURE = 30
_LAST_LATIN = 0x2FF
# The characters of a line in one of two columns.
_ROW = 60


class Part(StrEnum):
    """The sections, in their order."""

    QUESTION = "question"
    RESULT = "result"
    COURSE = "course"
    MEASURES = "measures"
    SIDE_EFFECTS = "side-effects"
    DOSES = "doses"
    RATINGS = "ratings"
    OTHERS = "others"
    LIMITS = "limits"
    WORDS = "words"
    NOTES = "notes"
    DAYS = "days"


# Behind the page, on pages of their own.
APPENDIX = (Part.NOTES, Part.DAYS)


class Tone(StrEnum):
    """How a paragraph is said."""

    PLAIN = "plain"
    LARGE = "large"
    QUIET = "quiet"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line or more of text."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Items:
    """A list of sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A number a reader sees first: what it is, the number, and what must be said with it."""

    label: str
    value: str
    detail: str


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The numbers a reader sees first, side by side."""

    figures: tuple[KeyFigure, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table.

    Attributes:
        header: what stands above the columns.
        rows: the cells.
        numbers: the columns of numbers, counted from 0.
        intervals: for each row an improvement (low, estimate, high) to be drawn, or None; empty for none at all.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    intervals: tuple[tuple[float, float, float] | None, ...] = ()

    @property
    def reach(self) -> float:
        """How far from 0 the drawn intervals go, at least 1."""
        return max([1.0, *(abs(limit) for limits in self.intervals if limits is not None for limit in limits)])


@dataclass(frozen=True, slots=True)
class Picture:
    """The course of the primary measure.

    Attributes:
        chart: what is drawn.
        baseline_mean: the level it is held against; None if not known.
        in_words: what is said where nothing can be drawn.
        notes: what else happened, marked on its day.
    """

    chart: HistoryChart
    baseline_mean: float | None
    in_words: str
    notes: tuple[ChartNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Ruled:
    """Room to write by hand: what for, and on how many lines."""

    label: str
    lines: int


Block = Paragraph | Items | KeyFigures | Table | Picture | Ruled


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report with its title and what stands in it."""

    part: Part
    title: str
    blocks: tuple[Block, ...]

    @property
    def length(self) -> int:
        """How much text stands in it, in small letters; a row of a table counts as a line."""
        return sum(map(_length, self.blocks))

    @property
    def is_appendix(self) -> bool:
        """Whether it stands behind the page."""
        return self.part in APPENDIX


def _length(block: Block) -> int:
    match block:
        case Paragraph(text, _):
            return _width(text)
        case Items(items):
            return sum(map(_width, items))
        case Table(_, rows):
            return _ROW * len(rows)
        case Ruled(_, lines):
            # As wide as the page, and high enough for a hand.
            return 3 * _ROW * lines
        case KeyFigures(figures):
            return sum(_width(figure.value) for figure in figures if len(figure.value) > LONGEST_FIGURE)
        case _:
            return 0


def _width(text: str) -> int:
    """Return how much room a text takes, in small letters: capitals, and what is not of the Latin script, take two."""
    return sum(2 if sign.isupper() or ord(sign) > _LAST_LATIN else 1 for sign in text)
