"""Which journals have greeted already: noted beside the programs' other notes, for a greeting is no step of a diary."""

from contextlib import suppress

from ldn_tui.domain.errors import LdnError
from ldn_tui.paths import state_folder
from ldn_tui.private_files import keep_file_private, make_private_folder

_FILE = "greeted"


def has_greeted(journal: str) -> bool:
    """Return whether the person has answered the greeting of the journal with that id."""
    with suppress(OSError, UnicodeDecodeError):
        return journal in (state_folder() / _FILE).read_text(encoding="utf-8").split("\n")
    return False


def remember_greeting(journal: str) -> None:
    """Note that the greeting of a journal was answered; where that cannot be noted, it greets once more."""
    with suppress(OSError, LdnError):
        make_private_folder(state_folder())
        file = state_folder() / _FILE
        with file.open("a", encoding="utf-8") as notes:
            notes.write(f"{journal}\n")
        keep_file_private(file)
