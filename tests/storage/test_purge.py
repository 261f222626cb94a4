"""Forgetting in one transaction: all of it, or nothing."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from ldn_tui.domain.errors import JournalError
from ldn_tui.journal import Journal
from ldn_tui.storage.purge import Purge
from tests.stored import has_history

DAY = date(2026, 11, 22)


@pytest.mark.parametrize("purge", [Purge.of_note(DAY), Purge.of_day(DAY), Purge.of_everything()])
def test_what_cannot_all_be_forgotten_is_all_still_there(journal: Journal, purge: Purge) -> None:
    journal.write_note(DAY, "a note")
    journal.rate(DAY, "pain", 4)
    connection = journal.repository._connection
    # A file that another tool has taught to keep its notes.
    connection.execute("CREATE TRIGGER keep BEFORE DELETE ON note BEGIN SELECT RAISE(ABORT, 'kept'); END")
    with pytest.raises(JournalError, match="kept"):
        journal.repository.purge(purge)
    assert not connection.in_transaction
    assert (journal.day(DAY).note, journal.day(DAY).value("pain")) == ("a note", 4)
    assert journal.undo().happened


@pytest.mark.parametrize("purge", [Purge.of_note(DAY), Purge.of_day(DAY), Purge.of_everything()])
def test_what_was_forgotten_is_forgotten_once(journal: Journal, purge: Purge) -> None:
    journal.write_note(DAY, "a note")
    assert journal.repository.has(purge)
    assert journal.repository.purge(purge)
    assert not journal.repository.has(purge)
    assert not journal.repository.purge(purge)
    assert not has_history(journal)
    with closing(sqlite3.connect(journal.path)) as other:
        assert other.execute("SELECT count(*) FROM note").fetchall() == [(0,)]
