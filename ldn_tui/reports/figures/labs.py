"""Laboratory values over time, as an SVG."""

from ldn_tui.domain.dates import short_day
from ldn_tui.domain.lab_chart import LabChart, range_in_words
from ldn_tui.domain.ratings import shown_number
from ldn_tui.reports.figures.figure import LEFT, RIGHT, Figure, Frame
from ldn_tui.reports.paper_colours import FAINT, INK, MEAN, SHADE

_TOP, _EACH, _GAP, _FOOT = 96, 120, 36, 72
_INSIDE = f'<circle cx="4" cy="-4" r="4" fill="{MEAN}"/>'
_OUTSIDE = f'<path d="M4,-10l6,6l-6,6l-6,-6z" fill="{INK}"/>'
_RANGE = f'<rect x="-4" y="-10" width="16" height="12" fill="{SHADE}"/>'


def labs_svg(chart: LabChart, week_starts_on: int = 0) -> str:
    """Return every laboratory value against the laboratory's range as an SVG document.

    Args:
        chart: what to draw, with at least one course.
        week_starts_on: the weekday on which weeks begin, 0 for Monday.
    """
    height = _TOP + len(chart.courses) * (_EACH + _GAP) + _FOOT
    told = [(value, course.unit) for course in chart.courses for value in chart.shown(course)]
    described = (f"{value.name} {shown_number(value.value)} {unit} on {short_day(value.day)}" for value, unit in told)
    figure = Figure("Laboratory values", chart.window.in_words, "", "; ".join(described), height)
    frame = Frame(0, 0)
    for index, course in enumerate(chart.courses):
        top = _TOP + index * (_EACH + _GAP)
        frame = Frame(top, top + _EACH, *course.scale)
        low, high = course.limits
        if (low, high) != (None, None):
            upper, lower = frame.y(frame.high if high is None else high), frame.y(frame.low if low is None else low)
            figure.box(LEFT, upper, RIGHT - LEFT, lower - upper, SHADE)
        unit = f", {course.unit}" if course.unit else ""
        figure.text(LEFT, top - 8, f"{course.name}{unit}: {range_in_words(low, high)}", fill=INK)
        for number in sorted({*course.scale, *(limit for limit in (low, high) if limit is not None)}):
            figure.text(LEFT - 8, frame.y(number) + 4, shown_number(number), anchor="end")
        figure.line([(LEFT, top), (LEFT, frame.bottom)], FAINT)
        for value in chart.shown(course):
            x, y = frame.x(value.day, chart.window), frame.y(value.value)
            if value.is_outside:
                figure.parts.append(f'<path d="M{x:.1f},{y - 6:.1f}l6,6l-6,6l-6,-6z" fill="{INK}"/>')
            else:
                figure.dots([(x, y)], MEAN, 4)
            figure.text(x + 10, y + 4, shown_number(value.value), fill=INK)
    figure.dates(frame, chart.window, week_starts_on)
    entries = [(_INSIDE, "a value")]
    if any(value.is_outside for value, _ in told):
        entries.append((_OUTSIDE, "outside the laboratory's range"))
    if any(course.limits != (None, None) for course in chart.courses):
        entries.append((_RANGE, "the laboratory's range"))
    figure.legend(entries)
    return figure.document()
