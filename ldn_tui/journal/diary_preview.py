"""What importing a foreign diary would do, for a person and for a program."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from textwrap import wrap

from ldn_tui.domain.counted import counted
from ldn_tui.domain.days import Timeliness, lag_in_days, timeliness
from ldn_tui.domain.ratings import json_number, shown_number
from ldn_tui.domain.text import cells, shorten, visible
from ldn_tui.journal.diary_comparison import DAYS_SHOWN, ComparedDay, ComparedValue, DiaryComparison, ImportOutcome
from ldn_tui.journal.headlines import differ_in_words, nothing_to_import
from ldn_tui.reports.text_table import text_table
from ldn_tui.transfer.column_map import DATE, DOSE, NOTE, RECORDED_AT, ColumnMap, Duplicates
from ldn_tui.transfer.csv_records import DELIMITERS, Lines
from ldn_tui.transfer.diary_cells import read_day
from ldn_tui.transfer.diary_csv import Diary
from ldn_tui.transfer.diary_rows import RefusedCell, RefusedRow
from ldn_tui.transfer.text_files import TextFile

_CONVERSIONS_SHOWN = 8
_DIFFERENCES_SHOWN = 100
_WIDEST_TEXT = 40

# Sentences, which may be wrapped, and then the lines of a table.
_Part = tuple[list[str], list[str]]
_NOTHING: _Part = ([], [])


@dataclass(frozen=True, slots=True)
class DiaryPreview:
    """What importing a foreign diary would do.

    Attributes:
        path: the file.
        file: its text and how it was decoded.
        lines: its lines, which tell how far an import has come.
        columns: what the columns mean.
        diary: what was read.
        comparison: what becomes of each value.
        now: when values without an instant of their own count as recorded.
        day_starts_at: when a day begins.
    """

    path: Path
    file: TextFile
    lines: Lines
    columns: ColumnMap
    diary: Diary
    comparison: DiaryComparison
    now: datetime
    day_starts_at: time

    @property
    def has_news(self) -> bool:
        """Whether importing it would change the journal."""
        return self.comparison.has_news

    @property
    def is_useless(self) -> bool:
        """Whether every row that says anything was refused."""
        return bool(self.diary.refused) and not self.diary.rows

    @property
    def no_news(self) -> str:
        """What is said where importing it would change nothing."""
        return nothing_to_import(self.comparison.kept, "value")

    def text(self, width: int | None = None, refused: int | None = None, *, in_app: bool = False) -> str:
        """Return it for a person.

        Args:
            width: the cells that sentences may take; None for as many as they need. Tables take what they need.
            refused: how many refused rows, and how many refused cells, are named; None for all.
            in_app: whether remedies name the fields of the dialogs, and not options.
        """
        diary = self.diary
        parts = [
            self._about_counts(),
            self._about_days(),
            self._about_columns(),
            self._about_conversions(),
            self._about_recording(),
            *(self._about_differing(outcome) for outcome in (ImportOutcome.KEPT, ImportOutcome.REPLACED)),
            self._about_refused(
                diary.refused, f"{counted(len(diary.refused), 'row')} refused:", refused, in_app=in_app
            ),
            self._about_refused(
                diary.refused_cells,
                f"{counted(len(diary.refused_cells), 'cell')} refused, the rest of the row taken:",
                refused,
                in_app=in_app,
            ),
        ]
        return "\n\n".join(
            "\n".join([*(line for sentence in sentences for line in _wrapped(sentence, width)), *table])
            for sentences, table in parts
            if sentences
        )

    def _about_file(self) -> str:
        encoding = self.file.encoding
        if self.file.is_assumed:
            encoding += " (assumed: it is not UTF-8; look whether the letters are right)"
        layout = f"an export of {self.diary.layout}, " if self.diary.layout else ""
        sign = DELIMITERS[self.diary.delimiter]
        return f"{visible(str(self.path))}: {layout}{encoding}, {sign} between cells"

    def _about_columns(self) -> _Part:
        meanings = []
        for target, column in self.diary.columns.items():
            details = ""
            if target in self.columns.scales:
                details = f"{self.columns.scales[target]} becomes 0..10"
            elif target == DATE:
                details = ", ".join(self._about_dates())
            meanings.append([target, shorten(column, _WIDEST_TEXT), details])
        return ["Read from the columns:"], text_table(["what", "column", ""], meanings)

    def _about_dates(self) -> Iterator[str]:
        if self.columns.date_format:
            yield f"written as {visible(self.columns.date_format)}"
        if any(":" in self._date_cell(day) for day in self.comparison.tally.first):
            yield f"before {self.day_starts_at:%H:%M} it is still the day before"

    def _about_conversions(self) -> _Part:
        """Say what became of each different cell that is not taken as it stands."""
        lines = []
        for key in self.columns.measures:
            made = self.diary.conversions.get(key, {})
            if not (key in self.columns.scales or any(cell.strip().casefold() in self.columns.words for cell in made)):
                continue
            ordered = sorted(made.items(), key=lambda item: (-1 if item[1] is None else item[1], item[0]))
            shown = [
                f"{_short(cell.strip())} is {'no answer' if value is None else shown_number(value)}"
                for cell, value in _spread(ordered)
            ]
            if not shown:
                continue
            lines.append(f"  {key}: {', '.join(shown)}{', and so on' if len(ordered) > len(shown) else ''}")
        if lines:
            lines.insert(0, "Before they are stored, values become ratings from 0 to 10:")
        if passed_over := [_short(word) for word, number in self.columns.words.items() if not number]:
            lines.append(f"Counted as an empty cell: {', '.join(passed_over)}.")
        return lines, []

    def _about_counts(self) -> _Part:
        diary, comparison = self.diary, self.comparison
        lines = [
            self._about_file(),
            f"{counted(diary.count, 'row')}: {len(diary.rows)} with values, {len(diary.refused)} refused",
        ]
        if diary.blank:
            lines[1] += f", {diary.blank} with nothing in these columns"
        if diary.others:
            names = ", ".join(f"{_short(name) or 'more'} ({count})" for name, count in islice(diary.others.items(), 10))
            lines[1] += f", {sum(diary.others.values())} about something else: {names}"
        if cells := diary.refused_cells:
            rows = counted(len({cell.line for cell in cells}), "row")
            lines.append(f"{counted(len(cells), 'cell')} refused in {rows} whose other cells are taken.")
        if diary.above:
            above = ", ".join(map(_short, diary.above[:3]))
            lines.append(f"{counted(len(diary.above), 'line')} above the header left out: {above}")
        if diary.repeated:
            which = "the last counts" if self.columns.duplicates is Duplicates.REPLACE else "the first counts"
            if self.columns.decided:
                which = f"you decided about {counted(len(self.columns.decided), 'day')}, else {which}"
            said = "is there twice" if diary.repeated == 1 else "are there more than once"
            lines.append(f"{counted(diary.repeated, 'value')} of a day {said} in the file: {which}.")
        outcomes = list(comparison.values())
        table = [
            [name, *(str(counts[outcome]) for outcome in outcomes)]
            for name, counts in (("days", comparison.day_counts()), ("values", comparison.values()))
        ]
        return lines, text_table(["", *outcomes], table, numbers=outcomes)

    def _about_recording(self) -> _Part:
        if RECORDED_AT in self.columns.columns or not self.has_news:
            return _NOTHING
        found = self.comparison.tally.timeliness
        late = [
            f"{counted(found[kind], 'day')} will show as {kind}"
            for kind in (Timeliness.RECALLED, Timeliness.LATE)
            if found.get(kind)
        ]
        means = f": {' and '.join(late)}" if late else ""
        return [f"No column says when values were recorded, so they count as recorded now{means}."], []

    def _about_days(self) -> _Part:
        first = self.comparison.tally.first
        if not first:
            return _NOTHING
        count = sum(self.comparison.tally.timeliness.values())
        targets = [*self.columns.measures, *(target for target in (DOSE,) if target in self.columns.columns)]
        notes = [NOTE] if NOTE in self.columns.columns else []
        rows = []
        for day in first:
            stored = {value.target: self._becoming(day, value) for value in day.values}
            rows.append(
                [
                    str(day.row.line),
                    self._becoming_day(day),
                    *(stored.get(target, "") for target in targets),
                    self._timeliness(day).value,
                    *(stored.get(target, "") for target in notes),
                ]
            )
        if self.columns.is_long:
            which = f"The first {DAYS_SHOWN} rows" if len(first) == DAYS_SHOWN else counted(len(first), "row")
        else:
            which = f"The first {len(first)} of {count} days" if count > len(first) else counted(count, "day")
        heading = f"{which} with something new, as they will be stored:"
        if any("→" in cell for row in rows for cell in row):
            heading = f"{which} with something new, in the file → as stored:"
        return [heading], text_table(["line", "day", *targets, "recorded", *notes], rows, numbers=["line", *targets])

    def _about_differing(self, outcome: ImportOutcome) -> _Part:
        count = self.comparison.values().get(outcome, 0)
        if not count:
            return _NOTHING
        is_replaced = outcome is ImportOutcome.REPLACED
        differing = (
            f"  line {day.row.line}, {day.row.day.isoformat()}: {value.target} "
            + (
                f"{_short(value.held or '')} becomes {_short(value.given_in_words)}"
                if is_replaced
                else f"stays {_short(value.held or '')}, the file says {_short(value.given_in_words)}"
            )
            for day, value in self._differing(outcome)
        )
        more = [f"  and {count - _DIFFERENCES_SHOWN} more"] if count > _DIFFERENCES_SHOWN else []
        return [
            f"{counted(count, 'value')} {differ_in_words(count, replaces=is_replaced)}",
            *islice(differing, _DIFFERENCES_SHOWN),
            *more,
        ], []

    def _differing(self, outcome: ImportOutcome) -> Iterator[tuple[ComparedDay, ComparedValue]]:
        # Where there are none, the file need not be read again to find that out.
        days = self.comparison.days if self.comparison.values().get(outcome) else ()
        return ((day, value) for day in days for value in day.of(outcome))

    def _about_refused(
        self, refused: Sequence[RefusedRow | RefusedCell], heading: str, most: int | None, *, in_app: bool
    ) -> _Part:
        if not refused:
            return _NOTHING
        lines = [
            f"  line {one.line}{'' if one.column is None else f', column {_short(one.column)}'}: "
            f"{one.in_app if in_app else one.reason}"
            for one in refused[:most]
        ]
        if len(lines) < len(refused):
            lines.append(f"  and {len(refused) - len(lines)} more: `ldn import --dry-run` names them all")
        return [heading, *lines], []

    def _date_cell(self, day: ComparedDay) -> str:
        return day.row.cells[self.diary.indices[DATE]].strip()

    def _becoming_day(self, day: ComparedDay) -> str:
        """Return the day of a row, after what stands in the file where its time makes it the day before."""
        stored, cell = day.row.day, self._date_cell(day)
        is_moved = read_day(cell, self.columns.date_format, date.max) != stored
        return f"{_short(cell)} → {stored.isoformat()}" if is_moved else stored.isoformat()

    def _becoming(self, day: ComparedDay, value: ComparedValue) -> str:
        """Return what will be stored, after what stands in the file where that is something else."""
        if value.outcome is ImportOutcome.KEPT and value.held is not None:
            return _short(value.held)
        stored = _short(value.given_in_words)
        if value.given is None or isinstance(value.given, str):
            return stored
        cell = day.row.cells[self.diary.indices[value.target]].strip()
        if _is_number(cell, value.given):
            return stored
        return f"{_short(cell)} → {stored}"

    def _timeliness(self, day: ComparedDay) -> Timeliness:
        recorded_at = day.row.recorded_at or self.now
        return timeliness(lag_in_days(day.row.day, recorded_at, self.day_starts_at))

    def as_json(self) -> dict[str, object]:
        """Return it for a program."""
        return {
            "format": "csv",
            "file": str(self.path),
            "encoding": self.file.encoding,
            "encoding_assumed": self.file.is_assumed,
            "delimiter": self.diary.delimiter,
            "columns": dict(self.diary.columns),
            "layout": self.diary.layout or None,
            "counts": {
                "rows": self.diary.count,
                "refused": len(self.diary.refused),
                "refused_cells": len(self.diary.refused_cells),
                "blank": self.diary.blank,
                "repeated": self.diary.repeated,
                "others": dict(self.diary.others),
                "days": {outcome.value: count for outcome, count in self.comparison.day_counts().items()},
                "values": {outcome.value: count for outcome, count in self.comparison.values().items()},
            },
            **{
                outcome.value: [
                    {
                        "line": day.row.line,
                        "date": day.row.day.isoformat(),
                        "what": value.target,
                        "journal": value.held,
                        "file": value.given if isinstance(value.given, str) else json_number(value.given),
                    }
                    for day, value in self._differing(outcome)
                ]
                for outcome in (ImportOutcome.KEPT, ImportOutcome.REPLACED)
                if outcome in self.comparison.values()
            },
            "refused": [
                {"line": row.line, "column": row.column, "value": row.value, "reason": row.reason}
                for row in self.diary.refused
            ],
            "refused_cells": [
                {"line": cell.line, "column": cell.column, "value": cell.value, "reason": cell.reason}
                for cell in self.diary.refused_cells
            ],
        }


def _spread(items: list[tuple[str, float | None]]) -> list[tuple[str, float | None]]:
    """Return a few of `items`, from the first to the last."""
    if len(items) <= _CONVERSIONS_SHOWN:
        return items
    last = len(items) - 1
    return [items[round(index * last / (_CONVERSIONS_SHOWN - 1))] for index in range(_CONVERSIONS_SHOWN)]


def _wrapped(sentence: str, width: int | None) -> list[str]:
    if width is None or cells(sentence) <= width:
        return [sentence]
    indent = "  " if sentence.startswith("  ") else ""
    return wrap(sentence, width, initial_indent=indent, subsequent_indent=f"{indent}  ", drop_whitespace=True)


def _is_number(cell: str, value: float) -> bool:
    """Return whether a cell is just that number, so that nothing became of it."""
    try:
        return float(cell.lower().removesuffix("mg").replace(",", ".")) == value
    except ValueError:
        return False


def _short(text: str) -> str:
    return shorten(visible(text), _WIDEST_TEXT)
