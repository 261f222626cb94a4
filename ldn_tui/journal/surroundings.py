"""What a person should know of where their journal lies, looked for beside whatever else is going on."""

import shlex
import threading
from collections import deque
from contextlib import closing
from pathlib import Path

from ldn_tui.domain.errors import LdnError
from ldn_tui.domain.text import visible
from ldn_tui.journal.conflict_copies import conflict_copies
from ldn_tui.journal.network_mounts import network_warning
from ldn_tui.paths import state_folder
from ldn_tui.private_files import is_exposed

EXPOSED = "Other users of this computer may read or replace this journal: `ldn doctor` says how to end that."
_NO_PLAIN_QUOTES = frozenset('"$`\\!')


class SurroundingsInBackground:
    """Looks, in a thread, for others' rights, conflict copies and a network disk under a journal; says each once."""

    def __init__(self, path: Path) -> None:
        """Prepare to look around the journal at `path`."""
        self._path = path
        self._named: set[Path] = set()
        self._has_looked_at_rights = False
        self._news: deque[str] = deque()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Begin to look, unless that is going on."""
        if self.is_over:
            self._thread = threading.Thread(target=self._look, name="the look around the file", daemon=True)
            self._thread.start()

    @property
    def is_over(self) -> bool:
        """Whether nothing is being looked at (any more)."""
        return self._thread is None or not self._thread.is_alive()

    def next_news(self) -> str:
        """Return the next thing that was found and not said yet, or nothing."""
        return self._news.popleft() if self._news else ""

    def _look(self) -> None:
        if not self._has_looked_at_rights and is_exposed(self._path):
            self._news.append(EXPOSED)
        self._has_looked_at_rights = True
        warning = network_warning(self._path, state_folder())
        if warning:
            self._news.append(warning)
        for copy in conflict_copies(self._path):
            if copy not in self._named:
                self._named.add(copy)
                self._news.append(
                    f"A second copy of this journal lies beside it. `ldn diff {_quoted(visible(copy.name))}` "
                    f"compares them: {_in_short(self._path, copy)}."
                )


def _in_short(journal: Path, copy: Path) -> str:
    """Return what differs in the copy, in a few words; or that it cannot be told."""
    # Only who has a conflict copy loads what compares two.
    from ldn_tui.journal.comparison import compare
    from ldn_tui.journal.restore import load_copy
    from ldn_tui.storage.loaded import LoadedJournal

    try:
        with closing(LoadedJournal.of_file(journal)) as here, closing(load_copy(copy, journal, _ask_nothing)) as there:
            return compare(here, there).in_short()
    except LdnError:
        return "it cannot be read"


def _ask_nothing() -> str:
    return ""


def _quoted(name: str) -> str:
    """Return a file's name as a shell takes it."""
    return shlex.quote(name) if _NO_PLAIN_QUOTES & set(name) else f'"{name}"'
