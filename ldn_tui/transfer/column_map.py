"""What the columns of a foreign diary mean: `date=Day,pain=Pain today`, their scales, and how dates are written."""

import re
import time
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType

from ldn_tui.domain.errors import BadInput, WrongUsage
from ldn_tui.domain.text import shorten, visible

DATE, DOSE, NOTE, RECORDED_AT = "date", "dose", "note", "recorded_at"
# Of a long file: the column that names what was rated, and the one that says its value.
WHAT, VALUE = "what", "value"
FIXED_TARGETS = (DATE, DOSE, NOTE, RECORDED_AT, WHAT, VALUE)

_ASSIGNMENTS = {
    "--map": "write it like pain=COLUMN",
    "--scale": "write it like pain=0..100",
    "--words": "write it like bad=2, n/a=- for no answer, or n/a= for an empty cell",
}
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,9})?", re.ASCII)
_SCALE = re.compile(r"\s*([+-]?\d{1,9}(?:\.\d{1,9})?)\s*\.\.\s*([+-]?\d{1,9}(?:\.\d{1,9})?)\s*", re.ASCII)
_ITEM = re.compile(r'(?:"[^"]*"|[^,"])+')
# Without a year later versions of Python refuse to parse a day at all.
_YEAR = re.compile("%[YyGcxDF]")
_PROBES = (date(1987, 11, 23), date(2026, 3, 31))


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


def column_map(
    maps: Sequence[str],
    scales: Sequence[str],
    date_format: str | None,
    measures: Collection[str],
    words: Sequence[str] = (),
    known: Mapping[str, str] = MappingProxyType({}),
    duplicates: Duplicates | None = None,
) -> ColumnMap:
    """Return the map that the options of a call describe.

    Args:
        maps: the values of `--map`, each a list with commas; a column whose name holds a comma stands in double
            quotes, `pain="Pain, worst"`.
        scales: the values of `--scale`, each a list like `pain=0..100`.
        date_format: the value of `--date-format`.
        measures: the keys of all measures there are.
        words: the values of `--words`, each a list like `bad=2,good=8`.
        known: the columns that are known without being mapped.
        duplicates: the value of `--duplicates`.

    Raises:
        WrongUsage: an option has no form I know, or `date` is missing.
        BadInput: a target is unknown.
    """
    columns = _read_columns(maps, measures, known)
    if date_format is not None:
        check_date_format(date_format)
    return ColumnMap(
        MappingProxyType(columns),
        MappingProxyType(_read_scales(scales, columns)),
        date_format,
        MappingProxyType(read_words(words)),
        duplicates,
    )


def _read_columns(maps: Sequence[str], measures: Collection[str], known: Mapping[str, str]) -> dict[str, str]:
    columns: dict[str, str] = {}
    for target, column in _assignments("--map", maps):
        if target not in FIXED_TARGETS and target not in measures:
            raise BadInput(
                f"--map {visible(shorten(target, 40))!r} is not a measure: there are {', '.join(measures)}, "
                f"and {', '.join(FIXED_TARGETS)}"
            )
        if target in columns:
            raise WrongUsage(f"--map {target} is given twice: map it to one column")
        columns[target] = column
    columns = {**known, **columns}
    if DATE not in columns:
        raise WrongUsage("--map says no column for the date: add date=COLUMN")
    if (WHAT in columns) != (VALUE in columns):
        raise WrongUsage("--map needs what and value together: the column that names what was rated, and its value's")
    if not set(columns) - {DATE, RECORDED_AT, WHAT, VALUE}:
        raise WrongUsage("--map names nothing to import: add a measure, dose or note, like pain=COLUMN")
    return columns


def read_scale(text: str, called: str, example: str = "") -> Scale:
    """Return the scale that was typed like `0..100`.

    Args:
        text: what was typed.
        called: what it was typed in, an option or a field.
        example: what stands before such a scale there.

    Raises:
        WrongUsage: it is none.
    """
    match = _SCALE.fullmatch(text)
    if match is None or Decimal(match[1]) == Decimal(match[2]):
        raise WrongUsage(
            f"{called}{visible(shorten(text, 40))}: write the value that means 0 and the one that means 10, "
            f"like {example}0..100"
        )
    return Scale(Decimal(match[1]), Decimal(match[2]))


def _read_scales(scales: Sequence[str], columns: Mapping[str, str]) -> dict[str, Scale]:
    found: dict[str, Scale] = {}
    for target, text in _assignments("--scale", scales):
        if target not in columns or target in FIXED_TARGETS:
            raise WrongUsage(f"--scale {visible(shorten(target, 40))!r} is not a measure that --map maps")
        if target in found:
            raise WrongUsage(f"--scale {target} is given twice: say it once")
        found[target] = read_scale(text, f"--scale {target}=", f"{target}=")
    return found


def read_words(words: Sequence[str], called: str = "--words") -> dict[str, str]:
    """Return what words stand for, by the word in small letters: a number, `-` or "".

    Args:
        words: lists like `bad=2,n/a=-`.
        called: what they are typed in, an option or a field.

    Raises:
        WrongUsage: one of them is no such list.
    """
    found: dict[str, str] = {}
    for word, number in _assignments("--words", words, called):
        if number.strip() not in {"", "-"} and not _NUMBER.fullmatch(number.strip()):
            raise WrongUsage(
                f"{called} {visible(shorten(word, 40))}={visible(shorten(number, 40))}: "
                f"write the number it stands for, like {visible(shorten(word, 40))}=2, - for no answer, or nothing"
            )
        if word.casefold() in found:
            raise WrongUsage(f"{called} {visible(shorten(word, 40))} is given twice: say it once")
        found[word.casefold()] = number.strip()
    return found


def overruled(option: str, kept: Sequence[str], said: Sequence[str]) -> tuple[str, ...]:
    """Return the lists of `kept` without the assignments that `said` makes anew, and then those of `said`.

    Args:
        option: "--scale" or "--words", whose values both are.
        kept: what holds where nothing else is said.
        said: what overrules it.

    Raises:
        WrongUsage: one of them is no such list.
    """
    anew = {target.casefold() for target, _ in _assignments(option, said)}
    items = (item for value in kept for item in _items(option, value))
    return (*(item for item in items if _assignments(option, [item])[0][0].casefold() not in anew), *said)


def _assignments(option: str, values: Sequence[str], called: str = "") -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    called = called or option
    for item in (item for value in values for item in _items(called, value)):
        target, sign, column = _unquoted(item).partition("=")
        if not sign or not target.strip() or not (column.strip() or option == "--words"):
            raise WrongUsage(f"{called} {visible(shorten(item, 80))!r}: {_ASSIGNMENTS[option]}")
        found.append((target.strip().lower(), _unquoted(column)))
    return found


def _items(option: str, value: str) -> list[str]:
    """Return the parts of `value` between the commas that stand outside quotes."""
    parts = _ITEM.findall(value)
    if value.count('"') % 2:
        raise WrongUsage(f"{option} {visible(shorten(value, 80))!r}: its quotes do not match")
    return [part for part in parts if part.strip()]


def quoted_column(name: str) -> str:
    """Return a column's name as it is typed after `pain=`, in quotes where it needs them."""
    if not name or set(name) & set(',"=') or name != name.strip():
        doubled = name.replace('"', '""')
        return f'"{doubled}"'
    return name


def _unquoted(text: str) -> str:
    word = text.strip()
    if len(word) >= 2 and word.startswith('"') and word.endswith('"'):
        return word[1:-1].replace('""', '"')
    return text


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


def check_date_format(text: str) -> None:
    """Make sure a date format holds a whole date.

    Raises:
        WrongUsage: it does not, or is none.
    """
    try:
        whole = _YEAR.search(text) is not None and all(parse_date(day.strftime(text), text) == day for day in _PROBES)
    except ValueError:
        whole = False
    if not whole:
        raise WrongUsage(
            f"--date-format {visible(shorten(text, 40))!r} does not describe a whole date: "
            "use %d, %m and %Y, like %d.%m.%Y"
        )


def parse_date(text: str, date_format: str) -> date:
    """Return the date of `text`, written in `date_format`.

    Raises:
        ValueError: it is not written so, or there is no such day.
    """
    try:
        moment = time.strptime(text, date_format)
    except re.error as error:
        raise ValueError(str(error)) from None
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)
