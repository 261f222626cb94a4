"""What is wrong with a damaged file is said plainly first, and in SQLite's words behind that."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from ldn_tui.domain.errors import DamagedJournal
from ldn_tui.journal import Journal
from ldn_tui.storage.damage_words import in_plain_words
from ldn_tui.storage.soundness import check_file, check_whole
from tests.conftest import Ldn

DAY = date(2026, 11, 22)
PLACES_DIFFER = "two places in it that should say the same differ"
UNREADABLE = "a part of it cannot be read"


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        ("Page 12: btreeInitPage() returns error code 11", UNREADABLE),
        ("database disk image is malformed", UNREADABLE),
        ("SQLITE_CORRUPT", UNREADABLE),
        ("On tree page 9 cell 3: Rowid 7 out of order", UNREADABLE),
        ("row 3 missing from index rating_by_day", PLACES_DIFFER),
        ("wrong # of entries in index rating_by_day", PLACES_DIFFER),
        ("12 entries in index rating_by_day for 13 rows", PLACES_DIFFER),
        ("non-TEXT value in rating.measure", "a value in it is not as it was recorded"),
        ("NULL value in rating.day", "a value in it is not as it was recorded"),
        ("row not in PRIMARY KEY order for rating", "a value in it is not as it was recorded"),
        ("CHECK constraint failed in rating", "a value in it is none that can be recorded"),
        ("Main freelist: invalid page number 99", "its list of free space is wrong"),
        ("Page 30: never used", "its list of free space is wrong"),
        ("SQLITE_NOTADB", "its first bytes are no longer a journal's"),
    ],
)
def test_what_sqlite_finds_means_something_to_a_person(finding: str, said: str) -> None:
    assert in_plain_words(finding) == said


def root_page(path: Path, name: str) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0])


def test_a_page_that_cannot_be_read(journal: Journal, journal_path: Path, ldn: Ldn) -> None:
    journal.rate(DAY, "pain", 4)
    data = bytearray(journal_path.read_bytes())
    data[(root_page(journal_path, "rating") - 1) * 4096] ^= 0xFF
    journal_path.write_bytes(data)
    plain, _, jargon = ldn("status").stderr.splitlines()[0].partition(" (")
    assert plain == f"ldn: {journal_path} is damaged: {UNREADABLE}"
    assert jargon.endswith("). Nothing was changed; put a backup in its place.")


def test_a_value_that_its_index_does_not_know(journal: Journal, journal_path: Path) -> None:
    journal.rate(DAY, "pain", 4)
    data = journal_path.read_bytes()
    assert b"pain2026-11-22" in data
    journal_path.write_bytes(data.replace(b"pain2026-11-22", b"pain2026-11-23", 1))
    with pytest.raises(DamagedJournal, match=rf"{PLACES_DIFFER} \(row 1 missing from index rating_by_day\)"):
        check_file(journal_path, check_whole)
