"""A foreign diary in CSV, wide (a row a day) or long (a row a value), read row by row and never held as a whole."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, auto
from functools import partial
from types import MappingProxyType
from typing import NamedTuple

from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import retired_in_words
from ldn_tui.domain.text import shorten, visible
from ldn_tui.transfer.column_map import (
    DATE,
    DOSE,
    NOTE,
    RECORDED_AT,
    VALUE,
    WHAT,
    ColumnMap,
    Duplicates,
    find_columns,
)
from ldn_tui.transfer.csv_records import read_header, read_records
from ldn_tui.transfer.day_lines import DayLines
from ldn_tui.transfer.diary_cells import BadCell, read_day, read_dose, read_note, read_rating, read_recorded_at
from ldn_tui.transfer.layouts import Recognised
from ldn_tui.transfer.streamed import Streamed

_NONE_RETIRED: Mapping[str, date] = MappingProxyType({})
# A diary says the same few numbers again and again; what a file of other numbers would cost has an end.
_MOST_REMEMBERED = 4096
_MOST_NAMES = 200
_COLUMN_TARGETS = (DATE, WHAT, VALUE, RECORDED_AT)


class DiaryRow(NamedTuple):
    """What a row says of its day: a tuple, for it is made anew whenever a file is gone through.

    Attributes:
        line: the line of the file it begins on, from 1.
        day: the day.
        ratings: ratings on 0 to 10 by measure, in the order of the map; what was blank is left out.
        dose: the amount in mg, 0 for "not taken", None for nothing said.
        note: the note, None for nothing said.
        recorded_at: when it was recorded, None if the file does not say.
    """

    line: int
    day: date
    ratings: Mapping[str, float]
    dose: float | None
    note: str | None
    recorded_at: datetime | None


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be read, and why.

    Attributes:
        line: the line of the file it begins on, from 1.
        column: the name of the bad cell's column, None if it is not about one cell.
        value: what stands in the cell, "" if it is not about one cell.
        reason: what is wrong with it, and what would be right.
    """

    line: int
    column: str | None
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Diary:
    """A foreign diary as far as it could be read.

    Attributes:
        delimiter: what stands between its cells.
        columns: the name (or number) of the column in the file for each target.
        rows: what it says, in the order of the file, no value of a day twice. They are read from the file again
            whenever they are gone through.
        refused: the rows that cannot be read.
        blank: how many rows say nothing at all.
        repeated: how many values were left aside because another row of the file says that day's.
        others: how many rows of a long file are about something that is not mapped, by its name.
        layout: the app whose layout it has, "" for none.
        conversions: by measure, the rating that was made of each different cell (of so many, if there are very many).
    """

    delimiter: str
    columns: Mapping[str, str]
    rows: Collection[DiaryRow]
    refused: tuple[RefusedRow, ...]
    blank: int
    repeated: int = 0
    others: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    layout: str = ""
    conversions: Mapping[str, Mapping[str, float]] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def count(self) -> int:
        """How many rows the file has."""
        return len(self.rows) + len(self.refused) + self.blank + sum(self.others.values())


class _Left(Enum):
    """A row that is left out without being refused."""

    SPACING = auto()
    BLANK = auto()
    OTHER = auto()


def read_diary(
    lines: Iterable[str],
    columns: ColumnMap,
    today: date,
    now: datetime,
    retired: Mapping[str, date] = _NONE_RETIRED,
    layout: Recognised | None = None,
    also: Callable[[DiaryRow], object] | None = None,
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
        also: told each row on the way, as it is in `Diary.rows`; not to be given where the last of two rows counts,
            which only the end of the file tells.

    Raises:
        BadInput: the file as a whole is no such diary: no header, no rows, a column that is not there, or a
            quotation that swallows lines.
    """
    wanted = {
        target: name for target, name in columns.columns.items() if target in _COLUMN_TARGETS or not columns.is_long
    }
    delimiter, names = read_header(lines, {} if layout else wanted)
    reading = _Reading(columns, names, layout, today, now, retired)
    records = partial(read_records, lines, delimiter)
    refused: list[RefusedRow] = []
    left: Counter[_Left] = Counter()
    count = 0
    for line, cells in records():
        found = reading.read(line, cells)
        if isinstance(found, RefusedRow):
            refused.append(found)
        elif isinstance(found, _Left):
            left[found] += 1
        else:
            count += 1
            row = reading.choose(found)
            if also is not None:
                also(row)
    if not (count or refused or left[_Left.BLANK] or left[_Left.OTHER]):
        raise BadInput("has a header and no rows: there is nothing to import")
    reading.refuse_absent_names()

    def again() -> Iterator[DiaryRow]:
        for line, cells in records():
            found = reading.read(line, cells)
            if isinstance(found, DiaryRow):
                yield reading.chosen(found)

    return Diary(
        delimiter,
        reading.names,
        Streamed(again, count),
        tuple(refused),
        left[_Left.BLANK],
        reading.repeated,
        MappingProxyType(dict(reading.others.most_common())),
        "" if layout is None else layout.name,
        reading.remembered,
    )


class _Reading:
    """What is known while rows are read one after the other, and again."""

    def __init__(
        self,
        columns: ColumnMap,
        names: Sequence[str],
        layout: Recognised | None,
        today: date,
        now: datetime,
        retired: Mapping[str, date],
    ) -> None:
        """Begin with a file whose columns have these names.

        Raises:
            BadInput: a column is not there.
        """
        header = names if layout is None else layout.header
        in_header = columns.in_header(header)
        self.repeated = 0
        self.others: Counter[str] = Counter()
        self._columns = columns
        self._measures = columns.measures
        self._is_long = columns.is_long
        self._indices = find_columns(in_header, header)
        self.names = {
            target: (visible(header[self._indices[target]].strip()) or f"number {self._indices[target] + 1}")
            if target in self._indices
            else visible(name.strip())
            for target, name in columns.columns.items()
        }
        self._said = {
            name.strip().casefold(): target for target, name in columns.columns.items() if target not in in_header
        }
        self._absent = dict(self._said)
        self._width = len(names)
        self._row = None if layout is None else layout.row
        self._today = today
        self._now = now
        self._retired = retired
        self._lines: defaultdict[str, DayLines] = defaultdict(lambda: DayLines(today))
        self.remembered: defaultdict[str, dict[str, float]] = defaultdict(dict)

    def read(self, line: int, cells: list[str] | str) -> DiaryRow | RefusedRow | _Left:
        """Read one row; `cells` is the reason why there are none where the line is not CSV."""
        if isinstance(cells, str):
            return RefusedRow(line, None, "", cells)
        if not (cells and cells[0].strip()) and not any(map(str.strip, cells)):
            # A line without any cell is mere spacing.
            return _Left.BLANK if cells else _Left.SPACING
        surplus = len(cells) - self._width
        if surplus and (surplus < 0 or any(map(str.strip, cells[self._width :]))):
            reason = f"has {len(cells)} cells where the header has {self._width}: quote cells that hold the delimiter"
            return RefusedRow(line, None, "", reason)
        wanted = self._wanted(cells if self._row is None else self._row(cells))
        if wanted is None:
            return _Left.OTHER
        try:
            return self._read_wanted(line, wanted)
        except BadCell as bad:
            column = self.names[VALUE if self._columns.is_long and bad.target not in self._indices else bad.target]
            return RefusedRow(line, column, wanted[bad.target], str(bad))

    def _wanted(self, cells: Sequence[str]) -> dict[str, str] | None:
        """Return the cells by what they say, None for a row about something else."""
        found = {target: cells[index] for target, index in self._indices.items()}
        if not self._is_long:
            return found
        name = found.pop(WHAT).strip()
        value = found.pop(VALUE)
        target = self._said.get(name.casefold())
        if target is None:
            self.others[name if name in self.others or len(self.others) < _MOST_NAMES else ""] += 1
            return None
        self._absent.pop(name.casefold(), None)
        found[target] = value
        return found

    def _read_wanted(self, line: int, cells: Mapping[str, str]) -> DiaryRow | _Left:
        if not cells[DATE].strip() and not any(map(str.strip, cells.values())):
            return _Left.BLANK
        day = read_day(cells[DATE], self._columns.date_format, self._today)
        if self._columns.duplicates is None:
            self._refuse_second(line, day, cells)
        ratings = {}
        get = cells.get
        for key in self._measures:
            if (cell := get(key)) and not cell.isspace():
                ratings[key] = self._read_rating(cell, key, day)
        dose = self._read_dose(cell) if (cell := get(DOSE)) else None
        note = read_note(cell) if (cell := get(NOTE)) else None
        recorded_at = read_recorded_at(cell, day, self._now) if (cell := get(RECORDED_AT)) else None
        if ratings or dose is not None or note is not None:
            return DiaryRow(line, day, ratings, dose, note, recorded_at)
        return _Left.BLANK

    def _refuse_second(self, line: int, day: date, cells: Mapping[str, str]) -> None:
        """Refuse a row of a day another row speaks of; of a long file, one that says the same thing of that day."""
        for target in [key for key in cells if key not in {DATE, RECORDED_AT}] if self._columns.is_long else [DATE]:
            if not cells[target].strip():
                continue
            lines = self._lines[target]
            if not (first := lines.of(day)):
                lines.hold(day, line)
            elif first != line:
                what = "" if target == DATE else f"{target} of "
                reason = f"{what}{short_day(day)} is already on line {first}: keep one"
                raise BadCell(target, f"{reason}{' row a day' if target == DATE else ''}, or add --duplicates keep")

    def _read_rating(self, cell: str, key: str, day: date) -> float:
        retired_on = self._retired.get(key)
        if retired_on is not None and day >= retired_on:
            raise BadCell(key, retired_in_words(key, retired_on))
        known = self.remembered[key].get(cell)
        if known is None:
            known = read_rating(self._number(cell), key, self._columns.scales.get(key))
            self._remember(key, cell, known)
        return known

    def _read_dose(self, cell: str) -> float | None:
        known = self.remembered[DOSE].get(cell)
        if known is None:
            known = read_dose(self._number(cell))
            self._remember(DOSE, cell, known)
        return known

    def _remember(self, target: str, cell: str, value: float | None) -> None:
        remembered = self.remembered[target]
        if value is not None and len(remembered) < _MOST_REMEMBERED:
            remembered[cell] = value

    def _number(self, cell: str) -> str:
        return self._columns.words.get(cell.strip().casefold(), cell)

    # What is there twice

    def choose(self, row: DiaryRow) -> DiaryRow:
        """Settle whether what a row says counts, as far as the rows before it go, and return it with what does."""
        duplicates = self._columns.duplicates
        if duplicates is None:
            return row
        repeated = []
        for target in _targets(row):
            lines = self._lines[target]
            if lines.of(row.day):
                repeated.append(target)
                if duplicates is Duplicates.KEEP:
                    continue
            lines.hold(row.day, row.line)
        self.repeated += len(repeated)
        return _without(row, repeated) if repeated and duplicates is Duplicates.KEEP else row

    def chosen(self, row: DiaryRow) -> DiaryRow:
        """Return a row with what counts of it."""
        if not self.repeated:
            return row
        return _without(row, [key for key in _targets(row) if self._lines[key].of(row.day) != row.line])

    def refuse_absent_names(self) -> None:
        """Make sure that everything mapped in a long file is there.

        Raises:
            BadInput: no row is about it.
        """
        for name in self._absent:
            there = [*(known for known in self._said if known not in self._absent), *self.others]
            shown = ", ".join(visible(shorten(known, 60)) for known in there) or "none"
            column = visible(shorten(self._columns.columns[self._said[name]].strip(), 60))
            raise BadInput(f"no row is about {column!r}: there are {shown}")


def _targets(row: DiaryRow) -> list[str]:
    targets = list(row.ratings)
    if row.dose is not None:
        targets.append(DOSE)
    if row.note is not None:
        targets.append(NOTE)
    return targets


def _without(row: DiaryRow, targets: Collection[str]) -> DiaryRow:
    if not targets:
        return row
    return row._replace(
        ratings={key: value for key, value in row.ratings.items() if key not in targets},
        dose=None if DOSE in targets else row.dose,
        note=None if NOTE in targets else row.note,
    )
