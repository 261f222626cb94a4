"""The days of which a foreign diary says something else than what is there, each to be decided by the person."""

from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.text import shorten, visible
from ldn_tui.journal.diary_comparison import ComparedValue, DiaryComparing, ImportOutcome
from ldn_tui.journal.foreign_diary import ForeignDiary, read_rows, with_decisions
from ldn_tui.journal.journal import Journal
from ldn_tui.transfer.column_map import ColumnMap, Duplicates
from ldn_tui.transfer.diary_rows import DiaryRow

_WIDEST_TEXT = 40


@dataclass(frozen=True, slots=True)
class ConflictingValue:
    """One value that is there twice.

    Attributes:
        target: the measure's key, `dose` or `note`.
        there: the journal's, or what an earlier row of the file says, in words.
        said: what the file says, by its last row of the day.
    """

    target: str
    there: str
    said: str


@dataclass(frozen=True, slots=True)
class ConflictingDay:
    """A day on which something is there twice, and not the same.

    Attributes:
        day: the day.
        values: what is there twice.
    """

    day: date
    values: tuple[ConflictingValue, ...]


def conflicting_days(journal: Journal, diary: ForeignDiary, columns: ColumnMap) -> tuple[ConflictingDay, ...]:
    """Return the days to decide about, the earliest first; nothing is changed.

    What is held on the way grows with the days of a file, and not with its rows.

    Raises:
        BadInput: it is no such diary, or says an amount on a day that is sealed.
    """
    comparing = DiaryComparing(journal, journal.repository.rows)
    found: dict[date, dict[str, tuple[str, ComparedValue]]] = {}

    def compare(row: DiaryRow) -> None:
        for value in comparing.compared(row).values:
            known = found.setdefault(row.day, {})
            there = known[value.target][0] if value.target in known else _there(value)
            known[value.target] = there, value

    read_rows(journal, diary, with_decisions(columns, {}, Duplicates.REPLACE), compare)
    conflicts = (
        ConflictingDay(
            day,
            tuple(
                ConflictingValue(target, _shown(there), _shown(value.given_in_words))
                for target, (there, value) in values.items()
                if value.outcome is ImportOutcome.KEPT or (value.held is None and there != value.given_in_words)
            ),
        )
        for day, values in sorted(found.items())
    )
    return tuple(conflict for conflict in conflicts if conflict.values)


def _there(value: ComparedValue) -> str:
    return value.given_in_words if value.held is None else value.held


def _shown(text: str) -> str:
    return shorten(visible(text), _WIDEST_TEXT)
