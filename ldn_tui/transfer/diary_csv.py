"""A foreign diary in CSV, wide (a row a day) or long (a row a value), read row by row and never held as a whole."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from types import MappingProxyType

from ldn_tui.domain.errors import BadInput
from ldn_tui.transfer.column_map import ColumnMap
from ldn_tui.transfer.csv_records import lines_above_header, read_header, read_records
from ldn_tui.transfer.diary_rows import COLUMN_TARGETS, DiaryRow, Left, RefusedCell, RefusedRow, RowReader
from ldn_tui.transfer.layouts import Recognised
from ldn_tui.transfer.repeated_values import RepeatedValues
from ldn_tui.transfer.streamed import Streamed

_NONE_RETIRED: Mapping[str, date] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Diary:
    """A foreign diary as far as it could be read.

    Attributes:
        delimiter: what stands between its cells.
        columns: the name (or number) of the column in the file for each target.
        rows: what it says, in the order of the file, no value of a day twice. They are read from the file again
            whenever they are gone through; one all of which another row overrules is counted, but passed over.
        refused: the rows that cannot be read: their day, or all they say.
        refused_cells: the cells that cannot be read, of rows that say something else.
        blank: how many rows say nothing at all.
        repeated: how many values were left aside because another row of the file says that day's.
        others: how many rows of a long file are about something that is not mapped, by its name.
        layout: the app whose layout it has, "" for none.
        conversions: by measure, the rating that was made of each different cell (of so many, if there are very many);
            None for "no answer".
        indices: the index of each target's cell in a row's `cells`.
        above: what stands above the header, which is not read.
    """

    delimiter: str
    columns: Mapping[str, str]
    rows: Collection[DiaryRow]
    refused: tuple[RefusedRow, ...]
    blank: int
    repeated: int = 0
    others: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    layout: str = ""
    conversions: Mapping[str, Mapping[str, float | None]] = field(default_factory=lambda: MappingProxyType({}))
    indices: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    above: tuple[str, ...] = ()
    refused_cells: tuple[RefusedCell, ...] = ()

    @property
    def words(self) -> tuple[str, ...]:
        """The words that stand where numbers are expected, each once, in the order of the file."""
        of_rows = (word for row in self.refused for word in row.words)
        of_cells = (cell.word for cell in self.refused_cells if cell.word)
        found: dict[str, str] = {}
        for word in (*of_rows, *of_cells):
            found.setdefault(word.casefold(), word)
        return tuple(found.values())

    @property
    def count(self) -> int:
        """How many rows the file has."""
        return len(self.rows) + len(self.refused) + self.blank + sum(self.others.values())


def read_diary(
    lines: Iterable[str],
    columns: ColumnMap,
    today: date,
    now: datetime,
    retired: Mapping[str, date] = _NONE_RETIRED,
    layout: Recognised | None = None,
    also: Callable[[DiaryRow], object] | None = None,
    day_starts_at: time = time.min,
) -> Diary:
    """Return what a diary says, and the rows that say it badly.

    Args:
        lines: the file's lines with their ends, to be gone through more than once; the first that is not blank names
            the columns.
        columns: what is to be read from which column.
        today: the last day that may be recorded.
        now: the last instant at which anything may have been recorded.
        retired: the first day on which each retired measure is no longer rated.
        layout: the layout of the app the file is of, None for one to be read as it stands.
        also: told each row on the way, as it is in `Diary.rows`; but where the last of two rows counts, which only
            the end of the file tells, with all it says.
        day_starts_at: when a day begins, for dates that bear a time.

    Raises:
        BadInput: the file as a whole is no such diary: no header, no rows, a column that is not there, or a
            quotation that swallows lines.
    """
    wanted = {
        target: name for target, name in columns.columns.items() if target in COLUMN_TARGETS or not columns.is_long
    }
    delimiter, names = read_header(lines, {} if layout else wanted)
    reading = RowReader(columns, names, layout, today, now, retired, day_starts_at)
    repeated = RepeatedValues(columns, today)
    records = partial(read_records, lines, delimiter)
    refused: list[RefusedRow] = []
    refused_cells: list[RefusedCell] = []
    left: Counter[Left] = Counter()
    count = 0
    for line, cells in records():
        found = reading.read(line, cells)
        if isinstance(found, RefusedRow):
            refused.append(found)
        elif isinstance(found, Left):
            left[found] += 1
        else:
            count += 1
            refused_cells.extend(found.refused)
            row = repeated.choose(found)
            if also is not None and row is not None:
                also(row)
    if not (count or refused or left[Left.BLANK] or left[Left.OTHER]):
        raise BadInput("has a header and no rows: there is nothing to import")
    reading.refuse_absent_names()
    counting = repeated.counting_lines()

    def again() -> Iterator[DiaryRow]:
        for line, cells in records():
            if counting is not None and not (line < len(counting) and counting[line]):
                continue
            found = reading.read(line, cells)
            if isinstance(found, DiaryRow) and (row := repeated.chosen(found)) is not None:
                yield row

    return Diary(
        delimiter,
        reading.names,
        Streamed(again, count),
        tuple(refused),
        left[Left.BLANK],
        repeated.count,
        MappingProxyType(dict(reading.others.most_common())),
        "" if layout is None else layout.name,
        reading.remembered,
        reading.indices,
        tuple(lines_above_header(lines, delimiter)),
        tuple(refused_cells),
    )
