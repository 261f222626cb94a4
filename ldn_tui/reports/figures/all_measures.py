"""All measures one above the other, as an SVG."""

from ldn_tui.domain.day_axis import DayAxis
from ldn_tui.domain.measure_stack import MeasureStack
from ldn_tui.domain.series import MEAN_WINDOW
from ldn_tui.reports.figures.figure import LEFT, LINE_SIGN, POINT_SIGN, Figure, Frame
from ldn_tui.reports.paper_colours import INK, MEAN

_TOP, _EACH, _GAP, _FOOT = 90, 84, 24, 72


def measures_svg(stack: MeasureStack, week_starts_on: int = 0) -> str:
    """Return all measures over the same days as an SVG document.

    Args:
        stack: what to draw.
        week_starts_on: the weekday on which weeks begin, 0 for Monday.
    """
    height = _TOP + len(stack.charts) * (_EACH + _GAP) + _FOOT
    names = ", ".join(chart.measure.name for chart in stack.charts)
    figure = Figure(
        "All measures", stack.window.in_words, "each on a scale of 0 to 10", f"The course of {names}.", height
    )
    frame = Frame(0, 0)
    for index, chart in enumerate(stack.charts):
        top = _TOP + index * (_EACH + _GAP)
        frame = Frame(top, top + _EACH)
        if index == 0:
            figure.phases(Frame(top - 14, height - _FOOT - _GAP), stack.window, chart.phases)
        figure.grid(frame, (0, 5, 10))
        figure.text(LEFT, top - 4, f"{chart.measure.name}, {chart.measure.direction.value} is better", fill=INK)
        axis = DayAxis(stack.window, int(frame.right - frame.left))
        if not axis.is_bucketed:
            figure.dots([(LEFT + column + 0.5, frame.y(value)) for column, value in chart.points(axis)])
        if chart.with_means:
            for run in chart.mean_runs(axis):
                figure.line([(LEFT + column + 0.5, frame.y(value)) for column, value in run], MEAN, 2.4)
    figure.dates(frame, stack.window, week_starts_on)
    entries = [(POINT_SIGN, "a day")]
    if stack.charts[0].with_means:
        entries.append((LINE_SIGN, f"mean of {MEAN_WINDOW} days"))
    figure.legend(entries)
    return figure.document()
