"""Reference numbers from outside the project, where they are at hand."""

import csv
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

import pytest

_FOLDER = Path(__file__).parents[3] / "shared" / "oracles"
_START = date(2026, 1, 1)


def oracle(name: str) -> list[dict[str, str]]:
    """Return the rows of a file of reference numbers; the test is skipped where there is none."""
    path = _FOLDER / name
    if not path.exists():
        pytest.skip(f"the reference numbers {name} are not beside the project")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def daily(values: Iterable[float], start: int = 0) -> dict[date, float]:
    """Return one value a day, from the day `start` days after the first."""
    return {_START + timedelta(days=start + number): value for number, value in enumerate(values)}


def series_of(series_id: str, phase: str) -> dict[date, float]:
    """Return one phase of a two-phase reference series by day."""
    return {
        _START + timedelta(days=int(row["t"])): float(row["value"])
        for row in oracle("series_ab.csv")
        if (row["series_id"], row["phase"]) == (series_id, phase)
    }
