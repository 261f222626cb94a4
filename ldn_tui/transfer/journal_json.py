"""The journal as one JSON document, complete and versioned: rows in, text out, and back to the same rows.

The document is `{"version": 4, "journal": {...}, "holds": {...}}` with one list a table beside them, in the order of
`LISTS`; a row a line, rows in the order of their days, so that two exports compare well. Numbers are plain, days ISO,
instants ISO with their offset, what is absent is null. The same rows always give the same bytes. `holds` says which
days and parts of the journal were exported. `journal.id` is a random number that tells a copy of a journal from another
journal; nothing in the document says who somebody is: a seal's helper and the names of imported files are left out.
Where the part `notes` is not held, "(not in the export)" stands for what somebody wrote of a trial or a medicine.
The steps (what was done when, and what undo would take back) are not part of it. A document of version 1 knows nothing
of trials, one of version 2 nothing of units a day and currencies, one before version 4 held a seal's helper and the
names of imported files; all are still read.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NoReturn

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import MOST_ACTIVE
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.ratings import json_number
from ldn_tui.domain.text import json_safe, shorten, visible
from ldn_tui.transfer.exported_rows import ExportedRows
from ldn_tui.transfer.row_lists import FIRST_VERSION_WITHOUT_IDENTITY, JOURNAL_FIELDS, LISTS, Row, RowList
from ldn_tui.transfer.selection import EVERYTHING, Part, Selection
from ldn_tui.transfer.value_readers import Reader, Value, read_day, read_flag, shown

VERSION = 4
OLDEST_VERSION = 1


@dataclass(frozen=True, slots=True)
class Document:
    """A journal's rows.

    Attributes:
        journal: its own row.
        rows: the rows of each table, in the order of the document; every table is there.
        selection: what of the journal they are.
    """

    journal: Row
    rows: Mapping[str, Sequence[Row]]
    selection: Selection = EVERYTHING


# Writing


def document_chunks(exported: ExportedRows) -> Iterator[str]:
    """Yield a document as text, the rows of a stretch of days at a time."""
    yield f'{{\n"version": {VERSION},\n"journal": {_as_json(exported.journal, JOURNAL_FIELDS)},\n'
    yield f'"holds": {_holds_as_json(exported.selection)}'
    for known in LISTS:
        fields = known.fields_in(VERSION)
        yield f',\n"{known.name}": ['
        before, end = "\n", "]"
        for page in exported.pages(known.table):
            rows = sorted((_sort_key(row, known.order), _as_json(row, fields)) for row in page)
            if rows:
                yield json_safe(before + ",\n".join(line for _, line in rows))
                before, end = ",\n", "\n]"
        yield end
    yield "\n}\n"


def _holds_as_json(selection: Selection) -> str:
    first, last = selection.first, selection.last
    return json.dumps(
        {
            "from": None if first is None else first.isoformat(),
            "to": None if last is None else last.isoformat(),
            "parts": [part.value for part in Part if part in selection.parts],
        }
    )


def _as_json(row: Row, fields: Mapping[str, Reader]) -> str:
    plain: dict[str, object] = {}
    for name, read in fields.items():
        value = row[name]
        plain[name] = bool(value) if read is read_flag else json_number(value) if isinstance(value, float) else value
    return json.dumps(plain, ensure_ascii=False)


def _sort_key(row: Row, order: Sequence[str]) -> list[tuple[int, str]]:
    values = (row[column] for column in order)
    return [(value, "") if isinstance(value, int) else (0, str(value)) for value in values]


# Reading


def read_document(text: str, latest_day: date) -> Document:
    """Return the rows of a document, every one of them checked.

    Args:
        text: the document.
        latest_day: the last day anything may be recorded for.

    Raises:
        BadInput: it is no such document, or one of its values cannot be accepted; the message names its path, like
            `ratings[3].value`.
    """
    found = _parsed(text)
    if not isinstance(found, dict):
        raise BadInput("is not an exported journal: a document begins with {")
    version = _check_version(found)
    says_what_it_holds = version >= FIRST_VERSION_WITHOUT_IDENTITY
    heads = ("version", "journal", "holds") if says_what_it_holds else ("version", "journal")
    _check_names("", found, (*heads, *(known.name for known in LISTS if known.since <= version)))
    document = Document(
        _read_row("journal", found["journal"], JOURNAL_FIELDS),
        {
            known.table: _read_list(known, found[known.name], version) if known.since <= version else []
            for known in LISTS
        },
        _read_selection(found["holds"]) if says_what_it_holds else EVERYTHING,
    )
    check_document(document, latest_day)
    return document


def check_document(document: Document, latest_day: date) -> None:
    """Make sure that rows, each of them sound, can stand together.

    Args:
        document: the rows.
        latest_day: the last day anything may be recorded for.

    Raises:
        BadInput: two contradict each other, or one refers to what is not there.
    """
    _check_days(document, latest_day)
    _check_references(document)
    _check_rows(document)
    _check_measures(document.rows["measure"])
    _check_phases(document.rows["phase"])
    _check_side_effects(document)
    _check_trials(document)


def _read_selection(found: object) -> Selection:
    if not isinstance(found, dict):
        raise BadInput(f"holds {shown(found)} must be an object")
    _check_names("holds.", found, ("from", "to", "parts"))
    first, last = (
        None if found[name] is None else date.fromisoformat(read_day(found[name], f"holds.{name}"))
        for name in ("from", "to")
    )
    parts = found["parts"]
    if not isinstance(parts, list):
        raise BadInput(f"holds.parts {shown(parts)} must be a list")
    for index, part in enumerate(parts):
        if part not in list(Part):
            raise BadInput(f"holds.parts[{index}] {shown(part)}: it must be one of {', '.join(Part)}")
    return Selection(frozenset(Part(part) for part in parts), first, last)


def _parsed(text: str) -> object:
    def refuse_constant(word: str) -> NoReturn:
        raise BadInput(f"holds {word}, which is not a number JSON knows: export it again")

    def refuse_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            ((twice, _),) = Counter(name for name, _ in pairs).most_common(1)
            raise BadInput(f"says {visible(shorten(twice, 40))!r} twice in one object: keep one of them")
        return found

    try:
        parsed: object = json.loads(text, parse_constant=refuse_constant, object_pairs_hook=refuse_doubles)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadInput(f"is not JSON ({where}: {visible(error.msg)}): export it again") from None
    except RecursionError:
        raise BadInput("is nested too deeply to be an exported journal: export it again") from None
    except ValueError:
        # Python refuses to read numbers of thousands of digits.
        raise BadInput("holds a number too long to be one of a journal: export it again") from None
    return parsed


def _check_version(found: Mapping[str, object]) -> int:
    version = found.get("version")
    if isinstance(version, bool) or not isinstance(version, int):
        raise BadInput("version is missing or not a whole number: an exported journal says which it has")
    if version > VERSION:
        raise BadInput(f"version {shown(version)} is newer than the {VERSION} this ldn-tui knows: update ldn-tui first")
    if version < OLDEST_VERSION:
        raise BadInput(f"version {shown(version)} never was one of an exported journal: the oldest is {OLDEST_VERSION}")
    return version


def _check_names(path: str, found: Mapping[str, object], names: Sequence[str]) -> None:
    for name in found:
        if name not in names:
            raise BadInput(f"{path}{visible(shorten(name, 40))} is unknown here: there are {', '.join(names)}")
    for name in names:
        if name not in found:
            raise BadInput(f"{path}{name} is missing: every name must be there, with null for what is absent")


def _read_list(known: RowList, found: object, version: int) -> list[Row]:
    if not isinstance(found, list):
        raise BadInput(f"{known.name} must be a list")
    fields = known.fields_in(version)
    absent: Row = {name: known.withheld.get(name) for name in known.fields if name not in fields}
    rows = [{**_read_row(f"{known.name}[{index}]", row, fields), **absent} for index, row in enumerate(found)]
    for columns in known.unique:
        seen: dict[tuple[Value, ...], int] = {}
        for index, row in enumerate(rows):
            first = seen.setdefault(tuple(row[column] for column in columns), index)
            if first != index:
                same = " and ".join(columns)
                raise BadInput(f"{known.name}[{index}].{columns[-1]}: {known.name}[{first}] has the same {same}")
    return rows


def _read_row(path: str, found: object, fields: Mapping[str, Reader]) -> Row:
    if not isinstance(found, dict):
        raise BadInput(f"{path} {shown(found)} must be an object")
    _check_names(f"{path}.", found, tuple(fields))
    return {name: read(found[name], f"{path}.{name}") for name, read in fields.items()}


# What rows must be together


def _check_days(document: Document, latest_day: date) -> None:
    def check(path: str, day: Value) -> None:
        if str(day) > latest_day.isoformat():
            raise BadInput(f"{path} {shown(day)} has not come yet: look at the clock of this machine")

    check("journal.created_on", document.journal["created_on"])
    for known in LISTS:
        if "day" in known.fields:
            for index, row in enumerate(document.rows[known.table]):
                check(f"{known.name}[{index}].day", row["day"])


def _check_references(document: Document) -> None:
    keys = {row["key"] for row in document.rows["measure"]}
    imports = {row["id"] for row in document.rows["import"]}
    trials = {row["id"] for row in document.rows["trial"]}
    opened = {row["trial"] for row in document.rows["seal"] if row["opened_on"] is not None}
    for index, row in enumerate(document.rows["import"]):
        for key in str(row["measures"]).split():
            if key not in keys:
                raise BadInput(f"imports[{index}].measures {shown(key)} is none of the measures in the document")
    for known in LISTS:
        for index, row in enumerate(document.rows[known.table]):
            if "measure" in row and row["measure"] not in keys:
                raise BadInput(
                    f"{known.name}[{index}].measure {shown(row['measure'])} is none of the measures in the document"
                )
            if row.get("import_id") is not None and row["import_id"] not in imports:
                raise BadInput(
                    f"{known.name}[{index}].import_id {shown(row['import_id'])} is none of the imports in the document"
                )
            if row.get("trial") is not None and row["trial"] not in trials:
                raise BadInput(
                    f"{known.name}[{index}].trial {shown(row['trial'])} is none of the trials in the document"
                )
            if known.table == "bottle" and row["trial"] not in opened:
                raise BadInput(f"{known.name}[{index}].trial {shown(row['trial'])} has no opened seal in the document")
            if known.table == "trial" and row["primary_measure"] not in keys:
                raise BadInput(
                    f"{known.name}[{index}].primary_measure {shown(row['primary_measure'])} is none of the measures in "
                    "the document"
                )


def _check_rows(document: Document) -> None:
    for known in LISTS:
        check = _ROW_CHECKS.get(known.table)
        if check is not None:
            for index, row in enumerate(document.rows[known.table]):
                check(f"{known.name}[{index}]", row)


def _check_dose(path: str, row: Row) -> None:
    given = [column for column in ("mg", "label", "taken_at") if row[column] is not None]
    if row["taken"] and (row["mg"] is None) == (row["label"] is None):
        raise BadInput(f"{path}.mg: a dose that was taken has either an amount or a bottle's label")
    if not row["taken"] and given:
        raise BadInput(f"{path}.{given[0]}: a dose that was not taken has none")


def _check_import(path: str, row: Row) -> None:
    words = str(row["measures"])
    if words != " ".join(words.split()):
        raise BadInput(f"{path}.measures {shown(words)}: it must be measure keys with one blank between them")
    if str(row["last_day"]) < str(row["first_day"]):
        raise BadInput(f"{path}.last_day {shown(row['last_day'])} is before its first_day")


def _check_phase(path: str, row: Row) -> None:
    if row["ends_on"] is not None and str(row["ends_on"]) < str(row["starts_on"]):
        raise BadInput(f"{path}.ends_on {shown(row['ends_on'])} is before its starts_on")


def _check_lab(path: str, row: Row) -> None:
    low, high = row["range_low"], row["range_high"]
    if isinstance(low, float) and isinstance(high, float) and low > high:
        raise BadInput(f"{path}.range_high {shown(high)} is below its range_low")


def _check_trial(path: str, row: Row) -> None:
    if (row["ended_on"] is None) is not (row["end_reason"] is None):
        raise BadInput(f"{path}.end_reason: an ended trial has one, and no other has")


def _check_medicine(path: str, row: Row) -> None:
    start, stop = row["starts_on"], row["stops_on"]
    if start is not None and stop is not None and str(stop) < str(start):
        raise BadInput(f"{path}.stops_on {shown(stop)} is before its starts_on")
    if (row["supply"] is None) is not (row["supply_on"] is None):
        raise BadInput(f"{path}.supply_on: a supply says when it was counted")
    if row["currency"] is not None and row["price"] is None:
        raise BadInput(f"{path}.currency: it belongs to a price, and there is none")


_ROW_CHECKS: Mapping[str, Callable[[str, Row], None]] = {
    "dose": _check_dose,
    "import": _check_import,
    "phase": _check_phase,
    "lab": _check_lab,
    "trial": _check_trial,
    "medicine": _check_medicine,
}


def _check_measures(rows: Sequence[Row]) -> None:
    active = sum(row["retired_on"] is None for row in rows)
    if not 1 <= active <= MOST_ACTIVE:
        raise BadInput(f"measures: {active} of them are active; a journal has 1 to {MOST_ACTIVE}")
    names: dict[str, int] = {}
    for index, row in enumerate(rows):
        first = names.setdefault(str(row["name"]).casefold(), index)
        if first != index:
            raise BadInput(f"measures[{index}].name {shown(row['name'])}: measures[{first}] has it already")


def _check_phases(rows: Sequence[Row]) -> None:
    ordered = sorted(enumerate(rows), key=lambda item: str(item[1]["starts_on"]))
    pauses = [item for item in ordered if item[1]["kind"] == PhaseKind.PAUSE]
    # A pause lies over what it interrupts.
    for known in (pauses, [item for item in ordered if item not in pauses]):
        for (first, earlier), (second, later) in pairwise(known):
            if earlier["ends_on"] is None or str(earlier["ends_on"]) >= str(later["starts_on"]):
                raise BadInput(f"phases[{second}].starts_on {shown(later['starts_on'])} lies in phases[{first}]")


def _check_side_effects(document: Document) -> None:
    felt = {row["day"] for row in document.rows["side_effect"]}
    for index, row in enumerate(document.rows["no_side_effect"]):
        if row["day"] in felt:
            raise BadInput(f"no_side_effects[{index}].day {shown(row['day'])}: side_effects holds some of that day")


def _check_trials(document: Document) -> None:
    active = [index for index, row in enumerate(document.rows["trial"]) if row["ended_on"] is None]
    if len(active) > 1:
        raise BadInput(f"trials[{active[1]}].ended_on: trials[{active[0]}] has not ended either; one is active at most")
