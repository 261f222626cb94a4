"""Text fields that draw control and escape characters as signs, and keep them as they are."""

from rich.text import Text
from textual.widgets import Input, TextArea

from ldn_tui.domain.text import visible


class SafeInput(Input):
    """One line of text."""

    @property
    def _value(self) -> Text:
        """What is drawn: as long as what is kept, sign for sign."""
        return Text(visible(self.value), no_wrap=True, overflow="ignore", end="")


class SafeTextArea(TextArea):
    """Several lines of text."""

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is drawn: as long as what is kept, sign for sign (tabs are the widget's own)."""
        line = self.document.get_line(line_index)
        return Text("\t".join(visible(part) for part in line.split("\t")), end="", no_wrap=True)
