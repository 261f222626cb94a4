"""What the five rooms share: the lines around them, and how a change reaches what they show."""

from collections.abc import Container
from datetime import date
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.events import ScreenResume
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

from ldn_tui.domain.changes import Change
from ldn_tui.domain.errors import DamagedJournal, LdnError
from ldn_tui.keys.commands import Place
from ldn_tui.tui.bindings import bindings
from ldn_tui.tui.widgets.bars import KeyBar, MessageLine, TitleBar

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp


READ_AGAIN_SECONDS = 0.5


class Room(Screen[None]):
    """A full screen with a title, a body, a message line and a key bar."""

    BINDINGS: ClassVar[list[BindingType]] = [*bindings(Place.EVERYWHERE)]
    NAME: ClassVar[str] = ""
    PLACE: ClassVar[Place | None] = None

    # Textual would paint the whole screen again whenever the focus moves; the two rows it moves between do that.
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)

    _stale = False
    _is_waiting = False
    _was_shown = False
    _lags_behind = False

    @property
    def ldn_app(self) -> "LdnApp":
        """The app this room is in."""
        return cast("LdnApp", self.app)

    def compose(self) -> ComposeResult:
        """Compose the lines around the body."""
        yield TitleBar()
        yield from self.compose_body()
        yield MessageLine()
        yield KeyBar(self.ldn_app.keys.ways())

    def compose_body(self) -> ComposeResult:
        """Compose what the room is for."""
        yield from ()

    def on_mount(self) -> None:
        """Listen for changes and show what there is."""
        title = self.query_one(TitleBar)
        title.room = self.NAME
        title.banner = self.ldn_app.banner
        self.ldn_app.changes.subscribe(self, self._on_change, immediate=True)
        self.begin()
        self._show_hints()

    def begin(self) -> None:
        """Show what there is, for the first time."""
        self.reload()

    def reload(self) -> None:
        """Read what the room shows, and show it; while it cannot be read, what is shown stays and is read again."""
        try:
            self.read()
        except LdnError as error:
            self.wait_to_read(error)
        self.show()

    def read(self) -> None:
        """Read from the journal what the room shows.

        Raises:
            LdnError: it cannot be read just now; what was read before is kept.
        """

    def show(self) -> None:
        """Show what was read, with what still waits to be saved."""

    def show_soon(self) -> None:
        """Show where one has gone to, once: for all presses of a held key that wait, not for each of them."""
        if not self._lags_behind:
            self._lags_behind = True
            # Behind the keys that wait already.
            self.call_later(self.catch_up)

    def catch_up(self) -> None:
        """Show where one has gone to, if that is not shown yet: before anything else is done there."""
        if self._lags_behind:
            self._lags_behind = False
            self.show_where_one_is()

    def show_where_one_is(self) -> None:
        """Show where one has gone to, after a press or many of a key that moves."""

    def wait_to_read(self, error: LdnError) -> None:
        """Say why the journal cannot be read, and try again soon; a damaged one is not read again."""
        if isinstance(error, DamagedJournal):
            self.ldn_app.journal_watch.found_damage(error)
            return
        self.say(str(error), alarm=True)
        if not self._is_waiting:
            self._is_waiting = True
            self.set_timer(READ_AGAIN_SECONDS, self._read_again)

    def _read_again(self) -> None:
        self._is_waiting = False
        self.say("")
        self.reload()

    def _on_change(self, change: Change) -> None:
        del change
        if self not in self.app.screen_stack:
            self._stale = True
            return
        try:
            self.reload()
        except Exception as error:  # noqa: BLE001 - a signal ignores what its listeners raise: no fault may pass unseen
            self.call_next(_fail, error)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Catch up with what changed while another room was shown."""
        # The first time, every style has only just been worked out.
        event.refresh_styles = self._was_shown
        self._was_shown = True
        if self._stale:
            self._stale = False
            self.reload()

    def on_descendant_focus(self) -> None:
        """Show the keys of the row that has the focus now."""
        self._show_hints()

    def go_to(self, day: date) -> None:
        """Show a day; a room that shows none opens its form."""
        self.ldn_app.open_day(day)

    def look_at_clock(self) -> None:
        """Notice that a new day has begun, where the room shows one."""

    def places(self) -> tuple[Place, ...]:
        """Return the places one is in, the innermost first."""
        focused: Widget | None = self.focused
        inner = getattr(focused, "PLACE", None)
        return tuple(dict.fromkeys(place for place in (inner, self.PLACE) if isinstance(place, Place)))

    def idle(self) -> Container[str]:
        """Return the names of the commands that do nothing just now, which the key bar leaves out."""
        return ()

    def put_back(self) -> None:
        """Go back to where one was in this room before another one asked it to show something; it is left just now."""

    def take_away(self) -> bool:
        """Take away what lies over what the room is for, if anything does, and return whether: what Esc does first."""
        return False

    def _show_hints(self) -> None:
        self.query_one(KeyBar).hints = tuple(self.ldn_app.keys.hints(self.places(), self.idle()))

    def say(self, message: str, *, alarm: bool = False) -> None:
        """Show a message in the room's message line, if the room is drawn already."""
        if self.is_mounted:
            self.query_one(MessageLine).say(message, alarm=alarm)

    def unsay(self, message: str) -> None:
        """Take a message away, if it is still the one shown."""
        if self.is_mounted and self.query_one(MessageLine).message == message:
            self.say("")

    def forget_said(self) -> None:
        """Say no more what the last key did, another having followed elsewhere; an alarm stays while it is true."""
        app = self.ldn_app
        is_in_trouble = self._is_waiting or app.journal_watch.is_in_trouble or len(app.recorder.pending) > 0
        if self.is_mounted and not (is_in_trouble and self.query_one(MessageLine).is_alarm):
            self.say("")


def _fail(error: Exception) -> None:
    raise error
