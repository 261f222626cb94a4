"""The mean of a measure on each dose step against mg, as an SVG."""

from ldn_tui.domain.dose_step_chart import DoseStepChart
from ldn_tui.domain.formats import shown_as
from ldn_tui.domain.ratings import shown_number
from ldn_tui.reports.figures.figure import LEFT, LEVEL_SIGN, RIGHT, Figure, Frame
from ldn_tui.reports.paper_colours import FAINT, INK, MEAN

_HEIGHT, _TOP, _BOTTOM = 472, 84, 360
_STEP = 56
_MEAN_SIGN = f'<circle cx="4" cy="-4" r="4" fill="{MEAN}"/>'
_INTERVAL_SIGN = f'<path d="M4,-12v14" stroke="{INK}"/>'


def dose_steps_svg(chart: DoseStepChart) -> str:
    """Return the mean of each dose step with its interval as an SVG document.

    Args:
        chart: what to draw, with at least one step.
    """
    measure, frame = chart.measure, Frame(_TOP, _BOTTOM)
    told = [(number, step) for number, step in enumerate(chart.steps, 1) if step.mean is not None]
    figure = Figure(
        f"{measure.name} by dose step",
        "order and time are mixed with dose",
        f"0 {measure.low_anchor}, 10 {measure.high_anchor}; the numbers are the order taken",
        "; ".join(f"{shown_number(step.mg)} mg: mean {shown_as(step.mean or 0, '.1f')}" for _, step in told),
        _HEIGHT,
    )
    figure.grid(frame, range(0, 11, 2))
    if chart.baseline_mean is not None:
        y = frame.y(chart.baseline_mean)
        figure.line([(LEFT, y), (RIGHT, y)], FAINT, 1, "5 3")
    scale = (RIGHT - LEFT - 2 * _STEP) / max(chart.amounts)
    for mg in (0.0, *chart.amounts):
        x = LEFT + mg * scale
        figure.line([(x, _BOTTOM), (x, _BOTTOM + 5)], FAINT)
        figure.text(x, _BOTTOM + 20, f"{shown_number(mg)} mg", anchor="middle")
        alike = chart.at(mg)
        for index, (number, step) in enumerate(alike):
            if step.mean is None:
                continue
            place = x - _STEP * (len(alike) - 1 - index)
            if step.low is not None and step.high is not None:
                low, high = frame.y(step.low), frame.y(step.high)
                figure.line([(place, low), (place, high)], INK)
                for end in (low, high):
                    figure.line([(place - 4, end), (place + 4, end)], INK)
                figure.text(place, high - 6, str(number), fill=INK, anchor="middle")
            figure.dots([(place, frame.y(step.mean))], MEAN, 4)
            figure.text(place + 9, frame.y(step.mean) + 4, shown_as(step.mean, ".1f"), fill=INK)
    entries = [(_MEAN_SIGN, "mean of a dose step"), (_INTERVAL_SIGN, "95 % interval")]
    if chart.baseline_mean is not None:
        entries.append((LEVEL_SIGN, f"baseline {shown_as(chart.baseline_mean, '.1f')}"))
    figure.legend(entries)
    return figure.document()
