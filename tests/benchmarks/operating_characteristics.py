"""The operating characteristics: `python tests/benchmarks/operating_characteristics.py`, from the project's root.

Simulated diaries go through the very functions of the findings, and one table shows how often a diary ended how, beside
what the design says of it: how often the interval excludes zero where nothing happened, what a plan can show, and how
often a level that only drifts is called better.

A diary is a stationary first-order autoregression around 6 with a standard deviation of 1.5, rounded to whole numbers
and kept within 0 to 10; 15 % of the days are missing, each on its own. Rounding weakens the correlation of neighbours,
so the latent one is made stronger by as much: the lag-1 correlation is that of the ratings. Every cell has its own
seeds: the figures do not depend on the number of cores.
"""

import argparse
import math
import os
import random
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import Pool
from multiprocessing.pool import Pool as Workers

from ldn_tui.domain.prospects import PROSPECTS, TRUE_CHANGES
from ldn_tui.domain.serial_interval import serial_interval
from ldn_tui.domain.verdict import NumberClass, number_class

MEAN, DEVIATION, LOWEST, HIGHEST = 6.0, 1.5, 0, 10
MISSING = 0.15
THRESHOLD = 30
FULL_DOSE_AFTER, TRANSITION = 14, 14
# The variance that rounding to whole numbers adds.
ROUNDING_VARIANCE = 1 / 12

RUNS, QUICK_RUNS, CHUNK = 12_000, 4_000, 250

EXCLUDED_ZERO = {0.0: 4.3, 0.3: 5.1, 0.5: 5.9, 0.7: 6.8}
EXCLUDED_ZERO_TOLERANCE = 1.5
TABLE_TOLERANCE = 3.0
DRIFT_A_DAY = 0.15
MOST_CLEAR_IN_DRIFT, MOST_IMPROVED_IN_DRIFT = 1.5, 9.0

_FIRST_DAY = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Plan:
    """How the simulated people are, and how their trial is planned.

    Attributes:
        lag_1: the correlation of neighbouring ratings.
        baseline: days of the baseline.
        between: days between baseline and stable.
        stable: stable days.
        endpoint: how many of them, the last ones, are the endpoint.
        fall: the true fall of the mean, as a share, from the first stable day on.
        drift: the standard deviation of the level's daily step.
    """

    lag_1: float
    baseline: int
    between: int
    stable: int
    endpoint: int
    fall: float = 0.0
    drift: float = 0.0


@dataclass(frozen=True, slots=True)
class Tally:
    """How many diaries ended how.

    Attributes:
        runs: how many there were.
        excluded_zero: in how many the interval excluded zero.
        classes: how many were of each class; not estimable counts as uncertain.
    """

    runs: int
    excluded_zero: int
    classes: Counter[NumberClass]

    def percent(self, *classes: NumberClass) -> float:
        """Return the percentage of these classes."""
        return 100 * sum(self.classes[found] for found in classes) / self.runs


@dataclass(frozen=True, slots=True)
class Line:
    """A figure beside what the design says of it.

    Attributes:
        name: of what.
        expected: the design's figure, in percent.
        got: the simulated one.
        tolerance: by how much it may differ, in points; None where `expected` is the most it may be.
    """

    name: str
    expected: float
    got: float
    tolerance: float | None

    @property
    def is_met(self) -> bool:
        """Whether the figure is as it should be."""
        if self.tolerance is None:
            return self.got <= self.expected
        return abs(self.got - self.expected) <= self.tolerance

    def __str__(self) -> str:
        bar = f"at most {self.expected:g}" if self.tolerance is None else f"{self.expected:g} +- {self.tolerance:g}"
        return f"{self.name:<58} {bar:>12} % {self.got:>7.1f} %  {'ok' if self.is_met else 'MISSED'}"


def diary(plan: Plan, source: random.Random) -> Iterator[tuple[int, int]]:
    """Yield the rated days of one person, counted from the first, with their ratings."""
    latent = min(plan.lag_1 * (1 + ROUNDING_VARIANCE / DEVIATION**2), 0.999)
    innovation = math.sqrt(1 - latent**2)
    deviation, level = source.gauss(0, 1), MEAN
    for day in range(plan.baseline + plan.between + plan.stable):
        if day:
            deviation = latent * deviation + innovation * source.gauss(0, 1)
            level += plan.drift * source.gauss(0, 1) if plan.drift else 0
        true = level * (1 - plan.fall) if day >= plan.baseline + plan.between else level
        if source.random() >= MISSING:
            yield day, min(max(round(true + DEVIATION * deviation), LOWEST), HIGHEST)


def simulate(plan: Plan, runs: int, seed: str) -> Tally:
    """Return how that many diaries ended."""
    source = random.Random(seed)
    days = [_FIRST_DAY + timedelta(days=day) for day in range(plan.baseline + plan.between + plan.stable)]
    classes: Counter[NumberClass] = Counter()
    excluded_zero = 0
    for _ in range(runs):
        baseline: dict[date, float] = {}
        stable: dict[date, float] = {}
        endpoint: dict[date, float] = {}
        for day, rating in diary(plan, source):
            if day < plan.baseline:
                baseline[days[day]] = rating
            elif day >= plan.baseline + plan.between:
                stable[days[day]] = rating
                if day >= len(days) - plan.endpoint:
                    endpoint[days[day]] = rating
        found = serial_interval(baseline, stable, endpoint)
        excluded_zero += found is not None and not found.low <= 0 <= found.high
        classes[number_class(found.percent if found else None, THRESHOLD)] += 1
    return Tally(runs, excluded_zero, classes)


def tally(workers: Workers, plan: Plan, runs: int) -> Tally:
    """Return how that many diaries ended, simulated on all cores."""
    parts = workers.starmap(simulate, [(plan, CHUNK, f"{plan} {chunk}") for chunk in range(runs // CHUNK)])
    return Tally(
        runs=sum(part.runs for part in parts),
        excluded_zero=sum(part.excluded_zero for part in parts),
        classes=sum((part.classes for part in parts), Counter()),
    )


def lines(workers: Workers, runs: int) -> Iterator[Line]:
    """Yield every figure, as it is simulated."""
    for lag_1, expected in EXCLUDED_ZERO.items():
        found = tally(workers, Plan(lag_1, baseline=14, between=0, stable=56, endpoint=56), runs)
        share = 100 * found.excluded_zero / found.runs
        yield Line(f"zero excluded without effect, lag-1 {lag_1:g}", expected, share, EXCLUDED_ZERO_TOLERANCE)
    for prospect in PROSPECTS:
        for number, fall in enumerate((0.0, 0.3, 0.5)):
            stable = 7 * prospect.weeks - TRANSITION
            plan = Plan(0.5, prospect.baseline_days, FULL_DOSE_AFTER + TRANSITION, stable, endpoint=28, fall=fall)
            found = tally(workers, plan, runs)
            name = f"baseline {prospect.baseline_days}, decision {prospect.weeks} weeks, {TRUE_CHANGES[number]}"
            unsure = found.percent(NumberClass.UNCERTAIN)
            better = found.percent(NumberClass.CLEAR, NumberClass.IMPROVED)
            yield Line(f"{name}: too uncertain", prospect.unsure[number], unsure, TABLE_TOLERANCE)
            yield Line(f"{name}: better", prospect.better[number], better, TABLE_TOLERANCE)
    found = tally(workers, Plan(0.5, 28, 28, 42, endpoint=28, drift=DRIFT_A_DAY), runs)
    yield Line("drift without effect: C", MOST_CLEAR_IN_DRIFT, found.percent(NumberClass.CLEAR), None)
    yield Line("drift without effect: I", MOST_IMPROVED_IN_DRIFT, found.percent(NumberClass.IMPROVED), None)


def main() -> int:
    """Simulate, print the table, and return 1 if a figure is not as it should be."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[2])
    parser.add_argument("--quick", action="store_true", help=f"{QUICK_RUNS:,} diaries a figure instead of {RUNS:,}")
    runs = QUICK_RUNS if parser.parse_args().quick else RUNS
    print(f"{runs:,} diaries a figure\n{'':<58} {'expected':>14} {'got':>9}")
    missed = 0
    with Pool(os.cpu_count()) as workers:
        for line in lines(workers, runs):
            print(line, flush=True)
            missed += not line.is_met
    print(f"\n{missed} missed" if missed else "\nall as they should be")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
