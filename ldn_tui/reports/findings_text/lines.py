"""The lines of the page of the findings: wrapped, and indented under their heading."""

from textwrap import wrap

INDENT = "  "


def wrapped(text: str, width: int, indent: str = INDENT) -> list[str]:
    """Return `text` in lines of at most `width`, each begun with `indent`."""
    # A number and its percent sign stay together.
    kept = text.replace(" %", "\N{NO-BREAK SPACE}%")
    lines = wrap(kept, width, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False)
    return [line.replace("\N{NO-BREAK SPACE}%", " %") for line in lines]
