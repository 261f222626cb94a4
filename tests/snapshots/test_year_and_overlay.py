"""The year in the calendar, and two measures on one axis: for layout, not for behaviour."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ldn_tui.config import Config
from ldn_tui.demo import build_demo
from ldn_tui.journal import Journal, open_journal
from ldn_tui.tui.app import LdnApp
from ldn_tui.tui.theme import LIGHT
from tests.conftest import DAY_STARTS_AT, NOW
from tests.tui.driver import StillClock

Compare = Callable[..., bool]

YEAR = ["c", "y", "left", "left"]
OVERLAY = ["g", "O", "a"]
SIZES = {"80x24": (80, 24), "120x40": (120, 40), "40x12": (40, 12), "200x60": (200, 60)}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """The demo journal, which these tests only look at."""
    journal = build_demo(tmp_path_factory.mktemp("demo") / "demo.db", StillClock(NOW), DAY_STARTS_AT)
    yield journal
    journal.close()


@pytest.mark.parametrize("size", SIZES)
def test_year(demo: Journal, snap_compare: Compare, size: str) -> None:
    assert snap_compare(LdnApp(demo, Config(), demo=True), press=YEAR, terminal_size=SIZES[size])


def test_year_in_light(demo: Journal, snap_compare: Compare) -> None:
    app = LdnApp(demo, Config(theme=LIGHT), demo=True)
    assert snap_compare(app, press=YEAR, terminal_size=SIZES["80x24"])


@pytest.mark.parametrize("keys", [YEAR, OVERLAY], ids=["year", "overlay"])
@pytest.mark.parametrize("is_ascii", [False, True], ids=["unicode", "ascii"])
def test_without_colours(demo: Journal, snap_compare: Compare, keys: list[str], is_ascii: bool) -> None:
    app = LdnApp(demo, Config(), demo=True, has_color=False, is_ascii=is_ascii)
    assert snap_compare(app, press=keys, terminal_size=SIZES["80x24"])


def test_empty_year(tmp_path: Path, snap_compare: Compare) -> None:
    journal = open_journal(tmp_path / "new.db", StillClock(NOW), DAY_STARTS_AT, create=True, program="the app")
    assert snap_compare(LdnApp(journal, Config()), press=["c", "y"], terminal_size=SIZES["80x24"])
    journal.close()


@pytest.mark.parametrize("size", ["80x24", "120x40"])
@pytest.mark.parametrize("keys", [OVERLAY, [*OVERLAY, "T"]], ids=["chart", "table"])
def test_overlay(demo: Journal, snap_compare: Compare, keys: list[str], size: str) -> None:
    assert snap_compare(LdnApp(demo, Config(), demo=True), press=keys, terminal_size=SIZES[size])
