"""What the day form shows, as one immutable value read from the journal."""

from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from ldn_tui.domain.dates import day_in_words
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
from ldn_tui.domain.due import DueItem
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.phases import PhaseKind, phase_of
from ldn_tui.domain.planned_doses import WITHOUT_DOSES, PlannedDose, planned_dose
from ldn_tui.domain.trial import NALTREXONE
from ldn_tui.journal import Journal
from ldn_tui.tui.pending import PendingWrites
from ldn_tui.tui.widgets.rows import Answer
from ldn_tui.tui.widgets.strips import STRIP_DAYS, Strip


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
        recent: the days of the strips and of the week to fill, up to the day shown.
        week: the last seven days up to today.
        clock_hint: which day is written, where the wall clock might make one doubt it.
    """

    day: Day
    today: date
    facts: JournalFacts
    day_starts_at: time
    planned: PlannedDose | None
    last_dose: Dose | None
    due: tuple[DueItem, ...]
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
        return rows_of(self.day, self.facts)

    def answer(self, key: str) -> Answer:
        """Return what the row of a measure shows."""
        rating = self.day.ratings.get(key)
        if rating is None:
            return Answer()
        lag = lag_in_days(self.day.date, rating.recorded_at, self.day_starts_at)
        return Answer(given=True, value=rating.value, timeliness=timeliness(lag))

    @property
    def medicine(self) -> str:
        """The medicine the dose row speaks of: that of the day's dose, of the trial, else that of the last one."""
        if self.day.doses:
            return self.day.doses[-1].medicine
        trial = next((trial for trial in self.facts.trials if trial.holds(self.day.date)), None)
        if trial is not None:
            return trial.medicine
        return self.last_dose.medicine if self.last_dose is not None else NALTREXONE

    @property
    def repeatable_dose(self) -> Dose | None:
        """The last dose, if it can be taken again: a bottle belongs to its own period alone."""
        return self.last_dose if self.last_dose is not None and self.last_dose.label is None else None

    @property
    def planned_in_words(self) -> str:
        """The planned dose as "4.5 mg" or "bottle 1"; once the seal is open, with what the bottle holds."""
        if self.planned is None:
            return ""
        phase = phase_of(self.day.date, self.facts.phases)
        is_known = phase is not None and phase.content is not None and phase.arm == self.planned.label
        return f"{phase.content} ({self.planned.amount})" if phase is not None and is_known else self.planned.amount

    @property
    def kind_without_doses(self) -> PhaseKind | None:
        """The kind of the day's phase, if no dose is planned in such a phase at all."""
        phase = phase_of(self.day.date, self.facts.phases)
        return phase.kind if phase is not None and phase.kind in WITHOUT_DOSES else None

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
        names = [measure.name for measure in self.missing]
        lately = any(dose.taken for day in self.recent for dose in day.doses)
        if not self.day.doses and (self.planned is not None or lately):
            names.append("the dose")
        return tuple(names)

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


def rows_of(day: Day, facts: JournalFacts) -> tuple[Measure, ...]:
    """Return the measures a form shows for `day`: those asked then, and any other that was rated.

    A day from before the journal's first day is treated as if it were the first, so that it can be filled.
    """
    asked = replace(facts, first_day=min(facts.first_day, day.date)).active_measures(day.date)
    return tuple(measure for measure in facts.measures if measure in asked or measure.key in day.ratings)


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
        clock_hint=_clock_hint(journal, day, today),
    )


def _due(journal: Journal, facts: JournalFacts) -> tuple[DueItem, ...]:
    """Return what a trial asks for today; without one, nothing is read."""
    return tuple(item for item in journal.status().due if item.kind != "day") if facts.trials else ()


def _clock_hint(journal: Journal, day: date, today: date) -> str:
    now = journal.clock.now()
    if day == today and now.date() != today:
        return f"still {day_in_words(today).rsplit(' ', 1)[0]} until {journal.day_starts_at:%H:%M}"
    if day < today:
        ago = (today - day).days
        return f"{ago} day{'s' if ago > 1 else ''} late: what you set now is marked {timeliness(ago)}"
    return ""
