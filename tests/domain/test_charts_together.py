"""Charts of several measures over the same days."""

from dataclasses import replace
from datetime import date, timedelta

from ldn_tui.domain.day_axis import DayAxis, Window
from ldn_tui.domain.history import History, HistoryChart
from ldn_tui.domain.measure_stack import MeasureStack
from ldn_tui.domain.overlay import Overlay, draws_means
from ldn_tui.domain.week_chart import week_chart
from tests.domain.evidence_builder import PAIN, SLEEP, evidence

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


def test_one_measure_is_laid_over_another_in_order() -> None:
    pain, sleep = chart(4), History(SLEEP, {TODAY: 7}).chart(WINDOW)
    overlay = Overlay(pain, sleep)
    assert overlay.charts == (pain, sleep)
    assert overlay.window == WINDOW


def test_without_means_the_ratings_are_drawn() -> None:
    many = chart(*range(10))
    assert draws_means(many)
    assert not draws_means(replace(many, with_means=False))
    assert not draws_means(chart(4, 5))


def test_each_rating_has_its_column() -> None:
    assert chart(4, 6).points(DayAxis(WINDOW, 14)) == [(12, 6), (13, 4)]
