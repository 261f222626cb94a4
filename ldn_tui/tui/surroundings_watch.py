"""Saying what lies around the journal: conflict copies and a network disk, one thing at a time."""

from typing import TYPE_CHECKING

from ldn_tui.journal.surroundings import SurroundingsInBackground

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp

LOOK_SECONDS = 10.0
SAY_SECONDS = 0.2


class SurroundingsWatch:
    """Looks around again and again while the app is open: a copy may arrive at any time."""

    def __init__(self, app: "LdnApp") -> None:
        """Look around the journal of `app`, and begin at once."""
        self._app = app
        self._look = SurroundingsInBackground(app.journal.path)
        self._looks_to_wait = 0
        self._look.start()
        app.set_interval(LOOK_SECONDS, self._look.start)
        app.set_interval(SAY_SECONDS, self._say)

    def _say(self) -> None:
        """Say the next piece of news, where it covers nothing more urgent and can be read before the one after it."""
        self._looks_to_wait -= 1
        if self._looks_to_wait > 0 or len(self._app.recorder.pending) or len(self._app.screen_stack) != 1:
            return
        news = self._look.next_news()
        if news:
            self._app.say(news, alarm=True)
            self._looks_to_wait = int(LOOK_SECONDS / SAY_SECONDS)
