"""A kill while a verb writes leaves the state before or the state after; and what would not is noticed."""

from pathlib import Path

import pytest

pytest.importorskip("termios", reason="needs processes that can be forked")

from tests.faults.verb_kills import VERBS, Kills, Verb, kill_during
from tests.faults.worse_builds import commit_in_pieces, copy_under_the_good_name, skip_commit

AFTER_ITS_END = 60.0


@pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.name)
def test_a_kill_leaves_all_or_nothing(tmp_path: Path, verb: Verb) -> None:
    assert kill_during(verb, tmp_path, 1, 1).lost == ()


def test_a_build_that_skips_its_commit_is_noticed(tmp_path: Path) -> None:
    _, lost = Kills(VERBS[0], tmp_path, skip_commit).kill(AFTER_ITS_END)
    assert "the verb said it was done, and the file does not have it" in lost


def test_a_build_that_commits_in_pieces_is_noticed(tmp_path: Path) -> None:
    lost = kill_during(VERBS[0], tmp_path, 2, 1, commit_in_pieces).lost
    assert any("neither what it said before nor" in what for what in lost), lost


def test_a_half_backup_under_a_good_name_is_noticed(tmp_path: Path) -> None:
    lost = kill_during(VERBS[3], tmp_path, 2, 1, copy_under_the_good_name).lost
    assert any("is not the file as it was" in what for what in lost), lost
