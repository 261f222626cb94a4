"""What the calendar shows, as one immutable value read from the journal: a month or a year of days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ldn_tui.domain.days import Day, JournalFacts
from ldn_tui.domain.events import Events
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.month import Month
from ldn_tui.domain.plan_marks import PlanMarks
from ldn_tui.domain.year import Year

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
    """

    page: Page
    days: Mapping[date, Day]
    facts: JournalFacts
    today: date
    plan: PlanMarks
    events: Events

    @property
    def active(self) -> list[Measure]:
        """The measures still asked, in order: what the digits stand for."""
        return [measure for measure in self.facts.measures if not measure.is_retired]

    def measure(self, key: str) -> Measure | None:
        """Return the measure with that key, else the first still asked, else the first; None if there is none."""
        measures = self.facts.measures
        chosen = next((measure for measure in measures if measure.key == key), None)
        return chosen or next(iter(self.active), None) or next(iter(measures), None)
