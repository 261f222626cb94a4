"""Driving the real app on a real journal."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from ldn_tui.config import Config
from ldn_tui.journal import Journal
from ldn_tui.tui.app import LdnApp
from tests.conftest import NOW
from tests.tui.driver import Driver, OpenApp, StillClock


@pytest.fixture
def still_clock() -> StillClock:
    """The pinned instant, as a clock that tests can set and that shows no banner."""
    return StillClock(NOW)


@pytest.fixture
def diary(journal: Journal, still_clock: StillClock) -> Journal:
    """A new journal on the still clock."""
    journal.clock = still_clock
    return journal


@pytest.fixture
def open_app() -> OpenApp:
    """Opens the app without a terminal."""

    @asynccontextmanager
    async def opened(
        journal: Journal, size: tuple[int, int] = (80, 24), config: Config | None = None, demo: bool = False
    ) -> AsyncIterator[Driver]:
        app = LdnApp(journal, config or Config(), demo=demo)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            yield Driver(app, pilot)

    return opened
