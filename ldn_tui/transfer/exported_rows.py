"""A journal's rows on their way out: what a selection holds, read a stretch of days at a time.

So a century of days takes no more memory than a year. What is given can stand by itself: nothing refers to what was
left out, and nothing says who somebody is.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ldn_tui.transfer.row_lists import LISTS, Row
from ldn_tui.transfer.selection import EVERYTHING, TABLES_OF, Part, Selection
from ldn_tui.transfer.written_texts import without_written

DAY_TABLES = frozenset(known.table for known in LISTS if "day" in known.fields and "trial" not in known.fields)
_OF_TRIAL = ("dose_step", "amendment", "decision", "seal", "bottle")
_WITH_IMPORTS = ("rating", "dose", "note")
_LIST_OF = {known.table: known for known in LISTS}
_DAYS_AT_ONCE = 366

# The first and the last day, both included.
Stretch = tuple[date, date]


@dataclass(frozen=True, slots=True)
class JournalRows:
    """Where the rows of a journal come from.

    Attributes:
        journal: its own row.
        whole: the rows of each table that has no days.
        within: returns the rows of a table that has days, of the days from one to another.
        stretches: the days that are read at once, in order; see `stretches_of`.
    """

    journal: Row
    whole: Mapping[str, Sequence[Row]]
    within: Callable[[str, date, date], Sequence[Row]]
    stretches: Sequence[Stretch]


class ExportedRows:
    """The rows of a journal that a selection holds."""

    def __init__(self, source: JournalRows, selection: Selection = EVERYTHING) -> None:
        """Take what `selection` holds of `source`.

        Measures are always there. A trial or a phase is there whole if it has a day in the range, and so is an import;
        medicines have no day and are not cut by a range. In the place of what a list withholds stands what it says,
        and without the part `notes` in the place of what somebody wrote that it was left out.
        """
        self.journal = source.journal
        self.selection = selection
        self.stretches = source.stretches
        self._source = source
        self._tables = {"measure", "import", *(table for part in selection.parts for table in TABLES_OF[part])}
        self._trials = {row["id"] for row in self._in_range("trial")}

    def pages(self, table: str) -> Iterator[Sequence[Row]]:
        """Yield the rows of `table`, those of a stretch of days at a time; all at once where it has no days."""
        if table in DAY_TABLES:
            for first, last in self.stretches:
                yield self.within(table, first, last)
            return
        rows = self._in_range(table)
        if table in _OF_TRIAL:
            rows = [row for row in rows if row["trial"] in self._trials]
        elif table == "phase":
            rows = [row for row in rows if row["trial"] is None or row["trial"] in self._trials]
        elif table == "import" and rows:
            used = self._used_imports()
            rows = [row for row in rows if row["id"] in used or self._overlaps(row, "first_day", "last_day")]
        yield [self._fit_to_leave(table, row) for row in rows]

    def rows(self, table: str) -> Iterator[Row]:
        """Yield the rows of `table`, one by one."""
        for page in self.pages(table):
            yield from page

    def within(self, table: str, first: date, last: date) -> Sequence[Row]:
        """Return the rows of a table that has days, of the days from `first` to `last`."""
        if table not in self._tables:
            return ()
        return [self._fit_to_leave(table, row) for row in self._source.within(table, first, last)]

    def _in_range(self, table: str) -> Sequence[Row]:
        """Return the rows of a table without days, of the tables that were chosen."""
        rows = self._source.whole[table] if table in self._tables else ()
        if table in ("trial", "phase"):
            last_day = "ended_on" if table == "trial" else "ends_on"
            return [row for row in rows if self._overlaps(row, "starts_on", last_day)]
        return rows

    def _overlaps(self, row: Row, first: str, last: str) -> bool:
        return self.selection.overlaps(str(row[first]), None if row[last] is None else str(row[last]))

    def _used_imports(self) -> set[object]:
        return {row["import_id"] for table in _WITH_IMPORTS for row in self.rows(table)}

    def _fit_to_leave(self, table: str, row: Row) -> Row:
        said = row if Part.NOTES in self.selection.parts else without_written(table, row)
        withheld = _LIST_OF[table].withheld
        return {**said, **withheld} if withheld else said


def stretches_of(recorded: Stretch | None, selection: Selection) -> tuple[Stretch, ...]:
    """Return the days of a journal that a selection holds, cut into stretches that are read at once, in order.

    Args:
        recorded: the first and the last day with anything recorded; None without any.
        selection: what is exported.
    """
    if recorded is None:
        return ()
    wanted_first, wanted_last = selection.bounds
    first, last = max(recorded[0], wanted_first), min(recorded[1], wanted_last)
    starts = range(first.toordinal(), last.toordinal() + 1, _DAYS_AT_ONCE)
    ends = (min(start + _DAYS_AT_ONCE - 1, last.toordinal()) for start in starts)
    return tuple((date.fromordinal(start), date.fromordinal(end)) for start, end in zip(starts, ends, strict=True))
