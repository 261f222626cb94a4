"""How long a key takes to the end of its repaint, and how much memory the app has used by then.

An app for each length of history and the empty one run side by side and get their keys in turns.
"""

import shutil
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from itertools import cycle, islice
from pathlib import Path

from ldn_tui.domain.measures import FIRST_MEASURES
from tests.benchmarks.figures import Figure, Measure, Samples
from tests.benchmarks.programs import COLUMNS, EMPTY_APP, ROWS, BareCommits, shows_today, shows_word
from tests.terminal import KEYS, LDN, Repaint, Terminal, environment

RATING_BAR, RATING_HIGH_BAR = 5.0, 12.0
TURN_BAR, CHART_BAR = 20.0, 40.0
MEMORY_BAR = 1.3
# The look over the file and the day's backup are over after so many seconds for each year of history.
SETTLED_SECONDS, SETTLED_SECONDS_A_YEAR = 1.0, 0.1
# Every row of the form, and one more.
TO_THE_TOP = len(FIRST_MEASURES) + 4
EMPTY_KEY = "key, empty app"

# Two steps into the past, and back again; one where a year of history has no second step.
_FAR, _NEAR = ("[", "[", "]", "]"), ("[", "]")
_YEARS = ("{", "}")


class Bench:
    """The apps side by side."""

    def __init__(self, journals: Mapping[int, Path], home: Path, presses: int) -> None:
        """Start an app on a copy of each journal, and the empty one.

        Args:
            journals: the journals by their years.
            home: a folder to work in.
            presses: how often each key is pressed.
        """
        self._presses = presses
        self._empty = Terminal(EMPTY_APP, environment(home, home / "none"), columns=COLUMNS, rows=ROWS)
        self._empty.wait_for(shows_word)
        self._apps: dict[int, Terminal] = {}
        for years, path in journals.items():
            written = home / "written" / path.name
            written.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, written)
            app = Terminal(LDN, environment(home, written), columns=COLUMNS, rows=ROWS)
            app.wait_for(shows_today)
            app.watch(SETTLED_SECONDS + SETTLED_SECONDS_A_YEAR * years)
            self._apps[years] = app

    def close(self) -> None:
        """End them all; one that failed has ended already."""
        for app in (self._empty, *self._apps.values()):
            if not app.dead:
                app.kill()

    def send(self, *keys: str) -> None:
        """Press keys in every app, whatever they do."""
        for app in self._apps.values():
            for key in keys:
                app.send(key)
                app.settle()

    def enter(self, key: str, room: str) -> None:
        """Go to a room in every app."""
        for app in self._apps.values():
            app.send(key)
            app.wait_for(lambda terminal: room in terminal.lines()[0])
            app.watch(0.5)

    def ratings(self, commits: BareCommits) -> dict[int, Samples]:
        """Rate the rows over and over, each time otherwise than before, in turns with bare commits.

        Raises:
            LookupError: a rating is not on the screen.
        """
        taken: dict[int, list[float]] = defaultdict(list)
        bare: list[float] = []
        for number in range(self._presses):
            row = number % len(FIRST_MEASURES)
            if row == 0:
                self.send(*[KEYS["up"]] * TO_THE_TOP)
            value = (number + number // len(FIRST_MEASURES)) % 9 + 1
            name = FIRST_MEASURES[row].name
            bare.append(commits.seconds() * 1000)
            for years, app in self._apps.items():
                taken[years].append(_milliseconds(app.press(str(value))))
                if not any(line.strip(" ▸").startswith(name) and f"▐{value}▌" in line for line in app.lines()):
                    raise LookupError(f"{name} {value} is not on the screen:\n{app.text}")
        return {years: Samples(each, bare) for years, each in taken.items()}

    def presses(self, keys: Sequence[str], *, turns_title: bool = True) -> dict[int, Samples]:
        """Press `keys` over and over in every app, in turns with a key in the empty one.

        Args:
            keys: what is pressed, one after the other.
            turns_title: whether each is to change the title line.

        Raises:
            LookupError: a title stayed as it was.
        """
        taken: dict[int, list[float]] = defaultdict(list)
        floor: list[float] = []
        for key in islice(cycle(keys), self._presses):
            floor.append(_milliseconds(self._empty.press("a")))
            for years, app in self._apps.items():
                title = app.lines()[0]
                taken[years].append(_milliseconds(app.press(key)))
                if turns_title and app.lines()[0] == title:
                    raise LookupError(f"nothing was turned:\n{app.text}")
        return {years: Samples(each, floor) for years, each in taken.items()}

    def findings(self) -> dict[int, Samples]:
        """Go from today to the findings and back, over and over.

        What counts is when the verdict is there; the order of improvement is worked out beside it, and takes longer.
        """
        taken: dict[int, list[float]] = defaultdict(list)
        floor: list[float] = []
        for _ in range(max(self._presses // 3, 2)):
            floor.append(_milliseconds(self._empty.press("a")))
            for years, app in self._apps.items():
                app.settle()
                pressed = app.send("f")
                there = app.wait_for(lambda terminal: "Findings" in terminal.lines()[0] and "as of" in terminal.text)
                taken[years].append((there - pressed) * 1000)
                app.send("t")
                app.wait_for(shows_today)
                app.settle()
        return {years: Samples(each, floor) for years, each in taken.items()}

    def memory(self) -> dict[int, Samples]:
        """Return the most memory each app has held so far beside the empty one's, in MB; nothing where none says."""
        least = self._empty.peak_memory()
        used = {years: app.peak_memory() for years, app in self._apps.items()}
        return {years: Samples([most], [least]) for years, most in used.items() if most and least}


def key_figures(journals: Mapping[int, Path], trials: Mapping[int, Path], home: Path, presses: int) -> Iterator[Figure]:
    """Yield what each key costs.

    Args:
        journals: journals without a trial, by their years.
        trials: the same, with a trial of 400 days and 12 measures at their end.
        home: a folder to work in.
        presses: how often each key is pressed.
    """
    with ExitStack() as stack:
        bench = Bench(journals, home, presses)
        stack.callback(bench.close)
        commits = BareCommits(home / "bare.db")
        stack.callback(commits.close)
        first = bench.memory()
        rated = bench.ratings(commits)
        yield Figure("rating", "bare commit", rated, Measure.ABOVE, RATING_BAR)
        yield Figure("rating, 95th percentile", "bare commit", rated, Measure.HIGH_ABOVE, RATING_HIGH_BAR)
        bench.send(*[KEYS["up"]] * TO_THE_TOP)
        rows = bench.presses([KEYS[key] for key in ("down", "down", "up", "up")], turns_title=False)
        yield Figure("row move", EMPTY_KEY, rows, Measure.PLAIN)
        bench.enter("c", "Calendar")
        yield Figure("month turn", EMPTY_KEY, bench.presses(_FAR), Measure.PLAIN, TURN_BAR)
        bench.send("y")
        yield Figure("year turn", EMPTY_KEY, bench.presses(_YEARS), Measure.PLAIN, CHART_BAR)
        bench.enter("g", "Graphs")
        yield Figure("chart pan, 3 months", EMPTY_KEY, bench.presses(_FAR), Measure.PLAIN, CHART_BAR)
        bench.send("-")
        yield Figure("chart pan, 1 year", EMPTY_KEY, bench.presses(_NEAR), Measure.PLAIN, CHART_BAR)
        zoomed = bench.presses("-+", turns_title=False)
        yield Figure("zoom, 1 year and all", EMPTY_KEY, zoomed, Measure.PLAIN, CHART_BAR)
        yield Figure("view change", EMPTY_KEY, bench.presses("v", turns_title=False), Measure.PLAIN)
        if first:
            yield Figure("memory, first room", "empty Textual app", first, Measure.RATIO, unit="MB")
            yield Figure("memory, at its peak", "empty Textual app", bench.memory(), Measure.RATIO, MEMORY_BAR, "MB")
    with ExitStack() as stack:
        bench = Bench(trials, home, presses)
        stack.callback(bench.close)
        yield Figure("findings", EMPTY_KEY, bench.findings(), Measure.PLAIN)


def _milliseconds(repaint: Repaint) -> float:
    """Return how long a key took to its last visible change."""
    return repaint.done * 1000
