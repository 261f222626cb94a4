"""The floor: the least a Textual app can be, one word that changes with every key."""

from textual.app import App, ComposeResult
from textual.reactive import reactive
from textual.widget import Widget


class Word(Widget):
    """One word."""

    presses: reactive[int] = reactive(0)

    def render(self) -> str:
        return f"ready {self.presses}"


class EmptyApp(App[None]):
    """An app with one word in it."""

    def compose(self) -> ComposeResult:
        yield Word()

    def on_key(self) -> None:
        self.query_one(Word).presses += 1


if __name__ == "__main__":
    EmptyApp().run()
