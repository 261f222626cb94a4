"""A measured figure beside its floor, at several lengths of history, and the table of them."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

# How much more a figure may be after 100 years than after one and still count as flat.
FLAT = 1.15


class Measure(StrEnum):
    """How a figure is read against its floor."""

    RATIO = "ratio"
    ABOVE = "above"
    HIGH_ABOVE = "95th percentile above"
    PLAIN = "plain"


@dataclass(frozen=True, slots=True)
class Samples:
    """What something took at one length of history, and what its floor took in the same turns.

    Attributes:
        taken: of the thing itself.
        floor: of the least it could take.
    """

    taken: Sequence[float]
    floor: Sequence[float]

    def result(self, measure: Measure) -> float:
        """Return what a bar holds for; a ratio is the median over neighbours, so that a slow minute weighs on both."""
        median, floor = statistics.median(self.taken), statistics.median(self.floor)
        match measure:
            case Measure.RATIO if len(self.taken) == len(self.floor):
                return statistics.median(a / b for a, b in zip(self.taken, self.floor, strict=True))
            case Measure.RATIO:
                return median / floor
            case Measure.ABOVE:
                return median - floor
            case Measure.HIGH_ABOVE:
                return high(self.taken) - high(self.floor)
            case Measure.PLAIN:
                return median


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing that was measured.

    Attributes:
        name: what.
        floor_name: the least it could take.
        by_years: the samples, in `unit`, by years of history; 0 where the history is none of its business.
        measure: whether the bar holds for the ratio of thing and floor, their difference, or the thing itself.
        bar: the most it may be, however long the history; of what grows, with the longest; None for no bar.
        unit: "ms" or "MB".
        grows: whether it is known to grow with the history, as reading all of it does; what grows is held against
            its floor, which grows too.
    """

    name: str
    floor_name: str
    by_years: Mapping[int, Samples]
    measure: Measure
    bar: float | None = None
    unit: str = "ms"
    grows: bool = False

    @property
    def longest(self) -> Samples:
        """The samples of the longest history: they are the ones the table tells more of."""
        return self.by_years[max(self.by_years)]

    @property
    def result(self) -> float:
        """What the bar holds for: the worst of the ages, or the longest one of what is known to grow."""
        if self.grows:
            # What a floor takes of a short history is too little to be divided by.
            return self.longest.result(self.measure)
        return max(samples.result(self.measure) for samples in self.by_years.values())

    @property
    def growth(self) -> float | None:
        """How many times the figure of the shortest history that of the longest one is; None with only one."""
        if len(self.by_years) == 1:
            return None
        shortest = self.by_years[min(self.by_years)]
        if self.grows:
            return self.longest.result(Measure.RATIO) / shortest.result(Measure.RATIO)
        return statistics.median(self.longest.taken) / statistics.median(shortest.taken)

    @property
    def is_met(self) -> bool | None:
        """Whether it is within its bar; None without one."""
        return None if self.bar is None else self.result <= self.bar

    def in_words(self, value: float) -> str:
        """Return a result, or a bar, as the table shows it."""
        if self.measure is Measure.RATIO:
            return f"x {value:.2f}"
        sign = "+" if self.measure in {Measure.ABOVE, Measure.HIGH_ABOVE} else ""
        return f"{sign}{value:.1f} {self.unit}"


def high(samples: Sequence[float]) -> float:
    """Return the 95th percentile."""
    return samples[0] if len(samples) == 1 else statistics.quantiles(samples, n=20, method="inclusive")[-1]


def table(figures: Sequence[Figure], years: Sequence[int]) -> str:
    """Return the figures as lines of text, a figure a line.

    Args:
        figures: what was measured.
        years: the lengths of history, each a column of medians; the columns behind them tell of the longest one.
    """
    ages = [f"{each} year{'s' * (each > 1)}" for each in years]
    rows = [("figure", *ages, "growth", "95 %", "beside", "floor", "left", "result", "bar", "")]
    rows.extend(_row(figure, years) for figure in figures)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    texts = {0, len(years) + 3, len(rows[0]) - 1}
    return "\n".join(
        "  ".join(
            cell.ljust(width) if column in texts else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _row(figure: Figure, years: Sequence[int]) -> tuple[str, ...]:
    medians = {each: f"{statistics.median(samples.taken):.1f}" for each, samples in figure.by_years.items()}
    # What has no history of its own stands in the first column.
    columns = [medians.get(each, medians.get(0, "") if each == years[0] else "") for each in years]
    growth = figure.growth
    grown = "" if growth is None else f"x {growth:.2f}{'' if figure.grows or growth <= FLAT else ' !'}"
    floor = statistics.median(figure.longest.floor)
    left = statistics.median(figure.longest.taken) - floor
    verdict = {None: "", True: "ok", False: "MISSED"}[figure.is_met]
    return (
        figure.name,
        *columns,
        grown,
        f"{high(figure.longest.taken):.1f}",
        figure.floor_name,
        f"{floor:.1f}",
        f"{left:+.1f} {figure.unit}",
        figure.in_words(figure.result),
        "" if figure.bar is None else figure.in_words(figure.bar),
        verdict,
    )
