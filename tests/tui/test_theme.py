"""Colours that can be read: every text on every ground it stands on, in both themes, and all of the heat ramp."""

import pytest
from textual.color import Color
from textual.theme import Theme

from ldn_tui.tui.theme import THEMES, contrast, heat

READABLE = 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("ink", ["foreground", "primary", "accent", "error", "success", "text-muted"])
@pytest.mark.parametrize("ground", ["background", "surface", "panel"])
def test_text_stands_out(theme: Theme, ink: str, ground: str) -> None:
    colour = theme.variables.get(ink) or getattr(theme, ink)
    assert contrast(Color.parse(colour), Color.parse(getattr(theme, ground))) >= READABLE


@pytest.mark.parametrize("tenths", range(101))
def test_a_digit_stands_out_on_its_heat(tenths: int) -> None:
    background, foreground = heat(tenths / 100)
    assert contrast(background, foreground) >= READABLE


def test_lighter_is_better_at_every_step() -> None:
    black = Color(0, 0, 0)
    brightness = [contrast(heat(step / 20)[0], black) for step in range(21)]
    assert brightness == sorted(brightness)
    assert len(set(brightness)) == 21
