"""The questions of one day, asked one after the other in the order of the day form."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date, timedelta

from ldn_tui.cli.day_answers import (
    DoseAnswer,
    RatingAnswer,
    SideEffectAnswer,
)
from ldn_tui.cli.day_question import DayQuestion, Outcome
from ldn_tui.cli.interviewed_day import InterviewedDay
from ldn_tui.cli.line_prompts import InputEnded, LinePrompts
from ldn_tui.cli.seldom_answers import ImpressionAnswer, LabAnswer, NoteAnswer, RescueAnswer
from ldn_tui.domain.dates import day_in_words, short_day
from ldn_tui.domain.day_questions import measures_asked, unanswered, which_day_in_words
from ldn_tui.domain.days import DAYS_OFFERED, SkipReason, parse_skip_reason
from ldn_tui.domain.errors import BadInput, LdnError
from ldn_tui.domain.phases import phase_of
from ldn_tui.domain.planned_doses import planned_dose
from ldn_tui.journal import Journal, entries
from ldn_tui.reports.day_text import STATES_IN_WORDS, days_in_full, phase_in_words

HOW = "Each answer is saved when you give it. Empty leaves a question as it is, ? explains, < goes back, q stops."
EVERYWHERE = "Empty leaves it as it is; < goes back, u takes the last change back, o skips the day, q stops."
EVERYWHERE_IN_TEXT = "Empty leaves it as it is; a line of nothing but < goes back, and of nothing but q stops."
# How far back a dose makes one of today expected.
_LATELY = timedelta(days=13)


class DayInterview:
    """Asks about one day until it is through, or stopped."""

    def __init__(self, journal: Journal, day: date, prompts: LinePrompts) -> None:
        """Ask about `day` of `journal`."""
        self._journal = journal
        self._prompts = prompts
        self._subject = InterviewedDay(journal, day, prompts)

    def hold(self, *, asks_all: bool) -> None:
        """Ask what is not answered yet, or everything, and say how the day stands in the end.

        Raises:
            LdnError: the journal cannot be read.
            KeyboardInterrupt: it was interrupted; what is saved has been said.
        """
        self._greet()
        try:
            is_through = self._ask_all(self._questions(), asks_all=asks_all)
        except InputEnded:
            self._prompts.say("")
            is_through = False
        except KeyboardInterrupt:
            self._prompts.say("")
            self._say_saved()
            raise
        if is_through:
            self._say_standing()
        else:
            self._say_saved()

    def _greet(self) -> None:
        subject, journal = self._subject, self._journal
        phase = phase_of(subject.date, subject.facts.phases)
        hint = which_day_in_words(subject.date, journal.clock.now(), journal.today(), journal.day_starts_at)
        lines = [day_in_words(subject.date)]
        lines += [phase_in_words(subject.date, phase)] if phase is not None else []
        lines += [hint[0].upper() + hint[1:]] if hint else []
        if subject.day.skip is not None:
            lines.append(f"Skipped: {subject.day.skip.value}. o takes the mark away.")
        self._prompts.say([*lines, HOW])

    def _questions(self) -> Sequence[DayQuestion]:
        subject = self._subject
        questions: list[DayQuestion] = [
            RatingAnswer(subject, measure) for measure in measures_asked(subject.day, subject.facts)
        ]
        questions += [DoseAnswer(subject), SideEffectAnswer(subject), RescueAnswer(subject), NoteAnswer(subject)]
        due = self._journal.status().due if subject.date == self._journal.today() else ()
        if subject.day.impression is not None or any(item.kind == "impression" for item in due):
            questions.append(ImpressionAnswer(subject))
        questions += [LabAnswer(subject, item) for item in due if item.lab]
        return questions

    def _ask_all(self, questions: Sequence[DayQuestion], *, asks_all: bool) -> bool:
        """Ask `questions`; return whether all were asked, and it was not stopped before."""
        place, is_wanted = 0, False
        while place < len(questions):
            question = questions[place]
            if question.is_answered and not (asks_all or is_wanted):
                place += 1
                continue
            match self._ask(question):
                case Outcome.STOP:
                    return False
                case Outcome.SKIPPED:
                    return True
                case Outcome.NEXT:
                    place, is_wanted = place + 1, False
                case Outcome.BACK if place == 0:
                    self._prompts.say("This is the first question.")
                    is_wanted = True
                case Outcome.BACK:
                    # Who goes back wants to see the answer that is there.
                    place, is_wanted = place - 1, True
                case Outcome.AGAIN:
                    is_wanted = True
        return True

    def _ask(self, question: DayQuestion) -> Outcome:
        typed = self._prompts.ask(question.prompt)
        try:
            match typed.lower():
                case "":
                    return Outcome.NEXT
                case "q":
                    return Outcome.STOP
                case "<":
                    return Outcome.BACK
                case "?":
                    self._prompts.say([*question.help, EVERYWHERE_IN_TEXT if question.takes_text else EVERYWHERE])
                    return Outcome.AGAIN
                case "o" if not question.takes_text:
                    return self._skip()
                case "u" if not question.takes_text:
                    return self._undo()
                case _:
                    return question.take(typed)
        except LdnError as error:
            # What was refused is on the screen still, and asked for again.
            self._prompts.say(f"Not saved: {error}" if not isinstance(error, BadInput) else str(error))
            return Outcome.AGAIN

    def _undo(self) -> Outcome:
        change = self._journal.undo()
        self._subject.read()
        self._prompts.say(f"Undone: {change.summary}{change.origin}")
        return Outcome.AGAIN

    def _skip(self) -> Outcome:
        subject = self._subject
        if subject.day.skip is not None:
            subject.record(entries.no_skip())
            return Outcome.AGAIN
        reasons = ", ".join(SkipReason)
        typed = self._prompts.ask(f"Skip {short_day(subject.date)}: why? {reasons}; empty does not skip: ")
        if not typed:
            return Outcome.AGAIN
        subject.record(entries.skip(parse_skip_reason(typed)))
        return Outcome.SKIPPED

    # How it ends

    def _say_saved(self) -> None:
        """Say what is saved of the day, as it is now."""
        subject = self._subject
        with suppress(LdnError):
            subject.read()
        if subject.day.is_empty:
            self._prompts.say(f"Stopped. Nothing is saved for {short_day(subject.date)}.")
            return
        self._prompts.say("Stopped. This is saved:")
        today, starts_at = self._journal.today(), self._journal.day_starts_at
        self._prompts.say(days_in_full([subject.day], subject.facts, today, starts_at))

    def _say_standing(self) -> None:
        """Say what is missing, what else is due, and which day to fill next."""
        subject, journal = self._subject, self._journal
        status = journal.status()
        said = [f"{short_day(subject.date)}: {STATES_IN_WORDS[subject.facts.state(subject.day, status.today)]}."]
        missing = self._missing()
        if missing and subject.day.skip is None:
            said.append(f"Not answered yet: {', '.join(missing)}.")
        if subject.date == status.today:
            said += [f"Due: {item.words}." for item in status.due if item.kind != "day"]
        others = [day for day in status.to_fill if day != subject.date]
        following = [day for day in others if day < subject.date] or others
        if following:
            said.append(f"Next to fill: {short_day(following[0])}, `ldn entry --date {following[0].isoformat()}`.")
        else:
            said.append(f"Nothing else is open in the last {DAYS_OFFERED} days.")
        self._prompts.say(" ".join(said))

    def _missing(self) -> tuple[str, ...]:
        subject = self._subject
        day, facts = subject.day, subject.facts
        recent = self._journal.days(max(day.date, date.min + _LATELY) - _LATELY, day.date)
        planned = planned_dose(day.date, facts.trials, facts.phases)
        return unanswered(day, measures_asked(day, facts), planned, recent)
