"""A drawn chart with a cursor on one of its days."""

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from ldn_tui.domain.glyphs import Glyph
from ldn_tui.plots import BACKGROUND, Plot, Role
from ldn_tui.tui.cells import cut
from ldn_tui.tui.marks import PHASE_TINTS

CURSOR_LINE = "│"
CURSOR_POINT = Glyph.CHOSEN
LEAST_HEIGHT_FOR_LEGEND = 12

Draw = Callable[[int, int], Plot]


class Chart(Widget):
    """Draws whatever it is handed, once for each size; the cursor moves over it without drawing it again.

    Attributes:
        cursor: the day under the cursor.
        value: its rating, shown on the cursor's line; None if there is none.
    """

    DEFAULT_CSS = (
        """
    Chart {
        & > .chart--axis { color: $rule; }
        & > .chart--tick { color: $text-muted; }
        & > .chart--range { color: $text-muted; }
        & > .chart--point { color: $foreground; }
        & > .chart--mean { color: $primary; text-style: bold; }
        & > .chart--second { color: $foreground; text-style: bold; }
        & > .chart--level { color: $secondary; }
        & > .chart--usual { color: $text-muted; }
        & > .chart--onset { color: $foreground; text-style: bold; }
        & > .chart--outside { color: $foreground; text-style: bold; }
        & > .chart--name { color: $foreground; text-style: bold; }
        & > .chart--boundary { color: $text-muted; }
        & > .chart--decision { color: $foreground; text-style: bold; }
        & > .chart--step { color: $foreground; }
        & > .chart--event { color: $foreground; text-style: bold; }
        & > .chart--dose { color: $text-muted; }
        & > .chart--missed { color: $foreground; text-style: bold; }
        & > .chart--rescue { color: $foreground; }
        & > .chart--cursor { color: $accent; text-style: bold; }
    """
        + "".join(f"& > .chart--{kind.value} {{ color: {tint}; }}" for kind, tint in PHASE_TINTS.items())
        + "}"
    )
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"chart--{role.value}" for role in Role} | {"chart--cursor"}

    cursor: reactive[date | None] = reactive[date | None](None)
    value: reactive[float | None] = reactive[float | None](None)

    class DayPicked(Message):
        """A day was clicked."""

        def __init__(self, day: date) -> None:
            """Say which."""
            super().__init__()
            self.day = day

    def __init__(self) -> None:
        """Begin with nothing drawn."""
        super().__init__()
        self._draw: Draw | None = None
        self._note = self._aside = self._cramped = ""
        self._plot: Plot | None = None
        self._strips: list[Strip] = []

    def show(self, draw: Draw, note: str = "", aside: str = "", cramped: str = "") -> None:
        """Draw something else.

        Args:
            draw: returns the drawing for a width and a height in cells.
            note: what stands above the drawing in place of its legend, "" for the legend.
            aside: a few words to the right of it, where there is room.
            cramped: what is said where there is no room for the drawing.
        """
        self._draw, self._note, self._aside, self._cramped = draw, note, aside, cramped
        self._forget()

    @property
    def plot(self) -> Plot | None:
        """What is drawn at the present size; None before there is anything."""
        size = self.content_size
        if self._draw is None or not size.width or not size.height:
            return None
        if self._plot is None:
            self._plot = self._draw(size.width, size.height - self._legend_lines)
        return self._plot

    @property
    def _legend_lines(self) -> int:
        return 1 if self.content_size.height >= LEAST_HEIGHT_FOR_LEGEND else 0

    def _forget(self) -> None:
        self._plot = None
        self._strips = []
        self.refresh()

    def on_resize(self) -> None:
        """Draw for the new size."""
        self._forget()

    def notify_style_update(self) -> None:
        """Colour the drawing anew."""
        super().notify_style_update()
        self._strips = []

    def render_line(self, y: int) -> Strip:
        """Return the legend, or a row of the drawing with the cursor in it."""
        plot = self.plot
        row = y - self._legend_lines
        if plot is not None and not plot.height and not y:
            said = self._segment(cut(self._cramped, self.size.width), Role.TICK)
            return Strip([said]).adjust_cell_length(self.size.width, self.rich_style)
        if plot is None or row >= len(plot.rows):
            return Strip.blank(self.size.width, self.rich_style)
        if row < 0:
            return self._legend(plot)
        if not self._strips:
            self._strips = [Strip([self._segment(span.text, span.role) for span in row]) for row in plot.rows]
        strip = self._strips[row]
        column = None if self.cursor is None else plot.column_of(self.cursor)
        if column is None or row > plot.height:
            return strip
        character = strip.crop(column, column + 1).text
        if self.value is not None and row == plot.row_of(self.value):
            character = CURSOR_POINT
        elif character == " " or character in BACKGROUND:
            character = CURSOR_LINE
        elif row < plot.height:
            # The point of another day that shares the column, or the line of means: it is not this day's value.
            return strip
        mark = Strip([Segment(character, self.get_component_rich_style("chart--cursor"))])
        return Strip.join([strip.crop(0, column), mark, strip.crop(column + 1)])

    def _segment(self, text: str, role: Role) -> Segment:
        return Segment(text, self.get_component_rich_style(f"chart--{role.value}"))

    def _legend(self, plot: Plot) -> Strip:
        """Return as much of the legend as fits, whole entries only."""
        room = self.size.width - plot.left
        segments = [self._segment(" " * plot.left, Role.BLANK)]
        if self._note:
            segments.append(self._segment(self._note, Role.TICK))
        else:
            for sign, meaning in zip(plot.legend[::2], plot.legend[1::2], strict=True):
                if len(sign.text) + len(meaning.text.rstrip()) > room:
                    break
                segments.extend(self._segment(span.text, span.role) for span in (sign, meaning))
                room -= len(sign.text) + len(meaning.text)
        strip = Strip(segments).adjust_cell_length(self.size.width, self.rich_style)
        if len(self._aside) > room:
            return strip
        aside = Strip([self._segment(self._aside, Role.TICK)])
        return Strip.join([strip.crop(0, self.size.width - len(self._aside)), aside])

    def on_click(self, event: events.Click) -> None:
        """Say which day was clicked."""
        plot = self.plot
        offset = event.get_content_offset(self)
        if plot is None or offset is None:
            return
        day = plot.day_at(offset.x)
        if day is not None:
            self.post_message(self.DayPicked(day))
