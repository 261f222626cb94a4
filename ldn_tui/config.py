"""The configuration file: a few settings in TOML, read once by whoever starts the program."""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import time
from pathlib import Path
from typing import Any

from ldn_tui.domain.dates import WEEKDAYS
from ldn_tui.domain.errors import WrongUsage
from ldn_tui.domain.text import visible


@dataclass(frozen=True, slots=True)
class Config:
    """The settings.

    Attributes:
        day_starts_at: when a new day begins on the clock; what is earlier belongs to the day before. Changing it
            re-reads how late values are; days themselves are never moved.
        week_starts_on: the weekday on which a week begins, 0 for Monday.
        db: the journal's file, if it is not in the platform's data folder.
        theme: the name of a Textual theme, None for the app's own choice.
    """

    day_starts_at: time = time(4, 0)
    week_starts_on: int = 0
    db: str | None = None
    theme: str | None = None


def read_config(path: Path) -> Config:
    """Return the settings in the file at `path`; the defaults where there is no such file.

    Raises:
        WrongUsage: the file cannot be read, or a key or value in it is wrong; the message names file and line.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(f"{visible(str(path))} cannot be read ({error}): mend it or move it away.") from None
    import tomllib

    try:
        settings = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongUsage(f"{visible(str(path))} is not TOML: {visible(str(error))}.") from None
    except RecursionError:
        raise WrongUsage(f"{visible(str(path))} is nested too deep for settings: mend it or move it away.") from None
    known = [field.name for field in fields(Config)]
    values: dict[str, Any] = {}
    for key, value in settings.items():
        where = f"{visible(str(path))}, line {_line_of(key, text)}"
        if key not in known:
            raise WrongUsage(f"{where}: there is no setting {visible(key)!r}; there are {', '.join(known)}.")
        try:
            values[key] = _READERS[key](value)
        except ValueError as error:
            raise WrongUsage(f"{where}: {key} = {visible(repr(value))}: {error}.") from None
    return Config(**values)


def _line_of(key: str, text: str) -> int:
    for number, line in enumerate(text.splitlines(), 1):
        if re.match(rf"\s*\[*\s*[\"']?{re.escape(key)}\b", line):
            return number
    return 1


def _read_time(value: object) -> time:
    if isinstance(value, time):
        moment = value
    else:
        match = re.fullmatch(r"(\d{1,2}):(\d{2})", value, re.ASCII) if isinstance(value, str) else None
        if match is None or int(match[1]) > 23 or int(match[2]) > 59:
            raise ValueError('write a time like "04:00"')
        moment = time(int(match[1]), int(match[2]))
    if moment.hour >= 12:
        raise ValueError("a day can begin between 00:00 and 11:59")
    return moment.replace(second=0, microsecond=0)


def _read_weekday(value: object) -> int:
    for index, name in enumerate(WEEKDAYS):
        if isinstance(value, str) and len(value) >= 3 and name.lower().startswith(value.lower()):
            return index
    raise ValueError('write a weekday like "monday"')


def _read_text(value: object) -> str:
    if not isinstance(value, str) or not value:
        raise ValueError("write it in quotes")
    return value


_READERS: dict[str, Callable[[object], object]] = {
    "day_starts_at": _read_time,
    "week_starts_on": _read_weekday,
    "db": _read_text,
    "theme": _read_text,
}
