"""Changes of the trial, made from any room: what must be asked for is asked, and what came of it is said."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ldn_tui.domain.changes import Change
from ldn_tui.domain.errors import BadInput, NeedsConfirmation, NothingToDo
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import Choice, Trial
from ldn_tui.journal import Journal
from ldn_tui.tui.dialogs import trial_changes
from ldn_tui.tui.dialogs.trial_changes import Reason
from ldn_tui.tui.pending import Write
from ldn_tui.tui.plan_view import PlanView

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp

# Makes a change; the second argument says whether what must be asked for was confirmed.
Edit = Callable[[Journal, bool], Change]


def perform(app: "LdnApp", edit: Edit, *, confirmed: bool = False) -> Change | None:
    """Make a change; where it must be asked for first, ask.

    Returns:
        The change; None if it was refused, waits to be saved, or is asked for first.
    """
    asked: list[str] = []

    def apply(journal: Journal) -> Change:
        try:
            return edit(journal, confirmed)
        except NeedsConfirmation as error:
            asked.append(str(error))
            raise BadInput(str(error)) from None
        except NothingToDo as error:
            raise BadInput(str(error)) from None

    def answered(yes: bool | None) -> None:
        if yes:
            perform(app, edit, confirmed=True)
        else:
            app.say("Kept as it was.")

    outcome = app.try_write(Write(None, "plan", apply))
    change = outcome.change
    if asked:
        app.say("")
        app.push_screen(trial_changes.ask_to_confirm(asked[0]), answered)
    elif outcome.refusal is not None:
        app.say(str(outcome.refusal), alarm=True)
    elif change is not None:
        app.say(f"Saved: {visible(change.summary)}. u takes it back." if change.happened else "Nothing changed.")
    return change


class PlanChanges:
    """The changes of one trial as it stands."""

    def __init__(self, app: "LdnApp", view: PlanView, trial: Trial) -> None:
        """Change `trial`, which `view` shows, in the journal of `app`."""
        self._app = app
        self._view = view
        self._trial = trial

    def decide(self) -> None:
        """Ask what is decided, and why; a trial that has ended can still be decided on."""
        app, today = self._app, self._view.today

        def chosen(choice: Choice | None) -> None:
            if choice is not None:
                dialog = trial_changes.ask_decision_reason(choice.value, today)
                app.push_screen(dialog, lambda reason: explained(choice, reason))

        def explained(choice: Choice, reason: Reason | None) -> None:
            if reason is not None:
                perform(app, lambda journal, _: journal.trials.decide(choice, reason.words, reason.day))

        app.push_screen(trial_changes.ask_decision(today, self._view.windows.decision_day), chosen)
