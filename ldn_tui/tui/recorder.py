"""Recording from rooms and dialogs: every change goes through here, waits if it must, and is told to every room."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from textual.timer import Timer

from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import BadInput, DamagedJournal, LdnError, NothingToDo
from ldn_tui.domain.text import visible
from ldn_tui.journal import Journal
from ldn_tui.tui.pending import PendingWrites, Refusal, Write

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp

RETRY_SECONDS = 0.5
# How long another program's lock is waited for when the app is ended from outside.
LAST_PATIENCE_MS = 3000


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a write: the change; neither if it waits to be saved; or why it was refused."""

    change: Change | None
    refusal: LdnError | None


class Recorder:
    """Makes the changes of one app.

    Attributes:
        pending: what could not be saved yet.
    """

    def __init__(self, app: "LdnApp") -> None:
        """Write into the journal of `app`."""
        self._app = app
        self.pending = PendingWrites(app.journal)
        self._retry_timer: Timer | None = None

    def try_write(self, write: Write) -> Outcome:
        """Record something, and let every room know; what cannot be saved now is kept and tried again."""
        if not self._app.journal_watch.is_sound():
            return Outcome(None, self._app.journal_watch.damage)
        try:
            change = self.pending.perform(write)
        except BadInput as error:
            return Outcome(None, error)
        if isinstance(self.pending.reason, DamagedJournal):
            self._app.journal_watch.found_damage(self.pending.reason)
        if change is None:
            if self._retry_timer is None:
                self._retry_timer = self._app.set_interval(RETRY_SECONDS, self.retry)
            days = frozenset({write.day} if write.day else ())
            self._app.changes.publish(Change(None, "", days, frozenset({"pending"})))
        else:
            self._app.changes.publish(change)
        return Outcome(change, None)

    def perform(self, write: Write) -> bool:
        """Record something, and say so: that it is made and what takes it back, or that it waits or is refused.

        Returns:
            Whether it is recorded, or kept until it can be.
        """
        outcome = self.try_write(write)
        if outcome.refusal is not None:
            self._app.say(str(outcome.refusal), alarm=True)
            return False
        if outcome.change is None:
            self._say_waiting()
        else:
            self.say_made(outcome.change, write.day)
        return True

    def say_made(self, change: Change, day: date | None = None, *, is_final: bool = False) -> None:
        """Say what was recorded, and what takes it back.

        Args:
            change: what was done.
            day: the day that is shown, which needs no naming.
            is_final: whether undo never takes it back.
        """
        done = visible(change.summary if day is None else change.summary.removesuffix(f" on {short_day(day)}"))
        after = "It is kept for good." if is_final else f"{self._app.keys.sign('everywhere.undo')} takes it back."
        after = f"{change.notice} {after}" if change.notice else after
        self._app.say(f"Saved: {done}. {after}" if change.happened else "Nothing changed.")

    def write_now(self, apply: Callable[[Journal], Change]) -> Change:
        """Record something at once or not at all, and let every room know.

        Raises:
            LdnError: it was not recorded, and why.
        """
        if not self._app.journal_watch.is_sound() and self._app.journal_watch.damage is not None:
            raise self._app.journal_watch.damage
        if len(self.pending):
            self.retry()
        change = self.pending.make_now(apply)
        self._app.changes.publish(change)
        return change

    def undo(self) -> None:
        """Take back the last change, and say which."""
        self._step(self._app.journal.undo, "Undid", "everywhere.redo", "brings it back")

    def redo(self) -> None:
        """Bring back what was taken back last, and say what."""
        self._step(self._app.journal.redo, "Brought back", "everywhere.undo", "takes it back")

    def _step(self, walk: Callable[[], Change], verb: str, other: str, what_other_does: str) -> None:
        if not self.is_settled():
            return
        try:
            change = walk()
        except NothingToDo as nothing:
            self._app.say(str(nothing))
            return
        except LdnError as error:
            self._app.say(f"Nothing was changed: {error}", alarm=True)
            return
        self._app.changes.publish(change)
        sign = self._app.keys.sign(other)
        self._app.say(f"{verb}: {change.summary}{change.origin}. {sign} {what_other_does}.")

    def is_settled(self) -> bool:
        """Return whether nothing waits to be saved and the file is sound; if not, that is said.

        Only then can a step be taken back, or the whole journal be copied or replaced.
        """
        if not self._app.journal_watch.is_sound():
            return False
        if len(self.pending):
            self._say_waiting()
            return False
        return True

    def retry(self) -> bool:
        """Try what waits again, and return whether nothing of it was refused for good."""
        retried = self.pending.retry()
        for change in retried.made:
            # No step of the person's just now: what they are typing goes on.
            self._app.changes.publish(replace(change, step=None))
        if not len(self.pending) and self._retry_timer is not None:
            self._retry_timer.stop()
            self._retry_timer = None
            if not retried.refused:
                self._say_saved()
        news = self.pending.news()
        if news:
            self._app.say(news, alarm=True, until_saved=True)
        if retried.refused:
            self._app.changes.publish(Change(None, "", frozenset(), frozenset({"pending"})))
            self._say_refused(retried.refused)
        return not retried.refused

    def try_for_the_last_time(self) -> None:
        """Save what waits, though another program be writing: the app is being ended from outside."""
        if len(self.pending):
            self._app.journal.repository.set_patience(LAST_PATIENCE_MS)
            self.retry()

    def save_what_can_be(self) -> int:
        """Save what waits, without a word: the app has failed. Return how many writes are lost."""
        with suppress(Exception):
            self.pending.retry()
        return len(self.pending)

    def _say_waiting(self) -> None:
        self._app.say(self.pending.in_words(), alarm=True, until_saved=True)

    def _say_saved(self) -> None:
        """Say that nothing waits any more, also where a dialog still says that something does."""
        from ldn_tui.tui.dialogs.dialog import Dialog

        self._app.say("Everything is saved now.")
        for screen in self._app.screen_stack:
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
        dialog = ChoiceDialog("Not saved: the journal refused", (Choice("s", "seen", True),), note=lines)
        self._app.push_screen(dialog)
