"""Legends and headings in plain text, broken into lines that fit."""

from collections.abc import Iterable
from textwrap import wrap

_GAP = "   "


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
        indent = " " * (len(line) - len(line.lstrip()))
        fitted += wrap(
            line.strip(), width, initial_indent=indent, subsequent_indent=indent + " " * hanging, break_on_hyphens=False
        )
    return fitted
