"""A month of days: its weeks, and what a calendar shows on the face of each day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from ldn_tui.domain.dates import MONTHS, WEEKDAYS, add_months, days_between, days_in_month
from ldn_tui.domain.day_marks import DayMark
from ldn_tui.domain.days import Day, DayState, JournalFacts, Rating, Timeliness, lag_in_days, timeliness
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.phases import Phase, phase_of
from ldn_tui.domain.plan_marks import NO_PLAN, PlanMarks
from ldn_tui.domain.tags import tag_key, tags_of
from ldn_tui.domain.text import visible

DAYS_IN_WEEK = 7
MOST_WEEKS = 6

_ISO_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)
_MONTHS_AGO = re.compile(r"-(\d{1,4})", re.ASCII)
_NAMED_MONTH = re.compile(r"([a-z]{3,9})(?:\s+(\d{4}))?", re.ASCII)

Week = tuple[date | None, ...]


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A month of the calendar."""

    year: int
    number: int

    @classmethod
    def of(cls, day: date) -> "Month":
        """Return the month `day` lies in."""
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        """Its last day."""
        return date(self.year, self.number, days_in_month(self.year, self.number))

    @property
    def title(self) -> str:
        """How it is called: "November 2026"."""
        return f"{MONTHS[self.number - 1]} {self.year}"

    def holds(self, day: date) -> bool:
        """Return whether `day` lies in it."""
        return (day.year, day.month) == (self.year, self.number)

    def weeks(self, week_starts_on: int = 0) -> tuple[Week, ...]:
        """Return its 4 to 6 weeks of seven places each; a place outside the month is None.

        Args:
            week_starts_on: the weekday of the first place, 0 for Monday.
        """
        before = (self.first.weekday() - week_starts_on) % DAYS_IN_WEEK
        places: list[date | None] = [None] * before
        places.extend(days_between(self.first, self.last))
        places.extend([None] * (-len(places) % DAYS_IN_WEEK))
        return tuple(tuple(places[start : start + DAYS_IN_WEEK]) for start in range(0, len(places), DAYS_IN_WEEK))


def parse_month(text: str, today: date) -> Month:
    """Return the month a person means: 2026-11, nov or nov 2025, or -1 for the one before this one.

    A month without a year is the latest one that has begun.

    Raises:
        BadInput: it is none of these.
    """
    word = text.strip().lower()
    if match := _ISO_MONTH.fullmatch(word):
        year, number = int(match[1]), int(match[2])
        if year and 1 <= number <= len(MONTHS):
            return Month(year, number)
    elif match := _MONTHS_AGO.fullmatch(word):
        return Month.of(add_months(today, -int(match[1])))
    elif match := _NAMED_MONTH.fullmatch(word):
        found = [number for number, name in enumerate(MONTHS, 1) if name.lower().startswith(match[1])]
        if len(found) == 1:
            year = int(match[2]) if match[2] else today.year - (found[0] > today.month)
            if year >= 1:
                return Month(year, found[0])
    raise BadInput(f'month {visible(text.strip())!r} is not one I know: write 2026-11, nov, "nov 2025" or -1')


def weekdays_from(week_starts_on: int) -> tuple[str, ...]:
    """Return the names of the weekdays, beginning with `week_starts_on`, 0 for Monday."""
    return WEEKDAYS[week_starts_on:] + WEEKDAYS[:week_starts_on]


def marks_of(day: Day, plan: PlanMarks = NO_PLAN, tag: str | None = None) -> tuple[DayMark, ...]:
    """Return the marks of `day`, with those of a trial's plan, in order.

    Of its doses, what was taken counts before what was not; a note that makes the day an event is marked as that.

    Args:
        day: what is recorded.
        plan: what is marked of a trial's plan.
        tag: the one tag that makes an event; None for any.
    """
    tags = tags_of(day.note)
    is_event = bool(tags) if tag is None else tag_key(tag) in map(tag_key, tags)
    taken = any(dose.taken for dose in day.doses)
    has = {
        DayMark.DECISION: day.date == plan.decision_day,
        DayMark.DOSE_STEP: plan.step_on(day.date) is not None,
        DayMark.DOSE_TAKEN: taken,
        DayMark.DOSE_NOT_TAKEN: bool(day.doses) and not taken,
        DayMark.SIDE_EFFECT: bool(day.side_effects),
        DayMark.IMPRESSION: day.impression is not None,
        DayMark.LAB: bool(day.labs),
        DayMark.EVENT: is_event,
        DayMark.NOTE: day.note is not None and not is_event,
    }
    return tuple(mark for mark in DayMark if has[mark])


@dataclass(frozen=True, slots=True)
class DayFace:
    """What a calendar shows of a day.

    Attributes:
        date: the day.
        state: its state.
        rating: the answer for the measure shown; None if there is none.
        timeliness: how long after the day that answer was recorded.
        marks: what else the day has.
        phase: the phase it lies in, or None.
    """

    date: date
    state: DayState
    rating: Rating | None
    timeliness: Timeliness
    marks: tuple[DayMark, ...]
    phase: Phase | None


def face_of(
    day: Day,
    measure: str,
    facts: JournalFacts,
    today: date,
    day_starts_at: time,
    plan: PlanMarks = NO_PLAN,
    tag: str | None = None,
) -> DayFace:
    """Return what a calendar of `measure` shows of `day`, seen from `today`, with its marks as by `marks_of`."""
    rating = day.ratings.get(measure)
    lag = 0 if rating is None else lag_in_days(day.date, rating.recorded_at, day_starts_at)
    return DayFace(
        date=day.date,
        state=facts.state(day, today),
        rating=rating,
        timeliness=timeliness(lag),
        marks=marks_of(day, plan, tag),
        phase=phase_of(day.date, facts.phases),
    )


def runs_of_phases(faces: Sequence[DayFace | None]) -> list[tuple[Phase | None, int]]:
    """Return the phases of a row of days as (phase, how many places in a row)."""
    runs: list[tuple[Phase | None, int]] = []
    for face in faces:
        phase = None if face is None else face.phase
        if runs and runs[-1][0] == phase:
            runs[-1] = (phase, runs[-1][1] + 1)
        else:
            runs.append((phase, 1))
    return runs
