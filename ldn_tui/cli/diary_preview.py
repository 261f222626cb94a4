"""What importing a foreign diary would do, for a person and for a program."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import Path

from ldn_tui.cli.headlines import differ_in_words
from ldn_tui.domain.days import Timeliness, lag_in_days, timeliness
from ldn_tui.domain.ratings import json_number
from ldn_tui.domain.text import shorten, visible
from ldn_tui.journal.diary_import import ComparedDay, ComparedValue, DiaryComparison, Outcome
from ldn_tui.reports.text_table import text_table
from ldn_tui.transfer.column_map import DATE, DOSE, NOTE, RECORDED_AT, ColumnMap
from ldn_tui.transfer.text_files import TextFile
from ldn_tui.transfer.wide_csv import DELIMITERS, Diary

_DAYS_SHOWN = 20
_WIDEST_TEXT = 40


@dataclass(frozen=True, slots=True)
class DiaryPreview:
    """What importing a foreign diary would do.

    Attributes:
        path: the file.
        file: its text and how it was decoded.
        columns: what the columns mean.
        diary: what was read.
        comparison: what becomes of each value.
        now: when values without an instant of their own count as recorded.
        day_starts_at: when a day begins.
    """

    path: Path
    file: TextFile
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

    def text(self) -> str:
        """Return it for a person."""
        parts = [
            self._about_file(),
            self._about_counts(),
            self._about_recording(),
            self._about_days(),
            self._about_kept(),
            self._about_refused(),
        ]
        return "\n\n".join("\n".join(part) for part in parts if part)

    def _about_file(self) -> list[str]:
        encoding = self.file.encoding
        if self.file.is_assumed:
            encoding += " (assumed: it is not UTF-8; look whether the letters are right)"
        meanings = []
        for target, column in self.diary.columns.items():
            details = ""
            if target in self.columns.scales:
                details = f"{self.columns.scales[target]} becomes 0..10"
            elif target == DATE:
                details = f"written as {visible(self.columns.date_format)}" if self.columns.date_format else ""
            meanings.append([target, shorten(column, _WIDEST_TEXT), details])
        return [
            f"{visible(str(self.path))}: {encoding}, {DELIMITERS[self.diary.delimiter]} between cells",
            *text_table(["what", "column", ""], meanings),
        ]

    def _about_counts(self) -> list[str]:
        rows = len(self.diary.rows) + len(self.diary.refused) + self.diary.blank
        lines = [f"{_count(rows, 'row')}: {len(self.diary.rows)} with values, {len(self.diary.refused)} refused"]
        if self.diary.blank:
            lines[0] += f", {self.diary.blank} with nothing in these columns"
        table = [
            [name, *(str(counts[outcome]) for outcome in Outcome)]
            for name, counts in (("days", self.comparison.day_counts()), ("values", self.comparison.values()))
        ]
        return [*lines, *text_table(["", *Outcome], table, numbers=list(Outcome))]

    def _about_recording(self) -> list[str]:
        if RECORDED_AT in self.columns.columns or not self.has_news:
            return []
        found = Counter(self._timeliness(day) for day in self.comparison.new_days())
        late = [
            f"{_count(found[kind], 'day')} will show as {kind}"
            for kind in (Timeliness.RECALLED, Timeliness.LATE)
            if found[kind]
        ]
        means = f": {' and '.join(late)}" if late else ""
        return [f"No column says when values were recorded, so they count as recorded now{means}."]

    def _about_days(self) -> list[str]:
        days = self.comparison.new_days()
        if not days:
            return []
        first = days[:_DAYS_SHOWN]
        targets = [*self.columns.measures, *(target for target in (DOSE,) if target in self.columns.columns)]
        notes = [NOTE] if NOTE in self.columns.columns else []
        rows = []
        for day in first:
            stored = {value.target: _stored(value) for value in day.values}
            rows.append(
                [
                    str(day.row.line),
                    day.row.day.isoformat(),
                    *(stored.get(target, "") for target in targets),
                    self._timeliness(day).value,
                    *(stored.get(target, "") for target in notes),
                ]
            )
        which = f"The first {len(first)} of {len(days)} days" if len(days) > len(first) else _count(len(days), "day")
        return [
            f"{which} with something new, as they will be stored:",
            *text_table(["line", "day", *targets, "recorded", *notes], rows, numbers=["line", *targets]),
        ]

    def _about_kept(self) -> list[str]:
        kept = [(day.row, value) for day in self.comparison.days for value in day.of(Outcome.KEPT)]
        if not kept:
            return []
        return [
            f"{_count(len(kept), 'value')} {differ_in_words(len(kept))}",
            *(
                f"  line {row.line}, {row.day.isoformat()}: {value.target} stays {_short(value.held or '')}, "
                f"the file says {_short(value.given_in_words)}"
                for row, value in kept
            ),
        ]

    def _about_refused(self) -> list[str]:
        if not self.diary.refused:
            return []
        return [
            f"{_count(len(self.diary.refused), 'row')} refused:",
            *(
                f"  line {row.line}{'' if row.column is None else f', column {_short(row.column)}'}: {row.reason}"
                for row in self.diary.refused
            ),
        ]

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
            "counts": {
                "rows": len(self.diary.rows) + len(self.diary.refused) + self.diary.blank,
                "refused": len(self.diary.refused),
                "blank": self.diary.blank,
                "days": dict(self.comparison.day_counts()),
                "values": dict(self.comparison.values()),
            },
            "kept": [
                {
                    "line": day.row.line,
                    "date": day.row.day.isoformat(),
                    "what": value.target,
                    "journal": value.held,
                    "file": value.given if isinstance(value.given, str) else json_number(value.given),
                }
                for day in self.comparison.days
                for value in day.of(Outcome.KEPT)
            ],
            "refused": [
                {"line": row.line, "column": row.column, "value": row.value, "reason": row.reason}
                for row in self.diary.refused
            ],
        }


def _stored(value: ComparedValue) -> str:
    return _short(value.held if value.outcome is Outcome.KEPT and value.held is not None else value.given_in_words)


def _short(text: str) -> str:
    return shorten(visible(text), _WIDEST_TEXT)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
