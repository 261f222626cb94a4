"""The lines around a room: title above, message and keys below."""

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ldn_tui.domain.text import visible

# Between the parts of what stands on the right of a title; the last part is the last to go.
PART = "   "
LEAST_SUBJECT = 16


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
        """Draw the line. Where the terminal is narrow, the aside is cut to its last part, then the subject."""
        width = self.content_size.width
        room = Content.assemble((self.room, "bold $primary"), "   ")
        subject = Content.assemble((visible(self.subject), "bold"))
        whole, cut = subject.cell_length, min(LEAST_SUBJECT, subject.cell_length)
        last_part = visible(self.aside.rpartition(PART)[2])
        for aside, least in ((visible(self.aside), whole), (last_part, whole), (last_part, cut), ("", cut)):
            right = self._right(aside)
            left_for = width - room.cell_length - right.cell_length - 2
            if left_for >= least:
                shown = subject.truncate(left_for, ellipsis=True)
                gap = width - room.cell_length - shown.cell_length - right.cell_length
                return Content.assemble(room, shown, " " * gap, right)
        return Content.assemble(room, subject, " ", self._right(""))

    def _right(self, aside: str) -> Content:
        banner = Content.assemble((f" {self.banner} ", "bold reverse $accent")) if self.banner else Content("")
        return Content.assemble((aside, "$text-muted"), "  " if aside and self.banner else "", banner)


class MessageLine(Widget):
    """One line that says what the last key did; never over what is being typed."""

    DEFAULT_CSS = """
    MessageLine { height: auto; min-height: 1; max-height: 3; padding: 0 1; color: $foreground; }
    MessageLine.-alarm { max-height: 40%; color: $error; text-style: bold; }
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
        """Draw as many hints as fit, and of the others the keys; the way to the rooms and to help always fits."""
        right = self._drawn(self.ROOMS)
        room_left = self.content_size.width - right.cell_length - 3
        drawn = (self._drawn(hints) for hints in self._shortened())
        left = next((line for line in drawn if line.cell_length <= room_left), Content(""))
        gap = self.content_size.width - left.cell_length - right.cell_length
        return Content.assemble(left, " " * max(gap, 1), right)

    def _shortened(self) -> Iterator[Sequence[tuple[str, str]]]:
        """Yield the hints, ever shorter: first the last words go, then the last keys."""
        counts = range(len(self.hints), -1, -1)
        for count in counts:
            yield [*self.hints[:count], *((keys, "") for keys, _ in self.hints[count:])]
        for count in counts:
            yield self.hints[:count]

    @staticmethod
    def _drawn(hints: Sequence[tuple[str, str]]) -> Content:
        parts: list[str | tuple[str, str]] = []
        is_worded = True
        for keys, word in hints:
            if parts:
                parts.append("  " if is_worded else " ")
            is_worded = bool(word)
            parts.append((keys, "bold $footer-key-foreground"))
            if word:
                parts.append(f" {word}")
        return Content.assemble(*parts)
