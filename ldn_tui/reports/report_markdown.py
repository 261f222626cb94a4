"""The report as Markdown, for a patient record or a mail that shows it."""

import re
from collections.abc import Iterator

from ldn_tui.domain.text import visible
from ldn_tui.reports.report import Report
from ldn_tui.reports.report_blocks import Block, Items, KeyFigures, Paragraph, Picture, Ruled, Table, Tone
from ldn_tui.reports.report_content import design_of, sections, title_of

MARKDOWN_HEAD = "# Report on a trial of "
_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~&$!]")
# What begins a list, a rule or an underlined heading.
_AT_START = re.compile(r"^([-+=](?=[-+=\s]|$)|\d+(?=[.)](?:\s|$)))")


def report_markdown(report: Report) -> str:
    """Return the report as Markdown; what a person typed is text in it and nothing else."""
    lines = [f"# {markdown_text(title_of(report))}", "", markdown_text(design_of(report))]
    for section in sections(report):
        lines += ["", f"## {markdown_text(section.title)}"]
        for block in section.blocks:
            drawn = list(_block(block))
            lines += ["", *drawn] if drawn else []
    return "\n".join(lines) + "\n"


def markdown_text(text: str) -> str:
    """Return one line of text in which no sign means anything to Markdown or to HTML."""
    escaped = _SPECIAL.sub(lambda sign: f"\\{sign[0]}", visible(text))
    return _AT_START.sub(lambda sign: f"\\{sign[0]}" if not sign[0].isdigit() else f"{sign[0]}\\", escaped)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(text, Tone.LARGE):
            yield f"**{markdown_text(text)}**"
        case Paragraph(text, Tone.WARNING):
            yield f"> **{markdown_text(text)}**"
        case Paragraph(text, _):
            yield markdown_text(text)
        case Items(items):
            yield from (f"- {markdown_text(item)}" for item in items)
        case KeyFigures(figures):
            for figure in figures:
                label, value, detail = map(markdown_text, (figure.label, figure.value, figure.detail))
                yield f"- {label}: **{value}**{f', {detail}' if detail else ''}"
        case Ruled(label, _):
            yield f"{markdown_text(label)}:"
        case Table():
            yield from _table(block)
        case Picture(_, _, in_words):
            if in_words:
                yield markdown_text(in_words)


def _table(table: Table) -> Iterator[str]:
    yield _row(table.header)
    yield _rule(table)
    yield from map(_row, table.rows)


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(markdown_text, cells))} |"


def _rule(table: Table) -> str:
    ends = ("---:" if index in table.numbers else "---" for index in range(len(table.header)))
    return f"| {' | '.join(ends)} |"
