"""Long CSV: a row a value, with the instant it was recorded at; written, and read back to the same facts.

It carries every value of every day. It does not carry what measures are called, trials and medicines: that is what
the JSON is for. An amount of 0 is a dose that was not taken; a rating without a value is an explicit "no answer".
"""

import csv
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.ratings import json_number
from ldn_tui.domain.text import shorten, visible
from ldn_tui.transfer.exported_rows import ExportedRows
from ldn_tui.transfer.formula_guard import guarded, unguarded
from ldn_tui.transfer.journal_json import Document, check_document
from ldn_tui.transfer.row_lists import LISTS, Row
from ldn_tui.transfer.selection import ALL_PARTS, Part, Selection
from ldn_tui.transfer.value_readers import Value
from ldn_tui.transfer.wide_csv import csv_line

COLUMNS = ("day", "kind", "name", "value", "unit", "text", "low", "high", "taken_at", "recorded_at")
LONG_PARTS = ALL_PARTS - {Part.TRIALS, Part.MEDICINES}
HEADER = csv_line(COLUMNS)

_TEXTS = ("name", "unit", "text")
# For each kind, which is the name of its table, the column of the file that each of its columns stands in.
_COLUMN_OF: Mapping[str, Mapping[str, str]] = {
    "rating": {"measure": "name", "value": "value"},
    "dose": {"medicine": "name", "mg": "value", "label": "text", "taken_at": "taken_at"},
    "side_effect": {"term": "name", "severity": "value"},
    "no_side_effect": {},
    "rescue": {"medicine": "name", "count": "value"},
    "note": {"text": "text"},
    "skip": {"reason": "text"},
    "impression": {"value": "value"},
    "lab": {"name": "name", "value": "value", "unit": "unit", "range_low": "low", "range_high": "high"},
}
_KINDS = tuple(_COLUMN_OF)
_UNITS = {"dose": "mg"}
_WHOLE = {"side_effect", "impression"}
_LIST_OF = {known.table: known for known in LISTS}

# Writing


def long_lines(exported: ExportedRows) -> Iterator[str]:
    """Yield the lines of a long CSV, with a header: by day, and within a day by kind."""
    yield HEADER
    for first, last in exported.stretches:
        rows = [
            (str(row["day"]), place, [str(row[column]) for column in _LIST_OF[kind].order], row)
            for place, kind in enumerate(_COLUMN_OF)
            for row in exported.within(kind, first, last)
        ]
        for _, place, _, row in sorted(rows, key=lambda found: found[:3]):
            yield _line(_KINDS[place], row)


def _line(kind: str, row: Row) -> str:
    cells = {"day": str(row["day"]), "kind": kind, "recorded_at": str(row["recorded_at"])}
    cells["unit"] = _UNITS.get(kind, "")
    cells |= {where: _cell(row[column]) for column, where in _COLUMN_OF[kind].items()}
    if kind == "dose" and not row["taken"]:
        cells["value"] = "0"
    return csv_line([guarded(cells.get(name, "")) if name in _TEXTS else cells.get(name, "") for name in COLUMNS])


def _cell(value: Value) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else str(json_number(value))


# Reading


def is_long(lines: Iterable[str]) -> bool:
    """Return whether a file with these lines is a long CSV as it is written here."""
    return next(iter(lines), "").removeprefix("\ufeff").strip().replace('"', "") == HEADER.strip()


def read_long(lines: Iterable[str], journal: Row, measures: Sequence[Row], latest_day: date) -> Document:
    """Return the rows of a long CSV, every one of them checked, as part of the journal they are to go into.

    Args:
        lines: the file's lines with their ends.
        journal: the journal's own row.
        measures: the rows of its measures.
        latest_day: the last day anything may be recorded for.

    Raises:
        BadInput: a line is none of a long CSV; the message names it. Or two contradict each other.
    """
    rows: dict[str, list[Row]] = {known.table: [] for known in LISTS}
    rows["measure"] = list(measures)
    keys = {row["key"] for row in measures}
    first_lines: dict[tuple[str, tuple[Value, ...]], int] = {}
    reader = csv.reader(islice(lines, 1, None), strict=True)
    line = 2
    try:
        for cells in reader:
            if cells:
                kind, row = _read_line(f"line {line}", cells, str(journal["id"]), line)
                if kind == "rating" and row["measure"] not in keys:
                    raise BadInput(
                        f"line {line}.name {_shown(str(row['measure']))} is no measure of this journal: add it with "
                        "`ldn measure add` first"
                    )
                _refuse_second(first_lines, kind, row, line)
                rows[kind].append(row)
            line = reader.line_num + 2
    except csv.Error:
        raise BadInput(f"line {line} is not CSV: check its quotation marks") from None
    document = Document(journal, rows, Selection(LONG_PARTS))
    check_document(document, latest_day)
    return document


def _read_line(path: str, cells: Sequence[str], journal_id: str, line: int) -> tuple[str, Row]:
    if len(cells) != len(COLUMNS):
        raise BadInput(f"{path} has {len(cells)} cells where the header has {len(COLUMNS)}: export it again")
    found = dict(zip(COLUMNS, cells, strict=True))
    found |= {name: unguarded(found[name]) for name in _TEXTS}
    kind = found["kind"]
    if kind not in _COLUMN_OF:
        raise BadInput(f"{path}.kind {_shown(kind)}: it must be one of {', '.join(_COLUMN_OF)}")
    said: dict[str, object] = {column: None for column in _LIST_OF[kind].fields if column != "unit"}
    said |= {"day": found["day"], "recorded_at": found["recorded_at"]}
    said |= {column: _said(kind, column, where, found[where], path) for column, where in _COLUMN_OF[kind].items()}
    if kind == "dose":
        said["taken"] = said["mg"] != 0
        said["mg"] = said["mg"] or None
    said["id"] = str(uuid.uuid5(uuid.UUID(journal_id), f"{line} {' '.join(cells)}"))
    return kind, {column: read(said[column], f"{path}.{column}") for column, read in _LIST_OF[kind].fields.items()}


def _said(kind: str, column: str, where: str, cell: str, path: str) -> object:
    if where not in ("value", "low", "high"):
        return cell if cell or column == "unit" else None
    if not cell.strip():
        return None
    number: Callable[[str], object] = int if kind in _WHOLE else float
    try:
        return number(cell)
    except ValueError:
        raise BadInput(f"{path}.{where} {_shown(cell)} is not a number: write it like 4 or 4.5") from None


def _refuse_second(first_lines: dict[tuple[str, tuple[Value, ...]], int], kind: str, row: Row, line: int) -> None:
    for columns in _LIST_OF[kind].unique:
        first = first_lines.setdefault((kind, tuple(row[column] for column in columns)), line)
        if first != line:
            raise BadInput(f"line {line}: line {first} has the same {' and '.join(columns)}; keep one of them")


def _shown(text: str) -> str:
    return repr(visible(shorten(text, 40)))
