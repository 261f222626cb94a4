"""The one tree of errors; each carries a message fit for a person and the exit code of the command line."""

from pathlib import Path
from typing import ClassVar


class LdnError(Exception):
    """Anything the app refuses or cannot do. `str(error)` says what is wrong and what to do."""

    exit_code: ClassVar[int] = 1


class NothingToDo(LdnError):
    """The question was understood and the answer is no (nothing to undo, say)."""


class WrongUsage(LdnError):
    """The words of a call are wrong: a missing option, an unknown form."""

    exit_code: ClassVar[int] = 2


class NeedsConfirmation(LdnError):
    """It can be done, but not without being asked.

    Attributes:
        facts: what follows from it, in whole sentences: what a question on screen says.
        option: how the command line confirms it, a sentence of its own ("Add --yes to make it.").
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, facts: str, option: str) -> None:
        """Say what follows, and how the command line confirms it."""
        super().__init__(f"{facts} {option}")
        self.facts = facts
        self.option = option


class BadInput(LdnError):
    """A value that cannot be accepted. The message names the field, the value and the remedy."""

    exit_code: ClassVar[int] = 3


class JournalError(LdnError):
    """The journal's file cannot be used as it is."""

    exit_code: ClassVar[int] = 4


class MissingJournal(JournalError):
    """There is no file at that place."""


class ForeignFile(JournalError):
    """The file is not an ldn-tui journal."""


class OtherJournal(JournalError):
    """The file is another journal than the one that was opened."""


class NewerJournal(JournalError):
    """The file was written by a later version of the app."""


class DamagedJournal(JournalError):
    """SQLite reports damage in the file.

    Attributes:
        path: the file.
    """

    def __init__(self, message: str, path: Path) -> None:
        """Say what is wrong with the file at `path`."""
        super().__init__(message)
        self.path = path


class LockedJournal(JournalError):
    """Another program holds the file.

    Attributes:
        who: the program, as a sentence begins with it.
    """

    def __init__(self, message: str, who: str = "Another program") -> None:
        """Say that it does, and which one where that can be told."""
        super().__init__(message)
        self.who = who


class CannotWrite(LdnError):
    """The disk refuses: full, read-only, no permission."""

    exit_code: ClassVar[int] = 5
