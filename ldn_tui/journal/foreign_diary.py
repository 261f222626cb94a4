"""A foreign diary from its file to what importing it would do: the way the command line and the app both go."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from ldn_tui.domain.errors import WrongUsage
from ldn_tui.domain.text import shorten, visible
from ldn_tui.journal.diary_comparison import DiaryComparing, compare_diary
from ldn_tui.journal.diary_preview import DiaryPreview
from ldn_tui.journal.journal import Journal
from ldn_tui.transfer.column_map import (
    ASK,
    DATE,
    WHAT,
    ColumnMap,
    Duplicates,
    columns_in_words,
    find_columns,
)
from ldn_tui.transfer.column_options import column_map
from ldn_tui.transfer.csv_records import Lines, file_lines, read_header, read_records
from ldn_tui.transfer.date_order import DateOrder, date_order
from ldn_tui.transfer.diary_csv import Diary, read_diary
from ldn_tui.transfer.diary_rows import DiaryRow
from ldn_tui.transfer.layouts import Recognised, recognise
from ldn_tui.transfer.saved_mappings import MappingTexts
from ldn_tui.transfer.text_files import TextFile

# How many different things a long file may be about before the rest goes unnamed.
_MOST_NAMES = 50


@dataclass(frozen=True, slots=True)
class ForeignDiary:
    """A file that may be a diary, before it is known what its columns mean.

    Attributes:
        path: the file.
        file: its text and how it was decoded.
        lines: its lines.
        delimiter: what stands between its cells.
        header: the names of its columns as they stand there.
        layout: the layout of another app it has, None for none.
    """

    path: Path
    file: TextFile
    lines: Lines
    delimiter: str
    header: tuple[str, ...]
    layout: Recognised | None

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns that can be mapped."""
        return self.header if self.layout is None else self.layout.header

    def as_it_stands(self) -> "ForeignDiary":
        """Return it without the layout it seems to have."""
        return replace(self, layout=None)

    def names(self, what: str | None = None) -> Mapping[str, int]:
        """Return what a long file's rows are about, the most frequent first, and how many rows each.

        Args:
            what: the column that names it; None for the one its layout knows.
        """
        column = what or (self.layout.columns.get(WHAT) if self.layout else None)
        if column is None:
            return {}
        counts = Counter(cell.strip() for cell in self._cells(column) if cell.strip())
        return dict(counts.most_common(_MOST_NAMES))

    def date_order(self, column: str) -> DateOrder:
        """Return in which order the dates in `column` are written, as far as they tell.

        Raises:
            BadInput: there is no such column, or a quotation swallows lines.
        """
        return date_order(self._cells(column))

    def _cells(self, column: str) -> Iterator[str]:
        index = find_columns({column: column}, self.columns)[column]
        for _, cells in read_records(self.lines, self.delimiter):
            if not isinstance(cells, str) and len(cells) >= len(self.header):
                yield cells[index] if self.layout is None else self.layout.row(cells)[index]


def open_diary(path: Path, file: TextFile) -> ForeignDiary:
    """Return what can be said of a diary's file at once.

    Raises:
        BadInput: it has no header, or is not CSV.
    """
    lines = file_lines(file.text)
    delimiter, header = read_header(lines)
    layout = recognise(header)
    if layout is not None and layout.is_own is not None:
        rows = (cells for _, cells in read_records(lines, delimiter) if not isinstance(cells, str))
        if not any(map(layout.is_own, rows)):
            layout = None
    return ForeignDiary(path, file, lines, delimiter, tuple(header), layout)


def read_columns(diary: ForeignDiary, texts: MappingTexts, journal: Journal) -> tuple[ForeignDiary, ColumnMap]:
    """Return what the columns of a diary mean; one whose date is mapped is read as it stands, whatever its layout.

    Raises:
        WrongUsage: something is missing, or was typed in a form I do not know; the message names the option.
        BadInput: there is no such column or measure.
    """
    if texts.plain:
        diary = diary.as_it_stands()
    if not texts.maps:
        raise WrongUsage(_how_to_map(diary))
    measures = [measure.key for measure in journal.measures.all()]
    duplicates = None if texts.duplicates in {None, ASK} else Duplicates(texts.duplicates)
    said = (texts.scales, texts.date_format, measures, texts.words)
    if diary.layout is not None:
        known = diary.layout.columns
        columns = column_map(texts.maps, *said, known, duplicates)
        if all(columns.columns[target] == column for target, column in known.items()):
            _check_scales(diary.layout, columns)
            return diary, columns
    return diary.as_it_stands(), column_map(texts.maps, *said, duplicates=duplicates)


def _how_to_map(diary: ForeignDiary) -> str:
    if diary.layout is None:
        return f"a CSV needs --map date=COLUMN,pain=COLUMN,...; the columns are {columns_in_words(diary.header)}"
    if WHAT in diary.layout.columns:
        there = ", ".join(f"{visible(shorten(name, 60))} ({count})" for name, count in diary.names().items())
    else:
        there = columns_in_words([name for name in diary.columns if name != diary.layout.columns[DATE]])
    return (
        f"an export of {diary.layout.name} needs --map pain=NAME,...; it has {there}. {diary.layout.hint}. "
        "To read the file as it stands instead, add --plain-table."
    )


def preview_diary(journal: Journal, diary: ForeignDiary, columns: ColumnMap) -> DiaryPreview:
    """Return what importing a diary would do; nothing is changed.

    Raises:
        BadInput: it is no such diary, or says an amount on a day that is sealed.
    """
    now = journal.clock.now()
    if columns.may_replace:
        found = read_rows(journal, diary, columns)
        comparison = compare_diary(journal, found, columns.replaces)
    else:
        # Compared while it is read: once through the file is half the time.
        comparing = DiaryComparing(journal, journal.repository.rows)
        found = read_rows(journal, diary, columns, comparing.count)
        comparison = comparing.of(found)
    return DiaryPreview(diary.path, diary.file, diary.lines, columns, found, comparison, now, journal.day_starts_at)


def read_rows(
    journal: Journal, diary: ForeignDiary, columns: ColumnMap, also: Callable[[DiaryRow], object] | None = None
) -> Diary:
    """Return what a diary says to that journal; `also` is told each row on the way, as `read_diary` says.

    Raises:
        BadInput: it is no such diary.
    """
    retired = {one.key: one.retired_on for one in journal.measures.all() if one.retired_on is not None}
    return read_diary(diary.lines, columns, journal.today(), journal.clock.now(), retired, diary.layout, also)


def _check_scales(layout: Recognised, columns: ColumnMap) -> None:
    """Make sure that the scale of everything rated in another app is known: a 4 of 5 is no 4 of 10."""
    missing = [key for key in columns.measures if key not in columns.scales]
    if missing:
        raise WrongUsage(
            f"{layout.name} does not say its scales: add what means 0 and what means 10, like "
            f"--scale {missing[0]}=1..5. {layout.hint}."
        )


def with_decisions(columns: ColumnMap, decided: Mapping[date, Duplicates], rest: Duplicates) -> ColumnMap:
    """Return the map with what was decided of some days, and what counts on all the rest."""
    return replace(columns, duplicates=rest, decided=MappingProxyType(dict(decided)))
