"""Looking a journal's file over for damage, beside whatever else is going on."""

import threading
from pathlib import Path

from ldn_tui.domain.errors import DamagedJournal, LdnError
from ldn_tui.storage.soundness import check_file


class CheckInBackground:
    """One look over the whole file, in a thread with a connection of its own."""

    def __init__(self, path: Path) -> None:
        """Prepare to look over the file at `path`."""
        self.damage: DamagedJournal | None = None
        self._path = path
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look."""
        self._thread = threading.Thread(target=self._look, name="the look over the file", daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether nothing is being looked at (any more)."""
        return self._thread is None or not self._thread.is_alive()

    def wait(self) -> DamagedJournal | None:
        """Wait until the look is over, if it has begun, and return what it found."""
        if self._thread is not None:
            self._thread.join()
            self._thread = None
        return self.damage

    def _look(self) -> None:
        try:
            check_file(self._path)
        except DamagedJournal as damage:
            self.damage = damage
        except LdnError:
            # Held by another program, or out of reach: reading and writing will say so themselves.
            return
