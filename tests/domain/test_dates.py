"""Dates as people write them."""

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain import dates
from ldn_tui.domain.dates import (
    AHEAD_FORMS,
    DATE_FORMS,
    MONTHS,
    WEEKDAYS,
    add_months,
    day_and_month,
    day_in_words,
    days_between,
    days_in_month,
    parse_day,
    parse_iso,
    parse_range,
    short_day,
    unambiguous,
)
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.formats import DayOrder
from ldn_tui.domain.text import visible

TODAY = date(2026, 11, 22)  # a Sunday
ANY_DAY = st.dates()
LIVED_DAY = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-31", date(2026, 3, 31)),
        ("2027-01-01", date(2027, 1, 1)),
        ("t", TODAY),
        ("Today", TODAY),
        (" y ", date(2026, 11, 21)),
        ("yesterday", date(2026, 11, 21)),
        ("-0", TODAY),
        ("-3", date(2026, 11, 19)),
        ("-400", date(2025, 10, 18)),
        ("sun", TODAY),
        ("mon", date(2026, 11, 16)),
        ("Saturday", date(2026, 11, 21)),
        ("th", date(2026, 11, 19)),
        ("22", TODAY),
        ("23", date(2026, 10, 23)),
        ("31", date(2026, 10, 31)),
        ("12.", date(2026, 11, 12)),
        ("12 nov", date(2026, 11, 12)),
        ("12nov", date(2026, 11, 12)),
        ("12. November", date(2026, 11, 12)),
        ("12.11.", date(2026, 11, 12)),
        ("12/11", date(2026, 11, 12)),
        ("12-11", date(2026, 11, 12)),
        ("12 11", date(2026, 11, 12)),
        ("23 nov", date(2025, 11, 23)),
        ("24.12.", date(2025, 12, 24)),
        ("29 feb", date(2024, 2, 29)),
    ],
)
def test_a_day_is_read_from_what_people_write(text: str, expected: date) -> None:
    assert parse_day(text, TODAY) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "tomorrow", "tomorrow 6pm", "next mon", "m", "xyz", "0", "32", "32 nov", "31 nov", "30 feb", "0.1.",
        "12.13.", "12.0.", "2026-02-29", "2026-13-01", "2026-1-1", "26-01-01", "20261122", "123", "1112", "1 2 3",
        "--3", "-", "-1000000", "-99999x", "3 days ago", "١٢", "１２", "12 ma", "12 j", "0000-01-01",
        "2026-11-22T10:00", "\x1b[31m", "12\nnov\nx",
    ],
)  # fmt: skip
def test_nothing_is_guessed(text: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_day(text, TODAY)
    assert "\x1b" not in str(refusal.value)
    typed = visible(text.strip())
    assert str(refusal.value) in {
        f"date {typed!r} is not a day I know: write {DATE_FORMS}",
        f"date {typed}: there is no such day in the calendar",
    }
    is_iso_form = len(text) == 10 and text.isascii() and [len(part) for part in text.split("-")] == [4, 2, 2]
    assert ("no such day" in str(refusal.value)) == is_iso_form


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-03-31", date(2027, 3, 31)),
        ("t", TODAY),
        ("y", date(2026, 11, 21)),
        ("tomorrow", date(2026, 11, 23)),
        ("+14", date(2026, 12, 6)),
        ("-3", date(2026, 11, 19)),
        ("mon", date(2026, 11, 23)),
        ("thu", date(2026, 11, 19)),
        ("sun", TODAY),
        ("22", TODAY),
        ("25", date(2026, 11, 25)),
        ("30", date(2026, 11, 30)),
        ("31", date(2026, 10, 31)),
        ("1 dec", date(2026, 12, 1)),
        ("12 nov", date(2026, 11, 12)),
        ("15.3.", date(2027, 3, 15)),
        ("1 sep", date(2026, 9, 1)),
        ("29 feb", date(2028, 2, 29)),
    ],
)
def test_a_day_that_may_lie_ahead_is_the_nearest(text: str, expected: date) -> None:
    assert parse_day(text, TODAY, ahead=True) == expected


@given(
    text=st.sampled_from([*(day[:3].lower() for day in WEEKDAYS), "1", "15", "31", "3 apr", "31 dec"]), today=LIVED_DAY
)
def test_no_other_day_of_that_name_is_nearer(text: str, today: date) -> None:
    found = parse_day(text, today, ahead=True)
    assert parse_day(text, found) == found
    apart = abs((found - today).days)
    nearer = (today + timedelta(days=days) for days in range(-apart + 1, apart))
    assert not any(parse_day(text, day) == day for day in nearer)


@pytest.mark.parametrize("text", ["", "tomorow", "+", "+1000000", "++3", "32", "31 nov", "next mon"])
def test_a_planned_day_that_is_none_is_refused_by_its_field(text: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_day(text, TODAY, "first dose", ahead=True)
    assert str(refusal.value).startswith("first dose ")
    assert AHEAD_FORMS in str(refusal.value)
    with pytest.raises(BadInput, match=r"date .* is not a day I know"):
        parse_day("+14", TODAY)


@given(ANY_DAY, ANY_DAY)
def test_iso_dates_read_back_whatever_today_is(day: date, today: date) -> None:
    assert parse_day(day.isoformat(), today) == day
    assert parse_iso(day.isoformat()) == day
    assert parse_range(day.isoformat(), today) == (day, day)


@given(LIVED_DAY, st.integers(0, 99_999))
def test_days_ago_count_back(today: date, ago: int) -> None:
    assert parse_day(f"-{ago}", date(2200, 1, 1)) == date(2200, 1, 1) - timedelta(days=ago)


@given(ANY_DAY, st.integers(0, 6))
def test_a_weekday_is_the_latest_one(today: date, weekday: int) -> None:
    if today < date(1, 1, 8):
        return
    found = parse_day(WEEKDAYS[weekday][:3], today)
    assert found.weekday() == weekday
    assert 0 <= (today - found).days <= 6


@given(LIVED_DAY, st.integers(1, 31))
def test_a_day_of_the_month_is_the_latest_one(today: date, number: int) -> None:
    expected = next(day for day in (today - timedelta(days=offset) for offset in range(80)) if day.day == number)
    assert parse_day(str(number), today) == expected


@given(LIVED_DAY, st.dates(date(2000, 1, 1), date(2000, 12, 31)))
def test_a_day_and_month_is_the_latest_one(today: date, wanted: date) -> None:
    candidates = []
    for year in range(today.year - 9, today.year + 1):
        if wanted.day <= calendar.monthrange(year, wanted.month)[1]:
            candidates.append(date(year, wanted.month, wanted.day))
    expected = max(day for day in candidates if day <= today)
    assert parse_day(f"{wanted.day} {MONTHS[wanted.month - 1][:3].lower()}", today) == expected
    assert parse_day(f"{wanted.day}.{wanted.month}.", today) == expected


@given(st.text(max_size=12), LIVED_DAY)
def test_any_text_gives_a_day_or_a_refusal(text: str, today: date) -> None:
    try:
        found = parse_day(text, today)
    except BadInput:
        return
    assert parse_day(found.isoformat(), today) == found


def test_the_earliest_days_of_the_calendar_do_not_crash() -> None:
    assert parse_day("1", date(1, 1, 1)) == date(1, 1, 1)
    for text in ("2", "2 jan", "y", "-1", "29 feb"):
        with pytest.raises(BadInput):
            parse_day(text, date(1, 1, 1))
    with pytest.raises(BadInput):
        parse_day("tue", date(1, 1, 1))


def test_ranges() -> None:
    assert parse_range("-6..t", TODAY) == (date(2026, 11, 16), TODAY)
    assert parse_range("2026-11-01..2026-11-30", TODAY) == (date(2026, 11, 1), date(2026, 11, 30))
    assert parse_range("mon .. sun", TODAY) == (date(2026, 11, 16), TODAY)
    with pytest.raises(BadInput, match="runs backwards"):
        parse_range("today..-1", TODAY)
    for text in ("..", "2026-11-01..", "..today", "a..b", "t..t..t"):
        with pytest.raises(BadInput):
            parse_range(text, TODAY)


@given(ANY_DAY)
def test_days_are_said_in_words(day: date) -> None:
    name, number, month, year = day_in_words(day).split()
    assert (name, month) == (WEEKDAYS[day.weekday()], MONTHS[day.month - 1])
    assert (int(number), int(year)) == (day.day, day.year)
    assert short_day(day) == f"{name[:3]} {number} {month[:3]} {year}"
    assert day_and_month(day) == f"{number} {month[:3]}"


@given(ANY_DAY, st.integers(-500, 500))
def test_months_are_added_to_the_same_day_or_the_months_last(day: date, months: int) -> None:
    later = add_months(day, months)
    assert later.day == min(day.day, calendar.monthrange(later.year, later.month)[1])
    moved = (later.year - day.year) * 12 + later.month - day.month
    assert moved == months or later.year in {1, 9999}


@given(st.integers(1, 9999), st.integers(1, 12))
def test_months_have_their_days(year: int, month: int) -> None:
    assert days_in_month(year, month) == calendar.monthrange(year, month)[1]


def test_days_between_includes_both_ends() -> None:
    assert list(days_between(date(2024, 2, 28), date(2024, 3, 1))) == [
        date(2024, 2, 28), date(2024, 2, 29), date(2024, 3, 1),
    ]  # fmt: skip
    assert list(days_between(TODAY, TODAY - timedelta(days=1))) == []
    assert list(dates.days_between(date.max, date.max)) == [date.max]


@pytest.mark.parametrize(
    ("text", "day_first", "month_first"),
    [
        ("12/11", "12 nov", "11 dec"),
        (" 3-4 ", "3 apr", "4 mar"),
        ("3 4", "3 apr", "4 mar"),
        ("12.11.", "12.11.", "12.11."),
        ("12.11", "12 nov", "12 nov"),
        ("12/11/2026", "2026-11-12", "2026-12-11"),
        ("3.4.2026", "2026-04-03", "2026-04-03"),
        ("25/12", "25 dec", "25/12"),
        ("12/25", "12/25", "25 dec"),
        ("12/0", "12/0", "0 dec"),
        ("1/12", "1 dec", "12 jan"),
        ("2026-11-12", "2026-11-12", "2026-11-12"),
        ("-3", "-3", "-3"),
        ("mon", "mon", "mon"),
        ("", "", ""),
    ],
)
def test_a_day_in_numbers_is_said_so_that_the_order_no_longer_matters(
    text: str, day_first: str, month_first: str
) -> None:
    assert unambiguous(text, DayOrder.DAY_FIRST) == day_first
    assert unambiguous(text, DayOrder.MONTH_FIRST) == month_first
    assert unambiguous(month_first, DayOrder.MONTH_FIRST) == month_first
