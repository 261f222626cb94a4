"""How long it takes from the process's start to today's form."""

import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

from ldn_tui.paths import backups_folder
from tests.benchmarks.figures import Figure, Measure, Samples
from tests.benchmarks.programs import COLUMNS, EMPTY_APP, ROWS, shows_today, shows_word
from tests.terminal import LDN, Terminal, environment

START_BAR = 1.1


def start_figures(
    journals: Mapping[int, Path], trials: Mapping[int, Path], home: Path, rounds: int
) -> Iterator[Figure]:
    """Yield how long the start takes by years of history, without a trial and with one.

    Args:
        journals: journals without a trial, by their years.
        trials: the same, with a trial of 400 days and 12 measures at their end.
        home: a folder to work in.
        rounds: how often each is taken.
    """
    kinds = {"start": journals, "start, with a trial": trials}
    floor: list[float] = []
    taken: dict[tuple[str, int], list[float]] = defaultdict(list)
    for number in range(rounds + 1):
        empty = _milliseconds_to(Terminal(EMPTY_APP, environment(home, home / "none"), columns=COLUMNS, rows=ROWS))
        for kind, paths in kinds.items():
            for years, path in paths.items():
                # A backup is due at every start: the one of the start before is taken away.
                shutil.rmtree(backups_folder(path), ignore_errors=True)
                started = Terminal(LDN, environment(home, path), columns=COLUMNS, rows=ROWS)
                milliseconds = _milliseconds_to(started, is_ours=True)
                if number:  # the first round warms the caches of the disk
                    taken[kind, years].append(milliseconds)
        if number:
            floor.append(empty)
    for kind, paths in kinds.items():
        by_years = {years: Samples(taken[kind, years], floor) for years in paths}
        yield Figure(kind, "empty Textual app", by_years, Measure.RATIO, START_BAR)


def _milliseconds_to(terminal: Terminal, *, is_ours: bool = False) -> float:
    there = terminal.wait_for(shows_today if is_ours else shows_word)
    taken = there - terminal.started_at
    terminal.kill()
    return taken * 1000
