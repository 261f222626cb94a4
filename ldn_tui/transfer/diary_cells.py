"""The cells of a foreign diary: days, ratings, doses and notes, each read or refused with a reason."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal

from ldn_tui.domain.dates import parse_iso, short_day
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.limits import LONGEST_NOTE
from ldn_tui.domain.ratings import check_mg, check_rating, parse_number
from ldn_tui.domain.text import is_storable, shorten, visible
from ldn_tui.transfer.column_map import DATE, DOSE, NOTE, RECORDED_AT, Scale
from ldn_tui.transfer.date_formats import parse_date
from ldn_tui.transfer.formula_guard import unguarded
from ldn_tui.transfer.instants import parse_instant

NOT_TAKEN = "none"

_LONGEST_NUMBER = 40
# 1,000 is one in Berlin and a thousand in London.
_AMBIGUOUS = re.compile(r"[+-]?\d{1,3},\d{3}", re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=[T ]|$)", re.ASCII)


class BadCell(Exception):
    """A cell that makes its row useless: its target, and why."""

    def __init__(self, target: str, reason: str) -> None:
        """Say which target's cell is bad."""
        super().__init__(reason)
        self.target = target


def read_day(cell: str, date_format: str | None, today: date) -> date:
    """Return the day of a cell, written in `date_format` (None for ISO, with or without a time).

    An ISO day says its order itself: it is read among dates written otherwise, too.

    Raises:
        BadCell: it is none, or after `today`.
    """
    day = None
    if date_format is None and len(cell) == 10 and cell[4] == cell[7] == "-" and cell.isascii():
        # What nearly all cells of nearly all files are, read at once.
        try:
            day = date.fromisoformat(cell)
        except ValueError:
            day = None
    if day is None:
        text = cell.strip()
        if not text:
            raise BadCell(DATE, "the date is blank: write the day")
        day = _day(text, date_format)
    if day > today:
        raise BadCell(DATE, f"{day.isoformat()} has not come yet: today is {short_day(today)}")
    return day


def read_recorded_at(cell: str, day: date, now: datetime) -> datetime | None:
    """Return the instant at which a value of `day` was recorded, None for a blank cell.

    Raises:
        BadCell: it is none, after `now`, or before the day.
    """
    text = cell.strip()
    if not text:
        return None
    try:
        instant = parse_instant(text)
    except ValueError as error:
        raise BadCell(RECORDED_AT, str(error)) from None
    if instant > now:
        raise BadCell(RECORDED_AT, f"{instant.isoformat()} has not come yet: it is {now.isoformat()}")
    # Written elsewhere or in UTC, an instant of a day may bear the date before it.
    if instant.date() < day - timedelta(days=1):
        raise BadCell(RECORDED_AT, f"{instant.isoformat()} is before the day itself, {day.isoformat()}")
    return instant


def _day(text: str, date_format: str | None) -> date:
    if date_format is not None:
        try:
            return parse_date(text, date_format)
        except (ValueError, OverflowError):
            if _ISO_DAY.match(text) and not date_format.startswith("%Y"):
                return _day(text, None)
            raise BadCell(DATE, f"{_shown(text)} is not a day written as {visible(date_format)}") from None
    match = _ISO_DAY.match(text)
    try:
        if match is None:
            return parse_iso(shorten(text, _LONGEST_NUMBER))
        if len(text) > len(match[0]):
            datetime.fromisoformat(text)
        return parse_iso(match[0])
    except BadInput as error:
        raise BadCell(DATE, f"{error}, or say how with --date-format" if match is None else str(error)) from None
    except ValueError:
        raise BadCell(DATE, f"{_shown(text)} is neither a day nor an instant: write it as 2026-03-31") from None


def read_rating(cell: str, key: str, scale: Scale | None) -> float:
    """Return the rating of a cell on 0 to 10.

    Raises:
        BadCell: it is no number, or not on its scale.
    """
    text = cell.strip()
    number = _number(text, key)
    if scale is None:
        try:
            return check_rating(number, key)
        except BadInput as error:
            remedy = (
                f"round it with --scale {key}=0..10" if 0 <= number <= 10 else f"say its scale: --scale {key}=0..100"
            )
            raise BadCell(key, f"{error}, or {remedy}") from None
    exact = Decimal(text.replace(",", "."))
    if not scale.holds(exact):
        raise BadCell(key, f"{key} {_shown(text)} is not on its scale {scale}")
    return scale.rating(exact)


def read_dose(cell: str) -> float | None:
    """Return the amount of a cell in mg, 0 for one not taken, None for a blank cell.

    Raises:
        BadCell: it is none.
    """
    text = cell.strip()
    if not text:
        return None
    if text.lower() == NOT_TAKEN:
        return 0.0
    number = _number(text.lower().removesuffix("mg").rstrip(), DOSE)
    try:
        return 0.0 if number == 0 else check_mg(number)
    except BadInput as error:
        raise BadCell(DOSE, str(error)) from None


def _number(text: str, target: str) -> float:
    if len(text) > _LONGEST_NUMBER:
        raise BadCell(target, f"{target} {_shown(text)} is too long for a number: write it like 4 or 4.5")
    if _AMBIGUOUS.fullmatch(text):
        raise BadCell(target, f"{target} {_shown(text)} may mean two numbers: write it with a point, or without comma")
    try:
        return parse_number(text, target)
    except BadInput as error:
        word = visible(shorten(text, _LONGEST_NUMBER))
        raise BadCell(target, f'{error}, or say which it means: --words "{word}=4"') from None


def read_note(cell: str) -> str | None:
    """Return the note of a cell, None for a blank one.

    Raises:
        BadCell: it cannot be kept.
    """
    # Few notes have an apostrophe, and none without one is guarded.
    note = unguarded(cell) if "'" in cell else cell
    if not note.strip():
        return None
    if len(note) > LONGEST_NOTE:
        raise BadCell(NOTE, f"the note has {len(note)} characters: keep it to {LONGEST_NOTE}")
    if not is_storable(note):
        raise BadCell(NOTE, "the note holds characters that are not text: type it again")
    return note


def _shown(text: str) -> str:
    return repr(visible(shorten(text, _LONGEST_NUMBER)))
