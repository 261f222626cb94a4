"""The user's own text, shown harmlessly: what a terminal would obey is drawn as a sign instead."""

import re

# Control characters (C0, DEL, C1), line separators, all format characters (bidirectional marks, embeddings, overrides
# and isolates, invisible operators, signs that enclose numbers, tags), the Hangul fillers, and lone surrogates. Of the
# format characters, ZWJ and ZWNJ stay: scripts need them.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u180e"
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ud800-\udfff"
    "\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f]"
)

_TAKES_NO_CELL = frozenset({"Mn", "Me", "Cf"})


def _sign(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"


def visible(text: str) -> str:
    """Return `text` with every unsafe character replaced by one visible sign; the length is kept.

    A line break becomes ↵ and a tab a space, so the answer is always one line. Control characters become their
    pictures (ESC is ␛), everything else that is unsafe becomes �.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNSAFE.sub(_sign, text.replace("\n", "↵").replace("\t", " "))


def visible_lines(text: str) -> str:
    """Return `text` as `visible` does, but with its line breaks kept."""
    return "\n".join(visible(line) for line in text.split("\n"))


def json_safe(document: str) -> str:
    """Return a JSON `document` with unsafe characters escaped: the same data, harmless on a terminal.

    Line breaks between the values are kept.
    """

    def escape(match: re.Match[str]) -> str:
        if match[0] == "\n":
            return "\n"
        encoded = match[0].encode("utf-16-be", "surrogatepass")
        return "".join(f"\\u{encoded[i]:02x}{encoded[i + 1]:02x}" for i in range(0, len(encoded), 2))

    return _UNSAFE.sub(escape, document)


def is_storable(text: str) -> bool:
    """Return whether `text` can be kept: lone surrogates (undecodable bytes) and NUL cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def shorten(text: str, width: int) -> str:
    """Return `text` cut to `width` characters, the last an ellipsis where something was cut."""
    return text if len(text) <= width else text[: max(width - 1, 0)] + "…"


def cells(text: str) -> int:
    """Return how many cells of a terminal `text` takes: a wide character two, a combining one none."""
    if text.isascii():
        return len(text)
    import unicodedata

    return sum(
        0 if unicodedata.category(sign) in _TAKES_NO_CELL else 1 + (unicodedata.east_asian_width(sign) in "WF")
        for sign in text
    )


def padded(text: str, width: int) -> str:
    """Return `text` with blanks behind it, `width` cells in all; longer text as it is."""
    return text + " " * (width - cells(text))
