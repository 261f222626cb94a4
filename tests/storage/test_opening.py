"""Files that are no usable journal: the right refusal, exit code 4, and not a byte changed."""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.errors import (
    CannotWrite,
    DamagedJournal,
    ForeignFile,
    JournalError,
    LdnError,
    LockedJournal,
    MissingJournal,
    NewerJournal,
)
from ldn_tui.journal import Journal, open_journal
from ldn_tui.journal import opening as journal_opening
from ldn_tui.private_files import make_file
from ldn_tui.storage import database
from ldn_tui.storage.connections import connect
from ldn_tui.storage.database import bring_up_to_date, damaged, look_before_opening, translate, version_in
from ldn_tui.storage.purge import Purge
from ldn_tui.storage.repository import Repository
from ldn_tui.storage.schema import SCHEMA_VERSION
from ldn_tui.storage.soundness import quick_check
from tests.conftest import DAY_STARTS_AT, NOW, Ldn
from tests.exported import export_document


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal of some size, closed."""
    path = tmp_path_factory.mktemp("filled") / "journal.db"
    journal = open_journal(path, PinnedClock(NOW), DAY_STARTS_AT, create=True, program="the app")
    for text in range(40):
        journal.write_note(journal.today(), f"note {text} " * 300)
    journal.rate(journal.today(), "pain", 4)
    journal.close()
    return path


def not_a_database(path: Path, filled: Path) -> None:
    path.write_text("date,pain\n2026-11-22,4\n")


def binary(path: Path, filled: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def blank(path: Path, filled: Path) -> None:
    path.write_bytes(bytes(8192))


def another_programs(path: Path, filled: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE journal (id TEXT)")


def another_programs_with_a_mark(path: Path, filled: Path) -> None:
    another_programs(path, filled)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA application_id = 252006674")
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 5}")


def only_the_first_words(path: Path, filled: Path) -> None:
    path.write_bytes(filled.read_bytes()[:50])


def cut_short(path: Path, filled: Path) -> None:
    whole = filled.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def cut_in_a_page(path: Path, filled: Path) -> None:
    path.write_bytes(filled.read_bytes()[:-100])


def newer(path: Path, filled: Path) -> None:
    shutil.copy(filled, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")


def overwritten(path: Path, filled: Path) -> None:
    whole = bytearray(filled.read_bytes())
    for start in range(4096, len(whole), 4096):
        whole[start : start + 64] = b"\xff" * 64
    path.write_bytes(whole)


BROKEN: dict[Callable[[Path, Path], None], type[JournalError]] = {
    not_a_database: ForeignFile,
    binary: ForeignFile,
    blank: DamagedJournal,
    another_programs: ForeignFile,
    another_programs_with_a_mark: ForeignFile,
    only_the_first_words: DamagedJournal,
    cut_short: DamagedJournal,
    cut_in_a_page: DamagedJournal,
    newer: NewerJournal,
    overwritten: DamagedJournal,
}


def open_and_check(path: Path, clock: PinnedClock, *, create: bool) -> None:
    with closing(open_journal(path, clock, DAY_STARTS_AT, create=create, program="the app")) as journal:
        journal.repository.check()


def state_of(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    return {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns, path.stat().st_mode)
        for path in folder.iterdir()
        if path.is_file()
    }


@pytest.mark.parametrize(("make", "error"), BROKEN.items(), ids=lambda case: getattr(case, "__name__", ""))
def test_each_is_refused_and_left_untouched(
    make: Callable[[Path, Path], None], error: type[JournalError], journal_path: Path, filled: Path, clock: PinnedClock
) -> None:
    make(journal_path, filled)
    before = state_of(journal_path.parent)
    for create in (True, False):
        with pytest.raises(error) as refusal:
            open_and_check(journal_path, clock, create=create)
        assert str(journal_path) in str(refusal.value)
        assert refusal.value.exit_code == 4
    assert state_of(journal_path.parent) == before


@pytest.mark.parametrize("make", BROKEN, ids=lambda case: case.__name__)
@pytest.mark.parametrize("call", [("status",), ("log", "pain=4"), ("show", "--json"), ("undo",), ("measure", "list")])
def test_every_verb_says_so_with_exit_code_4(
    make: Callable[[Path, Path], None], call: tuple[str, ...], journal_path: Path, filled: Path, ldn: Ldn
) -> None:
    make(journal_path, filled)
    before = state_of(journal_path.parent)
    result = ldn(*call)
    assert result.exit_code == 4
    assert result.stdout == ""
    assert str(journal_path) in result.stderr
    assert "Traceback" not in result.stderr
    assert state_of(journal_path.parent) == before


@pytest.mark.parametrize("call", [("status",), ("show",), ("undo",), ("redo",), ("measure", "list")])
def test_reading_verbs_make_no_journal(call: tuple[str, ...], journal_path: Path, ldn: Ldn) -> None:
    result = ldn(*call)
    assert result.exit_code == 4
    assert "There is no journal" in result.stderr
    assert "ldn log" in result.stderr
    assert not journal_path.exists()
    journal_path.touch()
    assert ldn(*call).exit_code == 4
    assert journal_path.read_bytes() == b""


def test_a_folder_is_no_journal(tmp_path: Path, clock: PinnedClock) -> None:
    for path in (tmp_path, tmp_path / "file" / "journal.db"):
        (tmp_path / "file").touch()
        with pytest.raises(ForeignFile):
            open_journal(path, clock, DAY_STARTS_AT, create=True, program="the app")


def test_a_missing_file_is_missing(journal_path: Path, clock: PinnedClock) -> None:
    with pytest.raises(MissingJournal):
        open_journal(journal_path, clock, DAY_STARTS_AT, create=False, program="the app")


def test_an_odd_path_is_a_path(tmp_path: Path, clock: PinnedClock) -> None:
    path = tmp_path / "a?b#c%20d é" / "jour nal.db"
    open_journal(path, clock, DAY_STARTS_AT, create=True, program="the app").close()
    assert path.stat().st_size > 0
    assert [found.name for found in path.parent.iterdir()] == ["jour nal.db"]


@pytest.fixture
def locked(journal: Journal) -> Iterator[Path]:
    """A journal that another program holds for itself alone."""
    journal.close()
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield journal.path


class TestLocked:
    def test_it_is_refused_at_the_door(self, locked: Path) -> None:
        before = locked.read_bytes()
        with pytest.raises(LockedJournal, match="Another program holds"):
            Repository(locked, create=True, patience_ms=1, program="the app").measures()
        assert locked.read_bytes() == before

    def test_the_command_line_says_so(self, locked: Path, ldn: Ldn, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(journal_opening, "COMMAND_PATIENCE_MS", 20)
        before = locked.read_bytes()
        for call in (("status",), ("log", "pain=4"), ("undo",)):
            result = ldn(*call)
            assert result.exit_code == 4
            assert "Another program holds" in result.stderr
        assert locked.read_bytes() == before

    def test_a_write_gives_up_and_the_next_one_works(self, journal: Journal) -> None:
        journal.repository.set_patience(1)
        today = journal.today()
        with closing(sqlite3.connect(journal.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(LockedJournal):
                journal.rate(today, "pain", 4)
            assert journal.day(today).is_empty
            other.execute("ROLLBACK")
        journal.rate(today, "pain", 4)
        assert journal.day(today).value("pain") == 4

    def test_a_reader_that_lingers_blocks_the_commit_only(self, journal: Journal) -> None:
        journal.repository.set_patience(1)
        with closing(sqlite3.connect(journal.path, isolation_level=None)) as other:
            other.execute("BEGIN")
            other.execute("SELECT * FROM measure").fetchone()
            with pytest.raises(LockedJournal):
                journal.rate(journal.today(), "pain", 4)
            other.execute("COMMIT")
        assert journal.rate(journal.today(), "pain", 4).happened


def test_another_programs_commit_is_noticed(journal: Journal, clock: PinnedClock) -> None:
    before = journal.repository.version()
    journal.rate(journal.today(), "pain", 4)
    assert journal.repository.version() == before
    with closing(open_journal(journal.path, clock, DAY_STARTS_AT, create=False, program="the command line")) as other:
        other.rate(journal.today(), "pain", 5)
    assert journal.repository.version() != before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_may_not_be_written_is_exit_code_5(journal: Journal, ldn: Ldn) -> None:
    journal.close()
    journal.path.chmod(0o400)
    assert ldn("status").exit_code == 0
    assert ldn("log", "pain=4").exit_code == CannotWrite.exit_code


def test_a_disk_that_is_full_is_exit_code_5(journal: Journal) -> None:
    connection = journal.repository._connection
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(CannotWrite, match="free some space") as refusal:
        journal.write_note(journal.today(), "x" * 90_000)
    assert refusal.value.exit_code == 5
    assert journal.day(journal.today()).note is None
    assert not journal.repository._connection.in_transaction


def test_errors_carry_their_exit_codes() -> None:
    # A dialog has one of its own, known only where a test has opened a dialog.
    errors = [error for error in _every_error(LdnError) if error.__module__ == LdnError.__module__]
    codes = {error.__name__: error.exit_code for error in errors}
    assert codes == {
        "LdnError": 1, "NothingToDo": 1, "WrongUsage": 2, "BadInput": 3, "JournalError": 4, "MissingJournal": 4,
        "ForeignFile": 4, "OtherJournal": 4, "NewerJournal": 4, "DamagedJournal": 4, "LockedJournal": 4,
        "CannotWrite": 5, "NeedsConfirmation": 2,
    }  # fmt: skip


def _every_error(error: type[LdnError]) -> Iterator[type[LdnError]]:
    yield error
    for narrower in error.__subclasses__():
        yield from _every_error(narrower)


def test_a_journal_that_lost_its_own_row_is_damaged_and_left_as_it_is(
    journal: Journal, clock: PinnedClock, ldn: Ldn
) -> None:
    journal.measures.edit("food", name="Appetite")
    with closing(sqlite3.connect(journal.path)) as other, other:
        other.execute("DELETE FROM journal")
    before = journal.path.read_bytes()
    for attempt in (journal.facts, journal.status, journal.repository.journal_row, lambda: export_document(journal)):
        with pytest.raises(DamagedJournal, match=r"lost its own row.*put a backup in its place"):
            attempt()
    for call in (("status",), ("export",)):
        said = ldn(*call)
        assert said.exit_code == 4
        assert "put a backup in its place" in said.stderr
    open_journal(journal.path, clock, DAY_STARTS_AT, create=True, program="the app").close()
    assert journal.path.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "error", "said"),
    [
        ("SQLITE_FULL", CannotWrite, "cannot be written.*free some space"),
        ("SQLITE_READONLY", CannotWrite, "cannot be written"),
        ("SQLITE_IOERR", CannotWrite, "cannot be read or written"),
        ("SQLITE_IOERR_READ", CannotWrite, "cannot be read or written"),
        ("SQLITE_CANTOPEN", CannotWrite, "cannot be read or written"),
        ("SQLITE_READONLY_DBMOVED", CannotWrite, "moved or replaced by another program.*close and open it again"),
        ("SQLITE_CORRUPT", DamagedJournal, "is damaged"),
        ("SQLITE_BUSY", LockedJournal, "Another program holds"),
        ("SQLITE_MISUSE", JournalError, "cannot be used"),
    ],
)
def test_an_error_of_sqlite_is_told_by_its_name(name: str, error: type[LdnError], said: str) -> None:
    raised = sqlite3.OperationalError("disk I/O error")
    raised.sqlite_errorname = name
    found = translate(raised, Path("journal.db"))
    assert type(found) is error
    assert re.search(said, str(found))


def test_a_file_replaced_while_it_is_open_is_said_to_be(journal: Journal, tmp_path: Path) -> None:
    journal.path.rename(tmp_path / "elsewhere.db")
    with pytest.raises(CannotWrite, match="moved or replaced"):
        journal.rate(journal.today(), "pain", 4)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_what_is_no_file_is_neither_waited_for_nor_changed(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe, 0o644)
    before = pipe.lstat()
    for create in (True, False):
        with pytest.raises(ForeignFile, match="is not a file"):
            open_journal(pipe, PinnedClock(NOW), DAY_STARTS_AT, create=create, program="the app")
    assert pipe.lstat() == before
    with pytest.raises(ForeignFile, match="is not a file"):
        open_journal(Path(os.devnull), PinnedClock(NOW), DAY_STARTS_AT, create=True, program="the app")


@pytest.mark.parametrize("ending", ["-journal", "-wal", "-SHM"])
def test_no_journal_is_begun_where_another_database_keeps_its_way_back(tmp_path: Path, ending: str) -> None:
    other = tmp_path / "other.db"
    another_programs(other, other)
    path = tmp_path / f"other.db{ending}"
    with pytest.raises(CannotWrite, match="the database beside it may need"):
        open_journal(path, PinnedClock(NOW), DAY_STARTS_AT, create=True, program="the app")
    assert not path.exists()


def test_a_journal_that_another_program_gave_a_log_ahead_of_it_lets_go_of_that(filled: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(filled, tmp_path / "journal.db"))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    with closing(open_journal(path, PinnedClock(NOW), DAY_STARTS_AT, create=False, program="the app")) as journal:
        journal.rate(journal.today(), "pain", 5)
        assert [one.name for one in tmp_path.iterdir()] == ["journal.db"]


def test_a_text_that_is_not_utf8_is_damage(journal: Journal) -> None:
    journal.write_note(journal.today(), "a note")
    with closing(sqlite3.connect(journal.path)) as other, other:
        other.execute("UPDATE note SET text = CAST(x'61ff' AS TEXT)")
    with pytest.raises(DamagedJournal, match=r"a text in it is not UTF-8.*put a backup in its place"):
        journal.day(journal.today())


def test_so_is_one_that_sqlite_quotes(journal: Journal) -> None:
    journal.close()
    data = journal.path.read_bytes()
    journal.path.write_bytes(data.replace(b"rating_by_dayrating", b"rating_by_\xff\xfeyrating"))
    with pytest.raises(DamagedJournal, match="is damaged"):
        open_and_check(journal.path, PinnedClock(NOW), create=False)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere there is no file of such a name")
def test_a_name_that_no_file_can_have_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(CannotWrite, match=r"cannot be read .*: allow reading"):
        look_before_opening(tmp_path / ("x" * 300), create=False)


def test_a_first_page_that_was_never_written_is_rolled_back_by_what_lies_beside(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    with pytest.raises(ForeignFile):
        version_in(bytes(100), 8192, path)
    path.with_name("journal.db-journal").write_bytes(b"x")
    assert version_in(bytes(100), 8192, path) == 0


def test_a_journal_without_its_first_bytes_is_known_by_its_marks(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(b"x" * 100 + filled.read_bytes()[100:])
    with pytest.raises(DamagedJournal, match="its first bytes are no longer a journal's"):
        look_before_opening(path, create=False)
    # Of a file of any size no more than its beginning is looked at.
    monkeypatch.setattr(database, "_PIECES_LOOKED_AT", 1)
    monkeypatch.setattr(database, "_PIECE", 1000)
    path.write_bytes(b"x" * 1000 + filled.read_bytes())
    with pytest.raises(ForeignFile):
        look_before_opening(path, create=False)


def test_no_journal_is_made_where_a_link_leads_nowhere(tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.symlink_to(tmp_path / "none")
    with pytest.raises(CannotWrite, match="is a link to a file that is not there"):
        look_before_opening(path, create=True)
    assert not (tmp_path / "none").exists()


def test_a_first_start_that_was_quicker_is_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "journal.db"

    def after_another(place: Path) -> None:
        make_file(place)
        make_file(place)

    monkeypatch.setattr(database, "make_file", after_another)
    with closing(open_journal(path, PinnedClock(NOW), DAY_STARTS_AT, create=True, program="the app")) as journal:
        assert len(journal.measures.all()) == 5


def test_a_disk_that_takes_no_new_file_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(place: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(database, "make_file", full)
    with pytest.raises(CannotWrite, match=r"cannot be made \(No space left on device\): choose another place"):
        look_before_opening(tmp_path / "journal.db", create=True)


@pytest.mark.parametrize(
    ("version", "error", "said"),
    [
        (SCHEMA_VERSION + 1, NewerJournal, "update ldn-tui"),
        (SCHEMA_VERSION - 1, DamagedJournal, "its header speaks of schema .*, which it does not have"),
    ],
)
def test_a_schema_that_is_not_the_headers_is_left_alone(
    journal: Journal, version: int, error: type[JournalError], said: str
) -> None:
    connection = journal.repository._connection
    connection.execute(f"PRAGMA user_version = {version}")
    with pytest.raises(error, match=said):
        bring_up_to_date(connection, journal.path)
    assert not connection.in_transaction
    assert connection.execute("PRAGMA user_version").fetchall() == [(version,)]


@pytest.mark.parametrize(("table", "index"), [("rating", "rating_by_day"), ("lab", "lab_by_day")])
def test_an_index_that_leads_elsewhere_is_damage(journal: Journal, table: str, index: str) -> None:
    journal.record_lab(journal.today(), "ESR", 12, "mm/h")
    journal.rate(journal.today(), "pain", 4)
    with closing(sqlite3.connect(journal.path)) as other, other:
        other.execute("PRAGMA writable_schema = ON")
        other.execute(
            "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE name = 'dose_by_day')"
            f" WHERE name = '{index}'"
        )
    with (
        closing(connect(journal.path, "ro", 1)) as connection,
        pytest.raises(DamagedJournal, match="that should say the same differ"),
    ):
        quick_check(connection, journal.path, [table])


def test_nothing_is_written_while_damage_is_known_or_feared(journal: Journal) -> None:
    damage = damaged(journal.path, "a page is gone")
    journal.repository.refuse_to_write(damage)
    for attempt in (
        lambda: journal.rate(journal.today(), "pain", 4),
        lambda: journal.repository.purge(Purge.of_everything()),
    ):
        with pytest.raises(DamagedJournal, match="a page is gone"):
            attempt()
    journal.repository.refuse_to_write(None)
    assert journal.rate(journal.today(), "pain", 4).happened


def test_a_second_first_start_adds_nothing(journal: Journal) -> None:
    before = journal.repository.rows("measure")
    journal.repository.found({"measure": [{**before[0], "key": "other", "id": str(uuid4())}]})
    assert journal.repository.rows("measure") == before


def test_a_journal_is_untouched_until_something_is_recorded(journal: Journal) -> None:
    assert journal.is_untouched()
    journal.rate(journal.today(), "pain", 4)
    journal.undo()
    assert not journal.is_untouched()


def test_a_twin_writes_to_the_same_file_as_the_same_program(journal: Journal) -> None:
    with closing(journal.twin()) as twin:
        twin.rate(journal.today(), "pain", 4)
    assert not journal.undo().by_another


def test_laboratory_values_are_read_with_their_days_earliest_first(journal: Journal) -> None:
    today = journal.today()
    journal.record_lab(today, "ESR", 12, "mm/h")
    journal.record_lab(today - timedelta(days=9), "ESR", 28, "mm/h")
    assert [(day, lab.value) for day, lab in journal.labs()] == [(today - timedelta(days=9), 28), (today, 12)]
