"""Every screen and dialog of the app: the keys that lead there, and how the app is opened outside pytest."""

import tempfile
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta
from pathlib import Path

from ldn_tui.config import Config
from ldn_tui.demo import build_demo
from ldn_tui.journal import Journal, open_journal
from ldn_tui.keys.commands import VIEW_NAMES
from ldn_tui.tui.app import LdnApp

# First of all: it sets the environment that Textual reads when it is imported.
from tests.conftest import DAY_STARTS_AT, NOW
from tests.tui.driver import Driver, StillClock
from tests.tui.trials import open_trial, sealed_trial

Keys = Sequence[str]

_TO_SHAPE = ("p", "N", "enter", *"CRPS", "enter", "enter")
_SHARED: Mapping[str, Keys] = {
    "today": (),
    "an earlier day": ("[", "["),
    "a date": ("/", *"12 nov"),
    "a dose": (*["down"] * 5, "e"),
    "side effects": ("s",),
    "how severe": ("s", "a"),
    "rescue": ("r",),
    "how many rescues": ("r", "a"),
    "a note": ("w", *"some words"),
    "skipping": ("o",),
    "the impression": ("i",),
    "laboratory values": ("l",),
    "a laboratory value": ("l", "a"),
    "calendar": ("c",),
    "the month before": ("c", "["),
    "events": ("c", "#"),
    "search": ("F",),
    "search, typed": ("F", *"a"),
    "help for a dialog": ("s", "?"),
    "a measure for the calendar": ("c", "m"),
    **{f"graphs: {name}": ("g", letter) for letter, name in VIEW_NAMES.items()},
    **{f"graphs: {name}, table": ("g", letter, "T") for letter, name in VIEW_NAMES.items()},
    "a measure for the graphs": ("g", "m"),
    "saving a chart": ("g", "S"),
    "plan": ("p",),
    "medicines": ("p", "M"),
    "a new medicine": ("p", "M", "a"),
    "measures": ("p", "Y"),
    "a new measure": ("p", "Y", "a"),
    "findings": ("f",),
    "the end of the findings": ("f", "end"),
    "blank": ("z",),
    "palette": (":",),
    "palette, searched": (":", *"back"),
    "help": ("?",),
    "help for the calendar": ("c", "?"),
    "help for the graphs": ("g", "?"),
    "help for the plan": ("p", "?"),
    "help for the findings": ("f", "?"),
}
PLACES: Mapping[str, Mapping[str, Keys]] = {
    "demo": {
        **_SHARED,
        "a report": ("f", "R"),
        "a decision": ("f", "D"),
        "a measure for the findings": ("f", "m"),
        "the days behind a finding": ("f", "down", "enter"),
    },
    "trial": {
        "plan": ("p",),
        "findings": ("f",),
        "next phase": ("p", "n"),
        "a phase": ("p", "enter"),
        "the trial": ("p", *["up"] * 8, "enter"),
        "a boundary": ("p", "B"),
        "changed sides": ("p", "B", *"2026-10-31", "enter"),
        "dose plan": ("p", "e"),
        "a pause": ("p", "P"),
        "the end": ("p", "E"),
        "a refusal": ("p", "E", "enter"),
        "a decision": ("p", "D"),
        "a decision's reason": ("p", "D", "c"),
    },
    "sealed": {
        "today": (),
        "calendar": ("c",),
        "plan": ("p",),
        "the seal": ("p", "L"),
        "the helper": ("p", "L", "h"),
        "a guess": ("p", "L", "o"),
        "graphs: Distribution by phase": ("g", "d"),
        "findings": ("f",),
    },
    "empty": {
        "today": (),
        "calendar": ("c",),
        "graphs": ("g",),
        "plan": ("p",),
        "findings": ("f",),
        "a question": ("p", "N"),
        "a condition": ("p", "N", "enter"),
        "a shape": _TO_SHAPE,
        "dates": (*_TO_SHAPE, "b", "enter"),
        "doses": (*_TO_SHAPE, "b", "enter", "tab", *"+28", "enter"),
        "sealed dates": (*_TO_SHAPE, "c", "enter"),
    },
}


@contextmanager
def known_journals() -> Iterator[Mapping[str, Journal]]:
    """Yield the journals of PLACES by name, each in a file of its own."""
    with tempfile.TemporaryDirectory(prefix="ldn-tui-places-") as folder:
        clock = StillClock(NOW)
        journals = {
            "demo": build_demo(Path(folder) / "demo.db", clock, DAY_STARTS_AT),
            "trial": open_trial(Path(folder) / "trial.db", NOW.date() - timedelta(days=75)),
            "sealed": sealed_trial(Path(folder) / "sealed.db"),
            "empty": open_journal(Path(folder) / "empty.db", clock, DAY_STARTS_AT, create=True, program="the app"),
        }
        try:
            yield journals
        finally:
            for journal in journals.values():
                journal.close()


@asynccontextmanager
async def opened(journal: Journal, keys: Keys, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Driver]:
    """Open the app on `journal` without a terminal and press `keys`; it is closed at the end of the `async with`."""
    app = LdnApp(journal, Config())
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        driver = Driver(app, pilot)
        await driver.press(*keys)
        yield driver
