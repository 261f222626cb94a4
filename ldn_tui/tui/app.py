"""The app: the five rooms, the one signal every change travels on, and the way back."""

import gc
import importlib
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.actions import ActionParseResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.dom import DOMNode
from textual.screen import Screen
from textual.signal import Signal
from textual.timer import Timer

from ldn_tui.clock import PIN_VARIABLE
from ldn_tui.config import Config
from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import BadInput, DamagedJournal, LdnError, LockedJournal, NothingToDo
from ldn_tui.journal import CheckInBackground, Journal
from ldn_tui.tui.commands import Command, Place
from ldn_tui.tui.commands_run import CommandsRun
from ldn_tui.tui.ending import KEYS_ON_THEIR_WAY_SECONDS, end_on_signals
from ldn_tui.tui.keys import resolve
from ldn_tui.tui.painted_app import PaintedApp
from ldn_tui.tui.palette import ROOM_PLACES, CommandProvider, Palette
from ldn_tui.tui.pending import PendingWrites, Refusal, Write

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ldn_tui.domain.day_axis import Window
    from ldn_tui.journal.backups import BackupInBackground
    from ldn_tui.tui.screens.room import Room
    from ldn_tui.tui.surroundings_watch import SurroundingsWatch

RETRY_SECONDS = 0.5
# Two looks a second: another program's change is on the screen within one.
LOOK_AROUND_SECONDS = 0.5
LOOK_AT_CHECK_SECONDS = 0.1
# The app may stay open for weeks, and the disk be full for an hour.
LOOK_FOR_BACKUP_SECONDS = 3600.0
# How long another program's lock is waited for when the app is ended from outside.
LAST_PATIENCE_MS = 3000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a write: the change; neither if it waits to be saved; or why it was refused."""

    change: Change | None
    refusal: LdnError | None


def _today() -> "Screen[None]":
    from ldn_tui.tui.screens.today import TodayScreen

    return TodayScreen()


def _calendar() -> "Screen[None]":
    from ldn_tui.tui.screens.calendar import CalendarScreen

    return CalendarScreen()


def _graphs() -> "Screen[None]":
    from ldn_tui.tui.screens.graphs import GraphsScreen

    return GraphsScreen()


def _plan() -> "Screen[None]":
    from ldn_tui.tui.screens.plan import PlanScreen

    return PlanScreen()


def _findings() -> "Screen[None]":
    from ldn_tui.tui.screens.findings import FindingsScreen

    return FindingsScreen()


class LdnApp(PaintedApp):
    """The full-screen app on one open journal."""

    TITLE = "ldn-tui"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {CommandProvider}
    # Before any field, list or dialog gets to see it: what has to be hidden has to be hidden from everywhere.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("f9", "blank", "Blank the screen", show=False, priority=True)]
    COMMAND_PALETTE_BINDING = "ctrl+p"
    MODES: ClassVar[dict[str, str | Callable[[], Screen[None]]]] = {
        "calendar": _calendar,
        "graphs": _graphs,
        "plan": _plan,
        "findings": _findings,
    }
    DEFAULT_MODE = "today"
    # The first room's sheet is read with the app's own: read with its screen, it would have all sheets parsed again.
    CSS_PATH = "screens/today.tcss"

    def __init__(
        self,
        journal: Journal,
        config: Config,
        *,
        demo: bool = False,
        has_color: bool = True,
        is_ascii: bool = False,
        greets: bool = False,
        is_visit: bool = False,
    ) -> None:
        """Show `journal`.

        Args:
            journal: an open journal.
            config: the settings.
            demo: whether to show the DEMO banner.
            has_color: whether colours may be used.
            is_ascii: whether everything is drawn with the characters of ASCII.
            greets: whether an empty journal asks how to begin.
            is_visit: whether leaving leads back to the journal from which the demo was opened.
        """
        super().__init__(config, has_color=has_color, is_ascii=is_ascii)
        keys, key_problems = resolve(config.keys)
        self.keys = replace(keys, is_ascii=is_ascii)
        self._settings_problems = (*config.problems, *key_problems, *filter(None, [self.theme_problem]))
        self.journal = journal
        self.pending = PendingWrites(journal)
        self.changes: Signal[Change] = Signal(self, "changes")
        pinned = f"{PIN_VARIABLE} {journal.clock.now():%Y-%m-%d %H:%M}" if journal.clock.is_pinned else ""
        shown_demo = "" if not demo else f"DEMO: {self.keys.sign('everywhere.leave')} goes back" if is_visit else "DEMO"
        self.banner = " · ".join(part for part in (shown_demo, pinned) if part)
        self._greets = greets
        # Whether the app was left for the demo.
        self.wants_demo = False
        # The one tag whose events calendar and graphs mark; None for all.
        self.marked_tag: str | None = None
        self._version = journal.version()
        self._commands_run = CommandsRun()
        # What was last said of a file that is gone or replaced.
        self._trouble = ""
        # The rooms from which what is shown was opened, the last one nearest.
        self._back_to: list[str] = []
        self._retry_timer: Timer | None = None
        # What is wrong with the journal's file, once that is known: nothing is written to it any more.
        self.damage: DamagedJournal | None = None
        # Whether a fault of its own is ending the app.
        self._has_failed = False
        # Whether the key before was an Esc that had nothing left to close.
        self._may_leave = self._is_asked_to_leave = False
        self._check = CheckInBackground(journal.path)
        self._backup: BackupInBackground | None = None
        self._surroundings: SurroundingsWatch | None = None
        # The day on which the trial was last looked at for a lock that has come due.
        self._settled_on: date | None = None

    def get_default_screen(self) -> "Screen[None]":
        """Return the first room.

        Textual draws a mode's first screen in vain before it lets anything be painted; a default screen is painted
        as soon as it is laid out. From then on it is a mode like the others.
        """
        return _today()

    def on_mount(self) -> None:
        """After the first paint, look around for other programs' changes, and load what later keys need."""
        self.set_keymap(self.keys.overrides())
        self.add_mode(self.DEFAULT_MODE, _today)
        end_on_signals(self._end)
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        self._say_settings_problems()
        gc.enable()
        gc.freeze()
        self.set_interval(LOOK_AROUND_SECONDS, self._look_around)
        threading.Thread(target=_load_ahead, name="loading the charts", daemon=True).start()
        self._look_over()
        self.set_interval(LOOK_FOR_BACKUP_SECONDS, self._back_up_daily)

    def _say_settings_problems(self) -> None:
        """Name what in the configuration is not obeyed: a wrong setting keeps nobody from the day's entry."""
        if len(self._settings_problems) > 1:
            others = len(self._settings_problems) - 1
            more = f" And {others} more: `ldn doctor` lists them all."
        else:
            more = ""
        for problem in self._settings_problems[:1]:
            self.say(f"{problem}{more}", alarm=True)

        if self._greets:
            from ldn_tui.tui.greeting_flow import greet

            greet(self)

    def visit_demo(self) -> None:
        """Leave for the demo, from which one comes back."""
        self.wants_demo = True
        self._quit()

    def _look_over(self) -> None:
        """Look the file over in the background: not before the first paint, and again once it was replaced."""
        self._check = CheckInBackground(self.journal.path)
        self._check.start()
        self._check_timer = self.set_interval(LOOK_AT_CHECK_SECONDS, self._look_at_check)

    def _look_at_check(self) -> None:
        if self._check.is_over:
            self._check_timer.stop()
            if self._check.damage is not None:
                self.found_damage(self._check.damage)
            self._settle_trial()
            self._back_up_daily()
            self._watch_surroundings()
            self._look_for_lost()

    def _look_for_lost(self) -> None:
        """Say so if the journal began anew where backups of days lie."""
        from ldn_tui.tui.lost_journal import name_backup_of_lost

        if self.damage is None:
            with suppress(LdnError):
                name_backup_of_lost(self)

    def _watch_surroundings(self) -> None:
        """Begin to look for what lies around the journal."""
        from ldn_tui.tui.surroundings_watch import SurroundingsWatch

        if self._surroundings is None and self.damage is None:
            self._surroundings = SurroundingsWatch(self)

    def _back_up_daily(self) -> None:
        """Make the backup of the day, which waits for the look over the file: no damage is copied.

        It is also the day's closer look at the file, which finds what the quick one cannot.
        """
        from ldn_tui.journal.backups import BackupInBackground

        if not self._check.is_over or self.damage is not None:
            return
        if self._backup is None or self._backup.is_over:
            self._backup = BackupInBackground(self.journal)
            self._backup.start()
            self._backup_timer = self.set_interval(LOOK_AT_CHECK_SECONDS, self._look_at_backup)

    def _look_at_backup(self) -> None:
        if self._backup is not None and self._backup.is_over:
            self._backup_timer.stop()
            if isinstance(self._backup.trouble, DamagedJournal):
                self.found_damage(self._backup.trouble)
            elif self._backup.trouble is not None:
                self.say(f"Today's backup was not made: {self._backup.trouble}", alarm=True)

    def _settle_trial(self) -> None:
        """Let the windows of the trial lock, if that has come due; looked at once a day."""
        today = self.journal.today()
        if not self._check.is_over or self.damage is not None or self._settled_on == today:
            return
        with suppress(LdnError):
            locked = self.journal.trials.settle()
            self._settled_on = today
            if locked is not None:
                self.changes.publish(locked)
                self.say(f"From today the question and windows of your trial are locked: {locked.summary}.")

    def _look_is_good(self) -> bool:
        """Wait for the look over the file, and return whether the file may be written to."""
        damage = self._check.wait()
        if damage is not None:
            self.found_damage(damage)
        return self.damage is None

    # What rooms and dialogs ask of the app

    def found_damage(self, damage: DamagedJournal) -> None:
        """From now on write nothing to the damaged journal, and offer the last good backup."""
        from ldn_tui.tui.damage_flow import DamageFlow

        if self.damage is None:
            self.damage = damage
            self.journal.repository.refuse_to_write(damage)
            DamageFlow(self, damage).offer()

    def was_replaced(self) -> None:
        """Go on with the file that took the journal's place."""
        self.damage = None
        self.journal.repository.refuse_to_write(None)
        self.journal.reopen(may_be_another=True)
        self.changes.publish(Change(None, "", frozenset(), frozenset({"journal", "measure"})))
        self._look_over()

    @property
    def room(self) -> "Room":
        """The room that is shown, or that lies under a dialog."""
        from ldn_tui.tui.screens.room import Room

        room = self.screen_stack[0]
        if not isinstance(room, Room):
            raise TypeError(room)
        return room

    def say(self, message: str, *, alarm: bool = False, until_saved: bool = False) -> None:
        """Say something in the present room's message line; an alarm also in the dialog that covers it.

        Args:
            message: what to say.
            alarm: whether it must be seen.
            until_saved: whether it is true only while something waits to be saved.
        """
        self.room.say(message, alarm=alarm)
        if alarm and len(self.screen_stack) > 1:
            from ldn_tui.tui.dialogs.dialog import Dialog

            if isinstance(self.screen, Dialog):
                self.screen.complain(message, until_saved=until_saved)

    def try_write(self, write: Write) -> Outcome:
        """Record something, and let every room know; what cannot be saved now is kept and tried again."""
        if not self._look_is_good():
            return Outcome(None, self.damage)
        try:
            change = self.pending.perform(write)
        except BadInput as error:
            return Outcome(None, error)
        if isinstance(self.pending.reason, DamagedJournal):
            self.found_damage(self.pending.reason)
        if change is None:
            self._start_retrying()
            days = frozenset({write.day} if write.day else ())
            self.changes.publish(Change(None, "", days, frozenset({"pending"})))
        else:
            self.changes.publish(change)
        return Outcome(change, None)

    def perform(self, write: Write) -> bool:
        """Record something, and say so if it waits or is refused.

        Returns:
            Whether it is recorded, or kept until it can be.
        """
        outcome = self.try_write(write)
        if outcome.refusal is not None:
            self.say(str(outcome.refusal), alarm=True)
            return False
        if outcome.change is None:
            self._say_waiting()
        return True

    def write_now(self, apply: Callable[[Journal], Change]) -> Change:
        """Record something at once or not at all, and let every room know.

        Raises:
            LdnError: it was not recorded, and why.
        """
        if not self._look_is_good() and self.damage is not None:
            raise self.damage
        if len(self.pending):
            self._retry()
        change = self.pending.make_now(apply)
        self.changes.publish(change)
        return change

    def _say_waiting(self) -> None:
        self.say(self.pending.in_words(), alarm=True, until_saved=True)

    def _start_retrying(self) -> None:
        if self._retry_timer is None:
            self._retry_timer = self.set_interval(RETRY_SECONDS, self._retry)

    def _retry(self) -> bool:
        """Try what waits again, and return whether nothing of it was refused for good."""
        retried = self.pending.retry()
        for change in retried.made:
            # No step of the person's just now: what they are typing goes on.
            self.changes.publish(replace(change, step=None))
        if not len(self.pending) and self._retry_timer is not None:
            self._retry_timer.stop()
            self._retry_timer = None
            if not retried.refused:
                self._say_saved()
        news = self.pending.news()
        if news:
            self.say(news, alarm=True, until_saved=True)
        if retried.refused:
            self.changes.publish(Change(None, "", frozenset(), frozenset({"pending"})))
            self._say_refused(retried.refused)
        return not retried.refused

    def _say_saved(self) -> None:
        """Say that nothing waits any more, also where a dialog still says that something does."""
        from ldn_tui.tui.dialogs.dialog import Dialog

        self.say("Everything is saved now.")
        for screen in self.screen_stack:
            if isinstance(screen, Dialog):
                screen.all_is_saved()

    def _say_refused(self, refused: Sequence[Refusal]) -> None:
        """Name what waited and was then refused, until the person has seen it."""
        from ldn_tui.tui.dialogs.choice import Choice, ChoiceDialog

        lines = "\n".join(
            f"{'' if refusal.write.day is None else f'{short_day(refusal.write.day)}, '}{refusal.write.field}: "
            f"{refusal.reason}"
            for refusal in refused
        )
        self.push_screen(ChoiceDialog("Not saved: the journal refused", (Choice("s", "seen", True),), note=lines))

    def run_command(self, command: Command, key: str, room: str) -> None:
        """Run a command from the palette, in its own room."""
        if room != self.current_mode:
            self.action_go(room)
        screen = self.room
        self.call_after_refresh(self.run_action, command.action(key), screen)

    def _look_around(self) -> None:
        """Notice what another process committed, and that a new day has begun."""
        if not self.screen_stack:
            # On leaving, the rooms go before the timers do.
            return
        try:
            version = self.journal.version()
        except LdnError as error:
            self._say_trouble(error)
            return
        if self._trouble:
            self._trouble = ""
            self.say("The journal is there again.")
        if version != self._version:
            self._version = version
            self.changes.publish(Change(None, "", frozenset(), frozenset({"journal"})))
        with suppress(LdnError):
            self.room.look_at_clock()
        self._settle_trial()

    def _say_trouble(self, error: LdnError) -> None:
        """Say once that the file is gone, or is another one; that a program is writing passes by itself."""
        if not isinstance(error, LockedJournal) and str(error) != self._trouble:
            self._trouble = str(error)
            self.say(str(error), alarm=True)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; if the journal cannot be read just now, say so instead of failing."""
        self._may_leave, self._is_asked_to_leave = self._is_asked_to_leave, False
        if isinstance(action, str) and self.screen_stack:
            self._commands_run.note(self.screen, action)
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except DamagedJournal as damage:
            self.found_damage(damage)
            return True
        except LdnError as error:
            self.say(f"That did not work: {error}", alarm=True)
            return True

    # Commands that work everywhere

    def action_go(self, mode: str) -> None:
        """Go to a room."""
        self._back_to.clear()
        self.switch_mode(mode)

    def action_go_today(self) -> None:
        """Go to today's form."""
        self._back_to.clear()
        self._show_day(self.journal.today())

    def open_day(self, day: date) -> None:
        """Open a day's form; leaving it comes back here."""
        if self.current_mode != "today":
            self._back_to.append(self.current_mode)
        self._show_day(day)

    def open_chart(self, measure: str, days: "Window", view: str) -> None:
        """Show a measure over `days` in the graphs, in the view with that letter; leaving them comes back here."""
        from ldn_tui.tui.screens.graphs import GraphsScreen

        self._back_to.append(self.current_mode)
        self.switch_mode("graphs")
        room = self.room
        if isinstance(room, GraphsScreen):
            room.look_at(measure, days, view)

    def _show_day(self, day: date) -> None:
        from ldn_tui.tui.screens.today import TodayScreen

        self.switch_mode("today")
        room = self.room
        if isinstance(room, TodayScreen):
            room.show_day(day)

    def action_undo(self) -> None:
        """Take back the last change."""
        self._step(self.journal.undo, "Undid")

    def action_redo(self) -> None:
        """Bring back what was taken back last."""
        self._step(self.journal.redo, "Brought back")

    def _step(self, walk: Callable[[], Change], verb: str) -> None:
        if len(self.pending):
            self._say_waiting()
            return
        if not self._look_is_good():
            return
        try:
            change = walk()
        except NothingToDo as nothing:
            self.say(str(nothing))
            return
        except LdnError as error:
            self.say(f"Nothing was changed: {error}", alarm=True)
            return
        self.changes.publish(change)
        undo, redo = self.keys.sign("everywhere.undo"), self.keys.sign("everywhere.redo")
        other = f"{redo} brings it back" if verb == "Undid" else f"{undo} takes it back"
        self.say(f"{verb}: {change.summary}{change.origin}. {other}.")

    def action_fill(self) -> None:
        """Go to the next of the last seven days that is to be filled."""
        to_fill = self.journal.status().to_fill
        if not to_fill:
            self.say("Nothing to fill: the last 7 days are complete.")
            return
        room = self.room
        shown = getattr(room, "day", None) if self.current_mode == "today" else None
        older = [day for day in to_fill if shown is not None and day < shown]
        chosen = older[0] if older else to_fill[0]
        self.open_day(chosen)
        position = to_fill.index(chosen) + 1
        on, skip = self.keys.sign("everywhere.fill"), self.keys.sign("today.skip")
        self.say(f"Day {position} of {len(to_fill)} to fill, newest first. {on} goes on, {skip} skips it.")

    def action_go_to_date(self) -> None:
        """Ask for a date and go there, in the room one is in."""
        from ldn_tui.tui.dialogs.date_dialog import DateDialog

        self.push_screen(DateDialog(self.journal.today()), self._go_to_date)

    def _go_to_date(self, day: date | None) -> None:
        if day is None:
            return
        self.room.go_to(day)

    def action_search(self) -> None:
        """Find a day by its words, and open it."""
        from ldn_tui.tui.search_flow import search

        search(self)

    def action_edit_measures(self) -> None:
        """Open the list of measures."""
        from ldn_tui.tui.screens.measures import MeasuresScreen

        self.push_screen(MeasuresScreen(self.journal.measures.all()))

    def action_command_palette(self) -> None:
        """Open the palette, unless everything is hidden: its commands would show it."""
        from ldn_tui.tui.dialogs.blank import BlankScreen

        if not isinstance(self.screen, BlankScreen | Palette):
            self.push_screen(Palette(id="--command-palette"))

    def action_blank(self) -> None:
        """Hide everything; if all is hidden, show it again."""
        from ldn_tui.tui.dialogs.blank import BlankScreen

        if isinstance(self.screen, BlankScreen):
            self.screen.action_show()
        else:
            self.push_screen(BlankScreen(self.keys.sign("everywhere.blank")))

    def action_back_up(self) -> None:
        """Make a backup now."""
        from ldn_tui.tui.backup_flow import BackupFlow

        BackupFlow(self).back_up()

    def action_restore(self) -> None:
        """Choose a backup and make it the journal."""
        from ldn_tui.tui.backup_flow import BackupFlow

        BackupFlow(self).restore()

    def action_bring_back(self) -> None:
        """Make the journal what it was before the last restore."""
        from ldn_tui.tui.backup_flow import BackupFlow

        BackupFlow(self).bring_back()

    def action_import_file(self) -> None:
        """Import a foreign diary."""
        from ldn_tui.tui.import_flow import ImportFlow

        ImportFlow(self).begin()

    def action_choose_theme(self) -> None:
        """Choose the colours."""
        from ldn_tui.tui.dialogs.theme import ask_theme

        ask_theme(self, lambda trouble: self.say(trouble, alarm=True))

    def when_settled(self) -> bool:
        """Return whether the journal can be copied or replaced now: nothing waits to be saved, and it is sound."""
        if not self._look_is_good():
            return False
        if len(self.pending):
            self._say_waiting()
            return False
        return True

    def action_palette(self) -> None:
        """Open the palette."""
        self.action_command_palette()

    def action_help_here(self) -> None:
        """Explain this place, also a dialog."""
        from ldn_tui.tui.dialogs.dialog import Dialog
        from ldn_tui.tui.screens.help import HelpScreen

        dialog = self.screen
        if isinstance(dialog, Dialog):
            opener = self._commands_run.last_below(self.screen_stack)
            self.push_screen(HelpScreen(dialog.places(), self.keys, dialog.heading, opener))
        elif dialog is self.room:
            places = (*self.room.places(), *ROOM_PLACES[self.current_mode], Place.EVERYWHERE)
            self.push_screen(HelpScreen(tuple(dict.fromkeys(places)), self.keys))

    def action_all_keys(self) -> None:
        """Show every key."""
        from ldn_tui.tui.screens.all_keys import AllKeysScreen

        self.push_screen(AllKeysScreen(self.keys))

    def action_leave(self, key: str) -> None:
        """Go back, or quit: q at once, Esc the second time in a row, for one Esc too many is soon pressed.

        What waits to be saved is not left behind without asking.
        """
        if key == "escape" and self.room.take_away():
            return
        if self._back_to:
            self.switch_mode(self._back_to.pop())
        elif self.current_mode != "today":
            self.action_go_today_form()
        elif self._room_day() != self.journal.today():
            self.action_go_today()
        elif key == "q" or self._may_leave:
            self._quit()
        else:
            self._is_asked_to_leave = True
            self.say(f"Nothing is open here: {self.keys.sign('everywhere.leave')} or Esc again quits.")

    def action_go_today_form(self) -> None:
        """Go back to the day form as it was left."""
        self._back_to.clear()
        self.switch_mode("today")

    def _room_day(self) -> date | None:
        day = getattr(self.room, "day", None)
        return day if isinstance(day, date) else None

    async def action_quit(self) -> None:
        """Quit, unless something still waits to be saved."""
        self._quit()

    def _settle_dialogs(self) -> bool:
        """Save what is being typed where it is saved while it is typed, and return whether nothing of it is left."""
        from ldn_tui.tui.dialogs.dialog import Dialog

        # Each of them, whatever the one before said.
        settled = [screen.settle() for screen in self.screen_stack if isinstance(screen, Dialog)]
        return all(settled)

    def _end(self, return_code: int) -> None:
        """End without a question: there may be nobody left to answer it."""

        def end() -> None:
            self._settle_dialogs()
            if len(self.pending):
                self.journal.repository.set_patience(LAST_PATIENCE_MS)
                self._retry()
            self.exit(return_code=return_code)

        # At once, for the terminal may be gone; and once more, for keys that were pressed and have not arrived.
        self._settle_dialogs()
        self.set_timer(KEYS_ON_THEIR_WAY_SECONDS, end)

    def panic(self, *renderables: "RenderableType") -> None:
        """End because something failed: Textual says so of a terminal that is gone, too."""
        try:
            self._settle_dialogs()
        finally:
            super().panic(*renderables)

    def _quit(self) -> None:
        if not self._settle_dialogs():
            return
        if len(self.pending) and not self._retry():
            return
        if not len(self.pending):
            self.exit()
            return
        from ldn_tui.tui.dialogs.choice import Choice, ChoiceDialog, in_columns

        question = f"{self.pending.how_many} not saved yet: {self.pending.reason}"
        choices = (
            Choice("w", "wait", False, "stay here; they are tried again"),
            Choice("q", "quit", True, "lose them"),
        )

        def answered(leave: bool | None) -> None:
            if leave:
                self.exit()

        self.push_screen(ChoiceDialog("Not everything is saved", in_columns(choices), note=question), answered)

    # A fault of the app's own

    def _fatal_error(self) -> None:
        """Say that the app failed, without any of the person's values: Textual would print local variables."""
        from textual.worker import WorkerFailed

        from ldn_tui.crash import report_crash

        error = self._exception
        if error is None or self._has_failed:
            # What fails while the app is closing because of a fault follows from that.
            return
        self._has_failed = True
        if isinstance(error, DamagedJournal):
            # The command line says it, as of any verb, with the way out.
            self.damage = error
            self.panic()
            return
        with suppress(Exception):
            # The last chance of what waits for the file.
            self.pending.retry()
        self.bell()
        cause = error.error if isinstance(error, WorkerFailed) else error
        self.panic(Text(report_crash(cause, "the app", len(self.pending))))

    def say_failed_in_background(self, message: str) -> None:
        """Say what failed in a thread, from that thread; the app goes on.

        The thread does not wait for it: the app may be waiting for the thread.
        """
        self.call_later(self.say, message, alarm=True)


def _load_ahead() -> None:
    """Import what the next keys need while the first screen is read."""
    importlib.import_module("ldn_tui.plots")
