"""The lists of an exported journal: which rows they hold, in which order, and what reads each value."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from ldn_tui.domain.days import SkipReason
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.limits import LONGEST_NAME
from ldn_tui.domain.measures import LONGEST_ANCHOR, Direction, check_known_key
from ldn_tui.domain.measures import LONGEST_NAME as LONGEST_MEASURE_NAME
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.seal import LEAST_WEEKS, MOST_PAIRS, MOST_WEEKS, Content
from ldn_tui.domain.side_effects import SEVERITIES, check_term
from ldn_tui.domain.trial import (
    DECISION_AFTER,
    ENDPOINT_DAYS,
    LEAST_BASELINE_DAYS,
    THRESHOLDS,
    USUAL_BASELINE_DAYS,
    Choice,
    Template,
)
from ldn_tui.transfer.value_readers import (
    Reader,
    Value,
    label_of_at_most,
    one_number_of,
    one_of,
    or_null,
    read_count,
    read_currency,
    read_day,
    read_flag,
    read_instant,
    read_mg,
    read_note,
    read_number,
    read_pack,
    read_planned_mg,
    read_rating,
    read_stretches,
    read_text,
    read_unit,
    read_units,
    read_units_a_day,
    read_uuid,
    text_kept_by,
    text_like,
    whole_number,
)

Row = dict[str, Value]

_DIGEST = re.compile(r"[0-9a-f]{40}", re.ASCII)
_CLOCK = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_MOST_PLACES = 9999
FIRST_VERSION_WITHOUT_IDENTITY = 4
NOT_EXPORTED = "(not in the export)"


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


_NAME = label_of_at_most(LONGEST_NAME)
_MADE: Mapping[str, Reader] = {"id": read_uuid, "recorded_at": read_instant}

JOURNAL_FIELDS: Mapping[str, Reader] = {"id": read_uuid, "created_at": read_instant, "created_on": read_day}
LISTS = (
    RowList(
        "measures",
        "measure",
        {
            "key": text_kept_by(check_known_key),
            "id": read_uuid,
            "name": label_of_at_most(LONGEST_MEASURE_NAME),
            "low_anchor": label_of_at_most(LONGEST_ANCHOR),
            "high_anchor": label_of_at_most(LONGEST_ANCHOR),
            "direction": one_of(Direction),
            "position": whole_number(0, _MOST_PLACES),
            "added_on": or_null(read_day),
            "retired_on": or_null(read_day),
            "inactive": or_null(read_stretches),
            "recorded_at": read_instant,
        },
        order=("position", "key"),
        unique=(("key",), ("id",)),
    ),
    RowList(
        "imports",
        "import",
        {
            "id": read_uuid,
            "source": read_text,
            "first_day": read_day,
            "last_day": read_day,
            "measures": read_text,
            "recorded_at": read_instant,
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
            "id": read_uuid,
            "question": read_text,
            "condition": read_text,
            "template": one_of(Template),
            "starts_on": read_day,
            "first_dose_on": or_null(read_day),
            "baseline_days": whole_number(LEAST_BASELINE_DAYS, USUAL_BASELINE_DAYS),
            "endpoint_days": one_number_of(ENDPOINT_DAYS),
            "primary_measure": read_text,
            "threshold": one_number_of(THRESHOLDS),
            "decision_after": one_number_of(DECISION_AFTER),
            "decision_on": or_null(read_day),
            "medicine": _NAME,
            "ended_on": or_null(read_day),
            "end_reason": or_null(read_text),
            "locked_on": or_null(read_day),
            "recorded_at": read_instant,
            "full_dose_on": or_null(read_day),
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
            "id": read_uuid,
            "trial": read_uuid,
            "starts_on": read_day,
            "mg": read_planned_mg,
            "at": or_null(text_like(_CLOCK, "a time like 22:00")),
            "recorded_at": read_instant,
        },
        order=("starts_on", "id"),
        unique=(("id",), ("trial", "starts_on")),
        since=2,
    ),
    RowList(
        "phases",
        "phase",
        {
            "id": read_uuid,
            "kind": one_of(PhaseKind),
            "arm": or_null(read_text),
            "starts_on": read_day,
            "ends_on": or_null(read_day),
            "recorded_at": read_instant,
            "trial": or_null(read_uuid),
        },
        order=("starts_on", "id"),
        unique=(("id",),),
        later=MappingProxyType({"trial": 2}),
    ),
    RowList(
        "ratings",
        "rating",
        {
            "measure": read_text,
            "day": read_day,
            "value": or_null(read_rating),
            **_MADE,
            "import_id": or_null(read_uuid),
        },
        order=("day", "measure"),
        unique=(("measure", "day"),),
    ),
    RowList(
        "doses",
        "dose",
        {
            "id": read_uuid,
            "day": read_day,
            "medicine": _NAME,
            "mg": or_null(read_mg),
            "label": or_null(_NAME),
            "taken": read_flag,
            "taken_at": or_null(read_instant),
            "recorded_at": read_instant,
            "import_id": or_null(read_uuid),
        },
        order=("day", "medicine", "id"),
        unique=(("id",),),
    ),
    RowList(
        "side_effects",
        "side_effect",
        {
            "day": read_day,
            "term": text_kept_by(check_term),
            "severity": whole_number(min(SEVERITIES), max(SEVERITIES)),
            **_MADE,
        },
        order=("day", "term"),
        unique=(("day", "term"),),
    ),
    RowList("no_side_effects", "no_side_effect", {"day": read_day, **_MADE}, order=("day",), unique=(("day",),)),
    RowList(
        "rescues",
        "rescue",
        {"day": read_day, "medicine": _NAME, "count": read_count, **_MADE},
        order=("day", "medicine"),
        unique=(("day", "medicine"),),
    ),
    RowList(
        "notes",
        "note",
        {"day": read_day, "text": read_note, **_MADE, "import_id": or_null(read_uuid)},
        order=("day",),
        unique=(("day",),),
    ),
    RowList(
        "skips", "skip", {"day": read_day, "reason": one_of(SkipReason), **_MADE}, order=("day",), unique=(("day",),)
    ),
    RowList(
        "impressions",
        "impression",
        {"day": read_day, "value": whole_number(min(PGIC_ANSWERS), max(PGIC_ANSWERS)), **_MADE},
        order=("day",),
        unique=(("day",),),
    ),
    RowList(
        "labs",
        "lab",
        {
            "id": read_uuid,
            "day": read_day,
            "name": _NAME,
            "value": read_number,
            "unit": read_unit,
            "range_low": or_null(read_number),
            "range_high": or_null(read_number),
            "recorded_at": read_instant,
        },
        order=("day", "name", "id"),
        unique=(("id",),),
    ),
    RowList(
        "amendments",
        "amendment",
        {
            "id": read_uuid,
            "trial": read_uuid,
            "field": _NAME,
            "before": or_null(read_text),
            "after": or_null(read_text),
            "day": read_day,
            "recorded_at": read_instant,
        },
        order=("recorded_at", "id"),
        unique=(("id",),),
        since=2,
    ),
    RowList(
        "decisions",
        "decision",
        {
            "id": read_uuid,
            "trial": read_uuid,
            "day": read_day,
            "choice": one_of(Choice),
            "reason": read_text,
            "recorded_at": read_instant,
        },
        order=("day", "id"),
        unique=(("id",),),
        since=2,
    ),
    RowList(
        "medicines",
        "medicine",
        {
            "id": read_uuid,
            "name": _NAME,
            "dose": read_unit,
            "starts_on": or_null(read_day),
            "stops_on": or_null(read_day),
            "as_needed": read_flag,
            "opioid": read_flag,
            "price": or_null(read_units),
            "pack_size": or_null(read_pack),
            "supply": or_null(read_units),
            "supply_on": or_null(read_day),
            "recorded_at": read_instant,
            "units_a_day": or_null(read_units_a_day),
            "currency": or_null(read_currency),
        },
        order=("name", "id"),
        unique=(("id",), ("name",)),
        since=2,
        later=MappingProxyType({"units_a_day": 3, "currency": 3}),
    ),
    RowList(
        "declined",
        "declined",
        {"id": read_uuid, "what": read_text, "recorded_at": read_instant},
        order=("what",),
        unique=(("id",), ("what",)),
        since=2,
    ),
    RowList(
        "seals",
        "seal",
        {
            "trial": read_uuid,
            "id": read_uuid,
            "pairs": whole_number(1, MOST_PAIRS),
            "weeks": whole_number(LEAST_WEEKS, MOST_WEEKS),
            "digest": text_like(_DIGEST, "40 hexadecimal digits"),
            "helper_name": read_text,
            "helper_phone": read_text,
            "opened_on": or_null(read_day),
            "early_reason": or_null(read_text),
            "guess": or_null(read_text),
            "sureness": or_null(whole_number(0, 100)),
            "recorded_at": read_instant,
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
        {"trial": read_uuid, "label": _NAME, "content": one_of(Content), **_MADE},
        order=("trial", "label"),
        unique=(("id",), ("trial", "label")),
        since=2,
    ),
)
