"""Leaving the app: asked for by a key, or ended from outside; what was typed is saved first, or its loss asked for."""

import math
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from ldn_tui.tui.ending import KEYS_ON_THEIR_WAY_SECONDS, end_on_signals

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp

# An Esc that comes sooner than that after a dialog was closed was meant for the dialog.
AFTER_A_DIALOG_SECONDS = 1.0


class Leaving:
    """The way out of one app.

    Attributes:
        seconds: says how many seconds have gone by, from wherever it counts.
    """

    def __init__(self, app: "LdnApp") -> None:
        """Lead out of `app`."""
        self._app = app
        # Whether the key before was an Esc that had nothing left to close; and whether this one is.
        self._may_quit = self._is_asked_to_quit = False
        # How many keys had come when that was asked: a key that does nothing is no action.
        self._keys = self._keys_when_asked = 0
        self._question = ""
        self.seconds: Callable[[], float] = time.monotonic
        self._closed_at = -math.inf

    def begin(self) -> None:
        """Obey the signals that ask a program to end."""
        end_on_signals(self._end)

    def note_action(self) -> None:
        """Forget an Esc that was followed by anything else."""
        self._may_quit, self._is_asked_to_quit = self._is_asked_to_quit, False
        self._take_question_away()

    def note_key(self) -> None:
        """Forget an Esc that was followed by another key, even one that does nothing."""
        self._keys += 1
        self._take_question_away()

    def note_closed(self) -> None:
        """Note that a dialog was closed just now."""
        self._closed_at = self.seconds()

    def _take_question_away(self) -> None:
        if self._question:
            self._app.room.unsay(self._question)
            self._question = ""

    def quit_or_ask(self, key: str) -> None:
        """Quit from where there is nothing to go back to: q at once, Esc the second time in a row.

        One Esc too many is soon pressed; right after a dialog, it is not even asked about.
        """
        if key == "q" or (self._may_quit and self._keys - self._keys_when_asked <= 1):
            self.quit()
        elif self.seconds() - self._closed_at >= AFTER_A_DIALOG_SECONDS:
            self._is_asked_to_quit, self._keys_when_asked = True, self._keys
            leave = self._app.keys.sign("everywhere.leave")
            self._question = f"Nothing is open here: {leave} or Esc again quits."
            self._app.say(self._question)

    def quit(self) -> None:
        """Quit; what waits to be saved is not left behind without asking."""
        recorder = self._app.recorder
        if not self.settle_dialogs():
            return
        if len(recorder.pending) and not recorder.retry():
            return
        if not len(recorder.pending):
            self._app.exit()
            return
        from ldn_tui.tui.dialogs.choice import Choice, ChoiceDialog, in_columns

        question = f"{recorder.pending.how_many} not saved yet: {recorder.pending.reason}"
        choices = (
            Choice("w", "wait", False, "stay here; they are tried again"),
            Choice("q", "quit", True, "lose them"),
        )

        def answered(leave: bool | None) -> None:
            if leave:
                self._app.exit()

        self._app.push_screen(ChoiceDialog("Not everything is saved", in_columns(choices), note=question), answered)

    def settle_dialogs(self) -> bool:
        """Save what is being typed where it is saved while it is typed, and return whether nothing of it is left."""
        from ldn_tui.tui.dialogs.dialog import Dialog

        # Each of them, whatever the one before said.
        settled = [screen.settle() for screen in self._app.screen_stack if isinstance(screen, Dialog)]
        return all(settled)

    def _end(self, return_code: int) -> None:
        """End without a question: there may be nobody left to answer it."""

        def end() -> None:
            self.settle_dialogs()
            self._app.recorder.try_for_the_last_time()
            self._app.exit(return_code=return_code)

        # At once, for the terminal may be gone; and once more, for keys that were pressed and have not arrived.
        self.settle_dialogs()
        self._app.set_timer(KEYS_ON_THEIR_WAY_SECONDS, end)
