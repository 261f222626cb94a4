"""Reading the file. What is wrong in it is left at its default and told, all at once: nobody loses an evening to it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import Any

from ldn_tui.config.settings import KEYS_TABLE, SETTINGS, Config, KeySetting, Problem, quoted
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.text import visible
from ldn_tui.named_files import LARGEST_TYPED, read_whole

JOURNAL_SETTING = "db"
# In a file that is no TOML: whether one of its lines may be meant to choose the journal.
_NAMES_JOURNAL = re.compile(r"""^[^#\n]*?\b(db|journal|database)\b["']?[ \t]*=""", re.IGNORECASE | re.MULTILINE)
# What only the name of a journal looks like.
_LOOKS_LIKE_JOURNAL = re.compile(r"[/\\]|\.(db|sqlite3?)$", re.IGNORECASE)


def read_config(path: Path) -> Config:
    """Return the settings in the file at `path`: its defaults where there is no such file, or a value is wrong."""
    try:
        # Windows' editor puts a mark before the text.
        with TextIOWrapper(BytesIO(read_whole(path, LARGEST_TYPED)), encoding="utf-8-sig") as file:
            text = file.read()
    except (FileNotFoundError, NotADirectoryError):
        return Config()
    except BadInput as error:
        return _refused(f"it {error}.", path, db_in_doubt=True)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        return _refused(f"it cannot be read ({reason}): mend it or move it away.", path, db_in_doubt=True)
    import tomllib

    try:
        settings = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        reason = f"it is not TOML, so nothing in it is obeyed: {visible(str(error))}."
        return _refused(reason, path, db_in_doubt=_NAMES_JOURNAL.search(text) is not None)
    except RecursionError:
        return _refused("it is nested too deep for settings, so nothing in it is obeyed.", path, db_in_doubt=True)
    return _SettingsInFile(path, text).config(settings)


def _refused(reason: str, path: Path, *, db_in_doubt: bool) -> Config:
    return Config(problems=(Problem(visible(str(path)), reason),), db_in_doubt=db_in_doubt)


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that `name` was most likely meant to be."""
    import difflib

    by_lower = {each.lower(): each for each in known}
    found = difflib.get_close_matches(name.lower(), by_lower, 1)
    return by_lower[found[0]] if found else None


class _SettingsInFile:
    """One file, as it is read."""

    def __init__(self, path: Path, text: str) -> None:
        from ldn_tui.config.toml_lines import lines_of_keys

        self._path = visible(str(path))
        self._lines = lines_of_keys(text)
        self._problems: list[tuple[tuple[str, ...], str]] = []
        self._db_in_doubt = False

    def config(self, settings: Mapping[str, object]) -> Config:
        """Return the settings."""
        readers = {setting.name: setting.read for setting in SETTINGS}
        values: dict[str, Any] = {}
        for name, value in settings.items():
            if name == KEYS_TABLE:
                continue
            if name not in readers:
                self._unknown(name, value, [*readers, KEYS_TABLE])
                continue
            try:
                values[name] = readers[name](value)
            except ValueError as error:
                self._complain((name,), f"{name} = {quoted(value)} is not obeyed: {error}.")
                self._db_in_doubt |= name == JOURNAL_SETTING
        keys = tuple(self._keys(settings.get(KEYS_TABLE, {})))
        lines = tuple((name, self._lines[(name,)]) for name in values)
        problems = tuple(Problem(self._where(path), reason) for path, reason in self._in_order_of_lines())
        return Config(**values, keys=keys, problems=problems, db_in_doubt=self._db_in_doubt, lines=lines)

    def _in_order_of_lines(self) -> list[tuple[tuple[str, ...], str]]:
        return sorted(self._problems, key=lambda problem: self._line(problem[0]))

    def _line(self, path: tuple[str, ...]) -> int:
        """Return the line of a key; of one in an inline table, the table's."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path, 1)

    def _where(self, path: tuple[str, ...]) -> str:
        return f"{self._path}, line {self._line(path)}"

    def _complain(self, path: tuple[str, ...], reason: str) -> None:
        self._problems.append((path, reason))

    def _unknown(self, name: str, value: object, known: Iterable[str]) -> None:
        looks_so = isinstance(value, str) and _LOOKS_LIKE_JOURNAL.search(value) is not None
        meant = JOURNAL_SETTING if looks_so or _NAMES_JOURNAL.match(f"{name} =") else nearest(name, known)
        # A journal's name that is not obeyed would have another journal opened.
        self._db_in_doubt |= meant == JOURNAL_SETTING
        remedy = f"write {meant}" if meant is not None else f"there are {', '.join(known)}"
        self._complain((name,), f"{visible(name)} = {quoted(value)} is not obeyed: no setting has that name, {remedy}.")

    def _keys(self, table: object, path: tuple[str, ...] = (KEYS_TABLE,)) -> Iterator[KeySetting]:
        if not isinstance(table, Mapping):
            self._complain(path, f"{'.'.join(path)} = {quoted(table)} is not obeyed: write [keys] as a table.")
            return
        for name, value in table.items():
            here = (*path, name)
            if isinstance(value, Mapping):
                yield from self._keys(value, here)
                continue
            if len(here) == 2 and name in {setting.name for setting in SETTINGS}:
                self._db_in_doubt |= name == JOURNAL_SETTING
                self._complain(here, f"{name} stands under [keys]: move it above every line in square brackets.")
                continue
            given = [value] if isinstance(value, str) else value
            command = ".".join(here[1:])
            if isinstance(given, list) and all(isinstance(key, str) and key for key in given):
                yield KeySetting(command, tuple(given), self._where(here))
            else:
                remedy = 'write its keys like "n" or ["n", "ctrl+n"]'
                self._complain(here, f"{visible(command)} = {quoted(value)} is not obeyed: {remedy}.")
