"""Conflict copies: what a program that keeps folders in step left beside a journal written in two places at once.

The names are told from the patterns that the programs themselves use:

- Dropbox adds the person's or computer's name, "conflicted copy" and the date in parentheses
  (https://help.dropbox.com/syncing-uploads/conflicted-copy).
- Syncthing adds ".sync-conflict-", the date, the time and seven signs of the device that changed it last, which its
  earlier versions left out (`conflictName` in lib/model/folder_sendrecv.go).
- Nextcloud and ownCloud add "(conflicted copy", perhaps a name, the date and the time
  (`Utility::makeConflictFileName` in src/common/utility.cpp); their earlier versions "_conflict-" or
  "_conflict_NAME-", the date and the time.
"""

import os
import re
from pathlib import Path

_TAGS = (
    r" ?\([^/]*conflicted copy[^/]*\)",
    r"\.sync-conflict-\d{8}-\d{6}(?:-[A-Z2-7]{7})?",
    r"_conflict(?:_[^/]+)?-\d{8}-\d{6}",
)
# A conflict copy can meet with a conflict of its own.
_TAGGED = re.compile(f"(?:{'|'.join(_TAGS)})+", re.IGNORECASE)


def conflict_copies(path: Path) -> tuple[Path, ...]:
    """Return the conflict copies of the journal at `path` that lie beside it, by name; none if that cannot be told.

    Of a link, those beside what it leads to: a link is a usual way to keep the journal in a synced folder.
    """
    path = real_place(path)
    try:
        found = [
            beside for beside in path.parent.iterdir() if is_conflict_name(beside.name, path.name) and beside.is_file()
        ]
    except OSError:
        # A folder that may be entered but not listed: the journal itself is in use all the same.
        return ()
    return tuple(sorted(found))


def real_place(path: Path) -> Path:
    """Return where the journal at `path` lies, if that is a link; else `path` as it is."""
    return Path(os.path.realpath(path)) if path.is_symlink() else path


def is_conflict_name(name: str, of: str) -> bool:
    """Return whether a file called `name` is, by its name, a conflict copy of the file called `of`."""
    stem, suffix = Path(of).stem, Path(of).suffix
    if not (name.startswith(stem) and name.endswith(suffix) and len(name) > len(of)):
        return False
    return _TAGGED.fullmatch(name[len(stem) : len(name) - len(suffix)]) is not None
