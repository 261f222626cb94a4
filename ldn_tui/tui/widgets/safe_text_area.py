"""A text area that draws control and escape characters as signs, and gives back exactly what it was given."""

from rich.text import Text
from textual.widgets import TextArea

from ldn_tui.domain.text import visible

# What the widget would take for the end of a line, besides "\n", and would not give back.
_LINE_ENDS = "\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_FIRST_STAND_IN = 0x10FF00


class SafeTextArea(TextArea):
    """Several lines of text."""

    def __init__(self, text: str) -> None:
        """Begin with `text`."""
        stand_ins = [chr(_FIRST_STAND_IN + index) for index in range(len(_LINE_ENDS))]
        self._stand_in = str.maketrans(_LINE_ENDS, "".join(stand_ins))
        self._real = str.maketrans("".join(stand_ins), _LINE_ENDS)
        if any(sign in text for sign in stand_ins):
            # A text that holds the stand-ins themselves cannot be told from one they were put into.
            self._stand_in, self._real = {}, {}
        super().__init__(text.translate(self._stand_in), soft_wrap=True, tab_behavior="focus")

    @property
    def kept_text(self) -> str:
        """The text as it is to be kept."""
        return self.text.translate(self._real)

    def get_line(self, line_index: int) -> Text:
        """Return a line as it is drawn: as long as what is kept, sign for sign (tabs are the widget's own)."""
        line = self.document.get_line(line_index).translate(self._real)
        return Text("\t".join(visible(part) for part in line.split("\t")), end="", no_wrap=True)
