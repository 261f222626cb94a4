"""Two measures over the same days, on one scale of 0 to 10: to be looked at together, not to be calculated with."""

from dataclasses import dataclass

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.history import HistoryChart


@dataclass(frozen=True, slots=True)
class Overlay:
    """What a chart of two measures shows.

    Attributes:
        first: the chart of the measure chosen.
        second: the chart of the one laid over it, over the same days.
    """

    first: HistoryChart
    second: HistoryChart

    @property
    def charts(self) -> tuple[HistoryChart, HistoryChart]:
        """Both, in order."""
        return self.first, self.second

    @property
    def window(self) -> Window:
        """The days shown."""
        return self.first.window

    @property
    def is_empty(self) -> bool:
        """Whether there is no rating to show."""
        return self.first.is_empty and self.second.is_empty


def draws_means(chart: HistoryChart) -> bool:
    """Return whether a chart is drawn as the line of its means; where it has none, its ratings are all there is."""
    return chart.with_means and bool(chart.means)
