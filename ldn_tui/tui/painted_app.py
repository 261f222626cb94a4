"""How the app is painted: in which theme, with colours or without, and with which signs."""

from collections.abc import Sequence

from textual.app import App
from textual.filter import LineFilter, Monochrome, NoColor
from textual.theme import Theme

from ldn_tui.config import Config
from ldn_tui.tui.filters import NamedColours, OnlyAscii, WithoutColours
from ldn_tui.tui.offered_themes import THEMES
from ldn_tui.tui.theme import DARK
from ldn_tui.tui.theme_memory import remember_theme, remembered_theme


class PaintedApp(App[None]):
    """An app with themes that are remembered, and that can do without colours or without Unicode.

    Attributes:
        config: the settings.
        is_ascii: whether everything is drawn with the characters of ASCII.
    """

    CSS = """
    CommandPalette SearchIcon { display: none; }
    CommandPalette CommandList > .option-list--option-highlighted { background: $panel; color: $foreground; }
    CommandPalette > .command-palette--help-text { color: $text-muted; text-style: not bold; }
    ModalScreen:nocolor { background: $background; }
    Input:nocolor, Input:nocolor:focus { text-style: underline; }
    Input:nocolor > .input--selection, Input:nocolor > .input--cursor { text-style: reverse; }
    TextArea:nocolor > .text-area--selection, TextArea:nocolor > .text-area--cursor { text-style: reverse; }
    """

    def __init__(self, config: Config, *, has_color: bool = True, is_ascii: bool = False) -> None:
        """Paint as the settings say.

        Args:
            config: the settings.
            has_color: whether colours may be used.
            is_ascii: whether everything is drawn with the characters of ASCII.
        """
        self.config = config
        # A Textual other than the one this was made with may have dropped a theme.
        configured = config.theme if config.theme in THEMES else None
        chosen = remembered_theme(config.theme)
        # Chosen before Textual reads its style sheets: a theme set later has all of them parsed once more.
        theme = chosen if chosen is not None and chosen in THEMES else configured or DARK
        self.set_reactive(PaintedApp.theme, theme)
        super().__init__()
        # Nothing moves by itself: what is scrolled is there with the key or the wheel, and not a moment later.
        self.animation_level = "none"
        # Textual would take an empty NO_COLOR for a full one.
        self.no_color = not has_color
        self.is_ascii = is_ascii
        self._named_colours = NamedColours()
        self._last: list[LineFilter] = []
        if not has_color:
            self._last.append(WithoutColours())
        if is_ascii:
            self._last.append(OnlyAscii())

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes one can choose."""
        return THEMES

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return what every painted line goes through."""
        kept = [line_filter for line_filter in super().get_line_filters() if not _is_grey(line_filter)]
        named = [self._named_colours] if self.native_ansi_color else []
        return [*kept, *named, *self._last]

    def choose_theme(self, name: str) -> None:
        """Show the theme of that name, and remember it.

        Raises:
            CannotWrite: it cannot be remembered; it is shown all the same.
        """
        self.theme = name
        remember_theme(name, self.config.theme)


def _is_grey(line_filter: LineFilter) -> bool:
    """Return whether it is Textual's own way without colours: greys, or the terminal's default by name."""
    return isinstance(line_filter, Monochrome | NoColor)
