"""What the day form asks in dialogs: each question is of one day, whatever is shown when it is answered."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING

from ldn_tui.domain.changes import Change
from ldn_tui.domain.dates import short_day
from ldn_tui.domain.days import Day, Lab, SkipReason
from ldn_tui.domain.errors import BadInput, JournalError, LdnError
from ldn_tui.domain.impressions import PGIC_ANSWERS, PGIC_STEM
from ldn_tui.domain.side_effects import red_flag_call
from ldn_tui.domain.text import shorten, visible
from ldn_tui.journal import Journal, entries
from ldn_tui.journal.doses import checked_dose, instant_of
from ldn_tui.tui import recording
from ldn_tui.tui.day_view import DayView
from ldn_tui.tui.dialogs.note import Saved
from ldn_tui.tui.pending import Write

if TYPE_CHECKING:
    from ldn_tui.tui.app import LdnApp

# Records a write, and returns whether it was taken or waits to be saved.
Record = Callable[[Write], bool]


# What can be done with a dose that is unusual.
ADD, REPLACE, LEAVE = "add", "replace", "leave"


class Questions:
    """The questions about one day."""

    def __init__(self, app: "LdnApp", view: DayView, record: Record) -> None:
        """Ask about the day of `view`; what is answered goes to `record`."""
        self._app = app
        self._journal = app.journal
        self._view = view
        self._day = view.day.date
        self._record = record

    def dose(self) -> None:
        """Ask for an amount and a time."""
        from ldn_tui.tui.dialogs.dose import DoseEntry, ask_dose

        medicine, day, journal = self._view.medicine, self._day, self._journal

        def answered(entry: DoseEntry | None) -> None:
            if entry is not None:
                self.dose_as(entry.mg, None, medicine, instant_of(journal, day, entry.at))

        def check(entry: DoseEntry) -> None:
            journal.check_taken_at(instant_of(journal, day, entry.at))
            self._check_dose(entry.mg, None, medicine)

        self._app.push_screen(ask_dose(short_day(day), check), answered)

    def dose_as(self, mg: float | None, label: str | None, medicine: str, at: datetime | None = None) -> None:
        """Record a dose; an unusual one is asked about once, and recorded as said."""
        from ldn_tui.tui.dialogs.choice import Choice, ChoiceDialog

        try:
            self._check_dose(mg, label, medicine)
        except BadInput as error:
            self._app.say(str(error), alarm=True)
            return
        day, now = self._day, self._journal.clock.now()
        replacing = recording.dose(day, mg, label, medicine, at, now)
        adding = recording.dose(day, mg, label, medicine, at, now, in_addition=True)
        held = any(dose.taken and dose.medicine == medicine for dose in self._view.day.doses)
        warnings: list[str] = []
        # What cannot be asked, because nothing can be read just now, must not cost what was typed.
        with suppress(JournalError):
            warnings = self._journal.trials.dose_warnings(day, mg, label=label)
        if not warnings:
            self._record(replacing)
            return
        choices = [Choice("y", "record it", ADD)]
        if held:
            choices = [
                Choice("a", "a second dose: record both", ADD),
                Choice("r", "a correction: replace the one that is there", REPLACE),
            ]
        choices.append(Choice("n", "leave it", LEAVE))

        def chosen(what: str | None) -> None:
            if what in {ADD, REPLACE}:
                self._record(adding if what == ADD else replacing)

        self._app.push_screen(ChoiceDialog("Is this so?", choices, note=" ".join(warnings)), chosen)

    def _check_dose(self, mg: float | None, label: str | None, medicine: str) -> None:
        """Make sure that the journal would take a dose, before anything is asked of it.

        Raises:
            BadInput: it would not.
        """
        # What cannot be read just now is checked when it is recorded.
        with suppress(JournalError):
            checked_dose(self._journal, self._day, entries.dose(mg, label, medicine))

    def side_effect(self) -> None:
        """Ask for a side effect; a red flag says at once what to do."""
        from ldn_tui.tui.dialogs.side_effect import SideEffectEntry, ask_side_effect

        def answered(entry: SideEffectEntry) -> None:
            if entry.severity == 0:
                write = recording.side_effect_removed(self._day, entry.term)
            else:
                write = recording.side_effect(self._day, entry.term, entry.severity)
            self._record(write)
            call = red_flag_call(entry.term, entry.severity)
            if call is not None:
                self._app.say(call, alarm=True)

        terms = self._journal.side_effect_terms()
        ask_side_effect(self._app.push_screen, terms, self._view.day.side_effects, answered)

    def rescue(self) -> None:
        """Ask for an as-needed medicine."""
        from ldn_tui.tui.dialogs.rescue import RescueEntry, ask_rescue

        def answered(entry: RescueEntry) -> None:
            self._record(recording.rescue(self._day, entry.medicine, entry.count))

        def check(entry: RescueEntry) -> object:
            return entries.rescue(entry.medicine, entry.count)

        recorded = {known.medicine: known.count for known in self._view.day.rescues}
        ask_rescue(self._app.push_screen, self._journal.rescue_medicines(), recorded, answered, check)

    def lab(self) -> None:
        """Ask for a laboratory value."""
        from ldn_tui.tui.dialogs.lab import ask_lab

        def answered(lab: Lab) -> None:
            self._record(recording.lab(self._day, lab))

        def check(lab: Lab) -> object:
            return entries.lab(lab.name, lab.value, lab.unit, lab.range_low, lab.range_high)

        def removed(name: str) -> Callable[[], None]:
            return lambda: self._do(recording.no_lab(self._day, name))

        def declined(name: str) -> Callable[[], None]:
            return lambda: self._do(Write(None, "lab", lambda journal: journal.decline_lab(name)))

        recorded = [lab.name for lab in self._view.day.labs]
        due = [item.lab for item in self._view.due if item.lab]
        others = [(f"take {name} of this day away", removed(name)) for name in recorded]
        others += [(f"never ask for {name} again", declined(name)) for name in due]
        ask_lab(self._app.push_screen, self._journal.lab_names(), answered, check, others)

    def _do(self, write: Write) -> None:
        self._record(write)

    def skip(self) -> None:
        """Ask why the day is skipped, or take the mark away."""
        from ldn_tui.tui.dialogs.choice import Choice, ChoiceDialog

        if self._view.day.skip is not None:
            self._record(recording.skip(self._day, None))
            return

        def answered(reason: SkipReason | None) -> None:
            if reason is not None:
                self._record(recording.skip(self._day, reason))

        keys = {
            SkipReason.ILL: "i",
            SkipReason.AWAY: "a",
            SkipReason.FORGOT: "f",
            SkipReason.TOO_TIRED: "t",
            SkipReason.OTHER: "o",
        }
        choices = [Choice(key, reason.value, reason) for reason, key in keys.items()]
        self._app.push_screen(ChoiceDialog(f"Skip {short_day(self._day)}: why?", choices), answered)

    def impression(self) -> None:
        """Ask for the overall impression."""
        from ldn_tui.tui.dialogs.choice import Choice, ChoiceDialog

        def answered(value: int | None) -> None:
            if value == 0:
                self._record(recording.no_impression(self._day))
            elif value is not None:
                self._record(recording.impression(self._day, value))

        choices = [Choice(str(number), words, number) for number, words in PGIC_ANSWERS.items()]
        if self._view.day.impression is not None:
            choices.append(Choice("0", "take it away", 0))
        self._app.push_screen(ChoiceDialog(PGIC_STEM, choices), answered)

    def note(self) -> None:
        """Open the note; it is saved while it is typed, as one change a sitting."""
        from ldn_tui.tui.dialogs.note import NoteDialog

        text = self._view.day.note or ""
        sitting = _Sitting(self._app, self._day, text)
        dialog = NoteDialog(f"Note on {short_day(self._day)}", text, sitting.save)
        self._app.push_screen(dialog, lambda _: sitting.say_made())


class _Sitting:
    """One sitting at the note of a day: its saves are one change, and do not cover another program's silently."""

    def __init__(self, app: "LdnApp", day: date, text: str) -> None:
        """Begin with the text that is there."""
        self._app = app
        self._day = day
        self._known = text
        self._step: int | None = None
        self._made: Change | None = None
        self._warned_of = text

    def save(self, text: str) -> Saved:
        """Save the whole text, and say how that went."""
        app, day = self._app, self._day
        if not app.recorder.pending.fields(day):
            there = self._there()
            if there not in {self._known, self._warned_of}:
                self._warned_of = there
                return Saved(False, f"Another program wrote: “{shorten(visible(there), 40)}”. Type on to replace it.")
        outcome = app.recorder.try_write(
            Write(day, "note", partial(self._apply, text), partial(_with_note, text), supersedes=True)
        )
        if outcome.refusal is not None:
            return Saved(False, str(outcome.refusal))
        self._known = text if text.strip() else ""
        self._made = outcome.change or self._made
        waiting = "" if outcome.change is not None else "Not saved yet: it is kept and tried again."
        return Saved(True, waiting)

    def say_made(self) -> None:
        """Say what the sitting recorded, if anything."""
        if self._made is not None and self._made.happened:
            self._app.recorder.say_made(self._made, self._day)

    def _there(self) -> str:
        try:
            return self._app.journal.day(self._day).note or ""
        except LdnError:
            return self._known

    def _apply(self, text: str, journal: Journal) -> Change:
        change = journal.write_note(self._day, text, self._step)
        if change.step is not None:
            self._step = change.step
        return change


def _with_note(text: str, day: Day) -> Day:
    return replace(day, note=text if text.strip() else None)
