"""Copies of a journal's file: whole and checked, or not there at all."""

import itertools
import os
import sqlite3
import stat
import threading
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from ldn_tui import part_files
from ldn_tui.domain.errors import CannotWrite, DamagedJournal, ForeignFile, JournalError, LockedJournal
from ldn_tui.journal import Journal
from ldn_tui.private_files import make_private_folder
from ldn_tui.storage import backup, loaded
from ldn_tui.storage.backup import fingerprint, holdings, write_copy
from ldn_tui.storage.loaded import LoadedJournal
from ldn_tui.storage.row_copy import write_database

DAY = date(2026, 11, 22)


@pytest.fixture
def filled(journal: Journal) -> Journal:
    """A journal with one day."""
    journal.rate(DAY, "pain", 4)
    journal.write_note(DAY, "a note")
    return journal


def flip_a_rating(path: Path) -> None:
    """Change a byte of a rating in its table, but not in its index."""
    data = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        ((size,),) = connection.execute("PRAGMA page_size").fetchall()
        ((root,),) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'rating'").fetchall()
    at = data.index(b"pain2026-11-22", (root - 1) * size)
    data[at + 3] ^= 1
    path.write_bytes(data)


def test_a_copy_holds_what_the_journal_holds(filled: Journal, tmp_path: Path) -> None:
    held = write_copy(filled.path, tmp_path / "copy.db")
    assert held == holdings(tmp_path / "copy.db") == holdings(filled.path)
    assert (held.days, held.values, held.last_day) == (1, 2, DAY)
    assert stat.S_IMODE((tmp_path / "copy.db").stat().st_mode) == 0o600
    assert fingerprint(tmp_path / "copy.db") == fingerprint(filled.path)


def test_nothing_is_left_beside_a_copy(filled: Journal, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    make_private_folder(folder)
    write_copy(filled.path, folder / "copy.db")
    assert [path.name for path in folder.iterdir()] == ["copy.db"]
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_folder_is_closed_to_others_whatever_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir(mode=0o755)
    make_private_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_damaged_journal_gives_no_copy(filled: Journal, tmp_path: Path) -> None:
    filled.close()
    flip_a_rating(filled.path)
    with pytest.raises(DamagedJournal, match=r"journal\.db is damaged"):
        write_copy(filled.path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
    assert not list(tmp_path.glob(".ldn-*"))


def test_a_copy_that_fails_leaves_the_one_before(
    filled: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_copy(filled.path, tmp_path / "copy.db")
    before = (tmp_path / "copy.db").read_bytes()
    filled.rate(DAY, "sleep", 5)

    def full(path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(part_files, "sync", full)
    with pytest.raises(CannotWrite, match="No space left"):
        write_copy(filled.path, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_bytes() == before
    assert not list(tmp_path.glob(".ldn-*"))


def test_a_file_is_brought_to_the_disk_before_it_has_its_name_and_the_folder_after(
    filled: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[tuple[str, bool]] = []
    monkeypatch.setattr(part_files, "sync", lambda path: synced.append((path.name, (tmp_path / "copy.db").exists())))
    write_copy(filled.path, tmp_path / "copy.db")
    (part, was_named), folder = synced
    assert part.endswith(".part")
    assert not was_named
    assert folder == (tmp_path.name, True)


def test_a_journal_that_is_written_to_is_copied_all_the_same(filled: Journal, tmp_path: Path) -> None:
    done = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(filled.path, timeout=5, isolation_level=None)) as other:
            for number in range(60):
                other.execute("UPDATE note SET text = ?", (f"note {number}",))
        done.set()

    writer = threading.Thread(target=write)
    writer.start()
    copies = 0
    while not done.is_set() or not copies:
        write_copy(filled.path, tmp_path / f"copy{copies}.db")
        copies += 1
    writer.join()
    for number in range(copies):
        assert holdings(tmp_path / f"copy{number}.db").values == 2


def test_a_journal_that_is_held_is_waited_for_and_then_named(
    filled: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "COMMAND_PATIENCE_MS", 20)
    with closing(sqlite3.connect(filled.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LockedJournal, match="Another program holds"):
            write_copy(filled.path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


@pytest.mark.parametrize("data", [b"not a database at all", b"SQLite format 3\0" + bytes(200), b"x" * 100])
def test_what_is_no_journal_is_said_to_be_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "other").write_bytes(data)
    with pytest.raises(ForeignFile):
        holdings(tmp_path / "other")
    with pytest.raises(JournalError):
        LoadedJournal.of_bytes(data, tmp_path / "other")
    assert (tmp_path / "other").read_bytes() == data


def test_a_copy_in_memory_says_the_same_and_can_be_written(filled: Journal, tmp_path: Path) -> None:
    with closing(LoadedJournal.of_file(filled.path)) as copy:
        assert copy.holdings == holdings(filled.path)
        assert copy.write(tmp_path / "copy.db") == copy.holdings
        assert list(copy.days()) == [DAY]
    with closing(LoadedJournal.of_bytes((tmp_path / "copy.db").read_bytes(), tmp_path)) as again:
        assert again.holdings == holdings(filled.path)


def test_pouring_back_is_noticed_by_who_has_the_journal_open(filled: Journal) -> None:
    with closing(LoadedJournal.of_file(filled.path)) as copy:
        filled.rate(DAY, "pain", 9)
        version = filled.version()
        copy.pour_into(filled.path, lambda: None)
    assert filled.version() != version
    assert filled.day(DAY).ratings["pain"].value == 4
    filled.rate(DAY, "sleep", 6)
    assert filled.undo().summary.startswith("Sleep 6")


def test_a_journal_held_by_another_program_is_not_poured_over(filled: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(LoadedJournal.of_file(filled.path)) as copy:
        filled.rate(DAY, "pain", 9)
        monkeypatch.setattr(backup, "COMMAND_PATIENCE_MS", 20)
        with closing(sqlite3.connect(filled.path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(LockedJournal):
                copy.pour_into(filled.path, lambda: None)
    assert filled.day(DAY).ratings["pain"].value == 9


def test_what_a_killed_process_left_is_swept_away_after_an_hour(filled: Journal, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    make_private_folder(folder)
    old, new = folder / ".ldn-old.part", folder / ".ldn-new.part"
    for part in (old, new):
        part.write_bytes(b"half")
    long_ago = new.stat().st_mtime - 4000
    os.utime(old, (long_ago, long_ago))
    write_copy(filled.path, folder / "copy.db")
    assert not old.exists()
    assert new.exists()


def test_a_journal_that_is_written_to_all_the_time_is_not_copied(
    filled: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_pages = backup.copy_pages

    days = (DAY - timedelta(days=number) for number in itertools.count(1))

    def amid_writes(source: sqlite3.Connection, target: sqlite3.Connection, path: Path) -> None:
        filled.write_note(next(days), "before")
        copy_pages(source, target, path)
        filled.write_note(next(days), "after")

    monkeypatch.setattr(backup, "copy_pages", amid_writes)
    with pytest.raises(LockedJournal, match=r"keeps writing to .* try again in a moment"):
        write_copy(filled.path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
    assert not list(tmp_path.glob(".ldn-*"))


def test_a_journal_that_is_held_while_it_is_copied_is_waited_for_and_then_named(
    filled: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "COMMAND_PATIENCE_MS", 20)
    with (
        closing(backup.open_source(filled.path)) as source,
        closing(sqlite3.connect(":memory:")) as target,
        closing(sqlite3.connect(filled.path, isolation_level=None)) as other,
    ):
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(LockedJournal, match="Another program holds"):
            backup.copy_pages(source, target, filled.path)
        assert target.execute("SELECT count(*) FROM sqlite_master").fetchall() == [(0,)]
        other.execute("COMMIT")
        backup.copy_pages(source, target, filled.path, bite=1)
        assert target.execute("SELECT text FROM note").fetchall() == [("a note",)]


def test_a_file_that_lost_its_own_row_is_no_copy_of_a_journal(filled: Journal) -> None:
    with closing(sqlite3.connect(filled.path)) as other, other:
        other.execute("DELETE FROM journal")
    with pytest.raises(DamagedJournal, match="lost its own row"):
        holdings(filled.path)


def test_what_is_written_between_the_backup_and_the_pouring_is_backed_up_first(
    filled: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    versions = iter([1, 2, 2, 2])
    backups: list[str] = []
    with closing(LoadedJournal.of_file(filled.path)) as copy:
        filled.rate(DAY, "pain", 9)
        monkeypatch.setattr(loaded, "_data_version", lambda connection: next(versions))
        copy.pour_into(filled.path, lambda: backups.append("made"))
        assert backups == ["made"] * 2
        assert filled.day(DAY).value("pain") == 4
        filled.rate(DAY, "pain", 9)
        always = itertools.count()
        monkeypatch.setattr(loaded, "_data_version", lambda connection: next(always))
        with pytest.raises(LockedJournal, match="keeps writing"):
            copy.pour_into(filled.path, lambda: backups.append("made"))
    assert filled.day(DAY).value("pain") == 9


def test_the_bytes_of_a_journal_are_checked_before_they_have_a_name(filled: Journal, tmp_path: Path) -> None:
    target = tmp_path / "copy.db"
    data = filled.path.read_bytes()
    with pytest.raises(JournalError):
        write_database(target, data[:-100], replace=False)
    assert not target.exists()
    assert write_database(target, data, replace=False) == holdings(filled.path)
    with pytest.raises(CannotWrite):
        write_database(target, data, replace=False)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
