"""What every grid of days shares: a cursor that repaints only what it leaves and reaches, clicks, styles, signs."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ldn_tui.domain.days import DayState, Timeliness
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.month import DayFace
from ldn_tui.domain.phases import PHASE_SIGNS
from ldn_tui.reports.day_signs import LATE_SIGNS, MARK_SIGNS, NO_ANSWER_SIGN, NOT_RATED_SIGN, STATE_SIGNS
from ldn_tui.reports.day_text import STATES_IN_WORDS
from ldn_tui.tui.marks import PHASE_TINTS
from ldn_tui.tui.theme import heat_style
from ldn_tui.tui.widgets.day_cell import Part, Piece
from ldn_tui.tui.widgets.legend import Sign

_REVERSED = Style(reverse=True)
_UNDERLINED = Style(underline=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class DaysPicture:
    """What a grid shows.

    Attributes:
        faces: each of its days.
        measure: whose ratings are shown.
        today: the present logical day.
    """

    faces: Mapping[date, DayFace]
    measure: Measure
    today: date

    def mark_signs(self) -> Iterator[Sign]:
        """Yield the signs of the marks and of how late ratings were recorded that are in the picture."""
        faces = self.faces.values()
        marks = {mark for face in faces for mark in face.marks}
        yield from (Sign(sign, mark.value) for mark, sign in MARK_SIGNS.items() if mark in marks)
        late = {face.timeliness for face in faces} - {Timeliness.ON_TIME}
        yield from (Sign(sign, lateness.value) for lateness, sign in LATE_SIGNS.items() if lateness in late)

    def answer_signs(self) -> Iterator[Sign]:
        """Yield the signs in the picture that stand in a rating's place."""
        faces = self.faces.values()
        if any(face.rating is not None and face.rating.value is None for face in faces):
            yield Sign(NO_ANSWER_SIGN, "no answer")
        if any(face.rating is None and face.state in {DayState.PARTIAL, DayState.COMPLETE} for face in faces):
            yield Sign(NOT_RATED_SIGN, "not rated")

    def state_signs(self, states: set[DayState]) -> Iterator[Sign]:
        """Yield the signs of `states`."""
        yield from (Sign(sign, STATES_IN_WORDS[state]) for state, sign in STATE_SIGNS.items() if state in states)

    def phase_signs(self) -> Iterator[Sign]:
        """Yield the signs of the phases in the picture."""
        kinds = {face.phase.kind for face in self.faces.values() if face.phase is not None}
        yield from (Sign(PHASE_SIGNS[kind], kind.value, tint) for kind, tint in PHASE_TINTS.items() if kind in kinds)


class DayGrid(Widget, can_focus=True):
    """Days laid out in cells: one widget, one focus, drawn line by line."""

    DEFAULT_CSS = (
        """
    DayGrid {
        & > .day-grid--weekday { color: $text-muted; }
        & > .day-grid--number-not-due { color: $text-muted; }
        & > .day-grid--number-today { color: $accent; text-style: bold underline; }
        & > .day-grid--number-selected { color: $accent; text-style: bold; }
        & > .day-grid--cursor { color: $accent; text-style: bold; }
        & > .day-grid--mark { color: $text-muted; }
        & > .day-grid--side-effect { color: $foreground; text-style: bold; }
        & > .day-grid--no-rating { background: $panel; color: $text-muted; }
        & > .day-grid--state { color: $text-muted; }
        & > .day-grid--phase-name { color: $text-muted; }
    """
        + "".join(f"& > .day-grid--{kind.value} {{ color: {tint}; }}" for kind, tint in PHASE_TINTS.items())
        + "}"
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"day-grid--{part.value}" for part in (*Part, *PHASE_TINTS)}

    selected: reactive[date] = reactive(date.min, repaint=False)

    class Picked(Message):
        """A day was clicked."""

        def __init__(self, day: date) -> None:
            """Say which."""
            super().__init__()
            self.day = day

    class Arranged(Message):
        """The days were fitted to another size, so that other signs may show."""

    @property
    @abstractmethod
    def faces(self) -> Mapping[date, DayFace]:
        """The days shown."""

    @abstractmethod
    def signs(self) -> Iterator[Sign]:
        """Yield the signs that are in the picture as it is drawn now, with what they are called."""

    @abstractmethod
    def day_at(self, x: int, y: int) -> date | None:
        """Return the day drawn at a cell of the widget, or None."""

    @abstractmethod
    def regions_of(self, day: date) -> list[Region]:
        """Return where the cursor shows when it is on `day`; [] where the day is not drawn."""

    def on_click(self, event: events.Click) -> None:
        """Say which day was clicked."""
        day = self.day_at(event.x, event.y)
        if day is not None:
            self.post_message(self.Picked(day))

    def watch_selected(self, before: date, after: date) -> None:
        """Repaint the two days the cursor left and reached."""
        regions = [region for day in (before, after) for region in self.regions_of(day)]
        if regions:
            self.refresh(*regions)

    # Drawing

    def style_of(self, part: str) -> Style:
        """Return the style of a part, or of a kind of phase."""
        return self.get_visual_style(f"day-grid--{part}").rich_style

    def segment(self, piece: Piece, measure: Measure | None) -> Segment:
        """Return a piece of a day as it is painted, a rating on its heat colour."""
        if piece.part is Part.RATING and measure is not None:
            style = heat_style(measure, piece.value).rich_style
        else:
            style = self.style_of(piece.part.value)
            style = style + _REVERSED if piece.part is Part.NUMBER_SELECTED else style
        return Segment(piece.text, style + _UNDERLINED if piece.is_today else style)
