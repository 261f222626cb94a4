"""The report as plain text: for a mail, a printer of text, or a screen reader."""

from collections.abc import Iterator
from textwrap import wrap

from ldn_tui.domain.text import visible
from ldn_tui.reports.interval_bar import interval_bar
from ldn_tui.reports.report import Report
from ldn_tui.reports.report_blocks import Block, Items, KeyFigures, Paragraph, Picture, Ruled, Table, Tone
from ldn_tui.reports.report_content import design_of, sections, title_of
from ldn_tui.reports.text_table import text_table

WIDTH = 80
TEXT_HEAD = "Report on a trial of "
_INDENT = "  "
_BAR_WIDTH = 21
# Where the lines to write on begin.
_RULE_FROM = 20


def report_text(report: Report) -> str:
    """Return the report as plain text, no line wider than 80 columns."""
    lines = [*_wrapped(title_of(report), ""), *_wrapped(design_of(report), "")]
    for section in sections(report):
        lines += ["", visible(section.title)]
        for block in section.blocks:
            lines += _block(block)
    return "\n".join(lines) + "\n"


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text, tone):
            mark = "! " if tone is Tone.WARNING else ""
            yield from _wrapped(f"{mark}{text}")
        case Items(items):
            for item in items:
                yield from _wrapped(f"- {item}", hanging=2)
        case KeyFigures(figures):
            for figure in figures:
                detail = f", {figure.detail}" if figure.detail else ""
                yield from _wrapped(f"{figure.label}: {figure.value}{detail}", hanging=2)
        case Ruled(label, lines):
            for first in (f"{label}:", *[""] * (lines - 1)):
                yield f"{_INDENT}{first.ljust(_RULE_FROM)}{'_' * (WIDTH - len(_INDENT) - _RULE_FROM)}"
        case Table():
            yield from _table(block)
        case Picture(_, _, in_words):
            yield from _wrapped(in_words)


def _table(table: Table) -> Iterator[str]:
    """Yield the table; without its pictures if they make it too wide, and row by row if that is too wide still."""
    for lines in (_aligned(table, with_bars=bool(table.intervals)), _aligned(table, with_bars=False)):
        if max(map(len, lines)) <= WIDTH:
            yield from lines
            return
    for first, *others in table.rows:
        said = (f"{name} {cell}".strip() for name, cell in zip(table.header[1:], others, strict=True) if cell)
        yield from _wrapped(f"{first}: {'; '.join(said)}", hanging=2)


def _aligned(table: Table, *, with_bars: bool) -> list[str]:
    # A column is told by its name, so every name is another.
    header = [name or " " * index for index, name in enumerate(table.header, 1)]
    rows = [[visible(cell) for cell in row] for row in table.rows]
    numbers = [header[index] for index in table.numbers]
    if with_bars:
        header.append("worse ┼ better")
        scale = (-table.reach, table.reach)
        rows = [
            [*row, interval_bar(limits, scale, _BAR_WIDTH)] for row, limits in zip(rows, table.intervals, strict=True)
        ]
    return text_table(header, rows, numbers)


def _wrapped(text: str, indent: str = _INDENT, hanging: int = 0) -> list[str]:
    # A number and its percent sign stay together.
    kept = visible(text).replace(" %", "\N{NO-BREAK SPACE}%")
    lines = wrap(kept, WIDTH, initial_indent=indent, subsequent_indent=indent + " " * hanging, break_on_hyphens=False)
    return [line.replace("\N{NO-BREAK SPACE}%", " %") for line in lines]
