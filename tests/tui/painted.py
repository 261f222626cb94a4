"""What is really painted: every cell of a screen with its signs, its ink and its ground."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.color import Color as PaintColor
from rich.style import Style
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip

from ldn_tui.tui.app import LdnApp

# How the keys of a room reach each of its screens worth a look.
ROOMS = {
    "today": ["t"],
    "calendar": ["c"],
    "graphs": ["g"],
    "plan": ["p"],
    "findings": ["f"],
}
# What draws the frame of a place or a track, and says nothing.
RULES = frozenset("╭╮╰╯─│┤└┬┴├▏▕▁▂▃▄▅▆▇▌▐")


@dataclass(frozen=True, slots=True)
class Painted:
    """A run of painted cells.

    Attributes:
        text: the signs.
        ink: the colour of the signs; None for the terminal's own.
        ground: what they stand on; None for the terminal's own.
        row: the line of the screen.
        style: how else they are painted.
    """

    text: str
    ink: PaintColor | None
    ground: PaintColor | None
    row: int
    style: Style

    @property
    def says_something(self) -> bool:
        """Whether there is more than blanks and frames."""
        return bool(self.text.strip()) and not set(self.text) <= RULES | {" "}

    def contrast(self) -> float:
        """Return how far the ink stands apart from the ground (WCAG 2.2)."""
        from ldn_tui.tui.contrast import contrast

        assert self.ink is not None
        assert self.ground is not None
        return contrast(Color.from_rich_color(self.ink), Color.from_rich_color(self.ground))


def strips(app: LdnApp) -> list[Strip]:
    """Return the lines of the screen as they go to the terminal."""
    app.screen.refresh()
    return app.screen._compositor.render_strips()


def painted(app: LdnApp, within: Region | None = None) -> Iterator[Painted]:
    """Yield what is painted on the screen, or within a part of it."""
    for row, strip in enumerate(strips(app)):
        if within is not None:
            if not within.y <= row < within.bottom:
                continue
            strip = strip.crop(within.x, within.right)
        for segment in strip:
            style = segment.style or Style.null()
            ink, ground = (style.bgcolor, style.color) if style.reverse else (style.color, style.bgcolor)
            yield Painted(segment.text, ink, ground, row, style)
