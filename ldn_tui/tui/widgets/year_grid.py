"""A year as a grid of days, a row a month: drawn line by line so that a step repaints little."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip

from ldn_tui.domain.dates import MONTHS, days_between
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.month import DayFace, Month, runs_of_phases
from ldn_tui.domain.phases import PHASE_SIGNS, Phase
from ldn_tui.domain.year import MOST_DAYS_IN_MONTH, Year, phases_in_places
from ldn_tui.tui.widgets.day_cell import Part
from ldn_tui.tui.widgets.day_grid import DayGrid, DaysPicture
from ldn_tui.tui.widgets.legend import Sign
from ldn_tui.tui.widgets.year_cells import ANSWERED, HEADING_LINES, LABEL_WIDTH, YearLayout, chip_of

# Where not every day's number fits above it.
_NUMBERED = frozenset({1, *range(5, MOST_DAYS_IN_MONTH, 5)})
_LEAST_WIDTH_FOR_ALL = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPicture(DaysPicture):
    """What the grid shows.

    Attributes:
        year: the year.
    """

    year: Year

    def signs(self, layout: YearLayout) -> Iterator[Sign]:
        """Yield the signs that are in the picture when it is drawn in `layout`, with what they are called."""
        yield from self.answer_signs()
        states = {face.state for face in self.faces.values() if face.rating is None}
        yield from self.state_signs(states - ANSWERED)
        if layout.width > 1 and self.year.holds(self.today):
            yield Sign(Glyph.TODAY, "today", "$accent")
        if layout.beside or layout.ribbon_line is not None:
            yield from self.phase_signs()


class YearGrid(DayGrid):
    """The days of a year: each its digit on its heat colour, and the ribbon of phases under or beside its month."""

    picture: reactive[YearPicture | None] = reactive[YearPicture | None](None, always_update=True)

    def __init__(self) -> None:
        """Begin with nothing to show."""
        super().__init__()
        self.year_layout = YearLayout.fitting(0, 0)
        # The first month in view, from 0: where not all have room, they move with the cursor.
        self._top = 0

    @property
    def faces(self) -> Mapping[date, DayFace]:
        """The days shown."""
        return {} if self.picture is None else self.picture.faces

    def signs(self) -> Iterator[Sign]:
        """Yield the signs that are in the picture as it is drawn now, with what they are called."""
        return iter(()) if self.picture is None else self.picture.signs(self.year_layout)

    # What is where

    def on_resize(self, event: events.Resize) -> None:
        """Fit the days to the room there is."""
        self._lay_out(event.size)
        self.refresh()
        self.post_message(self.Arranged())

    def _lay_out(self, size: Size) -> None:
        self.year_layout = YearLayout.fitting(size.width, size.height)
        self._top = self._top_for(self.selected)

    def _top_for(self, day: date) -> int:
        """Return the first month in view, moved no further than it must be to show that of `day`."""
        index, shown = day.month - 1, self.year_layout.shown
        return max(min(self._top, index, len(MONTHS) - shown), index - max(shown - 1, 0))

    def _months(self) -> tuple[Month, ...]:
        months = () if self.picture is None else self.picture.year.months
        return months[self._top : self._top + self.year_layout.shown]

    def day_at(self, x: int, y: int) -> date | None:
        """Return the day drawn at a cell of the widget, or None."""
        layout, months = self.year_layout, self._months()
        place = layout.row_at(y) if layout.width and x >= LABEL_WIDTH else None
        if place is None or place[0] >= len(months):
            return None
        month, index = months[place[0]], (x - LABEL_WIDTH) // layout.width
        return month.first.replace(day=index + 1) if index < month.last.day else None

    def regions_of(self, day: date) -> list[Region]:
        """Return where the cursor shows when it is on `day`: there, on its month's name and among the numbers."""
        layout, months = self.year_layout, self._months()
        if not layout.width or Month.of(day) not in months:
            return []
        top = layout.top_of(months.index(Month.of(day)))
        return [
            Region(LABEL_WIDTH + (day.day - 1) * layout.width, top, layout.width, layout.chip_height),
            Region(0, top + layout.text_line, LABEL_WIDTH, 1),
            Region(0, 0, self.size.width, HEADING_LINES),
        ]

    def watch_selected(self, before: date, after: date) -> None:
        """Repaint what the cursor left and reached; all, where the months must move to show it."""
        top = self._top_for(after)
        if top != self._top:
            self._top = top
            self.refresh()
        else:
            super().watch_selected(before, after)

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line: the numbers of the days, or a line of a month."""
        layout, picture = self.year_layout, self.picture
        segments: list[Segment] = []
        if picture is not None and layout.width:
            months, place = self._months(), layout.row_at(y)
            if y < HEADING_LINES:
                segments = self._numbers()
            elif place is not None and place[0] < len(months):
                segments = self._line_of_month(picture, months[place[0]], place[1])
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _numbers(self) -> list[Segment]:
        """Return the numbers above the days: that of the cursor, and of the others those that keep clear of it."""
        layout, here = self.year_layout, self.selected.day
        cells = [" "] * (LABEL_WIDTH + MOST_DAYS_IN_MONTH * layout.width)
        all_fit = layout.width >= _LEAST_WIDTH_FOR_ALL
        for number in range(1, MOST_DAYS_IN_MONTH + 1):
            is_clear = all_fit or abs(number - here) * layout.width > len("31")
            if number == here or (is_clear and (all_fit or number in _NUMBERED)):
                start = self._start_of(number)
                cells[start : start + len("31")] = f"{number:>2}"
        start = self._start_of(here)
        muted, cursor = self.style_of(Part.WEEKDAY.value), self.style_of(Part.CURSOR.value)
        return [
            Segment("".join(cells[:start]), muted),
            Segment("".join(cells[start : start + 2]), cursor),
            Segment("".join(cells[start + 2 :]), muted),
        ]

    def _start_of(self, number: int) -> int:
        """Return where a day's number begins, so that it ends over the day's digit."""
        width = self.year_layout.width
        digit = min(width, _LEAST_WIDTH_FOR_ALL)
        return LABEL_WIDTH + (number - 1) * width + digit - len("31")

    def _line_of_month(self, picture: YearPicture, month: Month, line: int) -> list[Segment]:
        layout = self.year_layout
        faces = [picture.faces.get(day) for day in days_between(month.first, month.last)]
        segments = [self._label(month, line)]
        if line == layout.ribbon_line:
            segments.extend(self._phase(phase, days * layout.width) for phase, days in runs_of_phases(faces))
        elif line < layout.chip_height:
            segments.extend(self._chips(picture, faces, line))
            if layout.beside:
                segments.append(self._blank((MOST_DAYS_IN_MONTH - len(faces)) * layout.width + 1))
                segments.extend(self._phase(phase, 1) for phase in phases_in_places(faces, layout.beside))
        return segments

    def _label(self, month: Month, line: int) -> Segment:
        name = MONTHS[month.number - 1][: LABEL_WIDTH - 1] if line == self.year_layout.text_line else ""
        part = Part.CURSOR if month.holds(self.selected) else Part.WEEKDAY
        return Segment(name.ljust(LABEL_WIDTH), self.style_of(part.value))

    def _chips(self, picture: YearPicture, faces: list[DayFace | None], line: int) -> Iterator[Segment]:
        layout = self.year_layout
        for face in faces:
            if face is None:
                yield self._blank(layout.width)
                continue
            chip = chip_of(
                face,
                layout.width,
                with_text=line == layout.text_line,
                is_today=face.date == picture.today,
                is_selected=face.date == self.selected,
            )
            yield self.segment(chip, picture.measure)

    def _phase(self, phase: Phase | None, cells: int) -> Segment:
        if phase is None:
            return self._blank(cells)
        return Segment(PHASE_SIGNS[phase.kind] * cells, self.style_of(phase.kind.value))

    def _blank(self, cells: int) -> Segment:
        return Segment(" " * cells, self.style_of(Part.BLANK.value))
