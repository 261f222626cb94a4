"""A history chart as a self-contained SVG: for a browser, a letter, a printer."""

from collections.abc import Iterator
from datetime import date
from html import escape

from ldn_tui.domain.dates import day_in_words, short_day
from ldn_tui.domain.day_axis import DayAxis, ticks
from ldn_tui.domain.day_marks import DayMark
from ldn_tui.domain.history import HistoryChart
from ldn_tui.domain.measures import Direction
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.series import MEAN_WINDOW
from ldn_tui.domain.tags import SIGN, signed
from ldn_tui.domain.text import visible
from ldn_tui.reports.paper_colours import FAINT, GRID, INK, MEAN, PHASE_TINTS, POINT, RANGE, USUAL

WIDTH, HEIGHT = 960, 512

_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 936, 84, 336
_DOSES = _BOTTOM + 36
_STEPS = _DOSES + 39
_EVENTS = _STEPS + 20
_RESCUES = _EVENTS + 20
_LETTER = 7
_DOSE_WIDTH = 6


def chart_svg(chart: HistoryChart, week_starts_on: int = 0) -> str:
    """Return the chart as an SVG document on a white ground, with nothing fetched from elsewhere.

    Args:
        chart: what to draw.
        week_starts_on: the weekday on which weeks begin, 0 for Monday.
    """
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' height="{HEIGHT}" font-family="system-ui, Helvetica, Arial, sans-serif" font-size="12">'
    )
    parts = [
        *_words(chart),
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        *_heading(chart),
        *_phases(chart),
        *_level(chart),
        *_scale(),
        *_dates(chart, week_starts_on),
        *_data(chart),
        *_doses(chart),
        *_plan(chart),
        *_events(chart),
        *_rescues(chart),
        *_legend(chart),
    ]
    return "\n".join([opening, *parts, "</svg>", ""])


def xml_text(text: str) -> str:
    """Return a person's own text for an XML document: harmless, and free of what XML cannot hold."""
    shown = visible(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
    return escape(shown)


def _x(chart: HistoryChart, day: date) -> float:
    index = (day - chart.window.first).days + 0.5
    return _LEFT + (_RIGHT - _LEFT) * index / chart.window.days


def _y(value: float) -> float:
    return _BOTTOM - (_BOTTOM - _TOP) * value / 10


def _text(x: float, y: float, words: str, *, fill: str = FAINT, anchor: str = "start", size: int = 12) -> str:
    """Return a line of text; `words` must be fit for XML."""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" text-anchor="{anchor}" font-size="{size}">{words}</text>'


def _words(chart: HistoryChart) -> Iterator[str]:
    """Yield what a screen reader says instead of the picture."""
    name = xml_text(chart.measure.name)
    values = chart.ratings.values()
    rated = f"{len(values)} of {chart.window.days} days rated"
    spread = f", from {shown_number(min(values))} to {shown_number(max(values))}" if values else ""
    decision_day = chart.plan.decision_day
    decision = "" if decision_day is None else f" Decision day: {short_day(decision_day)}."
    yield f"<title>{name}, {short_day(chart.window.first)} to {short_day(chart.window.last)}</title>"
    days = "" if not chart.events else f" Events{_only(chart)}: {', '.join(map(short_day, chart.events))}."
    yield f"<desc>{name} on a scale of 0 to 10: {rated}{spread}.{decision}{days}</desc>"


def _heading(chart: HistoryChart) -> Iterator[str]:
    measure = chart.measure
    better = "lower" if measure.direction is Direction.LOWER else "higher"
    period = f"{day_in_words(chart.window.first)} to {day_in_words(chart.window.last)}"
    scale = f"0 {xml_text(measure.low_anchor)}, 10 {xml_text(measure.high_anchor)}; {better} is better"
    yield _text(_LEFT, 30, f'<tspan font-weight="bold">{xml_text(measure.name)}</tspan>', fill=INK, size=18)
    yield _text(_RIGHT, 30, period, fill=INK, anchor="end")
    yield _text(_LEFT, 50, scale)
    if chart.tag is not None:
        yield _text(_RIGHT, 50, f"of the events{_only(chart)}", anchor="end")


def _only(chart: HistoryChart) -> str:
    return "" if chart.tag is None else f" only {xml_text(signed((chart.tag,)))}"


def _phases(chart: HistoryChart) -> Iterator[str]:
    day_width = (_RIGHT - _LEFT) / chart.window.days
    for phase in chart.phases:
        first = chart.window.nearest(phase.starts_on)
        last = chart.window.nearest(phase.ends_on or chart.window.last)
        left, right = _x(chart, first) - day_width / 2, _x(chart, last) + day_width / 2
        name = xml_text(phase.title)
        yield (
            f'<rect x="{left:.1f}" y="{_TOP - 20}" width="{right - left:.1f}" height="{_BOTTOM - _TOP + 20}"'
            f' fill="{PHASE_TINTS[phase.kind]}"><title>{name}</title></rect>'
        )
        if chart.window.first < phase.starts_on:
            yield (
                f'<line x1="{left:.1f}" y1="{_TOP - 20}" x2="{left:.1f}" y2="{_BOTTOM}" stroke="{FAINT}"'
                ' stroke-dasharray="2 3"/>'
            )
        for words in (phase.title, phase.kind.value.capitalize()):
            if (len(words) + 1) * _LETTER <= right - left:
                yield _text(left + 5, _TOP - 6, xml_text(words), fill=INK)
                break


def _level(chart: HistoryChart) -> Iterator[str]:
    """Yield the baseline's level as a dashed line, and its usual range as a shade, over the days of its trial."""
    level = chart.level
    if level is None:
        return
    half_day = (_RIGHT - _LEFT) / chart.window.days / 2
    left = _x(chart, chart.window.nearest(level.days.first)) - half_day
    right = _x(chart, chart.window.nearest(level.days.last)) + half_day
    if level.low is not None and level.high is not None:
        top, bottom = _y(level.high), _y(level.low)
        yield (
            f'<rect class="usual" x="{left:.1f}" y="{top:.1f}" width="{right - left:.1f}" height="{bottom - top:.1f}"'
            f' fill="{USUAL}" fill-opacity="0.12"/>'
        )
    yield (
        f'<line class="level" x1="{left:.1f}" y1="{_y(level.mean):.1f}" x2="{right:.1f}" y2="{_y(level.mean):.1f}"'
        f' stroke="{USUAL}" stroke-dasharray="6 4"/>'
    )


def _scale() -> Iterator[str]:
    for value in range(0, 11, 2):
        y = _y(value)
        stroke = FAINT if value == 0 else GRID
        yield f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{_RIGHT}" y2="{y:.1f}" stroke="{stroke}"/>'
        yield _text(_LEFT - 8, y + 4, str(value), anchor="end")


def _dates(chart: HistoryChart, week_starts_on: int) -> Iterator[str]:
    axis = DayAxis(chart.window, (_RIGHT - _LEFT) // _LETTER)
    for tick in ticks(axis, week_starts_on):
        x = _x(chart, tick.day)
        yield f'<line x1="{x:.1f}" y1="{_BOTTOM}" x2="{x:.1f}" y2="{_BOTTOM + 5}" stroke="{FAINT}"/>'
        yield _text(_LEFT + (tick.start + len(tick.label) / 2) * _LETTER, _BOTTOM + 20, tick.label, anchor="middle")


def _data(chart: HistoryChart) -> Iterator[str]:
    # One column a pixel: where there are more days than that, each column stands for several of them.
    axis = DayAxis(chart.window, _RIGHT - _LEFT)

    def at(column: int, value: float) -> str:
        return f"{_LEFT + column + 0.5:.1f},{_y(value):.1f}"

    if axis.is_bucketed:
        bars = [
            f"M{_LEFT + column + 0.5:.1f},{_y(bucket.high) - 1:.1f}V{_y(bucket.low) + 1:.1f}"
            for column, bucket in enumerate(chart.ranges(axis))
            if bucket
        ]
        yield f'<path class="ranges" d="{"".join(bars)}" fill="none" stroke="{RANGE}"/>'
    else:
        yield f'<g class="points" fill="{POINT}">'
        for column, value in chart.points(axis):
            yield f'<circle cx="{_LEFT + column + 0.5:.1f}" cy="{_y(value):.1f}" r="2.4"/>'
        yield "</g>"
    if chart.with_means:
        yield (
            f'<g class="means" fill="none" stroke="{MEAN}" stroke-width="2.4" stroke-linecap="round"'
            ' stroke-linejoin="round">'
        )
        for run in chart.mean_runs(axis):
            # A line of one point has no length; its round ends show it as a dot.
            ends = run if len(run) > 1 else run * 2
            yield f'<polyline points="{" ".join(at(column, value) for column, value in ends)}"/>'
        yield "</g>"


def _doses(chart: HistoryChart) -> Iterator[str]:
    """Yield a mark for each dose under the dates, and the amount where it changes."""
    if not chart.doses:
        return
    # Marks that touch could not be told apart: then each stands for most of its days.
    axis = DayAxis(chart.window, (_RIGHT - _LEFT) // _DOSE_WIDTH)
    if axis.is_bucketed:
        marks = [(_LEFT + (column + 0.5) * _DOSE_WIDTH, mark) for column, mark in enumerate(chart.dose_marks(axis))]
    else:
        marks = [(_x(chart, day), mark) for day, mark in chart.doses.items()]
    taken, missed = [], []
    shown, free_from = None, float(_LEFT)
    yield _text(_LEFT - 8, _DOSES + 8, "dose", anchor="end")
    for x, mark in marks:
        if mark is None:
            continue
        if not mark.taken:
            missed.append(f'<circle cx="{x:.1f}" cy="{_DOSES + 4}" r="3"/>')
            continue
        taken.append(f"M{x:.1f},{_DOSES}v8")
        after = x + (len(mark.amount) + 1) * _LETTER
        if mark.amount != shown and free_from <= x and after <= _RIGHT:
            yield _text(x, _DOSES + 24, xml_text(mark.amount), fill=INK)
            shown, free_from = mark.amount, after
    yield f'<path d="{"".join(taken)}" fill="none" stroke="{FAINT}"/>'
    yield f'<g fill="#ffffff" stroke="{INK}">{"".join(missed)}</g>'


def _plan(chart: HistoryChart) -> Iterator[str]:
    """Yield a labelled line for the decision day, and a mark with its amount where a planned dose step begins."""
    half_day = (_RIGHT - _LEFT) / chart.window.days / 2
    if chart.plan.decision_day is not None:
        x, label = _x(chart, chart.plan.decision_day) - half_day, "decision day"
        is_left = x + (len(label) + 1) * _LETTER > _RIGHT
        yield (
            f'<line class="decision" x1="{x:.1f}" y1="{_TOP - 32}" x2="{x:.1f}" y2="{_BOTTOM}" stroke="{INK}"'
            ' stroke-width="1.5" stroke-dasharray="5 3"/>'
        )
        yield _text(x - 5 if is_left else x + 5, _TOP - 23, label, fill=INK, anchor="end" if is_left else "start")
    if chart.plan.steps:
        yield _text(_LEFT - 8, _STEPS, "plan", anchor="end")
    places = [_x(chart, step.starts_on) for step in chart.plan.steps]
    for step, x, end in zip(chart.plan.steps, places, [*places[1:], float(_RIGHT)], strict=False):
        yield f'<path class="step" d="M{x - 4:.1f},{_STEPS - 8}h8l-4,7z" fill="#ffffff" stroke="{INK}"/>'
        if x + 8 + (len(step.in_words) + 1) * _LETTER <= end:
            yield _text(x + 8, _STEPS, step.in_words, fill=INK)


def _events(chart: HistoryChart) -> Iterator[str]:
    """Yield a sign for each event, with its tags where there is room for them."""
    if not chart.events:
        return
    yield _text(_LEFT - 8, _EVENTS, "tags", anchor="end")
    # Signs that touch could not be told apart: then one stands for several days.
    axis = DayAxis(chart.window, (_RIGHT - _LEFT) // (2 * _LETTER))
    if axis.is_bucketed:
        by_column = enumerate(chart.tags_by_column(axis))
        signs = [(_LEFT + (column + 0.5) * 2 * _LETTER, tags) for column, tags in by_column if tags]
    else:
        signs = [(_x(chart, day), tags) for day, tags in chart.events.items()]
    ends = [*(x for x, _ in signs[1:]), float(_RIGHT)]
    for (x, tags), end in zip(signs, ends, strict=True):
        words = signed(tags)
        fits = x + (len(words) + 1) * _LETTER <= end
        said = f"<title>{xml_text(words)}</title>{xml_text(words if fits else SIGN)}"
        yield f'<g class="event">{_text(x - _LETTER / 2, _EVENTS, said, fill=INK)}</g>'


def _rescues(chart: HistoryChart) -> Iterator[str]:
    """Yield a mark for each day with rescue medicine."""
    if not chart.rescues:
        return
    yield _text(_LEFT - 8, _RESCUES, "resc.", anchor="end")
    marks = "".join(f"M{_x(chart, day) - 3:.1f},{_RESCUES - 4}h6m-3,-3v6" for day in chart.rescues)
    yield f'<path class="rescue" d="{marks}" fill="none" stroke="{INK}"/>'


def _legend(chart: HistoryChart) -> Iterator[str]:
    days = chart.window.days / (_RIGHT - _LEFT)
    entries: list[tuple[str, str]] = []
    if days > 1:
        entries.append((f'<path d="M4,-10v12" stroke="{RANGE}" stroke-width="8"/>', "lowest to highest"))
    else:
        entries.append((f'<circle cx="4" cy="-4" r="2.4" fill="{POINT}"/>', "a day"))
    if chart.with_means:
        line = f'<path d="M-6,-4h20" stroke="{MEAN}" stroke-width="2.4"/>'
        entries.append((line, f"mean of {MEAN_WINDOW} days"))
    if chart.level is not None:
        line = f'<path d="M-6,-4h20" stroke="{USUAL}" stroke-dasharray="6 4"/>'
        entries.append((line, "baseline"))
        if chart.level.low is not None:
            box = f'<rect x="-4" y="-10" width="16" height="12" fill="{USUAL}" fill-opacity="0.12"/>'
            entries.append((box, "its usual range"))
    if chart.events:
        entries.append((_text(0, 0, SIGN, fill=INK), "event"))
    if chart.doses:
        is_dense = chart.window.days > (_RIGHT - _LEFT) // _DOSE_WIDTH
        taken = f"{DayMark.DOSE_TAKEN} on most days" if is_dense else DayMark.DOSE_TAKEN
        entries.append((f'<path d="M4,-8v8" stroke="{FAINT}"/>', taken))
        entries.append((f'<circle cx="4" cy="-4" r="3" fill="#ffffff" stroke="{INK}"/>', DayMark.DOSE_NOT_TAKEN))
    if chart.rescues:
        entries.append((f'<path d="M1,-4h6m-3,-3v6" stroke="{INK}"/>', "rescue"))
    if chart.plan.steps:
        entries.append((f'<path d="M0,-8h8l-4,7z" fill="#ffffff" stroke="{INK}"/>', "dose step"))
    x, y = _LEFT, HEIGHT - 36
    for sign, meaning in entries:
        if x + 20 + len(meaning) * _LETTER > _RIGHT:
            x, y = _LEFT, HEIGHT - 16
        yield f'<g class="legend" transform="translate({x},{y})">{sign}{_text(20, 0, meaning)}</g>'
        x += 20 + (len(meaning) + 4) * _LETTER
