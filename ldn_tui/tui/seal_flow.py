"""The dialogs of a seal, one after the other: the code, the guess, the sheet."""

from typing import TYPE_CHECKING

from ldn_tui.domain.blinding import SEALED_WARNING, Seal
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.trial import Trial
from ldn_tui.tui.dialogs import seal as dialogs
from ldn_tui.tui.editing import Editor

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp


class SealFlow:
    """Leads through sealing a trial, and through opening its seal."""

    def __init__(self, app: "LdnApp", trial: Trial) -> None:
        """Ask about the seal of `trial` in `app`."""
        self._app = app
        self._trial = trial
        self._editor = Editor(app)

    def begin(self) -> None:
        """Ask for a code; or, with a seal, say how it stands and ask what to do."""
        seals = self._app.journal.seals
        seal = seals.of(self._trial.id)
        if seal is None:
            self._ask_seal(None)
            return
        is_early = not seals.is_over(seal)

        def chosen(word: str | None) -> None:
            if word == "helper":
                self._ask_seal(seal)
            elif word == "open" and seal.is_opening_begun:
                self._ask_sheet()
            elif word == "open":
                self._ask_guess(seal, is_early=is_early)

        self._app.push_screen(dialogs.ask_about_seal(seal, self._status(seal)), chosen)

    def _status(self, seal: Seal) -> str:
        size = f"{2 * seal.commitment.pairs} periods of {seal.commitment.weeks} weeks"
        if seal.opened_on is not None:
            held = " · ".join(f"{label} {content}" for label, content in seal.contents.items())
            right = seal.right_guesses
            guessed = "" if right is None else f" Pairs guessed right: {right} of {seal.commitment.pairs}."
            return f"Opened {short_day(seal.opened_on)}. {held}.{guessed}"
        return f"{size}. {seal.helper_name} has the sheet, phone {seal.helper_phone}. {SEALED_WARNING}"

    def _ask_seal(self, seal: Seal | None) -> None:
        self._editor.ask(
            dialogs.ask_seal(seal),
            lambda journal, entry, _: journal.seals.add(entry.code, entry.helper_name, entry.helper_phone),
            then=self._say_what_follows if seal is None else lambda: None,
        )

    def _say_what_follows(self) -> None:
        first = "" if self._trial.first_dose_on else " Enter on the trial's line sets the day of the first dose."
        undo = self._app.keys.sign("everywhere.undo")
        self._app.say(
            f"Sealed; {undo} takes it back. {SEALED_WARNING} Carry the emergency card: `ldn card` writes it.{first}"
        )

    def _ask_guess(self, seal: Seal, *, is_early: bool) -> None:
        dialog = dialogs.ask_guess(seal, is_early=is_early)
        self._editor.ask(
            dialog,
            lambda journal, guess, _: journal.seals.begin_opening(
                guess.orders, guess.sureness, guess.early_reason, trial=seal.trial
            ),
            then=self._ask_sheet,
            is_final=True,
        )

    def _ask_sheet(self) -> None:
        self._editor.ask(
            dialogs.ask_sheet(), lambda journal, sheet, _: journal.seals.open(sheet), then=self.begin, is_final=True
        )
