"""The cells of a foreign diary: days, ratings, doses and notes, each read or refused with a reason."""

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from ldn_tui.domain.dates import parse_iso, short_day
from ldn_tui.domain.days import logical_day
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.limits import LONGEST_NOTE
from ldn_tui.domain.ratings import as_thousands, check_mg, check_rating, parse_number, two_meanings
from ldn_tui.domain.text import is_storable, shorten, visible
from ldn_tui.transfer.column_map import DATE, DOSE, NOTE, RECORDED_AT, Scale
from ldn_tui.transfer.date_formats import parse_moment
from ldn_tui.transfer.formula_guard import unguarded
from ldn_tui.transfer.instants import parse_instant

NOT_TAKEN = "none"
# The sign for it everywhere in the app.
NO_ANSWER = "-"
# The fields of the dialogs that do what the options of the command line do.
WORDS_FIELD, SCALE_FIELD, DATES_FIELD, TWICE_FIELD = "Words in cells", "Scale", "Dates", "What is there twice"

_LONGEST_NUMBER = 40
# 1,000 is one in Berlin and a thousand in London.
_AMBIGUOUS = re.compile(r"[+-]?\d{1,3},\d{3}", re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=[T ]|$)", re.ASCII)


class BadCell(Exception):
    """A cell that cannot be read.

    Attributes:
        target: what is read from it.
        in_app: why, and the remedy with the fields of the dialogs; the message names the options of the command line.
        word: what stands in it, if it is a word where a number is expected, else "".
    """

    def __init__(self, target: str, reason: str, in_app: str = "", word: str = "") -> None:
        """Say which target's cell is bad, and why; `in_app` only if the remedy is another one there."""
        super().__init__(reason)
        self.target = target
        self.in_app = in_app or reason
        self.word = word


def read_day(cell: str, date_format: str | None, today: date, day_starts_at: time = time.min) -> date:
    """Return the day of a cell, written in `date_format` (None for ISO, with or without a time).

    A time before `day_starts_at`, as the clock there showed it, is still of the day before. Midnight to the second
    without an offset from UTC is no time: so programs write a date that has none.

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
        day = _day(text, date_format, day_starts_at)
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


def _day(text: str, date_format: str | None, day_starts_at: time) -> date:
    if date_format is not None:
        try:
            return _day_of(parse_moment(text, date_format), day_starts_at)
        except (ValueError, OverflowError):
            if _ISO_DAY.match(text) and not date_format.startswith("%Y"):
                return _day(text, None, day_starts_at)
            raise BadCell(DATE, f"{_shown(text)} is not a day written as {visible(date_format)}") from None
    match = _ISO_DAY.match(text)
    try:
        if match is None:
            return parse_iso(shorten(text, _LONGEST_NUMBER))
        day = parse_iso(match[0])
        return day if len(text) == len(match[0]) else _day_of(datetime.fromisoformat(text), day_starts_at)
    except BadInput as error:
        if match is not None:
            raise BadCell(DATE, str(error)) from None
        raise BadCell(DATE, f"{error}, or say how with --date-format", str(error)) from None
    except (ValueError, OverflowError):
        raise BadCell(DATE, f"{_shown(text)} is neither a day nor an instant: write it as 2026-03-31") from None


def _day_of(moment: datetime, day_starts_at: time) -> date:
    if moment.tzinfo is not None:
        return logical_day(moment, day_starts_at)
    if moment.time() == time.min:
        return moment.date()
    return logical_day(moment.replace(tzinfo=UTC), day_starts_at)


def read_rating(cell: str, key: str, scale: Scale | None) -> float | None:
    """Return the rating of a cell on 0 to 10, None for "no answer".

    Raises:
        BadCell: it is no number, may be thousands on its scale, or is not on it.
    """
    text = cell.strip()
    if text == NO_ANSWER:
        return None
    number = _number(text, key)
    if scale is None:
        try:
            return check_rating(number, key)
        except BadInput as error:
            does, scales = ("round it with", "0..10") if 0 <= number <= 10 else ("say its scale:", "0..100")
            in_app = f"{error}, or {does} {scales} under {SCALE_FIELD!r}"
            raise BadCell(key, f"{error}, or {does} --scale {key}={scales}", in_app) from None
    whole = as_thousands(text)
    if whole is not None and scale.holds(Decimal(whole)):
        raise BadCell(key, f"{key} {_shown(text)} {two_meanings(text)}")
    exact = Decimal(text.replace(",", "."))
    if not scale.holds(exact):
        raise BadCell(key, f"{key} {_shown(text)} is not on its scale {scale}")
    return scale.rating(exact)


def read_dose(cell: str) -> float | None:
    """Return the amount of a cell in mg, 0 for one not taken, None for a blank cell or "no answer".

    Raises:
        BadCell: it is none.
    """
    text = cell.strip()
    if text in {"", NO_ANSWER}:
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
        raise BadCell(target, f"{target} {_shown(text)} {two_meanings(text)}")
    try:
        return parse_number(text, target)
    except BadInput as error:
        word = visible(shorten(text, _LONGEST_NUMBER))
        raise BadCell(
            target,
            f'{error}, or say what it means: --words "{word}=-" for no answer, --words "{word}=" for an empty cell, '
            f'or --words "{word}=4"',
            f"{error}, or say what it means under {WORDS_FIELD!r}: - no answer, nothing an empty cell, or a number",
            word,
        ) from None


def read_note(cell: str, *, is_guarded: bool) -> str | None:
    """Return the note of a cell, None for a blank one.

    Args:
        cell: the cell.
        is_guarded: whether it was written here, with a guard where a spreadsheet would compute it.

    Raises:
        BadCell: it cannot be kept.
    """
    # Few notes have an apostrophe, and none without one is guarded.
    note = unguarded(cell) if is_guarded and "'" in cell else cell
    if not note.strip():
        return None
    if len(note) > LONGEST_NOTE:
        raise BadCell(NOTE, f"the note has {len(note)} characters: keep it to {LONGEST_NOTE}")
    if not is_storable(note):
        raise BadCell(NOTE, "the note holds characters that are not text: type it again")
    return note


def _shown(text: str) -> str:
    return repr(visible(shorten(text, _LONGEST_NUMBER)))
