"""The report as a page of HTML: self-contained, without a script, one sheet of A4 or Letter when printed."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from importlib.resources import files
from itertools import groupby

from ldn_tui.reports.chart_svg import xml_text
from ldn_tui.reports.paper_colours import INK, POINT
from ldn_tui.reports.report import Report
from ldn_tui.reports.report_blocks import (
    LONGEST_FIGURE,
    Block,
    Items,
    KeyFigure,
    KeyFigures,
    Paragraph,
    Part,
    Picture,
    Ruled,
    Section,
    Table,
    Tone,
)
from ldn_tui.reports.report_chart_svg import LOW_HEIGHT, USUAL_HEIGHT, report_chart_svg
from ldn_tui.reports.report_content import design_of, sections, title_of
from ldn_tui.reports.report_space import page_length

STYLESHEET = "report.css"
# How a report begins, so that an earlier one may be replaced.
HTML_HEAD = '<!doctype html>\n<html lang="en" class="ldn-report">'
# What a browser may do with the page: show it in its own style, and nothing else.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_IN_COLUMNS = (Part.MEASURES, Part.SIDE_EFFECTS, Part.DOSES, Part.RATINGS, Part.OTHERS, Part.LIMITS)
# Draws the picture of a section.
Draw = Callable[[Picture], str]
# How much text, in small letters, a page surely holds in the usual type.
_AIRY_CHARACTERS = 2900
# How much leaves room for the usual chart, in the smaller type.
_HIGH_CHART_CHARACTERS = 3700
# With or without its year, and nothing that only looks like one, as in a telephone number.
_ISO_DATE = re.compile(r"(?<![\d-])(?:\d{4}-)?[01]\d-[0-3]\d(?![\d-])")
_BAR_WIDTH, _BAR_HEIGHT = 92, 12
# From how many characters on a key figure is set in which smaller letters.
_SMALLER = ((LONGEST_FIGURE, "longest"), (15, "long"))


def report_html(report: Report, week_starts_on: int = 0) -> str:
    """Return the report as an HTML document.

    Args:
        report: what is on it.
        week_starts_on: the weekday on which weeks begin on the chart, 0 for Monday.
    """
    title, made = title_of(report), sections(report)
    is_dense = _is_dense(made)
    chart_height = LOW_HEIGHT if page_length(made) > _HIGH_CHART_CHARACTERS else USUAL_HEIGHT
    lines = [
        HTML_HEAD,
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{xml_text(title)}</title>",
        f"<style>\n{_stylesheet()}</style>",
        "</head>",
        "<body>",
        f'<main class="sheet{" dense" if is_dense else ""}">',
        "<header>",
        f"<h1>{xml_text(title)}</h1>",
        f"<p>{xml_text(design_of(report))}</p>",
        '<p class="who">Name <span class="blank"></span> Date of birth <span class="blank short"></span></p>',
        "</header>",
        *_page(made, partial(_picture, week_starts_on=week_starts_on, height=chart_height)),
        "</main>",
        *(line for section in made if section.is_appendix for line in _appendix(section)),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


@cache
def _stylesheet() -> str:
    return files("ldn_tui.reports").joinpath(STYLESHEET).read_text("utf-8")


def _is_dense(made: Iterable[Section]) -> bool:
    """Return whether the page is so full that it is set in a smaller type."""
    return page_length(made) > _AIRY_CHARACTERS


def _page(made: Iterable[Section], draw: Draw) -> Iterator[str]:
    """Yield what stands on the page: the small sections in two columns, the others as wide as it is."""
    for is_small, group in groupby(made, key=lambda section: section.part in _IN_COLUMNS):
        if is_small:
            yield '<div class="columns">'
        for section in group:
            if not section.is_appendix:
                yield from _section(section, draw)
        if is_small:
            yield "</div>"


def _section(section: Section, draw: Draw) -> Iterator[str]:
    yield f'<section id="{section.part}">'
    yield f"<h2>{xml_text(section.title)}</h2>"
    for block in section.blocks:
        yield from _block(block, draw)
    yield "</section>"


def _appendix(section: Section) -> Iterator[str]:
    yield '<div class="sheet appendix">'
    yield from _section(section, partial(_picture, week_starts_on=0, height=USUAL_HEIGHT))
    yield "</div>"


def _block(block: Block, draw: Draw) -> Iterator[str]:
    match block:
        case Paragraph(text, Tone.PLAIN):
            yield f"<p>{_prose(text)}</p>"
        case Paragraph(text, tone):
            role = ' role="note"' if tone is Tone.WARNING else ""
            yield f'<p class="{tone}"{role}>{_prose(text)}</p>'
        case Items(items):
            yield "<ul>"
            yield from (f"<li>{_prose(item)}</li>" for item in items)
            yield "</ul>"
        case KeyFigures(figures):
            yield '<div class="figures">'
            for figure in figures:
                yield from _figure(figure)
            yield "</div>"
        case Table():
            yield from _table(block)
        case Picture():
            yield draw(block)
        case Ruled(label, lines):
            yield f'<p class="quiet">{xml_text(label)}</p>'
            yield from ['<div class="ruled"></div>'] * lines


def _prose(text: str) -> str:
    """Return `text` for a page, with no line break within a date like 2026-09-09."""
    return _ISO_DATE.sub(r'<span class="date">\g<0></span>', xml_text(text))


def _picture(picture: Picture, week_starts_on: int, height: int) -> str:
    return report_chart_svg(picture.chart, picture.baseline_mean, week_starts_on, height, picture.notes)


def _figure(figure: KeyFigure) -> Iterator[str]:
    yield '<div class="figure">'
    yield f'<span class="label">{xml_text(figure.label)}</span>'
    size = next((f" {name}" for least, name in _SMALLER if len(figure.value) >= least), "")
    yield f'<span class="value{size}">{xml_text(figure.value)}</span>'
    yield f'<span class="detail">{xml_text(figure.detail)}</span>'
    yield "</div>"


def _table(table: Table) -> Iterator[str]:
    cells = [f"<th{_align(table, index)}>{xml_text(name)}</th>" for index, name in enumerate(table.header)]
    if table.intervals:
        cells.append('<th class="bar">worse | better</th>')
    yield "<table>"
    yield f"<thead><tr>{''.join(cells)}</tr></thead>"
    yield "<tbody>"
    for number, row in enumerate(table.rows):
        cells = [f"<td{_align(table, index)}>{xml_text(cell)}</td>" for index, cell in enumerate(row)]
        if table.intervals:
            cells.append(f'<td class="bar">{_bar(table.intervals[number], table.reach)}</td>')
        yield f"<tr>{''.join(cells)}</tr>"
    yield "</tbody>"
    yield "</table>"


def _align(table: Table, column: int) -> str:
    return ' class="number"' if column in table.numbers else ""


def _bar(limits: tuple[float, float, float] | None, reach: float) -> str:
    """Return a small picture of an interval around nothing changed; better is to the right."""
    middle, height = _BAR_WIDTH / 2, _BAR_HEIGHT / 2
    drawn = f'<path d="M{middle},0V{_BAR_HEIGHT}" stroke="{POINT}"/>'
    if limits is not None:
        low, estimate, high = (middle + (middle - 4) * value / reach for value in limits)
        drawn += (
            f'<path d="M{low:.1f},{height}H{high:.1f}" stroke="{INK}" stroke-width="2.5"/>'
            f'<circle cx="{estimate:.1f}" cy="{height}" r="3.4" fill="{INK}"/>'
        )
    return (
        f'<svg aria-hidden="true" viewBox="0 0 {_BAR_WIDTH} {_BAR_HEIGHT}" width="{_BAR_WIDTH}"'
        f' height="{_BAR_HEIGHT}">{drawn}</svg>'
    )
