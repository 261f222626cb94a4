"""Civil dates as people write them: reading one from a few key presses, and saying one in words."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.formats import DEFAULT_FORMATS, DayOrder, formats
from ldn_tui.domain.text import visible

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
DATE_FORMS = "2026-03-31, t, y, -3, mon, 12 or 12 nov"
AHEAD_FORMS = "2026-12-31, t, +14, -3, mon, 12 or 12 dec"

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DISTANCE = re.compile(r"([+-])(\d{1,5})", re.ASCII)
_DAY = re.compile(r"(\d{1,2})\.?", re.ASCII)
# Two numbers need a sign between them: 123 could be two days.
_DAY_MONTH = re.compile(r"(\d{1,2})(?:\s*[./ -]\s*(\d{1,2})|\s*[./ -]?\s*([a-z]{3,9}))\.?", re.ASCII)
# A day in numbers alone. With points between them it is always the day that comes first.
_NUMBERS = re.compile(r"(\d{1,2})\s*([/. -])\s*(\d{1,2})(?:\s*\2\s*(\d{4}))?", re.ASCII)


def unambiguous(text: str, order: DayOrder) -> str:
    """Return typed `text` so that it means the same in every order: "12/11" as "12 nov", or as "11 dec".

    Who has ISO dates shown means the 12th of November by 12/11, too. What is no day in numbers is returned as it is,
    and so is one that only the other order makes a day of.
    """
    match = _NUMBERS.fullmatch(text.strip())
    if match is None:
        return text
    is_month_first = order is DayOrder.MONTH_FIRST and match[2] != "."
    day, month = (match[3], match[1]) if is_month_first else (match[1], match[3])
    if not 1 <= int(month) <= len(MONTHS):
        return text
    if match[4] is not None:
        return f"{match[4]}-{int(month):02}-{int(day):02}"
    return f"{int(day)} {MONTHS[int(month) - 1][:3].lower()}"


def day_in_words(day: date) -> str:
    """Return `day` as "Sunday 22 November 2026", "Sunday November 22, 2026" or "Sunday 2026-11-22"."""
    return f"{WEEKDAYS[day.weekday()]} {_with_year(day, MONTHS[day.month - 1], formats().dates)}"


def day_without_year(day: date) -> str:
    """Return `day` as "Sunday 22 November", "Sunday November 22" or "Sunday 11-22"."""
    return f"{WEEKDAYS[day.weekday()]} {_without_year(day, MONTHS[day.month - 1], formats().dates)}"


def short_day(day: date) -> str:
    """Return `day` as "Sun 22 Nov 2026", "Sun Nov 22, 2026" or "Sun 2026-11-22"."""
    return _short_day(day, formats().dates)


def logged_day(day: date) -> str:
    """Return `day` as the journal's log of steps keeps it, whatever the formats in force: "Sun 22 Nov 2026"."""
    return _short_day(day, DEFAULT_FORMATS.dates)


def short_day_width() -> int:
    """Return how many cells the longest `short_day` takes."""
    return len(short_day(date(2026, 11, 22)))


def day_and_month(day: date) -> str:
    """Return `day` as "22 Nov", "Nov 22" or "11-22"."""
    return _without_year(day, MONTHS[day.month - 1][:3], formats().dates)


def day_month_year(day: date) -> str:
    """Return `day` as "22 Nov 2026", "Nov 22, 2026" or "2026-11-22"."""
    return _with_year(day, MONTHS[day.month - 1][:3], formats().dates)


def _short_day(day: date, order: DayOrder) -> str:
    return f"{WEEKDAYS[day.weekday()][:3]} {_with_year(day, MONTHS[day.month - 1][:3], order)}"


def _with_year(day: date, month: str, order: DayOrder) -> str:
    if order is DayOrder.ISO:
        return day.isoformat()
    comma = "," if order is DayOrder.MONTH_FIRST else ""
    return f"{_without_year(day, month, order)}{comma} {day.year}"


def _without_year(day: date, month: str, order: DayOrder) -> str:
    if order is DayOrder.ISO:
        return f"{day.month:02}-{day.day:02}"
    return f"{month} {day.day}" if order is DayOrder.MONTH_FIRST else f"{day.day} {month}"


def days_between(first: date, last: date) -> Iterator[date]:
    """Yield every date from `first` to `last`, both included."""
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def add_months(day: date, months: int) -> date:
    """Return the same day of the month `months` later, or that month's last day; stays within years 1 to 9999."""
    index = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, days_in_month(year, month)))


def days_in_month(year: int, month: int) -> int:
    """Return how many days that month has."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in {4, 6, 9, 11} else 31


def parse_iso(text: str, field: str = "date") -> date:
    """Return the date of an ISO text.

    Raises:
        BadInput: it is not of the form 2026-03-31, or no such day exists.
    """
    if _ISO.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise BadInput(f"{field} {text}: there is no such day in the calendar") from None
    raise BadInput(f"{field} {visible(text)!r}: write it as 2026-03-31")


def parse_day(text: str, today: date, field: str = "date", *, ahead: bool = False) -> date:
    """Return the date a person means by `text`, seen from `today`: the one reader of typed days.

    ISO always; `t`/`today`, `y`/`yesterday`; `-3` is three days ago; a weekday, a day of the month or a day and
    a month (`12 nov`, `12.11.`) mean the latest one that is not after `today`. Nothing else is guessed at.

    Args:
        text: what was typed.
        today: the present logical day.
        field: what the day is of, as a refusal calls it.
        ahead: whether it may lie ahead, as in a plan: then `+14` and `tomorrow` are read too, and a weekday, a day
            of the month or a day and a month mean the one nearest to `today`, of two as near the one that has come.

    Raises:
        BadInput: the text is none of these, or names a day that does not exist.
    """
    word = text.strip().lower()
    if _ISO.fullmatch(word):
        return parse_iso(word, field)
    try:
        found = _day_at_distance(word, today, ahead=ahead)
        if found is None:
            found = _nearest_day(word, today) if ahead else _latest_day(word, today)
    except OverflowError:
        found = None
    if found is not None:
        return found
    forms = AHEAD_FORMS if ahead else DATE_FORMS
    raise BadInput(f"{field} {visible(text.strip())!r} is not a day I know: write {forms}")


def parse_range(text: str, today: date) -> tuple[date, date]:
    """Return the first and last day of `A..B`, or one day twice.

    Raises:
        BadInput: an end is not a date, or the range runs backwards.
    """
    if ".." not in text:
        day = parse_day(text, today)
        return day, day
    first_text, _, last_text = text.partition("..")
    first, last = parse_day(first_text, today), parse_day(last_text, today)
    if last < first:
        raise BadInput(f"range {visible(text)!r} runs backwards: write the earlier day first")
    return first, last


def _day_at_distance(word: str, today: date, *, ahead: bool) -> date | None:
    if word in {"t", "today"}:
        return today
    if word in {"y", "yesterday"}:
        return today - timedelta(days=1)
    if ahead and word == "tomorrow":
        return today + timedelta(days=1)
    if (match := _DISTANCE.fullmatch(word)) and (ahead or match[1] == "-"):
        return today + timedelta(days=int(f"{match[1]}{match[2]}"))
    return None


def _latest_day(word: str, today: date) -> date | None:
    """Return the latest day of that name that is not after `today`."""
    if (weekday := _weekday(word)) is not None:
        return today - timedelta(days=(today.weekday() - weekday) % 7)
    if match := _DAY.fullmatch(word):
        return _latest_day_of_month(int(match[1]), today)
    if (match := _DAY_MONTH.fullmatch(word)) and (month := _month(match[2] or match[3])) is not None:
        return _latest_day_and_month(int(match[1]), month, today)
    return None


def _nearest_day(word: str, today: date) -> date | None:
    """Return the day of that name nearest to `today`."""
    before = _latest_day(word, today)
    if before is None:
        return None
    nearer = (today + timedelta(days=days) for days in range(1, (today - before).days))
    return next((day for day in nearer if _latest_day(word, day) == day), before)


def _weekday(word: str) -> int | None:
    if len(word) < 2:
        return None
    matches = [index for index, name in enumerate(WEEKDAYS) if name.lower().startswith(word)]
    return matches[0] if len(matches) == 1 else None


def _month(word: str) -> int | None:
    if word.isdigit():
        return int(word) if 1 <= int(word) <= 12 else None
    matches = [index for index, name in enumerate(MONTHS, 1) if name.lower().startswith(word)]
    return matches[0] if len(matches) == 1 else None


def _latest_day_of_month(number: int, today: date) -> date | None:
    if not 1 <= number <= 31:
        return None
    first = today.replace(day=1)
    while True:
        if number <= days_in_month(first.year, first.month) and first.replace(day=number) <= today:
            return first.replace(day=number)
        if first <= date(1, 1, 1):
            return None
        first = add_months(first, -1)


def _latest_day_and_month(number: int, month: int, today: date) -> date | None:
    if not 1 <= number <= (29 if month == 2 else days_in_month(2000, month)):
        return None
    for year in range(today.year, max(today.year - 9, 0), -1):
        if number <= days_in_month(year, month) and date(year, month, number) <= today:
            return date(year, month, number)
    return None
