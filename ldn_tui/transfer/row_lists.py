"""The lists of an exported journal: which rows they hold, in which order, and what each value may be."""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from ldn_tui.domain.days import SkipReason
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.limits import LARGEST_LAB, LONGEST_NAME, LONGEST_NOTE, MOST_RESCUES
from ldn_tui.domain.measures import LONGEST_ANCHOR, Direction, check_key, check_label, parse_stretches
from ldn_tui.domain.measures import LONGEST_NAME as LONGEST_MEASURE_NAME
from ldn_tui.domain.medicines import MOST_UNITS_A_DAY
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.prices import LONGEST_CURRENCY
from ldn_tui.domain.ratings import check_mg, check_rating
from ldn_tui.domain.seal import LEAST_WEEKS, MOST_PAIRS, MOST_WEEKS, Content
from ldn_tui.domain.side_effects import SEVERITIES, check_term
from ldn_tui.domain.text import is_storable, shorten, visible
from ldn_tui.domain.trial import (
    DECISION_AFTER,
    ENDPOINT_DAYS,
    LEAST_BASELINE_DAYS,
    THRESHOLDS,
    USUAL_BASELINE_DAYS,
    Choice,
    Template,
)
from ldn_tui.transfer.instants import is_kept_form

Value = str | int | float | None
Row = dict[str, Value]
# Returns what the journal keeps for a value of the document; raises BadInput, naming the path.
Reader = Callable[[object, str], Value]

_UUID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{40}", re.ASCII)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_MOST_PLACES = 9999
FIRST_VERSION_WITHOUT_IDENTITY = 4
NOT_EXPORTED = "(not in the export)"
_MOST_UNITS = 1_000_000


@dataclass(frozen=True, slots=True)
class RowList:
    """One list of the document.

    Attributes:
        name: its name in the document.
        table: the table its rows come from.
        fields: for each column, in order, what reads its value.
        order: the columns the rows are sorted by.
        unique: sets of columns of which no two rows have the same values.
        since: the version of the document that first had it.
        later: the columns that came with a later version, each with that version; absent before.
        withheld: the columns that would say who somebody is, each with what stands in its place; since version 4 no
            document has them.
    """

    name: str
    table: str
    fields: Mapping[str, Reader]
    order: tuple[str, ...]
    unique: tuple[tuple[str, ...], ...]
    since: int = 1
    later: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    withheld: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def fields_in(self, version: int) -> dict[str, Reader]:
        """Return the columns a document of that version has, each with what reads its value."""
        return {
            name: read
            for name, read in self.fields.items()
            if self.later.get(name, 1) <= version
            and not (name in self.withheld and version >= FIRST_VERSION_WITHOUT_IDENTITY)
        }


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


def _one_number_of(numbers: Sequence[int]) -> Reader:
    def read(value: object, path: str) -> int:
        if isinstance(value, int) and not isinstance(value, bool) and value in numbers:
            return value
        raise BadInput(f"{path} {shown(value)}: it must be one of {', '.join(map(str, numbers))}")

    return read


def _planned_mg(value: object, path: str) -> float:
    amount = _number(value, path)
    return check_mg(amount, path) if amount else 0.0


def _units(value: object, path: str) -> float:
    number = _number(value, path)
    if 0 <= number <= _MOST_UNITS:
        return number
    raise BadInput(f"{path} {shown(value)}: it must be 0 to {_MOST_UNITS}")


def _pack(value: object, path: str) -> float:
    number = _units(value, path)
    if number > 0:
        return number
    raise BadInput(f"{path} {shown(value)}: it must be above 0")


def _a_day(value: object, path: str) -> float:
    number = _pack(value, path)
    if number <= MOST_UNITS_A_DAY:
        return number
    raise BadInput(f"{path} {shown(value)}: it must be at most {MOST_UNITS_A_DAY}")


def _currency(value: object, path: str) -> str:
    text = _text(value, path)
    if text and text == text.strip() and len(text) <= LONGEST_CURRENCY:
        return text
    raise BadInput(f"{path} {shown(value)}: it must be at most {LONGEST_CURRENCY} characters without outer blanks")


def _like(pattern: re.Pattern[str], remedy: str) -> Reader:
    def read(value: object, path: str) -> str:
        if isinstance(value, str) and pattern.fullmatch(value):
            return value
        raise BadInput(f"{path} {shown(value)}: it must be {remedy}")

    return read


_NAME = _label(LONGEST_NAME)
_MADE: Mapping[str, Reader] = {"id": _uuid, "recorded_at": _instant}

JOURNAL_FIELDS: Mapping[str, Reader] = {"id": _uuid, "created_at": _instant, "created_on": read_day}
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
            "added_on": _optional(read_day),
            "retired_on": _optional(read_day),
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
            "first_day": read_day,
            "last_day": read_day,
            "measures": _text,
            "recorded_at": _instant,
        },
        order=("recorded_at", "id"),
        unique=(("id",),),
        # The name of a file may be that of a person.
        withheld=MappingProxyType({"source": ""}),
    ),
    RowList(
        "trials",
        "trial",
        {
            "id": _uuid,
            "question": _text,
            "condition": _text,
            "template": _one_of(Template),
            "starts_on": read_day,
            "first_dose_on": _optional(read_day),
            "baseline_days": _whole(LEAST_BASELINE_DAYS, USUAL_BASELINE_DAYS),
            "endpoint_days": _one_number_of(ENDPOINT_DAYS),
            "primary_measure": _text,
            "threshold": _one_number_of(THRESHOLDS),
            "decision_after": _one_number_of(DECISION_AFTER),
            "decision_on": _optional(read_day),
            "medicine": _NAME,
            "ended_on": _optional(read_day),
            "end_reason": _optional(_text),
            "locked_on": _optional(read_day),
            "recorded_at": _instant,
            "full_dose_on": _optional(read_day),
        },
        order=("starts_on", "id"),
        unique=(("id",),),
        since=2,
        later=MappingProxyType({"full_dose_on": 3}),
    ),
    RowList(
        "dose_steps",
        "dose_step",
        {
            "id": _uuid,
            "trial": _uuid,
            "starts_on": read_day,
            "mg": _planned_mg,
            "at": _optional(_like(_CLOCK, "a time like 22:00")),
            "recorded_at": _instant,
        },
        order=("starts_on", "id"),
        unique=(("id",), ("trial", "starts_on")),
        since=2,
    ),
    RowList(
        "phases",
        "phase",
        {
            "id": _uuid,
            "kind": _one_of(PhaseKind),
            "arm": _optional(_text),
            "starts_on": read_day,
            "ends_on": _optional(read_day),
            "recorded_at": _instant,
            "trial": _optional(_uuid),
        },
        order=("starts_on", "id"),
        unique=(("id",),),
        later=MappingProxyType({"trial": 2}),
    ),
    RowList(
        "ratings",
        "rating",
        {"measure": _text, "day": read_day, "value": _optional(_rating), **_MADE, "import_id": _optional(_uuid)},
        order=("day", "measure"),
        unique=(("measure", "day"),),
    ),
    RowList(
        "doses",
        "dose",
        {
            "id": _uuid,
            "day": read_day,
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
            "day": read_day,
            "term": _checked(check_term),
            "severity": _whole(min(SEVERITIES), max(SEVERITIES)),
            **_MADE,
        },
        order=("day", "term"),
        unique=(("day", "term"),),
    ),
    RowList("no_side_effects", "no_side_effect", {"day": read_day, **_MADE}, order=("day",), unique=(("day",),)),
    RowList(
        "rescues",
        "rescue",
        {"day": read_day, "medicine": _NAME, "count": _count, **_MADE},
        order=("day", "medicine"),
        unique=(("day", "medicine"),),
    ),
    RowList(
        "notes",
        "note",
        {"day": read_day, "text": _note, **_MADE, "import_id": _optional(_uuid)},
        order=("day",),
        unique=(("day",),),
    ),
    RowList(
        "skips", "skip", {"day": read_day, "reason": _one_of(SkipReason), **_MADE}, order=("day",), unique=(("day",),)
    ),
    RowList(
        "impressions",
        "impression",
        {"day": read_day, "value": _whole(min(PGIC_ANSWERS), max(PGIC_ANSWERS)), **_MADE},
        order=("day",),
        unique=(("day",),),
    ),
    RowList(
        "labs",
        "lab",
        {
            "id": _uuid,
            "day": read_day,
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
    RowList(
        "amendments",
        "amendment",
        {
            "id": _uuid,
            "trial": _uuid,
            "field": _NAME,
            "before": _optional(_text),
            "after": _optional(_text),
            "day": read_day,
            "recorded_at": _instant,
        },
        order=("recorded_at", "id"),
        unique=(("id",),),
        since=2,
    ),
    RowList(
        "decisions",
        "decision",
        {
            "id": _uuid,
            "trial": _uuid,
            "day": read_day,
            "choice": _one_of(Choice),
            "reason": _text,
            "recorded_at": _instant,
        },
        order=("day", "id"),
        unique=(("id",),),
        since=2,
    ),
    RowList(
        "medicines",
        "medicine",
        {
            "id": _uuid,
            "name": _NAME,
            "dose": _unit,
            "starts_on": _optional(read_day),
            "stops_on": _optional(read_day),
            "as_needed": read_flag,
            "opioid": read_flag,
            "price": _optional(_units),
            "pack_size": _optional(_pack),
            "supply": _optional(_units),
            "supply_on": _optional(read_day),
            "recorded_at": _instant,
            "units_a_day": _optional(_a_day),
            "currency": _optional(_currency),
        },
        order=("name", "id"),
        unique=(("id",), ("name",)),
        since=2,
        later=MappingProxyType({"units_a_day": 3, "currency": 3}),
    ),
    RowList(
        "declined",
        "declined",
        {"id": _uuid, "what": _text, "recorded_at": _instant},
        order=("what",),
        unique=(("id",), ("what",)),
        since=2,
    ),
    RowList(
        "seals",
        "seal",
        {
            "trial": _uuid,
            "id": _uuid,
            "pairs": _whole(1, MOST_PAIRS),
            "weeks": _whole(LEAST_WEEKS, MOST_WEEKS),
            "digest": _like(_DIGEST, "40 hexadecimal digits"),
            "helper_name": _text,
            "helper_phone": _text,
            "opened_on": _optional(read_day),
            "early_reason": _optional(_text),
            "guess": _optional(_text),
            "sureness": _optional(_whole(0, 100)),
            "recorded_at": _instant,
        },
        order=("recorded_at", "id"),
        unique=(("trial",), ("id",)),
        since=2,
        # An emergency card made from an import must not name an empty helper.
        withheld=MappingProxyType({"helper_name": NOT_EXPORTED, "helper_phone": NOT_EXPORTED}),
    ),
    RowList(
        "bottles",
        "bottle",
        {"trial": _uuid, "label": _NAME, "content": _one_of(Content), **_MADE},
        order=("trial", "label"),
        unique=(("id",), ("trial", "label")),
        since=2,
    ),
)
