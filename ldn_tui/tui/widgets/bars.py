"""The lines around a room: title above, message and keys below."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from ldn_tui.domain.text import visible
from ldn_tui.keys.in_force import Hint

_KEY_STYLE = "bold $footer-key-foreground"

# A text, its style, and the action that a click on it runs.
Part = tuple[str, str, str]

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
    # What stands behind the subject where there is room for it.
    remark: reactive[str] = reactive("")
    aside: reactive[str] = reactive("")
    banner: reactive[str] = reactive("")

    def render(self) -> Content:
        """Draw the line.

        Where the terminal is narrow, the remark goes first, then the aside is cut to its last part, then the subject.
        """
        width = self.content_size.width
        room = Content.assemble((self.room, "bold $primary"), "   ")
        subject = Content.assemble((visible(self.subject), "bold"))
        remarked = Content.assemble((visible(self.subject + self.remark), "bold"))
        cut = min(LEAST_SUBJECT, subject.cell_length)
        aside, last_part = visible(self.aside), visible(self.aside.rpartition(PART)[2])
        whole = [(what, beside) for beside in (aside, last_part) for what in (remarked, subject)]
        tried = [(what, beside, what.cell_length) for what, beside in whole]
        for what, beside, least in (*tried, (subject, last_part, cut), (subject, "", cut)):
            right = self._right(beside)
            left_for = width - room.cell_length - right.cell_length - 2
            if left_for >= least:
                shown = what.truncate(left_for, ellipsis=True)
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

    message: reactive[str] = reactive("")

    def render(self) -> Content:
        """Draw the message."""
        return Content(visible(self.message))

    def watch_message(self, before: str, message: str) -> None:
        """Take another height only where it may be another: laying the room out costs more than painting it."""
        width = self.content_size.width
        if any(cell_len(visible(text)) > width for text in (before, message)):
            self.refresh(layout=True)

    @property
    def is_alarm(self) -> bool:
        """Whether the message must be seen."""
        return self.has_class("-alarm")

    def say(self, message: str, *, alarm: bool = False) -> None:
        """Show a message in place of the one before."""
        self.message = message
        self.set_class(alarm, "-alarm")


class KeyBar(Widget):
    """The keys of the place one is in, and on the right the way elsewhere; a click on a key does what it does."""

    DEFAULT_CSS = """
    KeyBar { height: 1; padding: 0 1; background: $panel; color: $text-muted; }
    """

    hints: reactive[tuple[Hint, ...]] = reactive(())

    def __init__(self, ways: tuple[Hint, ...]) -> None:
        """Show `ways` on the right, always."""
        super().__init__()
        self._ways = ways

    def render(self) -> Content:
        """Draw as many hints as fit, and of the others the keys; the way to the rooms and to help always fits."""
        return Content.assemble(*((text, style) for text, style, _ in self._parts()))

    async def on_click(self, event: events.Click) -> None:
        """Do what the clicked key does."""
        at = event.get_content_offset(self)
        if at is None:
            return
        right = 0
        for text, _, action in self._parts():
            right += cell_len(text)
            if at.x < right:
                if action:
                    await self.app.run_action(action, self.screen)
                return

    def _parts(self) -> list[Part]:
        right = list(_drawn(self._ways))
        room_left = self.content_size.width - _width(right) - 3
        drawn = (list(_drawn(hints)) for hints in self._shortened())
        left = next((parts for parts in drawn if _width(parts) <= room_left), [])
        gap = self.content_size.width - _width(left) - _width(right)
        return [*left, (" " * max(gap, 1), "", ""), *right]

    def _shortened(self) -> Iterator[Sequence[Hint]]:
        """Yield the hints, ever shorter: first the last words go, then the last keys."""
        counts = range(len(self.hints), -1, -1)
        for count in counts:
            yield [*self.hints[:count], *(replace(hint, word="") for hint in self.hints[count:])]
        for count in counts[:-1]:
            yield self.hints[:count]
        # Not even the first with its word: as many as there is room for, without words.
        keys = [replace(hint, word="") for hint in self.hints]
        for first, _ in enumerate(keys):
            for last in range(len(keys), first, -1):
                yield keys[first:last]


def _drawn(hints: Sequence[Hint]) -> Iterator[Part]:
    """Yield the hints in parts: a text, its style, and what a click on it does."""
    gap = ""
    for hint in hints:
        if gap:
            yield gap, "", ""
        for sign, action in hint.parts:
            yield sign, _KEY_STYLE if sign.strip() else "", action
        if hint.word:
            # With one key, its word is as good to click.
            yield f" {hint.word}", "", hint.parts[0][1] if len(hint.parts) == 1 else ""
        gap = "  " if hint.word else " "


def _width(parts: Sequence[Part]) -> int:
    return sum(cell_len(text) for text, _, _ in parts)
