"""What is said of a file that a verb has written or is to write."""

from pathlib import Path

from ldn_tui.cli.session import Session
from ldn_tui.domain.errors import WrongUsage
from ldn_tui.domain.text import visible
from ldn_tui.private_files import is_exposed


def say_written(session: Session, path: Path, more: str = "") -> None:
    """Say on stderr where something was written, `more` of it, and whether that place is open to others."""
    session.say(f"Written: {visible(str(path))}{more}", to_stderr=True)
    warn_if_exposed(session, path)


def refuse_unencrypted_age(path: Path) -> None:
    """Make sure that nobody takes what is not encrypted for what is, by its name.

    Raises:
        WrongUsage: `path` ends in .age.
    """
    if path.suffix.lower() == ".age":
        raise WrongUsage(
            f"{visible(str(path))} ends in .age, but is not encrypted: add --encrypt, or choose another name"
        )


def warn_if_exposed(session: Session, path: Path) -> None:
    """Warn on stderr of a file that others may read or replace: the disk knows no modes, or its folder is shared."""
    if is_exposed(path):
        session.say(
            f"Other users of this computer may read or replace {visible(str(path))}: keep it in a folder of your own.",
            to_stderr=True,
        )
