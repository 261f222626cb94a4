"""A look into a journal's file lets go of no lock that this process has on it, in whatever thread it is taken."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from ldn_tui.journal import Journal
from ldn_tui.journal.backups import Reason
from ldn_tui.storage.backup import fingerprint, identity
from ldn_tui.storage.connections import connect, first_bytes
from ldn_tui.storage.database import look_before_opening
from ldn_tui.storage.loaded import LoadedJournal
from ldn_tui.storage.soundness import check_file

TRY = """
import sqlite3, sys
try:
    sqlite3.connect(sys.argv[1], isolation_level=None, timeout=0).execute("BEGIN IMMEDIATE")
except sqlite3.OperationalError:
    print("refused")
else:
    print("may write")
"""

posix_only = pytest.mark.skipif(os.name != "posix", reason="elsewhere locks belong to what was opened")


def of_another_process(path: Path) -> str:
    """Return what another process is told that begins to write."""
    command = [sys.executable, "-c", TRY, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


@posix_only
def test_no_look_at_the_file_lets_another_program_write_into_a_change(journal: Journal) -> None:
    def look() -> None:
        look_before_opening(journal.path, create=False)
        fingerprint(journal.path)
        identity(journal.path)
        check_file(journal.path)
        LoadedJournal.of_file(journal.path).close()

    look()
    with journal.repository.transaction():
        assert of_another_process(journal.path) == "refused"
        look()
        assert of_another_process(journal.path) == "refused"
        journal.backups.make(Reason.BY_HAND)
        assert of_another_process(journal.path) == "refused"
    assert of_another_process(journal.path) == "may write"


@posix_only
def test_nothing_stays_open_after_the_last_connection(tmp_path: Path) -> None:
    path = tmp_path / "some.db"
    with closing(sqlite3.connect(path)) as made:
        made.execute("CREATE TABLE t (c)")

    listed = Path("/proc/self/fd")
    if not listed.is_dir():
        pytest.skip("this system does not list what is open")

    def open_here() -> int:
        # The list itself is open while it is read, and gone afterwards.
        return sum(name.exists() and name.samefile(path) for name in listed.iterdir())

    first_bytes(path, 16)
    assert open_here() == 0
    one, other = connect(path, "rw", 1), connect(path, "ro", 1)
    for _ in range(5):
        assert first_bytes(path, 15)[0] == b"SQLite format 3"
    assert open_here() <= 3
    one.close()
    assert open_here() >= 2
    other.close()
    other.close()
    assert open_here() == 0


def test_the_first_bytes_and_the_size(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    assert first_bytes(path, 4) == (b"0123", 10)
    assert first_bytes(path, 40) == (b"0123456789", 10)
    with pytest.raises(FileNotFoundError):
        first_bytes(tmp_path / "none", 4)
    with pytest.raises(IsADirectoryError):
        first_bytes(tmp_path, 4)
    with pytest.raises(sqlite3.OperationalError):
        connect(tmp_path / "none", "ro", 1)


@posix_only
def test_a_file_that_goes_just_after_it_was_opened_cannot_be_opened(
    journal: Journal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "copy.db"
    path.write_bytes(journal.path.read_bytes())
    open_file = sqlite3.connect

    def open_and_lose(*args: Any, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = open_file(*args, **options)
        path.rename(tmp_path / "elsewhere.db")
        return connection

    monkeypatch.setattr(sqlite3, "connect", open_and_lose)
    with pytest.raises(sqlite3.OperationalError, match="unable to open database file: No such file"):
        connect(path, "rw", 1)
