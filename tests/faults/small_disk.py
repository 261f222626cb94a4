"""A disk of a few megabytes that can be filled to the last page, and a process that file modes bind."""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAGE = 4096
# From <linux/capability.h> and <linux/prctl.h>.
_RIGHTS_VERSION = 0x20080522
_RIGHTS_TO_PASS_MODES = (1, 2)
_DROP_FROM_BOUNDS = 24


class NoSmallDisk(Exception):
    """None can be mounted here; the message says why."""


class SmallDisk:
    """A tmpfs that holds one folder and, in its way, a file as large as is wanted."""

    def __init__(self, place: Path) -> None:
        """Use the disk mounted at `place`."""
        self.place = place
        self._ballast = place / "ballast"

    def fill(self, free_pages: int) -> None:
        """Leave no more than that many pages free.

        Raises:
            AssertionError: fewer are free already.
        """
        self.make_room()
        status = os.statvfs(self.place)
        taken = status.f_bavail * status.f_frsize - free_pages * PAGE
        assert taken > 0, "the small disk is too small"
        with self._ballast.open("wb") as file:
            # A file of holes takes no room.
            os.posix_fallocate(file.fileno(), 0, taken)

    def make_room(self) -> None:
        """Take what fills it away."""
        self._ballast.unlink(missing_ok=True)

    def put(self, origin: Path) -> Path:
        """Return a fresh copy of a folder on it."""
        self.make_room()
        folder = self.place / "journal"
        shutil.rmtree(folder, ignore_errors=True)
        return Path(shutil.copytree(origin, folder))


@contextmanager
def small_disk(place: Path, megabytes: int = 8) -> Iterator[SmallDisk]:
    """Mount a small disk at the empty folder `place`, and take it away again.

    Raises:
        NoSmallDisk: that takes a right this process does not have, or a system it does not run on.
    """
    place.mkdir(exist_ok=True)
    _mount(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=0755", "tmpfs", str(place)])
    try:
        yield SmallDisk(place)
    finally:
        _mount(["umount", "-l", str(place)])


@contextmanager
def read_only(disk: SmallDisk) -> Iterator[None]:
    """Let nothing be written to `disk` meanwhile, not even by root."""
    _mount(["mount", "-o", "remount,ro", str(disk.place)])
    try:
        yield
    finally:
        _mount(["mount", "-o", "remount,rw", str(disk.place)])


def _mount(command: list[str]) -> None:
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise NoSmallDisk(f"skipped: there is no {command[0]} ({error.strerror})") from None
    if found.returncode:
        raise NoSmallDisk(f"skipped: {found.stderr.strip() or command}")


def is_root() -> bool:
    """Return whether file modes do not bind this process."""
    return os.geteuid() == 0


def bound_by_modes() -> None:
    """Let file modes bind this process, and what it starts, even if it is root: Linux's right to pass them is given up.

    Raises:
        OSError: the system refuses.
    """
    if not is_root():
        return
    system = ctypes.CDLL(None, use_errno=True)
    kept = _rights()
    for right in _RIGHTS_TO_PASS_MODES:
        _call(system.prctl(_DROP_FROM_BOUNDS, right, 0, 0, 0))
        kept &= ~(1 << right)
    low, high = kept & 0xFFFFFFFF, kept >> 32
    header = (ctypes.c_uint32 * 2)(_RIGHTS_VERSION, 0)
    # Effective, permitted, inheritable; the lower half of the rights, then the upper.
    _call(system.capset(header, (ctypes.c_uint32 * 6)(low, low, 0, high, high, 0)))


def _rights() -> int:
    """Return the rights this process may use, a bit each (capabilities(7))."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("CapPrm")), 16)


def _call(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), "file modes do not bind root here")


@contextmanager
def mode(path: Path, bits: int) -> Iterator[None]:
    """Give a file or folder those permissions meanwhile."""
    before = path.stat().st_mode & 0o777
    path.chmod(bits)
    try:
        yield
    finally:
        path.chmod(before)


if __name__ == "__main__":
    # A program that is not root's, as far as file modes go: `python small_disk.py PROGRAM [ARGUMENT ...]`.
    bound_by_modes()
    os.execv(sys.argv[1], sys.argv[1:])
