"""The records of a CSV of unknown make: its lines, its delimiter, its header, and the lines that are none."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from io import StringIO
from itertools import dropwhile, islice, takewhile
from types import MappingProxyType

from ldn_tui.domain.errors import BadInput
from ldn_tui.transfer.column_map import find_columns

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}

# How many characters go by between two reports of progress.
_PART = 32_768
# How many lines may stand above the header.
_MOST_ABOVE = 50
_DAY = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}([./-])\d{1,2}\1\d{2,4}", re.ASCII)


def _ignore(_: float) -> None:
    """Let progress go unseen."""


class Lines:
    """The lines of a text with their ends, as editors count them: a lone carriage return ends none.

    They can be read again and again; no more than a part of them is kept at a time.

    Attributes:
        watch: told now and then, from 0 to 1, how far the present reading has come.
    """

    def __init__(self, text: str) -> None:
        """Stand for the lines of `text`."""
        self._text = text
        self.watch: Callable[[float], object] = _ignore

    def __iter__(self) -> Iterator[str]:
        text, begin = self._text, 0
        while begin < len(text):
            self.watch(begin / len(text))
            end = text.find("\n", begin + _PART) + 1 or len(text)
            # It ends lines at LF alone, where `splitlines` knows a dozen other ends.
            yield from StringIO(text[begin:end], newline="\n")
            begin = end
        self.watch(1.0)


def file_lines(text: str) -> Lines:
    """Return the lines of `text`."""
    return Lines(text)


def read_header(lines: Iterable[str], wanted: Mapping[str, str] = MappingProxyType({})) -> tuple[str, list[str]]:
    """Return the delimiter and the names of the columns: the first line with two names, for a title may stand above.

    The delimiter is the one with which the header has all columns that are wanted, else the one with which the row
    below it is as wide, else the one that gives most.

    Args:
        lines: the file's lines with their ends.
        wanted: for each target, the name or number of its column.

    Raises:
        BadInput: there is no header, or it is not CSV.
    """
    headers: list[tuple[str, list[str]]] = []
    above: dict[str, int] = {}
    is_odd: dict[str, bool] = {}
    for delimiter in DELIMITERS:
        with suppress(csv.Error):
            above[delimiter], header, below = _header(lines, delimiter)
            # A title above a header may hold another delimiter; what stands below tells that it is none.
            is_odd[delimiter] = len(below) != len(header)
            headers.append((delimiter, header))
    if not headers:
        if "\r" in next(_from_header_on(lines)).rstrip("\r\n"):
            raise BadInput("ends its lines with bare carriage returns: save it with line ends LF or CRLF")
        raise BadInput("has a header that is not CSV: check its quotation marks")
    headers.sort(key=lambda found: (is_odd[found[0]], above[found[0]], -len(found[1])))
    if not headers[0][1]:
        raise BadInput("has no header: its first line must name the columns")
    for found in headers:
        with suppress(BadInput):
            find_columns(wanted, found[1])
            break
    else:
        found = headers[0]
    day = next((name.strip() for name in found[1] if _DAY.fullmatch(name.strip())), None)
    if day is not None:
        raise BadInput(f"has no header: its first line holds the day {day}; add a line above it that names the columns")
    return found


def _header(lines: Iterable[str], delimiter: str) -> tuple[int, list[str], list[str]]:
    """Return how many records stand above the first with two names, that one, and the next that is not blank.

    Where none has two names, it is the first that is not blank, and nothing stands below.
    """
    records = csv.reader(_from_header_on(lines), delimiter=delimiter, strict=True)
    first: list[str] = []
    for above, cells in enumerate(islice(records, _MOST_ABOVE)):
        if is_header(cells):
            with suppress(csv.Error):
                return above, cells, next((below for below in records if any(map(str.strip, below))), [])
            return above, cells, []
        first = first or cells
    return _MOST_ABOVE, first, []


def is_header(cells: Sequence[str]) -> bool:
    """Return whether a record may name columns: a date and something else need two names."""
    return sum(map(bool, map(str.strip, cells))) > 1


def lines_above_header(lines: Iterable[str], delimiter: str) -> list[str]:
    """Return what stands above the header, a title or the like, without what is blank."""
    records = csv.reader(_from_header_on(lines), delimiter=delimiter, strict=True)
    above = list(takewhile(lambda cells: not is_header(cells), islice(records, _MOST_ABOVE)))
    return [" ".join(filter(str.strip, cells)) for cells in above if any(map(str.strip, cells))]


def _from_header_on(lines: Iterable[str]) -> Iterator[str]:
    return dropwhile(lambda line: not line.strip(), lines)


def read_records(lines: Iterable[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Yield each record after the header with the line it begins on; a reason in place of one that is not CSV.

    Raises:
        BadInput: a quotation swallows lines.
    """
    last = [""]
    reader = csv.reader(_kept(lines, last), delimiter=delimiter, strict=True)
    is_above = True
    line = 1
    while True:
        try:
            for cells in reader:
                if is_above:
                    is_above = not is_header(cells)
                else:
                    yield line, cells
                line = reader.line_num + 1
        except csv.Error:
            if reader.line_num > line:
                raise BadInput(
                    f"opens a quotation on line {line} that does not close properly before line {reader.line_num}: "
                    "mend it, so that no line is taken for another"
                ) from None
            yield line, _why_not_csv(last[0])
            line = reader.line_num + 1
        else:
            return


def _kept(lines: Iterable[str], last: list[str]) -> Iterator[str]:
    """Yield `lines`, and keep the last one handed out."""
    for line in lines:
        last[0] = line
        yield line


def _why_not_csv(line: str) -> str:
    if len(line) > csv.field_size_limit():
        return f"has a cell of more than {csv.field_size_limit()} characters: shorten it"
    if "\r" in line.rstrip("\r\n") and '"' not in line:
        return "has a carriage return in its midst: make it two lines, or quote the cell"
    return "has quotation marks that do not match: quote the whole cell, and double the marks in it"
