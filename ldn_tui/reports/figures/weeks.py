"""The weekly means of a measure, as an SVG."""

from datetime import timedelta

from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.series import LEAST_IN_WINDOW
from ldn_tui.domain.week_chart import WeekChart
from ldn_tui.reports.figures.figure import LEFT, LETTER, LEVEL_SIGN, LINE_SIGN, RIGHT, Figure, Frame
from ldn_tui.reports.paper_colours import FAINT, INK, MEAN

_HEIGHT, _TOP, _BOTTOM = 472, 84, 336


def weeks_svg(chart: WeekChart, week_starts_on: int = 0) -> str:
    """Return the mean of each week of a trial as an SVG document.

    Args:
        chart: what to draw.
        week_starts_on: the weekday on which calendar weeks begin, 0 for Monday.
    """
    measure, frame = chart.measure, Frame(_TOP, _BOTTOM)
    figure = Figure(
        f"{measure.name}, weekly means",
        chart.window.in_words,
        f"0 {measure.low_anchor}, 10 {measure.high_anchor}; week 1 begins with the first dose",
        "; ".join(
            f"week {week.number}: {'no mean' if week.mean is None else shown_as(week.mean, '.1f')}"
            for week in chart.weeks
        ),
        _HEIGHT,
    )
    figure.phases(frame, chart.window, chart.phases)
    figure.grid(frame, range(0, 11, 2))
    if chart.baseline_mean is not None:
        y = frame.y(chart.baseline_mean)
        figure.line([(LEFT, y), (RIGHT, y)], FAINT, 1, "5 3")
    figure.dates(frame, chart.window, week_starts_on)
    for row, name in enumerate(("week", "mean", "days")):
        figure.text(LEFT - 8, _BOTTOM + 44 + 16 * row, name, anchor="end")
    half_day = (RIGHT - LEFT) / chart.window.days / 2
    stride = max(-(-4 * LETTER // int(max(14 * half_day, 1))), 1)
    for week in chart.weeks:
        days = chart.days_of(week)
        left, right = frame.x(days.first, chart.window) - half_day, frame.x(days.last, chart.window) + half_day
        if week.mean is not None:
            y = frame.y(week.mean)
            figure.line([(left + 2, y), (right - 2, y)], MEAN, 3)
        index = week.number - 1 if week.number > 0 else week.number
        if index % stride == 0 and days.last - days.first >= timedelta(days=1):
            middle = (left + right) / 2
            words = (str(week.number), "" if week.mean is None else shown_as(week.mean, ".1f"), str(week.count))
            for row, word in enumerate(words):
                figure.text(middle, _BOTTOM + 44 + 16 * row, word, fill=INK if row == 1 else FAINT, anchor="middle")
    entries = [(LINE_SIGN, f"mean of a week with {LEAST_IN_WINDOW} ratings or more")]
    if chart.baseline_mean is not None:
        entries.append((LEVEL_SIGN, f"baseline {shown_as(chart.baseline_mean, '.1f')}"))
    figure.legend(entries)
    return figure.document()
