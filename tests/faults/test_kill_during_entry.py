"""A kill at any moment of entry loses nothing that was seen on the screen."""

import sys
from pathlib import Path

import pytest

pytest.importorskip("termios", reason="needs pseudo-terminals")

from tests.faults.entry_kills import is_in_order, kill_during_entry

WITHOUT_COMMIT = (sys.executable, str(Path(__file__).with_name("worse_builds.py")))


def test_what_was_seen_is_in_the_file(tmp_path: Path) -> None:
    report = kill_during_entry(tmp_path / "journal.db", tmp_path, 3, 1)
    assert report.kills == 3
    assert report.seen > 0, str(report)
    assert report.lost == []


def test_a_build_that_skips_its_commit_is_noticed(tmp_path: Path) -> None:
    report = kill_during_entry(tmp_path / "journal.db", tmp_path, 2, 1, WITHOUT_COMMIT)
    assert report.seen > 0
    assert report.lost


def test_a_lost_value_would_be_noticed() -> None:
    assert is_in_order([4, 6], [None, 4, None, 6, 7])
    assert not is_in_order([4, 6], [None, 4, None])
    assert not is_in_order([6, 4], [4, 6])
