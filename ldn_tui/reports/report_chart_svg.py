"""The course of a measure as the report prints it: small, readable in grey, inline in a page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.dates import short_day
from ldn_tui.domain.day_axis import DayAxis, ticks
from ldn_tui.domain.history import HistoryChart
from ldn_tui.domain.phases import Phase, phase_of
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.seal import Content
from ldn_tui.reports.chart_svg import xml_text
from ldn_tui.reports.paper_colours import FAINT, GRID, INK, MEAN, PHASE_TINTS, POINT

WIDTH = 720
# In units of the picture: the usual height, and the one on a page that is full.
USUAL_HEIGHT, LOW_HEIGHT = 196, 150

_LEFT, _RIGHT, _TOP = 30, 716, 34
_LETTER = 5.6

# What the bottles of an opened seal held: light against dark, in grey too.
_CONTENT_TINTS = {Content.LDN: "#cbdcea", Content.COMPARATOR: "#f4f0e9"}


@dataclass(frozen=True, slots=True)
class ChartNote:
    """What else happened on a day: marked on the chart in a few words."""

    day: date
    words: str


@dataclass(frozen=True, slots=True)
class _Canvas:
    """Where the days and the values of a chart lie in a picture of some height."""

    chart: HistoryChart
    height: int

    @property
    def bottom(self) -> int:
        return self.height - 58

    @property
    def day_width(self) -> float:
        return (_RIGHT - _LEFT) / self.chart.window.days

    def x(self, day: date) -> float:
        """Return where a day begins."""
        return _LEFT + self.day_width * (day - self.chart.window.first).days

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - _TOP) * value / 10


def report_chart_svg(
    chart: HistoryChart,
    baseline_mean: float | None = None,
    week_starts_on: int = 0,
    height: int = USUAL_HEIGHT,
    notes: Sequence[ChartNote] = (),
) -> str:
    """Return the chart as an SVG element for the inside of a page; it fetches nothing and runs nothing.

    Args:
        chart: what to draw.
        baseline_mean: a level to hold the course against, in points; None for no line.
        week_starts_on: the weekday on which weeks begin, 0 for Monday.
        height: how high it is, where it is `WIDTH` wide.
        notes: what else happened in its days.
    """
    canvas = _Canvas(chart, height)
    parts = [
        *_words(chart),
        *_phases(canvas),
        *_scale(canvas),
        *_dates(canvas, week_starts_on),
        *_baseline(canvas, baseline_mean),
        *_data(canvas),
        *_plan(canvas),
        *_notes(canvas, notes),
        *_legend(canvas, baseline_mean),
    ]
    opening = f'<svg role="img" viewBox="0 0 {WIDTH} {height}" font-size="10.5">'
    return "\n".join([opening, *parts, "</svg>"])


def _text(x: float, y: float, words: str, fill: str = FAINT, anchor: str = "start") -> str:
    """Return a line of text; `words` must be fit for XML."""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{fill}" text-anchor="{anchor}">{words}</text>'


def _words(chart: HistoryChart) -> Iterator[str]:
    """Yield what a screen reader says instead of the picture."""
    yield f"<title>{xml_text(chart.measure.name)}, {chart.window.in_words}</title>"
    decision = chart.plan.decision_day
    said = "" if decision is None else f" Decision day: {short_day(decision)}."
    yield f"<desc>{len(chart.ratings)} of {chart.window.days} days rated, on a scale of 0 to 10.{said}</desc>"


def _phases(canvas: _Canvas) -> Iterator[str]:
    for phase in canvas.chart.phases:
        left = canvas.x(canvas.chart.window.nearest(phase.starts_on))
        last = canvas.chart.window.nearest(phase.ends_on or canvas.chart.window.last)
        right = canvas.x(last) + canvas.day_width
        name = xml_text(phase.title)
        yield (
            f'<rect class="phase" x="{left:.1f}" y="{_TOP - 18}" width="{right - left:.1f}"'
            f' height="{canvas.bottom - _TOP + 18}" fill="{_tint(phase)}"><title>{name}</title></rect>'
        )
        if canvas.chart.window.first < phase.starts_on:
            yield f'<path d="M{left:.1f},{_TOP - 18}V{canvas.bottom}" stroke="{FAINT}" stroke-dasharray="2 3"/>'
        # The periods of an opened seal are called alike, however long they are.
        longest = phase.title if phase.content is None else phase.short_title
        for words in (longest, phase.short_title, phase.kind.value.capitalize()):
            if (len(words) + 1) * _LETTER <= right - left:
                yield _text(left + 4, _TOP - 6, xml_text(words), INK)
                break


def _tint(phase: Phase) -> str:
    return PHASE_TINTS[phase.kind] if phase.content is None else _CONTENT_TINTS[Content(phase.content)]


def _scale(canvas: _Canvas) -> Iterator[str]:
    for value in (0, 2, 4, 6, 8, 10):
        y = canvas.y(value)
        yield f'<path d="M{_LEFT},{y:.1f}H{_RIGHT}" stroke="{FAINT if value == 0 else GRID}" stroke-width="0.8"/>'
        yield _text(_LEFT - 6, y + 3.5, str(value), anchor="end")


def _dates(canvas: _Canvas, week_starts_on: int) -> Iterator[str]:
    axis = DayAxis(canvas.chart.window, int((_RIGHT - _LEFT) // _LETTER))
    half_day = canvas.day_width / 2
    for tick in ticks(axis, week_starts_on):
        x = canvas.x(tick.day) + half_day
        middle = _LEFT + (tick.start + len(tick.label) / 2) * _LETTER
        yield f'<path d="M{x:.1f},{canvas.bottom}v4" stroke="{FAINT}"/>'
        yield _text(middle, canvas.bottom + 16, tick.label, anchor="middle")


def _baseline(canvas: _Canvas, mean: float | None) -> Iterator[str]:
    if mean is not None:
        y = canvas.y(mean)
        yield f'<path class="baseline" d="M{_LEFT},{y:.1f}H{_RIGHT}" stroke="{INK}" stroke-dasharray="6 4"/>'


def _data(canvas: _Canvas) -> Iterator[str]:
    axis = DayAxis(canvas.chart.window, _RIGHT - _LEFT)
    radius = 1.9 if canvas.chart.window.days <= 200 else 1.3
    yield f'<g class="points" fill="{POINT}">'
    half_day = canvas.day_width / 2
    for day, value in canvas.chart.ratings.items():
        yield f'<circle cx="{canvas.x(day) + half_day:.1f}" cy="{canvas.y(value):.1f}" r="{radius}"/>'
    yield "</g>"
    yield (
        f'<g class="means" fill="none" stroke="{MEAN}" stroke-width="2.2" stroke-linecap="round"'
        ' stroke-linejoin="round">'
    )
    for run in canvas.chart.mean_runs(axis):
        # A line of one point has no length; its round ends show it as a dot.
        ends = run if len(run) > 1 else run * 2
        points = " ".join(f"{_LEFT + column + 0.5:.1f},{canvas.y(value):.1f}" for column, value in ends)
        yield f'<polyline points="{points}"/>'
    yield "</g>"


def _plan(canvas: _Canvas) -> Iterator[str]:
    """Yield a line for the decision day, and a mark with its amount where a planned dose step begins."""
    decision, steps = canvas.chart.plan.decision_day, canvas.bottom + 32
    if decision is not None:
        x, label = canvas.x(decision), "decision day"
        is_left = x + (len(label) + 1) * _LETTER > _RIGHT
        yield (
            f'<path class="decision" d="M{x:.1f},{_TOP - 28}V{canvas.bottom}" stroke="{INK}" stroke-width="1.4"'
            ' stroke-dasharray="5 3"/>'
        )
        yield _text(x - 4 if is_left else x + 4, _TOP - 21, label, INK, "end" if is_left else "start")
    if canvas.chart.plan.steps:
        yield _text(_LEFT - 6, steps, "plan", anchor="end")
    places = [canvas.x(step.starts_on) for step in canvas.chart.plan.steps]
    for step, x, end in zip(canvas.chart.plan.steps, places, [*places[1:], float(_RIGHT)], strict=False):
        yield f'<path class="step" d="M{x - 4:.1f},{steps - 7}h8l-4,6z" fill="#ffffff" stroke="{INK}"/>'
        for words in (step.in_words, shown_number(step.mg)):
            if x + 8 + len(words) * _LETTER <= end:
                yield _text(x + 7, steps, words, INK)
                break


def _notes(canvas: _Canvas, notes: Sequence[ChartNote]) -> Iterator[str]:
    """Yield a line at each day something else happened, with its words; of those too near, the first is named."""
    free_from = float(_LEFT)
    for note in notes:
        x, width = canvas.x(note.day), (len(note.words) + 1) * _LETTER
        yield f'<path class="note" d="M{x:.1f},{_TOP}V{canvas.bottom}" stroke="{INK}" stroke-dasharray="1 3"/>'
        left = x + 4 if x + 4 + width <= _RIGHT else x - 4 - width
        if left >= free_from:
            # The words stay readable over the days they may cover.
            halo = f'stroke="{_tint_at(canvas, note.day)}" stroke-width="3" paint-order="stroke"'
            yield f"<g {halo}>{_text(left, canvas.bottom - 5, xml_text(note.words), INK)}</g>"
            free_from = left + width


def _tint_at(canvas: _Canvas, day: date) -> str:
    phase = phase_of(day, canvas.chart.phases)
    return "#ffffff" if phase is None else _tint(phase)


def _legend(canvas: _Canvas, baseline_mean: float | None) -> Iterator[str]:
    entries = [(f'<circle cx="8" cy="-3.5" r="2" fill="{POINT}"/>', "a day")]
    if canvas.chart.means:
        entries.append((f'<path d="M0,-3.5h16" stroke="{MEAN}" stroke-width="2.2"/>', "mean of 7 days"))
    if baseline_mean is not None:
        entries.append((f'<path d="M0,-3.5h16" stroke="{INK}" stroke-dasharray="6 4"/>', "mean before"))
    if canvas.chart.plan.steps:
        entries.append((f'<path d="M4,-7h8l-4,6z" fill="#ffffff" stroke="{INK}"/>', "dose step planned, mg"))
    x = float(_LEFT)
    for sign, meaning in entries:
        yield f'<g class="legend" transform="translate({x:.0f},{canvas.height - 6})">{sign}{_text(21, 0, meaning)}</g>'
        x += 21 + (len(meaning) + 4) * _LETTER
