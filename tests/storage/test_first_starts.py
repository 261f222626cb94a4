"""Several first starts at the same moment make one journal."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from ldn_tui.clock import PinnedClock
from ldn_tui.journal import open_journal
from tests.conftest import DAY_STARTS_AT

STARTS = 12


def test_twelve_first_starts_at_once_all_succeed(tmp_path: Path, clock: PinnedClock) -> None:
    path = tmp_path / "new" / "journal.db"
    starts = [
        subprocess.Popen(
            [sys.executable, "-m", "ldn_tui", "--db", str(path), "log", f"note=start {number}"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for number in range(STARTS)
    ]
    ended = [(start.communicate(timeout=60), start.returncode) for start in starts]
    assert [(output, code) for output, code in ended if code != 0 or output[1]] == []
    with closing(open_journal(path, clock, DAY_STARTS_AT, create=False, program="the app")) as journal:
        journal.repository.check()
        assert len(journal.repository.rows("journal")) == 1
        assert len(journal.measures.all()) == 5
        taken_back = {journal.undo().summary for _ in range(STARTS)}
        assert len(taken_back) == 1
    assert [found.name for found in path.parent.iterdir()] == ["journal.db"]
