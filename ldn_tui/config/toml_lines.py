"""Where each key stands in a TOML text: the standard library reads TOML, but does not say on which line."""

import re
import tomllib

KeyPath = tuple[str, ...]

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY_PART = re.compile(r"""[ \t]*(?P<part>[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')[ \t]*""")
# What a value is made of: its strings are skipped whole, for a sign in them means nothing.
_VALUE_PART = re.compile(
    r'''"""(?:[^\\]|\\.)*?"{3,5}|\'\'\'.*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|#[^\n]*|[\[\]{}\n]|[^"'#\[\]{}\n]+''',
    re.DOTALL,
)


def lines_of_keys(text: str) -> dict[KeyPath, int]:
    """Return the line, from 1, of every table and every key of `text`, which must be TOML.

    Keys inside an inline table have no line of their own: they stand where the table does.
    """
    lines: dict[KeyPath, int] = {}
    table: KeyPath = ()
    position = 0
    while (position := _end_of(_BLANK, text, position)) < len(text):
        line = text.count("\n", 0, position) + 1
        if text[position] == "[":
            position += 2 if text.startswith("[[", position) else 1
            table, position = _key_path(text, position)
            lines.setdefault(table, line)
            position = _end_of_line(text, position)
        else:
            path, position = _key_path(text, position)
            for length in range(1, len(path) + 1):
                lines.setdefault(table + path[:length], line)
            position = _end_of_value(text, position)
    return lines


def _end_of(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return position if match is None else match.end()


def _end_of_line(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _key_path(text: str, position: int) -> tuple[KeyPath, int]:
    parts: list[str] = []
    while match := _KEY_PART.match(text, position):
        part = match["part"]
        parts.append(str(tomllib.loads(f"key = {part}")["key"]) if part[0] in "\"'" else part)
        position = match.end()
        if not text.startswith(".", position):
            break
        position += 1
    return tuple(parts), position + 1


def _end_of_value(text: str, position: int) -> int:
    """Return where a value ends: at the first end of a line that is not inside brackets."""
    depth = 0
    while match := _VALUE_PART.match(text, position):
        position = match.end()
        sign = match[0]
        depth += (sign in {"[", "{"}) - (sign in {"]", "}"})
        if sign == "\n" and depth == 0:
            break
    return position if match is not None else len(text)
