"""Text in a CSV that a spreadsheet must not take for a formula, and that text read back unchanged.

A cell that begins with `=`, `+`, `-` or `@` is computed when a spreadsheet opens the file, and a formula may fetch and
send. The usual guard is an apostrophe before it. One that only puts it there cannot be undone: this one also puts a
further apostrophe where some already stand before such a sign, so that taking one away always gives back the text.
"""

import re

# Full-width signs are formulas to East Asian spreadsheets. Some drop blanks and quotation marks before a sign.
_SIGN = "[=+\\-@\uff1d\uff0b\uff0d\uff20]"
_DROPPED = r"""(?:[^\S\t\r\n]|")*"""
# Where commas do not separate cells, semicolons, tabs and the ends of lines in the midst of a text begin new ones.
_FIRST = rf"(?='*{_DROPPED}(?:{_SIGN}|[\t\r\n]))"
_LATER = rf"(?='*{_DROPPED}{_SIGN})"
_UNGUARDED = re.compile(rf"\A{_FIRST}|(?<=[;\t\r\n]){_LATER}")
_GUARDED = re.compile(rf"\A'{_FIRST}|(?<=[;\t\r\n])'{_LATER}")


def guarded(text: str) -> str:
    """Return `text`, for a cell of a CSV, with an apostrophe wherever a spreadsheet would see a formula begin.

    Only for text: a negative number is to stay a number.
    """
    return _UNGUARDED.sub("'", text)


def unguarded(text: str) -> str:
    """Return the text of which `text` is the guarded form, and a text that bears no guard as it is."""
    return _GUARDED.sub("", text)
