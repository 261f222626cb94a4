"""Tags in notes: `#ill` marks an event, so that it can be shown on charts, listed and left out."""

import re
from collections.abc import Iterable

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.text import visible

SIGN = "#"
# A word behind a number sign that stands alone: neither inside a word nor in an address (page#part).
_TAG = re.compile(r"(?<![\w#/&])#(\w[\w-]*)")
LONGEST_TAG = 40


def tags_of(note: str | None) -> tuple[str, ...]:
    """Return the tags of a note as they are written, without the sign, each once, in the order of the text.

    A number alone (#1) is no tag. #Ill and #ill are one.
    """
    found = (match[1].rstrip("-") for match in _TAG.finditer(note or ""))
    tags: dict[str, str] = {}
    for tag in found:
        if len(tag) <= LONGEST_TAG and not tag.isdigit():
            tags.setdefault(tag_key(tag), tag)
    return tuple(tags.values())


def tag_key(tag: str) -> str:
    """Return what two spellings of one tag have in common."""
    return tag.casefold()


def signed(tags: Iterable[str]) -> str:
    """Return tags with their signs: "#ill #travel"."""
    return " ".join(f"{SIGN}{tag}" for tag in tags)


def check_tag(text: str) -> str:
    """Return the tag a person typed, with its sign or without, as `tags_of` would find it.

    Raises:
        BadInput: it is none.
    """
    word = text.strip().removeprefix(SIGN)
    if tags_of(SIGN + word) != (word,):
        raise BadInput(f"tag {visible(text)!r} is none: write one word, like ill or #ill")
    return word
