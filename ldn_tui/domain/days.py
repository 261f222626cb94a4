"""The logical day: which one an instant belongs to, what was recorded for it, and what state that leaves it in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.phases import Phase, PhaseKind, phase_of
from ldn_tui.domain.planned_doses import PlannedDose, planned_dose
from ldn_tui.domain.ratings import shown_number
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import Trial

DAYS_OFFERED = 7


def logical_day(instant: datetime, day_starts_at: time) -> date:
    """Return the civil date `instant` belongs to, read from its own wall clock.

    A day begins at `day_starts_at`; what is earlier on the clock still belongs to the day before.

    Raises:
        ValueError: `instant` is naive.
    """
    if instant.utcoffset() is None:
        raise ValueError("an instant needs its UTC offset")
    wall = instant.replace(tzinfo=None)
    start = timedelta(hours=day_starts_at.hour, minutes=day_starts_at.minute)
    return (wall - start).date()


class Timeliness(StrEnum):
    """How long after its day a value was recorded."""

    ON_TIME = "on time"
    LATE = "late"
    RECALLED = "recalled"


def lag_in_days(day: date, recorded_at: datetime, day_starts_at: time) -> int:
    """Return how many days after `day` a value was recorded; never negative."""
    return max((logical_day(recorded_at, day_starts_at) - day).days, 0)


def timeliness(lag: int) -> Timeliness:
    """Return on time (0 days), late (1 or 2) or recalled (3 and more)."""
    if lag <= 0:
        return Timeliness.ON_TIME
    return Timeliness.LATE if lag <= 2 else Timeliness.RECALLED


class SkipReason(StrEnum):
    """Why a day has no ratings."""

    ILL = "ill"
    AWAY = "away"
    FORGOT = "forgot"
    TOO_TIRED = "too tired"
    OTHER = "other"


def parse_skip_reason(text: str) -> SkipReason:
    """Return the reason called `text`.

    Raises:
        BadInput: it is none of them.
    """
    try:
        return SkipReason(text.strip().lower().replace("-", " ").replace("_", " "))
    except ValueError:
        reasons = ", ".join(SkipReason)
        raise BadInput(f"skip {visible(text)!r} is not a reason: use one of {reasons}") from None


@dataclass(frozen=True, slots=True)
class Rating:
    """One measure's answer for one day; a value of None is an explicit "no answer"."""

    measure: str
    value: float | None
    recorded_at: datetime


def amount_in_words(taken: bool, mg: float | None, label: str | None) -> str:
    """Return how a dose's amount is said: "4.5 mg", a bottle's label, or "not taken"."""
    if not taken:
        return "not taken"
    return f"{shown_number(mg)} mg" if mg is not None else (label or "taken")


@dataclass(frozen=True, slots=True)
class Dose:
    """An intake, or the statement that none was taken.

    Attributes:
        id: the row's UUID.
        medicine: its name.
        mg: the amount, None where a label stands instead or nothing was taken.
        label: a bottle's label, or None.
        taken: whether it was taken.
        taken_at: when, or None if not known.
        recorded_at: when it was recorded.
    """

    id: str
    medicine: str
    mg: float | None
    label: str | None
    taken: bool
    taken_at: datetime | None
    recorded_at: datetime

    @property
    def amount(self) -> str:
        """What was taken: "4.5 mg", a bottle's label, or "not taken"."""
        return amount_in_words(self.taken, self.mg, self.label)


@dataclass(frozen=True, slots=True)
class SideEffect:
    """A term with a severity of 1 to 3."""

    id: str
    term: str
    severity: int


@dataclass(frozen=True, slots=True)
class Rescue:
    """An as-needed medicine and how many were taken."""

    id: str
    medicine: str
    count: float


@dataclass(frozen=True, slots=True)
class Lab:
    """A laboratory value with its unit and, if known, the laboratory's own range."""

    id: str
    name: str
    value: float
    unit: str
    range_low: float | None
    range_high: float | None


@dataclass(frozen=True, slots=True)
class Day:
    """Everything recorded for one day."""

    date: date
    ratings: Mapping[str, Rating] = field(default_factory=lambda: MappingProxyType({}))
    doses: tuple[Dose, ...] = ()
    side_effects: tuple[SideEffect, ...] = ()
    no_side_effects: bool = False
    rescues: tuple[Rescue, ...] = ()
    note: str | None = None
    skip: SkipReason | None = None
    impression: int | None = None
    labs: tuple[Lab, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was recorded."""
        return not (
            self.ratings
            or self.doses
            or self.side_effects
            or self.no_side_effects
            or self.rescues
            or self.note is not None
            or self.skip
            or self.impression is not None
            or self.labs
        )

    def is_as_planned(self, planned: PlannedDose | None) -> bool:
        """Return whether nothing is planned for it, or one of its doses is the planned one."""
        return planned is None or any(dose.amount == planned.amount for dose in self.doses)

    def value(self, measure: str) -> float | None:
        """Return the rating of `measure`, None if there is none or no answer was given."""
        rating = self.ratings.get(measure)
        return rating.value if rating else None

    def lag(self, day_starts_at: time) -> int | None:
        """Return the largest lag in days of its ratings, None without any."""
        # The latest on the wall has the largest lag; findings ask this of hundreds of days.
        recorded = (rating.recorded_at for rating in self.ratings.values())
        latest = max(recorded, key=lambda at: at.replace(tzinfo=None), default=None)
        return None if latest is None else lag_in_days(self.date, latest, day_starts_at)


class DayState(StrEnum):
    """What a day is, by the first that fits; the values are the JSON spelling."""

    NOT_DUE = "not_due"
    SKIPPED = "skipped"
    COMPLETE = "complete"
    PARTIAL = "partial"
    OPEN = "open"
    MISSED = "missed"

    @property
    def is_to_fill(self) -> bool:
        """Whether such a day is offered to be filled."""
        return self in {DayState.PARTIAL, DayState.OPEN, DayState.MISSED}


@dataclass(frozen=True, slots=True)
class ImportedSpan:
    """What an import brought: its days, first to last, and the measures rated in it."""

    first_day: date
    last_day: date
    measures: frozenset[str]


@dataclass(frozen=True, slots=True)
class JournalFacts:
    """What the state of any day depends on besides the day itself.

    Attributes:
        created_on: the day the journal was made.
        first_day: the earliest day with anything recorded, or `created_on`.
        measures: all of them, retired ones too, in order.
        first_rated: each measure's first rated day.
        imports: the imports that reach before `created_on`.
        phases: all phases, in order.
        trials: all trials, in order.
    """

    created_on: date
    first_day: date
    measures: tuple[Measure, ...]
    first_rated: Mapping[str, date] = field(default_factory=lambda: MappingProxyType({}))
    imports: tuple[ImportedSpan, ...] = ()
    phases: tuple[Phase, ...] = ()
    trials: tuple[Trial, ...] = ()

    def active_measures(self, day: date) -> tuple[Measure, ...]:
        """Return the measures asked on `day`, in order.

        A measure is active from the day it was added, or its first rating if earlier, until it is retired, and from
        the day it is brought back. Those that came with the journal are active from its first day; but where an
        import brought days from before the journal was made, only those it rated are.
        """
        imported = self._imported_measures(day)
        return tuple(measure for measure in self.measures if self._is_active(measure, day, imported))

    def measures_not_imported(self, day: date) -> tuple[Measure, ...] | None:
        """Return the measures that `day` would be asked, had an import not brought it without them.

        None for a day that was not brought by an import, from before the journal was made.
        """
        imported = self._imported_measures(day)
        if imported is None:
            return None
        asked = self.active_measures(day)
        return tuple(
            measure for measure in self.measures if measure not in asked and self._is_active(measure, day, None)
        )

    def _imported_measures(self, day: date) -> set[str] | None:
        """Return the keys that imports rated around a day from before the journal was made; None for any other."""
        if day >= self.created_on:
            return None
        spans = [span for span in self.imports if span.first_day <= day <= span.last_day]
        return set().union(*(span.measures for span in spans)) if spans else None

    def _is_active(self, measure: Measure, day: date, imported: set[str] | None) -> bool:
        if measure.is_retired_by(day):
            return False
        if measure.added_on is None:
            return day >= self.first_day and (imported is None or measure.key in imported)
        return day >= min(measure.added_on, self.first_rated.get(measure.key, measure.added_on))

    def state(self, day: Day, today: date) -> DayState:
        """Return the state of `day`, seen from `today`; one with a planned dose is complete only with it answered.

        Args:
            day: what was recorded.
            today: the present logical day.
        """
        if day.date > today or (day.date < self.first_day and day.is_empty):
            return DayState.NOT_DUE
        phase = phase_of(day.date, self.phases)
        if phase is not None and phase.kind is PhaseKind.PAUSE:
            return DayState.NOT_DUE
        if day.skip is not None:
            return DayState.SKIPPED
        if day.is_empty:
            return DayState.OPEN if day.date == today else DayState.MISSED
        # Where an import brought nothing but doses, no measure is asked: nothing is left to answer.
        answered = all(measure.key in day.ratings for measure in self.active_measures(day.date))
        dose_missing = not day.doses and planned_dose(day.date, self.trials, self.phases) is not None
        return DayState.COMPLETE if answered and not dose_missing else DayState.PARTIAL


def days_to_fill(days: Iterable[Day], facts: JournalFacts, today: date) -> list[date]:
    """Return which of `days` among the last seven (today included) are to be filled, newest first."""
    recent = [day for day in days if 0 <= (today - day.date).days < DAYS_OFFERED]
    return sorted((day.date for day in recent if facts.state(day, today).is_to_fill), reverse=True)


def missing_from(day: Day, active: Sequence[Measure]) -> tuple[Measure, ...]:
    """Return the active measures that have no answer yet, in order."""
    return tuple(measure for measure in active if measure.key not in day.ratings)
