"""The fault suite's table: `python tests/faults/run.py [--share 0.02] [--seed 1] [SUBJECT ...]`.

Every fault is done to the real app or its real file, and what was lost is counted; exit code 1 if anything was. With
share 1, as without the option, each fault is done its full number of times (1,000 kills during entry: about an hour).
"""

import argparse
import importlib
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.faults.figures import Faults, Figure

SUBJECTS = ("kills", "disk", "damage", "terminal", "hostile_text", "random_keys", "random_input")


def faults_of(subject: str) -> Faults:
    """Return the faults of one module of this folder."""
    faults: Faults = importlib.import_module(f"tests.faults.{subject}").figures
    return faults


def table(figures: Sequence[Figure]) -> str:
    """Return the lines to print for `figures`, a column aligned under its head, what was lost below."""
    head = ("fault", "times", "lost", "what came of it")
    rows = [(figure.fault, f"{figure.times:,}", str(len(figure.lost)), figure.came_of_it) for figure in figures]
    widths = [max(len(row[column]) for row in (head, *rows)) for column in range(3)]
    lines = [
        f"{row[0]:<{widths[0]}}  {row[1]:>{widths[1]}}  {row[2]:>{widths[2]}}  {row[3]}".rstrip()
        for row in (head, *rows)
    ]
    lost = [f"LOST, {figure.fault}: {what}" for figure in figures for what in figure.lost]
    return "\n".join([*lines, *lost])


def main(arguments: Sequence[str]) -> int:
    """Do the faults that are asked for, print the table, and return 1 if anything was lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("subjects", nargs="*", metavar="SUBJECT", help=f"of {', '.join(SUBJECTS)}; all if none")
    parser.add_argument("--share", type=float, default=1.0, help="how much of each fault's full number to do")
    parser.add_argument("--seed", type=int, default=1, help="what the random instants and bytes follow from")
    asked = parser.parse_args(arguments)
    if unknown := sorted(set(asked.subjects) - set(SUBJECTS)):
        parser.error(f"no such subject: {', '.join(unknown)}; there are {', '.join(SUBJECTS)}")
    figures: list[Figure] = []
    for subject in asked.subjects or SUBJECTS:
        began = time.perf_counter()
        figures.extend(faults_of(subject)(asked.share, asked.seed))
        print(f"{subject}: {time.perf_counter() - began:.0f} s", file=sys.stderr)
    print(table(figures))
    return 1 if any(figure.lost for figure in figures) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
