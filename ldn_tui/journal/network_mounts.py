"""Whether a journal lies on another computer's disk, where SQLite's locks cannot be relied upon.

SQLite's own warning: https://www.sqlite.org/howtocorrupt.html, "Filesystems with broken or missing lock
implementations"; https://www.sqlite.org/useovernet.html says why.
"""

import json
import re
from contextlib import suppress
from pathlib import Path

from ldn_tui.domain.errors import LdnError
from ldn_tui.private_files import make_private_folder
from ldn_tui.transfer.text_files import write_text_file

# As systemd lists them (fstype_is_network in src/basic/mountpoint-util.c), with what shares a folder between a virtual
# machine and its host. What FUSE mounts is called "fuse." and the program's name.
_NETWORK_TYPES = frozenset(
    {
        "9p", "afs", "ceph", "cifs", "coda", "curlftpfs", "davfs", "davfs2", "gfs", "gfs2", "glusterfs", "gvfsd-fuse",
        "lustre", "ncp", "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs", "pvfs2", "rclone", "s3fs", "smb2", "smb3",
        "smbfs", "smbnetfs", "sshfs", "vboxsf", "virtiofs", "vmhgfs", "vmhgfs-fuse",
    }
)  # fmt: skip
_MOUNTS = Path("/proc/self/mountinfo")
_MEMORY = "network-disks.json"
_ESCAPED = re.compile(r"\\([0-7]{3})")


def network_file_system(path: Path, mounts: Path = _MOUNTS) -> str | None:
    """Return the type of the network file system that `path` lies on ("nfs4", "fuse.sshfs"); else None.

    None, too, where the system does not say: the list of mounts is Linux's.

    Args:
        path: the journal's file, which need not exist.
        mounts: a list of mounts in the form of proc_pid_mountinfo(5).
    """
    try:
        lines = mounts.read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        place = path.resolve()
    except (OSError, RuntimeError):
        return None
    found, kind = Path(), ""
    for line in lines:
        # Optional fields end with a lone hyphen; after it comes the type.
        fields, _, rest = line.partition(" - ")
        if len(parts := fields.split(" ")) < 5 or not rest:
            continue
        mounted_at = Path(_ESCAPED.sub(lambda match: chr(int(match[1], 8)), parts[4]))
        # Of two mounts on one place, the later one hides the earlier.
        if place.is_relative_to(mounted_at) and len(mounted_at.parts) >= len(found.parts):
            found, kind = mounted_at, rest.split(" ")[0]
    return kind if kind.removeprefix("fuse.") in _NETWORK_TYPES else None


def network_warning(path: Path, state: Path, mounts: Path = _MOUNTS) -> str:
    """Return what is to be said of a journal on a network disk, the first time it is asked for; else nothing.

    Args:
        path: the journal's file.
        state: the folder in which is remembered who was warned of what; the journal itself may be in use elsewhere.
        mounts: as in `network_file_system`.
    """
    kind = network_file_system(path, mounts)
    if kind is None:
        return ""
    place, memory = str(path.resolve()), state / _MEMORY
    warned = _warned_of(memory)
    if place in warned:
        return ""
    # Where it cannot be remembered, it is said again.
    with suppress(LdnError):
        make_private_folder(state)
        text = json.dumps({"version": 1, "warned": [*warned, place]}, indent=2)
        write_text_file(memory, f"{text}\n", replace=True)
    return (
        f"This journal is on a network disk ({kind}). Two computers that write to it at once can ruin it: use it from "
        "one at a time, and keep backups on this computer."
    )


def _warned_of(memory: Path) -> list[str]:
    try:
        return [str(place) for place in json.loads(memory.read_text(encoding="utf-8"))["warned"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
