"""Numbers a person gives: ratings on the 0 to 10 scale and amounts in mg, both in tenths."""

import math
import re

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.formats import with_decimal_sign
from ldn_tui.domain.text import visible

HIGHEST_MG = 1000.0

_NUMBER = re.compile(r"[+-]?(\d+([.,]\d*)?|[.,]\d+)", re.ASCII)
# 1,000 is one in Berlin and a thousand in London; no thousands begin with a nought.
_THOUSANDS = re.compile(r"[+-]?([1-9]\d{0,2})([.,])(\d{3})", re.ASCII)


def check_rating(value: float, field: str = "rating") -> float:
    """Return `value` as a rating: 0 to 10 with at most one decimal.

    Raises:
        BadInput: it is out of range, not finite, or finer than a tenth.
    """
    return _in_tenths(value, field, 0, 10, "use 0 to 10")


def check_mg(value: float, field: str = "dose") -> float:
    """Return `value` as an amount in mg: above 0, in steps of 0.1.

    Raises:
        BadInput: it is not positive, beyond belief, or finer than a tenth.
    """
    if value == 0:
        raise BadInput(f"{field} 0: write `none` for a dose that was not taken")
    return _in_tenths(value, field, 0.1, HIGHEST_MG, f"use 0.1 to {shown_number(HIGHEST_MG)} mg")


def _in_tenths(value: float, field: str, lowest: float, highest: float, remedy: str) -> float:
    if not math.isfinite(value) or not lowest <= value <= highest:
        raise BadInput(f"{field} {shown_number(value)} is out of range: {remedy}")
    rounded = round(value, 1)
    if abs(rounded - value) > 1e-9:
        raise BadInput(f"{field} {shown_number(value)} is too fine: {remedy}, with at most one decimal")
    return rounded + 0.0


def parse_number(text: str, field: str) -> float:
    """Return the number in `text`; a decimal comma is read like a point.

    Raises:
        BadInput: it is not a plain decimal number.
    """
    word = text.strip()
    if not _NUMBER.fullmatch(word):
        raise BadInput(f"{field} {visible(word)!r} is not a number: write it like 4 or 4.5")
    return float(word.replace(",", "."))


def as_thousands(text: str) -> str | None:
    """Return the whole number that `text` is if its sign stands before thousands; None if it cannot stand there."""
    word = text.strip()
    return re.sub("[.,]", "", word) if _THOUSANDS.fullmatch(word) else None


def two_meanings(text: str) -> str:
    """Return what is wrong with a number that may be thousands, and how to write either number it may be."""
    match = _THOUSANDS.fullmatch(text.strip())
    if match is None:
        return "may mean two numbers: write it with a point, or without comma"
    whole, sign, rest = match.groups()
    return f"may mean two numbers: write {whole}{rest} or {whole}{sign}{'0' if rest == '000' else f'{rest}0'}"


def parse_rating(text: str, field: str) -> float | None:
    """Return the rating a person typed: 0 to 10 with at most one decimal, `x` for 10, `-` for no answer (None).

    Raises:
        BadInput: it is none of these.
    """
    word = text.strip().lower()
    if word == "-":
        return None
    if word == "x":
        return 10.0
    if not _NUMBER.fullmatch(word):
        raise BadInput(f"{field} {visible(text.strip())!r} is not a rating: use 0 to 10, x for 10, or - for no answer")
    return check_rating(parse_number(word, field), field)


def plain(value: float) -> str:
    """Return `value` without needless zeros, for machines and for what is read back: 6, 6.5."""
    return f"{value + 0.0:.0f}" if abs(value) < 1e15 and value == int(value) else f"{value:.12g}"


def shown_number(value: float) -> str:
    """Return `value` without needless zeros as a person reads it: 6, and 6.5 or 6,5."""
    return with_decimal_sign(plain(value))


def to_whole_number(rating: float) -> int:
    """Return a rating as the whole number it is nearest to, halves up: where there is no room for its tenths."""
    return int(rating + 0.5)


def in_one_cell(rating: float) -> str:
    """Return a rating as one character: its nearest whole number, X for 10."""
    whole = to_whole_number(rating)
    return "X" if whole == 10 else str(whole)


def json_number(value: float | None) -> float | int | None:
    """Return `value` as JSON writes it: whole numbers without a point."""
    return int(value) if value is not None and value == int(value) else value
