"""Legends and headings in plain text, broken into lines that fit."""

import re
from collections.abc import Iterable
from textwrap import wrap

_GAP = "   "
_COMMAND = re.compile("`[^`]+`")
# What no text for people has in it.
_STANDS_FOR_BLANK = "\0"


def legend_lines(entries: Iterable[str], width: int, indent: str = "") -> list[str]:
    """Return whole `entries` side by side in lines of at most `width` columns; only one that is longer is broken."""
    lines: list[str] = []
    for entry in entries:
        if lines and len(lines[-1]) + len(_GAP) + len(entry) <= width:
            lines[-1] += _GAP + entry
        else:
            lines += wrap(entry, max(width, len(indent) + 1), initial_indent=indent, subsequent_indent=indent)
    return lines


def fitted_lines(lines: Iterable[str], width: int, hanging: int = 4) -> list[str]:
    """Return `lines` with those broken that are wider than `width`, each continued further in than it began."""
    fitted: list[str] = []
    for line in lines:
        if len(line) <= width:
            fitted.append(line)
            continue
        # The head of a table may begin far in: what is broken needs most of the width for its words.
        indent = " " * min(len(line) - len(line.lstrip()), width // 4)
        fitted += wrap(
            line.strip(), width, initial_indent=indent, subsequent_indent=indent + " " * hanging, break_on_hyphens=False
        )
    return fitted


def whole_words(line: str, width: int) -> list[str]:
    """Return `line` broken between its words into lines of at most `width` columns; a command to copy stays whole.

    Args:
        line: the line; what stands between backticks is a command.
        width: the columns; a single word or command may be wider.
    """
    kept = _COMMAND.sub(lambda found: found[0].replace(" ", _STANDS_FOR_BLANK), line)
    lines = wrap(kept, width, break_long_words=False, break_on_hyphens=False)
    return [text.replace(_STANDS_FOR_BLANK, " ") for text in lines] or [""]
