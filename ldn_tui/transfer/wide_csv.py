"""Wide CSV diaries, a row a day and a column a measure: a foreign one read, this journal's written."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from types import MappingProxyType

from ldn_tui.domain.dates import parse_iso, short_day
from ldn_tui.domain.days import Day
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.limits import LONGEST_NOTE
from ldn_tui.domain.measures import retired_in_words
from ldn_tui.domain.ratings import check_mg, check_rating, parse_number, plain
from ldn_tui.domain.text import is_storable, shorten, visible
from ldn_tui.transfer.column_map import DATE, DOSE, NOTE, RECORDED_AT, ColumnMap, Scale, find_columns, parse_date
from ldn_tui.transfer.formula_guard import guarded, unguarded
from ldn_tui.transfer.instants import parse_instant

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
NOT_TAKEN = "none"

_LONGEST_NUMBER = 40
_NONE_RETIRED: Mapping[str, date] = MappingProxyType({})
# 1,000 is one in Berlin and a thousand in London.
_AMBIGUOUS = re.compile(r"[+-]?\d{1,3},\d{3}", re.ASCII)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?=[T ]|$)", re.ASCII)


@dataclass(frozen=True, slots=True)
class DiaryRow:
    """What a row says of its day.

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
        rows: what it says, in the order of the file, each day once.
        refused: the rows that cannot be read.
        blank: how many rows say nothing at all.
    """

    delimiter: str
    columns: Mapping[str, str]
    rows: tuple[DiaryRow, ...]
    refused: tuple[RefusedRow, ...]
    blank: int


class _BadCell(Exception):
    """A cell that makes its row useless: its column, and why."""

    def __init__(self, target: str, reason: str) -> None:
        """Say which target's cell is bad."""
        super().__init__(reason)
        self.target = target


def file_lines(text: str) -> Iterator[str]:
    """Yield the lines of `text` with their ends, as editors count them: a lone carriage return ends none."""
    return iter(re.findall(r"[^\n]*\n|[^\n]+", text))


def read_header(lines: Iterable[str]) -> tuple[str, list[str]]:
    """Return the delimiter and the names of the columns, without knowing which are wanted.

    Raises:
        BadInput: there is no header, or it is not CSV.
    """
    return _read_header(_leading_lines(list(lines)), {})


def read_diary(
    lines: Iterable[str],
    columns: ColumnMap,
    today: date,
    now: datetime,
    retired: Mapping[str, date] = _NONE_RETIRED,
) -> Diary:
    """Return what a diary says, and the rows that say it badly.

    Args:
        lines: the file's lines with their ends; the first that is not blank names the columns.
        columns: what is to be read from which column.
        today: the last day that may be recorded.
        now: the last instant at which anything may have been recorded.
        retired: the first day on which each retired measure is no longer rated.

    Raises:
        BadInput: the file as a whole is no such diary: no header, no rows, a column that is not there, or a
            quotation that swallows lines.
    """
    known = list(lines)
    delimiter, header = _read_header(_leading_lines(known), columns.columns)
    indices = find_columns(columns.columns, header)
    names = {target: visible(header[index].strip()) or f"number {index + 1}" for target, index in indices.items()}
    reading = _Reading(columns, indices, names, len(header), today, now, retired)
    records = _records(known, delimiter)
    next(records)
    for line, cells in records:
        reading.read(line, cells)
    if not (reading.rows or reading.refused or reading.blank):
        raise BadInput("has a header and no rows: there is nothing to import")
    return Diary(delimiter, names, tuple(reading.rows), tuple(reading.refused), reading.blank)


class _Reading:
    """The state of reading rows one after the other."""

    def __init__(
        self,
        columns: ColumnMap,
        indices: Mapping[str, int],
        names: Mapping[str, str],
        width: int,
        today: date,
        now: datetime,
        retired: Mapping[str, date],
    ) -> None:
        """Begin with no rows."""
        self.rows: list[DiaryRow] = []
        self.refused: list[RefusedRow] = []
        self.blank = 0
        self._columns = columns
        self._indices = indices
        self._names = names
        self._width = width
        self._today = today
        self._now = now
        self._retired = retired
        self._lines: dict[date, int] = {}

    def read(self, line: int, cells: list[str] | str) -> None:
        """Read one row; `cells` is the reason why there are none where the line is not CSV."""
        if isinstance(cells, str):
            self.refused.append(RefusedRow(line, None, "", cells))
        elif not any(cell.strip() for cell in cells):
            # A line without any cell is mere spacing.
            self.blank += bool(cells)
        elif len(cells) < self._width or any(cell.strip() for cell in cells[self._width :]):
            reason = f"has {len(cells)} cells where the header has {self._width}: quote cells that hold the delimiter"
            self.refused.append(RefusedRow(line, None, "", reason))
        else:
            wanted = {target: cells[index] for target, index in self._indices.items()}
            try:
                self._read_wanted(line, wanted)
            except _BadCell as bad:
                self.refused.append(RefusedRow(line, self._names[bad.target], wanted[bad.target], str(bad)))

    def _read_wanted(self, line: int, cells: Mapping[str, str]) -> None:
        if not any(cell.strip() for cell in cells.values()):
            self.blank += 1
            return
        day = self._read_day(cells[DATE])
        if (first := self._lines.setdefault(day, line)) != line:
            raise _BadCell(DATE, f"{short_day(day)} is already on line {first}: keep one row a day")
        row = DiaryRow(
            line,
            day,
            {key: self._read_rating(cells[key], key, day) for key in self._columns.measures if cells[key].strip()},
            _dose(cells.get(DOSE, "")),
            _note(cells.get(NOTE, "")),
            self._read_recorded_at(cells.get(RECORDED_AT, ""), day),
        )
        if row.ratings or row.dose is not None or row.note is not None:
            self.rows.append(row)
        else:
            self.blank += 1

    def _read_day(self, cell: str) -> date:
        text = cell.strip()
        if not text:
            raise _BadCell(DATE, "the date is blank: write the day")
        day = _day(text, self._columns.date_format)
        if day > self._today:
            raise _BadCell(DATE, f"{day.isoformat()} has not come yet: today is {short_day(self._today)}")
        return day

    def _read_rating(self, cell: str, key: str, day: date) -> float:
        retired_on = self._retired.get(key)
        if retired_on is not None and day >= retired_on:
            raise _BadCell(key, retired_in_words(key, retired_on))
        return _rating(cell, key, self._columns.scales.get(key))

    def _read_recorded_at(self, cell: str, day: date) -> datetime | None:
        text = cell.strip()
        if not text:
            return None
        try:
            instant = parse_instant(text)
        except ValueError as error:
            raise _BadCell(RECORDED_AT, str(error)) from None
        if instant > self._now:
            raise _BadCell(RECORDED_AT, f"{instant.isoformat()} has not come yet: it is {self._now.isoformat()}")
        # Written elsewhere or in UTC, an instant of a day may bear the date before it.
        if instant.date() < day - timedelta(days=1):
            raise _BadCell(RECORDED_AT, f"{instant.isoformat()} is before the day itself, {day.isoformat()}")
        return instant


def _leading_lines(lines: Sequence[str]) -> Sequence[str]:
    """Return `lines` from the first that is not blank."""
    for index, line in enumerate(lines):
        if line.strip():
            return lines[index:]
    raise BadInput("has no header: its first line must name the columns")


def _read_header(lines: Sequence[str], wanted: Mapping[str, str]) -> tuple[str, list[str]]:
    """Return the delimiter with which the header has all `wanted` columns, else the one that gives most columns."""
    headers: list[tuple[str, list[str]]] = []
    for delimiter in DELIMITERS:
        try:
            headers.append((delimiter, next(csv.reader(lines, delimiter=delimiter, strict=True), [])))
        except csv.Error:
            continue
    if not headers:
        if "\r" in lines[0].rstrip("\r\n"):
            raise BadInput("ends its lines with bare carriage returns: save it with line ends LF or CRLF")
        raise BadInput("has a header that is not CSV: check its quotation marks")
    headers.sort(key=lambda found: len(found[1]), reverse=True)
    for found in headers:
        try:
            find_columns(wanted, found[1])
        except BadInput:
            continue
        return found
    return headers[0]


def _records(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each record from the header on with the line it begins on; a reason in place of one that is not CSV."""
    reader = csv.reader(iter(lines), delimiter=delimiter, strict=True)
    is_header = True
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            if reader.line_num > line:
                raise BadInput(
                    f"opens a quotation on line {line} that does not close properly before line {reader.line_num}: "
                    "mend it, so that no line is taken for another"
                ) from None
            yield line, _why_not_csv(lines[line - 1])
            continue
        if is_header and not lines[line - 1].strip():
            continue
        is_header = False
        yield line, cells


def _why_not_csv(line: str) -> str:
    if len(line) > csv.field_size_limit():
        return f"has a cell of more than {csv.field_size_limit()} characters: shorten it"
    if "\r" in line.rstrip("\r\n") and '"' not in line:
        return "has a carriage return in its midst: make it two lines, or quote the cell"
    return "has quotation marks that do not match: quote the whole cell, and double the marks in it"


def _day(text: str, date_format: str | None) -> date:
    if date_format is not None:
        try:
            return parse_date(text, date_format)
        except (ValueError, OverflowError):
            raise _BadCell(DATE, f"{_shown(text)} is not a day written as {visible(date_format)}") from None
    match = _ISO_DAY.match(text)
    try:
        if match is None:
            return parse_iso(shorten(text, _LONGEST_NUMBER))
        if len(text) > len(match[0]):
            datetime.fromisoformat(text)
        return parse_iso(match[0])
    except BadInput as error:
        raise _BadCell(DATE, f"{error}, or say how with --date-format" if match is None else str(error)) from None
    except ValueError:
        raise _BadCell(DATE, f"{_shown(text)} is neither a day nor an instant: write it as 2026-03-31") from None


def _rating(cell: str, key: str, scale: Scale | None) -> float:
    text = cell.strip()
    number = _number(text, key)
    if scale is None:
        try:
            return check_rating(number, key)
        except BadInput as error:
            remedy = (
                f"round it with --scale {key}=0..10" if 0 <= number <= 10 else f"say its scale: --scale {key}=0..100"
            )
            raise _BadCell(key, f"{error}, or {remedy}") from None
    exact = Decimal(text.replace(",", "."))
    if not scale.holds(exact):
        raise _BadCell(key, f"{key} {_shown(text)} is not on its scale {scale}")
    return scale.rating(exact)


def _dose(cell: str) -> float | None:
    text = cell.strip()
    if not text:
        return None
    if text.lower() == NOT_TAKEN:
        return 0.0
    number = _number(text.lower().removesuffix("mg").rstrip(), DOSE)
    try:
        return 0.0 if number == 0 else check_mg(number)
    except BadInput as error:
        raise _BadCell(DOSE, str(error)) from None


def _number(text: str, target: str) -> float:
    if len(text) > _LONGEST_NUMBER:
        raise _BadCell(target, f"{target} {_shown(text)} is too long for a number: write it like 4 or 4.5")
    if _AMBIGUOUS.fullmatch(text):
        raise _BadCell(target, f"{target} {_shown(text)} may mean two numbers: write it with a point, or without comma")
    try:
        return parse_number(text, target)
    except BadInput as error:
        raise _BadCell(target, str(error)) from None


def _note(cell: str) -> str | None:
    note = unguarded(cell)
    if not note.strip():
        return None
    if len(note) > LONGEST_NOTE:
        raise _BadCell(NOTE, f"the note has {len(note)} characters: keep it to {LONGEST_NOTE}")
    if not is_storable(note):
        raise _BadCell(NOTE, "the note holds characters that are not text: type it again")
    return note


def _shown(text: str) -> str:
    return repr(visible(shorten(text, _LONGEST_NUMBER)))


# Writing


def diary_lines(days: Iterable[Day], measures: Sequence[str]) -> Iterator[str]:
    """Yield the lines of a wide CSV, with a header: a row a day, a column a measure, as the view `daily` has them.

    `dose_mg` is the day's sum, 0 where a dose was answered as not taken; a dose known only by a bottle's label, an
    explicit "no answer" and a laboratory value have no cell. Quotation and line breaks in cells are as in RFC 4180;
    text that a spreadsheet would compute bears the guard that `read_diary` takes away.

    Args:
        days: the days with anything recorded.
        measures: the keys of the columns, in order.
    """
    yield _csv_line(["day", *measures, "dose_mg", "side_effects", "rescue", "impression", "skip", "note"])
    for day in days:
        side_effects = [f"{effect.term} ({effect.severity})" for effect in day.side_effects]
        yield _csv_line(
            [
                day.date.isoformat(),
                *("" if (value := day.value(key)) is None else plain(value) for key in measures),
                _dose_cell(day),
                guarded("; ".join(side_effects)) or ("none" if day.no_side_effects else ""),
                guarded("; ".join(f"{rescue.medicine} x{plain(rescue.count)}" for rescue in day.rescues)),
                "" if day.impression is None else str(day.impression),
                "" if day.skip is None else day.skip.value,
                guarded(day.note or ""),
            ]
        )


def _dose_cell(day: Day) -> str:
    amounts = [dose.mg for dose in day.doses if dose.mg is not None]
    if amounts:
        return plain(round(sum(amounts), 1))
    return "0" if day.doses and not any(dose.taken for dose in day.doses) else ""


def _csv_line(cells: Sequence[str]) -> str:
    # With this terminator the writer quotes lone carriage returns, too.
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue().removesuffix("\r\n") + "\n"
