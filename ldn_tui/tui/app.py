"""The app: the five rooms, the one signal every change travels on, and the way back."""

import gc
import importlib
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.actions import ActionParseResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.dom import DOMNode
from textual.screen import Screen
from textual.signal import Signal

from ldn_tui.clock import PIN_VARIABLE
from ldn_tui.config import Config
from ldn_tui.domain.changes import Change
from ldn_tui.domain.errors import DamagedJournal, LdnError
from ldn_tui.journal import Journal
from ldn_tui.keys.commands import Command, Place
from ldn_tui.keys.in_force import resolve
from ldn_tui.tui.commands_run import CommandsRun
from ldn_tui.tui.journal_watch import JournalWatch
from ldn_tui.tui.leaving import Leaving
from ldn_tui.tui.painted_app import PaintedApp
from ldn_tui.tui.palette import ROOM_PLACES, CommandProvider, Palette
from ldn_tui.tui.recorder import Recorder

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ldn_tui.domain.day_axis import Window
    from ldn_tui.tui.screens.room import Room


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
    """The full-screen app on one open journal.

    Attributes:
        journal: what is shown and written to.
        changes: the one signal every change travels on, to all rooms.
        recorder: makes the changes that rooms and dialogs ask for.
        journal_watch: watches over the journal's file.
        leaving: the way out.
        keys: which key does what.
        banner: what the title bar says of the run itself (the demo, a pinned clock).
        marked_tag: the one tag whose events calendar and graphs mark; None for all.
        wants_demo: whether the app was left for the demo.
    """

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
        self._settings_problems = (*config.problems, *key_problems)
        self.journal = journal
        self.changes: Signal[Change] = Signal(self, "changes")
        pinned = f"{PIN_VARIABLE} {journal.clock.now():%Y-%m-%d %H:%M}" if journal.clock.is_pinned else ""
        shown_demo = "" if not demo else f"DEMO: {self.keys.sign('everywhere.leave')} goes back" if is_visit else "DEMO"
        self.banner = " · ".join(part for part in (shown_demo, pinned) if part)
        self._greets = greets
        self.wants_demo = False
        self.marked_tag: str | None = None
        self._commands_run = CommandsRun()
        self._last_action: str | ActionParseResult = ""
        # The rooms from which what is shown was opened, the last one nearest.
        self._back_to: list[str] = []
        # Whether a fault of its own is ending the app.
        self._has_failed = False
        self.journal_watch = JournalWatch(self)
        self.recorder = Recorder(self)
        self.leaving = Leaving(self)

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
        self.leaving.begin()
        self.call_after_refresh(self._settle)

    def _settle(self) -> None:
        self._say_settings_problems()
        gc.enable()
        gc.freeze()
        threading.Thread(target=_load_ahead, name="loading the charts", daemon=True).start()
        self.journal_watch.begin()

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
        self.leaving.quit()

    # What rooms and dialogs ask of the app

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

    def run_command(self, command: Command, key: str, room: str) -> None:
        """Run a command from the palette, in its own room."""
        if room != self.current_mode:
            self.action_go(room)
        screen = self.room
        self.call_after_refresh(self.run_action, command.action(key), screen)

    async def run_action(
        self,
        action: "str | ActionParseResult",
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Run an action; if the journal cannot be read just now, say so instead of failing."""
        self.leaving.note_action()
        if isinstance(action, str) and self.screen_stack:
            self._commands_run.note(self.screen, action)
        if action != self._last_action:
            # Only the presses of one key wait for each other: anything else finds what they led to.
            self._last_action = action
            self.room.catch_up()
        try:
            return await super().run_action(action, default_namespace, namespaces)
        except DamagedJournal as damage:
            self.journal_watch.found_damage(damage)
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
        """Go to today's form as it was left; on that form itself, to its first empty row."""
        self._back_to.clear()
        today, was_elsewhere = self.journal.today(), self.current_mode != "today"
        self.switch_mode("today")
        if not was_elsewhere or self._room_day() != today:
            self._show_day(today)

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
        self.recorder.undo()

    def action_redo(self) -> None:
        """Bring back what was taken back last."""
        self.recorder.redo()

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
        """Go back one step; from today's form, quit."""
        if key == "escape" and self.room.take_away():
            return
        if self._back_to:
            self.switch_mode(self._back_to.pop())
        elif self.current_mode != "today":
            self.action_go_today_form()
        elif self._room_day() != self.journal.today():
            self.action_go_today()
        else:
            self.leaving.quit_or_ask(key)

    def action_go_today_form(self) -> None:
        """Go back to the day form as it was left."""
        self._back_to.clear()
        self.switch_mode("today")

    def _room_day(self) -> date | None:
        day = getattr(self.room, "day", None)
        return day if isinstance(day, date) else None

    async def action_quit(self) -> None:
        """Quit, unless something still waits to be saved."""
        self.leaving.quit()

    def panic(self, *renderables: "RenderableType") -> None:
        """End because something failed: Textual says so of a terminal that is gone, too."""
        try:
            self.leaving.settle_dialogs()
        finally:
            super().panic(*renderables)

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
            self.journal_watch.damage = error
            self.panic()
            return
        unsaved = self.recorder.save_what_can_be()
        self.bell()
        cause = error.error if isinstance(error, WorkerFailed) else error
        self.panic(Text(report_crash(cause, "the app", unsaved)))

    def say_failed_in_background(self, message: str) -> None:
        """Say what failed in a thread, from that thread; the app goes on.

        The thread does not wait for it: the app may be waiting for the thread.
        """
        self.call_later(self.say, message, alarm=True)


def _load_ahead() -> None:
    """Import what the next keys need while the first screen is read."""
    importlib.import_module("ldn_tui.plots")
