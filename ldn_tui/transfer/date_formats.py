"""Formats for `strptime` in which a foreign diary writes its dates."""

import re
import time
from datetime import date, datetime
from datetime import time as clock_time

from ldn_tui.domain.errors import WrongUsage
from ldn_tui.domain.text import shorten, visible

# Without a year later versions of Python refuse to parse a day at all.
_YEAR = re.compile("%[YyGcxDF]")
_PROBES = (date(1987, 11, 23), date(2026, 3, 31))


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
    return parse_moment(text, date_format).date()


def parse_moment(text: str, date_format: str) -> datetime:
    """Return the date of `text` and the time it says, midnight if it says none, without its offset from UTC.

    Raises:
        ValueError: it is not written so, or there is no such day.
    """
    try:
        found = time.strptime(text, date_format)
    except re.error as error:
        raise ValueError(str(error)) from None
    # A leap second is of the minute it ends.
    at = clock_time(found.tm_hour, found.tm_min, min(found.tm_sec, 59))
    return datetime.combine(date(found.tm_year, found.tm_mon, found.tm_mday), at)


def is_day_first(date_format: str) -> bool:
    """Return whether the day stands before the month in a format for `strptime`."""
    return "%d" in date_format and date_format.find("%d") < date_format.find("%m")
