"""Long foreign diaries, what is done with them to be timed, and the memory that takes."""

import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

from ldn_tui.clock import SystemClock
from ldn_tui.journal import Journal, open_journal
from ldn_tui.journal.diary_import import import_diary
from ldn_tui.journal.diary_preview import DiaryPreview
from ldn_tui.journal.foreign_diary import open_diary, preview_diary, read_columns
from ldn_tui.transfer.column_map import Duplicates
from ldn_tui.transfer.saved_mappings import MappingTexts
from ldn_tui.transfer.text_files import TextFile
from tests.benchmarks.journals import DAY_STARTS_AT

FEW_ROWS = 10_000
_LAST_DAY = date(2020, 1, 1)

_MAPS = ("date=Day,pain=Pain,sleep=Sleep,dose=Dose,note=Remarks",)
_SCALES = ("pain=0..100", "sleep=1..7")


def diary_text(rows: int, days: int = FEW_ROWS) -> str:
    """Return a wide diary of so many rows, over the same `days` however many rows there are."""
    first = _LAST_DAY - timedelta(days=days)
    lines = (
        f"{first + timedelta(days=row % days)},{row % 101},{row % 7 + 1},{row % 24},{row % 5},4.5,"
        f'"Woke at {row % 24}, slept again","clean, music"\n'
        for row in range(rows)
    )
    return "Day,Pain,Sleep,Hours,Stress,Dose,Remarks,Activities\n" + "".join(lines)


def peak_memory(home: Path, text: str) -> float:
    """Return the most memory in MB that Python objects take during a dry run, without the text itself."""
    tracemalloc.start()
    dry_run(home, text)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1e6


def dry_run(home: Path, text: str) -> None:
    """Work out what importing a diary would do to a new journal."""
    with _preview(home / "dry-run.db", text) as (_, preview):
        preview.text()


def peak_of_process(home: Path, text: str) -> float:
    """Return the most memory in MB that a whole `ldn import` takes, the program itself and the file's text included."""
    path, database = home / "process.csv", home / "process.db"
    path.write_text(text, encoding="utf-8")
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


def save_diary(home: Path, text: str, duplicates: Duplicates = Duplicates.KEEP) -> None:
    """Import a diary into a new journal, after a dry run that is put into words."""
    path = home / "imported.db"
    path.unlink(missing_ok=True)
    with _preview(path, text, duplicates) as (journal, preview):
        preview.text()
        import_diary(journal, preview.diary, "diary.csv", preview.columns.replaces)


@contextmanager
def _preview(path: Path, text: str, duplicates: Duplicates = Duplicates.KEEP) -> Iterator[tuple[Journal, DiaryPreview]]:
    texts = MappingTexts(_MAPS, _SCALES, (), None, duplicates)
    journal = open_journal(path, SystemClock(), DAY_STARTS_AT, create=True, program="the command line")
    try:
        diary, columns = read_columns(open_diary(path, TextFile(text, "UTF-8", is_assumed=False)), texts, journal)
        yield journal, preview_diary(journal, diary, columns)
    finally:
        journal.close()
