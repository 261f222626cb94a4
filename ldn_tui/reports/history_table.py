"""The history of a measure as a table: a line a day, with what the plan, the doses and the notes say of it."""

from collections.abc import Iterator
from datetime import date, timedelta

from ldn_tui.domain.data_table import Column, DataTable, Row
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.day_marks import DayMark
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.history import HistoryChart
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.tags import signed
from ldn_tui.domain.text import visible
from ldn_tui.reports.day_signs import MARK_SIGNS


def history_table(chart: HistoryChart) -> DataTable:
    """Return the days of a chart, oldest first: rating, mean, doses and tags; user text made harmless."""
    days = [chart.window.first + timedelta(days=index) for index in range(chart.window.days)]
    means = [Column("7-day")] if chart.with_means else []
    remarks = Column(remarks_heading(chart), is_number=False)
    columns = (Column("day", is_number=False), Column(visible(chart.measure.name)), *means, remarks)
    return DataTable(columns, tuple(Row(tuple(_cells(chart, day)), day) for day in days))


def remarks_heading(chart: HistoryChart) -> str:
    """Return what stands above the remarks."""
    return f"dose{', tags' if chart.events else ''}"


def remarks_on(chart: HistoryChart, day: date) -> Iterator[str]:
    """Yield the doses of `day`, what the plan has on it, and its tags."""
    dose, step = chart.doses.get(day), chart.plan.step_on(day)
    if dose is not None:
        yield visible(dose.amount)
    if step is not None:
        yield f"{MARK_SIGNS[DayMark.DOSE_STEP]} {step.in_words}"
    if day == chart.plan.decision_day:
        yield f"{MARK_SIGNS[DayMark.DECISION]} decision"
    if day in chart.rescues:
        yield f"+ rescue {shown_number(chart.rescues[day])}"
    if day in chart.events:
        yield visible(signed(chart.events[day]))


def _cells(chart: HistoryChart, day: date) -> Iterator[str]:
    rating, mean = chart.ratings.get(day), chart.means.get(day)
    yield short_day(day)
    yield Glyph.NOT_RATED if rating is None else shown_number(rating)
    if chart.with_means:
        yield "" if mean is None else shown_as(mean, ".1f")
    yield " ".join(remarks_on(chart, day))
