"""A text field that draws control and escape characters as signs, and keeps them as they are."""

from rich.text import Text
from textual.widgets import Input

from ldn_tui.domain.text import visible


class SafeInput(Input):
    """One line of text."""

    @property
    def _value(self) -> Text:
        """What is drawn: as long as what is kept, sign for sign."""
        return Text(visible(self.value), no_wrap=True, overflow="ignore", end="")
