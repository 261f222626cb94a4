"""The rows of a journal that a selection holds, fit to stand by themselves: nothing refers to what was left out."""

from collections.abc import Mapping, Sequence

from ldn_tui.transfer.journal_json import Document
from ldn_tui.transfer.row_lists import LISTS, Row, RowList
from ldn_tui.transfer.selection import TABLES_OF, Part, Selection
from ldn_tui.transfer.written_texts import without_written

_OF_TRIAL = ("dose_step", "amendment", "decision", "seal", "bottle")


def selected(document: Document, selection: Selection) -> Document:
    """Return the rows of `document` that `selection` holds, without what would say who somebody is.

    Measures are always there. A trial or a phase is there whole if it has a day in the range, and so is an import;
    medicines have no day and are not cut by a range. In the place of what a list withholds stands what it says, and
    without the part `notes` in the place of what somebody wrote that it was left out.
    """
    tables = {table for part in selection.parts for table in TABLES_OF[part]}
    found: dict[str, Sequence[Row]] = {
        known.table: [row for row in document.rows[known.table] if _is_within(known.table, row, selection)]
        if known.table in tables | {"measure", "import"}
        else []
        for known in LISTS
    }
    trials = {row["id"] for row in found["trial"]}
    for table in _OF_TRIAL:
        found[table] = [row for row in found[table] if row["trial"] in trials]
    found["phase"] = [row for row in found["phase"] if row["trial"] is None or row["trial"] in trials]
    found["import"] = _imports(found, selection)
    return Document(
        document.journal,
        {known.table: [_fit_to_leave(known, row, selection) for row in found[known.table]] for known in LISTS},
        selection,
    )


def _is_within(table: str, row: Row, selection: Selection) -> bool:
    if table in ("trial", "phase"):
        last = row["ended_on" if table == "trial" else "ends_on"]
        return selection.overlaps(str(row["starts_on"]), None if last is None else str(last))
    if "day" in row and table not in _OF_TRIAL:
        return selection.holds_day(str(row["day"]))
    return True


def _imports(found: Mapping[str, Sequence[Row]], selection: Selection) -> list[Row]:
    used = {row.get("import_id") for table in ("rating", "dose", "note") for row in found[table]}
    return [
        row
        for row in found["import"]
        if row["id"] in used or selection.overlaps(str(row["first_day"]), str(row["last_day"]))
    ]


def _fit_to_leave(known: RowList, row: Row, selection: Selection) -> Row:
    said = row if Part.NOTES in selection.parts else without_written(known.table, row)
    return {**said, **known.withheld} if known.withheld else said
