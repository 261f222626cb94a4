"""The dialogs of a seal, one after the other: the code, the guess, the sheet."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ldn_tui.domain.blinding import SEALED_WARNING, Seal
from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.errors import BadInput, LdnError, NothingToDo
from ldn_tui.domain.trial import Trial
from ldn_tui.journal import Journal
from ldn_tui.tui.dialogs import seal as dialogs
from ldn_tui.tui.dialogs.seal import Guess, SealEntry
from ldn_tui.tui.pending import Write

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp


class SealFlow:
    """Leads through sealing a trial, and through opening its seal."""

    def __init__(
        self, app: "LdnApp", trial: Trial, perform: Callable[[Callable[[Journal, bool], Change]], Change | None]
    ) -> None:
        """Ask about the seal of `trial` in `app`; changes are made by `perform`."""
        self._app = app
        self._trial = trial
        self._perform = perform

    def begin(self) -> None:
        """Ask for a code; or, with a seal, say how it stands and ask what to do."""
        seal = self._app.journal.seals.of(self._trial.id)
        if seal is None:
            self._app.push_screen(dialogs.ask_seal(None), self._add)
        else:
            self._app.push_screen(
                dialogs.ask_about_seal(seal, self._status(seal)), lambda word: self._chosen(seal, word)
            )

    def _status(self, seal: Seal) -> str:
        size = f"{2 * seal.commitment.pairs} periods of {seal.commitment.weeks} weeks"
        if seal.opened_on is not None:
            held = " · ".join(f"{label} {content}" for label, content in seal.contents.items())
            right = seal.right_guesses
            guessed = "" if right is None else f" You guessed {right} of {seal.commitment.pairs} pairs right."
            return f"Opened {short_day(seal.opened_on)}. {held}.{guessed}"
        return f"{size}. {seal.helper_name} has the sheet, phone {seal.helper_phone}. {SEALED_WARNING}"

    def _chosen(self, seal: Seal, word: str | None) -> None:
        if word == "helper":
            self._app.push_screen(dialogs.ask_seal(seal), self._add)
        elif word == "open" and (seal.guess is not None or seal.early_reason is not None):
            self._ask_sheet()
        elif word == "open":
            is_early = not self._app.journal.seals.is_over(seal)
            self._app.push_screen(dialogs.ask_guess(seal, is_early=is_early), self._begin_opening)

    def _add(self, entry: SealEntry | None) -> None:
        if entry is not None:
            self._perform(lambda journal, _: journal.seals.add(entry.code, entry.helper_name, entry.helper_phone))

    def _begin_opening(self, guess: Guess | None) -> None:
        if guess is None:
            return
        change = self._perform(
            lambda journal, _: journal.seals.begin_opening(guess.orders, guess.sureness, guess.early_reason)
        )
        if change is not None:
            self._app.say("The guess is kept and the windows are locked, for good.")
            self._ask_sheet()

    def _ask_sheet(self, complaint: str = "") -> None:
        self._app.push_screen(dialogs.ask_sheet(complaint), self._open)

    def _open(self, sheet: str | None) -> None:
        if sheet is None:
            return
        refused: list[LdnError] = []

        def apply(journal: Journal) -> Change:
            try:
                return journal.seals.open(sheet)
            except (BadInput, NothingToDo) as error:
                refused.append(error)
                raise BadInput(str(error)) from None

        change = self._app.perform(Write(None, "seal", apply))
        if refused:
            self._ask_sheet(str(refused[0]))
        elif change is not None:
            self.begin()
