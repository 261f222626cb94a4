"""A little of each fault of the disk; and builds that lose something are noticed."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("termios", reason="needs pseudo-terminals")

from tests.faults.clock_jumps import jump_back
from tests.faults.disk import open_hot
from tests.faults.full_disk import OUTPUTS, fill_disk_under, fill_disk_under_entry
from tests.faults.refused_writes import refuse_verbs
from tests.faults.small_disk import NoSmallDisk, SmallDisk, small_disk
from tests.faults.worse_builds import skip_commit, swallow_errors


@pytest.fixture
def disk() -> Iterator[SmallDisk]:
    """A small disk, where one can be mounted."""
    with tempfile.TemporaryDirectory(prefix="ldn-tui-disk-") as folder:
        try:
            with small_disk(Path(folder) / "disk") as mounted:
                yield mounted
        except NoSmallDisk as reason:
            pytest.skip(str(reason))


def test_a_full_disk_changes_nothing(tmp_path: Path, disk: SmallDisk) -> None:
    figure = fill_disk_under(OUTPUTS[0], tmp_path, disk, 0.1)
    assert figure.times > 1, figure.came_of_it
    assert figure.lost == ()


def test_what_is_typed_on_a_full_disk_is_kept(tmp_path: Path, disk: SmallDisk) -> None:
    assert fill_disk_under_entry(tmp_path, disk, 0.001).lost == ()


def test_what_cannot_be_written_is_said(tmp_path: Path, disk: SmallDisk) -> None:
    assert refuse_verbs("read-only folder", tmp_path, disk).lost == ()


def test_a_clock_that_jumps_back_disturbs_nothing(tmp_path: Path) -> None:
    assert jump_back(tmp_path).lost == ()


def test_a_hot_journal_is_rolled_back_where_it_belongs(tmp_path: Path) -> None:
    assert open_hot(tmp_path).lost == ()


def test_a_build_that_does_not_save_is_noticed(tmp_path: Path, disk: SmallDisk) -> None:
    lost = fill_disk_under(OUTPUTS[0], tmp_path, disk, 0.02, skip_commit).lost
    assert any("it said it was done, and the file does not have it" in what for what in lost), lost


def test_a_build_that_says_nothing_of_a_full_disk_is_noticed(tmp_path: Path, disk: SmallDisk) -> None:
    lost = fill_disk_under(OUTPUTS[0], tmp_path, disk, 0.25, swallow_errors).lost
    assert any("pages free: it" in what for what in lost), lost
