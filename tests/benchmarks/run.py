"""The benchmarks: `python tests/benchmarks/run.py`, where the project is installed with `pip install -e '.[dev]'`.

They time a real `ldn` on a pseudo-terminal, from outside, and print one table: each figure beside its floor, measured
in turns in the same run. Ratios travel from machine to machine, milliseconds do not. Run them on a machine that
has nothing else to do. They need pseudo-terminals: Linux or macOS.
"""

import argparse
import json
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from ldn_tui.clock import SystemClock
from ldn_tui.domain.days import logical_day
from tests.benchmarks.figures import Figure, table
from tests.benchmarks.held_keys import held_figures
from tests.benchmarks.journals import DAY_STARTS_AT, add_trial, build_journal
from tests.benchmarks.key_presses import key_figures
from tests.benchmarks.programs import compile_package
from tests.benchmarks.searches import search_figures
from tests.benchmarks.starts import start_figures
from tests.benchmarks.transfers import backup_figures, export_figures, import_figures
from tests.benchmarks.verbs import verb_figures

YEARS = (1, 20, 100)
LEGEND = (
    "The columns by years hold medians in ms or MB. `growth` is the last of them by the first, with ! where it should "
    "be flat and is not;\nof what reads the whole history it is how much more it grew than its floor. 95 %, floor and "
    "what is left above it are of the longest\nhistory. `result` is what the bar holds for, at the worst of the "
    "ages; of what reads the whole history, at the longest."
)


def main() -> int:
    """Measure, print the table, and return 1 if a bar was missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[2])
    parser.add_argument("--quick", action="store_true", help="fewer rounds: two minutes instead of ten")
    parser.add_argument("--json", action="store_true", help="every sample, instead of the table")
    options = parser.parse_args()
    rounds, presses = (3, 8) if options.quick else (15, 40)
    compile_package()
    now = SystemClock().now()
    today, offset = logical_day(now, DAY_STARTS_AT), now.isoformat()[-6:]
    with tempfile.TemporaryDirectory(prefix="ldn-tui-benchmarks-") as folder:
        home = Path(folder)
        journals = {years: home / f"{years}.db" for years in YEARS}
        trials = {years: home / f"{years}-with-trial.db" for years in YEARS}
        for years, path in journals.items():
            # A little more than a year, for the 400 days of the trial.
            build_journal(path, years * 1.1, today, offset)
            shutil.copyfile(path, trials[years])
            add_trial(trials[years], today, offset)
        few = max(rounds // 5, 1)
        figures = [
            *start_figures(journals, trials, home, rounds),
            *key_figures(journals, trials, home, presses),
            *held_figures(journals[20], home, max(rounds // 4, 2)),
            *verb_figures(journals, trials, home, rounds),
            *export_figures(journals, few),
            *import_figures(YEARS, home, few),
            *backup_figures(journals, home, few),
            *search_figures(journals, few),
        ]
    print(_document(figures) if options.json else f"{_machine()}\n\n{table(figures, YEARS)}\n\n{LEGEND}")
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
            "version": 2,
            "machine": _machine(),
            "figures": [
                {
                    "name": figure.name,
                    "unit": figure.unit,
                    "floor": figure.floor_name,
                    "measure": figure.measure.value,
                    "result": figure.result,
                    "bar": figure.bar,
                    "is_met": figure.is_met,
                    "growth": figure.growth,
                    "samples": {
                        str(years): {"taken": list(samples.taken), "floor": list(samples.floor)}
                        for years, samples in figure.by_years.items()
                    },
                }
                for figure in figures
            ],
        },
        indent=2,
    )


if __name__ == "__main__":
    sys.exit(main())
