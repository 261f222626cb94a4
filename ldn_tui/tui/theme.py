"""The app's colours: two themes, and the heat ramp that means the same everywhere.

The ramp runs from dark (worse) to light (better). Its luminance alone tells its steps apart, so it reads for the
colour-blind and in grey; the digit on it is always black or white, whichever stands out more.
"""

from functools import cache

from textual.color import Color
from textual.style import Style
from textual.theme import Theme

from ldn_tui.domain.measures import Measure

DARK = "ldn-dark"
LIGHT = "ldn-light"

THEMES = (
    Theme(
        name=DARK,
        primary="#7aa2c8",
        secondary="#9aa8b8",
        accent="#e8b45a",
        warning="#e8b45a",
        error="#e58a7b",
        success="#8fbf9f",
        foreground="#d9dee4",
        background="#14181d",
        surface="#1b2027",
        panel="#232a33",
        dark=True,
        variables={
            "footer-key-foreground": "#e8b45a",
            "input-selection-background": "#7aa2c8 35%",
            "text-muted": "#97a3b0",
        },
    ),
    Theme(
        name=LIGHT,
        primary="#2b5f8e",
        secondary="#52606d",
        accent="#8a5300",
        warning="#8a5300",
        error="#a3321f",
        success="#2d6a45",
        foreground="#1d232a",
        background="#fbfaf7",
        surface="#f1efe9",
        panel="#e5e2da",
        dark=False,
        variables={
            "footer-key-foreground": "#8a5300",
            "input-selection-background": "#2b5f8e 25%",
            "text-muted": "#5b6672",
        },
    ),
)

# Anchors of the ramp, worst to best: after cividis (Nunez, Anderton & Renslow 2018), which was computed to look
# alike with and without colour-vision deficiency.
_RAMP = ("#00224e", "#233e6c", "#434e6c", "#5f6270", "#7d7c78", "#9b9877", "#bcb36b", "#e0d158", "#fee838")


@cache
def heat(goodness: float) -> tuple[Color, Color]:
    """Return (background, foreground) for a value of `goodness` 0 (worst) to 1 (best)."""
    place = min(max(goodness, 0.0), 1.0) * (len(_RAMP) - 1)
    index = min(int(place), len(_RAMP) - 2)
    background = Color.parse(_RAMP[index]).blend(Color.parse(_RAMP[index + 1]), place - index)
    white, black = Color(255, 255, 255), Color(0, 0, 0)
    return background, max((white, black), key=lambda ink: contrast(ink, background))


def contrast(first: Color, second: Color) -> float:
    """Return the contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: Color) -> float:
    channels = (channel / 255 for channel in (colour.r, colour.g, colour.b))
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def heat_style(measure: Measure, value: float) -> Style:
    """Return the style of a chip that shows `value` of `measure`."""
    return _chip(measure.goodness(value))


@cache
def _chip(goodness: float) -> Style:
    background, foreground = heat(goodness)
    return Style(background=background, foreground=foreground, bold=True)
