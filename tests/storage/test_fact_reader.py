"""What is read of many days at once."""

import sqlite3
from datetime import date, timedelta

from ldn_tui.journal import Journal
from ldn_tui.storage.database import sqlite_version

DAY = date(2026, 11, 22)
YESTERDAY = DAY - timedelta(days=1)


def test_as_needed_medicines_are_summed_by_day(journal: Journal) -> None:
    journal.record_rescue(DAY, "ibuprofen", 2)
    journal.record_rescue(DAY, "paracetamol", 0.5)
    journal.record_rescue(YESTERDAY, "ibuprofen", 1)
    assert journal.rescue_days(YESTERDAY, DAY) == {YESTERDAY: 1, DAY: 2.5}
    assert journal.rescue_days(DAY, DAY) == {DAY: 2.5}


def test_each_day_with_a_dose_has_its_mark(journal: Journal) -> None:
    journal.record_dose(DAY, 4.5)
    journal.record_no_dose(YESTERDAY)
    marks = journal.dose_marks(YESTERDAY, DAY)
    assert list(marks) == [YESTERDAY, DAY]
    assert marks[YESTERDAY] != marks[DAY]
    assert journal.dose_marks(DAY, DAY) == {DAY: marks[DAY]}


def test_a_table_of_no_rows_is_known_to_have_none(journal: Journal) -> None:
    assert not journal.repository.has_rows("note")
    journal.write_note(DAY, "a note")
    assert journal.repository.has_rows("note")


def test_the_version_at_work_is_that_of_the_library() -> None:
    assert sqlite_version() == sqlite3.sqlite_version
