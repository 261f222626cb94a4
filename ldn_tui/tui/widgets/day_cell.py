"""One day of the month grid: what each of its lines shows, in whatever room there is."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ldn_tui.domain.day_marks import DayMark
from ldn_tui.domain.days import DayState
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.month import DAYS_IN_WEEK, MOST_WEEKS, DayFace
from ldn_tui.domain.ratings import in_one_cell, shown_number, to_whole_number
from ldn_tui.reports.day_signs import LATE_SIGNS, MARK_SIGNS, NO_ANSWER_SIGN, NOT_RATED_SIGN, STATE_SIGNS

MORE_SIGN = Glyph.MORE
WIDEST_CELL = 18
_NARROWEST_CELL = 3
_TALLEST_CELL = 8
# A state is said in a word where there is room, and by its sign where there is not.
_STATE_WORDS = {DayState.SKIPPED: "skip", DayState.OPEN: "open"}
_WIDEST_STATE_WORD = 4


class Part(StrEnum):
    """What a piece of the grid is, for whoever gives it a style."""

    BLANK = "blank"
    WEEKDAY = "weekday"
    NUMBER = "number"
    NUMBER_NOT_DUE = "number-not-due"
    NUMBER_TODAY = "number-today"
    NUMBER_SELECTED = "number-selected"
    CURSOR = "cursor"
    MARK = "mark"
    SIDE_EFFECT = "side-effect"
    RATING = "rating"
    NO_RATING = "no-rating"
    STATE = "state"
    PHASE_NAME = "phase-name"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters.

    Attributes:
        text: the characters.
        part: what it is.
        value: the rating it shows, for `Part.RATING`.
        is_today: whether it is underlined, where the day's number does not stand there to say so.
    """

    text: str
    part: Part
    value: float = 0.0
    is_today: bool = False


@dataclass(frozen=True, slots=True)
class GridLayout:
    """How large a day is, in cells, and where the weeks begin.

    Attributes:
        width: the cells of a day across; 0 if there is no room for one.
        height: its lines.
        top: the line of the first week.
    """

    width: int
    height: int
    top: int

    @classmethod
    def fitting(cls, width: int, height: int) -> "GridLayout":
        """Return the layout that uses `width` by `height` cells best; the same for every month, so nothing jumps."""
        day_width = min(width // DAYS_IN_WEEK, WIDEST_CELL)
        day_height = min(max((height - 1) // MOST_WEEKS, 1), _TALLEST_CELL)
        spare = height - 1 - MOST_WEEKS * day_height
        return cls(day_width if day_width >= _NARROWEST_CELL else 0, day_height, 2 if spare > 0 else 1)

    @property
    def is_compact(self) -> bool:
        """Whether a day is a single line."""
        return self.height == 1

    @property
    def margin(self) -> int:
        """The cells before a day's number."""
        return 0 if self.is_compact and self.width <= 5 else 1

    @property
    def chip_width(self) -> int:
        """The cells of a rating's chip."""
        if self.is_compact:
            return min(max(self.width - 3, 0), 2 if self.width < 7 else 3)
        return self.width - 2

    @property
    def chip_height(self) -> int:
        """The lines of a rating's chip: odd, so that the number stands in its middle."""
        if self.height >= 7:
            return 5
        return 3 if self.height >= 5 else 1

    @property
    def ribbon_line(self) -> int | None:
        """The line of a day that the ribbon of phases runs along, None if there is no room for one."""
        return 1 + self.chip_height if self.height > 1 + self.chip_height else None

    def says_in_a_word(self, state: DayState) -> bool:
        """Return whether `state` is said in a word instead of by its sign."""
        return state in _STATE_WORDS and self.chip_width >= _WIDEST_STATE_WORD


def line_of_day(face: DayFace, line: int, layout: GridLayout, number: Part, *, is_selected: bool) -> Iterator[Piece]:
    """Yield the pieces of one line of a day, `layout.width` cells in all; the ribbon's line is blank.

    Args:
        face: what the day shows.
        line: the line, from 0.
        layout: how large a day is.
        number: how the day's number is drawn.
        is_selected: whether the cursor is on the day.
    """
    if layout.is_compact:
        yield from _compact(face, layout, number)
    elif line == 0:
        yield from _number_and_marks(face, layout, number)
    elif line <= layout.chip_height:
        with_text = line == 1 + layout.chip_height // 2
        chip = _chip(face, layout)
        left, right = ("▐", "▌") if is_selected else (" ", " ")
        yield Piece(left, Part.CURSOR)
        yield chip if with_text else Piece(" " * len(chip.text), chip.part, chip.value)
        yield Piece(right, Part.CURSOR)
    else:
        yield Piece(" " * layout.width, Part.BLANK)


def _compact(face: DayFace, layout: GridLayout, number: Part) -> Iterator[Piece]:
    room = layout.width - layout.margin - 2 - layout.chip_width
    marks = list(_marks(face, room))
    yield Piece(" " * layout.margin, Part.BLANK)
    yield Piece(f"{face.date.day:>2}", number)
    yield _chip(face, layout)
    yield from marks
    yield Piece(" " * (room - len(marks)), Part.BLANK)


def _number_and_marks(face: DayFace, layout: GridLayout, number: Part) -> Iterator[Piece]:
    count = len(face.marks)
    # Where the marks would not fit behind it, the number moves to the edge, and the blank behind it goes.
    margin = 0 if count > layout.width - 3 else 1
    blank = 1 if count <= layout.width - margin - 4 else 0
    room = layout.width - margin - 2 - blank
    marks = list(_marks(face, room))
    yield Piece(" " * margin, Part.BLANK)
    yield Piece(f"{face.date.day:>2}", number)
    yield Piece(" " * blank, Part.BLANK)
    yield from marks
    yield Piece(" " * (room - len(marks)), Part.BLANK)


def _marks(face: DayFace, room: int) -> Iterator[Piece]:
    """Yield the marks of a day in `room` cells: a dose taken gives way first, then ⋯ stands for the others."""
    marks = face.marks
    if len(marks) > room:
        marks = tuple(mark for mark in marks if mark is not DayMark.DOSE_TAKEN)
    shown = marks if len(marks) <= room else marks[: max(room - 1, 0)]
    for mark in shown:
        yield Piece(MARK_SIGNS[mark], Part.SIDE_EFFECT if mark is DayMark.SIDE_EFFECT else Part.MARK)
    if len(shown) < len(marks) and room > 0:
        yield Piece(MORE_SIGN, Part.MARK)


def _chip(face: DayFace, layout: GridLayout) -> Piece:
    """Return a day's rating, or what stands in its place."""
    width, rating = layout.chip_width, face.rating
    state = STATE_SIGNS[face.state] if face.state in {DayState.PARTIAL, DayState.SKIPPED} else " "
    if rating is not None:
        late = LATE_SIGNS[face.timeliness]
        if rating.value is None:
            return Piece(_chip_text(NO_ANSWER_SIGN, width, state, late), Part.NO_RATING)
        return Piece(_chip_text(number_in(rating.value, width), width, state, late), Part.RATING, rating.value)
    if face.state is DayState.NOT_DUE:
        return Piece(" " * width, Part.BLANK)
    if face.state in {DayState.PARTIAL, DayState.COMPLETE}:
        return Piece(_chip_text(NOT_RATED_SIGN, width, state, " "), Part.NO_RATING)
    text = _STATE_WORDS[face.state] if layout.says_in_a_word(face.state) else STATE_SIGNS[face.state]
    return Piece(text.center(width)[:width], Part.STATE)


def number_in(value: float, width: int) -> str:
    """Return a rating as it fits into a chip: with its tenths, rounded to a whole number, or in one cell."""
    if width >= 5:
        return shown_number(value)
    return in_one_cell(value) if width < 4 else str(to_whole_number(value))


def _chip_text(text: str, width: int, before: str, after: str) -> str:
    """Return `text` in the middle of `width` cells, with a sign on either side where there is room for one."""
    if width < 3:
        return f"{before}{text}"[-width:] if width else ""
    if width >= len(text) + 6:
        return f"{before} {text} {after}".center(width)
    return f"{before}{text.center(width - 2)}{after}"
