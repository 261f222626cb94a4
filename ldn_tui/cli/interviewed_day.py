"""The day that is asked about: what is recorded of it, and how an answer is added."""

from datetime import date

from ldn_tui.cli.line_prompts import LinePrompts
from ldn_tui.domain.day_questions import DoseQuestion, dose_question
from ldn_tui.journal import Journal
from ldn_tui.journal.entries import Entry


class InterviewedDay:
    """One day of a journal, as it is now.

    Attributes:
        date: the day.
        journal: its journal.
        prompts: where one is asked about it.
        facts: the journal's facts.
        day: what is recorded.
    """

    def __init__(self, journal: Journal, day: date, prompts: LinePrompts) -> None:
        """Read the day.

        Raises:
            LdnError: it cannot be read.
        """
        self.date = day
        self.journal = journal
        self.prompts = prompts
        self.read()

    def read(self) -> None:
        """Read the day again.

        Raises:
            LdnError: it cannot be read.
        """
        self.facts = self.journal.facts()
        self.day = self.journal.day(self.date)

    @property
    def dose_question(self) -> DoseQuestion:
        """What is asked of its dose."""
        return dose_question(self.day, self.facts, self.journal.last_dose_before(self.date))

    def record(self, entry: Entry) -> None:
        """Save an answer as one step that undo takes back, and say so.

        Raises:
            LdnError: it was not saved.
        """
        change = self.journal.record(self.date, entry)
        self.read()
        self.prompts.say(f"Saved: {entry.said}" if change.happened else f"Nothing changed: {entry.said}")
        if change.notice:
            self.prompts.say(change.notice)
