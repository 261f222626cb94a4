"""Colours that can be told apart and read: the heat ramp, and the app's own themes, for every kind of eye."""

from itertools import combinations, pairwise

import pytest
from textual.color import Color, Lab, rgb_to_lab
from textual.theme import BUILTIN_THEMES, Theme

from ldn_tui.config.theme_names import THEME_NAMES
from ldn_tui.tui.contrast import BLACK, READABLE, contrast, readable_ink
from ldn_tui.tui.offered_themes import THEMES
from ldn_tui.tui.theme import OWN_THEMES, heat

INKS = ("foreground", "primary", "secondary", "accent", "warning", "error", "success", "text-muted")
GROUNDS = ("background", "surface", "panel")

# What becomes of linear red, green and blue in an eye that lacks one kind of cone (Machado, Oliveira & Fernandes 2009,
# severity 1.0).
VISIONS = {
    "full": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen(colour: Color, vision: str) -> Lab:
    """Return how a colour looks to an eye, in CIE L*a*b*."""
    linear = [_to_linear(channel / 255) for channel in colour.rgb]
    mixed = [sum(weight * channel for weight, channel in zip(row, linear, strict=True)) for row in VISIONS[vision]]
    red, green, blue = (round(255 * _from_linear(min(max(channel, 0.0), 1.0))) for channel in mixed)
    return rgb_to_lab(Color(red, green, blue))


def _to_linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _from_linear(value: float) -> float:
    return 12.92 * value if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)


def apart(first: Lab, second: Lab) -> float:
    """Return how far two colours lie apart (CIE 1976); 2.3 is what the eye just tells."""
    return float(((first.L - second.L) ** 2 + (first.a - second.a) ** 2 + (first.b - second.b) ** 2) ** 0.5)


def colour_of(theme: Theme, name: str) -> Color:
    return Color.parse(theme.variables.get(name) or getattr(theme, name))


@pytest.mark.parametrize("theme", OWN_THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ink", INKS)
@pytest.mark.parametrize("ground", GROUNDS)
def test_text_stands_out(theme: Theme, ink: str, ground: str) -> None:
    least = 7.0 if "contrast" in theme.name else READABLE
    assert contrast(colour_of(theme, ink), colour_of(theme, ground)) >= least


@pytest.mark.parametrize("theme", OWN_THEMES, ids=lambda theme: theme.name)
def test_rules_are_seen(theme: Theme) -> None:
    assert contrast(colour_of(theme, "rule"), colour_of(theme, "background")) >= 3


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("theme", OWN_THEMES, ids=lambda theme: theme.name)
def test_what_is_drawn_in_one_chart_differs_for_every_eye(theme: Theme, vision: str) -> None:
    series = [seen(colour_of(theme, name), vision) for name in ("primary", "accent", "text-muted")]
    assert min(apart(first, second) for first, second in combinations(series, 2)) >= 10


@pytest.mark.parametrize("vision", VISIONS)
def test_each_rating_is_lighter_than_the_worse_one_for_every_eye(vision: str) -> None:
    # Twice what the eye just tells.
    lightness = [seen(heat(rating / 10)[0], vision).L for rating in range(11)]
    assert min(better - worse for worse, better in pairwise(lightness)) >= 4.5


@pytest.mark.parametrize("tenths", range(101))
def test_a_digit_stands_out_on_its_heat(tenths: int) -> None:
    background, foreground = heat(tenths / 100)
    assert contrast(background, foreground) >= READABLE


def test_lighter_is_better_at_every_step() -> None:
    brightness = [contrast(heat(step / 20)[0], BLACK) for step in range(21)]
    assert brightness == sorted(brightness)
    assert len(set(brightness)) == 21


def test_an_ink_moves_no_further_than_it_must() -> None:
    ground = Color.parse("#202020")
    readable = Color.parse("#ffff00")
    assert readable_ink(readable, [ground]) == readable
    assert READABLE <= contrast(readable_ink(Color.parse("#303030"), [ground]), ground) < 6


@pytest.mark.parametrize("name", [name for name in THEMES if not THEMES[name].ansi])
def test_every_theme_keeps_its_ground_and_has_inks_for_it(name: str) -> None:
    theme = THEMES[name]
    grounds = [colour_of(theme, ground) for ground in GROUNDS]
    for ink in (*INKS, "footer-key-foreground", "text-disabled"):
        assert min(contrast(colour_of(theme, ink), ground) for ground in grounds) >= READABLE


def test_the_settings_know_every_theme_of_the_app_and_of_textual() -> None:
    builtin = sorted(BUILTIN_THEMES, key=lambda name: (not BUILTIN_THEMES[name].ansi, name))
    assert (*(theme.name for theme in OWN_THEMES), *builtin) == THEME_NAMES
    assert list(THEMES) == list(THEME_NAMES)
