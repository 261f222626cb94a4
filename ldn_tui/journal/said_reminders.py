"""What reminders have said already, so that nothing is said twice.

It is kept beside the crash logs and not in the journal: a reminder is a matter of this computer, and no change to undo.
Neither the journal's place nor what was due can be read from it.
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

from ldn_tui.domain.due import DueItem
from ldn_tui.journal.lock_files import held_alone
from ldn_tui.private_files import make_private_folder
from ldn_tui.transfer.text_files import write_text_file

_NAME = "reminders.json"
# Nothing stays due for so long that it would be said again.
_KEPT = timedelta(days=730)


class SaidReminders:
    """What was said about one journal on this computer."""

    def __init__(self, folder: Path, journal: Path, today: date) -> None:
        """Remember in `folder` what is said about `journal` on `today`."""
        self._file = folder / _NAME
        # By whatever name or link it is called, it is the same journal.
        self._journal = str(journal.resolve())
        self._today = today

    def not_said(self, items: Iterable[DueItem]) -> tuple[DueItem, ...]:
        """Return those of `items` that were not said yet; all of them where the memory is lost or unreadable."""
        said = self._said()
        return tuple(item for item in items if self._key(item) not in said)

    def claim(self, items: Sequence[DueItem]) -> tuple[DueItem, ...]:
        """Return those of `items` that were not said yet, and remember them as said, so that one caller gets each.

        Raises:
            CannotWrite: they cannot be remembered.
        """
        if not self.not_said(items):
            return ()
        with self._alone():
            found = self.not_said(items)
            if found:
                self._remember(found)
        return found

    def remember(self, items: Iterable[DueItem]) -> None:
        """Remember that `items` were said today; what was said years ago is forgotten.

        Raises:
            CannotWrite: it cannot be remembered.
        """
        with self._alone():
            self._remember(items)

    def _remember(self, items: Iterable[DueItem]) -> None:
        oldest = (self._today - _KEPT).isoformat()
        said = {key: day for key, day in self._said().items() if day >= oldest}
        self._write(said | {self._key(item): self._today.isoformat() for item in items})

    def forget(self, items: Sequence[DueItem]) -> None:
        """Take back that `items` were said: nobody could be reached.

        Raises:
            CannotWrite: it cannot be written.
        """
        gone = {self._key(item) for item in items}
        with self._alone():
            self._write({key: day for key, day in self._said().items() if key not in gone})

    def _alone(self) -> AbstractContextManager[None]:
        """Keep other processes, which read and write the same file, waiting meanwhile."""
        make_private_folder(self._file.parent)
        return held_alone(self._file.with_suffix(".lock"))

    def _key(self, item: DueItem) -> str:
        # A day that was reminded of on its own evening is no new thing on the next one.
        what = ("day", "") if item.kind in {"day", "fill"} else (item.kind, item.words)
        words = json.dumps([self._journal, what[0], item.since.isoformat(), what[1]])
        return sha256(words.encode()).hexdigest()[:32]

    def _said(self) -> dict[str, str]:
        try:
            said = json.loads(self._file.read_text(encoding="utf-8"))["said"]
            return {str(key): str(day) for key, day in said.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}

    def _write(self, said: dict[str, str]) -> None:
        write_text_file(self._file, json.dumps({"version": 1, "said": said}, indent=2) + "\n", replace=True)
