"""One day of the year grid, and how large it is in whatever room there is."""

from dataclasses import dataclass

from ldn_tui.domain.days import DayState
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.month import DayFace
from ldn_tui.domain.year import MONTHS_IN_YEAR, MOST_DAYS_IN_MONTH
from ldn_tui.reports.day_signs import NO_ANSWER_SIGN, NOT_RATED_SIGN, STATE_SIGNS
from ldn_tui.tui.widgets.day_cell import Part, Piece, number_in

LABEL_WIDTH = 4
HEADING_LINES = 1
WIDEST_DAY = 4
_TALLEST_MONTH = 4
_MONTHS_IN_QUARTER = 3
_GAPS = MONTHS_IN_YEAR // _MONTHS_IN_QUARTER - 1
# The ribbon beside a month of one line: a blank, and this many places.
_LEAST_RIBBON, _LONGEST_RIBBON = 4, 12
# Where a measure without a rating was left out, and the day was not.
ANSWERED = frozenset({DayState.PARTIAL, DayState.COMPLETE})


@dataclass(frozen=True, slots=True)
class YearLayout:
    """How large a day is, in cells, and where the months are: a row each, a blank line after each quarter.

    Attributes:
        width: the cells of a day across; 0 if there is no room for a month.
        height: the lines of a month; the ribbon of phases is the last of them where there are several.
        shown: how many months are in view.
        has_gaps: whether there is a line between the quarters.
        beside: the places of the ribbon to the right of the days; 0 where it runs under them, or has no room.
    """

    width: int
    height: int
    shown: int
    has_gaps: bool
    beside: int

    @classmethod
    def fitting(cls, width: int, height: int) -> "YearLayout":
        """Return the layout that uses `width` by `height` cells best; the same for every year, so nothing jumps."""
        lines = max(height - HEADING_LINES, 0)
        month_height = min(max(lines // MONTHS_IN_YEAR, 1), _TALLEST_MONTH)
        is_low = month_height == 1
        needed = 1 + _LEAST_RIBBON if is_low else 0
        fitting = (cells for cells in range(WIDEST_DAY, 1, -1) if days_width(cells) + needed <= width)
        day_width = next(fitting, 1 if days_width(1) <= width else 0)
        spare = width - days_width(day_width) - 1
        return cls(
            width=day_width,
            height=month_height,
            shown=min(lines // month_height, MONTHS_IN_YEAR),
            has_gaps=lines - month_height * MONTHS_IN_YEAR >= _GAPS,
            beside=min(spare, _LONGEST_RIBBON) if is_low and spare >= _LEAST_RIBBON else 0,
        )

    @property
    def ribbon_line(self) -> int | None:
        """The line of a month that the ribbon runs along under its days, None where it does not."""
        return None if self.height == 1 else self.chip_height

    @property
    def chip_height(self) -> int:
        """The lines of a day's chip: odd, so that the digit stands in its middle."""
        return self.height - 1 if self.height == _TALLEST_MONTH else 1

    @property
    def text_line(self) -> int:
        """The line of a month that has the digits and the month's name."""
        return self.chip_height // 2

    def top_of(self, row: int) -> int:
        """Return the first line of the month in a row, counted from the first in view."""
        gaps = row // _MONTHS_IN_QUARTER if self.has_gaps else 0
        return HEADING_LINES + row * self.height + gaps

    def row_at(self, y: int) -> tuple[int, int] | None:
        """Return the row of a month, and which of its lines, at a line of the grid; None for the heading and gaps."""
        for row in range(self.shown):
            line = y - self.top_of(row)
            if 0 <= line < self.height:
                return row, line
        return None


def days_width(cells: int) -> int:
    """Return how wide a month is whose days have so many cells, with its name."""
    return LABEL_WIDTH + MOST_DAYS_IN_MONTH * cells


def chip_of(face: DayFace, width: int, *, with_text: bool, is_today: bool, is_selected: bool) -> Piece:
    """Return a line of a day's chip, `width` cells: its rating on the heat colour, or what stands in its place.

    Args:
        face: what the day shows.
        width: the cells, at least 1.
        with_text: whether it is the line with the digit.
        is_today: whether it is the present day, which has a sign where there are two cells, and is underlined.
        is_selected: whether the cursor is on it, which has a sign in the same place, and is reversed.
    """
    rating = face.rating
    text, part, value = " ", Part.BLANK, 0.0
    if rating is not None and rating.value is not None:
        text, part, value = number_in(rating.value, width), Part.RATING, rating.value
    elif rating is not None:
        text, part = NO_ANSWER_SIGN, Part.NO_RATING
    elif face.state in ANSWERED:
        text, part = NOT_RATED_SIGN, Part.NO_RATING
    elif face.state is not DayState.NOT_DUE:
        text, part = STATE_SIGNS[face.state], Part.STATE
    sign = Glyph.CURSOR if is_selected else Glyph.TODAY if is_today else " "
    shown = f"{sign}{text}"[-width:] if width < 3 else f"{sign}{text:>2}"[:3].ljust(width)
    if is_selected:
        part = Part.NUMBER_SELECTED
    elif is_today and part is Part.BLANK:
        part = Part.NUMBER_TODAY
    return Piece(shown if with_text else " " * width, part, value, is_today and with_text)
