"""The line under a dialog that names its keys; a click on one does what the key does."""

import re

from textual import events
from textual.content import Content
from textual.widgets import Static

from ldn_tui.keys.names import key_name

_BETWEEN = " · "
# Names as the lines write them; a single sign stands for itself at the beginning of its part.
_KEYS = {"Enter": "enter", "Esc": "escape", "Tab": "tab", "↑↓": "down", "↑": "up", "↓": "down", "←→": "right"}
_NAMED = re.compile(r"Enter|Esc|Tab|↑↓|↑|↓|←→")


class HintLine(Static):
    """Some keys with what they do, like "Enter saves · Esc leaves"."""

    def __init__(self, text: str) -> None:
        """Show `text`."""
        super().__init__(Content(text), classes="hint")
        self._text = text

    def on_click(self, event: events.Click) -> None:
        """Press the key of the part that was clicked."""
        at = event.get_content_offset(self)
        if at is None:
            return
        lines = Content(self._text).wrap(self.content_size.width)
        line = lines[at.y].plain if at.y < len(lines) else ""
        is_centered = self.styles.text_align == "center"
        right = (self.content_size.width - len(line)) // 2 if is_centered else 0
        for part in line.split(_BETWEEN):
            right += len(part)
            if at.x < right:
                key = _key_of(part.strip())
                if key is not None:
                    self.app.simulate_key(key)
                return
            right += len(_BETWEEN)


def _key_of(part: str) -> str | None:
    """Return the key that a part of the line is about, as Textual calls it; None if there is none to press."""
    first, _, words = part.partition(" ")
    if len(first) == 1 and words and not words.startswith(("letter", "digit", "key")):
        return _KEYS.get(first) or key_name(first)
    found = _NAMED.search(part)
    return _KEYS[found[0]] if found else None
