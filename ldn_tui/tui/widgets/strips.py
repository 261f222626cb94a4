"""The last fourteen days of each measure, a digit a day on its heat colour."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ldn_tui.domain.dates import day_and_month
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.text import shorten, visible
from ldn_tui.tui.theme import heat_style

STRIP_DAYS = 14
NAME_WIDTH = 9


@dataclass(frozen=True, slots=True)
class Strip:
    """One measure's ratings by day; None is an explicit "no answer", a day without a rating is absent."""

    measure: Measure
    values: Mapping[date, float | None]


def digit(value: float) -> str:
    """Return a rating as one character: its whole part, X for 10."""
    return "X" if value >= 10 else str(int(value))


class DayStrips(Widget):
    """The strips, a line a measure; airy, every other line, so that they stand beside the rows of the form."""

    DEFAULT_CSS = """
    DayStrips { height: auto; }
    """

    strips: reactive[tuple[Strip, ...]] = reactive(())
    days: reactive[tuple[date, ...]] = reactive(())
    airy: reactive[bool] = reactive(False, layout=True)

    def render(self) -> Content:
        """Draw a heading with the first and last day, then the strips."""
        if not self.days:
            return Content("")
        first, last = day_and_month(self.days[0]), day_and_month(self.days[-1])
        width = 2 * len(self.days)
        heading = f"{first}{last.rjust(width - len(first))}"
        lines = [Content.assemble((" " * (NAME_WIDTH + 1), ""), (heading, "$text-muted"))]
        for strip in self.strips:
            lines.append(self._line(strip))
            if self.airy:
                lines.append(Content(""))
        return Content("\n").join(lines)

    def _line(self, strip: Strip) -> Content:
        name = shorten(visible(strip.measure.name), NAME_WIDTH).ljust(NAME_WIDTH)
        cells: list[Content] = []
        for day in self.days:
            value = strip.values.get(day)
            if value is not None:
                cells.append(Content.assemble((f" {digit(value)}", heat_style(strip.measure, value))))
            else:
                cells.append(Content.assemble((" -" if day in strip.values else " ·", "$text-muted")))
        return Content.assemble(f"{name} ", *cells)
