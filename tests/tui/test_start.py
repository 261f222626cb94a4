"""What the start loads: every module before the first paint is waited for."""

import json
import subprocess
import sys

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.journal import open_journal
from tests.conftest import DAY_STARTS_AT, NOW

# Begun on a journal of its own, and ended as soon as today's form is painted.
_START = """
import asyncio, json, sys
from pathlib import Path
from ldn_tui.cli.session import Session
from ldn_tui.cli.app import open_app
from ldn_tui.config import Config
from ldn_tui.journal import open_journal
from ldn_tui.tui.app import LdnApp

session = Session(sys.argv[1])
at = session.config.day_starts_at
journal = open_journal(session.paths.journal, session.clock, at, create=False, program="the app")

app = LdnApp(journal, session.config)
painted = []
app.post_display_hook = lambda: painted.append(sorted(sys.modules))

async def start():
    async with app.run_test() as pilot:
        await pilot.pause()

asyncio.run(start())
print(json.dumps(painted[0]))
"""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The modules that are there at the first paint of a journal without a trial."""
    path = tmp_path_factory.mktemp("start") / "journal.db"
    open_journal(path, PinnedClock(NOW), DAY_STARTS_AT, create=True, program="the app").close()
    done = subprocess.run([sys.executable, "-c", _START, str(path)], check=True, capture_output=True, text=True)
    return frozenset(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.parametrize(
    "name",
    ["click", "plotext", "sqlite_utils", "ldn_tui.demo", "ldn_tui.plots", "ldn_tui.journal.backups"],
)
def test_the_start_loads_no_library_that_the_day_form_does_without(loaded: frozenset[str], name: str) -> None:
    assert "ldn_tui.tui.screens.today" in loaded
    assert name not in loaded


def test_without_a_trial_the_start_loads_nothing_of_trials(loaded: frozenset[str]) -> None:
    trials = {"ldn_tui.domain.windows", "ldn_tui.domain.due", "ldn_tui.domain.seal", "ldn_tui.journal.trials"}
    assert not loaded & (trials | {"ldn_tui.storage.purge", "ldn_tui.domain.analysis"})


def test_the_start_loads_no_other_room(loaded: frozenset[str]) -> None:
    rooms = {name for name in loaded if name.startswith("ldn_tui.tui.screens.")}
    assert rooms == {"ldn_tui.tui.screens.room", "ldn_tui.tui.screens.today"}
