"""A model of the way back: a state for each step of a journal, where undo and redo must lead."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ldn_tui.storage.schema import TABLES
from tests.faults.journal_file import Content, content, troubles


@dataclass(frozen=True, slots=True)
class Steps:
    """The steps of a file.

    Attributes:
        kinds: "do", "undo" or "redo" by number.
        is_final: whether any of them can never be undone.
    """

    kinds: dict[int, str]
    is_final: bool


class History:
    """Follows a journal's file, change by change.

    Attributes:
        steps: how many steps were seen being made.
        walked: how many of them were undone or redone.
        now: what is recorded now.
    """

    def __init__(self, journal: Path) -> None:
        """Follow the journal at `journal` from where it is now."""
        self.steps = 0
        self.walked = 0
        self._journal = journal
        self._file = journal.read_bytes()
        self._steps = _steps(journal)
        self.now = _recorded(journal)
        # What was recorded after each step that undo can go back over; None where it was never seen.
        self._states: list[Content | None] = [self.now]
        self._here = 0

    def follow(self) -> tuple[bool, list[str]]:
        """Look at the file again; return whether it says something else now, and what is wrong with it, in words."""
        file = self._journal.read_bytes()
        if file == self._file:
            return False, []
        self._file = file
        before, self.now = self.now, _recorded(self._journal)
        known, self._steps = self._steps.kinds, _steps(self._journal)
        new = [kind for number, kind in self._steps.kinds.items() if number not in known]
        found = troubles(self._journal)
        if not known.keys() <= self._steps.kinds.keys():
            # Restored, forgotten, or a note erased in the sitting that wrote it.
            self._begin_again()
        elif not new:
            if self.now != before:
                found += [f"changed without a step: {difference(before, self.now)}"] * (not _is_note(before, self.now))
                self._states[self._here] = self.now
        else:
            for kind in new:
                found += self._walk(kind, is_last=kind is new[-1])
        return self.now != before, found

    def _walk(self, kind: str, *, is_last: bool) -> list[str]:
        if kind == "do":
            self.steps += 1
            self._here += 1
            self._states[self._here :] = [self.now if is_last else None]
            return []
        self.walked += 1
        self._here += -1 if kind == "undo" else 1
        if self._steps.is_final or not 0 <= self._here < len(self._states):
            # What a final step fixed stays, so the way back leads past the states that were seen.
            self._begin_again()
            return []
        expected = self._states[self._here]
        self._states[self._here] = self.now
        if expected is None or expected == self.now or not is_last:
            return []
        return [f"{kind} gave something else: {difference(expected, self.now)}"]

    def _begin_again(self) -> None:
        self._states, self._here = [self.now], 0


def difference(one: Content, other: Content) -> str:
    """Return how two states differ: how many rows of which tables."""
    return "; ".join(
        f"{table}: {len(set(one.get(table, [])) - set(other.get(table, [])))} rows gone, "
        f"{len(set(other.get(table, [])) - set(one.get(table, [])))} new"
        for table in sorted({*one, *other})
        if one.get(table) != other.get(table)
    )


def _recorded(journal: Path) -> Content:
    found = content(journal)
    return {table: found[table] for table in TABLES if found.get(table) and table != "journal"}


def _is_note(before: Content, after: Content) -> bool:
    return {table for table in {*before, *after} if before.get(table) != after.get(table)} == {"note"}


def _steps(journal: Path) -> Steps:
    with closing(sqlite3.connect(f"{journal.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
        rows = connection.execute("SELECT number, kind, final FROM step ORDER BY number").fetchall()
    return Steps({int(number): str(kind) for number, kind, _ in rows}, any(final for _, _, final in rows))
