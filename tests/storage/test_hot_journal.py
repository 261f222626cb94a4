"""A change that was cut short is rolled back, and never in another file."""

import shutil
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.errors import ForeignFile
from ldn_tui.journal import Journal, open_journal
from ldn_tui.storage.backup import holdings, write_copy
from ldn_tui.storage.hot_journal import refuse_foreign_hot_journal
from tests.conftest import DAY_STARTS_AT, Ldn
from tests.faults.file_states import state_of
from tests.faults.hot_files import leave_hot

TODAY = date(2026, 11, 22)


@pytest.fixture
def hot(journal: Journal, journal_path: Path, tmp_path: Path) -> Path:
    """Return the file of a journal with a few days, left in the middle of a change of all of them."""
    for number in range(20):
        journal.write_note(TODAY - timedelta(days=number), f"day {number} " * 200)
    left = tmp_path / "left" / "journal.db"
    left.parent.mkdir()
    leave_hot(journal_path, left)
    return left


def _changes_of(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[24:28], "big")


def test_whoever_opens_it_sees_it_as_it_was(
    hot: Path, journal_path: Path, clock: PinnedClock, ldn: Ldn, tmp_path: Path
) -> None:
    before = state_of(journal_path)
    for number, words in enumerate((("status",), ("show",), ("export",), ("backup", str(tmp_path / "copy.db")))):
        copy = tmp_path / str(number) / "journal.db"
        shutil.copytree(hot.parent, copy.parent)
        assert ldn("--db", str(copy), *words).exit_code == 0
        assert state_of(copy) == before
        assert not copy.with_name("journal.db-journal").exists()
    assert state_of(tmp_path / "copy.db") == before
    open_journal(hot, clock, DAY_STARTS_AT, create=False, program="the app", patient=False).close()
    assert state_of(hot) == before


def test_it_is_not_rolled_back_in_another_file(
    hot: Path, journal: Journal, clock: PinnedClock, ldn: Ldn, tmp_path: Path
) -> None:
    another = tmp_path / "another.db"
    with closing(open_journal(another, clock, DAY_STARTS_AT, create=True, program="the other")) as other:
        other.rate(TODAY, "pain", 9)
        # As many changes as the other: the count alone does not tell.
        while _changes_of(another) < _changes_of(journal.path):
            other.rate(TODAY, "pain", 9 - _changes_of(another) % 2)
    copy = tmp_path / "copy.db"
    write_copy(journal.path, copy)
    for wrong in (another, copy):
        shutil.copyfile(wrong, hot)
        left = {path.name: path.read_bytes() for path in hot.parent.iterdir()}
        for words in (("status",), ("log", "pain=4"), ("backup",), ("restore", str(copy), "--yes", "--force")):
            result = ldn("--db", str(hot), *words)
            assert result.exit_code != 0
            assert "is left of a change to another file" in result.stderr
        with pytest.raises(ForeignFile):
            open_journal(hot, clock, DAY_STARTS_AT, create=True, program="the app")
        with pytest.raises(ForeignFile):
            holdings(hot)
        assert {path.name: path.read_bytes() for path in hot.parent.iterdir() if path.is_file()} == left
    hot.with_name("journal.db-journal").rename(hot.with_name("moved away"))
    assert state_of(hot) == state_of(copy)


def segment(records: int, *pages: tuple[int, bytes], sector: int = 512, page_size: int = 512) -> bytes:
    """Return a part of what SQLite leaves to roll back, padded to a whole sector, that promises so many pages."""
    numbers = (records, 7, 10, sector, page_size)
    header = bytes.fromhex("d9d505f920a163d7") + b"".join(number.to_bytes(4, "big") for number in numbers)
    body = b"".join(number.to_bytes(4, "big") + page + bytes(4) for number, page in pages)
    return header.ljust(sector, b"\0") + body + bytes(-len(body) % (sector or 1))


FIRST, OTHER, NEXT = b"1" * 512, b"2" * 512, b"3" * 512


@pytest.mark.parametrize(
    "left",
    [
        segment(1, (1, FIRST)),
        segment(1, (2, NEXT)) + segment(1, (1, FIRST)),
        # What was cut short, or says nothing of its sizes, does not tell whose it is.
        segment(2, (2, NEXT))[: 512 + 300],
        segment(0, sector=0),
        segment(0, page_size=0),
        b"nothing that SQLite left",
    ],
)
def test_what_is_left_of_the_files_own_change_may_be_rolled_back(left: bytes, tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(FIRST)
    path.with_name("journal.db-journal").write_bytes(left)
    refuse_foreign_hot_journal(path)


@pytest.mark.parametrize("left", [segment(1, (1, OTHER)), segment(1, (2, NEXT)) + segment(1, (1, OTHER))])
def test_the_first_page_of_another_file_is_found_wherever_it_lies(left: bytes, tmp_path: Path) -> None:
    path = tmp_path / "journal.db"
    path.write_bytes(FIRST)
    path.with_name("journal.db-journal").write_bytes(left)
    with pytest.raises(ForeignFile, match="is left of a change to another file"):
        refuse_foreign_hot_journal(path)
