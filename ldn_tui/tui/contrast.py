"""How far two colours stand apart for the eye, and inks made to stand out from every ground they are written on."""

from collections.abc import Sequence

from textual.color import Color

# WCAG 2.2, for text of ordinary size.
READABLE = 4.5
# A little more than asked: terminals with 256 colours round every colour.
_WANTED = 4.7
_STEPS = 20

WHITE, BLACK = Color(255, 255, 255), Color(0, 0, 0)


def contrast(first: Color, second: Color) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Color) -> float:
    """Return the relative luminance of a colour, 0 to 1 (WCAG 2.2)."""
    channels = (channel / 255 for channel in (colour.r, colour.g, colour.b))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def best_ink(ground: Color) -> Color:
    """Return black or white, whichever stands out more from `ground`."""
    return max((WHITE, BLACK), key=lambda ink: contrast(ink, ground))


def readable_ink(ink: Color, grounds: Sequence[Color]) -> Color:
    """Return `ink`, moved towards white or black no further than it takes to be read on all of `grounds`."""
    end = max((WHITE, BLACK), key=lambda end: min(contrast(end, ground) for ground in grounds))
    shades = (ink.blend(end, step / _STEPS, alpha=1.0) for step in range(_STEPS + 1))
    return next((shade for shade in shades if min(contrast(shade, ground) for ground in grounds) >= _WANTED), end)
