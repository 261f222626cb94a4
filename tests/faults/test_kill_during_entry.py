"""A kill at any moment of entry loses nothing that was seen on the screen.

By hand, 200 times instead of a few: `python tests/faults/test_kill_during_entry.py [KILLS [SEED]]`.
"""

import sys
from pathlib import Path

import pytest

pytest.importorskip("termios", reason="needs pseudo-terminals")

from tests.faults.kills import is_in_order, kill_during_entry, main


@pytest.mark.parametrize("seed", range(5))
def test_what_was_seen_is_in_the_file(tmp_path: Path, seed: int) -> None:
    report = kill_during_entry(tmp_path / "journal.db", tmp_path, 5, seed)
    assert report.kills == 5
    assert report.seen > 0, str(report)
    assert report.lost == []


def test_a_lost_value_would_be_noticed() -> None:
    assert is_in_order([4, 6], [None, 4, None, 6, 7])
    assert not is_in_order([4, 6], [None, 4, None])
    assert not is_in_order([6, 4], [4, 6])


if __name__ == "__main__":
    sys.exit(main())
