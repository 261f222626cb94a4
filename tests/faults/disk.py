"""What a disk, a clock and other programs may do to the journal's file, before the app runs and while it does."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.faults.clock_jumps import jump_back
from tests.faults.figures import Figure
from tests.faults.file_states import state_of
from tests.faults.full_disk import ALL, fill_disk_under, fill_disk_under_entry
from tests.faults.hot_files import leave_hot
from tests.faults.refused_writes import (
    REFUSALS,
    folder_gone,
    refuse_running_app,
    refuse_verbs,
    take_permission_away,
)
from tests.faults.replaced_files import replace_under_running_app
from tests.faults.small_disk import NoSmallDisk, SmallDisk, bound_by_modes, mode, small_disk
from tests.faults.verb_calls import call
from tests.faults.verb_kills import make_diary, must

HOT_CALLS = (("status",), ("show",), ("export",), ("log", "pain=4"), ("backup",), ("undo",))


def figures(share: float, seed: int) -> Iterator[Figure]:
    """Yield what came of every fault of the disk, of the clock and of the file's place.

    Args:
        share: how many of the amounts of free space are tried; everything else is done once.
        seed: not needed: nothing here is left to chance.
    """
    del seed
    for verb in ALL:
        yield _on_small_disk(f"disk full during {verb.name}", partial(fill_disk_under, verb, share=share))
    yield _on_small_disk("disk full during entry", partial(fill_disk_under_entry, share=share))
    for name in REFUSALS:
        yield _on_small_disk(f"{name}, verbs", partial(refuse_verbs, name))
    for name, refuse in (("permission taken away", take_permission_away), ("folder gone", folder_gone)):
        yield _on_small_disk(f"{name} while the app runs", partial(refuse_running_app, name, refuse))
    for fault in (replace_under_running_app, jump_back, open_hot):
        with _home() as home:
            yield fault(home)


@contextmanager
def _home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="ldn-tui-disk-") as folder:
        home = Path(folder) / "home"
        home.mkdir()
        yield home


def _on_small_disk(name: str, fault: Callable[[Path, SmallDisk], Figure]) -> Figure:
    try:
        with _home() as home, small_disk(home.with_name("disk")) as disk:
            return fault(home, disk)
    except NoSmallDisk as reason:
        return Figure(name, 0, str(reason))


def open_hot(home: Path) -> Figure:
    """Open a journal that was left in the middle of a change: with every verb, read-only, and with another's way back.

    Args:
        home: an empty folder.
    """
    origin, left, another = home / "origin", home / "left", home / "another"
    for folder in (origin, left, another):
        folder.mkdir()
    make_diary(origin)
    before = state_of(origin / "journal.db")
    leave_hot(origin / "journal.db", left / "journal.db")
    lost: list[str] = []
    for number, words in enumerate(HOT_CALLS):
        journal = Path(shutil.copytree(left, home / str(number))) / "journal.db"
        called = call(journal, *words)
        if called.exit_code != 0:
            lost.append(f"ldn {words[0]} ended with {called.exit_code}: {called.said.strip()}")
        if words[0] in {"status", "show", "export", "backup"} and state_of(journal) != before:
            lost.append(f"ldn {words[0]} does not see the file as it was before the change")
    journal = Path(shutil.copytree(left, home / "closed")) / "journal.db"
    with mode(journal.parent, 0o500), mode(journal, 0o400):
        called = call(journal, "status", prepare=bound_by_modes)
    if called.exit_code == 0:
        lost.append("read-only, half a change is shown as if it were the journal")
    if state_of(journal) != before:
        lost.append("read-only, it is not as it was before")
    must(another / "journal.db", "log", "pain=9")
    shutil.copyfile(left / "journal.db-journal", another / "journal.db-journal")
    content = (another / "journal.db").read_bytes()
    for words in HOT_CALLS:
        called = call(another / "journal.db", *words)
        if called.exit_code == 0 or "is left of a change to another file" not in called.said:
            lost.append(f"with another's way back, ldn {words[0]} ended with {called.exit_code}: {called.said.strip()}")
        if (another / "journal.db").read_bytes() != content:
            lost.append(f"ldn {words[0]} rolled another file's change back in it")
            break
    times = 2 * len(HOT_CALLS) + 1
    came_of_it = "rolled back by whoever opens it; refused where it cannot be, or is of another file"
    return Figure("hot journal left behind", times, came_of_it, tuple(lost))
