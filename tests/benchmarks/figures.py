"""A measured figure beside its floor, and the table of them."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """How a figure is read against its floor."""

    RATIO = "ratio"
    ABOVE = "above"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Figure:
    """Samples of one thing, with samples of its floor from the same run.

    Attributes:
        name: what was measured.
        samples: what it took, in `unit`.
        floor_name: the least it could take.
        floor_samples: what that took, taken in turns with `samples` wherever that can be done.
        measure: whether the bar holds for the ratio of the two, their difference, or the figure itself.
        bar: the most it may be; None where there is no bar.
        unit: "ms" or "MB".
    """

    name: str
    samples: Sequence[float]
    floor_name: str
    floor_samples: Sequence[float]
    measure: Measure
    bar: float | None = None
    unit: str = "ms"

    @property
    def median(self) -> float:
        """The median of the samples."""
        return statistics.median(self.samples)

    @property
    def floor(self) -> float:
        """The median of the floor's samples."""
        return statistics.median(self.floor_samples)

    @property
    def high(self) -> float:
        """The 95th percentile of the samples."""
        if len(self.samples) == 1:
            return self.samples[0]
        return statistics.quantiles(self.samples, n=20, method="inclusive")[-1]

    @property
    def result(self) -> float:
        """What the bar holds for; a ratio is the median over neighbours, so that a slow minute weighs on both."""
        if self.measure is Measure.RATIO:
            return statistics.median(a / b for a, b in zip(self.samples, self.floor_samples, strict=True))
        return self.median - self.floor if self.measure is Measure.ABOVE else self.median

    @property
    def is_met(self) -> bool | None:
        """Whether it is within its bar; None without one."""
        return None if self.bar is None else self.result <= self.bar

    def in_words(self, value: float) -> str:
        """Return a result, or a bar, as the table shows it."""
        if self.measure is Measure.RATIO:
            return f"x {value:.2f}"
        sign = "+" if self.measure is Measure.ABOVE else ""
        return f"{sign}{value:.1f} {self.unit}"


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as lines of text, a figure a line."""
    rows = [("figure", "median", "95 %", "beside", "floor", "result", "bar", "")]
    for figure in figures:
        bar = "" if figure.bar is None else f"{figure.in_words(figure.bar)}"
        verdict = {None: "", True: "ok", False: "MISSED"}[figure.is_met]
        amounts = (f"{value:.1f} {figure.unit}" for value in (figure.median, figure.high, figure.floor))
        median, high, floor = amounts
        rows.append((figure.name, median, high, figure.floor_name, floor, figure.in_words(figure.result), bar, verdict))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    texts = {0, 3, 7}
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in texts else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
