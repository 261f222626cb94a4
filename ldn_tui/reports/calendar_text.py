"""A month of one measure as plain text: as a grid of days, or a line for each day, which can be read aloud."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from ldn_tui.domain.dates import WEEKDAYS, day_and_month
from ldn_tui.domain.days import DayState, Timeliness
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.month import DAYS_IN_WEEK, DayFace, Month, runs_of_phases, weekdays_from
from ldn_tui.domain.phases import PHASE_SIGNS, Phase
from ldn_tui.domain.ratings import in_one_cell, shown_number
from ldn_tui.domain.text import visible
from ldn_tui.reports.day_signs import LATE_SIGNS, MARK_SIGNS, NO_ANSWER_SIGN, NOT_RATED_SIGN, STATE_SIGNS
from ldn_tui.reports.day_text import STATES_IN_WORDS, phase_in_words
from ldn_tui.reports.legend_text import fitted_lines, legend_lines

MORE_SIGN = "+"
_WIDEST_CELL = 11
# From how wide a day is on, its number and its marks stand apart.
_ROOMY = 7
_RATED = {DayState.PARTIAL, DayState.COMPLETE}
# Told besides a rating: that there is one does not say it.
_SAID_BESIDE = {DayState.PARTIAL, DayState.SKIPPED}


@dataclass(frozen=True, slots=True)
class MonthOfMeasure:
    """What is printed of a month.

    Attributes:
        month: the month.
        measure: the measure whose ratings are shown.
        faces: each of its days.
        week_starts_on: the weekday of the first column, 0 for Monday.
    """

    month: Month
    measure: Measure
    faces: Mapping[date, DayFace]
    week_starts_on: int = 0

    @property
    def title(self) -> str:
        """The month, the measure and what its ends mean."""
        measure = self.measure
        retired = ", retired" if measure.is_retired else ""
        anchors = f"0 {measure.low_anchor}, 10 {measure.high_anchor}; {measure.direction.value} is better"
        return f"{self.month.title}, {visible(measure.name)}{retired} ({visible(anchors)})"


def month_grid(page: MonthOfMeasure, width: int) -> Iterator[str]:
    """Yield the month as a grid: number and marks of each day, its rating, and the phases under each week.

    Args:
        page: the month.
        width: the columns there are, at least 40.
    """
    cell = min(width // DAYS_IN_WEEK, _WIDEST_CELL)
    yield from fitted_lines([page.title], width)
    yield ""
    yield "".join(name[: min(3, cell - 1)].ljust(cell) for name in weekdays_from(page.week_starts_on)).rstrip()
    named: set[Phase] = set()
    for week in page.month.weeks(page.week_starts_on):
        faces = [None if day is None else page.faces[day] for day in week]
        yield "".join(_number_and_marks(face, cell) for face in faces).rstrip()
        yield "".join(_answer(face, cell).ljust(cell) for face in faces).rstrip()
        if any(face is not None and face.phase is not None for face in faces):
            yield "".join(_ribbon(phase, days * cell, named) for phase, days in runs_of_phases(faces)).rstrip()
        yield ""
    yield from legend_lines(_legend(page), width)


def _number_and_marks(face: DayFace | None, cell: int) -> str:
    if face is None:
        return " " * cell
    gap = " " if cell >= _ROOMY else ""
    room = cell - 1 - 2 - len(gap)
    marks = "".join(MARK_SIGNS[mark] for mark in face.marks)
    if len(marks) > room:
        marks = marks[: room - 1] + MORE_SIGN
    return f"{face.date.day:>2}{gap}{marks}".ljust(cell)


def _answer(face: DayFace | None, cell: int) -> str:
    """Return the rating as it stands under the number of its day, or the sign of what there is instead.

    A day that is not filled wholly has its sign before it.
    """
    if face is None:
        return ""
    state = STATE_SIGNS[face.state] if face.state in _SAID_BESIDE else ""
    if face.rating is None:
        return f"{state + NOT_RATED_SIGN if face.state in _RATED else STATE_SIGNS.get(face.state, ''):>2}"
    late, value = LATE_SIGNS[face.timeliness], face.rating.value
    said = NO_ANSWER_SIGN if value is None else shown_number(value)
    if value is not None and len(f"{state}{said}{late}") >= cell:
        said = in_one_cell(value)
    return f"{state + said:>2}{late}"


def _ribbon(phase: Phase | None, cells: int, named: set[Phase]) -> str:
    """Return the sign of a phase over `cells` columns, the last left blank; with its name where there is room first."""
    if phase is None:
        return " " * cells
    sign, room = PHASE_SIGNS[phase.kind], cells - 1
    for name in (visible(phase.title), phase.kind.value.capitalize()):
        if phase not in named and name.isprintable() and len(name) + 4 <= room:
            named.add(phase)
            return f"{sign} {name} ".ljust(room, sign) + " "
    return sign * room + " "


def _legend(page: MonthOfMeasure) -> Iterator[str]:
    faces = page.faces.values()
    marks = {mark for face in faces for mark in face.marks}
    yield from (f"{sign} {mark.value}" for mark, sign in MARK_SIGNS.items() if mark in marks)
    late = {face.timeliness for face in faces} - {Timeliness.ON_TIME}
    yield from (f"{sign} {lateness.value}" for lateness, sign in LATE_SIGNS.items() if lateness in late)
    if any(face.rating is not None and face.rating.value is None for face in faces):
        yield f"{NO_ANSWER_SIGN} no answer"
    if any(face.rating is None and face.state in _RATED for face in faces):
        yield f"{NOT_RATED_SIGN} not rated"
    states = {face.state for face in faces if face.rating is None or face.state in _SAID_BESIDE} - {DayState.COMPLETE}
    yield from (f"{sign} {STATES_IN_WORDS[state]}" for state, sign in STATE_SIGNS.items() if state in states)
    kinds = {face.phase.kind for face in faces if face.phase is not None}
    yield from (f"{sign} {kind.value}" for kind, sign in PHASE_SIGNS.items() if kind in kinds)


def month_list(page: MonthOfMeasure, width: int) -> Iterator[str]:
    """Yield a line for each day, in words; a phase is named where it begins, and alike empty days share a line."""
    yield from fitted_lines([page.title], width)
    days = [page.faces[day] for week in page.month.weeks() for day in week if day is not None]
    for phase, of_phase in groupby(days, key=lambda face: face.phase):
        faces = list(of_phase)
        yield ""
        if phase is not None:
            yield from fitted_lines([f"{phase_in_words(faces[0].date, phase)}:"], width)
        for said, alike in groupby(faces, key=_in_words):
            run = list(alike)
            first, last = run[0], run[-1]
            if first.rating is not None or first.marks:
                yield from (line for face in run for line in fitted_lines([f"{_day(face.date)}: {said}"], width))
            elif first is last:
                yield from fitted_lines([f"{_day(first.date)}: {said}"], width)
            else:
                yield from fitted_lines([f"{_day(first.date)} to {_day(last.date)}: {said}"], width)


def _in_words(face: DayFace) -> str:
    """Return the rating, how late it is, whether the day is filled wholly, and whatever else it has."""
    if face.rating is None:
        said = "not rated" if face.state in _RATED else STATES_IN_WORDS[face.state]
    else:
        said = "no answer" if face.rating.value is None else shown_number(face.rating.value)
        if face.timeliness is not Timeliness.ON_TIME:
            said += f" ({face.timeliness.value})"
    is_said = face.state in _SAID_BESIDE and (face.rating is not None or face.state in _RATED)
    state = [STATES_IN_WORDS[face.state]] if is_said else []
    return "; ".join([said, *state, *(mark.value for mark in face.marks)])


def _day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {day_and_month(day)}"
