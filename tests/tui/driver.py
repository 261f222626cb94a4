"""A running app, driven by keys; and a clock that tests can set."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widget import Widget

from ldn_tui.config import Config
from ldn_tui.journal import Journal
from ldn_tui.tui.app import LdnApp


@dataclass(slots=True)
class StillClock:
    """A clock that stands still but does not count as pinned, and can be set by a test."""

    instant: datetime
    is_pinned: bool = False

    def now(self) -> datetime:
        """Return the instant."""
        return self.instant

    def local(self, wall: datetime) -> datetime:
        """Return `wall` with the instant's offset."""
        return wall.replace(tzinfo=self.instant.tzinfo)


class Driver:
    """A running app, its keys and its screen."""

    def __init__(self, app: LdnApp, pilot: Pilot[None]) -> None:
        """Drive `app` through `pilot`."""
        self.app = app
        self.pilot = pilot

    async def press(self, *keys: str) -> None:
        """Press keys one after the other; a single character stands for itself."""
        await self.pilot.press(*(_character_to_key(key) if len(key) == 1 else key for key in keys))
        await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Type a text into whatever has the focus."""
        for character in text:
            self.app.post_message(events.Key(_character_to_key(character), character))
        await self.pilot.pause()

    async def until(self, condition: Callable[[], bool], what: str) -> None:
        """Wait until `condition` holds; fail loudly if it never does."""
        for _ in range(200):
            if condition():
                return
            await self.pilot.pause(0.02)
        raise AssertionError(f"never happened: {what}\n{self.text()}")

    def text(self) -> str:
        """Return what the screen shows, as lines of text."""
        self.app.screen.refresh()
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips[:height])[
            : (width + 1) * height
        ]

    @property
    def focused(self) -> Widget:
        """The widget that has the focus."""
        assert self.app.focused is not None
        return self.app.focused


class OpenApp(Protocol):
    """Opens the app on a journal."""

    def __call__(
        self, journal: Journal, size: tuple[int, int] = (80, 24), config: Config | None = None, demo: bool = False
    ) -> AbstractAsyncContextManager[Driver]:
        """Return the running app; it is closed at the end of the `async with`."""
        ...
