"""The Findings room in all its states, at two sizes: for layout, not for behaviour."""

from collections.abc import Callable, Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest
from textual.pilot import Pilot

from ldn_tui.clock import PinnedClock
from ldn_tui.config import Config
from ldn_tui.demo import build_demo
from ldn_tui.journal import Journal
from ldn_tui.tui.app import LdnApp
from ldn_tui.tui.theme import LIGHT
from tests.conftest import NOW
from tests.tui.driver import StillClock
from tests.tui.trials import TODAY, journal_of, open_trial, sealed_trial

Compare = Callable[..., bool]

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}


def _demo(path: Path) -> Journal:
    journal = build_demo(path, PinnedClock(NOW), time(4))
    journal.clock = StillClock(NOW)
    return journal


def _empty(path: Path) -> Journal:
    with journal_of(path, TODAY) as journal:
        return journal


STATES: dict[str, Callable[[Path], Journal]] = {
    "demo": _demo,
    "before_decision": lambda path: open_trial(path, TODAY - timedelta(days=60)),
    "waiting": lambda path: open_trial(path, TODAY - timedelta(days=115)),
    "not_enough_data": lambda path: open_trial(path, TODAY - timedelta(days=140), rate_every=3),
    "sealed": sealed_trial,
    "opened": lambda path: sealed_trial(path, is_opened=True),
    "empty": _empty,
}


@pytest.fixture(scope="module")
def journals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], Journal]]:
    """Returns the journal of a state, which these tests only look at; each is written once."""
    written: dict[str, Journal] = {}

    def journal(state: str) -> Journal:
        if state not in written:
            written[state] = STATES[state](tmp_path_factory.mktemp(state) / "journal.db")
        return written[state]

    yield journal
    for known in written.values():
        known.close()


def shows(compare: Compare, journal: Journal, size: tuple[int, int], *keys: str, theme: str | None = None) -> bool:
    """Return whether the room looks as it did, once everything is worked out and `keys` are pressed in it."""

    async def look(pilot: Pilot[None]) -> None:
        await pilot.press("f")
        await pilot.app.workers.wait_for_complete()
        await pilot.press(*keys)

    return compare(LdnApp(journal, Config(theme=theme)), terminal_size=size, run_before=look)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("state", STATES)
def test_state(journals: Callable[[str], Journal], snap_compare: Compare, state: str, size: str) -> None:
    assert shows(snap_compare, journals(state), SIZES[size])


def test_light(journals: Callable[[str], Journal], snap_compare: Compare) -> None:
    assert shows(snap_compare, journals("demo"), SIZES["80x24"], theme=LIGHT)


@pytest.mark.parametrize("keys", [["pagedown"], ["pagedown", "pagedown"], ["end"]], ids=["second", "third", "last"])
def test_page(journals: Callable[[str], Journal], snap_compare: Compare, keys: list[str]) -> None:
    assert shows(snap_compare, journals("demo"), SIZES["80x24"], *keys)


def test_higher_is_better(journals: Callable[[str], Journal], snap_compare: Compare) -> None:
    assert shows(snap_compare, journals("demo"), SIZES["80x24"], "2")


def test_days_behind_a_number(journals: Callable[[str], Journal], snap_compare: Compare) -> None:
    assert shows(snap_compare, journals("demo"), SIZES["80x24"], "down", "enter")


@pytest.mark.parametrize("size", [(40, 12), (200, 60)], ids=["40x12", "200x60"])
def test_size(journals: Callable[[str], Journal], snap_compare: Compare, size: tuple[int, int]) -> None:
    assert shows(snap_compare, journals("demo"), size)
