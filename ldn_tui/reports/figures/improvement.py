"""How the measures improved since the first dose, as an SVG."""

import math

from ldn_tui.domain.day_axis import DayAxis
from ldn_tui.domain.findings_headings import NOT_REACHED
from ldn_tui.domain.history import runs_over
from ldn_tui.domain.improvement_courses import ImprovementChart
from ldn_tui.domain.sentences import ORDER_OF_MARKS
from ldn_tui.domain.series import MEAN_WINDOW
from ldn_tui.reports.figures.figure import LEFT, LEVEL_SIGN, LINE_SIGN, RIGHT, Figure, Frame
from ldn_tui.reports.paper_colours import FAINT, INK, MEAN

_TOP, _EACH, _GAP, _FOOT = 84, 84, 24, 72
_MARK = f'<path d="M-2,0l6,-9l6,9z" fill="{INK}"/>'


def improvement_svg(chart: ImprovementChart, week_starts_on: int = 0) -> str:
    """Return the improvement of each measure, in points, up is better, as an SVG document.

    Args:
        chart: what to draw, with at least one course.
        week_starts_on: the weekday on which weeks begin, 0 for Monday.
    """
    height = _TOP + len(chart.courses) * (_EACH + _GAP) + _FOOT
    values = [value for course in chart.courses for value in course.improvements.values()]
    low, high = min(-2, math.floor(min(values, default=0))), max(2, math.ceil(max(values, default=0)))
    figure = Figure(
        "Improvement since the first dose",
        chart.window.in_words,
        f"in points against the baseline, up is better. {ORDER_OF_MARKS}",
        "; ".join(
            f"{course.measure.name}: {begun_in_words(chart, index)}" for index, course in enumerate(chart.courses)
        ),
        height,
    )
    frame = Frame(0, 0)
    for index, course in enumerate(chart.courses):
        top = _TOP + index * (_EACH + _GAP)
        frame = Frame(top, top + _EACH, low, high)
        figure.grid(frame, (low, high), signed=True)
        figure.line([(LEFT, frame.y(0)), (RIGHT, frame.y(0))], FAINT, 1, "5 3")
        figure.text(LEFT - 8, frame.y(0) + 4, "0", anchor="end")
        figure.text(LEFT, top - 4, course.measure.name, fill=INK)
        figure.text(RIGHT, top - 4, begun_in_words(chart, index), fill=INK, anchor="end")
        for run in runs_over(course.improvements, DayAxis(chart.window, int(RIGHT - LEFT))):
            figure.line([(LEFT + column + 0.5, frame.y(value)) for column, value in run], MEAN, 2.4)
        begun = course.first_sustained
        if begun is not None and chart.window.holds(begun):
            x, y = frame.x(begun, chart.window), frame.y(course.improvements.get(begun, 0))
            figure.parts.append(f'<path d="M{x - 6:.1f},{y + 12:.1f}l6,-9l6,9z" fill="{INK}"/>')
    figure.dates(frame, chart.window, week_starts_on)
    figure.legend([(LINE_SIGN, f"mean of {MEAN_WINDOW} days"), (LEVEL_SIGN, "baseline"), (_MARK, "lasts from here")])
    return figure.document()


def begun_in_words(chart: ImprovementChart, index: int) -> str:
    """Return since when the course at `index` is better and stays so: "better from day 12", "not reached"."""
    begun = chart.courses[index].first_sustained
    return NOT_REACHED if begun is None else f"better from day {chart.day_number(begun)}"
