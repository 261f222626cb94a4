"""The pictures of the README: the demo, as it looks today."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ldn_tui.config import Config
from ldn_tui.demo import build_demo
from ldn_tui.journal import Journal
from ldn_tui.tui.app import LdnApp
from tests.conftest import DAY_STARTS_AT, NOW
from tests.tui.driver import StillClock

Compare = Callable[..., bool]
SIZE = (110, 30)


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[Journal]:
    """The demo journal, on a clock without a banner."""
    journal = build_demo(tmp_path / "demo.db", StillClock(NOW), DAY_STARTS_AT)
    yield journal
    journal.close()


def test_today(demo: Journal, snap_compare: Compare) -> None:
    assert snap_compare(LdnApp(demo, Config(), demo=True), press=["4", "6", "5"], terminal_size=(124, 30))


def test_calendar(demo: Journal, snap_compare: Compare) -> None:
    assert snap_compare(LdnApp(demo, Config(), demo=True), press=["c", "left", "left"], terminal_size=SIZE)


def test_plan(demo: Journal, snap_compare: Compare) -> None:
    assert snap_compare(LdnApp(demo, Config(), demo=True), press=["p"], terminal_size=SIZE)


def test_graphs(demo: Journal, snap_compare: Compare) -> None:
    assert snap_compare(LdnApp(demo, Config(), demo=True), press=["g"], terminal_size=SIZE)
