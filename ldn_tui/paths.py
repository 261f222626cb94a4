"""Where things are on this platform. Nothing is made by asking."""

import os
from dataclasses import dataclass
from pathlib import Path

from ldn_tui.domain.errors import WrongUsage
from ldn_tui.domain.text import visible

DB_VARIABLE = "LDN_DB"
CONFIG_VARIABLE = "LDN_CONFIG"


@dataclass(frozen=True, slots=True)
class Paths:
    """The places in use.

    Attributes:
        journal: the journal's file.
        journal_from: what chose it: "--db", "LDN_DB", "config" or "platform".
        config: the configuration file (it need not exist).
    """

    journal: Path
    journal_from: str
    config: Path

    @property
    def backups(self) -> Path:
        """The folder of the journal's backups."""
        return backups_folder(self.journal)

    @property
    def state(self) -> Path:
        """The folder of the crash logs."""
        return state_folder()


def backups_folder(journal: Path) -> Path:
    """Return the folder of a journal's backups, which lies beside the journal."""
    return journal.parent / "backups"


def state_folder() -> Path:
    """Return the platform's folder for what a program notes of its own runs: the crash logs."""
    import platformdirs

    return Path(platformdirs.user_state_dir("ldn-tui", appauthor=False))


def config_file() -> Path:
    """Return the configuration file's place: LDN_CONFIG, else the platform's configuration folder."""
    chosen = os.environ.get(CONFIG_VARIABLE)
    if chosen:
        return Path(chosen).expanduser()
    import platformdirs

    return Path(platformdirs.user_config_dir("ldn-tui", appauthor=False)) / "config.toml"


def _can_be_name(text: str) -> bool:
    """Return whether the system can be asked for a file of that name at all."""
    try:
        return b"\0" not in os.fsencode(text)
    except UnicodeEncodeError:
        return False


def find_paths(option: str | None, configured: str | None) -> Paths:
    """Return the places in use: `--db` before LDN_DB before the configuration before the platform's data folder.

    Args:
        option: the value of `--db`, if given.
        configured: the value of `db` in the configuration, if set.

    Raises:
        WrongUsage: `--db` is given and empty, or the place that is chosen can be no file's name.
    """
    config = config_file()
    if option is not None and not option.strip():
        raise WrongUsage("--db is empty: name the journal's file, or leave the option out")
    for text, source in (
        (option, "--db"),
        (os.environ.get(DB_VARIABLE), DB_VARIABLE),
        (configured, "config"),
    ):
        if text:
            if not _can_be_name(text):
                raise WrongUsage(f"{source}: no file can be called {visible(text)!r}: name the journal's file")
            return Paths(Path(text).expanduser(), source, config)
    import platformdirs

    folder = Path(platformdirs.user_data_dir("ldn-tui", appauthor=False))
    return Paths(folder / "journal.db", "platform", config)
