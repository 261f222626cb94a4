"""The views of the Graphs room at two sizes: for layout, not for behaviour."""

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
from tests.tui.trials import sealed_trial

Compare = Callable[..., bool]

VIEWS = {"all": "a", "by_phase": "d", "order": "o", "weeks": "w", "dose_steps": "s", "laboratory": "e"}
SIZES = {"80x24": (80, 24), "120x40": (120, 40)}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """The demo journal, which these tests only look at."""
    journal = build_demo(tmp_path_factory.mktemp("demo") / "demo.db", StillClock(NOW), DAY_STARTS_AT)
    yield journal
    journal.close()


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", VIEWS)
def test_view(demo: Journal, snap_compare: Compare, view: str, size: str) -> None:
    app = LdnApp(demo, Config(), demo=True)
    assert snap_compare(app, press=["g", VIEWS[view]], terminal_size=SIZES[size])


@pytest.mark.parametrize("view", VIEWS)
def test_table(demo: Journal, snap_compare: Compare, view: str) -> None:
    assert snap_compare(LdnApp(demo, Config(), demo=True), press=["g", VIEWS[view], "T"], terminal_size=(80, 24))


@pytest.mark.parametrize("size", SIZES)
def test_light(demo: Journal, snap_compare: Compare, size: str) -> None:
    app = LdnApp(demo, Config(theme=LIGHT), demo=True)
    assert snap_compare(app, press=["g", "o"], terminal_size=SIZES[size])


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("view", ["by_phase", "weeks"])
def test_sealed(tmp_path: Path, snap_compare: Compare, view: str, size: str) -> None:
    journal = sealed_trial(tmp_path / "sealed.db")
    assert snap_compare(LdnApp(journal, Config()), press=["g", VIEWS[view]], terminal_size=SIZES[size])
    journal.close()


@pytest.mark.parametrize("view", ["all", "order", "laboratory"])
def test_empty_journal(tmp_path: Path, snap_compare: Compare, view: str) -> None:
    journal = open_journal(tmp_path / "new.db", StillClock(NOW), DAY_STARTS_AT, create=True, program="the app")
    assert snap_compare(LdnApp(journal, Config()), press=["g", VIEWS[view]], terminal_size=(80, 24))
    journal.close()
