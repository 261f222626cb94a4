"""Each theme at 80x24, and the screens without colours and in ASCII: for the eye, not for behaviour."""

from collections.abc import Callable, Iterator

import pytest

from ldn_tui.config import Config
from ldn_tui.demo import build_demo
from ldn_tui.journal import Journal
from ldn_tui.tui.app import LdnApp
from ldn_tui.tui.offered_themes import THEMES
from ldn_tui.tui.theme import OWN_THEMES
from tests.conftest import DAY_STARTS_AT, NOW
from tests.tui.driver import StillClock

Compare = Callable[..., bool]

SIZE = (80, 24)
# A day with values, so that their colours are in the picture.
DAY = ["left_square_bracket", "left_square_bracket"]
PLACES = {"day": DAY, "calendar": ["c"], "graphs": ["g"], "plan": ["p"], "findings": ["f"], "choice": ["s"]}
OURS = [theme.name for theme in OWN_THEMES] + ["ansi-dark", "ansi-light"]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
    """The demo journal, which these tests only look at."""
    journal = build_demo(tmp_path_factory.mktemp("demo") / "demo.db", StillClock(NOW), DAY_STARTS_AT)
    yield journal
    journal.close()


@pytest.mark.parametrize("theme", THEMES)
def test_theme(demo: Journal, snap_compare: Compare, theme: str) -> None:
    assert snap_compare(LdnApp(demo, Config(theme=theme), demo=True), press=DAY, terminal_size=SIZE)


@pytest.mark.parametrize("theme", OURS)
def test_heat(demo: Journal, snap_compare: Compare, theme: str) -> None:
    assert snap_compare(LdnApp(demo, Config(theme=theme), demo=True), press=["c"], terminal_size=SIZE)


def test_choosing_a_theme(demo: Journal, snap_compare: Compare) -> None:
    async def open_dialog(pilot: object) -> None:
        del pilot
        app.action_choose_theme()

    app = LdnApp(demo, Config(), demo=True)
    assert snap_compare(app, run_before=open_dialog, terminal_size=SIZE)


@pytest.mark.parametrize("place", PLACES)
def test_without_colours(demo: Journal, snap_compare: Compare, place: str) -> None:
    app = LdnApp(demo, Config(), demo=True, has_color=False)
    assert snap_compare(app, press=PLACES[place], terminal_size=SIZE)


@pytest.mark.parametrize("place", PLACES)
def test_in_ascii(demo: Journal, snap_compare: Compare, place: str) -> None:
    app = LdnApp(demo, Config(), demo=True, is_ascii=True)
    assert snap_compare(app, press=PLACES[place], terminal_size=SIZE)
