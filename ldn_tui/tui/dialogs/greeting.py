"""What an empty journal greets with: three ways to begin, and a digit that rates at once."""

from collections.abc import Callable
from enum import Enum, auto

from textual import events
from textual.geometry import Size

from ldn_tui.tui.dialogs.choice import Choice, ChoiceDialog

RATING_KEYS = frozenset("0123456789x-")
# A terminal of fewer cells or rows shows the choices alone.
_ROOMY = Size(60, 15)


class Beginning(Enum):
    """How a person begins."""

    TRIAL = auto()
    DIARY = auto()
    DEMO = auto()


class GreetingDialog(ChoiceDialog[Beginning]):
    """Asks how to begin; leaving it keeps a diary."""

    def __init__(self, rate: Callable[[str], None], terminal: Size) -> None:
        """Greet.

        Args:
            rate: told of each key that rates, which the day form below is to take.
            terminal: its size.
        """
        is_roomy = terminal.width >= _ROOMY.width and terminal.height >= _ROOMY.height
        hints = ("a few questions, about two minutes", "five numbers a day; a trial can follow", "120 made-up days")
        choices = (
            ("t", "Start a trial", Beginning.TRIAL),
            ("d", "Just keep a diary", Beginning.DIARY),
            ("m", "Look at the demo", Beginning.DEMO),
        )
        super().__init__(
            "Welcome" if is_roomy else "Welcome. How do you begin?",
            [
                Choice(key, label.ljust(17), way, hint if is_roomy else "")
                for (key, label, way), hint in zip(choices, hints, strict=True)
            ],
            "Your journal is empty, and it stays on this computer. How do you begin?" if is_roomy else "",
        )
        self.hint = "a digit rates your first row at once · Esc keeps a diary" if is_roomy else "a digit rates at once"
        self._rate = rate

    def on_key(self, event: events.Key) -> None:
        """Hand on what rates, also what a fast typist adds; N begins a trial here as it does in the plan."""
        if event.character is not None and event.character in RATING_KEYS:
            event.stop()
            event.prevent_default()
            self.answer(Beginning.DIARY)
            self._rate("minus" if event.character == "-" else event.character)
        elif event.character == "N":
            event.stop()
            event.prevent_default()
            self.answer(Beginning.TRIAL)
