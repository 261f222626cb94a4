"""The benchmarks: `python tests/benchmarks/run.py`, where the project is installed with `pip install -e '.[dev]'`.

They time a real `ldn` on a pseudo-terminal, from outside, and print one table: each figure beside its floor, measured
in turns in the same run. Ratios travel from machine to machine, milliseconds do not. Run them on a machine that
has nothing else to do. They need pseudo-terminals: Linux or macOS.
"""

import argparse
import json
import os
import platform
import sqlite3
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from ldn_tui.clock import SystemClock
from ldn_tui.domain.days import logical_day
from tests.benchmarks.diary_imports import import_figures
from tests.benchmarks.figures import Figure, table
from tests.benchmarks.held_keys import held_figures
from tests.benchmarks.journals import DAY_STARTS_AT, build_journal, build_trial_journal
from tests.benchmarks.measurements import (
    backup_figures,
    command_figures,
    export_figures,
    findings_figures,
    key_figures,
    start_figures,
)
from tests.benchmarks.programs import compile_package
from tests.benchmarks.searches import search_figures

YEARS = (1, 20, 100)
# A little more than the 400 days of the trial.
TRIAL_YEARS = 1.1


def main() -> int:
    """Measure, print the table, and return 1 if a bar was missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[2])
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a minute instead of three")
    parser.add_argument("--json", action="store_true", help="every sample, instead of the table")
    options = parser.parse_args()
    rounds, presses = (4, 20) if options.quick else (15, 60)
    compile_package()
    now = SystemClock().now()
    today = logical_day(now, DAY_STARTS_AT)
    with tempfile.TemporaryDirectory(prefix="ldn-tui-benchmarks-") as folder:
        home = Path(folder)
        journals = {years: home / f"{years}.db" for years in YEARS}
        for years, path in journals.items():
            build_journal(path, years, today, now.isoformat()[-6:])
        short, long = home / "trial.db", home / "trial-after-years.db"
        for path, length in ((short, TRIAL_YEARS), (long, 20)):
            build_trial_journal(path, length, today, now.isoformat()[-6:])
        figures = [
            *start_figures(journals, home, rounds),
            *key_figures(journals[20], home, presses),
            *held_figures(journals[20], home, max(rounds // 4, 2)),
            *command_figures(journals[20], home, rounds),
            *backup_figures(journals[20], home, rounds),
            *export_figures(journals[20], rounds),
            *findings_figures(short, long, home, rounds),
            *import_figures(home, rounds),
            *search_figures(journals[100], rounds),
        ]
    print(_document(figures) if options.json else f"{_machine()}\n\n{table(figures)}")
    return 1 if any(figure.is_met is False for figure in figures) else 0


def _machine() -> str:
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    busy = f" Others use it too (load {load:.1f}): believe the ratios only." if load > cores * 0.75 + 0.5 else ""
    return (
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, Textual {version('textual')}, "
        f"{cores} cores.{busy}"
    )


def _document(figures: list[Figure]) -> str:
    return json.dumps(
        {
            "version": 1,
            "machine": _machine(),
            "figures": [
                {
                    "name": figure.name,
                    "unit": figure.unit,
                    "median": figure.median,
                    "percentile_95": figure.high,
                    "floor": figure.floor_name,
                    "floor_median": figure.floor,
                    "measure": figure.measure.value,
                    "result": figure.result,
                    "bar": figure.bar,
                    "is_met": figure.is_met,
                    "samples": list(figure.samples),
                    "floor_samples": list(figure.floor_samples),
                }
                for figure in figures
            ],
        },
        indent=2,
    )


if __name__ == "__main__":
    sys.exit(main())
