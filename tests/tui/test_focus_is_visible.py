"""What has the focus, or the cursor, is painted otherwise than without it: in colour, without any, and in ASCII."""

from datetime import timedelta

import pytest
from textual.geometry import Region
from textual.keys import _character_to_key

from ldn_tui.config import Config
from ldn_tui.journal import Journal
from ldn_tui.tui.app import LdnApp
from tests.conftest import NOW
from tests.tui.painted import painted
from tests.tui.trials import open_trial

TODAY = NOW.date()
# The way to each kind of place, the key that moves on from there, and where a cursor is: "" where the focus moves.
PLACES = {
    "row of the form": (["t"], "down", ""),
    "field": (["t", "l", "a"], "tab", ""),
    "field with words": (["f", "R", *["shift+tab"] * 2], "shift+tab", ""),
    "row of a dose plan": (["p", "e"], "tab", ""),
    "chart file": (["g", "S"], "tab", ""),
    "choice": (["s"], "down", "ChoiceList"),
    "calendar": (["c"], "left", "MonthGrid"),
    "year": (["c", "y"], "left", "YearGrid"),
    "graphs": (["g"], "left", "Chart"),
    "table": (["g", "T"], "left", "SeriesTable"),
    "plan": (["p"], "down", "PlanList"),
    "findings": (["f"], "down", "FindingsPage"),
    "measures": (["p", "Y"], "down", "ChoiceList"),
    "medicines": (["p", "M"], "down", "ChoiceList"),
}
KINDS = {"in colour": (True, False), "without colour": (False, False), "in ASCII": (False, True)}


@pytest.fixture(scope="module")
def trial(tmp_path_factory: pytest.TempPathFactory) -> Journal:
    """A journal with a trial and two medicines, which these tests only look at."""
    journal = open_trial(tmp_path_factory.mktemp("trial") / "trial.db", TODAY - timedelta(days=60), rate_every=9)
    journal.medicines.add("Ibuprofen")
    journal.medicines.add("Iron")
    return journal


def cells(app: LdnApp, within: Region) -> list[tuple[str, object, object, object]]:
    """Return what is painted within a part of the screen, run by run."""
    return [(run.text, run.ink, run.ground, run.style) for run in painted(app, within)]


@pytest.mark.parametrize("kind", KINDS)
async def test_where_one_is_can_be_seen(trial: Journal, kind: str) -> None:
    has_color, is_ascii = KINDS[kind]
    app = LdnApp(trial, Config(), has_color=has_color, is_ascii=is_ascii)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for name, (way, key, where) in PLACES.items():
            await pilot.press(*(_character_to_key(key) if len(key) == 1 else key for key in way))
            await pilot.pause()
            here = app.screen.query_one(where) if where else app.focused
            assert here is not None, name
            with_it = cells(app, here.region)
            await pilot.press(key)
            await pilot.pause()
            assert where or app.focused is not here, name
            assert cells(app, here.region) != with_it, f"{name}: nothing shows where one is"
            while app.screen is not app.room:
                await pilot.press("escape")
            await pilot.press("t")
