"""Small tables in plain text."""

from collections.abc import Sequence


def text_table(header: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[str] = ()) -> list[str]:
    """Return the lines of a table, indented by two; the columns named in `numbers` are set to the right."""
    cells = [header, *rows]
    widths = [max(len(row[index]) for row in cells) for index in range(len(header))]
    return [
        "  "
        + "  ".join(
            cell.rjust(width) if name in numbers else cell.ljust(width)
            for name, cell, width in zip(header, row, widths, strict=True)
        ).rstrip()
        for row in cells
    ]
