"""Today, and any other day: one row a question, saved with the key that answers it."""

import asyncio
from datetime import date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget

from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import day_in_words, short_day
from ldn_tui.domain.days import DAYS_OFFERED
from ldn_tui.domain.errors import DamagedJournal, LdnError
from ldn_tui.keys.commands import Place
from ldn_tui.tui import recording
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.day_columns import DayColumns
from ldn_tui.tui.day_view import DayView, load_day_view
from ldn_tui.tui.pending import Write
from ldn_tui.tui.screens.room import Room
from ldn_tui.tui.typed_point import TypedPoint
from ldn_tui.tui.widgets.bars import TitleBar
from ldn_tui.tui.widgets.day_form import DayForm
from ldn_tui.tui.widgets.rows import (
    AnswerRow,
    DoseRow,
    FormRow,
    NoteRow,
    RescueRow,
    ScaleRow,
    SideEffectRow,
)
from ldn_tui.tui.widgets.strips import DayStrips

if TYPE_CHECKING:
    from ldn_tui.tui.day_beside import DayBeside
    from ldn_tui.tui.questions import Questions
    from ldn_tui.tui.widgets.chart import Chart
    from ldn_tui.tui.widgets.day_grid import DayGrid

# A key that is held repeats faster than this, so that the form never waits for what stands beside it.
SETTLED_SECONDS = 0.04
# What is asked of a day looks a month back.
FIRST_DAY = date.min + timedelta(days=30)


class TodayScreen(Room):
    """The day form."""

    NAME = "Today"
    PLACE = Place.TODAY
    CSS_PATH = "today.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.TODAY)]
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        """Begin on today; the day is fixed until the person goes elsewhere."""
        super().__init__()
        self._view: DayView | None = None
        self._just_set: FormRow | None = None
        self._focus_after: Widget | None = None
        self._point = TypedPoint()
        self._finished: date | None = None
        # Month and chart beside the form: made when a wide terminal has been painted without them.
        self._beside: DayBeside | None = None
        self._beside_timer: Timer | None = None
        self._last_rated = ""
        # The day one is turning to, before it is shown.
        self._turning_to: date | None = None

    # What is shown

    def compose_body(self) -> ComposeResult:
        """Compose the form with a row for each measure of the day, and the side panel."""
        view = self.view
        # Before there is anything to style: a class that comes later has every style worked out once more.
        self._fit(view, self.app.size)
        with Horizontal(id="body"):
            yield DayForm(len(view.measures))
            with Vertical(id="side"):
                yield DayStrips()

    @property
    def view(self) -> DayView:
        """What the form shows now: what was read, with what waits to be saved."""
        if self._view is None:
            self.read()
        if self._view is None:
            raise LookupError(self.day)
        return self._view.with_pending(self.ldn_app.recorder.pending)

    @property
    def day(self) -> date:
        """The day the form shows and writes."""
        return self.ldn_app.journal.today() if self._view is None else self._view.day.date

    def begin(self) -> None:
        """Show the day the form was composed for, ready on its first empty row."""
        self.show()
        self._focus_first_empty()

    def show_day(self, day: date) -> None:
        """Show another day, ready on its first empty row; if it cannot be read, stay where one is.

        Raises:
            LdnError: the journal cannot be read just now.
        """
        self._turning_to = None
        self._view = load_day_view(self.ldn_app.journal, day)
        self._just_set = self._finished = None
        self._point.forget()
        self._stale = False
        if self.is_mounted:
            self.say("")
            self.show()
            self._focus_first_empty()

    def go_to(self, day: date) -> None:
        """Show the day a date dialog named."""
        try:
            self.show_day(day)
        except DamagedJournal as damage:
            self.ldn_app.journal_watch.found_damage(damage)
        except LdnError as error:
            self.say(f"That did not work: {error}", alarm=True)

    def read(self) -> None:
        """Read the day again."""
        self._view = load_day_view(self.ldn_app.journal, self.day)

    def show(self) -> None:
        """Show the day."""
        view = self.view
        self._show_rows(view)
        self._look_at_tenths()
        self._show_texts(view)
        strips = self.query_one(DayStrips)
        strips.days, strips.strips = view.strip_days, view.strips()
        strips.airy = self.has_class("-airy")
        if self._beside is not None:
            self._beside.forget()
        self._show_beside()

    def _on_change(self, change: Change) -> None:
        if change.happened:
            # A point does not wait past another thing the person did; what others did has no step here.
            self._point.forget()
        super()._on_change(change)

    def _look_at_tenths(self) -> None:
        """Let the digit that is awaited rate nothing, where its row is no longer what the point was typed for."""
        if self._point.is_outdated():
            self._point.eat_digit()
            self.say("Another program changed this row: rate it again.", alarm=True)

    def _show_rows(self, view: DayView) -> None:
        columns, form = self._fit(view, self.size or self.app.size), self.query_one(DayForm)
        form.styles.width = columns.form if columns.chart else "1fr"
        form.show_rows(view, self.ldn_app.keys, columns.form - 2)

    def _show_texts(self, view: DayView) -> None:
        today = view.today
        title = self.query_one(TitleBar)
        title.room = "Today" if self.day == today else "Day"
        ago = (today - self.day).days
        title.subject = day_in_words(self.day)
        title.remark = {0: "", 1: ", yesterday"}.get(ago, f", {ago} days ago")
        title.aside = view.phase_in_words
        self.query_one(DayForm).show_texts(view, self.ldn_app.keys)

    def _sign(self, id_: str) -> str:
        """Return how the key of a command is written."""
        return self.ldn_app.keys.sign(id_)

    def look_at_clock(self) -> None:
        """Say that a new day has begun; the form stays on the day it was opened for."""
        view = self.view
        today = self.ldn_app.journal.today()
        if today != view.today:
            self.reload()
            there = self._sign("everywhere.today")
            self.say(
                f"It is {day_in_words(today)} now: {there} goes there. This form still writes {short_day(self.day)}."
            )

    def on_resize(self) -> None:
        """Fit the rows and the side panel to the terminal."""
        if self._view is not None and self.is_mounted:
            self._show_rows(self.view)
            self.query_one(DayStrips).airy = self.has_class("-airy")
            self._show_beside()

    def _fit(self, view: DayView, size: Size) -> DayColumns:
        columns = DayColumns.fitting(size.width, size.height, len(view.measures))
        self.set_class(columns.strips > 0, "-wide")
        self.set_class(columns.chart > 0, "-beside")
        self.set_class(columns.is_airy, "-airy")
        return columns

    # Beside the form

    def _show_beside(self) -> None:
        """Where there is room, show month and chart once the form is painted and no more keys arrive."""
        if self._beside_timer is not None:
            self._beside_timer.stop()
        if self.has_class("-beside"):
            self._beside_timer = self.set_timer(SETTLED_SECONDS, partial(self.call_after_refresh, self._look_beside))

    async def _look_beside(self) -> None:
        if not self.has_class("-beside"):
            return
        if self._beside is None:
            from ldn_tui.tui.day_beside import DayBeside

            self._beside = DayBeside(self.ldn_app, self.query_one("#side"), self.query_one("#body"))
        try:
            await self._beside.show(self.day, self._last_rated)
        except LdnError as error:
            self.wait_to_read(error)

    def on_day_grid_picked(self, message: "DayGrid.Picked") -> None:
        """Show the form of a day that was clicked in the month."""
        self._open(message.day)

    def on_chart_day_picked(self, message: "Chart.DayPicked") -> None:
        """Show the form of a day that was clicked in the chart."""
        self._open(message.day)

    def _open(self, day: date) -> None:
        if day > self.ldn_app.journal.today():
            self.say(f"{short_day(day)} has not come yet.")
        else:
            self.show_day(day)

    # Moving about

    def on_descendant_focus(self) -> None:
        """Show the row's anchors in full where the row has no room for them."""
        row = self.focused
        if row is not self._focus_after:
            # The person has moved on: Backspace now means this row.
            self._just_set = None
        if not isinstance(row, ScaleRow) or row.measure is None:
            return
        measure = row.measure
        self._last_rated = measure.key
        self._show_beside()
        if row.is_cut:
            self.say(f"{measure.name}: 0 {measure.low_anchor}, 10 {measure.high_anchor}")

    def _focus_first_empty(self) -> None:
        row = self.query_one(DayForm).first_empty(self.view)
        if row is not None:
            self.set_focus(row)

    def _move(self, by: int) -> None:
        form = self.query_one(DayForm)
        rows = form.rows
        here = rows.index(self.focused) if isinstance(self.focused, FormRow) and self.focused in rows else 0
        if not 0 <= here + by < len(rows):
            # What stands above the first row and under the last one has no row of its own to stop at.
            form.scroll_relative(y=4 * by, animate=False)
        self.set_focus(rows[min(max(here + by, 0), len(rows) - 1)], scroll_visible=0 <= here + by < len(rows))
        self._show_hints()
        # Let the rows and the key bar take it in before the screen is painted: one repaint instead of two.
        self.call_next(asyncio.sleep, 0)

    def action_previous_row(self) -> None:
        """Go to the row above."""
        self._just_set = None
        self._point.forget()
        self._move(-1)

    def action_next_row(self) -> None:
        """Go to the row below."""
        self._just_set = None
        self._point.forget()
        self._move(1)

    def action_previous_day(self) -> None:
        """Go one day back."""
        self._turn(-1)

    def action_next_day(self) -> None:
        """Go one day on, up to today."""
        self._turn(1)

    def _turn(self, days: int) -> None:
        day = (self._turning_to or self.day) + timedelta(days=days)
        if FIRST_DAY <= day <= self.ldn_app.journal.today():
            self._turning_to = day
            self.show_soon()
        elif days > 0:
            self.catch_up()
            self.say("This is today: tomorrow has not come yet.")

    def show_where_one_is(self) -> None:
        """Show the day one has turned to."""
        if self._turning_to is not None:
            self.go_to(self._turning_to)

    # Answering

    def _record(self, write: Write, row: FormRow | None = None, *, advance: bool = True) -> bool:
        """Record something; unless it was refused, move on from `row`."""
        self._finished = None
        self._point.forget()
        if not self.ldn_app.recorder.perform(write):
            return False
        self._just_set = row
        if row is not None and advance:
            self.set_focus(row)
            self._move(1)
        self._focus_after = self.focused
        return True

    def _now(self) -> datetime:
        return self.ldn_app.journal.clock.now()

    def action_rate(self, key: str) -> None:
        """Give the focused row the rating of a digit, or 10 for x; after a point, the tenths of the row before."""
        if key == "x":
            self._rate(self.focused, 10.0)
        elif self._point.eats_digit():
            return
        elif (row := self._point.take_row()) is not None:
            self._set_tenths(row, int(key))
        else:
            self._rate(self.focused, float(key))

    def action_no_answer(self) -> None:
        """Say that there is no answer for the focused row."""
        self._rate(self.focused, None)

    def on_scale_row_clicked(self, message: ScaleRow.Clicked) -> None:
        """Rate by a click on a number."""
        self._rate(message.row, message.value)

    def _rate(self, row: Widget | None, value: float | None) -> None:
        self._point.forget()
        if isinstance(row, ScaleRow) and row.measure is not None:
            self._record(recording.rating(self.day, row.measure.key, value, self._now()), row)

    def action_change(self, key: str) -> None:
        """Change a value that is set by one; an arrow key never makes one."""
        self._point.forget()
        row = self.focused
        if not isinstance(row, ScaleRow) or row.measure is None or row.answer.value is None:
            self.say("Type a number to rate this row; the arrows only change one that is set.")
            return
        by = -1 if key == "left" else 1
        value = min(max(round(row.answer.value + by, 1), 0.0), 10.0)
        if value != row.answer.value:
            self._record(recording.rating(self.day, row.measure.key, value, self._now()), row, advance=False)

    def action_tenths(self) -> None:
        """Wait for the digit that gives the tenths of the row just set."""
        row = self._just_set if self._just_set is not None else self.focused
        if not isinstance(row, ScaleRow) or row.answer.value is None or row.measure is None:
            self._point.eat_digit()
            self.say("Rate a row first, then a point and a digit add tenths to it.")
        elif row.answer.value == 10:
            self._point.eat_digit()
            self.say(f"{row.measure.name} is 10 already: there are no tenths above it.")
        else:
            self._point.wait_for_tenths(row)
            self.say(f"{row.measure.name} {int(row.answer.value)}.… now the digit for the tenths")

    def action_elsewhere(self) -> None:
        """Say that a key answers another row."""
        dose = ", ".join(self._sign(f"dose-row.{name}") for name in ("as-planned", "not-taken", "other-dose"))
        ten, none = self._sign("rating-row.rate-10"), self._sign("rating-row.no-answer")
        self.say(
            f"That key does not answer this row: {dose} are for the dose, digits, {ten}, {none} and arrows for ratings."
        )

    def action_digit(self, key: str) -> None:
        """Take the digit after a point, where the focus has moved past the last rating row."""
        if self._point.eats_digit():
            return
        if (row := self._point.take_row()) is not None:
            self._set_tenths(row, int(key))
        else:
            self.say("This row is not rated with a digit: its own keys stand in it.")

    def _set_tenths(self, row: ScaleRow, tenths: int) -> None:
        if row.measure is None or row.answer.value is None:
            return
        value = round(int(row.answer.value) + tenths / 10, 1)
        self._record(recording.rating(self.day, row.measure.key, value, self._now()), row, advance=False)

    def action_clear(self) -> None:
        """Clear the row just set and return to it; after moving, clear the row one is on."""
        self._point.forget()
        row = self._just_set if self._just_set is not None else self.focused
        self._just_set = None
        if not isinstance(row, FormRow):
            return
        self.set_focus(row)
        day = self.view.day
        if isinstance(row, ScaleRow) and row.measure is not None and row.answer.given:
            self._record(recording.no_rating(self.day, row.measure.key))
        elif isinstance(row, DoseRow) and day.doses:
            self._record(recording.dose_unanswered(self.day))
        elif isinstance(row, SideEffectRow) and (day.no_side_effects or day.side_effects):
            self._record(recording.side_effects_unanswered(self.day))
        elif isinstance(row, (RescueRow, NoteRow)):
            rescue, note, undo = (self._sign(id_) for id_ in ("today.rescue", "today.note", "everywhere.undo"))
            self.say(
                f"Open it to change it: {rescue} for rescue, {note} for the note; {undo} takes back the last change."
            )

    async def on_answer_row_clicked(self, message: AnswerRow.Clicked) -> None:
        """Ask what a clicked row asks."""
        asks = {"dose": "other_dose", "side-effects": "side_effect", "rescue": "rescue", "note": "note"}
        await self.app.run_action(f"screen.{asks[str(message.row.id)]}", self)

    def action_as_planned(self) -> None:
        """Record the dose as planned, without a plan as last time, and without either ask."""
        view = self.view
        last = view.repeatable_dose
        if view.planned is not None:
            self._ask(self.query_one(DoseRow), advance=True).dose_as(view.planned.mg, view.planned.label, view.medicine)
        elif last is not None:
            self._ask(self.query_one(DoseRow), advance=True).dose_as(last.mg, last.label, last.medicine)
        else:
            self.action_other_dose()

    def action_not_taken(self) -> None:
        """Record that no dose was taken."""
        self._record(recording.no_dose(self.day, self._now(), self.view.medicine), self.query_one(DoseRow))

    def action_none_felt(self) -> None:
        """Record that there were no side effects; those that are recorded do not go unasked."""
        count = len(self.view.day.side_effects)
        if count:
            change, clear = self._sign("today.side-effect"), self._sign("today.clear")
            self.say(f"{count} recorded already: {change} changes one, {clear} on this row clears them all.")
            return
        self._record(recording.no_side_effects(self.day), self.query_one(SideEffectRow))

    def _ask(self, row: FormRow | None = None, *, advance: bool = False) -> "Questions":
        from ldn_tui.tui.questions import Questions

        return Questions(self.ldn_app, self.view, partial(self._record, row=row, advance=advance))

    def action_other_dose(self) -> None:
        """Ask for an amount and a time."""
        self._ask(self.query_one(DoseRow), advance=True).dose()

    def action_side_effect(self) -> None:
        """Ask for a side effect."""
        self._ask(self.query_one(SideEffectRow)).side_effect()

    def action_rescue(self) -> None:
        """Ask for an as-needed medicine."""
        self._ask(self.query_one(RescueRow)).rescue()

    def action_note(self) -> None:
        """Open the note."""
        self._ask().note()

    def action_skip(self) -> None:
        """Ask why the day is skipped, or take the mark away."""
        self._ask().skip()

    def action_impression(self) -> None:
        """Ask for the overall impression."""
        self._ask().impression()

    def action_lab(self) -> None:
        """Ask for a laboratory value."""
        self._ask().lab()

    def action_finish(self) -> None:
        """Say what is missing; with nothing missing, or when pressed again, go to the next day to fill."""
        from ldn_tui.reports.day_text import state_in_words

        view = self.view
        if view.unanswered and view.day.skip is None and self._finished != self.day:
            self._finished = self.day
            names = ", ".join(view.unanswered)
            self.say(f"Not answered yet: {names}. Enter again leaves it so.")
            self._focus_first_empty()
            return
        others = [day for day in view.to_fill if day != self.day]
        # From here on into the past, then once more from the newest.
        following = [day for day in others if day < self.day] or others
        done = f"{short_day(self.day)}: {state_in_words(view.day, view.state, view.facts)}."
        if following:
            self.show_day(following[0])
            back = self._sign("everywhere.today")
            self.say(f"{done} Here is {short_day(following[0])}, still open; {back} goes back to today.")
        else:
            self.say(f"{done} Nothing else is open in the last {DAYS_OFFERED} days.")
