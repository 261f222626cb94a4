"""What each value of an exported journal may be: a reader returns what the journal keeps, or names what is wrong."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.limits import LARGEST_LAB, LONGEST_NAME, LONGEST_NOTE, MOST_RESCUES
from ldn_tui.domain.measures import check_label, parse_stretches
from ldn_tui.domain.medicines import MOST_UNITS_A_DAY
from ldn_tui.domain.prices import LONGEST_CURRENCY
from ldn_tui.domain.ratings import check_mg, check_rating
from ldn_tui.domain.text import is_storable, shorten, visible
from ldn_tui.transfer.instants import is_kept_form

Value = str | int | float | None
# Returns what the journal keeps for a value of the document; raises BadInput, naming the path.
Reader = Callable[[object, str], Value]

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOST_UNITS = 1_000_000


def shown(value: object) -> str:
    """Return a value of the document fit for a message."""
    if isinstance(value, str):
        return repr(visible(shorten(value, 40)))
    if isinstance(value, dict | list):
        return "{...}" if isinstance(value, dict) else "[...]"
    return shorten(json.dumps(value), 40)


def read_flag(value: object, path: str) -> int:
    """Return 1 for true and 0 for false.

    Raises:
        BadInput: it is neither.
    """
    if value is True or value is False:
        return int(value)
    raise BadInput(f"{path} {shown(value)}: it must be true or false")


def read_text(value: object, path: str) -> str:
    """Return `value` if it is text that can be stored.

    Raises:
        BadInput: it is not.
    """
    if isinstance(value, str) and is_storable(value):
        return value
    raise BadInput(f"{path} {shown(value)}: it must be text")


def or_null(read: Reader) -> Reader:
    """Return a reader of what `read` reads, and of null."""
    return lambda value, path: None if value is None else read(value, path)


def text_kept_by(check: Callable[[str], str]) -> Reader:
    """Return a reader of texts that `check` leaves as they are."""

    def read(value: object, path: str) -> str:
        text = read_text(value, path)
        try:
            kept = check(text)
        except BadInput as error:
            raise BadInput(f"{path}: {error}") from None
        if kept != text:
            raise BadInput(f"{path} {shown(text)}: the journal keeps it as {shown(kept)}")
        return text

    return read


def label_of_at_most(longest: int) -> Reader:
    """Return a reader of names of at most `longest` characters."""
    return text_kept_by(lambda text: check_label(text, "it", longest))


def read_unit(value: object, path: str) -> str:
    """Return `value` if it is a short text, perhaps empty, without outer blanks.

    Raises:
        BadInput: it is not.
    """
    text = read_text(value, path)
    if text == text.strip() and len(text) <= LONGEST_NAME:
        return text
    raise BadInput(f"{path} {shown(value)}: it must be at most {LONGEST_NAME} characters without outer blanks")


def read_note(value: object, path: str) -> str:
    """Return `value` if it is the text of a note.

    Raises:
        BadInput: it is not.
    """
    text = read_text(value, path)
    if text.strip() and len(text) <= LONGEST_NOTE:
        return text
    raise BadInput(f"{path} {shown(value)}: it must be 1 to {LONGEST_NOTE} characters")


def one_of(words: Iterable[str]) -> Reader:
    """Return a reader of these words."""
    known = tuple(str(word) for word in words)

    def read(value: object, path: str) -> str:
        if isinstance(value, str) and value in known:
            return value
        raise BadInput(f"{path} {shown(value)}: it must be one of {', '.join(known)}")

    return read


def read_uuid(value: object, path: str) -> str:
    """Return `value` if it is a UUID.

    Raises:
        BadInput: it is not.
    """
    if isinstance(value, str) and _UUID.fullmatch(value):
        return value
    raise BadInput(f"{path} {shown(value)}: it must be a UUID like 123e4567-e89b-12d3-a456-426614174000")


def read_day(value: object, path: str) -> str:
    """Return `value` if it is an ISO day.

    Raises:
        BadInput: it is not.
    """
    # fromisoformat alone would take 20260331, too.
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise BadInput(f"{path} {shown(value)}: there is no such day in the calendar") from None
    raise BadInput(f"{path} {shown(value)}: it must be a day like 2026-03-31")


def read_stretches(value: object, path: str) -> str:
    """Return `value` if it lists stretches of days as a measure keeps them.

    Raises:
        BadInput: it does not.
    """
    text = read_text(value, path)
    if not text:
        raise BadInput(f"{path} {shown(text)}: it must be null where there are none")
    try:
        parse_stretches(text)
    except BadInput as error:
        raise BadInput(f"{path}: {error}") from None
    return text


def read_instant(value: object, path: str) -> str:
    """Return `value` if it is an instant in the form the journal keeps.

    Raises:
        BadInput: it is not.
    """
    if isinstance(value, str) and is_kept_form(value):
        return value
    raise BadInput(f"{path} {shown(value)}: it must be an instant with its offset like 2026-03-31T22:10:00+02:00")


def read_number(value: object, path: str) -> float:
    """Return `value` if it is a number that is not too large.

    Raises:
        BadInput: it is not.
    """
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST_LAB:
        return float(value)
    raise BadInput(f"{path} {shown(value)}: it must be a number of no more than {LARGEST_LAB:g}")


def read_rating(value: object, path: str) -> float:
    """Return `value` if it is a rating, 0 to 10.

    Raises:
        BadInput: it is not.
    """
    return check_rating(read_number(value, path), path)


def read_mg(value: object, path: str) -> float:
    """Return `value` if it is an amount in mg.

    Raises:
        BadInput: it is not.
    """
    return check_mg(read_number(value, path), path)


def read_count(value: object, path: str) -> float:
    """Return `value` if it counts as-needed medicines.

    Raises:
        BadInput: it does not.
    """
    count = read_number(value, path)
    if 0 < count <= MOST_RESCUES and round(count, 2) == count:
        return count
    raise BadInput(f"{path} {shown(value)}: it must be above 0, at most {MOST_RESCUES}, with at most two decimals")


def whole_number(lowest: int, highest: int) -> Reader:
    """Return a reader of whole numbers, both ends included."""

    def read(value: object, path: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest:
            return value
        raise BadInput(f"{path} {shown(value)}: it must be a whole number, {lowest} to {highest}")

    return read


def one_number_of(numbers: Sequence[int]) -> Reader:
    """Return a reader of these whole numbers."""

    def read(value: object, path: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and value in numbers:
            return value
        raise BadInput(f"{path} {shown(value)}: it must be one of {', '.join(map(str, numbers))}")

    return read


def read_planned_mg(value: object, path: str) -> float:
    """Return `value` if it is an amount in mg, or 0 for none.

    Raises:
        BadInput: it is neither.
    """
    amount = read_number(value, path)
    return check_mg(amount, path) if amount else 0.0


def read_units(value: object, path: str) -> float:
    """Return `value` if it is a price or a supply.

    Raises:
        BadInput: it is neither.
    """
    number = read_number(value, path)
    if 0 <= number <= _MOST_UNITS:
        return number
    raise BadInput(f"{path} {shown(value)}: it must be 0 to {_MOST_UNITS}")


def read_pack(value: object, path: str) -> float:
    """Return `value` if it is the size of a pack.

    Raises:
        BadInput: it is not.
    """
    number = read_units(value, path)
    if number > 0:
        return number
    raise BadInput(f"{path} {shown(value)}: it must be above 0")


def read_units_a_day(value: object, path: str) -> float:
    """Return `value` if it is how many units are taken a day.

    Raises:
        BadInput: it is not.
    """
    number = read_pack(value, path)
    if number <= MOST_UNITS_A_DAY:
        return number
    raise BadInput(f"{path} {shown(value)}: it must be at most {MOST_UNITS_A_DAY}")


def read_currency(value: object, path: str) -> str:
    """Return `value` if it is the name of a currency.

    Raises:
        BadInput: it is not.
    """
    text = read_text(value, path)
    if text and text == text.strip() and len(text) <= LONGEST_CURRENCY:
        return text
    raise BadInput(f"{path} {shown(value)}: it must be at most {LONGEST_CURRENCY} characters without outer blanks")


def text_like(pattern: re.Pattern[str], remedy: str) -> Reader:
    """Return a reader of texts that match `pattern`; `remedy` says what they look like."""

    def read(value: object, path: str) -> str:
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        raise BadInput(f"{path} {shown(value)}: it must be {remedy}")

    return read
