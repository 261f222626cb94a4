"""What the calendar shows, as one immutable value read from the journal: a month or a year of days."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time

from ldn_tui.domain.days import Day, JournalFacts
from ldn_tui.domain.events import Events
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.month import DayFace, Month, face_of
from ldn_tui.domain.plan_marks import PlanMarks
from ldn_tui.domain.year import Year
from ldn_tui.journal import Journal

Page = Month | Year


@dataclass(frozen=True, slots=True)
class CalendarView:
    """What was read from the journal for one page of the calendar.

    Attributes:
        page: the month or the year.
        days: each of its days.
        facts: the journal's facts.
        today: the present logical day.
        plan: what is marked of the latest trial's plan.
        events: the journal's events.
        day_starts_at: when a day begins on the clock.
    """

    page: Page
    days: Mapping[date, Day]
    facts: JournalFacts
    today: date
    plan: PlanMarks
    events: Events
    day_starts_at: time

    @property
    def active(self) -> list[Measure]:
        """The measures still asked, in order: what the digits stand for."""
        return [measure for measure in self.facts.measures if not measure.is_retired]

    def measure(self, key: str) -> Measure | None:
        """Return the measure with that key, else the first still asked, else the first; None if there is none."""
        measures = self.facts.measures
        chosen = next((measure for measure in measures if measure.key == key), None)
        return chosen or next(iter(self.active), None) or next(iter(measures), None)

    def faces(self, measure: Measure, preview: Callable[[Day], Day], tag: str | None) -> dict[date, DayFace]:
        """Return what a grid of `measure` shows of each day.

        Args:
            measure: whose ratings are shown.
            preview: returns a day with what still waits to be saved.
            tag: the one tag that makes an event; None for any.
        """
        days = (preview(day) for day in self.days.values())
        return {
            day.date: face_of(day, measure.key, self.facts, self.today, self.day_starts_at, self.plan, tag)
            for day in days
        }


def days_of(journal: Journal, page: Page) -> dict[date, Day]:
    """Read the days of a page.

    Raises:
        LdnError: the journal cannot be read just now.
    """
    return {day.date: day for day in journal.days(page.first, page.last)}


def load_calendar_view(journal: Journal, page: Page) -> CalendarView:
    """Read a page of the calendar, with what else may have changed.

    Raises:
        LdnError: the journal cannot be read just now.
    """
    return CalendarView(
        page,
        days_of(journal, page),
        journal.facts(),
        journal.today(),
        journal.trials.plan_marks(),
        journal.events(),
        journal.day_starts_at,
    )
