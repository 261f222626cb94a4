"""In which order the dates of a diary are written: day or month first, as far as they tell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

_NUMBERS = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{2,4})(?: (\d{1,2}:\d{2})(:\d{2})?)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class DateOrder:
    """How dates may be written.

    Attributes:
        formats: the formats for `strptime` that all dates looked at allow: none (ISO, or words), one, or two.
        example: a date that both of two formats allow.
    """

    formats: tuple[str, ...] = ()
    example: str = ""

    @property
    def is_doubtful(self) -> bool:
        """Whether only the person knows."""
        return len(self.formats) > 1


def date_order(cells: Iterable[str]) -> DateOrder:
    """Return how the dates in `cells` are written; it reads as many as it takes to be sure.

    Points stand between day, month and year only where the day is first. With strokes and hyphens it is the first
    number above 12 that tells.
    """
    doubtful = DateOrder()
    for cell in cells:
        match = _NUMBERS.fullmatch(cell.strip())
        if match is None or (len(match[1]) == 4 and match[2] == "-"):
            if cell.strip():
                return doubtful
            continue
        first, sign, second, last, _, seconds = match.groups()
        time = "" if match[5] is None else f" %H:%M{':%S' if seconds else ''}"
        if len(first) == 4:
            return DateOrder((f"%Y{sign}%m{sign}%d{time}",))
        year = "%Y" if len(last) == 4 else "%y"
        day_first, month_first = f"%d{sign}%m{sign}{year}{time}", f"%m{sign}%d{sign}{year}{time}"
        if sign == "." or int(first) > 12:
            return DateOrder((day_first,))
        if int(second) > 12:
            return DateOrder((month_first,))
        if first != second and not doubtful.example:
            doubtful = DateOrder((day_first, month_first), cell.strip())
        elif not doubtful.formats:
            doubtful = DateOrder((day_first,))
    return doubtful
