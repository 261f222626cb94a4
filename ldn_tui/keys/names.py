"""What keys are called: by a person who writes them in a file, by Textual, and on the screen. Textual is not needed."""

import re
import unicodedata
from functools import cache

from ldn_tui.domain.text import visible

# Where Textual's name of a sign is not the sign's own.
_SHORT_NAMES = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_NAMED = re.compile(
    r"((ctrl|alt|shift)\+)*(up|down|left|right|home|end|pageup|pagedown|insert|delete|backspace|space|tab|enter|escape|"
    r"f([1-9]|1\d|2[0-4]))|(ctrl|alt)\+[a-z]"
)
_SIGNS = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "backspace": "⌫", "enter": "⏎", "escape": "Esc", "tab": "Tab",
    "pageup": "PgUp", "pagedown": "PgDn", "home": "Home", "end": "End", "delete": "Del", "insert": "Ins",
    "space": "Space",
}  # fmt: skip
# In one cell of ASCII there is no sign for them.
_IN_ASCII = {"⏎": "Enter", "⌫": "Bksp"}


def key_name(written: str) -> str:
    """Return Textual's name of the key a person wrote: a character as it is typed, or a name like "up" or "ctrl+n".

    Raises:
        ValueError: no key is called so; the text says what to write.
    """
    if written == " ":
        return "space"
    if len(written) == 1 and written.isprintable():
        return _name_of_sign(written)
    name = written.strip().lower()
    if _NAMED.fullmatch(name):
        return name
    if sign := _sign_named(name):
        return _name_of_sign(sign)
    raise ValueError(f'"{visible(written)}" is no key: write a character, or a name like up, f7, ctrl+n')


@cache
def sign_of(key: str) -> str:
    """Return how a key, by Textual's name, is written for people: "question_mark" as "?", "ctrl+n" as itself."""
    modifiers, _, name = key.rpartition("+")
    shown = _SIGNS.get(name) or _sign_named(name) or (name.upper() if re.fullmatch(r"f\d+", name) else name)
    return f"{modifiers}+{shown}" if modifiers else shown


def spelled_out(signs: str) -> str:
    """Return the signs of keys with those that ASCII cannot draw as words: "⌫" as "Bksp"."""
    for sign, word in _IN_ASCII.items():
        signs = signs.replace(sign, word)
    return signs


def _name_of_sign(sign: str) -> str:
    if sign.isalnum():
        return sign
    name = unicodedata.name(sign, sign).lower().replace("-", "_").replace(" ", "_")
    return _SHORT_NAMES.get(name, name)


def _sign_named(name: str) -> str | None:
    long_names = {short: long for long, short in _SHORT_NAMES.items()}
    words = long_names.get(name, name).replace("_", " ").upper()
    for candidate in (
        words,
        words.replace(" ", "-"),
        words.replace("LESS THAN", "LESS-THAN").replace("GREATER THAN", "GREATER-THAN"),
    ):
        try:
            sign = unicodedata.lookup(candidate)
        except KeyError:
            continue
        if len(name) > 1 and sign.isprintable():
            return sign
    return None
