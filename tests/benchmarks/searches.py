"""How long a key of a search takes with a long history."""

import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import accumulate
from pathlib import Path

from ldn_tui.clock import SystemClock
from ldn_tui.journal import open_journal
from tests.benchmarks.figures import Figure, Measure, Samples
from tests.benchmarks.journals import DAY_STARTS_AT

KEY_BAR, SLOWEST_KEY_BAR = 2.0, 50.0

# From a word that stands on nearly every day to one that stands on none.
QUERIES = ("naltrexone 4.5", "slept badly", "headache mild", "zzz")
_SCAN = """SELECT day FROM note WHERE text LIKE :typed UNION SELECT day FROM dose WHERE medicine LIKE :typed
UNION SELECT day FROM side_effect WHERE term LIKE :typed ORDER BY day DESC"""
_FLOOR = "LIKE in three tables"


def search_figures(journals: Mapping[int, Path], rounds: int) -> Iterator[Figure]:
    """Yield how long a typed letter takes to be searched, and how long it takes to begin.

    Args:
        journals: journals by their years.
        rounds: how often each is taken.
    """
    keys: dict[int, Samples] = {}
    slowest: dict[int, Samples] = {}
    beginnings: dict[int, Samples] = {}
    for years, journal in journals.items():
        began, found, scanned = _search(journal, rounds)
        keys[years] = Samples(found, scanned)
        slowest[years] = Samples([max(found)], scanned)
        beginnings[years] = Samples(began, scanned)
    yield Figure("search: a key", _FLOOR, keys, Measure.RATIO, KEY_BAR, grows=True)
    yield Figure("search: the slowest key", _FLOOR, slowest, Measure.PLAIN, SLOWEST_KEY_BAR, grows=True)
    yield Figure("search: to begin", _FLOOR, beginnings, Measure.PLAIN, grows=True)


def _search(journal: Path, rounds: int) -> tuple[list[float], list[float], list[float]]:
    """Return how long it took to begin, to search for what was typed, and to scan the tables for it."""
    opened = open_journal(journal, SystemClock(), DAY_STARTS_AT, create=False, program="the app")
    beginnings: list[float] = []
    keys: list[float] = []
    scans: list[float] = []
    with closing(sqlite3.connect(journal)) as connection:
        for _ in range(rounds):
            began = time.perf_counter()
            sitting = opened.search()
            beginnings.append((time.perf_counter() - began) * 1000)
            for query in QUERIES:
                for typed in accumulate(query):
                    began = time.perf_counter()
                    sitting.find(typed)
                    found = time.perf_counter()
                    connection.execute(_SCAN, {"typed": f"%{typed}%"}).fetchall()
                    keys.append((found - began) * 1000)
                    scans.append((time.perf_counter() - found) * 1000)
            sitting.close()
    opened.close()
    return beginnings, keys, scans
