"""Killing `ldn` during entry: what a person has seen on the screen must be in the file."""

import json
import random
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from datetime import time as wall_time
from pathlib import Path

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.measures import FIRST_MEASURES
from ldn_tui.journal import open_journal
from ldn_tui.storage.database import open_connection
from tests.terminal import KEYS, LDN, Terminal, environment

NOW = datetime.fromisoformat("2026-11-22T21:30:00+01:00")
DAY = "2026-11-22"
# Mostly digits, which move down a row each; the others go back up, clear, change, take back and bring back.
PRESSED = (
    *"0123456789x" * 2,
    *(KEYS["up"],) * 18,
    KEYS["down"],
    KEYS["left"],
    KEYS["right"],
    KEYS["backspace"],
    *"-uU",
)
LONGEST_GAP = 0.06
MOST_KEYS = 12

Values = list[float | None]


@dataclass(slots=True)
class Report:
    """What came of it.

    Attributes:
        kills: how often `ldn` was killed.
        keys: how many keys were pressed.
        seen: how many values were seen to appear.
        saved: how many changes of a rating are in the file.
        torn: how many kills came in the middle of a write and left a journal to roll back.
        lost: what was seen and is not in the file, in words; nothing, if all is well.
    """

    kills: int = 0
    keys: int = 0
    seen: int = 0
    saved: int = 0
    torn: int = 0
    lost: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Return it as a sentence."""
        return (
            f"{self.kills} kills, {self.torn} of them in the middle of a write; {self.keys} keys, {self.saved} changes "
            f"of a rating saved, {self.seen} values seen; {len(self.lost)} seen and lost."
        )


class Watcher:
    """Reads the rating rows off the screen, and remembers each value that appeared in one."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.seen: dict[str, Values] = {measure.key: [] for measure in FIRST_MEASURES}

    def look(self, terminal: Terminal) -> None:
        """Remember what the rows show now, where it differs from the last look."""
        for line in terminal.lines():
            for measure in FIRST_MEASURES:
                # A row that waits to be saved begins with a sign of its own, and promises nothing yet.
                if line.strip(" ▸").startswith(measure.name):
                    # A row that is only half drawn may show two chips, or half of one.
                    chips = [label for label in "0123456789X" if f"▐{label}▌" in line]
                    values = self.seen[measure.key]
                    if len(chips) == 1:
                        value = 10.0 if chips[0] == "X" else float(chips[0])
                        if values[-1:] != [value]:
                            values.append(value)


def kill_during_entry(journal: Path, home: Path, kills: int, seed: int, command: Sequence[str] = LDN) -> Report:
    """Start `ldn` on `journal`, press keys at random moments and kill it at a random one, `kills` times over.

    Args:
        journal: the file; it is made.
        home: the folder of everything else.
        kills: how often.
        seed: what keys and moments follow from.
        command: what is started; a test of this test starts a worse build.

    Raises:
        JournalError: the file cannot be opened any more.
        AssertionError: it is damaged.
    """
    chance = random.Random(seed)
    open_journal(journal, PinnedClock(NOW), wall_time(4, 0), create=True, program="the app").close()
    report = Report()
    before = last_change(journal)
    for _ in range(kills):
        held = ratings_in(journal)
        watcher = Watcher()
        keys, appeared = _enter_and_kill(command, environment(home, journal, LDN_NOW=NOW.isoformat()), chance, watcher)
        report.keys += keys
        report.seen += appeared
        report.kills += 1
        report.torn += journal.with_name(f"{journal.name}-journal").exists()
        saved = changes_since(journal, before)
        before = last_change(journal)
        for key, values in watcher.seen.items():
            history = [held.get(key), *saved.get(key, [])]
            report.saved += len(history) - 1
            if not is_in_order(values, history):
                report.lost.append(f"kill {report.kills}: {key} was seen as {values}, the file has {history}")
    return report


def _enter_and_kill(
    command: Sequence[str], variables: Mapping[str, str], chance: random.Random, watcher: Watcher
) -> tuple[int, int]:
    """Return how many keys were pressed, and how many values appeared after the first picture."""
    terminal = Terminal(command, variables, on_drawn=watcher.look)
    terminal.wait_for(lambda shown: "Function" in shown.text and "help" in shown.lines()[-1])
    shown_at_first = {key: len(values) for key, values in watcher.seen.items()}
    for _ in range(chance.randint(4, 8)):
        # A day that is rated already is opened below its rating rows.
        terminal.send(KEYS["up"])
    terminal.watch(LONGEST_GAP)
    keys = chance.randint(1, MOST_KEYS)
    for _ in range(keys):
        terminal.send(chance.choice(PRESSED))
        terminal.watch(chance.uniform(0, LONGEST_GAP))
    # The last key is what the kill is to hit: a write takes a few milliseconds, right after it.
    terminal.send(chance.choice("0123456789x"))
    time.sleep(chance.uniform(0, LONGEST_GAP / 3))
    terminal.kill()
    appeared = sum(len(values) - shown_at_first[key] for key, values in watcher.seen.items())
    return keys + 1, appeared


def ratings_in(journal: Path) -> dict[str, float | None]:
    """Return the day's ratings by measure, from a file that is sound.

    Raises:
        JournalError: it cannot be opened.
        AssertionError: it is damaged.
    """
    connection = open_connection(journal, create=False, patience_ms=5000)
    try:
        found = connection.execute("PRAGMA integrity_check").fetchall()
        assert found == [("ok",)], found
        return dict(connection.execute("SELECT measure, value FROM rating WHERE day = ?", (DAY,)).fetchall())
    finally:
        connection.close()


def last_change(journal: Path) -> int:
    """Return the number of the last change in the file, 0 if there is none."""
    connection = open_connection(journal, create=False, patience_ms=5000)
    try:
        return int(connection.execute("SELECT coalesce(max(number), 0) FROM change").fetchone()[0])
    finally:
        connection.close()


def changes_since(journal: Path, number: int) -> Mapping[str, Values]:
    """Return the values that each measure's rating took after change `number`, in order; None where it was cleared.

    Raises:
        JournalError: the file cannot be opened.
        AssertionError: it is damaged, or the last change and the rating itself disagree.
    """
    held = ratings_in(journal)
    connection = open_connection(journal, create=False, patience_ms=5000)
    try:
        rows = connection.execute(
            "SELECT before, after FROM change WHERE number > ? AND table_name = 'rating' ORDER BY number", (number,)
        ).fetchall()
    finally:
        connection.close()
    values: dict[str, Values] = {}
    for before, after in rows:
        key = json.loads(after or before)["measure"]
        values.setdefault(key, []).append(None if after is None else json.loads(after)["value"])
    for key, taken in values.items():
        assert held.get(key) == taken[-1], f"{key}: the last change says {taken[-1]}, the row {held.get(key)}"
    return values


def is_in_order(seen: Iterable[float | None], history: Iterable[float | None]) -> bool:
    """Return whether all that was seen is in the history, in the order it was seen."""
    rest = iter(history)
    return all(any(value == known for known in rest) for value in seen)
