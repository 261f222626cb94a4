"""What a long foreign diary costs: its dry run beside reading it with the `csv` module, and the memory it takes."""

import csv
import io
import time
import tracemalloc
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from ldn_tui.clock import SystemClock
from ldn_tui.journal import open_journal
from ldn_tui.journal.foreign_diary import open_diary, preview_diary, read_columns
from ldn_tui.transfer.saved_mappings import MappingTexts
from ldn_tui.transfer.text_files import TextFile
from tests.benchmarks.figures import Figure, Measure
from tests.benchmarks.journals import DAY_STARTS_AT

ROWS, FEW_ROWS = 100_000, 10_000
DRY_RUN_BAR = 20.0
MEMORY_BAR = 1.5

_TEXTS = MappingTexts(
    ("date=Day,pain=Pain,sleep=Sleep,dose=Dose,note=Remarks",), ("pain=0..100", "sleep=1..7"), (), None, "keep"
)


def diary_text(rows: int) -> str:
    """Return a wide diary of so many rows over the same ten thousand days."""
    first = date(1990, 1, 1)
    lines = (
        f"{first + timedelta(days=row % FEW_ROWS)},{row % 101},{row % 7 + 1},{row % 24},{row % 5},4.5,"
        f'"Woke at {row % 24}, slept again","clean, music"\n'
        for row in range(rows)
    )
    return "Day,Pain,Sleep,Hours,Stress,Dose,Remarks,Activities\n" + "".join(lines)


def import_figures(home: Path, rounds: int) -> Iterator[Figure]:
    """Yield how long the dry run of 100,000 rows takes, and how much more memory than that of a tenth of them."""
    many, few = diary_text(ROWS), diary_text(FEW_ROWS)
    dry_runs: list[float] = []
    readings: list[float] = []
    for _ in range(max(rounds // 4, 2)):
        started = time.perf_counter()
        for _ in csv.reader(io.StringIO(many, newline="")):
            pass
        readings.append((time.perf_counter() - started) * 1000)
        started = time.perf_counter()
        dry_run(home, many)
        dry_runs.append((time.perf_counter() - started) * 1000)
    yield Figure("import, dry run of 100,000 rows", dry_runs, "csv module", readings, Measure.RATIO, DRY_RUN_BAR)
    yield Figure(
        "memory of 100,000 rows",
        [peak_memory(home, many)],
        "10,000 rows",
        [peak_memory(home, few)],
        Measure.RATIO,
        MEMORY_BAR,
        unit="MB",
    )


def peak_memory(home: Path, text: str) -> float:
    """Return the most memory in MB that Python objects take during a dry run, without the text itself."""
    tracemalloc.start()
    dry_run(home, text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def dry_run(home: Path, text: str) -> None:
    """Work out what importing a diary would do to a new journal."""
    path = home / "dry-run.db"
    journal = open_journal(path, SystemClock(), DAY_STARTS_AT, create=True, program="the command line")
    try:
        diary, columns = read_columns(open_diary(path, TextFile(text, "UTF-8", is_assumed=False)), _TEXTS, journal)
        preview_diary(journal, diary, columns).text()
    finally:
        journal.close()
