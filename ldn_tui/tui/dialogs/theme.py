"""Choosing a theme: the cursor shows each at once, and leaving brings the one before back."""

from collections.abc import Callable, Iterator
from string import ascii_lowercase
from typing import TYPE_CHECKING

from ldn_tui.domain.errors import CannotWrite
from ldn_tui.tui.dialogs.choice import Choice, ChoiceDialog, ChoiceList
from ldn_tui.tui.offered_themes import THEMES
from ldn_tui.tui.theme import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT

if TYPE_CHECKING:
    from ldn_tui.tui.painted_app import PaintedApp

_HINTS = {
    DARK: "safe for the colour-blind",
    LIGHT: "safe for the colour-blind",
    CONTRAST_DARK: "high contrast",
    CONTRAST_LIGHT: "high contrast",
    "ansi-dark": "the terminal's own 16 colours",
    "ansi-light": "the terminal's own 16 colours",
}


class ThemeDialog(ChoiceDialog[str]):
    """Asks for a theme. Whatever the cursor is on is shown; the answer is the theme to keep."""

    def __init__(self, current: str) -> None:
        """Ask, with the cursor on the theme that is shown."""
        choices = list(_choices())
        super().__init__(
            "Theme",
            choices,
            "Shown as you move; kept for the next time. `theme` in the configuration stays as it is.",
            start=[choice.value for choice in choices].index(current),
        )
        self._before = current

    def on_mount(self) -> None:
        """Begin to show what the cursor is on."""
        self.watch(self.query_one(ChoiceList), "position", self._preview, init=False)

    def _preview(self, position: int) -> None:
        if not self._answered:
            self.app.theme = self._all[position].value

    def close(self, value: str | None) -> None:
        """Return the answer; without one, the theme is what it was."""
        if value is None:
            self.app.theme = self._before
        super().close(value)


def _choices() -> Iterator[Choice[str]]:
    """Yield the app's own and the terminal's, then Textual's in a second column."""
    for letter, name in zip(ascii_lowercase, THEMES, strict=False):
        yield Choice(letter, name, name, _HINTS.get(name, ""), "" if name in _HINTS else "Textual's, made readable")


def ask_theme(app: "PaintedApp", complain: Callable[[str], None]) -> None:
    """Let a person choose a theme; say with `complain` why it could not be remembered."""

    def keep(chosen: str | None) -> None:
        if chosen is None:
            return
        try:
            app.choose_theme(chosen)
        except CannotWrite as error:
            complain(f"The theme is shown, and not remembered: {error}")

    app.push_screen(ThemeDialog(app.theme), keep)
