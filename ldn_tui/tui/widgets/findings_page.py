"""The page of findings: sections laid out for the width there is, with the cursor on what can be opened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from ldn_tui.domain.glyphs import Glyph
from ldn_tui.domain.text import visible
from ldn_tui.tui import cells
from ldn_tui.tui.findings.blocks import Block, Picture, Progress, Section, Sections, Table, Text, Tone, Verdict
from ldn_tui.tui.widgets.interval_bar import bar_heading, interval_picture, small_bar

# Cells: lines longer than this are hard to read.
WIDEST = 104
MARGIN = 2
AIR = 1
GAP = 2
LONGEST_NAME = 26
LONGEST_TITLE = 16
NARROWEST_BAR = 15
ROOMY_BAR = 23
WIDEST_BAR = 31
PROGRESS_WIDTH = 40
# In fewer cells nothing is left out or cut: a table that does not fit is told line by line.
LEAST_FOR_CHOICE = 60

_TONES = {Tone.PLAIN: "", Tone.STRONG: "bold", Tone.QUIET: "$text-muted", Tone.ALARM: "bold $error"}
_TITLE = "bold $primary"
_HEAD = "$text-muted"
_VERDICT = "bold $foreground on $panel"
# Stands for a space at which no line is broken: Textual breaks them at a no-break space too.
_GLUE = "\ue000"


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page, without its margin; `stop` counts what can be opened, `is_band` marks the verdict's."""

    content: Content
    stop: int | None = None
    is_band: bool = False


class FindingsPage(Widget):
    """The page."""

    DEFAULT_CSS = """
    FindingsPage { height: auto; }
    """

    sections: reactive[Sections] = reactive((), layout=True)
    position: reactive[int] = reactive(0)

    class Chosen(Message):
        """A line that can be opened was clicked."""

        def __init__(self, position: int) -> None:
            """Say which, counted from the top."""
            super().__init__()
            self.position = position

    _laid_out: tuple[Sections, int, tuple[Line, ...]] | None = None

    def lines(self, width: int) -> tuple[Line, ...]:
        """Return the page as lines of at most `width` cells with their margin."""
        known = self._laid_out
        if known is None or known[0] is not self.sections or known[1] != width:
            room = max(min(width, WIDEST) - MARGIN - AIR, 1)
            known = self._laid_out = (self.sections, width, tuple(_lines(self.sections, room)))
        return known[2]

    def stops(self) -> list[int]:
        """Return the line each thing that can be opened begins on, from the top."""
        found: dict[int, int] = {}
        for number, line in enumerate(self.lines(self.size.width)):
            if line.stop is not None:
                found.setdefault(line.stop, number)
        return list(found.values())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return how many lines the page has at `width`."""
        del container, viewport
        return len(self.lines(width))

    def render(self) -> Content:
        """Draw the page."""
        lines, here = self.lines(self.size.width), self.stops()
        marked = here[self.position] if self.position < len(here) else None
        return Content("\n").join(
            [
                line.content
                if line.is_band
                else Content.assemble((f"{Glyph.CURSOR} " if number == marked else "  ", "bold $accent"), line.content)
                for number, line in enumerate(lines)
            ]
        )

    def on_click(self, event: events.Click) -> None:
        """Choose by a click."""
        lines = self.lines(self.size.width)
        stop = lines[event.y].stop if 0 <= event.y < len(lines) else None
        if stop is not None:
            self.post_message(self.Chosen(stop))


def _lines(sections: Sequence[Section], width: int) -> Iterator[Line]:
    stop = 0
    for number, section in enumerate(sections):
        if number:
            yield Line(Content(""))
        title = section.title
        first = section.blocks[0]
        if title and not (isinstance(first, Table) and _heads_its_table(title, first, width)):
            yield Line(Content.assemble((title, _TITLE)))
            title = ""
        for block in section.blocks:
            for line in _block(block, title, width):
                yield line if line.stop is None else Line(line.content, stop + line.stop)
            stop += _openable(block)
            title = ""


def _heads_its_table(title: str, table: Table, width: int) -> bool:
    """Return whether a heading stands in the table's own head, over the names of its rows."""
    return cells.width_of(title) <= LONGEST_TITLE and _Layout.of(table, title, width) is not None


def _openable(block: Block) -> int:
    if isinstance(block, Table):
        return sum(row.behind is not None for row in block.rows)
    return int(isinstance(block, Text) and block.behind is not None)


def _block(block: Block, title: str, width: int) -> Iterator[Line]:
    """Yield the lines of a block; their stops are counted from its first."""
    match block:
        case Verdict():
            yield from _verdict(block, width)
        case Text():
            yield from _text(block, width)
        case Picture():
            yield from (Line(line) for line in interval_picture(block, width))
        case Progress():
            yield from _progress(block, width)
        case Table():
            yield from _table(block, title, width)


def _wrapped(text: str, width: int, first: int = 0) -> list[str]:
    """Return `text` in lines of `width` cells, the first of them `first` cells shorter."""
    # A number and its percent sign stay together.
    kept = _GLUE * first + visible(text).replace(" %", f"{_GLUE}%")
    lines = [line.plain.rstrip(" ") for line in Content(kept).wrap(max(width, 1))]
    lines[0] = lines[0][first:]
    return [line.replace(_GLUE, " ") for line in lines]


def _verdict(verdict: Verdict, width: int) -> Iterator[Line]:
    """Yield the sentence with space around it, on a band as wide as the page."""
    yield Line(Content(""))
    for text in ("", *_wrapped(verdict.words, width - MARGIN), ""):
        yield Line(
            Content.assemble((cells.left(" " * 2 * MARGIN + text, width + MARGIN + AIR), _VERDICT)), is_band=True
        )


def _text(block: Text, width: int) -> Iterator[Line]:
    stop = 0 if block.behind is not None else None
    lead = f"{visible(block.lead)}{' ' * (GAP + 1) if block.lead and block.text else ''}"
    if cells.width_of(lead) > width // 2:
        yield from (Line(Content.assemble((line, "bold")), stop) for line in _wrapped(block.lead, width))
        lead = ""
    if lead or block.text:
        for number, line in enumerate(_wrapped(block.text, width, cells.width_of(lead))):
            yield Line(Content.assemble((lead if number == 0 else "", "bold"), (line, _TONES[block.tone])), stop)


def _progress(progress: Progress, width: int) -> Iterator[Line]:
    length = min(width, PROGRESS_WIDTH)
    done = round(min(max(progress.share, 0.0), 1.0) * length)
    yield Line(Content.assemble(("━" * done, "bold $primary"), ("─" * (length - done), "$text-muted")))
    yield from (Line(Content(line)) for line in _wrapped(progress.words, width))


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a table is fitted: which columns are shown, how wide they are, and how wide its bars are, 0 for none."""

    columns: tuple[int, ...]
    widths: tuple[int, ...]
    bar: int

    @classmethod
    def of(cls, table: Table, title: str, width: int) -> "_Layout | None":
        """Return the fullest layout there is room for; None where the rows are better told one by one."""
        every = [
            index for index in range(len(table.columns)) if not index or any(row.cells[index] for row in table.rows)
        ]
        bare = tuple(index for index in every if not table.columns[index].is_extra)
        bars = (ROOMY_BAR, NARROWEST_BAR, 0) if table.reach is not None else (0,)
        layouts = [(tuple(every), bars[0]), *((bare, bar) for bar in bars)]
        if width < LEAST_FOR_CHOICE:
            if any(cells.width_of(row.cells[0]) > LONGEST_NAME for row in table.rows):
                return None
            layouts = [(tuple(every), bar) for bar in bars]
        for columns, least in layouts:
            widths = tuple(_width(table, index, title) for index in columns)
            left = width - sum(widths) - GAP * (len(widths) - 1)
            if not least and left >= 0:
                return cls(columns, widths, 0)
            bar = min(left - GAP, WIDEST_BAR)
            if least and bar >= least:
                return cls(columns, widths, bar - (bar + 1) % 2)
        return None


def _width(table: Table, index: int, title: str) -> int:
    cell_widths = [cells.width_of(row.cells[index]) for row in table.rows]
    if index:
        return max(cells.width_of(table.columns[index].title), *cell_widths, 0)
    return max(cells.width_of(title), min(max(cell_widths, default=0), LONGEST_NAME))


def _table(table: Table, title: str, width: int) -> Iterator[Line]:
    layout = _Layout.of(table, title, width)
    if layout is None:
        yield from _stacked(table, width)
        return
    heads = [column.title for column in table.columns]
    above = Content.assemble((bar_heading(layout.bar), _HEAD)) if layout.bar else Content("")
    yield Line(_table_line(table, layout, heads, above, title))
    stop = 0
    for row in table.rows:
        bar = small_bar(row.bar, table.reach or 1.0, layout.bar) if layout.bar else Content("")
        yield Line(_table_line(table, layout, row.cells, bar), None if row.behind is None else stop)
        stop += row.behind is not None


def _table_line(table: Table, layout: _Layout, texts: Sequence[str], bar: Content, title: str | None = None) -> Content:
    """Return a line of a table; with a `title`, even an empty one, its head."""
    parts: list[Content] = []
    bar_before = next((index for index in layout.columns if index >= table.bars_at), None) if layout.bar else None
    for index, width in zip(layout.columns, layout.widths, strict=True):
        if index == bar_before:
            parts.append(bar)
        fitted = (cells.right if table.columns[index].is_number else cells.left)(texts[index], width)
        if title is not None:
            parts.append(Content.assemble((cells.left(title, width), _TITLE) if not index else (fitted, _HEAD)))
        else:
            parts.append(Content(fitted))
    return Content(" " * GAP).join(parts)


def _stacked(table: Table, width: int) -> Iterator[Line]:
    """Yield each row of a table as a paragraph, for terminals too narrow for its columns."""
    stop = 0
    for row in table.rows:
        told = [
            f"{column.title} {cell}".strip()
            for column, cell in zip(table.columns[1:], row.cells[1:], strict=True)
            if cell
        ]
        behind = None if row.behind is None else stop
        yield from (Line(line.content, behind) for line in _text(Text("; ".join(told), lead=row.cells[0]), width))
        stop += row.behind is not None
