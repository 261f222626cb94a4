"""What an analysis of one trial says: plain values, ready to be shown, printed or written as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from ldn_tui.domain.measure_findings import AfterStopping, Blinded, Change, DoseStepMean, Sensitivity
from ldn_tui.domain.medicine_findings import Cost, DoseRecord, OtherChanges, SideEffectCourse
from ldn_tui.domain.trial import Amendment, Decision, Trial
from ldn_tui.domain.windows import Span


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer, or why there is none.

    Attributes:
        letter: the number class C, I, S, N, W or U; "undetermined" for too few ratings; None before decision day and
            where a trial has no verdict.
        words: the sentence; None where there is no verdict.
        reason: why there is no verdict, or why it is no clear one; None where nothing is to be explained.
        first: what is said before it ("Stopped on day 19: ..."), or None.
        additions: what is said after it.
    """

    letter: str | None
    words: str | None
    reason: str | None = None
    first: str | None = None
    additions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of a stretch of days was rated.

    Attributes:
        name: "all", a phase's title, or "week 3".
        start: its first day.
        days: how many days of it count (no pauses, none after the day looked from).
        rated: days with at least one rating.
        on_time: rated days whose latest rating was recorded on the day.
        late: one or two days after it.
        recalled: three and more days after it.
    """

    name: str
    start: date
    days: int
    rated: int
    on_time: int
    late: int
    recalled: int


@dataclass(frozen=True, slots=True)
class DataQuality:
    """Row 1: completeness of the trial, by phase and by week, with its longest gap."""

    whole: Completeness
    phases: tuple[Completeness, ...]
    weeks: tuple[Completeness, ...]
    longest_gap: Span | None


@dataclass(frozen=True, slots=True)
class ImpressionGiven:
    """An overall impression: when, its PGIC value, and how many days after decision day (negative before it)."""

    day: date
    value: int
    days_after_decision: int | None


@dataclass(frozen=True, slots=True)
class Impressions:
    """Row 6: the impression that counts, and the course of all."""

    counted: ImpressionGiven | None
    course: tuple[ImpressionGiven, ...]


@dataclass(frozen=True, slots=True)
class LabValue:
    """Row 16: a laboratory value; `is_outside` tells whether it lies outside the laboratory's own range."""

    day: date
    name: str
    value: float
    unit: str
    range_low: float | None
    range_high: float | None
    is_outside: bool | None


@dataclass(frozen=True, slots=True)
class Precedence:
    """How likely one measure improved before another: `probability` in 0 to 1, never below one half."""

    first: str
    then: str
    probability: float


@dataclass(frozen=True, slots=True)
class Order:
    """Row 11: which measure improved before which, and in words; `pairs` is empty where it was not computed."""

    pairs: tuple[Precedence, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Findings:
    """Everything that is found about one trial as of a day.

    Attributes:
        as_of: the last day that counts.
        trial: the trial.
        windows: every window that exists by its name (baseline, transition, stable, endpoint), half-open, as they
            count on `as_of`.
        decision_day: the day from which there is a verdict; None while not known.
        is_sealed: whether nothing that separates the periods is told.
        caveats: what is said above and below the result.
        verdict: the answer.
        changes: every measure, the primary one first.
        order: which improved first; None while not computed.
        completeness: row 1.
        doses: row 15.
        side_effects: row 14, most frequent first.
        labs: row 16, earliest first.
        impressions: row 6.
        cost: row 17.
        after_stopping: row 13; None while not stopped.
        dose_steps: row 20; empty with fewer than 2.
        sensitivity: rows 18 and 19.
        other_changes: row 18.
        blinded: row 12; None but for an opened sealed trial.
        decision: what was decided last, or None.
        amendments: what was changed after the lock.
        still_needed: before decision day, what is still needed, as sentences.
        first_dose: the day of the first dose, from which an improvement is counted; None while not known.
    """

    as_of: date
    trial: Trial
    windows: Mapping[str, Span]
    decision_day: date | None
    is_sealed: bool
    caveats: tuple[str, ...]
    verdict: Verdict
    changes: tuple[Change, ...]
    order: Order | None
    completeness: DataQuality
    doses: DoseRecord
    side_effects: tuple[SideEffectCourse, ...]
    labs: tuple[LabValue, ...]
    impressions: Impressions
    cost: Cost
    after_stopping: AfterStopping | None
    dose_steps: tuple[DoseStepMean, ...]
    sensitivity: tuple[Sensitivity, ...]
    other_changes: OtherChanges
    blinded: Blinded | None
    decision: Decision | None
    amendments: tuple[Amendment, ...]
    still_needed: tuple[str, ...]
    first_dose: date | None = None

    @property
    def primary(self) -> Change:
        """The primary measure's change."""
        return self.changes[0]

    @property
    def is_decision_due(self) -> bool:
        """Whether the decision day has come."""
        return self.decision_day is not None and self.as_of >= self.decision_day

    @property
    def decided_window(self) -> tuple[date, date] | None:
        """The first and last day of the endpoint, once the decision is past: it is no longer "the last weeks"."""
        endpoint = self.windows.get("endpoint")
        if endpoint is None or self.decision_day is None or self.as_of <= self.decision_day:
            return None
        return endpoint.start, endpoint.end - timedelta(days=1)

    @property
    def shows_primary(self) -> bool:
        """Whether the primary measure is told of, and so what is found of it alone can be."""
        return bool(self.changes) and self.changes[0].measure.key == self.trial.primary

    def day_on_medicine(self, day: date) -> int | None:
        """Return which day since the first dose `day` is, 1 for its own; None while there is no first dose."""
        return None if self.first_dose is None else (day - self.first_dose).days + 1
