"""What the columns of a foreign diary mean, their scales, and where in a header they stand."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.text import shorten, visible

DATE, DOSE, NOTE, RECORDED_AT = "date", "dose", "note", "recorded_at"
# Of a long file: the column that names what was rated, and the one that says its value.
WHAT, VALUE = "what", "value"
FIXED_TARGETS = (DATE, DOSE, NOTE, RECORDED_AT, WHAT, VALUE)


@dataclass(frozen=True, slots=True)
class Scale:
    """A foreign scale: the value that means 0 here, and the one that means 10. The first may be the greater."""

    zero: Decimal
    ten: Decimal

    def holds(self, value: Decimal) -> bool:
        """Return whether `value` lies on it."""
        return min(self.zero, self.ten) <= value <= max(self.zero, self.ten)

    def rating(self, value: Decimal) -> float:
        """Return `value` on the 0 to 10 scale, linearly, to the nearest tenth (halves up)."""
        exact = (value - self.zero) * 10 / (self.ten - self.zero)
        return float(exact.quantize(Decimal("0.1"), ROUND_HALF_UP)) + 0.0

    def __str__(self) -> str:
        return f"{self.zero}..{self.ten}"


# Said in place of one of them, where the person decides day by day.
ASK = "ask"


class Duplicates(StrEnum):
    """What counts where a day is spoken of twice, in the file or by file and journal."""

    KEEP = "keep"
    REPLACE = "replace"


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """What is to be read from which column.

    Attributes:
        columns: for each target (date, a measure's key, dose, note, recorded_at) the column's name or number. If there
            is one for `what`, the file is long: measures and the dose are then found by their names in that column,
            their values in the column for `value`.
        scales: for each measure that is not on 0 to 10, its scale.
        date_format: how dates are written, for `strptime`; None for ISO.
        words: the number that a word in a cell stands for, by the word in small letters; `-` for "no answer", "" for
            one that counts as an empty cell.
        duplicates: what counts where a day is there twice; None to refuse such a row of the file, and keep what the
            journal has.
        decided: the days of which something else was decided than `duplicates` says.
    """

    columns: Mapping[str, str]
    scales: Mapping[str, Scale] = field(default_factory=lambda: MappingProxyType({}))
    date_format: str | None = None
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    duplicates: Duplicates | None = None
    decided: Mapping[date, Duplicates] = field(default_factory=lambda: MappingProxyType({}))

    def counts(self, day: date) -> Duplicates | None:
        """Return what counts where `day` is there twice."""
        return self.decided.get(day, self.duplicates)

    def replaces(self, day: date) -> bool:
        """Return whether what the file says of `day` takes the place of what is there."""
        return self.decided.get(day, self.duplicates) is Duplicates.REPLACE

    @property
    def may_replace(self) -> bool:
        """Whether it does on any day."""
        return Duplicates.REPLACE in {self.duplicates, *self.decided.values()}

    @property
    def is_long(self) -> bool:
        """Whether a row says one value, and a column which."""
        return WHAT in self.columns

    def in_header(self, header: Sequence[str]) -> dict[str, str]:
        """Return the part of `columns` that names columns of a file with that header, and not things in one."""
        if not self.is_long:
            return dict(self.columns)
        names = {name.strip().casefold() for name in header}
        is_column = {DATE, WHAT, VALUE, RECORDED_AT}
        return {
            target: column
            for target, column in self.columns.items()
            if target in is_column or (target == NOTE and column.strip().casefold() in names)
        }

    @property
    def said(self) -> dict[str, str]:
        """The part of `columns` that says something of a day: measures, the dose and the note."""
        told = {DATE, RECORDED_AT, WHAT, VALUE}
        return {target: column for target, column in self.columns.items() if target not in told}

    @property
    def measures(self) -> tuple[str, ...]:
        """The keys of the measures that are mapped, as given."""
        return tuple(target for target in self.columns if target not in FIXED_TARGETS)


def check_once(columns: Mapping[str, str], header: Sequence[str] = ()) -> None:
    """Make sure that no column, and nothing a long file names, is read as two things at once.

    Args:
        columns: the name or number of the column by its target, or by what a person calls it.
        header: the names of the columns, where a number may stand for one.

    Raises:
        BadInput: one is; the message names both things.
    """
    known: dict[str | int, str] = {}
    for target, column in columns.items():
        place: str | int = column.strip().casefold()
        with suppress(BadInput):
            place = _find_column(column, header)
        first = known.setdefault(place, target)
        if first != target:
            shown = visible(shorten(column.strip(), 60))
            raise BadInput(f"{first} and {target} would both be read from {shown!r}: choose another for one of them")


def find_columns(columns: Mapping[str, str], header: Sequence[str]) -> dict[str, int]:
    """Return for each target the index of its column in `header`.

    A column is found by its exact name, else by its name in any case and without outer blanks, else by its number
    from 1.

    Raises:
        BadInput: there is no such column, or more than one.
    """
    return {target: _find_column(column, header) for target, column in columns.items()}


def _find_column(column: str, header: Sequence[str]) -> int:
    word = column.strip().casefold()
    shown = visible(shorten(column.strip(), 60))
    for matches in (
        [index for index, name in enumerate(header) if name == column],
        [index for index, name in enumerate(header) if name.strip().casefold() == word],
    ):
        if len(matches) == 1:
            return matches[0]
        if matches:
            numbers = ", ".join(str(index + 1) for index in matches)
            raise BadInput(f"column {shown!r} is there more than once: say which by its number ({numbers})")
    if re.fullmatch(r"\d{1,6}", word, re.ASCII) and 1 <= int(word) <= len(header):
        return int(word) - 1
    raise BadInput(f"column {shown!r} is not in the file: there are {columns_in_words(header)}")


def columns_in_words(header: Sequence[str]) -> str:
    """Return the names of the columns, with their numbers where they have none."""
    names = [visible(shorten(name.strip(), 60)) or f"(number {index})" for index, name in enumerate(header, 1)]
    return ", ".join(names)
