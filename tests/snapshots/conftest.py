"""What all pictures share: nothing in them depends on how fast the machine is."""

from collections.abc import Awaitable, Callable, Iterable
from inspect import isawaitable

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

Compare = Callable[..., bool]


@pytest.fixture
def snap_compare(snap_compare: Compare) -> Compare:
    """Compare the picture of an app with the one that is kept, as the plugin does, but with cursors that stand still.

    A cursor that blinks is there or not, as the picture happens to be taken.
    """

    def compare(
        app: App[None],
        press: Iterable[str] = (),
        terminal_size: tuple[int, int] = (80, 24),
        run_before: Callable[[Pilot[None]], Awaitable[None] | None] | None = None,
    ) -> bool:
        async def stand_still(pilot: Pilot[None]) -> None:
            if run_before is not None and isawaitable(running := run_before(pilot)):
                await running
            await pilot.pause()
            await pilot.press(*press)
            await pilot.pause()
            if isinstance(field := pilot.app.focused, Input | TextArea):
                field.cursor_blink = False

        return snap_compare(app, terminal_size=terminal_size, run_before=stand_still)

    return compare
