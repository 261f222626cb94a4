"""The trial as a time line: phases as bands, dose steps as marks, today and the decision day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ldn_tui.domain.dates import day_and_month, day_month_year
from ldn_tui.domain.day_axis import DayAxis, Window, ticks
from ldn_tui.domain.day_marks import DayMark
from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.phases import PHASE_SIGNS, Phase, phase_of
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import DoseStep
from ldn_tui.reports.day_signs import MARK_SIGNS
from ldn_tui.tui.marks import PHASE_TINTS

TODAY_SIGN = Glyph.TODAY
DECISION_SIGN = MARK_SIGNS[DayMark.DECISION]
STEP_SIGN = "┆"
TICK_SIGN = "╷"
GAP_SIGN = "·"
LINES = 5
_UNIT = " mg"


@dataclass(frozen=True, slots=True)
class TimeLinePicture:
    """What the line shows.

    Attributes:
        window: the days it covers.
        phases: the phases, in order.
        steps: the dose plan, in order.
        today: the present logical day.
        decision_day: the day of the decision, or None.
        chosen: the days the cursor of the list is on, or None.
    """

    window: Window
    phases: tuple[Phase, ...]
    steps: tuple[DoseStep, ...]
    today: date
    decision_day: date | None
    chosen: Window | None = None


@dataclass(frozen=True, slots=True)
class _Label:
    """Text on a row, as (text, style) parts, and the column it begins in."""

    start: int
    parts: tuple[tuple[str, str], ...]

    @property
    def end(self) -> int:
        return self.start + sum(len(text) for text, _ in self.parts)


class TimeLine(Widget):
    """The line. The density of its signs tells the phases apart without colour."""

    DEFAULT_CSS = f"""
    TimeLine {{ height: {LINES}; padding: 0 2; }}
    """

    picture: reactive[TimeLinePicture | None] = reactive[TimeLinePicture | None](None, always_update=True)

    def render(self) -> Content:
        """Draw months, bands, dose steps, and under them today and the decision day."""
        picture, width = self.picture, self.content_size.width
        if picture is None or width < 10:
            return Content("")
        axis = DayAxis(picture.window, width)
        rows = [
            _dates(axis),
            _band(picture, axis),
            _pointer(picture, axis),
            _steps(picture, axis),
            _days(picture, axis),
        ]
        return Content("\n").join([_drawn(row) for row in rows])


def _drawn(labels: list[_Label]) -> Content:
    parts: list[str | tuple[str, str]] = []
    column = 0
    for label in sorted(labels, key=lambda label: label.start):
        if label.start < column:
            continue
        parts.append(" " * (label.start - column))
        parts.extend(label.parts)
        column = label.end
    return Content.assemble(*parts)


def _dates(axis: DayAxis) -> list[_Label]:
    """Return the first day, and behind a tick in its column each day that the axis names."""
    first = axis.window.first
    year = f" {first.year}"
    labels = [_Label(0, ((day_month_year(first), "$text-muted"),))]
    for tick in ticks(axis):
        is_whole = tick.label == day_month_year(tick.day) and tick.day.year == first.year
        said = day_and_month(tick.day) if is_whole else tick.label.removesuffix(year)
        label = _Label(tick.column, ((f"{TICK_SIGN}{said}", "$text-muted"),))
        if label.start > labels[-1].end and label.end <= axis.columns:
            labels.append(label)
    return labels


def _band(picture: TimeLinePicture, axis: DayAxis) -> list[_Label]:
    labels: list[_Label] = []
    for column in range(axis.columns):
        day = axis.day_at(column)
        phase = phase_of(day, picture.phases)
        if phase is None:
            sign, style = GAP_SIGN, "$text-muted"
        else:
            sign, style = PHASE_SIGNS[phase.kind], PHASE_TINTS[phase.kind]
        if phase is not None or picture.window.holds(day):
            labels.append(_Label(column, ((sign, style),)))
    return labels


def _pointer(picture: TimeLinePicture, axis: DayAxis) -> list[_Label]:
    chosen = picture.chosen
    if chosen is None or chosen.last < axis.window.first or axis.window.last < chosen.first:
        return []
    # As the band is drawn: a column shows the day in its middle.
    columns = [column for column in range(axis.columns) if chosen.holds(axis.day_at(column))]
    first = columns[0] if columns else axis.column_of(chosen.first)
    return [_Label(first, (("▔" * max(len(columns), 1), "$accent"),))]


def _steps(picture: TimeLinePicture, axis: DayAxis) -> list[_Label]:
    """Return a mark where each dose step begins; where bottles stand for the steps, where each of them does."""
    marks = [(step.starts_on, step.in_words) for step in picture.steps]
    if not marks:
        marks = [(phase.starts_on, phase.taken) for phase in picture.phases if phase.taken is not None]
    marks = [(day, words) for day, words in marks if axis.window.holds(day)]
    columns = [axis.column_of(day) for day, _ in marks]
    rooms = [end - column - 1 for column, end in pairwise([*columns, axis.columns])]
    words = [visible(said) for _, said in marks]
    labels: list[_Label] = []
    is_tight = any(len(said) > room for said, room in zip(words, rooms, strict=True))
    if is_tight and words[0].endswith(_UNIT):
        # The unit is said once, where there is room for it before the first mark.
        words = [said.removesuffix(_UNIT) for said in words]
        if columns[0] >= len(_UNIT):
            labels.append(_Label(columns[0] - len(_UNIT), ((f"{_UNIT.strip()} ", "$text-muted"),)))
    for column, room, said in zip(columns, rooms, words, strict=True):
        labels.append(_Label(column, ((STEP_SIGN, "$text-muted"), (said if len(said) <= room else "", ""))))
    return labels


def _days(picture: TimeLinePicture, axis: DayAxis) -> list[_Label]:
    """Return today and the decision day; where both texts have no room, they are shortened until they do."""
    decision, today = picture.decision_day, picture.today
    decisions: list[_Label] = []
    if decision is not None and axis.window.holds(decision):
        name = "today" if decision == today else day_and_month(decision)
        words = (f"decision {name}", name, "")
        decisions = [label for text in words for label in _signed(axis, decision, DECISION_SIGN, text, "bold $primary")]
    if not axis.window.holds(today) or decision == today:
        return decisions[:1]
    todays = [label for text in ("today", "") for label in _signed(axis, today, TODAY_SIGN, text, "bold $accent")]
    pairs = ([now, then] for then in decisions for now in todays if now.end < then.start or then.end < now.start)
    return next(pairs, todays[:1])


def _signed(axis: DayAxis, day: date, sign: str, text: str, style: str) -> Iterator[_Label]:
    """Yield a day's sign in its column with its text after it, and before it, as far as the row has room."""
    column = axis.column_of(day)
    if not text:
        yield _Label(column, ((sign, style),))
        return
    if column + len(text) + 2 <= axis.columns:
        yield _Label(column, ((sign, style), (f" {text}", "")))
    if column > len(text):
        yield _Label(column - len(text) - 1, ((f"{text} ", ""), (sign, style)))
