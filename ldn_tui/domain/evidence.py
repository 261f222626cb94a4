"""What an analysis of one trial is computed from: everything read, nothing computed but where the days lie."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time

from ldn_tui.domain.blinding import Seal
from ldn_tui.domain.days import Day, lag_in_days
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.medicines import Medicine
from ldn_tui.domain.phases import Phase
from ldn_tui.domain.trial import Amendment, Decision, Template, Trial
from ldn_tui.domain.windows import Windows


@dataclass(frozen=True, slots=True)
class Evidence:
    """One trial as it was recorded, seen from a day.

    Attributes:
        as_of: the last day that counts; what lies later is left out, whenever it was recorded.
        trial: the trial, its plan as it stands now.
        windows: its windows as they stand now.
        phases: its phases, earliest first; what a bottle held is in them once the seal is open.
        measures: the measures to look at, the primary one first, then in their own order.
        days: every recorded day from the trial's start to `as_of`, by date.
        day_starts_at: when a logical day begins.
        medicines: all medicines, the trial's own too.
        amendments: the changes of what was locked, earliest first.
        decisions: what was decided, earliest first.
        seal: the blinding, None where there is none.
    """

    as_of: date
    trial: Trial
    windows: Windows
    phases: tuple[Phase, ...]
    measures: tuple[Measure, ...]
    days: Mapping[date, Day]
    day_starts_at: time
    medicines: tuple[Medicine, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    decisions: tuple[Decision, ...] = ()
    seal: Seal | None = None

    @property
    def is_sealed(self) -> bool:
        """Whether nothing may be said that separates LDN from the comparator."""
        is_open = self.seal is not None and self.seal.is_open
        return self.trial.template is Template.SEALED_PAIRS and not is_open

    def series(self, measure: str, *, only_on_time: bool = False) -> dict[date, float]:
        """Return the ratings of `measure` by day, in order; days without an answer are missing.

        Args:
            measure: its key.
            only_on_time: whether what was recorded after its day is left out.
        """
        found: dict[date, float] = {}
        for day in sorted(self.days):
            rating = self.days[day].ratings.get(measure)
            if rating is None or rating.value is None:
                continue
            if only_on_time and lag_in_days(day, rating.recorded_at, self.day_starts_at) > 0:
                continue
            found[day] = rating.value
        return found
