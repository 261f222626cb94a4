"""The lines around a room: title above, message and keys below."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ldn_tui.domain.text import visible


class TitleBar(Widget):
    """One line: the room, what it shows, and on the right where in the trial it lies."""

    DEFAULT_CSS = """
    TitleBar { height: 1; padding: 0 1; background: $panel; color: $foreground; }
    """

    room: reactive[str] = reactive("")
    subject: reactive[str] = reactive("")
    aside: reactive[str] = reactive("")
    banner: reactive[str] = reactive("")

    def render(self) -> Content:
        """Draw the line, cut from the right where the terminal is narrow."""
        left = Content.assemble((f"{self.room}", "bold $primary"), "   ", (visible(self.subject), "bold"))
        right = Content.assemble((visible(self.aside), "$text-muted"))
        if self.banner:
            right = Content.assemble(right, "  " if self.aside else "", (f" {self.banner} ", "bold reverse $accent"))
        gap = self.content_size.width - left.cell_length - right.cell_length
        if gap < 2 and self.banner:
            right = Content.assemble((f" {self.banner} ", "bold reverse $accent"))
            gap = self.content_size.width - left.cell_length - right.cell_length
        return Content.assemble(left, " " * max(gap, 1), right)


class MessageLine(Widget):
    """One line that says what the last key did; never over what is being typed."""

    DEFAULT_CSS = """
    MessageLine { height: auto; min-height: 1; max-height: 3; padding: 0 1; color: $foreground; }
    MessageLine.-alarm { color: $error; text-style: bold; }
    """

    message: reactive[str] = reactive("", layout=True)

    def render(self) -> Content:
        """Draw the message."""
        return Content(visible(self.message))

    def say(self, message: str, *, alarm: bool = False) -> None:
        """Show a message in place of the one before."""
        self.message = message
        self.set_class(alarm, "-alarm")


class KeyBar(Widget):
    """The keys of the place one is in, and on the right the way elsewhere."""

    DEFAULT_CSS = """
    KeyBar { height: 1; padding: 0 1; background: $panel; color: $text-muted; }
    """

    hints: reactive[tuple[tuple[str, str], ...]] = reactive(())
    ROOMS = (("t c g p f", "rooms"), ("?", "help"))

    def render(self) -> Content:
        """Draw as many hints as fit; the way to the rooms and to help always does."""
        right = self._drawn(self.ROOMS)
        room_left = self.content_size.width - right.cell_length - 3
        shown: list[tuple[str, str]] = []
        for keys, word in self.hints:
            room_left -= cell_len(keys) + 1 + cell_len(word) + (2 if shown else 0)
            if room_left < 0:
                break
            shown.append((keys, word))
        left = self._drawn(shown)
        gap = self.content_size.width - left.cell_length - right.cell_length
        return Content.assemble(left, " " * max(gap, 1), right)

    @staticmethod
    def _drawn(hints: Sequence[tuple[str, str]]) -> Content:
        parts: list[str | tuple[str, str]] = []
        for keys, word in hints:
            if parts:
                parts.append("  ")
            parts.extend(((keys, "bold $footer-key-foreground"), f" {word}"))
        return Content.assemble(*parts)
