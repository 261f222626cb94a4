"""What is done to every painted line on its way to the terminal: colours left out, signs put into ASCII."""

from functools import cache

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter

from ldn_tui.domain.ascii_text import in_ascii

_REVERSED = Style(reverse=True)


class WithoutColours(LineFilter):
    """Leaves no colour, not even the terminal's own by name: bold, reverse, underline and dim remain."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments without colours."""
        del background
        return [Segment(text, style and style.without_color, control) for text, style, control in segments]


class NamedColours(LineFilter):
    """Leaves the terminal's own colours alone, for a theme that is made of them.

    Nobody knows how they look: a ground of any other colour becomes reverse video, an ink of any other the default.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments in named colours."""
        del background
        return [Segment(text, style and _named(style), control) for text, style, control in segments]


@cache
def _named(style: Style) -> Style:
    has_ground = style.bgcolor is not None and style.bgcolor.triplet is not None
    has_ink = style.color is not None and style.color.triplet is not None
    if not has_ground and not has_ink:
        return style
    plain = style.without_color
    if has_ground:
        return plain + _REVERSED
    return plain + Style(bgcolor=style.bgcolor)


class OnlyAscii(LineFilter):
    """Draws with the characters of ASCII alone, each cell for a cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Return the segments in ASCII."""
        del background
        return [
            segment
            if segment.text.isascii()
            else Segment(_in_as_many_cells(segment.text), segment.style, segment.control)
            for segment in segments
        ]


@cache
def _in_as_many_cells(text: str) -> str:
    """Return `text` in ASCII; a cluster that a terminal draws narrower than its parts keeps its width."""
    shown = in_ascii(text)
    return shown if len(shown) == (cells := cell_len(text)) else set_cell_size(shown, cells)
