"""Text in the characters of ASCII alone, for terminals, printers and readers that have no others.

It is done to what was drawn already, cell for cell: screens, tables and pages keep their columns.
"""

import re
from functools import cache
from unicodedata import category, east_asian_width, normalize

from ldn_tui.domain.glyphs import ASCII_GLYPHS, Glyph, in_a_box

# What frames, charts and intervals are drawn with: several may look alike.
_LINES = {
    **dict.fromkeys("─━╌┈╴╶╸╺▁▔▂", "-"),
    **dict.fromkeys("│┃╎┆┊╵╷╹╻║▏▕▎▍", "|"),
    **dict.fromkeys("┌┐└┘├┤┬┴┼╭╮╰╯┏┓┗┛╔╗╚╝╞╪╡╒╕╘╛╟╢╠╣╬╤╧", "+"),
    **dict.fromkeys("▓■▪▮▇▆▅▄▃▀▉▊▋", "#"),
    # The two halves around a chosen value
    "▐": "[",
    "▌": "]",
}
# What sentences are written with.
_WORDS = {
    "…": "~",
    "•": "*",
    "×": "x",
    "←": "<",
    "→": ">",
    "↑": "^",
    "↓": "v",
    "⌫": "<",
    "⏎": ";",
    "↵": ";",
    "‹": "<",
    "›": ">",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
    "—": "-",
    "−": "-",
    "µ": "u",
    "ß": "s",
    "ø": "o",
    "Ø": "O",
    "æ": "a",
    "Æ": "A",
    "±": "+",
    "≥": ">",
    "≤": "<",
    "\N{NO-BREAK SPACE}": " ",
    "\u2421": "?",
    "\ufffd": "?",
}
_SIGNS = {**_LINES, **_WORDS, **{str(glyph): sign for glyph, sign in ASCII_GLYPHS.items()}}
# Alone in a cell these would say something else: 6.2 → 4.0 is not 6.2 > 4.0, nor is ≥ 3 the same as > 3. The blank
# beside one gives its cell.
_WITH_A_BLANK = {
    " → ": " ->",
    "≥ ": ">=",
    "≤ ": "<=",
    in_a_box(Glyph.CHOSEN): "(x)",
    in_a_box(Glyph.NOT_CHOSEN): "( )",
}
_SPACED = re.compile(r"(?<=[\w)%]) → (?=[\w(])|[≥≤] |\N{NO-BREAK SPACE}[◉◦]\N{NO-BREAK SPACE}")
UNKNOWN = "?"


def in_ascii(text: str) -> str:
    """Return `text` in ASCII: signs by those of the table, letters without their accents, the rest a question mark.

    Each cell stays a cell: a character of two becomes two question marks, a combining one nothing. Line breaks and
    other control characters are kept.
    """
    if text.isascii():
        return text
    return "".join(map(_in_ascii, _SPACED.sub(lambda found: _WITH_A_BLANK[found[0]], text)))


@cache
def _in_ascii(character: str) -> str:
    if character.isascii():
        return character
    known = _SIGNS.get(character)
    if known is not None:
        return known
    if category(character) in {"Mn", "Me", "Cf"}:
        return ""
    letter = normalize("NFKD", character)[0]
    cells = 2 if east_asian_width(character) in "WF" else 1
    return letter if cells == 1 and letter.isascii() and letter.isprintable() else UNKNOWN * cells
