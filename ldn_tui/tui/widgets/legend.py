"""What signs mean, on one line or two: as many as fit."""

from dataclasses import dataclass

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign, what it is called, and the style it is drawn in."""

    sign: str
    name: str
    style: str = "$foreground"


class Legend(Widget):
    """The signs in use and what they are called."""

    DEFAULT_CSS = """
    Legend { height: 1; padding: 0 1; color: $text-muted; }
    """

    entries: reactive[tuple[Sign, ...]] = reactive(())
    absent: reactive[str] = reactive("")

    def render(self) -> Content:
        """Draw the entries that fit, whole ones only; without any, what is said in their place."""
        if not self.entries:
            return Content(self.absent)
        width, lines = self.content_size
        drawn: list[list[Content]] = [[]]
        room = width
        for known in self.entries:
            entry = Content.assemble((known.sign, known.style), f" {known.name}")
            needed = entry.cell_length + (2 if drawn[-1] else 0)
            if needed > room and len(drawn) < lines:
                drawn.append([])
                room, needed = width, entry.cell_length
            if needed <= room:
                drawn[-1].append(entry)
                room -= needed
        return Content("\n").join([Content("  ").join(line) for line in drawn])
