"""The app's own colours: four themes, and the heat ramp that means the same everywhere.

The ramp runs from dark (worse) to light (better). Its luminance alone tells its steps apart, so it reads for the
colour-blind and in grey; the digit on it is always black or white, whichever stands out more. The inks of the themes
differ in blue against yellow and in lightness, never in red against green alone.
"""

from dataclasses import replace
from functools import cache

from textual.color import Color
from textual.style import Style
from textual.theme import Theme

from ldn_tui.domain.measures import Measure
from ldn_tui.tui.contrast import best_ink

DARK = "ldn-dark"
LIGHT = "ldn-light"
CONTRAST_DARK = "ldn-contrast-dark"
CONTRAST_LIGHT = "ldn-contrast-light"


def _own(theme: Theme, *, muted: str, rule: str, selection: str) -> Theme:
    """Return `theme` with the inks of quiet text, of frames and rules, and the ground of what is selected."""
    variables = {
        "footer-key-foreground": theme.accent or theme.primary,
        "input-selection-background": selection,
        "text-muted": muted,
        "text-disabled": muted,
        "rule": rule,
    }
    return replace(theme, warning=theme.accent, variables=variables)


OWN_THEMES = (
    _own(
        Theme(
            DARK,
            primary="#7aa2c8",
            secondary="#9aa8b8",
            accent="#e8b45a",
            error="#e58a7b",
            success="#8fbf9f",
            foreground="#d9dee4",
            background="#14181d",
            surface="#1b2027",
            panel="#232a33",
            dark=True,
        ),
        muted="#97a3b0",
        rule="#6b7683",
        selection="#7aa2c8 35%",
    ),
    _own(
        Theme(
            LIGHT,
            primary="#2b5f8e",
            secondary="#52606d",
            accent="#8a5300",
            error="#a3321f",
            success="#2d6a45",
            foreground="#1d232a",
            background="#fbfaf7",
            surface="#f1efe9",
            panel="#e5e2da",
            dark=False,
        ),
        muted="#5b6672",
        rule="#86909b",
        selection="#2b5f8e 25%",
    ),
    _own(
        Theme(
            CONTRAST_DARK,
            primary="#9fd0ff",
            secondary="#d0dae6",
            accent="#ffd75e",
            error="#ffb3a3",
            success="#a9f0c4",
            foreground="#ffffff",
            background="#000000",
            surface="#000000",
            panel="#1c1c1c",
            dark=True,
        ),
        muted="#d6d6d6",
        rule="#a8a8a8",
        selection="#9fd0ff 40%",
    ),
    _own(
        Theme(
            CONTRAST_LIGHT,
            primary="#003a75",
            secondary="#2a3440",
            accent="#5c3600",
            error="#7a1205",
            success="#0b4a26",
            foreground="#000000",
            background="#ffffff",
            surface="#ffffff",
            panel="#e8e8e8",
            dark=False,
        ),
        muted="#333333",
        rule="#666666",
        selection="#003a75 25%",
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
    return background, best_ink(background)


def heat_style(measure: Measure, value: float) -> Style:
    """Return the style of a chip that shows `value` of `measure`."""
    return _chip(measure.goodness(value))


@cache
def _chip(goodness: float) -> Style:
    background, foreground = heat(goodness)
    return Style(background=background, foreground=foreground, bold=True)
