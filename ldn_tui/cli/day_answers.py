"""What is asked of a day on one line, and how what was typed is recorded: a class for each question of the form."""

from collections.abc import Sequence

from ldn_tui.cli.day_question import DayQuestion, Outcome
from ldn_tui.cli.interviewed_day import InterviewedDay
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.ratings import parse_rating, shown_number
from ldn_tui.domain.side_effects import RED_FLAG_SEVERITY, RED_FLAGS, red_flag_call
from ldn_tui.domain.text import visible
from ldn_tui.domain.typed_answers import (
    TypedDose,
    matching_terms,
    read_dose,
    read_side_effect,
    severities_in_words,
)
from ldn_tui.journal import entries
from ldn_tui.journal.doses import checked_dose, instant_of, unusual_dose
from ldn_tui.reports.day_text import dose_in_words, side_effect_in_words

CLEAR = "clear"
NOTHING = {"n", "no", "none", "-"}


class RatingAnswer(DayQuestion):
    """A measure, 0 to 10."""

    def __init__(self, subject: InterviewedDay, measure: Measure) -> None:
        """Ask for `measure`."""
        super().__init__(subject)
        self._measure = measure

    @property
    def is_answered(self) -> bool:
        """Whether it is rated, or "no answer" was said."""
        return self._measure.key in self.subject.day.ratings

    @property
    def prompt(self) -> str:
        """The measure, and its rating if there is one."""
        rating = self.subject.day.ratings.get(self._measure.key)
        there = "" if rating is None else f", now {'no answer' if rating.value is None else shown_number(rating.value)}"
        return f"{self._measure.name}, 0 to 10{there}: "

    @property
    def help(self) -> Sequence[str]:
        """The anchors, and how to type a rating."""
        measure = self._measure
        return [
            f"{measure.name}: 0 is {measure.low_anchor}, 10 is {measure.high_anchor}.",
            f"{measure.direction.value.capitalize()} is better. It is about the day on average.",
            "Type 0 to 10, with tenths like 6.5 or 6,5; x is 10, - is no answer, clear takes an answer away.",
        ]

    def take(self, typed: str) -> Outcome:
        """Record the rating."""
        measure = self._measure
        if typed.lower() == CLEAR:
            self.subject.record(entries.no_rating(measure))
            return Outcome.AGAIN
        value = parse_rating(typed, measure.key)
        self.subject.record(
            entries.rating(self.subject.journal.measures.asked_on(self.subject.date, measure.key), value)
        )
        return Outcome.NEXT


class DoseAnswer(DayQuestion):
    """What was taken."""

    @property
    def is_answered(self) -> bool:
        """Whether there is a dose, or "not taken" was said."""
        return bool(self.subject.day.doses)

    @property
    def prompt(self) -> str:
        """What is there, what y records, and what else can be typed."""
        subject, asked = self.subject, self.subject.dose_question
        name = asked.medicine[:1].upper() + asked.medicine[1:]
        offers = []
        if subject.day.doses:
            name += f", now {'; '.join(map(dose_in_words, subject.day.doses))}"
        if asked.planned is not None:
            at = f" at {asked.planned.at:%H:%M}" if asked.planned.at else ""
            offers.append(f"y as planned, {asked.planned_in_words}{at}")
        elif asked.kind_without_doses is not None:
            name += f", none planned ({asked.kind_without_doses.value})"
            offers += [] if asked.repeatable is None else [f"y taken all the same, {asked.repeatable.amount}"]
        elif asked.repeatable is not None:
            offers.append(f"y as last time, {asked.repeatable.amount}")
        return f"{name}: {'; '.join([*offers, 'n not taken', 'e or an amount like 4.5 22:00'])}: "

    @property
    def help(self) -> Sequence[str]:
        """How to type a dose."""
        return [
            "y records the dose that the question names, n that none was taken.",
            "Or type the amount in mg, and the time if you know it: 4.5, or 4,5 22:00; while sealed, the bottle.",
            "e asks for it; clear takes an answer away.",
        ]

    def take(self, typed: str) -> Outcome:
        """Record the dose; ask about an unusual one first."""
        subject, asked = self.subject, self.subject.dose_question
        match typed.lower():
            case "y" | "yes" | "plan" if asked.planned is not None:
                return self._dose(TypedDose(asked.planned.mg, asked.planned.label, None))
            case "y" | "yes" if asked.repeatable is not None:
                return self._dose(TypedDose(asked.repeatable.mg, None, None))
            case "y" | "yes" | "plan":
                raise BadInput(f"dose {typed!r}: there is none to repeat yet; type the amount, like 4.5")
            case "n" | "no" | "none":
                subject.record(entries.no_dose(asked.medicine))
                return Outcome.NEXT
            case "clear":
                subject.record(entries.dose_unanswered())
                return Outcome.AGAIN
            case "e":
                amount = self.ask("How much, and when if you know it, like 4.5 22:00: ")
                return self._dose(read_dose(amount)) if amount else Outcome.AGAIN
            case _:
                return self._dose(read_dose(typed))

    def _dose(self, dose: TypedDose) -> Outcome:
        subject, medicine = self.subject, self.subject.dose_question.medicine
        journal, day = subject.journal, subject.date
        taken_at = instant_of(journal, day, dose.at)
        entry = checked_dose(journal, day, entries.dose(dose.mg, dose.label, medicine, taken_at))
        journal.check_taken_at(taken_at)
        label = None if entry.values is None else entry.values["label"]
        unusual = unusual_dose(journal, day, dose.mg, None if label is None else str(label), medicine, replaces=False)
        if unusual:
            subject.prompts.say(unusual)
            if any(known.taken and known.medicine == medicine for known in subject.day.doses):
                return self._second(entry, entries.dose(dose.mg, dose.label, medicine, taken_at, in_addition=True))
            if not self.confirms("Is this so?"):
                return Outcome.AGAIN
        return self._record(entry)

    def _second(self, correction: entries.Entry, addition: entries.Entry) -> Outcome:
        typed = self.ask("a is a second dose, r a correction of the one that is there, n neither: ")
        match typed.lower():
            case "a":
                return self._record(addition)
            case "r":
                return self._record(correction)
            case _:
                self.subject.prompts.say("Left as it is.")
                return Outcome.AGAIN

    def _record(self, entry: entries.Entry) -> Outcome:
        self.subject.record(entry)
        line = self.subject.journal.medicines.opioid_line(self.subject.date)
        if line is not None:
            self.subject.prompts.say(line)
        return Outcome.NEXT


class SideEffectAnswer(DayQuestion):
    """What was noticed."""

    @property
    def is_answered(self) -> bool:
        """Whether there are any, or "none" was said."""
        return self.subject.day.no_side_effects or bool(self.subject.day.side_effects)

    @property
    def prompt(self) -> str:
        """Those that are there, and how to type one more."""
        day = self.subject.day
        if day.side_effects:
            return f"Side effects, now {'; '.join(map(side_effect_in_words, day.side_effects))}. Another, or empty: "
        now = ", now none" if day.no_side_effects else ""
        return f"Side effects{now}: n none, or one like headache 2: "

    @property
    def help(self) -> Sequence[str]:
        """The terms, and the red flags with what to do."""
        flags = [f"{flag}: {red_flag_call(flag, RED_FLAG_SEVERITY)}" for flag in RED_FLAGS]
        return [
            f"n is none. Type one at a time, its beginning is enough, and how severe: {severities_in_words()}.",
            "0 takes that one away, clear all of them. Anything else is taken as your own words.",
            f"Terms: {', '.join(self.subject.journal.side_effect_terms())}.",
            "Not to be waited with:",
            *flags,
        ]

    def take(self, typed: str) -> Outcome:
        """Record a side effect, or that there were none."""
        subject, count = self.subject, len(self.subject.day.side_effects)
        if typed.lower() == CLEAR:
            subject.record(entries.side_effects_unanswered())
            return Outcome.AGAIN
        if typed.lower() in NOTHING:
            if count:
                raise BadInput(
                    f"side effects {typed!r}: {count} recorded already; empty leaves them, clear takes them away"
                )
            subject.record(entries.no_side_effects())
            return Outcome.NEXT
        said = read_side_effect(typed)
        term = self._term(said.words)
        if term is not None:
            self._record(term, said.severity)
        return Outcome.AGAIN

    def _term(self, words: str) -> str | None:
        """Return the term that `words` mean, None if they were taken back."""
        found = matching_terms(words, self.subject.journal.side_effect_terms())
        if len(found) == 1:
            return found[0]
        if not found:
            return words if self.confirms(f"{words!r} is not in the list. Record it in your own words?") else None
        raise BadInput(f"side effect {visible(words)!r} may be {', '.join(map(visible, found))}: type more of it")

    def _record(self, term: str, severity: int | None) -> None:
        subject = self.subject
        if severity == 0:
            subject.record(entries.side_effect_removed(term))
            return
        if term in RED_FLAGS:
            # What to do is said first: it must not wait for a disk or an answer.
            subject.prompts.say(f"{term}: {red_flag_call(term, RED_FLAG_SEVERITY)}")
            if self.confirms(f"Record {term!r}?"):
                subject.record(entries.side_effect(term, RED_FLAG_SEVERITY))
            return
        if severity is None:
            severity = self._severity(term)
        call = None if severity is None else red_flag_call(term, severity)
        if call is not None:
            subject.prompts.say(f"{term}: {call}")
        if severity is not None:
            subject.record(entries.side_effect(term, severity))

    def _severity(self, term: str) -> int | None:
        """Ask until a severity is typed; None if it is left open, and with it the side effect."""
        while True:
            typed = self.ask(f"How severe, {term}? {severities_in_words()}: ")
            if typed in {"", "<"}:
                self.subject.prompts.say(f"{term} is not recorded.")
                return None
            try:
                severity = read_side_effect(f"{term}:{typed}").severity
            except BadInput as error:
                self.subject.prompts.say(str(error))
                continue
            if severity:
                return severity
            self.subject.prompts.say(f"side effect severity {typed!r} is not one: {severities_in_words()}")
