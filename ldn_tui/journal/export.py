"""The journal for other programs: as JSON, as CSV wide or long, as FHIR, or as a database.

An export is made in full before the first of it is given away, a stretch of days at a time: whoever reads it may take
their time, and the journal is not held meanwhile.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from enum import StrEnum
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO, TypeVar

from ldn_tui.domain.errors import CannotWrite, LockedJournal
from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import NALTREXONE
from ldn_tui.journal.copies import refuse_to_replace
from ldn_tui.journal.journal import Journal
from ldn_tui.private_files import place_of, refuse_companions
from ldn_tui.storage.repository import Repository
from ldn_tui.transfer.exported_rows import DAY_TABLES, ExportedRows, JournalRows, stretches_of
from ldn_tui.transfer.journal_json import document_chunks
from ldn_tui.transfer.row_lists import JOURNAL_FIELDS, LISTS
from ldn_tui.transfer.selection import ALL_PARTS, EVERYTHING, TABLES_OF, Part, Selection, check_carried
from ldn_tui.transfer.wide_csv import WIDE_PARTS, diary_lines

_Read = TypeVar("_Read")
_TRIES = 20
# What is kept in memory of an export; a longer one goes through a file without a name beside the journal.
_MOST_IN_MEMORY = 8 << 20
_PIECE = 1 << 18


class ExportForm(StrEnum):
    """What a journal is exported as; the values are what is typed."""

    JSON = "json"
    CSV = "csv"
    CSV_LONG = "csv-long"
    SQLITE = "sqlite"
    FHIR = "fhir"

    @property
    def carried(self) -> frozenset[Part]:
        """The parts of a journal it has a place for."""
        match self:
            case ExportForm.CSV:
                return WIDE_PARTS
            case ExportForm.CSV_LONG | ExportForm.FHIR:
                return ALL_PARTS - {Part.TRIALS, Part.MEDICINES}
            case _:
                return ALL_PARTS


def without_place(journal: Journal, form: ExportForm, selection: Selection = EVERYTHING) -> tuple[str, ...]:
    """Return what the journal has of a selection, but a format has no place for, in words.

    JSON and SQLite have a place for all of it.
    """
    repository = journal.repository
    found = [
        part.value
        for part in Part
        if part in selection.parts - form.carried and any(map(repository.has_rows, TABLES_OF[part]))
    ]
    if form is ExportForm.CSV and Part.RATINGS in selection.parts and repository.has_no_answers():
        found.append('"no answer"')
    if form is ExportForm.CSV and Part.DOSES in selection.parts:
        found += [f"doses of anything but {NALTREXONE}"] if repository.has_doses_besides(NALTREXONE) else []
        found += ["which bottle doses are from"] if repository.has_doses_from_bottles() else []
    has_own_measures = repository.measures() != FIRST_MEASURES
    if form in {ExportForm.CSV, ExportForm.CSV_LONG} and Part.RATINGS in selection.parts and has_own_measures:
        found.append("what your measures mean")
    return tuple(found)


def export_chunks(journal: Journal, form: ExportForm, selection: Selection = EVERYTHING) -> Iterator[bytes]:
    """Return the bytes of an export, piece by piece; the same for the same rows.

    Everything is read before the first piece is given, so that the pieces fit together. What is longer than 8 MB waits
    in a file without a name in the journal's folder.

    Args:
        journal: the journal.
        form: the format.
        selection: which days and parts.

    Raises:
        BadInput: a part was chosen that the format has no place for.
        LockedJournal: another process writes all the time.
        CannotWrite: there is no room for it.
    """
    check_carried(selection, form.carried, form)
    if form is ExportForm.SQLITE:
        return iter((_database(journal, selection),))
    return _pieces(_read_at_one_time(journal.repository, lambda repository: _spooled(repository, form, selection)))


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

    target = place_of(path)
    refuse_companions(target)
    refuse_to_replace(journal.backups, target, force=force)
    write_database(target, _database(journal, selection), replace=force)


def _spooled(repository: Repository, form: ExportForm, selection: Selection) -> IO[bytes]:
    folder = repository.path.parent
    with ExitStack() as closing:
        spool = closing.enter_context(SpooledTemporaryFile(_MOST_IN_MEMORY, dir=str(folder)))
        try:
            for chunk in _text_chunks(repository, form, selection):
                # Not writelines(): that looks at the length only when all of it is in memory.
                spool.write(chunk.encode())
        except OSError as error:
            raise CannotWrite(
                f"{visible(str(folder))} has no room for what is to be exported ({error.strerror}): "
                "free some space, or export a part of it with --from and --to"
            ) from None
        spool.seek(0)
        closing.pop_all()
        return spool


def _pieces(spool: IO[bytes]) -> Iterator[bytes]:
    with spool:
        while piece := spool.read(_PIECE):
            yield piece


def _text_chunks(repository: Repository, form: ExportForm, selection: Selection) -> Iterator[str]:
    if form is ExportForm.CSV:
        days = (
            day
            for first, last in stretches_of(repository.recorded_span(), selection)
            for day in repository.recorded_days(first, last)
        )
        return diary_lines(days, [measure.key for measure in repository.measures()], selection.parts)
    exported = _exported(repository, selection)
    if form is ExportForm.CSV_LONG:
        from ldn_tui.transfer.long_csv import long_lines

        return long_lines(exported)
    if form is ExportForm.FHIR:
        from ldn_tui.transfer.fhir import bundle_chunks

        return bundle_chunks(exported)
    return document_chunks(exported)


def _database(journal: Journal, selection: Selection) -> bytes:
    from ldn_tui.storage.row_copy import database_of

    def read(repository: Repository) -> bytes:
        exported = _exported(repository, selection)
        own = {"singleton": 1, **exported.journal}
        return database_of(own, {known.table: exported.rows(known.table) for known in LISTS}, journal.path)

    return _read_at_one_time(journal.repository, read)


def _exported(repository: Repository, selection: Selection) -> ExportedRows:
    own = repository.journal_row()
    source = JournalRows(
        {name: own[name] for name in JOURNAL_FIELDS},
        {known.table: repository.rows(known.table) for known in LISTS if known.table not in DAY_TABLES},
        repository.rows_within,
        stretches_of(repository.recorded_span(), selection),
    )
    return ExportedRows(source, selection)


def _read_at_one_time(repository: Repository, read: Callable[[Repository], _Read]) -> _Read:
    """Return what `read` reads while no other process commits: its tables must fit together."""
    for _ in range(_TRIES):
        version = repository.version()
        found = read(repository)
        if repository.version() == version:
            return found
    raise LockedJournal(f"Another program keeps writing to {visible(str(repository.path))}: try again in a moment.")
