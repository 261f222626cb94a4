"""The journal for other programs: as JSON, as CSV wide or long, as FHIR, or as a database."""

from collections.abc import Callable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from ldn_tui.domain.errors import CannotWrite, LockedJournal
from ldn_tui.domain.text import visible
from ldn_tui.journal.copies import refuse_to_replace
from ldn_tui.journal.journal import Journal
from ldn_tui.private_files import refuse_companions
from ldn_tui.storage.repository import Repository
from ldn_tui.transfer.journal_json import Document, document_chunks
from ldn_tui.transfer.row_lists import JOURNAL_FIELDS, LISTS
from ldn_tui.transfer.selected_rows import selected
from ldn_tui.transfer.selection import EVERYTHING, Selection, check_carried
from ldn_tui.transfer.wide_csv import WIDE_PARTS, diary_lines

_Read = TypeVar("_Read")
_TRIES = 20


class ExportForm(StrEnum):
    """What a journal is exported as; the values are what is typed."""

    JSON = "json"
    CSV = "csv"
    CSV_LONG = "csv-long"
    SQLITE = "sqlite"
    FHIR = "fhir"


def export_chunks(journal: Journal, form: ExportForm, selection: Selection = EVERYTHING) -> Iterator[bytes]:
    """Return the bytes of an export, piece by piece; the same for the same rows.

    Everything is read before the first piece is given, so that the pieces fit together.

    Args:
        journal: the journal.
        form: the format.
        selection: which days and parts.

    Raises:
        BadInput: a part was chosen that the format has no place for.
        LockedJournal: another process writes all the time.
    """
    if form is ExportForm.SQLITE:
        return iter((_database(journal, selection),))
    return (chunk.encode() for chunk in _text_chunks(journal, form, selection))


def export_document(journal: Journal, selection: Selection = EVERYTHING) -> str:
    """Return the journal as a JSON document, the same bytes for the same rows.

    The steps are not part of it: what was done when, and what undo would take back, stays in the journal's file. Nor
    is what would say who somebody is.

    Raises:
        LockedJournal: another process writes all the time.
    """
    return "".join(_text_chunks(journal, ExportForm.JSON, selection))


def export_diary(journal: Journal, selection: Selection = EVERYTHING) -> str:
    """Return the journal as a wide CSV: a row for each day with anything recorded, a column for each measure.

    Raises:
        LockedJournal: another process writes all the time.
    """
    return "".join(_text_chunks(journal, ExportForm.CSV, selection))


def export_database(journal: Journal, path: Path, selection: Selection, *, force: bool) -> None:
    """Write the journal as a database, with the tables and views of a journal's file and without its steps.

    Args:
        journal: the journal.
        path: the file.
        selection: which days and parts.
        force: whether an earlier copy of this journal is replaced.

    Raises:
        LockedJournal: another process writes all the time.
        CannotWrite: the disk refuses, or there is something at `path` that is not replaced.
    """
    from ldn_tui.storage.row_copy import write_database

    try:
        target = path.resolve()
    except (OSError, ValueError, RuntimeError):
        raise CannotWrite(f"{visible(str(path))}: no file can be called that; choose another name") from None
    refuse_companions(target)
    refuse_to_replace(journal.backups, target, force=force)
    write_database(target, _database(journal, selection), replace=force)


def _text_chunks(journal: Journal, form: ExportForm, selection: Selection) -> Iterator[str]:
    if form is ExportForm.CSV:
        check_carried(selection, WIDE_PARTS, form)
        days, measures = _read_at_one_time(
            journal.repository,
            lambda repository: (repository.recorded_days(*selection.bounds), repository.measures()),
        )
        return diary_lines(days, [measure.key for measure in measures], selection.parts)
    if form is ExportForm.CSV_LONG:
        from ldn_tui.transfer.long_csv import LONG_PARTS, long_lines

        check_carried(selection, LONG_PARTS, form)
        return long_lines(_rows(journal, selection))
    if form is ExportForm.FHIR:
        from ldn_tui.transfer.fhir import FHIR_PARTS, bundle_chunks

        check_carried(selection, FHIR_PARTS, form)
        return bundle_chunks(_rows(journal, selection))
    return document_chunks(_rows(journal, selection))


def _database(journal: Journal, selection: Selection) -> bytes:
    from ldn_tui.storage.row_copy import database_of

    document = _rows(journal, selection)
    return database_of({"journal": [{"singleton": 1, **document.journal}], **document.rows}, journal.path)


def _rows(journal: Journal, selection: Selection) -> Document:
    def read(repository: Repository) -> Document:
        own = repository.journal_row()
        return Document(
            {name: own[name] for name in JOURNAL_FIELDS}, {known.table: repository.rows(known.table) for known in LISTS}
        )

    return selected(_read_at_one_time(journal.repository, read), selection)


def _read_at_one_time(repository: Repository, read: Callable[[Repository], _Read]) -> _Read:
    """Return what `read` reads while no other process commits: its tables must fit together."""
    for _ in range(_TRIES):
        version = repository.version()
        found = read(repository)
        if repository.version() == version:
            return found
    raise LockedJournal(f"Another program keeps writing to {visible(str(repository.path))}: try again in a moment.")
