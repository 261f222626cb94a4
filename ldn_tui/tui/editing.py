"""Changes of the plan and its lists: what was typed stays in its dialog until the journal has taken it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from ldn_tui.domain.changes import Change
from ldn_tui.domain.errors import LdnError, NeedsConfirmation
from ldn_tui.journal import Journal
from ldn_tui.tui.dialogs.dialog import Dialog
from ldn_tui.tui.dialogs.trial_changes import ask_to_confirm

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp

Value = TypeVar("Value")

# Makes a change of an answer; the last argument says whether what must be asked for was confirmed.
Edit = Callable[[Journal, Value, bool], Change]
# Returns what shows the consequences of an answer and asks whether it is meant; None where it has none.
Preview = Callable[[Value], Dialog[bool] | None]


class Editor:
    """Asks in dialogs for what is to be changed, and makes the changes.

    A change is made while its dialog is still open. Refused, for whatever reason, the dialog says so and stays.
    """

    def __init__(self, app: "LdnApp") -> None:
        """Ask in `app`, and change its journal."""
        self._app = app

    def ask(
        self,
        dialog: Dialog[Value],
        edit: Edit[Value],
        *,
        preview: Preview[Value] = lambda _: None,
        then: Callable[[], None] = lambda: None,
        is_final: bool = False,
    ) -> None:
        """Show a dialog and make the change it asks for.

        Args:
            dialog: what asks.
            edit: makes the change of its answer; may raise NeedsConfirmation, and is then asked for again, confirmed.
            preview: shows what would follow from the answer, before anything is changed.
            then: called once the change is made and the dialog closed.
            is_final: whether undo never takes the change back.
        """

        def closed(value: Value | None) -> None:
            if value is not None:
                try:
                    then()
                except LdnError as error:
                    self._app.say(str(error), alarm=True)

        dialog.take = self.taker(dialog, edit, preview=preview, is_final=is_final)
        self._app.push_screen(dialog, closed)

    def taker(
        self,
        dialog: Dialog[Value],
        edit: Edit[Value],
        *,
        preview: Preview[Value] = lambda _: None,
        is_final: bool = False,
    ) -> Callable[[Value], bool]:
        """Return what takes the answers of `dialog`, as its `take`; the arguments are those of `ask`."""

        def attempt(value: Value, *, confirmed: bool) -> bool:
            try:
                change = self._app.recorder.write_now(lambda journal: edit(journal, value, confirmed))
            except NeedsConfirmation as error:
                confirm(ask_to_confirm(error), value)
                return False
            self._app.recorder.say_made(change, is_final=is_final)
            return True

        def take(value: Value) -> bool:
            shown = preview(value)
            if shown is None:
                return attempt(value, confirmed=False)
            confirm(shown, value)
            return False

        def confirm(question: Dialog[bool], value: Value) -> None:
            question.hint = "a key chooses, or ↑↓ and Enter · Esc goes back to what you typed"
            self._app.push_screen(question, lambda yes: answered(value, yes))

        def answered(value: Value, yes: bool | None) -> None:
            # Esc goes back to what was typed; a plain no leaves it.
            if yes:
                try:
                    if attempt(value, confirmed=True):
                        dialog.close(value)
                except LdnError as error:
                    dialog.refuse(error)
            elif yes is not None:
                dialog.close(None)
                self._say_kept()

        return take

    def make(self, edit: Callable[[Journal, bool], Change], *, confirmed: bool = False) -> None:
        """Make a change that has no dialog of its own, ask where it must be confirmed, or say why not."""
        try:
            recorder = self._app.recorder
            recorder.say_made(recorder.write_now(lambda journal: edit(journal, confirmed)))
        except NeedsConfirmation as error:
            self._app.push_screen(
                ask_to_confirm(error), lambda yes: self.make(edit, confirmed=True) if yes else self._say_kept()
            )
        except LdnError as error:
            self._app.say(str(error), alarm=True)

    def _say_kept(self) -> None:
        self._app.say("Kept as it was.")
