"""Killing `ldn` while a verb writes: the file says all of what it said before or all of what it says after."""

import os
import random
import shutil
import statistics
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ldn_tui.journal.backups import BackupBook
from tests.conftest import DAY_STARTS_AT, NOW
from tests.faults.figures import Figure
from tests.faults.file_states import diary_csv, diary_map, make_first_version, state_of
from tests.faults.verb_calls import as_it_is, call

DAYS = 120
# A kill may come a little later than the verb usually ends: some are to hit its very end.
_OVERTIME = 1.1
_RUNS_TO_TIME = 5
_LONG_AGO_SECONDS = 7200


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that is killed.

    Attributes:
        name: what the table calls it.
        make: makes the journal it works on, and what it reads, in an empty folder.
        words: the call; a word with {folder} in it names a file there.
        changes: whether the journal says something else afterwards.
    """

    name: str
    make: Callable[[Path], None]
    words: tuple[str, ...]
    changes: bool = True

    def words_in(self, folder: Path) -> tuple[str, ...]:
        """Return the call with the files of `folder`."""
        return tuple(word.replace("{folder}", str(folder)) for word in self.words)


def make_diary(folder: Path) -> None:
    """Make a journal with a year's days, and a diary and an exported journal of other days."""
    (folder / "journal.csv").write_text(diary_csv(date(2024, 1, 1), DAYS), encoding="utf-8")
    (folder / "other.csv").write_text(diary_csv(date(2025, 1, 1), 2 * DAYS), encoding="utf-8")
    must(folder / "journal.db", "import", str(folder / "journal.csv"), "--map", diary_map(), "--yes")
    other = folder.parent / "other"
    other.mkdir()
    must(other / "journal.db", "import", str(folder / "other.csv"), "--map", diary_map(), "--yes")
    must(other / "journal.db", "export", "-o", str(folder / "other.json"))
    shutil.rmtree(other)


def make_diary_and_copy(folder: Path) -> None:
    """Make such a journal, and a copy of it from before half of it was imported."""
    make_diary(folder)
    must(folder / "journal.db", "backup", str(folder / "copy.db"))
    must(folder / "journal.db", "import", str(folder / "other.json"), "--yes")
    shutil.rmtree(folder / "backups")


def make_older(folder: Path) -> None:
    """Make a journal of the first version."""
    make_first_version(folder / "journal.db", DAYS)


VERBS = (
    Verb("import of CSV", make_diary, ("import", "{folder}/other.csv", "--map", diary_map(), "--yes")),
    Verb("import of JSON", make_diary, ("import", "{folder}/other.json", "--yes")),
    Verb("migration", make_older, ("status",)),
    Verb("backup", make_diary, ("backup",), changes=False),
    Verb("restore", make_diary_and_copy, ("restore", "{folder}/copy.db", "--yes", "--force")),
)


def must(journal: Path, *words: str) -> None:
    """Call `ldn`, which is to succeed.

    Raises:
        AssertionError: it did not.
    """
    called = call(journal, *words)
    assert called.exit_code == 0, f"ldn {' '.join(words)}: {called.exit_code}, {called.said}"


class Kills:
    """One verb, killed again and again on copies of one folder."""

    def __init__(self, verb: Verb, home: Path, build: Callable[[], None] = as_it_is, runs: int = 1) -> None:
        """Make the folder, and learn what the verb does to it and how long that takes.

        Args:
            verb: the verb.
            home: an empty folder.
            build: makes it a worse build, in the process that is killed.
            runs: how often it is timed.
        """
        self._verb = verb
        self._home = home
        self._build = build
        self._origin = home / "origin"
        self._origin.mkdir()
        verb.make(self._origin)
        self.before = state_of(self._origin / "journal.db")
        lasted: list[float] = []
        for _ in range(runs):
            folder = self._fresh()
            called = call(folder / "journal.db", *verb.words_in(folder))
            assert called.exit_code == 0, called.said
            lasted.append(called.lasted)
        self.after = state_of(folder / "journal.db")
        assert (self.after != self.before) is verb.changes, f"{verb.name} is no subject for a kill"
        self.lasts = statistics.median(lasted)

    def _fresh(self) -> Path:
        folder = self._home / "copy"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(self._origin, folder)
        return folder

    def kill(self, after: float) -> tuple[str, list[str]]:
        """Kill the verb `after` seconds of work.

        Returns:
            Where that hit it, and what was lost, in words.
        """
        folder = self._fresh()
        journal = folder / "journal.db"
        called = call(journal, *self._verb.words_in(folder), kill_after=after, prepare=self._build)
        is_over = called.exit_code >= 0
        lost = [] if not is_over or called.exit_code == 0 else [f"it ended with {called.exit_code}: {called.said}"]
        hot = journal.with_name("journal.db-journal").exists()
        parts = list(folder.rglob("*.part"))
        try:
            found = state_of(journal)
        except Exception as error:  # noqa: BLE001 - whatever it is, the file is lost
            return "lost", [*lost, f"the file cannot be read: {error!r}"]
        if found not in (self.before, self.after):
            lost.append("the file says neither what it said before nor what it says after")
        if is_over and found != self.after:
            lost.append("the verb said it was done, and the file does not have it")
        lost += self._bad_backups(folder)
        lost += self._goes_on(folder, parts)
        if is_over or (found == self.after and self._verb.changes):
            return "after it", lost
        return "in the middle of a write" if hot else "in the middle of a copy" if parts else "before a write", lost

    def _bad_backups(self, folder: Path) -> list[str]:
        """Return what is wrong with the files that have the name of a backup."""
        lost = []
        for backup in BackupBook(folder / "journal.db", lambda: NOW, DAY_STARTS_AT).all():
            try:
                if state_of(backup.path) != self.before:
                    lost.append(f"{backup.path.name} is not the file as it was")
            except Exception as error:  # noqa: BLE001 - whatever it is, the backup is none
                lost.append(f"{backup.path.name} is a half backup: {error!r}")
        return lost

    def _goes_on(self, folder: Path, parts: list[Path]) -> list[str]:
        """Call the verb again, then make a backup, and return what does not work or is left lying about."""
        journal = folder / "journal.db"
        for part in parts:
            # A file this young may be another process's.
            long_ago = part.stat().st_mtime - _LONG_AGO_SECONDS
            os.utime(part, (long_ago, long_ago))
        lost = []
        for words in (self._verb.words_in(folder), ("backup",)):
            called = call(journal, *words)
            if called.exit_code != 0:
                lost.append(f"afterwards, ldn {words[0]} ended with {called.exit_code}: {called.said}")
        if state_of(journal) != self.after:
            lost.append("called again, the verb does not do what it did")
        left = [path.name for path in folder.rglob("*") if path.name.endswith((".part", "-journal"))]
        return lost + [f"{name} was left behind" for name in left]


def kill_during(verb: Verb, home: Path, kills: int, seed: int, build: Callable[[], None] = as_it_is) -> Figure:
    """Kill `verb` at `kills` random instants of its work, spread over all of it.

    Args:
        verb: the verb.
        home: an empty folder.
        kills: how often.
        seed: what the instants follow from.
        build: makes it a worse build; a test of this test does.
    """
    chance = random.Random(seed)
    subject = Kills(verb, home, build, _RUNS_TO_TIME if kills >= _RUNS_TO_TIME else 1)
    hits: dict[str, int] = {}
    lost: list[str] = []
    for number in range(kills):
        # An instant in each of as many equal parts: no stretch of the work is left out by bad luck.
        after = (number + chance.random()) / kills * subject.lasts * _OVERTIME
        where, missing = subject.kill(after)
        hits[where] = hits.get(where, 0) + 1
        lost += [f"kill {number + 1}, after {after * 1000:.1f} ms, {where}: {what}" for what in missing]
    return Figure(f"SIGKILL during {verb.name}", kills, _in_words(hits, subject.lasts), tuple(lost))


def _in_words(hits: Mapping[str, int], lasts: float) -> str:
    order = ("before a write", "in the middle of a copy", "in the middle of a write", "after it", "lost")
    found = ", ".join(f"{hits[where]} {where}" for where in order if where in hits)
    return f"{found}; it takes {lasts * 1000:.0f} ms"
