"""Restoring: what a copy would change, what is refused, and the way back."""

import os
import sqlite3
import stat
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.errors import (
    BadInput,
    CannotWrite,
    ForeignFile,
    JournalError,
    LockedJournal,
    NothingToDo,
    OtherJournal,
)
from ldn_tui.domain.trial import NewTrial, Template
from ldn_tui.journal import Journal, open_journal
from ldn_tui.journal.backups import Backup, BackupBook, Reason
from ldn_tui.journal.restore import Restore, differences_in_words, way_back
from ldn_tui.storage import backup as storage_backup
from ldn_tui.storage.backup import Holdings, holdings
from tests.conftest import DAY_STARTS_AT

DAY = date(2026, 11, 22)
YESTERDAY = DAY - timedelta(days=1)


@pytest.fixture
def filled(journal: Journal) -> Journal:
    """A journal with two days."""
    journal.rate(YESTERDAY, "pain", 5)
    journal.rate(DAY, "pain", 4)
    journal.write_note(DAY, "a note")
    return journal


def no_passphrase() -> str:
    raise AssertionError("asked for a passphrase")


def look(path: Path, journal: Journal | BackupBook) -> Restore:
    return Restore.of_file(path, journal if isinstance(journal, BackupBook) else journal.backups, no_passphrase)


def test_it_says_which_days_are_gained_lost_and_different(filled: Journal) -> None:
    backup, _ = filled.backups.make(Reason.BY_HAND)
    filled.clear_rating(YESTERDAY, "pain")
    filled.rate(DAY, "pain", 7)
    filled.rate(DAY - timedelta(days=2), "pain", 3)
    with closing(look(backup.path, filled)) as restore:
        differences = restore.differences
    assert differences.gained == (YESTERDAY,)
    assert differences.lost == (DAY - timedelta(days=2),)
    assert differences.different == (DAY,)
    assert differences.other_tables == ()
    words = "\n".join(differences_in_words(differences))
    assert "gained     1 day: 2026-11-21" in words
    assert "lost       1 day: 2026-11-20" in words
    assert "different  1 day: 2026-11-22" in words


def test_when_a_value_was_recorded_makes_no_difference(filled: Journal) -> None:
    backup, _ = filled.backups.make(Reason.BY_HAND)
    filled.rate(DAY, "pain", 9)
    filled.rate(DAY, "pain", 4)
    with closing(look(backup.path, filled)) as restore:
        assert restore.differences.is_same


def test_it_names_what_else_differs(filled: Journal) -> None:
    backup, _ = filled.backups.make(Reason.BY_HAND)
    filled.trials.new(NewTrial(Template.BEFORE_AFTER, "", "", DAY))
    with closing(look(backup.path, filled)) as restore:
        assert {"trial", "phase"} <= set(restore.differences.other_tables)
        assert not restore.differences.is_same


def test_the_copy_becomes_the_journal_and_one_step_brings_the_file_before_back(filled: Journal) -> None:
    backup, _ = filled.backups.make(Reason.BY_HAND)
    filled.clear_rating(YESTERDAY, "pain")
    filled.rate(DAY, "pain", 7)
    with closing(look(backup.path, filled)) as restore:
        restore.check()
        before = restore.carry_out()
    assert before is not None
    assert before.reason is Reason.RESTORE
    assert filled.day(DAY).ratings["pain"].value == 4
    assert filled.day(YESTERDAY).ratings["pain"].value == 5
    with closing(way_back(filled.backups)) as restore:
        restore.carry_out()
    assert filled.day(DAY).ratings["pain"].value == 7
    assert not filled.day(YESTERDAY).ratings
    # And there again.
    with closing(way_back(filled.backups)) as restore:
        restore.carry_out()
    assert filled.day(DAY).ratings["pain"].value == 4


def test_the_way_back_is_not_thinned_out(filled: Journal, clock: PinnedClock) -> None:
    backup, _ = filled.backups.make(Reason.BY_HAND)
    filled.rate(DAY, "pain", 7)
    with closing(look(backup.path, filled)) as restore:
        before = restore.carry_out()
    for day in range(40):
        filled.clock = PinnedClock(clock.instant + timedelta(days=30 * day, hours=1))
        filled.backups.make(Reason.DAILY)
    assert filled.backups.before_last_restore() == before
    assert backup not in filled.backups.all()


def test_without_a_restore_there_is_no_way_back(filled: Journal) -> None:
    with pytest.raises(NothingToDo):
        way_back(filled.backups)


def test_a_poorer_file_is_refused(filled: Journal) -> None:
    backup, _ = filled.backups.make(Reason.BY_HAND)
    filled.rate(DAY, "sleep", 7)
    with closing(look(backup.path, filled)) as restore, pytest.raises(BadInput, match=r"holds less.*--force"):
        restore.check()
    assert filled.day(DAY).ratings["sleep"].value == 7


def test_an_empty_file_is_refused(filled: Journal, clock: PinnedClock, tmp_path: Path) -> None:
    open_journal(tmp_path / "empty.db", clock, DAY_STARTS_AT, create=True, program="the app").close()
    with closing(look(tmp_path / "empty.db", filled)) as restore, pytest.raises(BadInput, match="is empty"):
        restore.check()


def test_another_journal_is_refused_unless_there_is_nothing_to_lose(
    filled: Journal, clock: PinnedClock, tmp_path: Path
) -> None:
    with closing(open_journal(tmp_path / "other.db", clock, DAY_STARTS_AT, create=True, program="the app")) as other:
        with closing(look(filled.path, other)) as restore:
            restore.check()
        for ago in range(9):
            other.rate(DAY - timedelta(days=ago), "pain", 1)
    with closing(look(tmp_path / "other.db", filled)) as restore, pytest.raises(BadInput, match="another journal"):
        restore.check()


@pytest.mark.parametrize("data", [b"", b"hello", b'{\n"version": 1}', b"SQLite format 3\0" + bytes(4080)])
def test_what_is_no_journal_is_never_restored(filled: Journal, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "other").write_bytes(data)
    before = filled.path.read_bytes()
    with pytest.raises(ForeignFile, match="no journal of ldn-tui"):
        look(tmp_path / "other", filled)
    assert filled.path.read_bytes() == before


def test_a_damaged_copy_is_never_restored(filled: Journal) -> None:
    backup, _ = filled.backups.make(Reason.BY_HAND)
    data = bytearray(backup.path.read_bytes())
    for damaged in (data[:-5000], data[:8192] + bytes(4096) + data[12288:]):
        backup.path.write_bytes(damaged)
        with pytest.raises(JournalError):
            look(backup.path, filled)


def test_the_journal_itself_and_a_half_written_file_are_refused(filled: Journal) -> None:
    with pytest.raises(BadInput, match="the journal itself"):
        look(filled.path, filled)
    backup, _ = filled.backups.make(Reason.BY_HAND)
    backup.path.with_name(f"{backup.path.name}-journal").write_bytes(b"x")
    with pytest.raises(BadInput, match="in the middle of a change"):
        look(backup.path, filled)


def test_a_missing_journal_is_made_again(filled: Journal) -> None:
    backup, _ = filled.backups.make(Reason.BY_HAND)
    held = holdings(filled.path)
    filled.close()
    filled.path.unlink()
    with closing(look(backup.path, filled)) as restore:
        restore.check()
        assert restore.carry_out() is None
    assert holdings(filled.path) == held
    assert stat.S_IMODE(filled.path.stat().st_mode) == 0o600


def test_a_damaged_journal_is_kept_aside_and_replaced(filled: Journal) -> None:
    backup, _ = filled.backups.make(Reason.BY_HAND)
    held = holdings(filled.path)
    filled.close()
    damaged = bytearray(filled.path.read_bytes())
    damaged[8192:12288] = bytes(4096)
    filled.path.write_bytes(damaged)
    hot = filled.path.with_name("journal.db-journal")
    hot.write_bytes(b"half")
    with closing(look(backup.path, filled)) as restore:
        assert "damaged" in "\n".join(differences_in_words(restore.differences))
        restore.check()
        restore.carry_out()
    assert holdings(filled.path) == held
    assert not hot.exists()
    (aside,) = [one for one in filled.backups.all() if one.reason is Reason.DAMAGED]
    assert aside.path.read_bytes() == damaged
    assert stat.S_IMODE(aside.path.stat().st_mode) == 0o600


def test_a_foreign_file_in_the_journal_s_place_is_never_replaced(filled: Journal) -> None:
    backup, _ = filled.backups.make(Reason.BY_HAND)
    filled.close()
    filled.path.write_text("somebody's letter")
    with closing(look(backup.path, filled)) as restore:
        with pytest.raises(BadInput, match="nothing is restored"):
            restore.check()
        with pytest.raises(ForeignFile):
            restore.carry_out()
    assert filled.path.read_text() == "somebody's letter"


def test_without_its_own_backup_nothing_is_restored(filled: Journal, tmp_path: Path) -> None:
    backup, _ = filled.backups.make(Reason.BY_HAND)
    copy = backup.path.rename(tmp_path / "copy.db")
    filled.backups.folder.rmdir()
    filled.backups.folder.write_text("in the way")
    filled.rate(DAY, "pain", 7)
    with closing(look(copy, filled)) as restore, pytest.raises(CannotWrite):
        restore.carry_out()
    assert filled.day(DAY).ratings["pain"].value == 7


def test_a_journal_in_the_middle_of_another_program_s_change_is_left_alone(
    filled: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup, _ = filled.backups.make(Reason.BY_HAND)
    filled.rate(DAY, "pain", 7)
    monkeypatch.setattr(storage_backup, "COMMAND_PATIENCE_MS", 20)
    with closing(look(backup.path, filled)) as restore:
        with filled.repository.transaction(), pytest.raises(LockedJournal):
            restore.carry_out()
        assert filled.day(DAY).ratings["pain"].value == 7


def test_a_copy_without_reading_rights_is_said_so(filled: Journal, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy.write_bytes(b"x")
    copy.chmod(0)
    if os.access(copy, os.R_OK):
        pytest.skip("this user may read everything")
    with pytest.raises(BadInput, match="cannot be read"):
        look(copy, filled)


def test_nothing_is_written_between_the_backup_and_the_restore(
    filled: Journal, clock: PinnedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    good, _ = filled.backups.make(Reason.BY_HAND)
    filled.rate(DAY, "pain", 7)
    make = BackupBook.make

    def make_and_let_another_write(backups: BackupBook, reason: Reason) -> tuple[Backup, Holdings]:
        made = make(backups, reason)
        with pytest.raises(LockedJournal):
            other.rate(DAY, "sleep", 6)
        return made

    with closing(
        open_journal(filled.path, clock, DAY_STARTS_AT, create=False, program="the app", patient=False)
    ) as other:
        with closing(look(good.path, filled)) as restore, monkeypatch.context() as patched:
            patched.setattr(BackupBook, "make", make_and_let_another_write)
            restore.carry_out()
        other.rate(DAY, "sleep", 6)
    assert filled.day(DAY).ratings["pain"].value == 4
    assert filled.day(DAY).ratings["sleep"].value == 6
    assert not filled.path.with_name("journal.db-journal").exists()


def damage(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[8192:12288] = bytes(4096)
    path.write_bytes(data)


def test_a_journal_that_another_app_has_mended_meanwhile_is_not_taken_for_the_damaged_one(
    filled: Journal, clock: PinnedClock
) -> None:
    backup, _ = filled.backups.make(Reason.BY_HAND)
    filled.close()
    damage(filled.path)
    with closing(look(backup.path, filled)) as late:
        with closing(look(backup.path, filled)) as quick:
            quick.carry_out()
        with closing(open_journal(filled.path, clock, DAY_STARTS_AT, create=False, program="the app")) as mended:
            mended.rate(DAY, "sleep", 6)
        with pytest.raises(OtherJournal, match="was changed meanwhile"):
            late.carry_out()
    with closing(open_journal(filled.path, clock, DAY_STARTS_AT, create=False, program="the app")) as mended:
        assert mended.day(DAY).ratings["sleep"].value == 6


def test_a_journal_begun_meanwhile_is_not_replaced(filled: Journal, clock: PinnedClock) -> None:
    backup, _ = filled.backups.make(Reason.BY_HAND)
    filled.close()
    filled.path.unlink()
    with closing(look(backup.path, filled)) as restore:
        with closing(open_journal(filled.path, clock, DAY_STARTS_AT, create=True, program="the app")) as begun:
            begun.rate(DAY, "sleep", 6)
        with pytest.raises(OtherJournal, match="was changed meanwhile"):
            restore.carry_out()
    assert holdings(filled.path).values == 1


def test_a_damaged_journal_behind_a_link_is_replaced_where_it_lies(filled: Journal, tmp_path: Path) -> None:
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "journal.db"
    link.symlink_to(filled.path)
    backup, _ = filled.backups.make(Reason.BY_HAND)
    held = holdings(filled.path)
    filled.close()
    damage(filled.path)
    hot = filled.path.with_name("journal.db-journal")
    hot.write_bytes(b"half")
    book = BackupBook(link, filled.clock.now, DAY_STARTS_AT)
    with closing(look(backup.path, book)) as restore:
        restore.carry_out()
    assert link.is_symlink()
    assert holdings(filled.path) == held
    assert not hot.exists()


def test_a_copy_that_keeps_a_log_ahead_is_read_and_refused_while_that_holds_more(
    filled: Journal, tmp_path: Path
) -> None:
    backup, _ = filled.backups.make(Reason.BY_HAND)
    copy = backup.path.rename(tmp_path / "copy.db")
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    with closing(look(copy, filled)) as restore:
        assert restore.differences.is_same
    log = copy.with_name("copy.db-wal")
    log.write_bytes(b"more")
    with pytest.raises(BadInput, match="in the middle of a change"):
        look(copy, filled)
