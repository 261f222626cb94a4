"""Two measures on one time axis, as an SVG."""

from ldn_tui.domain.day_axis import DayAxis
from ldn_tui.domain.history import HistoryChart
from ldn_tui.domain.overlay import Overlay, draws_means
from ldn_tui.domain.series import MEAN_WINDOW
from ldn_tui.reports.figures.figure import LEFT, LINE_SIGN, Figure, Frame
from ldn_tui.reports.paper_colours import INK, MEAN

_TOP, _BOTTOM, _HEIGHT = 96, 400, 480
_DASHES = "7 5"
_SECOND_SIGN = f'<path d="M-6,-4h20" stroke="{INK}" stroke-width="2.4" stroke-dasharray="{_DASHES}"/>'
_DOT_SIGN = f'<circle cx="4" cy="-4" r="2.6" fill="{MEAN}"/>'
_CROSS_SIGN = f'<path d="M1,-7l6,6m0,-6l-6,6" stroke="{INK}"/>'
_CROSS = 2.6


def overlay_svg(overlay: Overlay, week_starts_on: int = 0) -> str:
    """Return two measures over the same days as an SVG document: one a line, one dashed; or dots, and crosses.

    Args:
        overlay: what to draw.
        week_starts_on: the weekday on which weeks begin, 0 for Monday.
    """
    first, second = overlay.charts
    figure = Figure(
        f"{first.measure.name} and {second.measure.name}",
        overlay.window.in_words,
        f"{_direction(first)}; {_direction(second)}; 0 to 10",
        f"The courses of {first.measure.name} and {second.measure.name} on one axis.",
        _HEIGHT,
    )
    frame = Frame(_TOP, _BOTTOM)
    figure.phases(frame, overlay.window, first.phases)
    figure.grid(frame, (0, 2, 4, 6, 8, 10))
    _course(figure, frame, first, MEAN, "")
    _course(figure, frame, second, INK, _DASHES)
    figure.dates(frame, overlay.window, week_starts_on)
    signs = (
        LINE_SIGN if draws_means(first) else _DOT_SIGN,
        _SECOND_SIGN if draws_means(second) else _CROSS_SIGN,
    )
    figure.legend((sign, _named(chart)) for sign, chart in zip(signs, overlay.charts, strict=True))
    return figure.document()


def _course(figure: Figure, frame: Frame, chart: HistoryChart, stroke: str, dashes: str) -> None:
    axis = DayAxis(chart.window, int(frame.right - frame.left))
    if draws_means(chart):
        for run in chart.mean_runs(axis):
            figure.line([(LEFT + column + 0.5, frame.y(value)) for column, value in run], stroke, 2.4, dashes)
        return
    places = [(frame.x(day, chart.window), frame.y(value)) for day, value in chart.ratings.items()]
    if not dashes:
        figure.dots(places, stroke)
        return
    for x, y in places:
        figure.line([(x - _CROSS, y - _CROSS), (x + _CROSS, y + _CROSS)], stroke)
        figure.line([(x - _CROSS, y + _CROSS), (x + _CROSS, y - _CROSS)], stroke)


def _direction(chart: HistoryChart) -> str:
    return f"{chart.measure.name}: {chart.measure.direction.value} is better"


def _named(chart: HistoryChart) -> str:
    return f"{chart.measure.name}, {f'mean of {MEAN_WINDOW} days' if draws_means(chart) else 'a day'}"
