"""The rows of a foreign diary, each read by itself: what it says of its day, or why it cannot be read."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum, auto
from typing import NamedTuple

from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import retired_in_words
from ldn_tui.domain.text import shorten, visible
from ldn_tui.transfer.column_map import DATE, DOSE, NOTE, RECORDED_AT, VALUE, WHAT, ColumnMap, find_columns
from ldn_tui.transfer.day_lines import DayLines
from ldn_tui.transfer.diary_cells import (
    TWICE_FIELD,
    BadCell,
    read_day,
    read_dose,
    read_note,
    read_rating,
    read_recorded_at,
)
from ldn_tui.transfer.layouts import Recognised
from ldn_tui.transfer.wide_csv import is_own_header

# A diary says the same few numbers again and again; what a file of other numbers would cost has an end.
_MOST_REMEMBERED = 4096
_MOST_NAMES = 200
COLUMN_TARGETS = (DATE, WHAT, VALUE, RECORDED_AT)


class DiaryRow(NamedTuple):
    """What a row says of its day: a tuple, for it is made anew whenever a file is gone through.

    Attributes:
        line: the line of the file it begins on, from 1.
        day: the day.
        ratings: ratings on 0 to 10 by measure, in the order of the map; None for "no answer", what was blank is left
            out.
        dose: the amount in mg, 0 for "not taken", None for nothing said.
        note: the note, None for nothing said.
        recorded_at: when it was recorded, None if the file does not say.
        cells: the row as it stands in the file, in its common form if it is of an app.
        refused: those of its cells that cannot be read, and are left out.
    """

    line: int
    day: date
    ratings: Mapping[str, float | None]
    dose: float | None
    note: str | None
    recorded_at: datetime | None
    cells: Sequence[str] = ()
    refused: "tuple[RefusedCell, ...]" = ()


@dataclass(frozen=True, slots=True)
class RefusedCell:
    """A cell that cannot be read, and why; the rest of its row can.

    Attributes:
        line: the line of the file its row begins on, from 1.
        column: the name of its column.
        value: what stands in it.
        reason: what is wrong with it, and what would be right, with the options of the command line.
        in_app: the same, with the fields of the dialogs.
        word: what stands in it, if it is a word where a number is expected, else "".
    """

    line: int
    column: str
    value: str
    reason: str
    in_app: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that cannot be read, and why.

    Attributes:
        line: the line of the file it begins on, from 1.
        column: the name of the bad cell's column, None if it is not about one cell.
        value: what stands in the cell, "" if it is not about one cell.
        reason: what is wrong with it, and what would be right, with the options of the command line.
        in_app: the same, with the fields of the dialogs.
        words: the words in it where numbers are expected.
    """

    line: int
    column: str | None
    value: str
    reason: str
    in_app: str
    words: tuple[str, ...] = ()


class Left(Enum):
    """A row that is left out without being refused."""

    SPACING = auto()
    BLANK = auto()
    OTHER = auto()


class _Plan(NamedTuple):
    """What is read from which cells of a row: in a wide file the same from all, in a long one what its name says.

    Attributes:
        ratings: the measures, each with the index of its cell and the ratings that were made of such cells so far.
        dose: the index of the dose, None for none.
        note: the index of the note, None for none.
    """

    ratings: tuple[tuple[str, int, dict[str, float | None]], ...]
    dose: int | None
    note: int | None


class RowReader:
    """What is known while rows are read one after the other, and again."""

    def __init__(
        self,
        columns: ColumnMap,
        names: Sequence[str],
        layout: Recognised | None,
        today: date,
        now: datetime,
        retired: Mapping[str, date],
        day_starts_at: time,
    ) -> None:
        """Begin with a file whose columns have these names.

        Raises:
            BadInput: a column is not there.
        """
        header = names if layout is None else layout.header
        in_header = columns.in_header(header)
        self.others: Counter[str] = Counter()
        self.remembered: defaultdict[str, dict[str, float | None]] = defaultdict(dict)
        self._columns = columns
        self._indices = find_columns(in_header, header)
        self.names = {
            target: (visible(header[self._indices[target]].strip()) or f"number {self._indices[target] + 1}")
            if target in self._indices
            else visible(name.strip())
            for target, name in columns.columns.items()
        }
        self._width = len(names)
        self._is_guarded = layout is None and is_own_header(names)
        self._row = None if layout is None else layout.row
        self._today = today
        self._now = now
        self._day_starts_at = day_starts_at
        self._retired = {key: day for key, day in retired.items() if key in columns.columns}
        self._lines: defaultdict[str, DayLines] = defaultdict(lambda: DayLines(today))
        self._date = self._indices[DATE]
        self._what = self._indices.get(WHAT)
        self._recorded_at = self._indices.get(RECORDED_AT)
        self._plan = self._planned([target for target in in_header if target not in COLUMN_TARGETS])
        beside = [NOTE] if NOTE in in_header else []
        named = {name.strip().casefold(): target for target, name in columns.columns.items() if target not in in_header}
        self._said = {name: self._planned([target, *beside]) for name, target in named.items()}
        self._absent = dict(named)

    def _planned(self, targets: Sequence[str]) -> _Plan:
        return _Plan(
            tuple((key, self._index(key), self.remembered[key]) for key in targets if key not in {DOSE, NOTE}),
            self._index(DOSE) if DOSE in targets else None,
            self._index(NOTE) if NOTE in targets else None,
        )

    def _index(self, target: str) -> int:
        """Return the index of a target's cell: of what a long file names, that of its value."""
        return self._indices[target] if target in self._indices else self._indices[VALUE]

    @property
    def indices(self) -> Mapping[str, int]:
        """The index of the cell of everything a row may say."""
        return {target: self._index(target) for target in self._columns.columns}

    def read(self, line: int, cells: list[str] | str) -> DiaryRow | RefusedRow | Left:
        """Read one row; `cells` is the reason why there are none where the line is not CSV."""
        if isinstance(cells, str):
            return RefusedRow(line, None, "", cells, cells)
        if not (cells and cells[0].strip()) and not any(map(str.strip, cells)):
            # A line without any cell is mere spacing.
            return Left.BLANK if cells else Left.SPACING
        count, width = len(cells), self._width
        if count != width and (count < width or any(map(str.strip, cells[width:]))):
            reason = f"has {counted(count, 'cell')} where the header has {width}"
            reason = f"{reason}: quote cells that hold the delimiter or a line break"
            return RefusedRow(line, None, "", reason, reason)
        if self._row is not None:
            cells = self._row(cells)
        plan = self._plan if self._what is None else self._plan_of(cells[self._what])
        if plan is None:
            return Left.OTHER
        try:
            return self._read_planned(line, cells, plan)
        except BadCell as bad:
            return _refused_row([self._refused(line, cells, bad)])

    def _refused(self, line: int, cells: Sequence[str], bad: BadCell) -> RefusedCell:
        column = self.names[bad.target if bad.target in self._indices else VALUE]
        return RefusedCell(line, column, cells[self._index(bad.target)], str(bad), bad.in_app, bad.word)

    def _plan_of(self, what: str) -> _Plan | None:
        """Return what a row of a long file says, None for something else."""
        name = what.strip()
        plan = self._said.get(name.casefold())
        if plan is None:
            self.others[name if name in self.others or len(self.others) < _MOST_NAMES else ""] += 1
        elif self._absent:
            self._absent.pop(name.casefold(), None)
        return plan

    def _read_planned(self, line: int, cells: Sequence[str], plan: _Plan) -> DiaryRow | RefusedRow | Left:
        if not (cell := cells[self._date]).strip() and not self._says_anything(cells, plan):
            return Left.BLANK
        columns = self._columns
        day = read_day(cell, columns.date_format, self._today, self._day_starts_at)
        ratings: dict[str, float | None] = {}
        bad: list[BadCell] = []
        for key, index, remembered in plan.ratings:
            if cell := cells[index]:
                known = remembered.get(cell)
                if known is None or self._retired:
                    text = self._number(cell).strip()
                    if not text:
                        continue
                    try:
                        known = self._read_rating(cell, text, key, day)
                    except BadCell as error:
                        bad.append(error)
                        continue
                ratings[key] = known
        dose = note = recorded_at = None
        if plan.dose is not None and (cell := cells[plan.dose]):
            with _kept_in(bad):
                dose = self._read_dose(cell)
        if plan.note is not None and (cell := cells[plan.note]):
            with _kept_in(bad):
                note = read_note(cell, is_guarded=self._is_guarded)
        if self._recorded_at is not None and (cell := cells[self._recorded_at]):
            with _kept_in(bad):
                recorded_at = read_recorded_at(cell, day, self._now)
        refused = tuple(self._refused(line, cells, error) for error in bad) if bad else ()
        if ratings or dose is not None or note is not None:
            # Only now, for a row that is refused or blank holds no day.
            if columns.duplicates is None and not columns.decided:
                self._refuse_second(line, day, cells, plan)
            return DiaryRow(line, day, ratings, dose, note, recorded_at, cells, refused)
        return _refused_row(refused) if refused else Left.BLANK

    def _says_anything(self, cells: Sequence[str], plan: _Plan) -> bool:
        indices = [*(index for _, index, _ in plan.ratings), plan.dose, plan.note, self._recorded_at]
        return any(cells[index].strip() for index in indices if index is not None)

    def _refuse_second(self, line: int, day: date, cells: Sequence[str], plan: _Plan) -> None:
        """Refuse a row of a day another row speaks of; of a long file, one that says the same thing of that day."""
        targets = [DATE]
        if self._what is not None:
            named = {key: index for key, index, _ in plan.ratings} | {DOSE: plan.dose, NOTE: plan.note}
            targets = [key for key, index in named.items() if index is not None and cells[index].strip()]
        for target in targets:
            lines = self._lines[target]
            if not (first := lines.of(day)):
                lines.hold(day, line)
            elif first != line:
                what = "" if target == DATE else f"{target} of "
                reason = f"{what}{short_day(day)} is already on line {first}: keep one"
                reason += " row a day" if target == DATE else ""
                raise BadCell(
                    target,
                    f"{reason}, or add --duplicates keep",
                    f"{reason}, or say what counts under {TWICE_FIELD!r}",
                )

    def _read_rating(self, cell: str, text: str, key: str, day: date) -> float | None:
        retired_on = self._retired.get(key)
        if retired_on is not None and day >= retired_on:
            raise BadCell(key, retired_in_words(key, retired_on))
        rating = read_rating(text, key, self._columns.scales.get(key))
        self._remember(key, cell, rating)
        return rating

    def _read_dose(self, cell: str) -> float | None:
        known = self.remembered[DOSE].get(cell)
        if known is None:
            known = read_dose(self._number(cell))
            if known is not None:
                self._remember(DOSE, cell, known)
        return known

    def _remember(self, target: str, cell: str, value: float | None) -> None:
        remembered = self.remembered[target]
        if len(remembered) < _MOST_REMEMBERED:
            remembered[cell] = value

    def _number(self, cell: str) -> str:
        return self._columns.words.get(cell.strip().casefold(), cell)

    def refuse_absent_names(self) -> None:
        """Make sure that everything mapped in a long file is there.

        Raises:
            BadInput: no row is about it.
        """
        for target in self._absent.values():
            there = [*(known for known in self._said if known not in self._absent), *self.others]
            shown = ", ".join(visible(shorten(known, 60)) for known in there) or "none"
            column = visible(shorten(self._columns.columns[target].strip(), 60))
            raise BadInput(f"no row is about {column!r}: there are {shown}")


@contextmanager
def _kept_in(bad: list[BadCell]) -> Iterator[None]:
    """Let a cell that cannot be read cost itself, and not its row."""
    try:
        yield
    except BadCell as error:
        bad.append(error)


def _refused_row(cells: Sequence[RefusedCell]) -> RefusedRow:
    """Return a row of which nothing can be read, because of these cells."""
    first, *others = cells

    def said(reason: str, of: Callable[[RefusedCell], str]) -> str:
        return "; ".join([reason, *(f"column {shorten(cell.column, 40)}: {of(cell)}" for cell in others)])

    return RefusedRow(
        first.line,
        first.column,
        first.value,
        said(first.reason, lambda cell: cell.reason),
        said(first.in_app, lambda cell: cell.in_app),
        tuple(cell.word for cell in cells if cell.word),
    )
