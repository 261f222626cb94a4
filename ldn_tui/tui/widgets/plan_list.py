"""The trial as a list: its phases with their dates, the dose steps that begin in each, and the earlier trials."""

from datetime import date

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import day_and_month
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.phases import PHASE_SIGNS, Phase
from ldn_tui.domain.text import shorten, visible
from ldn_tui.tui.marks import PHASE_TINTS
from ldn_tui.tui.plan_view import PlanRow
from ldn_tui.tui.widgets.time_line import GAP_SIGN

_WIDEST_NAME = 24
_NARROWEST_NAME = 10
_DATES_WIDTH = 17
_LENGTH_WIDTH = 12
# The blank line and the heading above the earlier trials.
_HEADING_LINES = 2
# The position of the cursor where nothing is to be chosen.
NO_CURSOR = -1


class PlanList(Widget):
    """The list, with the cursor on one of its lines."""

    DEFAULT_CSS = """
    PlanList { height: auto; padding: 0 1; }
    """

    # What a bottle held does not tell one phase from another, but is shown once its seal is open: always drawn again.
    rows: reactive[tuple[PlanRow, ...]] = reactive((), layout=True, always_update=True)
    position: reactive[int] = reactive(0)
    today: reactive[date] = reactive(date.min)

    class Chosen(Message):
        """A line was clicked."""

        def __init__(self, index: int) -> None:
            """Say which, by its index."""
            super().__init__()
            self.index = index

    @property
    def chosen(self) -> PlanRow | None:
        """The line under the cursor, or None without any."""
        is_there = self.rows and self.position != NO_CURSOR
        return self.rows[min(self.position, len(self.rows) - 1)] if is_there else None

    def render(self) -> Content:
        """Draw a line a phase, a step, a gap or an earlier trial."""
        width = self.content_size.width
        lines = [self._line(index, row) for index, row in enumerate(self.rows)]
        first = self._first_earlier
        if first is not None:
            lines[first:first] = [Content(""), Content.assemble(("  Earlier trials", "bold $primary"))]
        return Content("\n").join([line.truncate(width, ellipsis=True) for line in lines])

    @property
    def _first_earlier(self) -> int | None:
        """The index of the first earlier trial: a heading stands above it."""
        return next((index for index, row in enumerate(self.rows) if row.earlier is not None), None)

    def _line_of(self, index: int) -> int:
        first = self._first_earlier
        return index if first is None or index < first else index + _HEADING_LINES

    def _line(self, index: int, row: PlanRow) -> Content:
        here = index == self.position
        marker = (f"{Glyph.CURSOR} " if here else "  ", "bold $accent")
        name_width = min(max(self.content_size.width - _DATES_WIDTH - _LENGTH_WIDTH - 4, _NARROWEST_NAME), _WIDEST_NAME)
        if row.earlier is not None:
            # Its dates may lie years back.
            days = (f"{row.window.in_words}   ", "$text-muted")
            return Content.assemble(marker, "  ", days, (visible(row.earlier.title), "bold" if here else ""))
        if row.step is not None:
            at = f", {row.step.at:%H:%M}" if row.step.at else ""
            begins = f"from {day_and_month(row.step.starts_on)}{at}"
            amount = (f"{row.step.in_words:<{name_width - 2}}", "bold" if here else "")
            return Content.assemble(marker, ("  └ ", "$text-muted"), amount, (begins, "$text-muted"))
        if row.is_trial:
            sign, tint, name = " ", "", "The trial"
        elif row.phase is None:
            sign, tint, name = GAP_SIGN, "$text-muted", "in no phase"
        else:
            sign, tint, name = (
                PHASE_SIGNS[row.phase.kind],
                PHASE_TINTS[row.phase.kind],
                _name(row.phase, name_width - 1),
            )
        is_now = row.phase is not None and row.window.holds(self.today)
        style = "bold" if here or is_now else "" if row.phase or row.is_trial else "$text-muted"
        is_open = row.phase is not None and row.phase.ends_on is None
        return Content.assemble(
            marker,
            (f"{sign} ", tint),
            (f"{shorten(name, name_width - 1):<{name_width}}", style),
            (f"{_dates(row, is_open=is_open):<{_DATES_WIDTH}}", "" if row.phase else "$text-muted"),
            (self._length(row.phase, row), "bold $accent" if is_now else "$text-muted"),
        )

    def _length(self, phase: Phase | None, row: PlanRow) -> str:
        if phase is not None and row.window.holds(self.today):
            of = "" if phase.length is None else f" of {phase.length}"
            return f"day {phase.day_number(self.today)}{of}"
        if phase is not None and phase.ends_on is None:
            return ""
        days = row.window.days
        return counted(days, "day")

    def watch_position(self) -> None:
        """Keep the cursor in view."""
        self.show_cursor()

    def on_resize(self) -> None:
        """Keep the cursor in view."""
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll the cursor into view, if there is one."""
        if self.position != NO_CURSOR and isinstance(self.parent, Widget):
            self.parent.scroll_to_region(
                Region(0, self.virtual_region.y + self._line_of(self.position), 1, 1), animate=False
            )

    def on_click(self, event: events.Click) -> None:
        """Choose by a click."""
        chosen = next((index for index in range(len(self.rows)) if self._line_of(index) == event.y), None)
        if chosen is not None:
            self.post_message(self.Chosen(chosen))


def _name(phase: Phase, width: int) -> str:
    """Return what a phase is called; where that is too long, what is taken in it: its sign tells the kind."""
    title = visible(phase.title)
    _, _, without_kind = title.partition(", ")
    fitting = (name for name in (title, without_kind, visible(phase.taken or "")) if name and len(name) <= width)
    return next(fitting, visible(phase.taken or phase.title))


def _dates(row: PlanRow, *, is_open: bool) -> str:
    first = day_and_month(row.window.first)
    if is_open:
        return f"from {first}"
    return first if row.window.days == 1 else f"{first} – {day_and_month(row.window.last)}"
