"""The last fourteen days of each measure, a digit a day on its heat colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import reactive
from textual.strip import Strip as Line
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget

from ldn_tui.domain.dates import day_and_month
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.ratings import in_one_cell
from ldn_tui.tui.cells import left
from ldn_tui.tui.theme import heat_style

STRIP_DAYS = 14
NAME_WIDTH = 9


@dataclass(frozen=True, slots=True)
class Strip:
    """One measure's ratings by day; None is an explicit "no answer", a day without a rating is absent."""

    measure: Measure
    values: Mapping[date, float | None]


class DayStrips(Widget):
    """The strips, a line a measure; airy, every other line, so that they stand beside the rows of the form."""

    DEFAULT_CSS = """
    DayStrips { height: auto; }
    """

    strips: reactive[tuple[Strip, ...]] = reactive((), repaint=False)
    days: reactive[tuple[date, ...]] = reactive(())
    airy: reactive[bool] = reactive(False, layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines, without drawing them to count them."""
        del container, viewport, width
        return self._place(len(self.strips)) if self.days else 0

    def watch_strips(self, before: tuple[Strip, ...], after: tuple[Strip, ...]) -> None:
        """Draw the lines that changed: a rating is one line, and the key waits for the repaint."""
        if len(before) != len(after):
            self.refresh(layout=True)
            return
        for index, (old, new) in enumerate(zip(before, after, strict=True)):
            if old != new:
                self.refresh(Region(0, self._place(index), self.size.width, 1))

    def _place(self, index: int) -> int:
        return 1 + index * (2 if self.airy else 1)

    def render_line(self, y: int) -> Line:
        """Draw one line: the first and last day, or a strip."""
        content = Content("")
        index, rest = divmod(y - 1, 2 if self.airy else 1)
        if y == 0 and self.days:
            content = self._heading()
        elif rest == 0 and 0 <= index < len(self.strips):
            content = self._line(self.strips[index])
        (line,) = Visual.to_strips(self, content, self.size.width, 1, self.visual_style)
        return line

    def _heading(self) -> Content:
        first, last = day_and_month(self.days[0]), day_and_month(self.days[-1])
        width = 2 * len(self.days)
        heading = f"{first}{last.rjust(width - len(first))}"
        return Content.assemble((" " * (NAME_WIDTH + 1), ""), (heading, "$text-muted"))

    def _line(self, strip: Strip) -> Content:
        name = left(strip.measure.name, NAME_WIDTH)
        cells: list[tuple[str, str | Style]] = []
        for day in self.days:
            value = strip.values.get(day)
            if value is not None:
                cells.append((f" {in_one_cell(value)}", heat_style(strip.measure, value)))
            else:
                cells.append((f" {Glyph.NO_ANSWER if day in strip.values else Glyph.NOT_RATED}", "$text-muted"))
        return Content.assemble(f"{name} ", *cells)
