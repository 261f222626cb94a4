"""Text fitted into cells: a wide character takes two, a combining one none."""

from rich.cells import cell_len, set_cell_size

from ldn_tui.domain.text import visible

ELLIPSIS = "…"


def width_of(text: str) -> int:
    """Return how many cells `text` takes as it is shown."""
    return cell_len(visible(text))


def cut(text: str, width: int) -> str:
    """Return `text` as it is shown, in at most `width` cells, with an ellipsis where something was cut."""
    shown = visible(text)
    if cell_len(shown) <= width:
        return shown
    return set_cell_size(shown, max(width - 1, 0)).rstrip() + ELLIPSIS if width > 0 else ""


def left(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells, its beginning at the left."""
    shown = cut(text, width)
    return shown + " " * (width - cell_len(shown))


def right(text: str, width: int) -> str:
    """Return `text` in exactly `width` cells, its end at the right."""
    shown = cut(text, width)
    return " " * (width - cell_len(shown)) + shown
