"""Which texts of a journal somebody wrote freely. They go with the notes: an export holds them only on request.

A text is written if its row says something without it: a note, why a trial was ended, how a medicine is taken. A name,
like that of a medicine, a side effect or a measure, is what its row is about and goes with the row; a code is the
program's own word. Each text column of the schema is one of these, or says who somebody is and is never exported; a
test goes through the schema.
"""

from collections.abc import Mapping

from ldn_tui.transfer.row_lists import NOT_EXPORTED, Row

WRITTEN: Mapping[str, tuple[str, ...]] = {
    "note": ("text",),
    "trial": ("question", "condition", "end_reason"),
    "decision": ("reason",),
    "seal": ("early_reason",),
    "medicine": ("dose",),
}


def without_written(table: str, row: Row) -> Row:
    """Return `row` with `NOT_EXPORTED` in the place of what somebody wrote; what is empty stays so."""
    return {**row, **{column: NOT_EXPORTED for column in WRITTEN.get(table, ()) if row[column]}}


def unsaid(table: str, row: Row) -> frozenset[str]:
    """Return the columns of `row` that an export left out."""
    return frozenset(column for column in WRITTEN.get(table, ()) if row[column] == NOT_EXPORTED)
