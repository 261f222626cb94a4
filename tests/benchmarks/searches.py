"""How long a key of a search takes with a long history."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from itertools import accumulate
from pathlib import Path

from ldn_tui.clock import SystemClock
from ldn_tui.journal import open_journal
from tests.benchmarks.figures import Figure, Measure
from tests.benchmarks.journals import DAY_STARTS_AT

# From a word that stands on nearly every day to one that stands on none.
QUERIES = ("naltrexone 4.5", "slept badly", "headache mild", "zzz")
_SCAN = """SELECT day FROM note WHERE text LIKE :typed UNION SELECT day FROM dose WHERE medicine LIKE :typed
UNION SELECT day FROM side_effect WHERE term LIKE :typed ORDER BY day DESC"""
_FLOOR = "LIKE in three tables"


def search_figures(journal: Path, rounds: int) -> Iterator[Figure]:
    """Yield how long a typed letter takes to be searched, and how long it takes to begin.

    Args:
        journal: a journal of many years.
        rounds: how often each is taken.
    """
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
    yield Figure("search: a key, 100 years", keys, _FLOOR, scans, Measure.RATIO, 2)
    yield Figure("search: the slowest key, 100 years", [max(keys)], _FLOOR, scans, Measure.PLAIN, 50)
    yield Figure("search: to begin, 100 years", beginnings, _FLOOR, scans[: len(beginnings)], Measure.PLAIN)
