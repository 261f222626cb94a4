"""Small tables in plain text."""

from collections.abc import Sequence

from ldn_tui.domain.data_table import DataTable, on_the_point
from ldn_tui.domain.text import cells, padded


def text_table(header: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str] = ()) -> list[str]:
    """Return the lines of a table, indented by two; the columns named in `numbers` are set to the right."""
    columns = [
        on_the_point(column) if name in numbers else column
        for name, column in zip(header, zip(*rows, strict=True), strict=False)
    ]
    lines = [header, *zip(*columns, strict=True)]
    widths = [max(cells(line[index]) for line in lines) for index in range(len(header))]
    return [
        "  "
        + "  ".join(
            " " * (width - cells(cell)) + cell if name in numbers else padded(cell, width)
            for name, cell, width in zip(header, line, widths, strict=True)
        ).rstrip()
        for line in lines
    ]


def data_table_lines(table: DataTable) -> list[str]:
    """Return the lines of a table that stands for a chart."""
    numbers = [column.heading for column in table.columns if column.is_number]
    return text_table([column.heading for column in table.columns], [row.cells for row in table.rows], numbers)
