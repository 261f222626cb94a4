"""In which order the dates of a diary are written: day or month first, as far as they tell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ldn_tui.transfer.date_formats import is_day_first

_NUMBERS = re.compile(r"(\d{1,2}|\d{4})([./-])(\d{1,2})\2(\d{4}|\d{2})(?: (\d{1,2}:\d{2})(:\d{2})?)?", re.ASCII)
_DAYS, _MONTHS = 31, 12
# A file of which so many cells are no numeric date has none: 100,000 ISO dates need not be gone through.
_MOST_OTHERS = 1000


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How dates may be written.

    Attributes:
        formats: the formats for `strptime` that all dates looked at allow: none (ISO, or words), the one that is
            proved, or two, the one with the day first before the other.
        example: of two formats, a date that means two days, "" if none does; of one, the date that proves it, "" if it
            is taken for granted.
    """

    formats: tuple[str, ...] = ()
    example: str = ""

    @property
    def is_doubtful(self) -> bool:
        """Whether only the person knows."""
        return len(self.formats) > 1 and bool(self.example)

    def disproves(self, date_format: str) -> bool:
        """Return whether a date proves that day and month stand the other way round than in `date_format`."""
        return (
            len(self.formats) == 1 and bool(self.example) and is_day_first(date_format) != is_day_first(self.formats[0])
        )


def date_order(cells: Iterable[str]) -> DateOrder:
    """Return how the dates in `cells` are written; it reads as many as it takes to be sure.

    It is the first number above 12 that tells. Without one, the day is taken to be first where points stand between the
    numbers, and strokes and hyphens leave it in doubt. What is no such date tells nothing, wherever it stands.
    """
    formats: tuple[str, ...] = ()
    example = written_with = ""
    others = 0
    for cell in cells:
        text = cell.strip()
        match = _NUMBERS.fullmatch(text)
        if match is None or (len(match[1]) == 4 and match[2] == "-"):
            others += bool(text)
            if not formats and others == _MOST_OTHERS:
                break
            continue
        first, sign, second, last, _, seconds = match.groups()
        if formats and (sign != written_with or len(first) == 4):
            continue
        time = "" if match[5] is None else f" %H:%M{':%S' if seconds else ''}"
        if len(first) == 4:
            return DateOrder((f"%Y{sign}%m{sign}%d{time}",), text)
        one, two = int(first), int(second)
        if not (0 < max(one, two) <= _DAYS and 0 < min(one, two) <= _MONTHS):
            continue
        if not formats:
            year = "%Y" if len(last) == 4 else "%y"
            formats = f"%d{sign}%m{sign}{year}{time}", f"%m{sign}%d{sign}{year}{time}"
            written_with = sign
        if one > _MONTHS:
            return DateOrder(formats[:1], text)
        if two > _MONTHS:
            return DateOrder(formats[1:], text)
        if one != two and not example:
            example = text
    return DateOrder(formats[:1]) if written_with == "." else DateOrder(formats, example)
