"""No verb overwrites a file that is not the app's own, whether `--db` names it or an option for output does."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from ldn_tui.cli.verbs import VERBS
from tests.conftest import Ldn


def _text(path: Path) -> None:
    path.write_text("Dear doctor,\nit is better.\n")


def _picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)


def _database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.executescript("CREATE TABLE rating (day TEXT, pain INTEGER); INSERT INTO rating VALUES ('x', 1);")
    connection.close()


def _numbered_database(path: Path) -> None:
    """A database of another program that numbers its schema, as this one does."""
    _database(path)
    connection = sqlite3.connect(path)
    connection.executescript("PRAGMA user_version = 1; PRAGMA application_id = 7")
    connection.close()


FOREIGN: dict[str, Callable[[Path], None]] = {
    "text": _text, "picture": _picture, "database": _database, "numbered-database": _numbered_database,
}  # fmt: skip
# How every verb is called that reads or writes the journal; COPY is a sound backup of another journal, FILE a new file.
CALLS: dict[str, list[list[str]]] = {
    "log": [["log", "pain=4"]],
    "entry": [["entry"]],
    "status": [["status"], ["status", "--short"]],
    "show": [["show"]],
    "calendar": [["calendar"], ["calendar", "--list"]],
    "chart": [["chart"], ["chart", "--table"]],
    "events": [["events"]],
    "search": [["search", "walk"]],
    "seal": [["seal", "status"], ["seal", "open", "EXPORT"]],
    "card": [["card"]],
    "findings": [["findings"]],
    "report": [["report", "-o", "FILE"]],
    "trial": [["trial", "new", "before-after", "--start", "2026-11-01"], ["trial", "show"]],
    "dose": [["dose", "4.5"]],
    "impression": [["impression", "2"]],
    "lab": [["lab", "ESR=24"]],
    "medicine": [["medicine", "add", "x"]],
    "decide": [["decide", "stop"]],
    "undo": [["undo"]],
    "redo": [["redo"]],
    "measure": [["measure", "add", "Fatigue"], ["measure", "list"]],
    "import": [["import", "EXPORT"]],
    "export": [["export", "-o", "FILE"]],
    "backup": [["backup"], ["backup", "FILE"]],
    "restore": [["restore", "COPY", "--yes"], ["restore", "COPY", "--yes", "--force"]],
    "remind": [["remind"], ["remind", "--again"]],
    "forget": [["forget", "everything", "--yes"], ["forget", "day", "2026-11-22", "--yes"]],
}
# How those are called that do not need one, or only compare: they may succeed.
OTHER_CALLS: dict[str, list[list[str]]] = {
    "paths": [["paths"]],
    "diff": [["diff", "COPY"]],
    "doctor": [["doctor"]],
    "schema": [["schema"]],
    "config": [["config"], ["config", "--default"], ["config", "--keys"]],
    "completion": [["completion", "bash"], ["completion", "bash", "--", "ldn", "log", ""]],
}
# It has a journal of its own.
WITHOUT_JOURNAL = {"demo"}


def test_every_verb_is_tried() -> None:
    assert set(CALLS) | set(OTHER_CALLS) == set(VERBS) - WITHOUT_JOURNAL


@pytest.mark.parametrize("kind", FOREIGN)
def test_db_cannot_be_made_to_overwrite_a_foreign_file(kind: str, ldn: Ldn, tmp_path: Path, journal_path: Path) -> None:
    foreign = tmp_path / "foreign" / "thesis.db"
    foreign.parent.mkdir()
    FOREIGN[kind](foreign)
    before = foreign.read_bytes()
    copy, export, new = tmp_path / "copy.db", tmp_path / "export.json", tmp_path / "new.txt"
    ldn("log", "pain=4")
    assert (ldn("backup", str(copy)).exit_code, ldn("export", "-o", str(export)).exit_code) == (0, 0)
    places = {"COPY": str(copy), "EXPORT": str(export), "FILE": str(new)}
    for verb, calls in (CALLS | OTHER_CALLS).items():
        for words in calls:
            called = ldn("--db", str(foreign), *(places.get(word, word) for word in words))
            assert called.exit_code in {1, 2, 3, 4, 5} | ({0} if verb in OTHER_CALLS else set()), (words, called)
            assert "Traceback" not in called.stderr
            assert foreign.read_bytes() == before, words
            assert not new.exists(), words
    assert [path.name for path in foreign.parent.iterdir()] == ["thesis.db"]


@pytest.mark.parametrize("kind", FOREIGN)
def test_no_option_for_output_overwrites_a_foreign_file_without_being_asked(
    kind: str, ldn: Ldn, tmp_path: Path
) -> None:
    foreign = tmp_path / "thesis.db"
    FOREIGN[kind](foreign)
    before = foreign.read_bytes()
    ldn("log", "pain=4", "dose=4.5")
    ldn("trial", "new", "before-after", "--start", "2026-11-01")
    for words in (
        ["export", "-o"], ["export", "--format", "csv", "-o"], ["report", "-o"], ["card", "-o"], ["backup"],
        ["backup", "--force"],
    ):  # fmt: skip
        refused = ldn(*words, str(foreign))
        assert refused.exit_code == 5, (words, refused)
        assert foreign.read_bytes() == before, words
