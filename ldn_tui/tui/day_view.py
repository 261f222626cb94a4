"""What the day form shows, as one immutable value read from the journal."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import TYPE_CHECKING

from ldn_tui.domain.day_questions import (
    DoseQuestion,
    dose_question,
    measures_asked,
    unanswered,
    which_day_in_words,
)
from ldn_tui.domain.days import (
    Day,
    DayState,
    Dose,
    JournalFacts,
    days_to_fill,
    lag_in_days,
    missing_from,
    timeliness,
)
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.phases import PhaseKind, phase_of
from ldn_tui.domain.planned_doses import PlannedDose, planned_dose
from ldn_tui.journal import Journal
from ldn_tui.tui.pending import PendingWrites
from ldn_tui.tui.widgets.rows import Answer
from ldn_tui.tui.widgets.strips import STRIP_DAYS, Strip

if TYPE_CHECKING:
    from ldn_tui.domain.due import DueItem


@dataclass(frozen=True, slots=True)
class DayView:
    """A day as the form shows it.

    Attributes:
        day: what is recorded; `with_pending` adds what still waits to be saved.
        today: the present logical day.
        facts: the journal's facts.
        day_starts_at: when a day begins on the clock.
        planned: the dose planned for the day, or None.
        last_dose: the latest dose taken on an earlier day.
        due: what a trial asks for today; empty on another day's form.
        opioid_line: what to say of an active opioid, or None.
        unsaved: the fields that wait to be saved.
        recent: the days of the strips and of those to fill, up to the day shown.
        week: the last seven days up to today.
        clock_hint: which day is written, where the wall clock might make one doubt it.
    """

    day: Day
    today: date
    facts: JournalFacts
    day_starts_at: time
    planned: PlannedDose | None
    last_dose: Dose | None
    due: "tuple[DueItem, ...]"
    opioid_line: str | None
    unsaved: frozenset[str]
    recent: tuple[Day, ...]
    week: tuple[Day, ...]
    clock_hint: str

    def with_pending(self, pending: PendingWrites) -> "DayView":
        """Return the view with what waits to be saved, as it will be."""
        if not len(pending):
            return self
        return replace(
            self,
            day=pending.preview(self.day),
            unsaved=pending.fields(self.day.date),
            recent=tuple(map(pending.preview, self.recent)),
            week=tuple(map(pending.preview, self.week)),
        )

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The rows to show, in order."""
        return measures_asked(self.day, self.facts)

    def answer(self, key: str) -> Answer:
        """Return what the row of a measure shows."""
        rating = self.day.ratings.get(key)
        if rating is None:
            return Answer()
        lag = lag_in_days(self.day.date, rating.recorded_at, self.day_starts_at)
        return Answer(given=True, value=rating.value, timeliness=timeliness(lag))

    @property
    def dose_question(self) -> DoseQuestion:
        """What the dose row asks."""
        return dose_question(self.day, self.facts, self.last_dose)

    @property
    def medicine(self) -> str:
        """The medicine the dose row speaks of."""
        return self.dose_question.medicine

    @property
    def repeatable_dose(self) -> Dose | None:
        """The last dose, if it can be taken again."""
        return self.dose_question.repeatable

    @property
    def planned_in_words(self) -> str:
        """The planned dose in words."""
        return self.dose_question.planned_in_words

    @property
    def kind_without_doses(self) -> PhaseKind | None:
        """The kind of the day's phase, if no dose is planned in such a phase at all."""
        return self.dose_question.kind_without_doses

    @property
    def to_fill(self) -> tuple[date, ...]:
        """The days to fill of the last seven, newest first."""
        return tuple(days_to_fill(self.week, self.facts, self.today))

    @property
    def state(self) -> DayState:
        """The day's state."""
        return self.facts.state(self.day, self.today)

    @property
    def missing(self) -> tuple[Measure, ...]:
        """The rows without an answer."""
        return missing_from(self.day, self.measures)

    @property
    def unanswered(self) -> tuple[str, ...]:
        """What Enter names: the rows without an answer, and the dose where one is planned, or was taken lately."""
        return unanswered(self.day, self.measures, self.planned, self.recent)

    @property
    def phase_in_words(self) -> str:
        """The phase the day lies in: "Treatment, LDN 4.5 mg   day 23 of 56"."""
        phase = phase_of(self.day.date, self.facts.phases)
        if phase is None:
            return ""
        of = f" of {phase.length}" if phase.length else ""
        return f"{phase.title}   day {phase.day_number(self.day.date)}{of}"

    @property
    def strip_days(self) -> tuple[date, ...]:
        """The days of the strips."""
        return tuple(day.date for day in self.recent)

    def strips(self) -> tuple[Strip, ...]:
        """Return the strips of all rows."""
        return tuple(
            Strip(
                measure,
                {day.date: day.ratings[measure.key].value for day in self.recent if measure.key in day.ratings},
            )
            for measure in self.measures
        )


def load_day_view(journal: Journal, day: date) -> DayView:
    """Read what the form shows for `day`.

    Raises:
        LdnError: the journal cannot be read just now.
    """
    today = journal.today()
    facts = journal.facts()
    recent = journal.days(date.fromordinal(max(day.toordinal() - STRIP_DAYS + 1, 1)), day)
    week = journal.days(today - timedelta(days=6), today) if day != today else recent[-7:]
    return DayView(
        day=recent[-1],
        today=today,
        facts=facts,
        day_starts_at=journal.day_starts_at,
        planned=planned_dose(day, facts.trials, facts.phases),
        last_dose=journal.last_dose_before(day),
        due=_due(journal, facts) if day == today else (),
        opioid_line=journal.medicines.opioid_line(day),
        unsaved=frozenset(),
        recent=tuple(recent),
        week=tuple(week),
        clock_hint=which_day_in_words(day, journal.clock.now(), today, journal.day_starts_at),
    )


def _due(journal: Journal, facts: JournalFacts) -> "tuple[DueItem, ...]":
    """Return what a trial asks for today; without one, nothing is read."""
    return tuple(item for item in journal.status().due if item.kind != "day") if facts.trials else ()
