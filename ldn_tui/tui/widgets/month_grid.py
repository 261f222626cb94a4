"""A month as a grid of days: one widget, one focus, drawn line by line so that a step repaints only two days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from ldn_tui.domain.days import DayState, Timeliness
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.month import DAYS_IN_WEEK, DayFace, Month, Week, runs_of_phases, weekdays_from
from ldn_tui.domain.phases import PHASE_SIGNS, Phase
from ldn_tui.domain.text import visible
from ldn_tui.reports.day_signs import LATE_SIGNS, MARK_SIGNS, NO_ANSWER_SIGN, NOT_RATED_SIGN, STATE_SIGNS
from ldn_tui.reports.day_text import STATES_IN_WORDS
from ldn_tui.tui.marks import PHASE_TINTS
from ldn_tui.tui.theme import heat_style
from ldn_tui.tui.widgets.day_cell import GridLayout, Part, Piece, line_of_day
from ldn_tui.tui.widgets.legend import Sign

_REVERSED = Style(reverse=True)


@dataclass(frozen=True, slots=True)
class MonthPicture:
    """What the grid shows.

    Attributes:
        month: the month.
        week_starts_on: the weekday of the first column, 0 for Monday.
        faces: each of its days.
        measure: whose ratings are shown.
        today: the present logical day.
    """

    month: Month
    week_starts_on: int
    faces: Mapping[date, DayFace]
    measure: Measure
    today: date

    def signs(self, layout: GridLayout) -> Iterator[Sign]:
        """Yield the signs that are in the picture when it is drawn in `layout`, with what they are called."""
        faces = self.faces.values()
        marks = {mark for face in faces for mark in face.marks}
        yield from (Sign(sign, mark.value) for mark, sign in MARK_SIGNS.items() if mark in marks)
        late = {face.timeliness for face in faces} - {Timeliness.ON_TIME}
        yield from (Sign(sign, lateness.value) for lateness, sign in LATE_SIGNS.items() if lateness in late)
        if any(face.rating is not None and face.rating.value is None for face in faces):
            yield Sign(NO_ANSWER_SIGN, "no answer")
        if any(face.rating is None and face.state in {DayState.PARTIAL, DayState.COMPLETE} for face in faces):
            yield Sign(NOT_RATED_SIGN, "not rated")
        states = {face.state for face in faces if face.rating is not None or not layout.says_in_a_word(face.state)}
        yield from (Sign(sign, STATES_IN_WORDS[state]) for state, sign in STATE_SIGNS.items() if state in states)
        if layout.ribbon_line is not None:
            kinds = {face.phase.kind for face in faces if face.phase is not None}
            yield from (
                Sign(PHASE_SIGNS[kind], kind.value, tint) for kind, tint in PHASE_TINTS.items() if kind in kinds
            )


class MonthGrid(Widget, can_focus=True):
    """The days of a month: number and marks, the rating on its heat colour, and the ribbon of phases."""

    DEFAULT_CSS = (
        """
    MonthGrid {
        & > .month-grid--weekday { color: $text-muted; }
        & > .month-grid--number-not-due { color: $text-muted; }
        & > .month-grid--number-today { color: $accent; text-style: bold underline; }
        & > .month-grid--number-selected { color: $accent; text-style: bold; }
        & > .month-grid--cursor { color: $accent; text-style: bold; }
        & > .month-grid--mark { color: $text-muted; }
        & > .month-grid--side-effect { color: $foreground; text-style: bold; }
        & > .month-grid--no-rating { background: $panel; color: $text-muted; }
        & > .month-grid--state { color: $text-muted; }
        & > .month-grid--phase-name { color: $text-muted; }
    """
        + "".join(f"& > .month-grid--{kind.value} {{ color: {tint}; }}" for kind, tint in PHASE_TINTS.items())
        + "}"
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"month-grid--{part.value}" for part in (*Part, *PHASE_TINTS)}

    picture: reactive[MonthPicture | None] = reactive[MonthPicture | None](None, always_update=True)
    selected: reactive[date] = reactive(date.min, repaint=False)

    class Picked(Message):
        """A day was clicked."""

        def __init__(self, day: date) -> None:
            """Say which."""
            super().__init__()
            self.day = day

    class Arranged(Message):
        """The days were fitted to another size, so that other signs may show."""

    def __init__(self) -> None:
        """Begin with nothing to show."""
        super().__init__()
        self.grid_layout = GridLayout(0, 1, 1)
        self._weeks: tuple[Week, ...] = ()
        self._names: dict[Phase, tuple[int, str]] = {}

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

    def on_click(self, event: events.Click) -> None:
        """Say which day was clicked."""
        day = self.day_at(event.x, event.y)
        if day is not None:
            self.post_message(self.Picked(day))

    def watch_selected(self, before: date, after: date) -> None:
        """Repaint the two days the cursor left and reached."""
        regions = [region for day in (before, after) if (region := self._region_of(day)) is not None]
        if regions:
            self.refresh(*regions)

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

    def _style(self, part: str) -> Style:
        return self.get_visual_style(f"month-grid--{part}").rich_style

    def _segment(self, piece: Piece) -> Segment:
        if piece.part is Part.RATING and self.picture is not None:
            return Segment(piece.text, heat_style(self.picture.measure, piece.value).rich_style)
        style = self._style(piece.part.value)
        return Segment(piece.text, style + _REVERSED if piece.part is Part.NUMBER_SELECTED else style)

    def _weekdays(self, picture: MonthPicture) -> list[Segment]:
        layout = self.grid_layout
        length = min(3, layout.width - layout.margin - 1)
        names = (" " * layout.margin + name[:length] for name in weekdays_from(picture.week_starts_on))
        return [Segment("".join(name.ljust(layout.width) for name in names), self._style(Part.WEEKDAY.value))]

    def _line_of_week(self, week: int, line: int) -> list[Segment]:
        layout = self.grid_layout
        segments: list[Segment] = []
        for face in self._faces(self._weeks[week]):
            if face is None:
                segments.append(Segment(" " * layout.width, self._style(Part.BLANK.value)))
                continue
            is_selected = face.date == self.selected
            pieces = line_of_day(face, line, layout, self._number_part(face), is_selected=is_selected)
            segments.extend(self._segment(piece) for piece in pieces if piece.text)
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
                segments.append(Segment(" " * cells, self._style(Part.BLANK.value)))
                continue
            sign, tint = PHASE_SIGNS[phase.kind], self._style(phase.kind.value)
            named_in, name = self._names.get(phase, (-1, ""))
            if named_in == week:
                segments.append(Segment(sign, tint))
                segments.append(Segment(f" {name} ", self._style(Part.PHASE_NAME.value)))
                cells -= len(name) + 3
            segments.append(Segment(sign * cells, tint))
        return segments
