"""A measure as a table, a line a day: drawn line by line, so that a century is no slower than a week."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip

from ldn_tui.domain.dates import short_day, short_day_width
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.history import HistoryChart
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.text import visible
from ldn_tui.plots.glyphs import UNICODE
from ldn_tui.reports.history_table import remarks_heading, remarks_on
from ldn_tui.tui.widgets.day_table import DayTable

_TRACK_STEPS = 20
_ROOMY = 64
# As charts draw them.
POINT_SIGN = UNICODE.point


@dataclass(frozen=True, slots=True)
class _Columns:
    """How wide the columns are, and whether the scale is drawn."""

    day: int
    number: int
    with_track: bool

    @property
    def gap(self) -> str:
        """The blanks between the numbers and what follows them."""
        return "   " if self.with_track else "  "

    @classmethod
    def fitting(cls, width: int) -> "_Columns":
        """Return the columns for a table of `width` cells."""
        return cls(18, 9, True) if width >= _ROOMY else cls(short_day_width(), 6, False)


class SeriesTable(DayTable):
    """The days of a chart, oldest first: rating, mean and dose, with the heading always in view."""

    DEFAULT_CSS = """
    SeriesTable {
        & > .series-table--heading { color: $text-muted; text-style: bold; }
        & > .series-table--day { color: $foreground; }
        & > .series-table--rating { color: $foreground; text-style: bold; }
        & > .series-table--mean { color: $primary; text-style: bold; }
        & > .series-table--muted { color: $text-muted; }
        & > .series-table--cursor { background: $panel; color: $accent; text-style: bold; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "series-table--heading",
        "series-table--day",
        "series-table--rating",
        "series-table--mean",
        "series-table--muted",
        "series-table--cursor",
    }

    chart: reactive[HistoryChart | None] = reactive[HistoryChart | None](None, always_update=True)

    def watch_chart(self, chart: HistoryChart | None) -> None:
        """Make room for all days."""
        self._has_tenths = chart is not None and not all(value.is_integer() for value in chart.ratings.values())
        self.make_room(0 if chart is None else chart.window.days)

    def row_of(self, day: date) -> int | None:
        """Return the line `day` stands on; None if the chart does not show it."""
        chart = self.chart
        return None if chart is None or not chart.window.holds(day) else (day - chart.window.first).days

    def day_at(self, row: int) -> date | None:
        """Return the day on that line; None below the last one."""
        chart = self.chart
        return None if chart is None or row >= chart.window.days else chart.window.first + timedelta(days=row)

    @property
    def first_column(self) -> int:
        """How many cells the day takes with the sign of the cursor."""
        return 2 + _Columns.fitting(self.size.width).day

    def heading(self) -> tuple[Strip, Style]:
        """Return the whole heading, and the style of what is blank beside it."""
        chart = self.chart
        if chart is None:
            return Strip([]), self.rich_style
        style = self.get_component_rich_style("series-table--heading")
        columns = _Columns.fitting(self.size.width)
        name = visible(chart.measure.name)
        if cell_len(name) >= columns.number:
            name = set_cell_size(name, columns.number - 2) + "…"
        words = [
            "  " + "day".ljust(columns.day),
            " " * (columns.number - cell_len(name)) + name,
            ("7-day" if chart.with_means else "").rjust(columns.number),
            f"{columns.gap}0{'10'.rjust(_TRACK_STEPS)}" if columns.with_track else "",
            columns.gap + remarks_heading(chart),
        ]
        return _line([(word, style) for word in words]), self.rich_style

    def line(self, row: int) -> tuple[Strip, Style]:
        """Return the whole line of a day, and the style of what is blank beside it."""
        chart, day = self.chart, self.day_at(row)
        if chart is None or day is None:
            return Strip([]), self.rich_style
        is_here = day == self.cursor
        columns = _Columns.fitting(self.size.width)
        rating = chart.ratings.get(day)
        mean = chart.means.get(day) if chart.with_means else None
        names = ("day", "rating", "mean", "muted")
        styles = {name: self.get_component_rich_style(f"series-table--{name}") for name in names}
        if is_here:
            styles = dict.fromkeys(names, self.get_component_rich_style("series-table--cursor"))
        rated = (Glyph.NOT_RATED, styles["muted"]) if rating is None else (shown_number(rating), styles["rating"])
        # Where any rating of the chart has tenths, whole ones leave the room for them.
        tenths = "  " if self._has_tenths and (rating is None or rating.is_integer()) else ""
        parts = [
            ((f"{Glyph.CURSOR} " if is_here else "  ") + short_day(day).ljust(columns.day), styles["day"]),
            (f"{rated[0]}{tenths}".rjust(columns.number), rated[1]),
            (("" if mean is None else shown_as(mean, ".1f")).rjust(columns.number), styles["mean"]),
            (columns.gap, styles["muted"]),
            *((*_track(rating, mean, styles), (columns.gap, styles["muted"])) if columns.with_track else ()),
            (" ".join(remarks_on(chart, day)), styles["muted"]),
        ]
        return _line(parts), styles["day"] if is_here else self.rich_style


def _track(rating: float | None, mean: float | None, styles: Mapping[str, Style]) -> list[tuple[str, Style]]:
    """Return the scale with the rating and the mean on it, a character each."""
    cells = [("·" if step % (_TRACK_STEPS // 2) == 0 else " ", styles["muted"]) for step in range(_TRACK_STEPS + 1)]
    for value, sign, name in ((mean, "┃", "mean"), (rating, POINT_SIGN, "rating")):
        if value is not None:
            cells[int(value / 10 * _TRACK_STEPS + 0.5)] = (sign, styles[name])
    return cells


def _line(parts: Iterable[tuple[str, Style]]) -> Strip:
    return Strip([Segment(text, style) for text, style in parts])
