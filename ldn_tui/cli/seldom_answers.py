"""What is asked of a day seldom, or in words: rescue medicines, the note, the overall impression, laboratory values."""

from collections.abc import Sequence

from ldn_tui.cli.day_answers import CLEAR, NOTHING
from ldn_tui.cli.day_question import DayQuestion, Outcome
from ldn_tui.cli.interviewed_day import InterviewedDay
from ldn_tui.domain.days import Lab
from ldn_tui.domain.due import DueItem
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.impressions import PGIC_ANSWERS, PGIC_STEM
from ldn_tui.domain.labs import parse_lab_number, read_lab_range, usual_lab_unit
from ldn_tui.domain.ratings import parse_number, shown_number
from ldn_tui.domain.text import visible
from ldn_tui.domain.typed_answers import matching_names, read_rescue
from ldn_tui.journal import entries


class RescueAnswer(DayQuestion):
    """As-needed medicines."""

    @property
    def is_answered(self) -> bool:
        """Whether there is any."""
        return bool(self.subject.day.rescues)

    @property
    def prompt(self) -> str:
        """Those that are there, and how to type one more."""
        rescues = self.subject.day.rescues
        if rescues:
            said = "; ".join(f"{rescue.medicine} x{shown_number(rescue.count)}" for rescue in rescues)
            return f"Rescue medicine, now {said}. Another, or empty: "
        return "Rescue medicine and how many, like ibuprofen 2; empty for none: "

    @property
    def help(self) -> Sequence[str]:
        """The medicines used so far, and how to type one."""
        used = self.subject.journal.rescue_medicines()
        known = [f"Used so far: {', '.join(used)}; the beginning is enough."] if used else []
        return ["An as-needed medicine taken this day, and how many: 1 or 0.5; 0 takes it away.", *known]

    def take(self, typed: str) -> Outcome:
        """Record one."""
        if typed.lower() in NOTHING:
            return Outcome.NEXT
        rescue = read_rescue(typed)
        medicine = self._medicine(rescue.medicine)
        if medicine is None:
            return Outcome.AGAIN
        count = rescue.count
        if count is None:
            typed = self.ask(f"How many {medicine}: ")
            if typed in {"", "<"}:
                return Outcome.AGAIN
            count = parse_number(typed, "rescue count")
        self.subject.record(entries.rescue(medicine, count))
        return Outcome.AGAIN

    def _medicine(self, words: str) -> str | None:
        """Return the medicine that `words` mean, None if they were taken back."""
        name = entries.check_name(words, "rescue medicine")
        if not any(map(str.isalpha, name)):
            raise BadInput(f"rescue medicine {name!r}: type its name, and how many, like ibuprofen 2")
        journal = self.subject.journal
        names = (*journal.rescue_medicines(), *(known.name for known in journal.medicines.list()))
        found = matching_names(name, names)
        if len(found) == 1:
            return found[0]
        if found:
            raise BadInput(
                f"rescue medicine {visible(name)!r} may be {', '.join(map(visible, found))}: type more of it"
            )
        return name if self.confirms(f"{name!r} was not used before. Record it as a rescue medicine?") else None


class NoteAnswer(DayQuestion):
    """The note."""

    takes_text = True

    @property
    def is_answered(self) -> bool:
        """Whether there is one."""
        return self.subject.day.note is not None

    @property
    def prompt(self) -> str:
        """The note that is there, if any."""
        note = self.subject.day.note
        return "Note: " if note is None else f"Note, now {note!r}. One more line: "

    @property
    def help(self) -> Sequence[str]:
        """How to write one."""
        return [
            "Any line of text; a word like #ill makes the day an event.",
            "A line that is typed to a note that is there is added to it; - takes the whole note away.",
        ]

    def take(self, typed: str) -> Outcome:
        """Record the note, or add a line to it."""
        note = self.subject.day.note
        if typed == "-":
            self.subject.record(entries.note(""))
            return Outcome.AGAIN
        self.subject.record(entries.note(typed if note is None else f"{note.rstrip()}\n{typed}"))
        return Outcome.NEXT


class ImpressionAnswer(DayQuestion):
    """The overall impression of change."""

    @property
    def is_answered(self) -> bool:
        """Whether there is one."""
        return self.subject.day.impression is not None

    @property
    def prompt(self) -> str:
        """The stem, what is there, and the answers."""
        value = self.subject.day.impression
        now = "" if value is None else f" (now {PGIC_ANSWERS[value]})"
        answers = ", ".join(f"{number} {words}" for number, words in PGIC_ANSWERS.items())
        return f"{PGIC_STEM}{now} {answers}: "

    @property
    def help(self) -> Sequence[str]:
        """How to answer."""
        return ["Type the number of the answer; 0 takes an answer away."]

    def take(self, typed: str) -> Outcome:
        """Record the impression."""
        if typed in {"0", CLEAR}:
            self.subject.record(entries.no_impression())
            return Outcome.AGAIN
        if typed not in set(map(str, PGIC_ANSWERS)):
            raise BadInput(f"impression {visible(typed)!r}: use 1 (very much improved) to 7 (very much worse)")
        self.subject.record(entries.impression(int(typed)))
        return Outcome.NEXT


class LabAnswer(DayQuestion):
    """A laboratory value that is due."""

    def __init__(self, subject: InterviewedDay, due: DueItem) -> None:
        """Ask for the value that is due."""
        super().__init__(subject)
        self._name = due.lab
        self._due = due.words

    @property
    def is_answered(self) -> bool:
        """Whether the day has it."""
        return self._held is not None

    @property
    def prompt(self) -> str:
        """What is due, and what is there."""
        held = self._held
        now = "" if held is None else f", now {shown_number(held.value)}"
        unit = usual_lab_unit(self._name)
        return f"{self._due} ({unit}){now}; empty if you have none yet, never to be asked no more: "

    @property
    def help(self) -> Sequence[str]:
        """How to answer."""
        return [
            "Type the number on the laboratory's sheet, with its unit if that is another; its own range comes next.",
            f"never: {self._name} is not asked for again, and can still be entered. clear takes the value away.",
        ]

    def take(self, typed: str) -> Outcome:
        """Record the value, with the range that is asked for, or that it is not to be asked for."""
        subject, name = self.subject, self._name
        if typed.lower() == "never":
            subject.prompts.say(f"Saved: {subject.journal.decline_lab(name).summary}")
            return Outcome.NEXT
        if typed.lower() == CLEAR:
            subject.record(entries.no_lab(name))
            return Outcome.AGAIN
        number, _, unit = typed.partition(" ")
        value = parse_lab_number(number, name)
        bounds = read_lab_range(self.ask("The laboratory's own range, like 0-20; empty if the sheet gives none: "))
        subject.record(entries.lab(name, value, unit.strip() or usual_lab_unit(name), *bounds))
        return Outcome.NEXT

    @property
    def _held(self) -> Lab | None:
        return next((lab for lab in self.subject.day.labs if lab.name == self._name), None)
