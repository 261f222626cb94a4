"""How long the verbs take that a prompt, a script or a doctor's appointment would call."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from tests.benchmarks.figures import Figure, Measure, Samples
from tests.benchmarks.programs import BARE_IMPORT, seconds_to_run
from tests.terminal import LDN, environment

STATUS_BAR, LOG_BAR, FINDINGS_BAR = 1.3, 1.6, 2.5
_FLOOR = "import sqlite_utils"


def verb_figures(journals: Mapping[int, Path], trials: Mapping[int, Path], home: Path, rounds: int) -> Iterator[Figure]:
    """Yield how long `status`, `log` and `findings` take, each run taking turns with the bare import.

    Args:
        journals: journals without a trial, by their years.
        trials: the same, with a trial of 400 days and 12 measures at their end.
        home: a folder to work in.
        rounds: how often each is taken.
    """
    verbs: dict[str, tuple[Sequence[str], Mapping[int, Path], float]] = {
        "ldn status": (("status",), journals, STATUS_BAR),
        "ldn log": (("log", "pain={number}", "sleep=6"), journals, LOG_BAR),
        "ldn findings --no-order": (("findings", "--json", "--no-order"), trials, FINDINGS_BAR),
    }
    floor: list[float] = []
    taken: dict[str, dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for number in range(rounds + 1):
        bare = seconds_to_run(BARE_IMPORT, environment(home, home / "none")) * 1000
        for name, (words, paths, _) in verbs.items():
            command = (*LDN, *(word.format(number=number % 10) for word in words))
            for years, path in paths.items():
                milliseconds = seconds_to_run(command, environment(home, path)) * 1000
                if number:  # the first round warms the caches of the disk
                    taken[name][years].append(milliseconds)
        if number:
            floor.append(bare)
    for name, (_, _, bar) in verbs.items():
        by_years = {years: Samples(each, floor) for years, each in taken[name].items()}
        yield Figure(name, _FLOOR, by_years, Measure.RATIO, bar)
