"""The themes one can choose: the app's own, the terminal's own colours, and Textual's, made readable."""

from dataclasses import replace
from functools import cache

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from ldn_tui.config.theme_names import THEME_NAMES
from ldn_tui.tui.contrast import best_ink, readable_ink
from ldn_tui.tui.theme import OWN_THEMES

# What the app writes with, by the field of a theme that holds it.
_INKS = ("primary", "secondary", "warning", "error", "success", "accent", "foreground")
_OWN = {theme.name: theme for theme in OWN_THEMES}


class OfferedThemes(dict[str, Theme]):
    """Every theme by its name; one of Textual's is made readable only when it is looked at, for that takes its time."""

    def __getitem__(self, name: str) -> Theme:
        """Return the theme of that name.

        Raises:
            KeyError: there is none.
        """
        return _OWN[name] if name in _OWN else _mended(name)


THEMES = OfferedThemes(
    {name: _OWN.get(name) or BUILTIN_THEMES[name] for name in THEME_NAMES if name in _OWN or name in BUILTIN_THEMES}
)


@cache
def _mended(name: str) -> Theme:
    theme = BUILTIN_THEMES[name]
    return _in_terminal_colours(theme) if theme.ansi else readable(theme)


def _in_terminal_colours(theme: Theme) -> Theme:
    """Return a theme of the terminal's own colours, where quiet text is not dimmed: nobody knows what it lies on."""
    muted = dict.fromkeys(("text-muted", "text-disabled", "foreground-muted", "rule"), "ansi_default")
    return replace(theme, variables={**theme.variables, **muted})


def readable(theme: Theme) -> Theme:
    """Return `theme` with every ink moved as far as it takes to be read on each of its grounds."""
    known = theme.to_color_system().generate()
    background = Color.parse(known["background"])
    grounds = {name: background + Color.parse(known[name]) for name in ("background", "surface", "panel")}
    on = tuple(grounds.values())
    inks = {name: readable_ink(Color.parse(known[name]), on).hex for name in _INKS}
    quiet = readable_ink(grounds["background"].blend(Color.parse(inks["foreground"]), 0.6, alpha=1.0), on).hex
    cursor = Color.parse(inks["primary"])
    return replace(
        theme,
        primary=inks["primary"],
        secondary=inks["secondary"],
        warning=inks["warning"],
        error=inks["error"],
        success=inks["success"],
        accent=inks["accent"],
        foreground=inks["foreground"],
        background=grounds["background"].hex,
        surface=grounds["surface"].hex,
        panel=grounds["panel"].hex,
        variables={
            **theme.variables,
            "text-muted": quiet,
            "text-disabled": quiet,
            "foreground-muted": quiet,
            "rule": quiet,
            "footer-key-foreground": inks["accent"],
            "block-cursor-background": cursor.hex,
            "block-cursor-foreground": best_ink(cursor).hex,
            "input-selection-background": cursor.hex,
            "input-selection-foreground": best_ink(cursor).hex,
        },
    )
