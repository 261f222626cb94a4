"""Pictures whose table is a small one: all but the history."""

from collections.abc import Callable
from functools import partial

from ldn_tui.domain.data_table import DataTable
from ldn_tui.graphs.scene import Picture
from ldn_tui.plots import Plot, plot_text
from ldn_tui.reports.text_table import data_table_lines

Draw = Callable[[int, int], Plot]


def picture(heading: str, stem: str, draw: Draw, svg: Callable[[], str], table: Callable[[], DataTable]) -> Picture:
    """Return a picture whose text is the drawing with the table under it.

    Args:
        heading: what it is.
        stem: the name of a file without its ending.
        draw: draws it for a width and a height in cells.
        svg: returns it as an SVG document.
        table: returns the same data as a table.
    """
    return Picture(heading, stem, draw, partial(_text, heading, draw, table), svg, table)


def _text(heading: str, draw: Draw, table: Callable[[], DataTable], width: int, height: int) -> str:
    return "\n".join([plot_text(heading, draw(width, height)), *data_table_lines(table())]) + "\n"
