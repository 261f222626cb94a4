"""`ldn config`: the settings in force, where each comes from, and the documented file."""

from collections.abc import Iterator

import click

from ldn_tui.cli.session import Session
from ldn_tui.config.default_file import KeyLine, default_file
from ldn_tui.config.settings import SETTINGS, quoted
from ldn_tui.domain.dates import WEEKDAYS
from ldn_tui.domain.errors import WrongUsage
from ldn_tui.domain.text import visible
from ldn_tui.keys.in_force import Keys, choosable_commands, key_rows, label_of, resolve
from ldn_tui.keys.names import sign_of
from ldn_tui.paths import config_file

_NOT_SAID_BY_FILE = {"--db": "--db", "LDN_DB": "LDN_DB", "platform": "the platform's data folder"}


@click.command(
    "config",
    epilog="\b\nExamples:\n  ldn config\n  ldn config --keys\n  ldn config --default > config.toml",
)
@click.option("--default", "as_default", is_flag=True, help="Print the whole file, commented, with every default.")
@click.option("--path", "as_path", is_flag=True, help="Print where the file is, or would be.")
@click.option("--keys", "as_keys", is_flag=True, help="Print every command with its keys and what the file calls it.")
@click.pass_obj
def config_command(session: Session, as_default: bool, as_path: bool, as_keys: bool) -> None:
    """Say which settings are in force, and where each comes from.

    What is wrong in the file is named with its line, and left at its default. Nothing ever writes the file but you.
    """
    if as_default + as_path + as_keys > 1:
        raise WrongUsage("--default, --path and --keys print different things: choose one.")
    if as_path:
        click.echo(str(config_file()))
    elif as_default:
        lines = (
            KeyLine(id_, tuple(_written(key) for key in command.ids[id_]), label_of(id_))
            for id_, command in choosable_commands()
        )
        click.echo("\n".join(default_file(lines)))
    elif as_keys:
        session.say(_key_lines(resolve(session.config.keys)[0]))
    else:
        session.say(_in_force(session))


def _written(key: str) -> str:
    """Return a key as a person writes it in the file."""
    sign = sign_of(key)
    return sign if len(sign) == 1 and sign.isascii() else key


def _in_force(session: Session) -> Iterator[str]:
    """Yield each setting with its value and what set it."""
    config, path = session.config, visible(str(config_file()))
    rows = [(setting.name, *_value_of(setting.name, session)) for setting in SETTINGS]
    lines = dict(config.lines)
    told = [
        (name, value, source or (f"line {lines[name]}" if name in lines else "default")) for name, value, source in rows
    ]
    names, values = max(len(name) for name, _, _ in told), max(len(value) for _, value, _ in told)
    yield path if config_file().exists() else f"{path}  (not made yet; none is needed)"
    yield from (f"{name:<{names}}  {value:<{values}}  {source}" for name, value, source in told)
    given = resolve(config.keys)[0]
    for id_, _ in choosable_commands():
        if id_ in given.given:
            yield f"{id_:<{names}}  {given.signs(id_)}  (default {Keys().signs(id_) or 'none'}): {label_of(id_)}"


def _value_of(name: str, session: Session) -> tuple[str, str]:
    """Return a setting's value as the file would write it, and what set it if neither the file nor the default did."""
    value = getattr(session.config, name)
    if name == "db":
        try:
            paths = session.paths
        except WrongUsage as error:
            return "not known", str(error)
        return quoted(str(paths.journal)), _NOT_SAID_BY_FILE.get(paths.journal_from, "")
    if name == "week_starts_on":
        return quoted(WEEKDAYS[value].lower()), ""
    if value is None:
        return "not set", ""
    return (quoted(f"{value:%H:%M}") if hasattr(value, "hour") else quoted(value)), ""


def _key_lines(keys: Keys) -> Iterator[str]:
    """Yield every command with its keys, place by place."""
    by_place = key_rows(keys)
    names = max(len(row.id) for rows in by_place.values() for row in rows)
    shown = max(len(row.signs) for rows in by_place.values() for row in rows)
    for place, rows in by_place.items():
        yield place.value[0].upper() + place.value[1:]
        yield from (f"  {row.signs:<{shown}}  {row.id:<{names}}  {row.label}" for row in rows)
