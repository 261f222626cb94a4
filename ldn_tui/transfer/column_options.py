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
    "--words": "write it like bad=2, n/a=- for no answer, or n/a= for an empty cell",
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
        MappingProxyType(read_words(words)),
        duplicates,
    )


def maps_date(maps: Sequence[str]) -> bool:
    """Return whether the values of `--map` say which column is the date.

    Raises:
        WrongUsage: one of them has no form I know.
    """
    return any(target == DATE for target, _ in _assignments("--map", maps))


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
        lone = WHAT if WHAT in columns else VALUE
        if lone in measures:
            raise WrongUsage(
                f"--map {lone} is a column of a long file, and not your measure {lone!r}: bring its ratings in a CSV "
                "like the one that `ldn export --format csv-long` writes"
            )
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
