"""The theme chosen in the app, remembered from run to run: never in the configuration, which is the person's own file.

Beside the choice stands what the configuration said then: the choice holds until the configuration says something else.
"""

from contextlib import suppress

from ldn_tui.domain.errors import CannotWrite
from ldn_tui.domain.text import visible
from ldn_tui.paths import state_folder
from ldn_tui.private_files import keep_file_private, make_private_folder

_FILE = "theme"


def remembered_theme(configured: str | None) -> str | None:
    """Return the theme chosen last, while the configuration is as it was then; else None.

    Args:
        configured: the theme the configuration names, or None.
    """
    with suppress(OSError, UnicodeDecodeError):
        chosen, _, said = (state_folder() / _FILE).read_text(encoding="utf-8").rstrip("\n").partition("\n")
        if said == (configured or ""):
            return chosen
    return None


def remember_theme(chosen: str, configured: str | None) -> None:
    """Keep a choice for the next run.

    Args:
        chosen: the theme.
        configured: the theme the configuration names, or None.

    Raises:
        CannotWrite: it cannot be kept, and why.
    """
    folder = state_folder()
    make_private_folder(folder)
    try:
        (folder / _FILE).write_text(f"{chosen}\n{configured or ''}\n", encoding="utf-8")
    except OSError as error:
        where = visible(str(folder))
        raise CannotWrite(f"{where} cannot be written to ({error.strerror}): allow it, and choose again.") from None
    keep_file_private(folder / _FILE)
