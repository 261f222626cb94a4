"""The export layouts of other apps: each recognises a header, and makes the common rows of its own.

The common rows are those of any diary: a date, and either a column a measure (wide), or a column that names what was
rated and one that says its value (long). A new layout is a function in a module of its own, and its name in `LAYOUTS`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file in the layout of an app.

    Attributes:
        name: what the app calls itself.
        header: the names of the columns of its common rows.
        row: makes the common row of one of the file's, which has as many cells as its header.
        columns: the columns that are known without being mapped: date, what, value.
        hint: what a person has to know to map the rest, in a sentence.
        settled: makes it what the rows of the file tell beyond its header, None if they are not the app's; None
            where the header is enough. Each row has as many cells as the header, or more.
        unmarked: the indices of the columns of its common rows that may be of another make than the app's: they are
            not read as the app writes them.
    """

    name: str
    header: tuple[str, ...]
    row: Callable[[Sequence[str]], list[str]]
    columns: Mapping[str, str]
    hint: str
    settled: Callable[[Iterable[Sequence[str]]], "Recognised | None"] | None = None
    unmarked: frozenset[int] = frozenset()


Layout = Callable[[Sequence[str]], Recognised | None]


def recognise(header: Sequence[str]) -> Recognised | None:
    """Return the layout of a file with that header, None for a file of no known app."""
    from ldn_tui.transfer.bearable import bearable
    from ldn_tui.transfer.daylio import daylio
    from ldn_tui.transfer.loop_habits import loop_habits
    from ldn_tui.transfer.track_and_graph import track_and_graph

    layouts: tuple[Layout, ...] = (daylio, bearable, loop_habits, track_and_graph)
    return next((found for layout in layouts if (found := layout(header)) is not None), None)


def plain_names(header: Sequence[str]) -> list[str]:
    """Return the names of the columns without blanks around them, in small letters."""
    return [name.strip().lower() for name in header]
