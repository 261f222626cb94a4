"""What importing an exported journal would do, for a person and for a program."""

from dataclasses import dataclass
from pathlib import Path

from ldn_tui.domain.ratings import json_number
from ldn_tui.domain.text import shorten, visible
from ldn_tui.journal.document_import import OUTCOMES, ComparedRow, DocumentComparison
from ldn_tui.journal.headlines import differ_in_words, nothing_to_import
from ldn_tui.reports.text_table import text_table
from ldn_tui.storage.schema import Row
from ldn_tui.transfer.journal_json import Document

_WIDEST_TEXT = 40


@dataclass(frozen=True, slots=True)
class DocumentPreview:
    """What importing an exported journal would do.

    Attributes:
        path: the file.
        document: what was read.
        comparison: what becomes of each row.
        is_long: whether it is a long CSV, which says nothing of the journal it comes from.
    """

    path: Path
    document: Document
    comparison: DocumentComparison
    is_long: bool = False

    @property
    def has_news(self) -> bool:
        """Whether importing it would change the journal."""
        return self.comparison.has_news

    @property
    def is_useless(self) -> bool:
        """Whether nothing in it could be read: never, since a bad document is refused whole."""
        return False

    @property
    def no_news(self) -> str:
        """What is said where importing it would change nothing."""
        return nothing_to_import(len(self.comparison.kept), "row")

    def text(self) -> str:
        """Return it for a person."""
        counts = [
            [name.replace("_", " "), *(str(found[outcome]) for outcome in OUTCOMES)]
            for name, found in self.comparison.counts().items()
            if any(found.values())
        ]
        lines = [
            f"{visible(str(self.path))}: {self._kind()}",
            self._relation(),
            "",
            *text_table(["", *OUTCOMES], counts, numbers=list(OUTCOMES)),
        ]
        kept = self.comparison.kept
        if kept:
            lines += ["", f"{len(kept)} row{'s' * (len(kept) != 1)} {differ_in_words(len(kept))}"]
            lines += [f"  {_difference(row)}" for row in kept]
        return "\n".join(lines)

    def _kind(self) -> str:
        if self.is_long:
            return "the exported values of a journal's days"
        return f"an exported journal, begun on {self.document.journal['created_on']}"

    def _relation(self) -> str:
        if self.is_long:
            return "What is new in it is added, with its recording times."
        if self.comparison.takes_over:
            return "This journal is empty: it becomes the exported one, with its identity and recording times."
        if self.comparison.is_same_journal:
            return "It is a copy of this journal: what is new in it is added."
        return "It is another journal than this one: what is new in it is added."

    def as_json(self) -> dict[str, object]:
        """Return it for a program."""
        return {
            "format": "csv-long" if self.is_long else "json",
            "file": str(self.path),
            "takes_over": self.comparison.takes_over,
            "same_journal": self.comparison.is_same_journal,
            "counts": {name: dict(found) for name, found in self.comparison.counts().items()},
            "kept": [
                {"path": row.path, "journal": _plain(row.held or {}), "file": _plain(row.row)}
                for row in self.comparison.kept
            ],
            "refused": [],
        }


def _difference(compared: ComparedRow) -> str:
    """Return where a row is, what it stands for, and where the two differ."""
    held, given = _plain(compared.held or {}), _plain(compared.row)
    about = [str(given[column]) for column in ("day", "measure", "key", "starts_on") if column in given]
    differing = [
        column
        for column in given
        if column not in {"id", "recorded_at", "import_id", "position"} and held.get(column) != given[column]
    ]
    return (
        f"{compared.path} ({visible(', '.join(about))}): stays {_columns(held, differing)}; "
        f"the file says {_columns(given, differing)}"
    )


def _columns(row: dict[str, object], columns: list[str]) -> str:
    said = [f"{column} {_in_words(row[column])}" for column in columns if column in row]
    return ", ".join(said) or "as it is"


def _in_words(value: object) -> str:
    return "absent" if value is None else shorten(visible(str(value)), _WIDEST_TEXT)


def _plain(row: Row) -> dict[str, object]:
    return {column: json_number(value) if isinstance(value, float) else value for column, value in row.items()}
