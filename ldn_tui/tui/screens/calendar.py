"""The calendar: a month or a year at a glance, and its selected day read out in full."""

from dataclasses import replace
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.events import ScreenResume

from ldn_tui.domain.dates import add_months, short_day
from ldn_tui.domain.day_marks import DayMark
from ldn_tui.domain.day_questions import measures_asked
from ldn_tui.domain.errors import LdnError
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.month import DAYS_IN_WEEK, DayFace, Month
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.tags import signed, tags_of
from ldn_tui.domain.text import visible
from ldn_tui.domain.year import Year
from ldn_tui.keys.commands import Place
from ldn_tui.reports.day_text import state_in_words
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.calendar_view import CalendarView, Page, days_of, load_calendar_view
from ldn_tui.tui.marks import marked_in_words
from ldn_tui.tui.screens.room import Room
from ldn_tui.tui.widgets.bars import MessageLine, TitleBar
from ldn_tui.tui.widgets.day_card import DayCard, DayReading
from ldn_tui.tui.widgets.day_cell import WIDEST_CELL
from ldn_tui.tui.widgets.day_grid import DayGrid
from ldn_tui.tui.widgets.legend import Legend
from ldn_tui.tui.widgets.month_grid import MonthGrid, MonthPicture
from ldn_tui.tui.widgets.year_cells import YearLayout, days_width
from ldn_tui.tui.widgets.year_grid import YearGrid, YearPicture

WITH_CARD = 80
ROOMY = 112
TALL = 24
MONTHS_AHEAD = 12
RETRY_SECONDS = 0.5
# From how many columns on the card has how many cells.
_CARD_WIDTHS = ((160, 66), (ROOMY, 42), (WITH_CARD, 31), (0, 0))
# What a year leaves to the card, and how wide its days must be at least to have it beside them.
_ROOMY_CARD = 42
_LEAST_WITH_CARD = 2
# The title, the message, the keys and the legend.
_LINES_AROUND_GRID = 5
_STEPS = {
    "left": -1, "h": -1, "right": 1, "l": 1,
    "up": -DAYS_IN_WEEK, "k": -DAYS_IN_WEEK, "down": DAYS_IN_WEEK, "j": DAYS_IN_WEEK,
}  # fmt: skip


class CalendarScreen(Room):
    """The calendar."""

    NAME = "Calendar"
    PLACE = Place.CALENDAR
    CSS_PATH = "calendar.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.CALENDAR)]

    def __init__(self) -> None:
        """Begin on today, with the first measure."""
        super().__init__()
        self.selected: date = date.min
        self._measure = ""
        self._view: CalendarView | None = None
        self._has_card = False
        # Whether one wanted to go further than the calendar looks.
        self._is_too_late = False
        self._unit: type[Month | Year] = Month

    # What is shown

    def compose_body(self) -> ComposeResult:
        """Compose the grids, of which one is shown, the card beside it and the legend under both."""
        self.selected = self.ldn_app.journal.today()
        with Horizontal(id="body"):
            yield MonthGrid()
            yield YearGrid()
            yield DayCard()
        yield Legend()

    def read(self) -> None:
        """Read the month or the year of the selected day, with what else may have changed."""
        self._view = load_calendar_view(self.ldn_app.journal, self._unit.of(self.selected))

    def _turn_to(self, view: CalendarView, page: Page) -> None:
        """Show another page; the rest of what was read has not changed."""
        journal = self.ldn_app.journal
        try:
            self._view = replace(view, page=page, days=days_of(journal, page), today=journal.today())
        except LdnError as error:
            self.wait_to_read(error)
        self.show()

    def show(self) -> None:
        """Show the month or the year, with what still waits to be saved."""
        view, measure = self._view, self.measure
        if view is None or measure is None:
            return
        tag = self.ldn_app.marked_tag
        faces = view.faces(measure, self.ldn_app.recorder.pending.preview, tag)
        title = self.query_one(TitleBar)
        retired = " (retired)" if measure.is_retired else ""
        title.subject = f"{view.page.title}   {measure.name}{retired}{marked_in_words(tag)}"
        title.aside = f"0 {measure.low_anchor} · 10 {measure.high_anchor}" if self.size.width >= ROOMY else ""
        if isinstance(view.page, Year):
            self.query_one(YearGrid).picture = YearPicture(
                year=view.page, faces=faces, measure=measure, today=view.today
            )
        else:
            week = self.ldn_app.config.week_starts_on
            self.query_one(MonthGrid).picture = MonthPicture(
                month=view.page, week_starts_on=week, faces=faces, measure=measure, today=view.today
            )
        self._fit()
        self._show_legend()
        self._show_selected()

    @property
    def _shows_year(self) -> bool:
        return self._view is not None and isinstance(self._view.page, Year)

    @property
    def grid(self) -> DayGrid:
        """The grid that is shown."""
        return self.query_one(YearGrid if self._shows_year else MonthGrid)

    def _show_legend(self) -> None:
        legend = self.query_one(Legend)
        legend.absent = f"nothing recorded this {'year' if self._shows_year else 'month'}"
        legend.entries = tuple(self.grid.signs())

    def on_day_grid_arranged(self) -> None:
        """Explain the signs that show now."""
        self._show_legend()

    def _show_selected(self) -> None:
        self.grid.selected = self.selected
        self.query_one(DayCard).reading = self._reading()

    def _reading(self) -> DayReading | None:
        view, measure = self._view, self.measure
        day = None if view is None else view.days.get(self.selected)
        face = self._face()
        if view is None or measure is None or day is None or face is None:
            return None
        app = self.ldn_app
        previewed = app.recorder.pending.preview(day)
        return DayReading(
            day=previewed,
            state=face.state,
            standing=state_in_words(day, face.state, view.facts),
            phase=face.phase,
            measures=measures_asked(day, view.facts),
            chosen=measure.key,
            today=view.today,
            day_starts_at=view.day_starts_at,
            is_unsaved=bool(app.recorder.pending.fields(day.date)),
            plan=view.plan,
            tags=view.events.spelled(tags_of(previewed.note)),
        )

    def _face(self) -> DayFace | None:
        return self.grid.faces.get(self.selected)

    @property
    def measure(self) -> Measure | None:
        """The measure shown: the one chosen, else the first."""
        return None if self._view is None else self._view.measure(self._measure)

    def on_resize(self) -> None:
        """Fit grid and card to the terminal."""
        self.show()

    def _fit(self) -> None:
        """Give the grid the cells it can use, and the card the others; where it has too few, the grid has all."""
        width, height = self.size
        self.set_class(height >= TALL, "-tall")
        self.set_class(width >= ROOMY, "-roomy")
        self.set_class(self._shows_year, "-year")
        cells = year_width(width, height) if self._shows_year else grid_width(width)
        self._has_card = width >= WITH_CARD and width - cells >= _CARD_WIDTHS[-2][1]
        self.set_class(self._has_card, "-with-card")
        self.grid.styles.width = cells

    def look_at_clock(self) -> None:
        """Notice that a new day has begun; the selected day stays."""
        if self._view is not None and self._view.today != self.ldn_app.journal.today():
            self.reload()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Read the selected day out again where nothing else was said on the way here."""
        del event
        self.call_next(self._read_out_again)

    def _read_out_again(self) -> None:
        if not self._has_card and not self.query_one(MessageLine).message:
            self._say_selected()

    # Moving about

    def go_to(self, day: date) -> None:
        """Show a day, and its month if that is another one."""
        self._select(day)
        self.catch_up()

    def _select(self, day: date) -> None:
        latest = add_months(self.ldn_app.journal.today(), MONTHS_AHEAD)
        self.selected = min(day, latest)
        self._is_too_late = day > latest
        self.say("")
        self.show_soon()

    def show_where_one_is(self) -> None:
        """Show the selected day, and its month or year if that is another one."""
        view = self._view
        if view is None:
            self.reload()
        elif view.page.holds(self.selected):
            self._show_selected()
        else:
            self._turn_to(view, self._unit.of(self.selected))
        if self._is_too_late:
            self.say(f"The calendar looks one year ahead, to {short_day(self.selected)}.")
        elif not self._has_card:
            self._say_selected()

    def _say_selected(self) -> None:
        """Where there is no card, say the day in the message line."""
        face, reading = self._face(), self._reading()
        if face is None or reading is None:
            return
        said = reading.state_in_words
        if face.rating is not None and self.measure is not None:
            value = "no answer" if face.rating.value is None else shown_number(face.rating.value)
            said = f"{self.measure.name} {value}"
        marks = (signed(reading.tags) if mark is DayMark.EVENT else mark.value for mark in face.marks)
        # A narrow year has but a coarse ribbon.
        phase = [visible(face.phase.title)] if face.phase is not None and self._shows_year else []
        self.say(f"{short_day(face.date)}: {', '.join([said, *marks, *phase])}")

    def action_move(self, key: str) -> None:
        """Move by a day, or by a week."""
        ordinal = self.selected.toordinal() + _STEPS[key]
        self._select(date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal())))

    def action_turn_month(self, key: str) -> None:
        """Go one month back or on, to the same day of it."""
        self._select(add_months(self.selected, -1 if key == "left_square_bracket" else 1))

    def on_mouse_scroll_up(self) -> None:
        """Go one month back by the wheel."""
        self._select(add_months(self.selected, -1))

    def on_mouse_scroll_down(self) -> None:
        """Go one month on by the wheel."""
        self._select(add_months(self.selected, 1))

    def action_turn_year(self, key: str) -> None:
        """Go one year back or on, to the same day of it."""
        self._select(add_months(self.selected, -12 if key == "left_curly_bracket" else 12))

    def on_day_grid_picked(self, message: DayGrid.Picked) -> None:
        """Select the day that was clicked; clicked again, open it."""
        if message.day == self.selected:
            self.action_open()
        else:
            self.go_to(message.day)

    def action_year_view(self) -> None:
        """Show the whole year of the selected day, or its month again."""
        if self._view is None:
            return
        self._unit = Month if self._unit is Year else Year
        self.say("")
        self._turn_to(self._view, self._unit.of(self.selected))
        self.grid.focus()
        if not self._has_card:
            self._say_selected()

    def action_open(self) -> None:
        """Open the selected day's form, unless the day has not come yet."""
        if self.selected > self.ldn_app.journal.today():
            self.say(f"{short_day(self.selected)} has not come yet.")
        else:
            self.ldn_app.open_day(self.selected)

    # The measure

    def action_measure(self, key: str) -> None:
        """Show the active measure with that number."""
        active, index = [] if self._view is None else self._view.active, (int(key) - 1) % 10
        if index < len(active):
            self._choose(active[index].key)
        else:
            choose = self.ldn_app.keys.sign("calendar.choose-measure")
            self.say(f"There is no measure {index + 1}: {choose} shows them all.")

    def action_choose_measure(self) -> None:
        """Ask for one of all measures, retired ones too."""
        from ldn_tui.tui.dialogs.measure import ask_measure

        if self._view is not None:
            ask_measure(self.app.push_screen, self._view.facts.measures, self._choose)

    def _choose(self, key: str) -> None:
        self._measure = key
        self.say("")
        self.show()
        if not self._has_card:
            self._say_selected()

    # The events

    def action_events(self) -> None:
        """List the events; go to one, or mark only those with one tag."""
        from ldn_tui.tui.event_flow import ask_for_event

        ask_for_event(self)


def grid_width(width: int) -> int:
    """Return the cells of the grid on a terminal of `width` columns: whole days, with room for the card beside it."""
    card = next(cells for least, cells in _CARD_WIDTHS if width >= least)
    return min((width - card) // DAYS_IN_WEEK, WIDEST_CELL) * DAYS_IN_WEEK


def year_width(width: int, height: int) -> int:
    """Return the cells of the grid of a year on a terminal of `width` by `height`: its days as wide as the card allows.

    Where even narrow days would not leave the card its room, the grid has all of it.
    """
    beside = width - _ROOMY_CARD
    layout = YearLayout.fitting(beside, height - _LINES_AROUND_GRID)
    if layout.width < _LEAST_WITH_CARD:
        return width
    return days_width(layout.width) + 1 + layout.beside
