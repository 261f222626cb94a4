"""A file that is replaced while it is open: the right journal is gone on with, and no other is written to."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.errors import ForeignFile, LdnError, MissingJournal, OtherJournal
from ldn_tui.journal import Journal, open_journal
from ldn_tui.journal.document_import import import_document
from ldn_tui.journal.forgetting import Forgetting, forget
from ldn_tui.storage.opened_file import OpenedFile
from ldn_tui.transfer.journal_json import read_document
from tests.conftest import DAY_STARTS_AT
from tests.exported import export_document
from tests.faults.file_states import make_first_version

TODAY = date(2026, 11, 22)


@pytest.fixture
def other(tmp_path: Path, clock: PinnedClock) -> Path:
    """Return another journal's file."""
    path = tmp_path / "other.db"
    with closing(open_journal(path, clock, DAY_STARTS_AT, create=True, program="the other")) as journal:
        journal.rate(TODAY, "pain", 9)
    return path


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Return another journal's file, of the first version."""
    path = tmp_path / "older.db"
    make_first_version(path, 1)
    return path


@pytest.fixture
def foreign(tmp_path: Path) -> Path:
    """Return another program's database."""
    path = tmp_path / "foreign.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")
        connection.commit()
    return path


@pytest.mark.parametrize("name", ["other", "older", "foreign"])
@pytest.mark.parametrize("how", [shutil.move, shutil.copyfile], ids=["moved", "copied over"])
def test_not_a_byte_is_written_to_another_file(
    journal: Journal,
    journal_path: Path,
    tmp_path: Path,
    name: str,
    how: Callable[[Path, Path], object],
    request: pytest.FixtureRequest,
) -> None:
    journal.rate(TODAY, "pain", 4)
    kept = tmp_path / "kept.db"
    shutil.copyfile(journal_path, kept)
    replacement: Path = request.getfixturevalue(name)
    content = replacement.read_bytes()
    how(replacement, journal_path)
    for _ in range(2):
        with pytest.raises(LdnError):
            journal.rate(TODAY, "sleep", 6)
        with pytest.raises((OtherJournal, ForeignFile)):
            journal.reopen()
    assert journal_path.read_bytes() == content
    assert not list(tmp_path.glob("*-journal"))
    shutil.move(kept, journal_path)
    journal.reopen()
    journal.rate(TODAY, "sleep", 6)
    assert (journal.day(TODAY).value("pain"), journal.day(TODAY).value("sleep")) == (4, 6)


def test_a_journal_that_got_another_id_by_an_import_elsewhere_is_the_same(
    journal: Journal, journal_path: Path, clock: PinnedClock, tmp_path: Path
) -> None:
    with closing(open_journal(tmp_path / "other.db", clock, DAY_STARTS_AT, create=True, program="t")) as other:
        other.rate(TODAY, "pain", 7)
        document = read_document(export_document(other), TODAY)
    with closing(open_journal(journal_path, clock, DAY_STARTS_AT, create=False, program="t")) as elsewhere:
        import_document(elsewhere, document, "other.json")
    for _ in range(2):
        journal.rate(TODAY, "sleep", 6)
    assert journal.day(TODAY).value("pain") == 7


@pytest.fixture
def emptied(journal: Journal, journal_path: Path, clock: PinnedClock) -> Iterator[Journal]:
    """Return the journal as another process has it open, which has just forgotten everything."""
    journal.rate(TODAY, "pain", 4)
    with closing(open_journal(journal_path, clock, DAY_STARTS_AT, create=False, program="t")) as elsewhere:
        forget(elsewhere, Forgetting.of_everything())
        yield elsewhere


def test_a_journal_that_was_emptied_elsewhere_is_gone_on_with(journal: Journal, emptied: Journal) -> None:
    journal.rate(TODAY, "sleep", 6)
    journal.reopen()
    journal.rate(TODAY, "mood", 7)
    assert [emptied.day(TODAY).value(measure) for measure in ("pain", "sleep", "mood")] == [None, 6, 7]
    assert journal.id == emptied.id


def test_one_that_was_emptied_is_known_again_although_more_was_recorded_since(
    journal: Journal, emptied: Journal
) -> None:
    journal.version()
    emptied.rate(TODAY, "mood", 7)
    journal.rate(TODAY, "sleep", 6)
    assert [emptied.day(TODAY).value(measure) for measure in ("pain", "sleep", "mood")] == [None, 6, 7]


def test_one_that_can_no_longer_be_told_from_another_is_refused_with_both_reasons(
    journal: Journal, emptied: Journal
) -> None:
    emptied.rate(TODAY, "mood", 7)
    with pytest.raises(OtherJournal, match=r"another journal now .*, or everything in it was forgotten"):
        journal.rate(TODAY, "sleep", 6)
    assert emptied.day(TODAY).value("sleep") is None


def test_an_empty_journal_in_another_file_is_another(
    journal: Journal, journal_path: Path, clock: PinnedClock, tmp_path: Path
) -> None:
    journal.rate(TODAY, "pain", 4)
    open_journal(tmp_path / "new.db", clock, DAY_STARTS_AT, create=True, program="t").close()
    (tmp_path / "new.db").rename(journal_path)
    with pytest.raises(OtherJournal):
        journal.version()


def test_a_journal_that_is_gone_is_not_made_anew(journal: Journal, journal_path: Path, tmp_path: Path) -> None:
    journal_path.rename(tmp_path / "away.db")
    with pytest.raises(LdnError):
        journal.rate(TODAY, "sleep", 6)
    with pytest.raises(MissingJournal, match="is no longer there: put it back"):
        journal.reopen()
    assert not journal_path.exists()
    (tmp_path / "away.db").rename(journal_path)
    journal.reopen()
    journal.rate(TODAY, "sleep", 6)


def test_a_copy_of_the_same_journal_is_gone_on_with(journal: Journal, journal_path: Path, tmp_path: Path) -> None:
    journal.rate(TODAY, "pain", 4)
    shutil.copyfile(journal_path, tmp_path / "copy.db")
    journal.rate(TODAY, "pain", 5)
    shutil.move(tmp_path / "copy.db", journal_path)
    version = journal.version()
    assert journal.day(TODAY).value("pain") == 4
    assert journal.version() == version
    journal.rate(TODAY, "sleep", 6)
    with closing(sqlite3.connect(journal_path)) as connection:
        assert connection.execute("SELECT value FROM rating WHERE measure = 'sleep'").fetchall() == [(6.0,)]


def test_a_replaced_file_is_noticed_by_its_version(journal: Journal, journal_path: Path, other: Path) -> None:
    version = journal.version()
    shutil.copyfile(journal_path, journal_path.with_name("copy.db"))
    journal_path.with_name("copy.db").rename(journal_path)
    assert journal.version() != version
    other.rename(journal_path)
    with pytest.raises(OtherJournal):
        journal.version()


def test_a_restored_journal_may_be_another(journal: Journal, journal_path: Path, other: Path) -> None:
    shutil.copyfile(other, journal_path)
    journal.reopen(may_be_another=True)
    journal.rate(TODAY, "sleep", 6)
    assert (journal.day(TODAY).value("pain"), journal.day(TODAY).value("sleep")) == (9, 6)


def test_a_database_without_a_journal_in_it_is_another(journal: Journal, foreign: Path) -> None:
    opened = OpenedFile(journal.path)
    opened.remember(journal.repository._connection)
    with closing(sqlite3.connect(foreign)) as connection, pytest.raises(OtherJournal, match="is another journal now"):
        opened.refuse_another(connection)


def test_a_journal_that_is_gone_has_no_version(journal: Journal, journal_path: Path, tmp_path: Path) -> None:
    version = journal.version()
    journal_path.rename(tmp_path / "elsewhere.db")
    with pytest.raises(MissingJournal, match="is no longer there"):
        journal.version()
    (tmp_path / "elsewhere.db").rename(journal_path)
    assert journal.version() == version
