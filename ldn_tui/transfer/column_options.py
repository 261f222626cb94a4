"""The options that say what columns mean, as they are typed: `date=Day,pain=Pain today`, `pain=0..100`, `bad=2`."""

import re
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType

from ldn_tui.domain.errors import BadInput, WrongUsage
from ldn_tui.domain.text import shorten, visible
from ldn_tui.transfer.column_map import DATE, FIXED_TARGETS, RECORDED_AT, VALUE, WHAT, ColumnMap, Duplicates, Scale
from ldn_tui.transfer.date_formats import check_date_format

_ASSIGNMENTS = {
    "--map": "write it like pain=COLUMN",
    "--scale": "write it like pain=0..100",
    "--words": "write it like bad=2",
}
_NUMBER = re.compile(r"[+-]?\d{1,9}(?:[.,]\d{1,9})?", re.ASCII)
_SCALE = re.compile(r"\s*([+-]?\d{1,9}(?:\.\d{1,9})?)\s*\.\.\s*([+-]?\d{1,9}(?:\.\d{1,9})?)\s*", re.ASCII)
_ITEM = re.compile(r'(?:"[^"]*"|[^,"])+')


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
        MappingProxyType(_read_words(words)),
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


def _read_scales(scales: Sequence[str], columns: Mapping[str, str]) -> dict[str, Scale]:
    found: dict[str, Scale] = {}
    for target, text in _assignments("--scale", scales):
        if target not in columns or target in FIXED_TARGETS:
            raise WrongUsage(f"--scale {visible(shorten(target, 40))!r} is not a measure that --map maps")
        if target in found:
            raise WrongUsage(f"--scale {target} is given twice: say it once")
        match = _SCALE.fullmatch(text)
        if match is None or Decimal(match[1]) == Decimal(match[2]):
            raise WrongUsage(
                f"--scale {target}={visible(shorten(text, 40))}: write the value that means 0 and the one that "
                f"means 10, like {target}=0..100"
            )
        found[target] = Scale(Decimal(match[1]), Decimal(match[2]))
    return found


def _read_words(words: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for word, number in _assignments("--words", words):
        if not _NUMBER.fullmatch(number.strip()):
            raise WrongUsage(
                f"--words {visible(shorten(word, 40))}={visible(shorten(number, 40))}: "
                f"write the number it stands for, like {visible(shorten(word, 40))}=2"
            )
        if word.casefold() in found:
            raise WrongUsage(f"--words {visible(shorten(word, 40))} is given twice: say it once")
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


def _assignments(option: str, values: Sequence[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for item in (item for value in values for item in _items(option, value)):
        target, sign, column = _unquoted(item).partition("=")
        if not sign or not target.strip() or not column.strip():
            raise WrongUsage(f"{option} {visible(shorten(item, 80))!r}: {_ASSIGNMENTS[option]}")
        found.append((target.strip().lower(), _unquoted(column)))
    return found


def _items(option: str, value: str) -> list[str]:
    """Return the parts of `value` between the commas that stand outside quotes."""
    parts = _ITEM.findall(value)
    if value.count('"') % 2:
        raise WrongUsage(f"{option} {visible(shorten(value, 80))!r}: its quotes do not match")
    return [part for part in parts if part.strip()]


def _unquoted(text: str) -> str:
    word = text.strip()
    if len(word) >= 2 and word.startswith('"') and word.endswith('"'):
        return word[1:-1].replace('""', '"')
    return text
