"""A journal as the text of an export, as `ldn export` writes it."""

from datetime import date

from ldn_tui.journal import Journal
from ldn_tui.journal.export import ExportForm, export_chunks
from ldn_tui.transfer.exported_rows import ExportedRows, JournalRows
from ldn_tui.transfer.journal_json import Document, document_chunks


def export_document(journal: Journal) -> str:
    """Return the journal as a JSON document."""
    return b"".join(export_chunks(journal, ExportForm.JSON)).decode()


def export_diary(journal: Journal) -> str:
    """Return the journal as a wide CSV."""
    return b"".join(export_chunks(journal, ExportForm.CSV)).decode()


def write_document(document: Document) -> str:
    """Return the rows of a document as its text."""
    rows = document.rows
    source = JournalRows(document.journal, rows, lambda table, *_: rows[table], ((date.min, date.max),))
    return "".join(document_chunks(ExportedRows(source, document.selection)))
