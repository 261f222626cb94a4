"""A journal on another computer's disk is told from the list of mounts."""

from pathlib import Path

import pytest

from ldn_tui.journal.network_mounts import network_file_system

ROOT = "27 1 254:0 / / rw,relatime - ext4 /dev/vda rw\n"


def mounts(folder: Path, at: str, kind: str, optional: str = "shared:7 master:1 ") -> Path:
    listed = folder / "mountinfo"
    listed.write_text(f"{ROOT}35 27 0:44 / {at} rw {optional}- {kind} server:/home rw\n")
    return listed


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "afs", "fuse.sshfs", "fuse.rclone"])
def test_a_network_file_system_is_named(tmp_path: Path, kind: str) -> None:
    listed = mounts(tmp_path, str(tmp_path / "far"), kind)
    assert network_file_system(tmp_path / "far" / "deeper" / "journal.db", listed) == kind
    assert network_file_system(tmp_path / "farther" / "journal.db", listed) is None


@pytest.mark.parametrize("kind", ["ext4", "btrfs", "tmpfs", "fuseblk", "fuse.gocryptfs"])
def test_a_disk_of_this_computer_is_not(tmp_path: Path, kind: str) -> None:
    assert network_file_system(tmp_path / "near" / "journal.db", mounts(tmp_path, f"{tmp_path}/near", kind)) is None


def test_a_name_with_a_space_is_understood_and_a_link_followed(tmp_path: Path) -> None:
    (tmp_path / "my files").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "my files")
    listed = mounts(tmp_path, f"{tmp_path}/my\\040files", "nfs4", optional="")
    assert network_file_system(tmp_path / "link" / "journal.db", listed) == "nfs4"


def test_the_nearest_mount_counts_and_the_last_on_one_place(tmp_path: Path) -> None:
    listed = mounts(tmp_path, str(tmp_path), "nfs4")
    with listed.open("a") as more:
        more.write(f"36 35 8:1 / {tmp_path}/usb rw - ext4 /dev/sda1 rw\n37 27 0:45 / {tmp_path}/b rw - ext4 x rw\n")
        more.write(f"38 37 0:46 / {tmp_path}/b rw - cifs //server/b rw\n")
    assert network_file_system(tmp_path / "usb" / "journal.db", listed) is None
    assert network_file_system(tmp_path / "b" / "journal.db", listed) == "cifs"


def test_a_system_that_does_not_say_gives_no_name(tmp_path: Path) -> None:
    (tmp_path / "odd").write_text("nonsense\n1 2 3 - nfs4 x rw\n")
    assert network_file_system(tmp_path / "journal.db", tmp_path / "none") is None
    assert network_file_system(tmp_path / "journal.db", tmp_path / "odd") is None
