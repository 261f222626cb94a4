"""Who holds a file's lock: Linux lists all locks, with the process and the file of each (proc_locks(5))."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_SYSTEM = Path("/proc")


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that holds a lock.

    Attributes:
        pid: its number.
        name: its name, as the kernel has it (15 signs at most); whatever it calls itself.
    """

    pid: int
    name: str

    def __str__(self) -> str:
        return f"{self.name} (pid {self.pid})"


def holder_of(path: Path, system: Path = _SYSTEM) -> Holder | None:
    """Return another process that holds a lock on the file at `path`, a writing one first.

    None if there is none just now, or if the system does not say: other systems than Linux have no such list, and
    Linux leaves out the processes of other containers.

    Args:
        path: the file.
        system: where the system's lists are.
    """
    try:
        file = path.stat()
        lines = (system / "locks").read_text(encoding="ascii", errors="replace").splitlines()
    except (OSError, ValueError):
        return None
    device = f"{os.major(file.st_dev):02x}:{os.minor(file.st_dev):02x}"
    for pid, locked_device, inode in _locks(lines):
        is_meant = inode == file.st_ino and (locked_device == device or _has_open(pid, file, system))
        if is_meant and pid != os.getpid():
            with suppress(OSError):
                name = (system / str(pid) / "comm").read_text(encoding="utf-8", errors="replace").removesuffix("\n")
                return Holder(pid, name)
    return None


def _locks(lines: list[str]) -> Iterator[tuple[int, str, int]]:
    """Yield process, device and inode of each lock that is held, the writing ones first."""
    for wanted in ("WRITE", "READ"):
        for line in lines:
            # "1: POSIX  ADVISORY  WRITE 699 00:16:28457 0 EOF"; an arrow marks one that is only waited for.
            parts = line.split()
            if len(parts) < 6 or parts[1] == "->" or parts[3] != wanted:
                continue
            device, _, inode = parts[5].rpartition(":")
            with suppress(ValueError):
                yield int(parts[4]), device, int(inode)


def _has_open(pid: int, file: os.stat_result, system: Path) -> bool:
    """Return whether a process has that file open: Btrfs lists another device than the file says it is on."""
    with suppress(OSError):
        for opened in (system / str(pid) / "fd").iterdir():
            with suppress(OSError):
                if os.path.samestat(opened.stat(), file):
                    return True
    return False
