"""How days and numbers are shown to people: the order of a date, and the sign before the decimals.

The formats in force are kept here, like the context of `decimal`, and not handed down: well over a hundred places show
a day or a number, most of them at the end of a chain of functions that would carry the formats for nothing else. They
are set once, when the configuration is read, and never change while the program runs. What machines read (the journal,
exports, JSON, CSV) is written without them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum


class DayOrder(StrEnum):
    """How a person writes a day: 12/11 is the 12th of November, or December 11th; or always 2026-11-12."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"
    ISO = "iso"


class DecimalSign(StrEnum):
    """What stands before the decimals of a number."""

    POINT = "."
    COMMA = ","


@dataclass(frozen=True, slots=True)
class Formats:
    """How days and numbers are shown.

    Attributes:
        dates: the order of a date's parts.
        decimal: what stands before decimals.
    """

    dates: DayOrder = DayOrder.DAY_FIRST
    decimal: DecimalSign = DecimalSign.POINT


DEFAULT_FORMATS = Formats()


class _InForce:
    """The formats in force."""

    formats = DEFAULT_FORMATS


def formats() -> Formats:
    """Return the formats in force."""
    return _InForce.formats


def use_formats(chosen: Formats) -> None:
    """Show every day and number from now on in the `chosen` formats."""
    _InForce.formats = chosen


@contextmanager
def formats_for_machines() -> Iterator[None]:
    """Show days and numbers in the default formats for a while: sentences in JSON are the same for everyone."""
    before = formats()
    use_formats(DEFAULT_FORMATS)
    try:
        yield
    finally:
        use_formats(before)


def shown_as(value: float, form: str) -> str:
    """Return `value` in a format like ".1f", as a person reads it: "6.5", or "6,5"."""
    return with_decimal_sign(format(value, form))


def with_decimal_sign(written: str) -> str:
    """Return a number written with a point as a person reads it."""
    return written.replace(".", formats().decimal)
