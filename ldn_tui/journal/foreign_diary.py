"""A foreign diary from its file to what importing it would do: the way the command line and the app both go."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from ldn_tui.domain.errors import WrongUsage
from ldn_tui.domain.text import shorten, visible
from ldn_tui.journal.diary_comparison import DiaryComparing, compare_diary
from ldn_tui.journal.diary_preview import DiaryPreview
from ldn_tui.journal.journal import Journal
from ldn_tui.transfer.column_guess import guess_columns
from ldn_tui.transfer.column_map import (
    ASK,
    DATE,
    DOSE,
    WHAT,
    ColumnMap,
    Duplicates,
    check_once,
    columns_in_words,
    find_columns,
)
from ldn_tui.transfer.column_options import column_map, maps_date, quoted_column
from ldn_tui.transfer.csv_records import Lines, file_lines, read_header, read_records
from ldn_tui.transfer.date_formats import parse_date
from ldn_tui.transfer.date_order import DateOrder, date_order
from ldn_tui.transfer.diary_csv import Diary, read_diary
from ldn_tui.transfer.diary_rows import DiaryRow
from ldn_tui.transfer.layouts import Recognised, recognise
from ldn_tui.transfer.saved_mappings import MappingTexts
from ldn_tui.transfer.text_files import TextFile

# How many different things a long file may be about before the rest goes unnamed.
_MOST_NAMES = 50
# How many dates are shown read both ways.
_MOST_DOUBTFUL = 2


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

    def doubtful_dates(self, column: str, order: DateOrder) -> tuple[tuple[str, date, date], ...]:
        """Return the first dates in `column` that mean two days, each with both; none if there is no doubt of any.

        Args:
            column: the column of the dates.
            order: what is known of how they are written.
        """
        if not order.is_doubtful:
            return ()
        found: dict[str, tuple[str, date, date]] = {}
        for cell in self._cells(column):
            text = cell.strip()
            with suppress(ValueError):
                first, second = (parse_date(text, form) for form in order.formats)
                if first != second:
                    found[text] = text, first, second
            if len(found) == _MOST_DOUBTFUL:
                break
        return tuple(found.values())

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
    if layout is not None and layout.settled is not None:
        records = read_records(lines, delimiter)
        layout = layout.settled(
            cells for _, cells in records if not isinstance(cells, str) and len(cells) >= len(header)
        )
    return ForeignDiary(path, file, lines, delimiter, tuple(header), layout)


def read_columns(diary: ForeignDiary, texts: MappingTexts, journal: Journal) -> tuple[ForeignDiary, ColumnMap]:
    """Return what the columns of a diary mean; one whose date is mapped is read as it stands, whatever its layout.

    Raises:
        WrongUsage: something is missing, was typed in a form I do not know, or is no column of the layout; the message
            names the option.
        BadInput: there is no such column or measure, or one column is mapped twice.
    """
    if texts.plain or maps_date(texts.maps):
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
            _check_marks(diary.layout, columns)
            _check_scales(diary.layout, columns)
            check_once(columns.said, diary.columns)
            return diary, columns
    columns = column_map(texts.maps, *said, duplicates=duplicates)
    check_once(columns.said, diary.header)
    return diary.as_it_stands(), columns


def guessed_maps(diary: ForeignDiary, journal: Journal) -> tuple[str, ...]:
    """Return what the names of a diary's columns say they are, as it would be typed; nothing if they do not say enough.

    A layout of another app is not guessed: its scales have to be said in any case.
    """
    if diary.layout is not None:
        return ()
    found = guess_columns(diary.columns, journal.measures.active())
    if DATE not in found or len(found) == 1:
        return ()
    return tuple(f"{target}={quoted_column(column)}" for target, column in found.items())


def _how_to_map(diary: ForeignDiary) -> str:
    if diary.layout is None:
        return f"a CSV needs --map date=COLUMN,pain=COLUMN,...; the columns are {columns_in_words(diary.header)}"
    if WHAT in diary.layout.columns:
        there = ", ".join(f"{visible(shorten(name, 60))} ({count})" for name, count in diary.names().items())
    else:
        there = columns_in_words([name for name in diary.columns if name != diary.layout.columns[DATE]])
    return (
        f"an export of {diary.layout.name} needs --map pain=NAME,... and the scale of each, --scale pain=1..5,...; "
        f"it has {there}. {diary.layout.hint}. "
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
    today, now = journal.today(), journal.clock.now()
    return read_diary(diary.lines, columns, today, now, retired, diary.layout, also, journal.day_starts_at)


def _check_marks(layout: Recognised, columns: ColumnMap) -> None:
    """Make sure that each column that is read is one of the app's: other files may have such a header, too."""
    if not layout.unmarked:
        return
    mapped = {target: columns.columns[target] for target in (*columns.measures, DOSE) if target in columns.columns}
    for index in find_columns(mapped, layout.header).values():
        if index in layout.unmarked:
            name = visible(shorten(layout.header[index].strip(), 60))
            raise WrongUsage(
                f"column {name!r} has no amount in thousandths and no word as {layout.name} writes them: to read the "
                f"file as it stands, add --plain-table and --map date={layout.columns[DATE]}"
            )


def _check_scales(layout: Recognised, columns: ColumnMap) -> None:
    """Make sure that the scale of everything rated in another app is known: a 4 of 5 is no 4 of 10."""
    missing = [key for key in columns.measures if key not in columns.scales]
    if missing:
        scales = ",".join(f"{key}=1..5" for key in missing)
        raise WrongUsage(
            f"{layout.name} does not say its scales: add what means 0 and what means 10, like "
            f"--scale {scales}. {layout.hint}."
        )


def with_decisions(columns: ColumnMap, decided: Mapping[date, Duplicates], rest: Duplicates) -> ColumnMap:
    """Return the map with what was decided of some days, and what counts on all the rest."""
    return replace(columns, duplicates=rest, decided=MappingProxyType(dict(decided)))
