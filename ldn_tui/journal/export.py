"""The journal as text: complete as JSON, or a row a day as CSV."""

from collections.abc import Callable
from typing import TypeVar

from ldn_tui.domain.errors import LockedJournal
from ldn_tui.domain.text import visible
from ldn_tui.journal.journal import Journal
from ldn_tui.storage.repository import Repository
from ldn_tui.transfer.journal_json import Document, write_document
from ldn_tui.transfer.row_lists import JOURNAL_FIELDS, LISTS
from ldn_tui.transfer.wide_csv import diary_lines

_Read = TypeVar("_Read")
_TRIES = 20


def export_document(journal: Journal) -> str:
    """Return the whole journal as a JSON document, the same bytes for the same rows.

    The steps are not part of it: what was done when, and what undo would take back, stays in the journal's file.

    Raises:
        LockedJournal: another process writes all the time.
    """

    def read(repository: Repository) -> Document:
        own = repository.journal_row()
        return Document(
            {name: own[name] for name in JOURNAL_FIELDS}, {known.table: repository.rows(known.table) for known in LISTS}
        )

    return write_document(_read_at_one_time(journal.repository, read))


def export_diary(journal: Journal) -> str:
    """Return the journal as a wide CSV: a row for each day with anything recorded, a column for each measure.

    Raises:
        LockedJournal: another process writes all the time.
    """
    days, measures = _read_at_one_time(
        journal.repository, lambda repository: (repository.recorded_days(), repository.measures())
    )
    return "".join(diary_lines(days, [measure.key for measure in measures]))


def _read_at_one_time(repository: Repository, read: Callable[[Repository], _Read]) -> _Read:
    """Return what `read` reads while no other process commits: its tables must fit together."""
    for _ in range(_TRIES):
        version = repository.version()
        found = read(repository)
        if repository.version() == version:
            return found
    raise LockedJournal(f"Another program keeps writing to {visible(str(repository.path))}: try again in a moment.")
