"""A month's weeks, and what a calendar shows of a day."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.dates import WEEKDAYS
from ldn_tui.domain.day_marks import DayMark
from ldn_tui.domain.days import (
    Day,
    DayState,
    Dose,
    JournalFacts,
    Lab,
    Rating,
    SideEffect,
    SkipReason,
    Timeliness,
)
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.domain.month import DayFace, Month, face_of, marks_of, parse_month, runs_of_phases, weekdays_from
from ldn_tui.domain.phases import PHASE_SIGNS, Phase, PhaseKind

TODAY = date(2026, 11, 22)
STARTS_AT = time(4)
AT = datetime.fromisoformat("2026-11-20T21:30:00+01:00")

months = st.builds(Month, st.integers(1, 9999), st.integers(1, 12))
week_starts = st.integers(0, 6)


@given(months, week_starts)
def test_every_day_of_a_month_stands_once_under_its_weekday(month: Month, week_starts_on: int) -> None:
    weeks = month.weeks(week_starts_on)
    days = [day for week in weeks for day in week if day is not None]
    assert days == [month.first + timedelta(days=index) for index in range((month.last - month.first).days + 1)]
    assert 4 <= len(weeks) <= 6
    assert all(len(week) == 7 for week in weeks)
    for week in weeks:
        for column, day in enumerate(week):
            assert day is None or WEEKDAYS[day.weekday()] == weekdays_from(week_starts_on)[column]


@given(months, week_starts)
def test_no_week_is_empty_and_days_stand_together(month: Month, week_starts_on: int) -> None:
    places = [day for week in month.weeks(week_starts_on) for day in week]
    first, last = places.index(month.first), places.index(month.last)
    assert None not in places[first : last + 1]
    assert first < 7
    assert len(places) - last <= 7


@given(st.dates())
def test_a_day_lies_in_its_own_month_only(day: date) -> None:
    month = Month.of(day)
    assert month.first <= day <= month.last
    assert month.holds(day)
    assert not month.holds(month.first.replace(year=day.year % 9999 + 1))


@pytest.mark.parametrize(
    ("month", "week_starts_on", "weeks"),
    [
        (Month(2027, 2), 0, 4),
        (Month(2027, 2), 6, 5),
        (Month(2026, 11), 0, 6),
        (Month(2026, 11), 6, 5),
        (Month(2024, 2), 3, 5),
        (Month(1, 1), 0, 5),
        (Month(9999, 12), 0, 5),
    ],
)
def test_how_many_weeks(month: Month, week_starts_on: int, weeks: int) -> None:
    assert len(month.weeks(week_starts_on)) == weeks


def test_how_a_month_is_called() -> None:
    assert Month.of(TODAY).title == "November 2026"


def dose(taken: bool) -> Dose:
    return Dose("d", "naltrexone", 4.5 if taken else None, None, taken, None, AT)


@pytest.mark.parametrize(
    ("tag", "mark"), [(None, DayMark.EVENT), ("ILL", DayMark.EVENT), ("travel", DayMark.NOTE), ("il", DayMark.NOTE)]
)
def test_a_note_with_a_tag_is_an_event_unless_another_tag_is_marked(tag: str | None, mark: DayMark) -> None:
    assert marks_of(Day(TODAY, note="a cold #Ill"), tag=tag) == (mark,)


def test_a_note_without_a_tag_is_no_event() -> None:
    assert marks_of(Day(TODAY, note="a cold")) == (DayMark.NOTE,)


def test_the_marks_of_a_day() -> None:
    assert marks_of(Day(TODAY)) == ()
    assert marks_of(Day(TODAY, doses=(dose(False),))) == (DayMark.DOSE_NOT_TAKEN,)
    assert marks_of(Day(TODAY, doses=(dose(False), dose(True)))) == (DayMark.DOSE_TAKEN,)
    assert marks_of(Day(TODAY, no_side_effects=True, skip=SkipReason.ILL)) == ()
    full = Day(
        TODAY,
        doses=(dose(True),),
        side_effects=(SideEffect("s", "headache", 1),),
        note="a note",
        impression=2,
        labs=(Lab("l", "ESR", 12, "mm/h", None, None),),
    )
    assert [mark.value for mark in marks_of(full)] == ["dose taken", "side effect", "overall", "lab", "note"]


FACTS = JournalFacts(created_on=date(2026, 9, 1), first_day=date(2026, 9, 1), measures=FIRST_MEASURES)


@pytest.mark.parametrize(
    ("days_later", "lateness"),
    [(0, Timeliness.ON_TIME), (1, Timeliness.LATE), (2, Timeliness.LATE), (3, Timeliness.RECALLED)],
)
def test_a_face_says_how_late_the_rating_shown_is(days_later: int, lateness: Timeliness) -> None:
    rated = AT.date() - timedelta(days=days_later)
    ratings = {
        "pain": Rating("pain", 4, AT),
        "sleep": Rating("sleep", None, AT - timedelta(days=days_later)),
    }
    day = Day(rated, ratings=ratings)
    face = face_of(day, "pain", FACTS, TODAY, STARTS_AT)
    assert (face.rating, face.timeliness, face.state) == (ratings["pain"], lateness, DayState.PARTIAL)
    assert face_of(day, "sleep", FACTS, TODAY, STARTS_AT).timeliness is Timeliness.ON_TIME
    assert face_of(day, "mood", FACTS, TODAY, STARTS_AT).rating is None


def test_days_in_a_row_share_a_run_of_their_phase() -> None:
    baseline = Phase(PhaseKind.BASELINE, None, date(2026, 11, 2), date(2026, 11, 3))
    treatment = Phase(PhaseKind.TREATMENT, "LDN", date(2026, 11, 5), None)

    def face(number: int, phase: Phase | None) -> DayFace:
        return DayFace(date(2026, 11, number), DayState.MISSED, None, Timeliness.ON_TIME, (), phase)

    faces = [None, face(1, None), face(2, baseline), face(3, baseline), face(4, None), face(5, treatment)]
    assert runs_of_phases(faces) == [(None, 2), (baseline, 2), (None, 1), (treatment, 1)]
    assert runs_of_phases([]) == []


def test_every_kind_of_phase_has_a_sign_of_its_own() -> None:
    assert set(PHASE_SIGNS) == set(PhaseKind)
    assert len(set(PHASE_SIGNS.values())) == len(PhaseKind)


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2026-11", Month(2026, 11)),
        ("2025-01", Month(2025, 1)),
        ("nov", Month(2026, 11)),
        ("december", Month(2025, 12)),
        ("Nov 2024", Month(2024, 11)),
        ("-1", Month(2026, 10)),
        ("-11", Month(2025, 12)),
        ("  JAN  ", Month(2026, 1)),
        ("sep 0001", Month(1, 9)),
        ("2026-12", Month(2026, 12)),
        ("2026-01", Month(2026, 1)),
    ],
)
def test_months_are_read_as_they_are_meant(text: str, month: Month) -> None:
    assert parse_month(text, TODAY) == month


@pytest.mark.parametrize(
    "text",
    ["", "2026-13", "2026-00", "0000-01", "jan 0000", "ju", "jan 99", "11", "+1", "-1x", "nov nov", "abc", "abc 2025"],
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match='write 2026-11, nov, "nov 2025" or -1'):
        parse_month(text, TODAY)


def test_the_first_months_there_are() -> None:
    assert parse_month("-9999", date(2, 1, 1)) == Month(1, 1)


def test_a_month_begins_on_monday_unless_another_day_is_asked_for() -> None:
    assert Month(2026, 11).weeks() == Month(2026, 11).weeks(0)
    assert Month(2026, 11).weeks()[0] == (*[None] * 6, date(2026, 11, 1))
