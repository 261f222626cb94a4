"""What the day form shows, as one immutable value read from the journal."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

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
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.phases import phase_of
from ldn_tui.journal import Journal
from ldn_tui.tui.pending import PendingWrites
from ldn_tui.tui.widgets.rows import Answer
from ldn_tui.tui.widgets.strips import STRIP_DAYS, Strip


@dataclass(frozen=True, slots=True)
class DayView:
    """A day as the form shows it.

    Attributes:
        day: what is recorded, with what still waits to be saved.
        today: the present logical day.
        facts: the journal's facts.
        measures: the rows to show, in order.
        answers: each row's answer by measure key.
        last_dose: the latest dose taken on an earlier day.
        unsaved: the fields that wait to be saved.
        recent: the days of the strips and of the week to fill, up to the day shown.
        to_fill: the days to fill of the last seven, newest first.
        clock_hint: which day is written, where the wall clock might make one doubt it.
    """

    day: Day
    today: date
    facts: JournalFacts
    measures: tuple[Measure, ...]
    answers: Mapping[str, Answer]
    last_dose: Dose | None
    unsaved: frozenset[str]
    recent: tuple[Day, ...]
    to_fill: tuple[date, ...]
    clock_hint: str

    @property
    def state(self) -> DayState:
        """The day's state."""
        return self.facts.state(self.day, self.today)

    @property
    def missing(self) -> tuple[Measure, ...]:
        """The rows without an answer."""
        return missing_from(self.day, self.measures)

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
                {
                    day.date: day.ratings[measure.key].value
                    for day in map(self._with_pending, self.recent)
                    if measure.key in day.ratings
                },
            )
            for measure in self.measures
        )

    def _with_pending(self, day: Day) -> Day:
        return self.day if day.date == self.day.date else day


def rows_of(day: Day, facts: JournalFacts) -> tuple[Measure, ...]:
    """Return the measures a form shows for `day`: those asked then, and any other that was rated.

    A day from before the journal's first day is treated as if it were the first, so that it can be filled.
    """
    asked = replace(facts, first_day=min(facts.first_day, day.date)).active_measures(day.date)
    return tuple(measure for measure in facts.measures if measure in asked or measure.key in day.ratings)


def load_day_view(journal: Journal, pending: PendingWrites, day: date) -> DayView:
    """Read what the form shows for `day`."""
    today = journal.today()
    facts = journal.facts()
    recent = journal.days(date.fromordinal(max(day.toordinal() - STRIP_DAYS + 1, 1)), day)
    week = journal.days(today - timedelta(days=6), today) if day != today else recent[-7:]
    shown = pending.preview(recent[-1])
    return DayView(
        day=shown,
        today=today,
        facts=facts,
        measures=rows_of(shown, facts),
        answers={
            key: Answer(
                given=True,
                value=rating.value,
                timeliness=timeliness(lag_in_days(day, rating.recorded_at, journal.day_starts_at)),
            )
            for key, rating in shown.ratings.items()
        },
        last_dose=journal.last_dose_before(day),
        unsaved=pending.fields(day),
        recent=tuple(recent),
        to_fill=tuple(days_to_fill([shown if week_day.date == day else week_day for week_day in week], facts, today)),
        clock_hint=_clock_hint(journal, day, today),
    )


def _clock_hint(journal: Journal, day: date, today: date) -> str:
    now = journal.clock.now()
    if day == today and now.date() != today:
        return f"still {day_in_words(today).rsplit(' ', 1)[0]} until {journal.day_starts_at:%H:%M}"
    if day < today:
        ago = (today - day).days
        mark = "late" if ago <= 2 else "recalled"
        return f"{ago} day{'s' if ago > 1 else ''} late: what you set now is marked {mark}"
    return ""
