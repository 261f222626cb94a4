"""The documented configuration file: every setting with what it does, what it may be and its default."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ldn_tui.config.settings import KEYS_ABOUT, KEYS_TABLE, SETTINGS


@dataclass(frozen=True, slots=True)
class KeyLine:
    """What the file says of one command's keys.

    Attributes:
        id: what the configuration calls the command.
        keys: its keys without a configuration.
        label: what it does.
    """

    id: str
    keys: tuple[str, ...]
    label: str


def default_file(key_lines: Iterable[KeyLine]) -> Iterator[str]:
    """Yield the lines of the file. Every setting is a comment, so that the file as it is changes nothing."""
    yield "# The settings of ldn-tui. Each stands here as a comment with its default: take the # away to change it."
    yield "# The app reads this file when it starts, and never writes it."
    for setting in SETTINGS:
        yield ""
        yield from (f"# {line}" for line in setting.about)
        yield f"#{setting.name} = {setting.default}"
    yield ""
    yield from (f"# {line}" for line in KEYS_ABOUT)
    yield f"#[{KEYS_TABLE}]"
    for line in key_lines:
        keys = ", ".join(_quoted(key) for key in line.keys)
        yield f'#"{line.id}" = [{keys}]  # {line.label}'


def _quoted(key: str) -> str:
    return "'\"'" if key == '"' else f"'{key}'" if key == "\\" else f'"{key}"'
