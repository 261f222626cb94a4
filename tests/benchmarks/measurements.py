"""The measurements. Each takes its floor in turns with what it measures, so that a slow minute weighs on both."""

import json
import shutil
import sqlite3
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import cycle, islice
from pathlib import Path

from ldn_tui.clock import SystemClock
from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.journal import open_journal
from ldn_tui.journal.backups import BackupBook, Reason
from ldn_tui.journal.export import ExportForm, export_chunks
from ldn_tui.paths import backups_folder
from ldn_tui.storage.schema import TABLES
from tests.benchmarks.figures import Figure, Measure
from tests.benchmarks.journals import DAY_STARTS_AT
from tests.benchmarks.programs import (
    BARE_IMPORT,
    EMPTY_APP,
    BareCommits,
    seconds_to_run,
    shows_today,
    shows_word,
)
from tests.terminal import KEYS, LDN, Repaint, Terminal, environment

COLUMNS, ROWS = 120, 30
_EXPORT_BARS = {
    ExportForm.JSON: 8,
    ExportForm.CSV: 6,
    ExportForm.CSV_LONG: 8,
    ExportForm.SQLITE: 6,
    ExportForm.FHIR: 12,
}


def start_figures(journals: Mapping[int, Path], home: Path, rounds: int) -> Iterator[Figure]:
    """Yield how long it takes from the process's start to today's form, by years of history."""
    seconds: dict[int, list[float]] = defaultdict(list)
    for number in range(rounds + 1):
        # A backup is due at every start: the one of the start before is taken away.
        for path in journals.values():
            shutil.rmtree(backups_folder(path), ignore_errors=True)
        for years in (0, *journals):
            if years:
                terminal = Terminal(LDN, environment(home, journals[years]), columns=COLUMNS, rows=ROWS)
                there = terminal.wait_for(shows_today)
            else:
                terminal = Terminal(EMPTY_APP, environment(home, home / "none"), columns=COLUMNS, rows=ROWS)
                there = terminal.wait_for(shows_word)
            taken = there - terminal.started_at
            terminal.kill()
            if number:  # the first round warms the caches of the disk
                seconds[years].append(taken * 1000)
    fewest, *_, most = journals
    bars = {20: 1.5}
    for years in journals:
        yield Figure(
            f"start, {years} years" if years > 1 else "start, 1 year",
            seconds[years],
            "empty Textual app",
            seconds[0],
            Measure.RATIO,
            bars.get(years),
        )
    yield Figure(
        f"start, {fewest} to {most} years",
        seconds[most],
        f"start, {fewest} year",
        seconds[fewest],
        Measure.RATIO,
        1.15,
    )


def key_figures(journal: Path, home: Path, presses: int) -> Iterator[Figure]:
    """Yield how long a key takes to the end of its repaint, and how much memory the app has used by then."""
    written = home / "written.db"
    shutil.copyfile(journal, written)
    empty = Terminal(EMPTY_APP, environment(home, home / "none"), columns=COLUMNS, rows=ROWS)
    empty.wait_for(shows_word)
    app = Terminal(LDN, environment(home, written), columns=COLUMNS, rows=ROWS)
    app.wait_for(shows_today)
    app.watch(1.0)

    bare: list[float] = []
    floor = [milliseconds(empty.press(key)) for key in islice(cycle("ab"), presses)]
    rated = list(_ratings(app, BareCommits(home / "bare.db"), bare, presses))
    yield Figure("rating key", rated, "bare commit", bare, Measure.ABOVE, 15)
    app.press(KEYS["up"])
    moved = [milliseconds(app.press(KEYS[key])) for key in islice(cycle(("up", "up", "down", "down")), presses)]
    yield Figure("row move", moved, "key, empty app", floor, Measure.PLAIN)
    _enter(app, "c", "Calendar")
    turned = list(_there_and_back(app, presses))
    yield Figure("month turn", turned, "key, empty app", floor, Measure.PLAIN, 50)
    app.press("y")
    turned = list(_there_and_back(app, presses, ("{", "}")))
    yield Figure("year turn", turned, "key, empty app", floor, Measure.PLAIN, 90)
    _enter(app, "g", "Graphs")
    panned = list(_there_and_back(app, presses))
    yield Figure("chart pan, 3 months", panned, "key, empty app", floor, Measure.PLAIN, 90)
    app.press("-")
    panned = list(_there_and_back(app, presses))
    yield Figure("chart pan, 1 year", panned, "key, empty app", floor, Measure.PLAIN, 90)
    zoomed = [milliseconds(app.press(key)) for key in islice(cycle("-+"), presses)]
    yield Figure("zoom, 1 year and all", zoomed, "key, empty app", floor, Measure.PLAIN)

    memory, least = app.peak_memory(), empty.peak_memory()
    app.kill()
    empty.kill()
    if memory and least:
        yield Figure("memory at its peak", [memory], "empty Textual app", [least], Measure.RATIO, unit="MB")


def command_figures(journal: Path, home: Path, rounds: int) -> Iterator[Figure]:
    """Yield how long the line commands take that a prompt or a script would call."""
    variables = environment(home, journal)
    seconds: dict[str, list[float]] = defaultdict(list)
    for number in range(rounds + 1):
        commands = {
            "import": BARE_IMPORT,
            "ldn status": (*LDN, "status"),
            "ldn log": (*LDN, "log", f"pain={number % 10}", "sleep=6"),
        }
        for name, command in commands.items():
            taken = seconds_to_run(command, variables)
            if number:
                seconds[name].append(taken * 1000)
    for name in ("ldn status", "ldn log"):
        yield Figure(name, seconds[name], "import sqlite_utils", seconds["import"], Measure.RATIO, 1.6)


def backup_figures(journal: Path, home: Path, rounds: int) -> Iterator[Figure]:
    """Yield how long a verified backup takes, beside a plain copy that is checked: what a careful person would do."""
    book = BackupBook(journal, SystemClock().now, DAY_STARTS_AT)
    plain = home / "plain.db"
    made: list[float] = []
    copied: list[float] = []
    for number in range(rounds + 1):
        started = time.perf_counter()
        book.make(Reason.BY_HAND)
        between = time.perf_counter()
        subprocess.run(("cp", journal, plain), check=True)
        with closing(sqlite3.connect(plain)) as connection:
            connection.execute("PRAGMA integrity_check").fetchall()
        ended = time.perf_counter()
        if number:
            made.append((between - started) * 1000)
            copied.append((ended - between) * 1000)
    yield Figure("backup, 20 years", made, "cp, integrity_check", copied, Measure.RATIO, 3)


def export_figures(journal: Path, rounds: int) -> Iterator[Figure]:
    """Yield how long each export of a journal takes, beside reading the same rows and writing them with `json`.

    What is written is counted and thrown away, piece by piece, as into a pipe.
    """
    opened = open_journal(journal, SystemClock(), DAY_STARTS_AT, create=False, program="the command line")
    floor: list[float] = []
    seconds: dict[ExportForm, list[float]] = defaultdict(list)
    for number in range(rounds + 1):
        started = time.perf_counter()
        with closing(sqlite3.connect(journal)) as connection:
            for table in TABLES:
                for row in connection.execute(f'SELECT * FROM "{table}"'):
                    json.dumps(row)
        bare = time.perf_counter() - started
        for form in ExportForm:
            started = time.perf_counter()
            length = sum(map(len, export_chunks(opened, form)))
            taken = time.perf_counter() - started
            if number and length:
                seconds[form].append(taken * 1000)
        if number:
            floor.append(bare * 1000)
    opened.close()
    for form in ExportForm:
        yield Figure(
            f"export {form}, 20 years", seconds[form], "SELECT *, json.dumps", floor, Measure.RATIO, _EXPORT_BARS[form]
        )


def findings_figures(short: Path, long: Path, home: Path, rounds: int) -> Iterator[Figure]:
    """Yield how long the findings of a trial of 400 days with 12 measures take.

    Args:
        short: a journal with nothing but the trial.
        long: one of many years that ends with the same trial.
        home: a folder to work in.
        rounds: how often each is taken.
    """
    seconds: dict[str, list[float]] = defaultdict(list)
    bare = ("findings", "--json", "--no-order")
    for number in range(rounds + 1):
        calls = {
            "import": (BARE_IMPORT, short),
            "findings": ((*LDN, *bare), short),
            "long": ((*LDN, *bare), long),
            "order": ((*LDN, "findings", "--json"), short),
        }
        for name, (command, journal) in calls.items():
            taken = seconds_to_run(command, environment(home, journal))
            if number:
                seconds[name].append(taken * 1000)
    floor = ("import sqlite_utils", seconds["import"])
    yield Figure("ldn findings --no-order", seconds["findings"], *floor, Measure.RATIO, 2.5)
    yield Figure("ldn findings", seconds["order"], *floor, Measure.PLAIN, 3000)
    yield Figure(
        "ldn findings, 20 years", seconds["long"], "ldn findings, 400 days", seconds["findings"], Measure.RATIO, 1.2
    )


def milliseconds(repaint: Repaint) -> float:
    """Return how long a key took to its last visible change."""
    return repaint.done * 1000


def _ratings(app: Terminal, commits: BareCommits, bare: list[float], presses: int) -> Iterator[float]:
    """Rate the five rows over and over, each time otherwise than before."""
    for number in range(presses):
        row = number % len(FIRST_MEASURES)
        if row == 0:
            for _ in range(len(FIRST_MEASURES) + 4):
                app.send(KEYS["up"])
                app.settle()
        bare.append(commits.seconds() * 1000)
        value = (number + number // len(FIRST_MEASURES)) % 9 + 1
        yield milliseconds(app.press(str(value)))
        name = FIRST_MEASURES[row].name
        if not any(line.strip(" ▸").startswith(name) and f"▐{value}▌" in line for line in app.lines()):
            raise LookupError(f"{name} {value} is not on the screen:\n{app.text}")
    commits.close()


def _enter(app: Terminal, key: str, room: str) -> None:
    app.send(key)
    app.wait_for(lambda terminal: room in terminal.lines()[0])
    app.watch(0.5)


def _there_and_back(app: Terminal, presses: int, keys: tuple[str, str] = ("[", "]")) -> Iterator[float]:
    """Turn back through the history and forward again by two `keys`; the title says where one is."""
    back, on = keys
    for number in range(presses):
        title = app.lines()[0]
        yield milliseconds(app.press(back if number < presses / 2 else on))
        if app.lines()[0] == title:
            raise LookupError(f"nothing was turned:\n{app.text}")
