"""Keys in sentences: a sentence names the command, and whoever shows it fills in the key that command has.

The marks around a command are characters that `visible` never lets through, so nothing a person typed is taken for one.
"""

import re
from collections.abc import Callable

_BEFORE, _AFTER = "\x0e", "\x0f"
_MARKED = re.compile(f"{_BEFORE}([^{_AFTER}]*){_AFTER}")


def key_of(command: str) -> str:
    """Return what stands in a sentence for the key of a command, which is called as the configuration calls it."""
    return f"{_BEFORE}{command}{_AFTER}"


def with_keys(sentence: str, sign: Callable[[str], str]) -> str:
    """Return `sentence` with the key of each command it names.

    Args:
        sentence: with or without commands.
        sign: returns the key of a command as it is written for people.
    """
    return _MARKED.sub(lambda match: sign(match[1]), sentence)
