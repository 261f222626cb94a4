"""A disk that is full: every verb tried with no page free, with one, with two, until there is room for all of it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.faults.app_on_disk import app_on
from tests.faults.figures import Figure
from tests.faults.file_states import state_of
from tests.faults.small_disk import SmallDisk
from tests.faults.verb_calls import Called, as_it_is, call
from tests.faults.verb_kills import VERBS, Verb, make_diary, must

CANNOT_WRITE = 5
_ENTRY_PAGES = 16
_MOST_PAGES = 2000


def make_trial(folder: Path) -> None:
    """Make a journal with a trial, which a report can be made of."""
    make_diary(folder)
    must(folder / "journal.db", "trial", "new", "before-after", "--yes")
    shutil.rmtree(folder / "backups", ignore_errors=True)


OUTPUTS = (
    Verb("log", make_diary, ("log", "pain=4", "note=a dry day")),
    Verb("export", make_diary, ("export", "-o", "{folder}/export.json"), changes=False),
    Verb("report", make_trial, ("report", "-o", "{folder}/report.html"), changes=False),
    Verb("backup to a file", make_diary, ("backup", "{folder}/mine.db"), changes=False),
)
ALL = (*OUTPUTS, *VERBS)


@dataclass(slots=True)
class _Sweep:
    """One verb on a disk with ever more room."""

    verb: Verb
    origin: Path
    disk: SmallDisk
    build: Callable[[], None]

    def attempt(self, free_pages: int) -> tuple[Called, list[str]]:
        """Call the verb with that many pages free, then with room, and return how the first call ended and what was
        lost.
        """
        folder = self.disk.put(self.origin)
        journal = folder / "journal.db"
        before = state_of(journal)
        names = {path.name for path in folder.rglob("*")}
        self.disk.fill(free_pages)
        called = call(journal, *self.verb.words_in(folder), prepare=self.build)
        self.disk.make_room()
        lost = []
        found = state_of(journal)
        if called.exit_code == 0:
            if self.verb.changes and found == before:
                lost.append("it said it was done, and the file does not have it")
        else:
            if called.exit_code != CANNOT_WRITE or "space" not in called.said.lower():
                lost.append(f"it ended with {called.exit_code} and said: {called.said.strip()}")
            if found != before:
                lost.append("it failed, and the file says something else than before")
            new = {path.name for path in folder.rglob("*") if path.is_file()} - names
            # A backup made before what then failed is whole, and may stay.
            left = {name for name in new if ".before-" not in name}
            lost += [f"{name} was left behind" for name in sorted(left)]
            lost += [
                f"{path.name} is not the file as it was"
                for path in folder.rglob("*.before-*.db")
                if state_of(path) != before
            ]
            again = call(journal, *self.verb.words_in(folder))
            if again.exit_code != 0:
                lost.append(f"with room again, it ended with {again.exit_code}: {again.said.strip()}")
        return called, lost


def fill_disk_under(
    verb: Verb, home: Path, disk: SmallDisk, share: float, build: Callable[[], None] = as_it_is
) -> Figure:
    """Call `verb` with ever more room on the disk, until it succeeds; every page it adds is refused once.

    Args:
        verb: the verb.
        home: an empty folder, on another disk.
        disk: the small disk.
        share: how many of the steps of a page are taken.
        build: makes it a worse build; a test of this test does.
    """
    origin = home / "origin"
    origin.mkdir()
    verb.make(origin)
    sweep = _Sweep(verb, origin, disk, build)
    stride = max(1, round(1 / share))
    times, lost = 0, list[str]()
    for free_pages in range(0, _MOST_PAGES, stride):
        called, missing = sweep.attempt(free_pages)
        times += 1
        lost += [f"{free_pages} pages free: {what}" for what in missing]
        if called.exit_code == 0:
            break
    shutil.rmtree(disk.place / "journal", ignore_errors=True)
    came_of_it = f"refused and nothing changed with up to {free_pages - 1} pages free; done with {free_pages}"
    return Figure(f"disk full during {verb.name}", times, came_of_it, tuple(lost))


def fill_disk_under_entry(home: Path, disk: SmallDisk, share: float) -> Figure:
    """Rate a day in the app with ever more room on the disk: it is shown, marked as not saved, and saved with room.

    Args:
        home: an empty folder, on another disk.
        disk: the small disk.
        share: how many of the steps of a page are taken.
    """
    origin = home / "origin"
    origin.mkdir()
    make_diary(origin)
    lost: list[str] = []
    waited = 0
    steps = range(0, _ENTRY_PAGES, max(1, round(1 / share / 4)))
    for free_pages in steps:
        folder = disk.put(origin)
        with app_on(folder / "journal.db", home) as app:
            disk.fill(free_pages)
            app.answer()
            if not app.until(app.shows_answers):
                lost.append(f"{free_pages} pages free: the answers are not on the screen")
            is_waiting = not app.has_saved()
            waited += is_waiting
            if is_waiting and not app.until(app.says_waiting):
                lost.append(f"{free_pages} pages free: nothing says that they are not saved")
            disk.make_room()
            if not (app.until(app.has_saved) and app.until(lambda: not app.says_waiting()) and app.shows_answers()):
                lost.append(f"{free_pages} pages free: they are not saved once there is room")
        state_of(folder / "journal.db")
    came_of_it = f"{waited} times answers waited, shown and marked; saved once there was room"
    return Figure("disk full during entry", len(steps), came_of_it, tuple(lost))
