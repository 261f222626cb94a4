"""What a long foreign diary costs, from its rows to stored rows, beside reading it with `csv`; and its memory."""

import csv
import os
import subprocess
import sys
import time
import tracemalloc
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from ldn_tui.clock import SystemClock
from ldn_tui.journal import open_journal
from ldn_tui.journal.diary_import import import_diary
from ldn_tui.journal.foreign_diary import open_diary, preview_diary, read_columns
from ldn_tui.transfer.column_map import Duplicates
from ldn_tui.transfer.saved_mappings import MappingTexts
from ldn_tui.transfer.text_files import TextFile, read_text_file
from tests.benchmarks.figures import Figure, Measure
from tests.benchmarks.journals import DAY_STARTS_AT

ROWS, FEW_ROWS = 100_000, 10_000
IMPORT_BAR = 20.0
MEMORY_BAR = 1.5

_MAPS = ("date=Day,pain=Pain,sleep=Sleep,dose=Dose,note=Remarks",)
_SCALES = ("pain=0..100", "sleep=1..7")


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
    """Yield how long 100,000 rows take, dry run and storing, by what counts twice; and the memory of a process."""
    many, few = home / "many.csv", home / "few.csv"
    many.write_text(diary_text(ROWS), encoding="utf-8")
    few.write_text(diary_text(FEW_ROWS), encoding="utf-8")
    for duplicates in Duplicates:
        imports: list[float] = []
        readings: list[float] = []
        for _ in range(max(rounds // 4, 2)):
            started = time.perf_counter()
            with many.open(newline="", encoding="utf-8") as file:
                for _ in csv.reader(file):
                    pass
            readings.append((time.perf_counter() - started) * 1000)
            started = time.perf_counter()
            store(home, many, duplicates)
            imports.append((time.perf_counter() - started) * 1000)
        name = f"import of 100,000 rows, {duplicates}"
        yield Figure(name, imports, "csv module", readings, Measure.RATIO, IMPORT_BAR)
    yield Figure(
        "memory of 100,000 rows",
        [peak_of_process(home, many)],
        "10,000 rows",
        [peak_of_process(home, few)],
        Measure.RATIO,
        MEMORY_BAR,
        unit="MB",
    )


def store(home: Path, path: Path, duplicates: Duplicates) -> None:
    """Read the diary at `path`, work out and word what it would bring, and store that in a new journal."""
    texts = MappingTexts(_MAPS, _SCALES, (), None, duplicates)
    file = home / "import.db"
    file.unlink(missing_ok=True)
    journal = open_journal(file, SystemClock(), DAY_STARTS_AT, create=True, program="the command line")
    try:
        diary, columns = read_columns(open_diary(path, read_text_file(path)), texts, journal)
        preview = preview_diary(journal, diary, columns)
        preview.text()
        import_diary(journal, preview.diary, path.name, columns.replaces)
    finally:
        journal.close()


def peak_of_process(home: Path, path: Path) -> float:
    """Return the most memory in MB that a whole `ldn import` takes, the program itself and the file's text included."""
    database = home / "process.db"
    database.unlink(missing_ok=True)
    options = ["--map", *_MAPS, "--scale", ",".join(_SCALES), "--duplicates", Duplicates.KEEP.value, "--yes"]
    environment = {**os.environ, "LDN_DB": str(database), "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "ldn_tui", "import", str(path), *options]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"the import ended with {process.returncode}")
    return usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


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
        file = TextFile(text, "UTF-8", is_assumed=False)
        texts = MappingTexts(_MAPS, _SCALES, (), None, Duplicates.KEEP)
        diary, columns = read_columns(open_diary(path, file), texts, journal)
        preview_diary(journal, diary, columns).text()
    finally:
        journal.close()
