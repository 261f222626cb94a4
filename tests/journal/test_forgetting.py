"""Forgetting: no byte of it is left in the file, and what still holds it is named."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from ldn_tui.domain.days import Day
from ldn_tui.domain.errors import NothingToDo
from ldn_tui.domain.measures import Direction
from ldn_tui.journal import Journal, entries
from ldn_tui.journal.backups import Reason
from ldn_tui.journal.copies import WrittenCopy, note_copy
from ldn_tui.journal.forgetting import Forgetting, forget, is_held, rewrite_backups, still_held
from ldn_tui.private_files import make_private_folder
from ldn_tui.storage.backup import holdings
from tests.conftest import NOW

DAY = date(2026, 11, 22)
YESTERDAY = DAY - timedelta(days=1)
SECRET = "Zwetschgenkuchen"
LONG = SECRET * 500


@pytest.fixture
def told(journal: Journal) -> Journal:
    """A journal with a note in several versions, one of them deleted, one of many pages, one undone."""
    journal.write_note(YESTERDAY, "another day's note")
    journal.rate(YESTERDAY, "pain", 5)
    journal.log(DAY, [entries.rating(journal.measures.find("pain"), 3.7), entries.note(f"{SECRET} first")])
    journal.write_note(DAY, LONG)
    journal.write_note(DAY, "")
    journal.undo()
    journal.redo()
    journal.write_note(DAY, f"{SECRET} last")
    journal.add_side_effect(DAY, f"{SECRET}itis", 2)
    journal.record_rescue(DAY, f"{SECRET}ol", 2)
    journal.undo()
    return journal


def sound(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_every_version_of_a_note_is_gone_from_the_file(told: Journal) -> None:
    note_only = SECRET.encode() + b" "
    assert note_only in told.path.read_bytes()
    forget(told, Forgetting.of_note(DAY))
    data = told.path.read_bytes()
    assert note_only not in data
    assert SECRET.encode() * 2 not in data
    assert told.day(DAY).note is None
    assert told.day(DAY).ratings["pain"].value == 3.7
    assert [effect.term for effect in told.day(DAY).side_effects] == [f"{SECRET}itis"]
    assert told.day(YESTERDAY).note == "another day's note"
    sound(told.path)


def test_every_trace_of_a_day_is_gone_from_the_file(told: Journal) -> None:
    forget(told, Forgetting.of_day(DAY))
    data = told.path.read_bytes()
    assert SECRET.encode() not in data
    # What a step is called says its values, too.
    assert b"Pain 3.7" not in data
    assert told.day(DAY) == Day(DAY)
    assert told.day(YESTERDAY).ratings["pain"].value == 5
    sound(told.path)


def test_not_even_the_date_of_a_forgotten_day_is_left(told: Journal) -> None:
    assert YESTERDAY.isoformat().encode() in told.path.read_bytes()
    forget(told, Forgetting.of_day(YESTERDAY))
    data = told.path.read_bytes()
    for gone in (YESTERDAY.isoformat().encode(), b"another day", b"Sat 21 Nov"):
        assert gone not in data
    assert told.day(DAY).note == f"{SECRET} last"


def test_everything_is_gone_and_a_new_journal_takes_its_place(told: Journal) -> None:
    told.measures.add("Fog", "clear", "thick", Direction.LOWER)
    identity = holdings(told.path).journal_id
    forget(told, Forgetting.of_everything())
    data = told.path.read_bytes()
    for gone in (SECRET.encode(), b"another day", b"Fog", b"fog", identity.encode()):
        assert gone not in data
    assert holdings(told.path).days == 0
    assert len(told.measures.all()) == 5
    told.rate(DAY, "pain", 4)
    sound(told.path)


def test_undo_does_not_bring_it_back_and_goes_on_to_what_is_left(told: Journal) -> None:
    forget(told, Forgetting.of_day(DAY))
    assert told.undo().summary.startswith("Pain 5")
    assert told.undo().summary.startswith("note")
    with pytest.raises(NothingToDo):
        told.undo()
    told.redo()
    assert told.day(YESTERDAY).note == "another day's note"
    assert told.day(DAY).note is None


def test_undo_of_a_step_that_set_more_than_the_note_still_works(told: Journal) -> None:
    forget(told, Forgetting.of_note(DAY))
    told.undo()
    told.undo()
    assert "pain" not in told.day(DAY).ratings
    told.redo()
    assert told.day(DAY).ratings["pain"].value == 3.7
    assert told.day(DAY).note is None


def test_what_was_only_in_the_log_is_forgotten_too(journal: Journal) -> None:
    journal.write_note(DAY, f"{SECRET} x")
    journal.undo()
    assert is_held(journal, Forgetting.of_note(DAY))
    forget(journal, Forgetting.of_note(DAY))
    assert SECRET.encode() not in journal.path.read_bytes()
    assert not is_held(journal, Forgetting.of_note(DAY))
    with pytest.raises(NothingToDo):
        forget(journal, Forgetting.of_note(DAY))


def test_forgetting_makes_no_backup(told: Journal) -> None:
    forget(told, Forgetting.of_note(DAY))
    assert told.backups.all() == ()


def test_an_unfinished_copy_is_removed(told: Journal) -> None:
    told.backups.make(Reason.BY_HAND)
    part = told.backups.folder / ".ldn-killed.part"
    part.write_bytes(told.path.read_bytes())
    forget(told, Forgetting.of_note(DAY))
    assert not part.exists()


def test_the_backups_that_still_hold_it_are_named_and_rewritten(told: Journal) -> None:
    with_it, _ = told.backups.make(Reason.BY_HAND)
    forget(told, Forgetting.of_note(DAY))
    told.backups.make(Reason.BY_HAND)
    held = still_held(told, Forgetting.of_note(DAY))
    assert held.backups == (with_it,)
    done: list[Path] = []
    rewrite_backups(Forgetting.of_note(DAY), held, done.append)
    assert done == [with_it.path]
    assert SECRET.encode() + b" " not in with_it.path.read_bytes()
    assert holdings(with_it.path).rows["rating"] == 2
    assert with_it.path.stat().st_mode & 0o777 == 0o600
    assert still_held(told, Forgetting.of_note(DAY)).backups == ()


def test_what_cannot_be_read_here_is_named(told: Journal, tmp_path: Path) -> None:
    damaged, _ = told.backups.make(Reason.BY_HAND)
    damaged.path.write_bytes(b"damaged")
    encrypted = told.backups.new_path(Reason.BY_HAND, encrypted=True)
    encrypted.write_bytes(b"age-encryption.org/v1\n")
    export = tmp_path / "journal.json"
    export.write_text("{}")
    note_copy(told.backups, WrittenCopy(export, "export", NOW, is_encrypted=False))
    note_copy(told.backups, WrittenCopy(tmp_path / "gone.json", "export", NOW, is_encrypted=False))
    held = still_held(told, Forgetting.of_note(DAY))
    assert {backup.path for backup in held.unread} == {damaged.path, encrypted}
    assert [copy.path for copy in held.copies] == [export]


def test_a_copy_on_a_stick_that_is_away_is_named_all_the_same(told: Journal, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    on_stick, export = stick / "journal.json", tmp_path / "journal.json"
    for path in (on_stick, export):
        path.write_text("{}")
    note_copy(told.backups, WrittenCopy(on_stick, "export", NOW, is_encrypted=False))
    stick.rename(tmp_path / "away")
    note_copy(told.backups, WrittenCopy(export, "export", NOW, is_encrypted=False))
    assert [copy.path for copy in still_held(told, Forgetting.of_note(DAY)).copies] == [on_stick, export]


def test_what_lies_beside_the_journal_and_a_damaged_file_is_named(told: Journal) -> None:
    conflict = told.path.with_name("journal (conflicted copy 2026-11-22 101112).db")
    conflict.write_bytes(told.path.read_bytes())
    make_private_folder(told.backups.folder)
    damaged = told.backups.new_path(Reason.DAMAGED)
    left = damaged.with_name(f"{damaged.name}-journal")
    for path in (damaged, left):
        path.write_bytes(b"half")
    held = still_held(told, Forgetting.of_note(DAY))
    assert set(held.beside) == {conflict, left}


def test_where_everything_is_forgotten_the_backups_go(told: Journal) -> None:
    told.backups.make(Reason.BY_HAND)
    held = still_held(told, Forgetting.of_everything())
    forget(told, Forgetting.of_everything())
    rewrite_backups(Forgetting.of_everything(), held, lambda path: None)
    assert told.backups.all() == ()
