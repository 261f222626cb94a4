"""Tags in notes: `#ill` marks an event, so that it can be shown on charts, listed and left out."""

import re

# A word behind a number sign that stands alone: neither inside a word nor in an address (page#part).
_TAG = re.compile(r"(?<![\w#/&])#(\w[\w-]*)")
LONGEST_TAG = 40


def tags_of(note: str | None) -> tuple[str, ...]:
    """Return the tags of a note in lower case, without the sign, each once, in the order of the text.

    A number alone (#1) is no tag.
    """
    found = (match[1].rstrip("-").lower() for match in _TAG.finditer(note or ""))
    return tuple(dict.fromkeys(tag for tag in found if len(tag) <= LONGEST_TAG and not tag.isdigit()))
