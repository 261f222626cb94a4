"""All measures over the same days, one above the other."""

from dataclasses import dataclass

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.history import HistoryChart


@dataclass(frozen=True, slots=True)
class MeasureStack:
    """What a chart of all measures shows.

    Attributes:
        window: the days shown.
        charts: the chart of each measure over these days, in the measures' own order; at least one.
    """

    window: Window
    charts: tuple[HistoryChart, ...]

    @property
    def is_empty(self) -> bool:
        """Whether there is no rating to show."""
        return all(chart.is_empty for chart in self.charts)
