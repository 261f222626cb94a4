"""How long a journal takes to be exported, a diary to be imported, and a backup to be made, by years of history."""

import csv
import io
import json
import sqlite3
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from ldn_tui.clock import SystemClock
from ldn_tui.journal import open_journal
from ldn_tui.journal.backups import BackupBook, Reason
from ldn_tui.journal.export import ExportForm, export_chunks
from ldn_tui.storage.schema import TABLES
from ldn_tui.transfer.column_map import Duplicates
from ldn_tui.transfer.text_files import read_text_file
from tests.benchmarks.diary_imports import (
    FEW_ROWS,
    diary_text,
    dry_run,
    peak_memory,
    peak_of_process,
    save_diary,
)
from tests.benchmarks.figures import Figure, Measure, Samples
from tests.benchmarks.journals import DAY_STARTS_AT

BACKUP_BAR, IMPORT_BAR, MEMORY_BAR = 3.0, 20.0, 1.5
_EXPORT_BARS = {
    ExportForm.JSON: 8,
    ExportForm.CSV: 6,
    ExportForm.CSV_LONG: 8,
    ExportForm.SQLITE: 6,
    ExportForm.FHIR: 12,
}
_DAYS_A_YEAR = 365


def backup_figures(journals: Mapping[int, Path], home: Path, rounds: int) -> Iterator[Figure]:
    """Yield how long a verified backup takes, beside a plain copy that is checked: what a careful person would do."""
    plain = home / "plain.db"
    by_years: dict[int, Samples] = {}
    for years, journal in journals.items():
        book = BackupBook(journal, SystemClock().now, DAY_STARTS_AT)
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
        by_years[years] = Samples(made, copied)
    yield Figure("backup", "cp, integrity_check", by_years, Measure.RATIO, BACKUP_BAR, grows=True)


def export_figures(journals: Mapping[int, Path], rounds: int) -> Iterator[Figure]:
    """Yield how long each export takes, beside reading the same rows and writing them with `json`.

    What is written is counted and thrown away, piece by piece, as into a pipe.
    """
    samples: dict[ExportForm, dict[int, Samples]] = defaultdict(dict)
    for years, journal in journals.items():
        opened = open_journal(journal, SystemClock(), DAY_STARTS_AT, create=False, program="the command line")
        floor: list[float] = []
        taken: dict[ExportForm, list[float]] = defaultdict(list)
        for _ in range(rounds):
            floor.append(_bare_export(journal))
            for form in ExportForm:
                started = time.perf_counter()
                sum(map(len, export_chunks(opened, form)))
                taken[form].append((time.perf_counter() - started) * 1000)
        opened.close()
        for form in ExportForm:
            samples[form][years] = Samples(taken[form], floor)
    for form, by_years in samples.items():
        bar = _EXPORT_BARS[form]
        yield Figure(f"export {form}", "SELECT *, json.dumps", by_years, Measure.RATIO, bar, grows=True)


def _bare_export(journal: Path) -> float:
    started = time.perf_counter()
    with closing(sqlite3.connect(journal)) as connection:
        for table in TABLES:
            for row in connection.execute(f'SELECT * FROM "{table}"'):
                json.dumps(row)
    return (time.perf_counter() - started) * 1000


def import_figures(years: tuple[int, ...], home: Path, rounds: int) -> Iterator[Figure]:
    """Yield how long a foreign diary of so many years takes, and what memory a long one takes, text aside."""
    looked: dict[int, Samples] = {}
    saved: dict[int, Samples] = {}
    for each in years:
        text = diary_text(each * _DAYS_A_YEAR, each * _DAYS_A_YEAR)
        looks: list[float] = []
        saves: list[float] = []
        floor: list[float] = []
        for _ in range(rounds):
            started = time.perf_counter()
            for _row in csv.reader(io.StringIO(text, newline="")):
                pass
            read = time.perf_counter()
            dry_run(home, text)
            tried = time.perf_counter()
            save_diary(home, text)
            ended = time.perf_counter()
            floor.append((read - started) * 1000)
            looks.append((tried - read) * 1000)
            saves.append((ended - tried) * 1000)
        looked[each] = Samples(looks, floor)
        saved[each] = Samples(saves, floor)
    yield Figure("import, dry run", "csv module", looked, Measure.PLAIN, grows=True)
    yield Figure("import", "csv module", saved, Measure.PLAIN, grows=True)
    most = 10 * FEW_ROWS
    path = home / "many.csv"
    path.write_text(diary_text(most), encoding="utf-8")
    for duplicates in Duplicates:
        taken = [_import_beside_reading(home, path, duplicates) for _ in range(rounds)]
        samples = Samples([imported for imported, _ in taken], [read for _, read in taken])
        name = f"import of {most:,} rows, {duplicates}"
        yield Figure(name, "csv module", {0: samples}, Measure.RATIO, IMPORT_BAR)
    for what, peak in (("dry run", peak_memory), ("process", peak_of_process)):
        peaks = [peak(home, diary_text(rows)) for rows in (most, FEW_ROWS)]
        memory = {0: Samples(peaks[:1], peaks[1:])}
        yield Figure(
            f"memory, {what} of {most:,} rows", f"{FEW_ROWS:,} rows", memory, Measure.RATIO, MEMORY_BAR, unit="MB"
        )


def _import_beside_reading(home: Path, path: Path, duplicates: Duplicates) -> tuple[float, float]:
    """Return how long it takes from the rows of a file, by a worded dry run, to stored rows; and only to read them."""
    started = time.perf_counter()
    with path.open(newline="", encoding="utf-8") as file:
        for _row in csv.reader(file):
            pass
    read = time.perf_counter()
    save_diary(home, read_text_file(path).text, duplicates)
    return (time.perf_counter() - read) * 1000, (read - started) * 1000
