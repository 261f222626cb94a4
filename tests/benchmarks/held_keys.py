"""A key that is held: how long the screen still changes after it was let go."""

import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import Figure, Measure, Samples
from tests.benchmarks.programs import EMPTY_APP, shows_today, shows_word
from tests.terminal import KEYS, LDN, Terminal, environment

# The fastest that keyboards repeat; and for how long somebody holds a key.
SECONDS_BETWEEN = 1 / 60
PRESSES = 45
BAR_MS = 50
YEARS = 20
COLUMNS, ROWS = 120, 30
# What is held: the way there, and the keys that lead there and back.
HELD = {
    "hold: row": ("t", KEYS["up"], KEYS["down"]),
    "hold: day": ("t", "[", "]"),
    "hold: calendar": ("c", KEYS["left"], KEYS["right"]),
    "hold: month": ("c", "[", "]"),
    "hold: year": ("c", "{", "}"),
    "hold: chart": ("g", KEYS["left"], KEYS["right"]),
    "hold: pan": ("g", "[", "]"),
}


def held_figures(journal: Path, home: Path, rounds: int) -> Iterator[Figure]:
    """Yield how long a held key still works after its release, there and back again.

    Args:
        journal: a journal of `YEARS` years.
        home: a folder to work in.
        rounds: how often each key is held, in both directions.
    """
    written = home / "held.db"
    shutil.copyfile(journal, written)
    empty = Terminal(EMPTY_APP, environment(home, home / "none"), columns=COLUMNS, rows=ROWS)
    empty.wait_for(shows_word)
    floor = [_milliseconds(empty, "a") for _ in range(rounds)]
    empty.kill()
    app = Terminal(LDN, environment(home, written), columns=COLUMNS, rows=ROWS)
    app.wait_for(shows_today)
    app.watch(1.0)
    for name, (room, there, back) in HELD.items():
        app.send(room)
        app.watch(0.5)
        samples = [_milliseconds(app, key) for _ in range(rounds) for key in (there, back)]
        yield Figure(name, "key held, empty app", {YEARS: Samples(samples, floor)}, Measure.PLAIN, BAR_MS)
    app.kill()


def _milliseconds(terminal: Terminal, key: str) -> float:
    return terminal.hold(key, times=PRESSES, every=SECONDS_BETWEEN) * 1000
