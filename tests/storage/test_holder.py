"""Who holds the journal is told from the system's list of locks, and said in every refusal."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from ldn_tui.journal import Journal
from ldn_tui.journal import opening as journal_opening
from ldn_tui.storage.holder import Holder, holder_of
from tests.conftest import Ldn

HOLD = """
import sqlite3, sys
held = sqlite3.connect(sys.argv[1], isolation_level=None)
held.execute(sys.argv[2])
if len(sys.argv) > 3:
    rows = held.execute(sys.argv[3])
    next(rows)
print("held", flush=True)
sys.stdin.read()
"""

needs_list = pytest.mark.skipif(not Path("/proc/locks").exists(), reason="this system keeps no list of locks")


@contextmanager
def held_by_another(path: Path, *statements: str) -> Iterator[int]:
    """Hold the file from another process; yields its number."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), *statements],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield other.pid


@needs_list
@pytest.mark.parametrize("how", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_another_process_that_writes_is_named(journal: Journal, how: str) -> None:
    with held_by_another(journal.path, how) as pid:
        found = holder_of(journal.path)
        assert found is not None
        assert found.pid == pid
        assert found.name == Path(f"/proc/{pid}/comm").read_text().strip()
        assert str(found) == f"{found.name} (pid {pid})"
    assert holder_of(journal.path) is None


@needs_list
def test_another_process_that_reads_is_named(journal: Journal) -> None:
    with held_by_another(journal.path, "BEGIN", "SELECT key FROM measure") as pid:
        found = holder_of(journal.path)
        assert found is not None
        assert found.pid == pid


@needs_list
def test_this_process_is_not_another_program(journal: Journal) -> None:
    with closing(sqlite3.connect(journal.path, isolation_level=None)) as own:
        own.execute("BEGIN IMMEDIATE")
        assert holder_of(journal.path) is None


@needs_list
def test_a_verb_names_who_held_the_file_all_the_time(
    journal: Journal, ldn: Ldn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_opening, "COMMAND_PATIENCE_MS", 20)
    with held_by_another(journal.path, "BEGIN EXCLUSIVE") as pid:
        result = ldn("log", "pain=4")
        assert result.exit_code == 4
        assert f"(pid {pid}) holds {journal.path}: close that program" in result.stderr
    assert ldn("log", "pain=4").exit_code == 0


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A list of locks as on another system, with two processes in it."""
    for pid, name in ((41, "reader"), (42, "wri\x1b[31mter")):
        (tmp_path / "proc" / str(pid)).mkdir(parents=True)
        (tmp_path / "proc" / str(pid) / "comm").write_text(f"{name}\n")
    return tmp_path / "proc"


def lock(path: Path, mode: str, pid: int, *, device: str | None = None, arrow: str = "") -> str:
    file = path.stat()
    device = device or f"{os.major(file.st_dev):02x}:{os.minor(file.st_dev):02x}"
    return f"7: {arrow}POSIX  ADVISORY  {mode} {pid} {device}:{file.st_ino} 1073741826 1073742335\n"


def test_who_writes_comes_before_who_reads(journal: Journal, listed: Path) -> None:
    (listed / "locks").write_text(lock(journal.path, "READ", 41) + lock(journal.path, "WRITE", 42))
    assert holder_of(journal.path, listed) == Holder(42, "wri\x1b[31mter")
    (listed / "locks").write_text(lock(journal.path, "READ", 41))
    assert holder_of(journal.path, listed) == Holder(41, "reader")


def test_a_lock_on_another_file_or_one_that_is_waited_for_does_not_count(journal: Journal, listed: Path) -> None:
    (listed / "locks").write_text(
        lock(listed, "WRITE", 42)
        + lock(journal.path, "WRITE", 42, device="ff:ff")
        + lock(journal.path, "WRITE", 42, arrow="-> ")
        + lock(journal.path, "WRITE", 99)
        + "nonsense\n8: LEASE x y z a b c\n"
    )
    assert holder_of(journal.path, listed) is None


def test_a_lock_on_another_device_counts_where_the_process_has_the_file_open(journal: Journal, listed: Path) -> None:
    (listed / "42" / "fd").mkdir()
    (listed / "42" / "fd" / "3").symlink_to(journal.path)
    (listed / "42" / "fd" / "4").symlink_to("nowhere")
    (listed / "locks").write_text(lock(journal.path, "WRITE", 42, device="00:1f"))
    assert holder_of(journal.path, listed) == Holder(42, "wri\x1b[31mter")


def test_a_system_without_a_list_gives_no_name(journal: Journal, tmp_path: Path) -> None:
    assert holder_of(journal.path, tmp_path / "none") is None
    assert holder_of(tmp_path / "gone.db") is None


def test_a_process_that_has_other_files_open_is_not_the_holder(journal: Journal, listed: Path) -> None:
    (listed / "42" / "fd").mkdir()
    (listed / "42" / "fd" / "3").symlink_to(listed)
    (listed / "locks").write_text(lock(journal.path, "WRITE", 42, device="00:1f"))
    assert holder_of(journal.path, listed) is None
