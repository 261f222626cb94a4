"""Every command of the command line, with the words that name it."""

from collections.abc import Iterator

import click

from ldn_tui.cli.verbs import ldn

Path = tuple[str, ...]


def commands(command: click.Command = ldn, path: Path = ()) -> Iterator[tuple[Path, click.Command]]:
    """Yield every command below and with `command`, with the words after `ldn` that name it."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from commands(found, (*path, name))
