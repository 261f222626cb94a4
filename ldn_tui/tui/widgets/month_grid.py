"""A month as a grid of days: one widget, one focus, drawn line by line so that a step repaints only two days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip

from ldn_tui.domain.days import DayState
from ldn_tui.domain.month import DAYS_IN_WEEK, DayFace, Month, Week, runs_of_phases, weekdays_from
from ldn_tui.domain.phases import PHASE_SIGNS, Phase
from ldn_tui.domain.text import visible
from ldn_tui.tui.widgets.day_cell import GridLayout, Part, line_of_day
from ldn_tui.tui.widgets.day_grid import DayGrid, DaysPicture
from ldn_tui.tui.widgets.legend import Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPicture(DaysPicture):
    """What the grid shows.

    Attributes:
        month: the month.
        week_starts_on: the weekday of the first column, 0 for Monday.
    """

    month: Month
    week_starts_on: int

    def signs(self, layout: GridLayout) -> Iterator[Sign]:
        """Yield the signs that are in the picture when it is drawn in `layout`, with what they are called."""
        yield from self.mark_signs()
        yield from self.answer_signs()
        faces = self.faces.values()
        yield from self.state_signs(
            {face.state for face in faces if face.rating is not None or not layout.says_in_a_word(face.state)}
        )
        if layout.ribbon_line is not None:
            yield from self.phase_signs()


class MonthGrid(DayGrid):
    """The days of a month: number and marks, the rating on its heat colour, and the ribbon of phases."""

    picture: reactive[MonthPicture | None] = reactive[MonthPicture | None](None, always_update=True)

    def __init__(self) -> None:
        """Begin with nothing to show."""
        super().__init__()
        self.grid_layout = GridLayout(0, 1, 1)
        self._weeks: tuple[Week, ...] = ()
        self._names: dict[Phase, tuple[int, str]] = {}

    @property
    def faces(self) -> Mapping[date, DayFace]:
        """The days shown."""
        return {} if self.picture is None else self.picture.faces

    def signs(self) -> Iterator[Sign]:
        """Yield the signs that are in the picture as it is drawn now, with what they are called."""
        return iter(()) if self.picture is None else self.picture.signs(self.grid_layout)

    # What is where

    def on_resize(self, event: events.Resize) -> None:
        """Fit the days to the room there is."""
        self._lay_out(event.size)
        self.refresh()
        self.post_message(self.Arranged())

    def watch_picture(self) -> None:
        """Lay the weeks out."""
        self._lay_out(self.size)

    def _lay_out(self, size: Size) -> None:
        self.grid_layout = GridLayout.fitting(size.width, size.height)
        picture = self.picture
        self._weeks = picture.month.weeks(picture.week_starts_on) if picture is not None else ()
        self._names = self._phase_names()

    def _phase_names(self) -> dict[Phase, tuple[int, str]]:
        """Return in which week each phase is named, and how: in the first that has room for a name of it."""
        names: dict[Phase, tuple[int, str]] = {}
        for index, week in enumerate(self._weeks):
            for phase, days in runs_of_phases(self._faces(week)):
                if phase is None or phase in names:
                    continue
                room = days * self.grid_layout.width - 3
                for name in (visible(phase.title), phase.kind.value.capitalize()):
                    # A character of two cells would push the rest of the line aside.
                    if cell_len(name) == len(name) <= room:
                        names[phase] = (index, name)
                        break
        return names

    def _faces(self, week: Week) -> list[DayFace | None]:
        picture = self.picture
        return [None if picture is None or day is None else picture.faces.get(day) for day in week]

    def day_at(self, x: int, y: int) -> date | None:
        """Return the day drawn at a cell of the widget, or None."""
        layout = self.grid_layout
        if not layout.width or y < layout.top:
            return None
        week, column = (y - layout.top) // layout.height, x // layout.width
        if week >= len(self._weeks) or column >= DAYS_IN_WEEK:
            return None
        return self._weeks[week][column]

    def regions_of(self, day: date) -> list[Region]:
        """Return where `day` is drawn."""
        region = self._region_of(day)
        return [] if region is None else [region]

    def _region_of(self, day: date) -> Region | None:
        layout = self.grid_layout
        for index, week in enumerate(self._weeks):
            if day in week:
                x, y = week.index(day) * layout.width, layout.top + index * layout.height
                return Region(x, y, layout.width, layout.height)
        return None

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw one line: the weekdays, or a line of a week."""
        layout, picture = self.grid_layout, self.picture
        segments: list[Segment] = []
        if picture is not None and layout.width:
            week, line = divmod(y - layout.top, layout.height)
            if y == 0:
                segments = self._weekdays(picture)
            elif 0 <= week < len(self._weeks):
                segments = self._ribbon(week) if line == layout.ribbon_line else self._line_of_week(week, line)
        return Strip(segments).adjust_cell_length(self.size.width, self.rich_style)

    def _weekdays(self, picture: MonthPicture) -> list[Segment]:
        layout = self.grid_layout
        length = min(3, layout.width - layout.margin - 1)
        names = (" " * layout.margin + name[:length] for name in weekdays_from(picture.week_starts_on))
        return [Segment("".join(name.ljust(layout.width) for name in names), self.style_of(Part.WEEKDAY.value))]

    def _line_of_week(self, week: int, line: int) -> list[Segment]:
        layout, measure = self.grid_layout, None if self.picture is None else self.picture.measure
        segments: list[Segment] = []
        for face in self._faces(self._weeks[week]):
            if face is None:
                segments.append(Segment(" " * layout.width, self.style_of(Part.BLANK.value)))
                continue
            is_selected = face.date == self.selected
            pieces = line_of_day(face, line, layout, self._number_part(face), is_selected=is_selected)
            segments.extend(self.segment(piece, measure) for piece in pieces if piece.text)
        return segments

    def _number_part(self, face: DayFace) -> Part:
        if face.date == self.selected:
            return Part.NUMBER_SELECTED
        if self.picture is not None and face.date == self.picture.today:
            return Part.NUMBER_TODAY
        return Part.NUMBER_NOT_DUE if face.state is DayState.NOT_DUE else Part.NUMBER

    def _ribbon(self, week: int) -> list[Segment]:
        width = self.grid_layout.width
        segments: list[Segment] = []
        for phase, days in runs_of_phases(self._faces(self._weeks[week])):
            cells = days * width
            if phase is None:
                segments.append(Segment(" " * cells, self.style_of(Part.BLANK.value)))
                continue
            sign, tint = PHASE_SIGNS[phase.kind], self.style_of(phase.kind.value)
            named_in, name = self._names.get(phase, (-1, ""))
            if named_in == week:
                segments.append(Segment(sign, tint))
                segments.append(Segment(f" {name} ", self.style_of(Part.PHASE_NAME.value)))
                cells -= len(name) + 3
            segments.append(Segment(sign * cells, tint))
        return segments
