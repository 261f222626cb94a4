"""What is said of a file that a verb has written."""

from pathlib import Path

from ldn_tui.cli.session import Session
from ldn_tui.domain.text import visible
from ldn_tui.private_files import is_exposed


def say_written(session: Session, path: Path, more: str = "") -> None:
    """Say on stderr where something was written, `more` of it, and whether that place is open to others."""
    session.say(f"Written: {visible(str(path))}{more}", to_stderr=True)
    warn_if_exposed(session, path)


def warn_if_exposed(session: Session, path: Path) -> None:
    """Warn on stderr of a file that others may read or replace: the disk knows no modes, or its folder is shared."""
    if is_exposed(path):
        session.say(
            f"Other users of this computer may read or replace {visible(str(path))}: keep it in a folder of your own.",
            to_stderr=True,
        )
