"""Charts of several measures over the same days."""

from datetime import date, timedelta

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.history import History, HistoryChart
from ldn_tui.domain.measure_stack import MeasureStack
from ldn_tui.domain.overlay import Overlay
from ldn_tui.domain.week_chart import week_chart
from tests.domain.evidence_builder import PAIN, evidence

TODAY = date(2026, 11, 22)
WINDOW = Window(TODAY - timedelta(days=13), TODAY)


def chart(*values: float) -> HistoryChart:
    days = {TODAY - timedelta(days=ago): value for ago, value in reversed(list(enumerate(values)))}
    return History(PAIN, days).chart(WINDOW)


def test_there_is_something_to_show_as_soon_as_one_measure_is_rated() -> None:
    assert MeasureStack(WINDOW, (chart(), chart())).is_empty
    assert not MeasureStack(WINDOW, (chart(), chart(4))).is_empty
    assert Overlay(chart(), chart()).is_empty
    assert not Overlay(chart(4), chart()).is_empty
    assert not Overlay(chart(), chart(4)).is_empty


def test_without_a_week_there_is_no_chart_of_weeks() -> None:
    assert week_chart(evidence([6] * 14, as_of=date(2026, 9, 20), first_dose_on=None, steps=()), PAIN) is None
