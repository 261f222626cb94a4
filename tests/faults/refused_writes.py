"""What may not be written, or is no longer there: read-only files, folders and disks, before and while the app runs."""

import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults import small_disk
from tests.faults.app_on_disk import app_on
from tests.faults.figures import Figure
from tests.faults.file_states import state_of
from tests.faults.small_disk import SmallDisk, bound_by_modes, is_root, mode, read_only
from tests.faults.verb_calls import as_it_is, call
from tests.faults.verb_kills import make_diary
from tests.terminal import LDN

READING = (("status",), ("show",), ("export",), ("backup", "--list"))
WRITING = (("log", "pain=4"), ("undo",), ("backup",), ("import", "{folder}/other.json", "--yes"))
# File modes do not bind root, unless that right is given up.
_BOUND = (sys.executable, small_disk.__file__, *LDN)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A way in which writing is refused.

    Attributes:
        refuse: refuses writing to the journal in a folder on a disk meanwhile.
        prepare: done in the process of the call before.
        refused: the calls that cannot be carried out then.
    """

    refuse: Callable[[Path, SmallDisk], AbstractContextManager[None]]
    prepare: Callable[[], None]
    refused: tuple[tuple[str, ...], ...] = WRITING


REFUSALS = {
    # Only the journal: a backup goes into the folder, which may be written.
    "read-only file": Refusal(
        lambda folder, _: mode(folder / "journal.db", 0o400),
        bound_by_modes,
        tuple(words for words in WRITING if words[0] != "backup"),
    ),
    "read-only folder": Refusal(lambda folder, _: mode(folder, 0o500), bound_by_modes),
    "read-only disk": Refusal(lambda _, disk: read_only(disk), as_it_is),
}


def refuse_verbs(name: str, home: Path, disk: SmallDisk) -> Figure:
    """Call every verb where writing is refused: those that read work, the others say why and change nothing.

    Args:
        name: which of `REFUSALS`.
        home: an empty folder, on another disk.
        disk: the small disk.
    """
    refusal = REFUSALS[name]
    origin = home / "origin"
    origin.mkdir()
    make_diary(origin)
    lost: list[str] = []
    for words in (*READING, *refusal.refused):
        folder = disk.put(origin)
        journal = folder / "journal.db"
        before = journal.read_bytes()
        names = sorted(path.name for path in folder.rglob("*.*"))
        with refusal.refuse(folder, disk):
            said = tuple(word.replace("{folder}", str(folder)) for word in words)
            called = call(journal, *said, prepare=refusal.prepare)
        wanted = 0 if words in READING else 5
        if called.exit_code != wanted:
            lost.append(f"ldn {words[0]} ended with {called.exit_code}: {called.said.strip()[:300]}")
        if journal.read_bytes() != before:
            lost.append(f"ldn {words[0]} changed the file")
        # The backup before an import goes into a folder of its own, which may be written.
        if sorted(path.name for path in folder.rglob("*.*") if ".before-" not in path.name) != names:
            lost.append(f"ldn {words[0]} left something behind")
    came_of_it = f"{len(READING)} verbs read as ever, {len(refusal.refused)} said why not; not a byte changed"
    return Figure(f"{name}, verbs", len(READING) + len(refusal.refused), came_of_it, tuple(lost))


@contextmanager
def folder_gone(folder: Path) -> Iterator[None]:
    """Take the folder away meanwhile."""
    away = folder.with_name("away")
    folder.rename(away)
    try:
        yield
    finally:
        if folder.exists():
            raise AssertionError(f"{folder} was made anew")
        away.rename(folder)


def refuse_running_app(
    name: str, refuse: Callable[[Path], AbstractContextManager[None]], home: Path, disk: SmallDisk
) -> Figure:
    """Refuse writing while the app runs: what is typed stays on the screen, marked, and is saved when it can be.

    Args:
        name: what the table calls it.
        refuse: refuses writing to the journal in a folder meanwhile.
        home: an empty folder, on another disk.
        disk: the small disk.
    """
    origin = home / "origin"
    origin.mkdir()
    make_diary(origin)
    folder = disk.put(origin)
    lost: list[str] = []
    with app_on(folder / "journal.db", home, _BOUND if is_root() else LDN) as app:
        with refuse(folder):
            app.answer()
            if not (app.until(app.shows_answers) and app.until(app.says_waiting)):
                lost.append(f"what is typed is not shown, or not marked:\n{app.terminal.text}")
        if not (app.until(app.has_saved) and app.until(lambda: not app.says_waiting())):
            lost.append(f"it is not saved when it can be:\n{app.terminal.text}")
    state_of(folder / "journal.db")
    return Figure(
        f"{name} while the app runs", 1, "5 answers kept on the screen, marked, and saved afterwards", tuple(lost)
    )


def take_permission_away(folder: Path) -> AbstractContextManager[None]:
    """Allow nobody to write into the folder, nor to look into it, meanwhile."""
    return mode(folder, 0o000)
