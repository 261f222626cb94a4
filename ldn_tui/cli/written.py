"""What is said of a file that a verb has written."""

from pathlib import Path

import click

from ldn_tui.domain.text import visible
from ldn_tui.private_files import is_exposed


def say_written(path: Path) -> None:
    """Say on stderr where something was written, and whether that place is open to others."""
    click.echo(f"Written: {visible(str(path))}", err=True)
    warn_if_exposed(path)


def warn_if_exposed(path: Path) -> None:
    """Warn on stderr of a file that others may read or replace: the disk knows no modes, or its folder is shared."""
    if is_exposed(path):
        click.echo(
            f"Other users of this computer may read or replace {visible(str(path))}: keep it in a folder of your own.",
            err=True,
        )
