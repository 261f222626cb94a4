"""The one table of the signs that tell a state, and of what stands for each where there is only ASCII.

No two states share a sign, neither in Unicode nor in ASCII: without colours, signs are all there is.
"""

from enum import StrEnum, unique


@unique
class Glyph(StrEnum):
    """A sign that tells a state; the value is the sign itself."""

    # What a day has besides its ratings
    DOSE_TAKEN = "●"
    DOSE_NOT_TAKEN = "○"
    SIDE_EFFECT = "!"
    DECISION = "◆"
    DOSE_STEP = "▿"
    IMPRESSION = "★"
    LAB = "△"
    LAB_OUTSIDE = "◇"
    EVENT = "#"
    NOTE = "✎"
    RESCUE = "+"
    MORE = "⋯"

    # How a value stands
    LATE = "~"
    RECALLED = "≈"
    NO_ANSWER = "–"
    NOT_RATED = "·"
    PENDING = "↻"

    # How a day stands
    PARTIAL = "◐"
    SKIPPED = "»"
    OPEN = "?"
    MISSED = "□"
    TODAY = "▲"

    # How bad a side effect is
    MILD = "¹"
    MODERATE = "²"
    SEVERE = "³"

    # Phases: the density tells them apart without colour
    BASELINE = "▒"
    TITRATION = "░"
    TREATMENT = "█"
    WASHOUT = "╱"
    PAUSE = "┄"
    FOLLOW_UP = "═"

    # Where a change begins to last
    ONSET = "↦"

    # Where one is, and what is chosen
    CURSOR = "▸"
    CHOSEN = "◉"
    NOT_CHOSEN = "◦"
    RECORDED = "✓"


ASCII_GLYPHS = {
    Glyph.DOSE_TAKEN: "@",
    Glyph.DOSE_NOT_TAKEN: "o",
    Glyph.SIDE_EFFECT: "!",
    Glyph.DECISION: "&",
    Glyph.DOSE_STEP: "v",
    Glyph.IMPRESSION: "*",
    Glyph.LAB: "L",
    Glyph.LAB_OUTSIDE: "X",
    Glyph.EVENT: "#",
    Glyph.NOTE: '"',
    Glyph.RESCUE: "+",
    Glyph.MORE: ",",
    Glyph.LATE: "~",
    Glyph.RECALLED: "<",
    Glyph.NO_ANSWER: "-",
    Glyph.NOT_RATED: ".",
    Glyph.PENDING: "U",
    Glyph.PARTIAL: "(",
    Glyph.SKIPPED: ")",
    Glyph.OPEN: "?",
    Glyph.MISSED: "_",
    Glyph.TODAY: "^",
    Glyph.MILD: "1",
    Glyph.MODERATE: "2",
    Glyph.SEVERE: "3",
    Glyph.BASELINE: ":",
    Glyph.TITRATION: ";",
    Glyph.TREATMENT: "%",
    Glyph.WASHOUT: "/",
    Glyph.PAUSE: "|",
    Glyph.FOLLOW_UP: "=",
    Glyph.ONSET: "}",
    Glyph.CURSOR: ">",
    Glyph.CHOSEN: "x",
    Glyph.NOT_CHOSEN: "`",
    Glyph.RECORDED: "V",
}


def in_a_box(sign: Glyph) -> str:
    """Return a sign of what can be chosen between two blanks that are no other blanks: ASCII has ( ) and (x) there."""
    return f"\N{NO-BREAK SPACE}{sign}\N{NO-BREAK SPACE}"
