"""The lists of an exported journal: which rows they hold, in which order, and what each value may be."""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.days import SkipReason
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.limits import LARGEST_LAB, LONGEST_NAME, LONGEST_NOTE, MOST_RESCUES
from ldn_tui.domain.measures import LONGEST_ANCHOR, Direction, check_key, check_label, parse_stretches
from ldn_tui.domain.measures import LONGEST_NAME as LONGEST_MEASURE_NAME
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.ratings import check_mg, check_rating
from ldn_tui.domain.side_effects import SEVERITIES, check_term
from ldn_tui.domain.text import is_storable, shorten, visible
from ldn_tui.transfer.instants import is_kept_form

Value = str | int | float | None
Row = dict[str, Value]
# Returns what the journal keeps for a value of the document; raises BadInput, naming the path.
Reader = Callable[[object, str], Value]

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOST_PLACES = 9999


@dataclass(frozen=True, slots=True)
class RowList:
    """One list of the document.

    Attributes:
        name: its name in the document.
        table: the table its rows come from.
        fields: for each column, in order, what reads its value.
        order: the columns the rows are sorted by.
        unique: sets of columns of which no two rows have the same values.
    """

    name: str
    table: str
    fields: Mapping[str, Reader]
    order: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...]


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


def _text(value: object, path: str) -> str:
    if isinstance(value, str) and is_storable(value):
        return value
    raise BadInput(f"{path} {shown(value)}: it must be text")


def _optional(read: Reader) -> Reader:
    return lambda value, path: None if value is None else read(value, path)


def _checked(check: Callable[[str], str]) -> Reader:
    """Return a reader of texts that `check` leaves as they are."""

    def read(value: object, path: str) -> str:
        text = _text(value, path)
        try:
            kept = check(text)
        except BadInput as error:
            raise BadInput(f"{path}: {error}") from None
        if kept != text:
            raise BadInput(f"{path} {shown(text)}: the journal keeps it as {shown(kept)}")
        return text

    return read


def _label(longest: int) -> Reader:
    return _checked(lambda text: check_label(text, "it", longest))


def _unit(value: object, path: str) -> str:
    text = _text(value, path)
    if text == text.strip() and len(text) <= LONGEST_NAME:
        return text
    raise BadInput(f"{path} {shown(value)}: it must be at most {LONGEST_NAME} characters without outer blanks")


def _note(value: object, path: str) -> str:
    text = _text(value, path)
    if text.strip() and len(text) <= LONGEST_NOTE:
        return text
    raise BadInput(f"{path} {shown(value)}: it must be 1 to {LONGEST_NOTE} characters")


def _one_of(words: Iterable[str]) -> Reader:
    known = tuple(str(word) for word in words)

    def read(value: object, path: str) -> str:
        if isinstance(value, str) and value in known:
            return value
        raise BadInput(f"{path} {shown(value)}: it must be one of {', '.join(known)}")

    return read


def _uuid(value: object, path: str) -> str:
    if isinstance(value, str) and _UUID.fullmatch(value):
        return value
    raise BadInput(f"{path} {shown(value)}: it must be a UUID like 123e4567-e89b-12d3-a456-426614174000")


def _day(value: object, path: str) -> str:
    # fromisoformat alone would take 20260331, too.
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise BadInput(f"{path} {shown(value)}: there is no such day in the calendar") from None
    raise BadInput(f"{path} {shown(value)}: it must be a day like 2026-03-31")


def _stretches(value: object, path: str) -> str:
    text = _text(value, path)
    if not text:
        raise BadInput(f"{path} {shown(text)}: it must be null where there are none")
    try:
        parse_stretches(text)
    except BadInput as error:
        raise BadInput(f"{path}: {error}") from None
    return text


def _instant(value: object, path: str) -> str:
    if isinstance(value, str) and is_kept_form(value):
        return value
    raise BadInput(f"{path} {shown(value)}: it must be an instant with its offset like 2026-03-31T22:10:00+02:00")


def _number(value: object, path: str) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST_LAB:
        return float(value)
    raise BadInput(f"{path} {shown(value)}: it must be a number of no more than {LARGEST_LAB:g}")


def _rating(value: object, path: str) -> float:
    return check_rating(_number(value, path), path)


def _mg(value: object, path: str) -> float:
    return check_mg(_number(value, path), path)


def _count(value: object, path: str) -> float:
    count = _number(value, path)
    if 0 < count <= MOST_RESCUES and round(count, 2) == count:
        return count
    raise BadInput(f"{path} {shown(value)}: it must be above 0, at most {MOST_RESCUES}, with at most two decimals")


def _whole(lowest: int, highest: int) -> Reader:
    def read(value: object, path: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and lowest <= value <= highest:
            return value
        raise BadInput(f"{path} {shown(value)}: it must be a whole number, {lowest} to {highest}")

    return read


_NAME = _label(LONGEST_NAME)
_MADE: Mapping[str, Reader] = {"id": _uuid, "recorded_at": _instant}

JOURNAL_FIELDS: Mapping[str, Reader] = {"id": _uuid, "created_at": _instant, "created_on": _day}
LISTS = (
    RowList(
        "measures",
        "measure",
        {
            "key": _checked(lambda text: check_key(text, ())),
            "id": _uuid,
            "name": _label(LONGEST_MEASURE_NAME),
            "low_anchor": _label(LONGEST_ANCHOR),
            "high_anchor": _label(LONGEST_ANCHOR),
            "direction": _one_of(Direction),
            "position": _whole(0, _MOST_PLACES),
            "added_on": _optional(_day),
            "retired_on": _optional(_day),
            "inactive": _optional(_stretches),
            "recorded_at": _instant,
        },
        order=("position", "key"),
        unique=(("key",), ("id",)),
    ),
    RowList(
        "imports",
        "import",
        {
            "id": _uuid,
            "source": _text,
            "first_day": _day,
            "last_day": _day,
            "measures": _text,
            "recorded_at": _instant,
        },
        order=("recorded_at", "id"),
        unique=(("id",),),
    ),
    RowList(
        "phases",
        "phase",
        {
            "id": _uuid,
            "kind": _one_of(PhaseKind),
            "arm": _optional(_text),
            "starts_on": _day,
            "ends_on": _optional(_day),
            "recorded_at": _instant,
        },
        order=("starts_on", "id"),
        unique=(("id",),),
    ),
    RowList(
        "ratings",
        "rating",
        {"measure": _text, "day": _day, "value": _optional(_rating), **_MADE, "import_id": _optional(_uuid)},
        order=("day", "measure"),
        unique=(("measure", "day"),),
    ),
    RowList(
        "doses",
        "dose",
        {
            "id": _uuid,
            "day": _day,
            "medicine": _NAME,
            "mg": _optional(_mg),
            "label": _optional(_NAME),
            "taken": read_flag,
            "taken_at": _optional(_instant),
            "recorded_at": _instant,
            "import_id": _optional(_uuid),
        },
        order=("day", "medicine", "id"),
        unique=(("id",),),
    ),
    RowList(
        "side_effects",
        "side_effect",
        {
            "day": _day,
            "term": _checked(check_term),
            "severity": _whole(min(SEVERITIES), max(SEVERITIES)),
            **_MADE,
        },
        order=("day", "term"),
        unique=(("day", "term"),),
    ),
    RowList("no_side_effects", "no_side_effect", {"day": _day, **_MADE}, order=("day",), unique=(("day",),)),
    RowList(
        "rescues",
        "rescue",
        {"day": _day, "medicine": _NAME, "count": _count, **_MADE},
        order=("day", "medicine"),
        unique=(("day", "medicine"),),
    ),
    RowList(
        "notes",
        "note",
        {"day": _day, "text": _note, **_MADE, "import_id": _optional(_uuid)},
        order=("day",),
        unique=(("day",),),
    ),
    RowList("skips", "skip", {"day": _day, "reason": _one_of(SkipReason), **_MADE}, order=("day",), unique=(("day",),)),
    RowList(
        "impressions",
        "impression",
        {"day": _day, "value": _whole(min(PGIC_ANSWERS), max(PGIC_ANSWERS)), **_MADE},
        order=("day",),
        unique=(("day",),),
    ),
    RowList(
        "labs",
        "lab",
        {
            "id": _uuid,
            "day": _day,
            "name": _NAME,
            "value": _number,
            "unit": _unit,
            "range_low": _optional(_number),
            "range_high": _optional(_number),
            "recorded_at": _instant,
        },
        order=("day", "name", "id"),
        unique=(("id",),),
    ),
)
