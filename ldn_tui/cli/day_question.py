"""One question of a day: what every one of them can be asked, and what comes after a typed line."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from enum import Enum

from ldn_tui.cli.interviewed_day import InterviewedDay
from ldn_tui.cli.line_prompts import InputEnded


class Outcome(Enum):
    """What comes after a line was typed."""

    NEXT = "the next question"
    AGAIN = "the same question"
    BACK = "the question before"
    SKIPPED = "no more: the day is skipped"
    STOP = "no more: it was stopped"


class DayQuestion(ABC):
    """One question of a day."""

    #: Whether any line is an answer, so that only `?`, `<` and `q` are not.
    takes_text = False

    def __init__(self, subject: InterviewedDay) -> None:
        """Ask about the day of `subject`."""
        self.subject = subject

    @property
    @abstractmethod
    def is_answered(self) -> bool:
        """Whether there is an answer already."""

    @property
    @abstractmethod
    def prompt(self) -> str:
        """What is asked, with what is there, up to where the answer is typed."""

    @property
    @abstractmethod
    def help(self) -> Sequence[str]:
        """What can be typed, and what it means."""

    @abstractmethod
    def take(self, typed: str) -> Outcome:
        """Record what was typed.

        Raises:
            LdnError: it cannot be recorded; the message says why and what to do.
        """

    def ask(self, prompt: str) -> str:
        """Return what was typed to a question within this one.

        Raises:
            InputEnded: it was q, or the input ended.
        """
        typed = self.subject.prompts.ask(prompt)
        if typed.lower() == "q":
            raise InputEnded
        return typed

    def confirms(self, question: str) -> bool:
        """Ask until `question` is answered with y or n; who goes back or types nothing means no.

        Raises:
            InputEnded: it was stopped instead.
        """
        while True:
            typed = self.ask(f"{question} y or n: ").lower()
            if typed in {"y", "yes"}:
                return True
            if typed in {"n", "no", "<", ""}:
                return False
            self.subject.prompts.say(f"{typed!r} is neither: type y or n.")
