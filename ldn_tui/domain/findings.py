"""What an analysis of one trial says: plain values, ready to be shown, printed or written as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from ldn_tui.domain import sentences
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.trial import Amendment, Decision, Trial
from ldn_tui.domain.windows import Span

# Why a percent or an interval is missing though there are ratings enough.
_REASONS_OF_NUMBERS = {sentences.EVERY_DAY_THE_SAME, sentences.AT_BEST_BEFORE, sentences.CANNOT_BE_ESTIMATED}

# The improvements, in percent, whose chances are told.
CHANCES = (0, 15, 30, 50)


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
class Change:
    """One measure before and on the medicine. Differences are in raw points; percents are improvements.

    Attributes:
        measure: the measure.
        n_baseline: ratings in the baseline.
        n_stable: ratings in the stable days.
        n_endpoint: ratings in the endpoint.
        baseline_mean: points, or None without ratings.
        endpoint_mean: points, or None without ratings.
        difference: endpoint minus baseline.
        difference_low: lower limit of its 95 % interval.
        difference_high: upper limit.
        percent: improvement in percent of the baseline (higher is better: of the room for improvement).
        percent_low: lower limit by Fieller; None where it cannot be estimated.
        percent_high: upper limit.
        phi: the lag-1 correlation used.
        df: degrees of freedom.
        standard_error: of the difference, in points.
        chance_at_least: the chance of an improvement of at least so many percent, by percent.
        band: "substantial", "moderate", "minimal", "none", "worse"; None where higher is better or not estimable.
        nap: share of pairs of days in which the stable day is better, 0 to 1.
        tau: 2 NAP - 1.
        first_sustained_improvement: the day, or None.
        reason: why something is missing, or the windows hold too few ratings; None if all is there.
        usual_range: (low, mean, high) of the baseline in points, or None.
        trend_per_week: slope of the baseline in points a week with its interval (slope, low, high), or None.
        weeks: its weekly means.
    """

    measure: Measure
    n_baseline: int = 0
    n_stable: int = 0
    n_endpoint: int = 0
    baseline_mean: float | None = None
    endpoint_mean: float | None = None
    difference: float | None = None
    difference_low: float | None = None
    difference_high: float | None = None
    percent: float | None = None
    percent_low: float | None = None
    percent_high: float | None = None
    phi: float | None = None
    df: float | None = None
    standard_error: float | None = None
    chance_at_least: Mapping[int, float] = field(default_factory=lambda: MappingProxyType({}))
    band: str | None = None
    nap: float | None = None
    tau: float | None = None
    first_sustained_improvement: date | None = None
    reason: str | None = None
    usual_range: tuple[float, float, float] | None = None
    trend_per_week: tuple[float, float, float] | None = None
    weeks: tuple["Week", ...] = ()

    @property
    def has_too_few_ratings(self) -> bool:
        """Whether its numbers are computed on too few ratings for anything to hang on them."""
        return self.difference is not None and self.reason is not None and self.reason not in _REASONS_OF_NUMBERS


@dataclass(frozen=True, slots=True)
class Week:
    """One measure in one week of the trial: 1 begins with the first dose, -1 is the week before it.

    Attributes:
        number: which week.
        days: its days.
        count: how many ratings it holds.
        mean: their mean in points; None with fewer than 4.
    """

    number: int
    days: Span
    count: int
    mean: float | None


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
class Adherence:
    """Row 15: the doses of a stretch of days.

    Attributes:
        name: "all", "stable", or a phase's title.
        due: days from the first dose on for which one was planned (without a plan: the days on treatment).
        taken: of those, days with a dose taken.
        not_taken: of those, days on which it was said that none was taken.
        late: of the days with a dose taken, those on which the first came two hours or more after the planned time.
        extra: doses beside the first of a day, or on a day without a planned one.
    """

    name: str
    due: int
    taken: int
    not_taken: int
    late: int
    extra: int

    @property
    def unrecorded(self) -> int:
        """Days it was due of which nothing is recorded."""
        return self.due - self.taken - self.not_taken


@dataclass(frozen=True, slots=True)
class DoseRecord:
    """Row 15: adherence in all, in the stable days and by phase; what is left and until when; the usual time."""

    whole: Adherence
    stable: Adherence | None
    phases: tuple[Adherence, ...]
    supply_left: float | None = None
    runs_out_on: date | None = None
    usual_time: str | None = None


@dataclass(frozen=True, slots=True)
class SideEffectShare:
    """Row 14: a side effect in a stretch of days.

    Attributes:
        stretch: a phase's title or a dose step ("3 mg").
        days: the days of it with anything recorded beside why it was skipped.
        with_it: of those, days with the side effect.
        worst: the worst severity, 1 to 3; None if it did not occur.
        risk_difference: share of days here minus share of baseline days, -1 to 1; None without baseline days.
    """

    stretch: str
    days: int
    with_it: int
    worst: int | None
    risk_difference: float | None


@dataclass(frozen=True, slots=True)
class SideEffectCourse:
    """Row 14: one side effect, by dose step and by phase.

    Attributes:
        term: what it is.
        is_red_flag: whether it is one to tell someone of at once.
        total: days with it.
        worst: the worst severity.
        baseline: its share of the baseline.
        steps: by dose step.
        phases: by phase.
    """

    term: str
    is_red_flag: bool
    total: int
    worst: int
    baseline: SideEffectShare | None
    steps: tuple[SideEffectShare, ...]
    phases: tuple[SideEffectShare, ...]

    @property
    def stretches(self) -> tuple[SideEffectShare, ...]:
        """The shares that are shown: the baseline once, then the dose steps, or the phases where there is none."""
        if self.baseline is None:
            return self.steps or self.phases
        # The phase of that name holds the same days.
        others = self.steps or [share for share in self.phases if share.stretch.casefold() != self.baseline.stretch]
        return (self.baseline, *others)


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
class Cost:
    """Row 17: what the trial's medicine cost; None for what cannot be told.

    Attributes:
        total: from the first dose on.
        per_week: total over the weeks.
        before_per_week: the other regular medicines that were stopped at or after the first dose, a week.
        currency: as typed; "" if not said.
        reason: why there is no total, or None.
    """

    total: float | None
    per_week: float | None
    before_per_week: float | None
    currency: str
    reason: str | None


@dataclass(frozen=True, slots=True)
class AfterStopping:
    """Row 13: what became of the primary measure after the medicine was stopped.

    Attributes:
        stopped_on: the first day off.
        days_off: days off so far.
        change: days off against the endpoint, as an interval in raw points (difference, low, high); None if too early.
        n_off: ratings among the days off that are compared.
        off_mean: their mean.
        half_way_on: the first day half-way back to the baseline, sustained; None if there is none.
        reason: "too early: the effect may last", or another reason; None if all is there.
    """

    stopped_on: date
    days_off: int
    change: tuple[float, float, float] | None
    n_off: int
    off_mean: float | None
    half_way_on: date | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class DoseStepMean:
    """Row 20: the primary measure on one dose step of at least 7 days.

    Attributes:
        starts_on: its first day.
        ends_on: its last day so far.
        days: how many of its days are in no pause.
        mg: the amount.
        n: ratings.
        mean: points.
        low: lower limit of the mean's 95 % interval.
        high: upper limit.
    """

    starts_on: date
    ends_on: date
    days: int
    mg: float
    n: int
    mean: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Row 19 and 18: the primary measure's estimate under another choice.

    Attributes:
        name: "last 7 days", "last 3 days", "on time only", "baseline of 14 days", "without tagged days", ...
        n_baseline: ratings.
        n_endpoint: ratings.
        percent: improvement.
        low: lower limit.
        high: upper limit.
        letter: the number class it would give; None if not estimable.
    """

    name: str
    n_baseline: int
    n_endpoint: int
    percent: float | None
    low: float | None
    high: float | None
    letter: str | None


@dataclass(frozen=True, slots=True)
class RescueUse:
    """Row 18: days with rescue medicine and units taken, in a phase."""

    phase: str
    days: int
    with_rescue: int
    units: float


@dataclass(frozen=True, slots=True)
class OtherChanges:
    """Row 18: what else changed. `medicines` are sentences, `events` are (day, tags)."""

    rescue: tuple[RescueUse, ...]
    medicines: tuple[str, ...]
    events: tuple[tuple[date, tuple[str, ...]], ...]


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
class PeriodImpression:
    """An overall rating of a sealed period, after opening.

    Attributes:
        day: when it was given.
        value: its PGIC value.
        period: which period of the trial, from 1.
        is_ldn: whether the period's bottle held LDN.
    """

    day: date
    value: int
    period: int
    is_ldn: bool


@dataclass(frozen=True, slots=True)
class PairResult:
    """One sealed pair after opening.

    Attributes:
        number: from 1.
        ldn_first: whether LDN came first, so that carry-over may hide a difference.
        n_comparator: ratings compared.
        n_ldn: ratings compared.
        comparator_mean: points.
        ldn_mean: points.
        difference: LDN minus comparator, in points.
        is_ldn_better: whether LDN was the better period.
        reason: why it is left out; None if it is not.
    """

    number: int
    ldn_first: bool
    n_comparator: int
    n_ldn: int
    comparator_mean: float | None
    ldn_mean: float | None
    difference: float | None
    is_ldn_better: bool | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Blinded:
    """Row 12: LDN against the comparator, after opening.

    Attributes:
        pairs: each pair of the primary measure.
        changes: every measure; comparator in the place of the baseline, LDN in that of the endpoint.
        pairs_interval: (difference, low, high) from the pairs' own spread; None below 3 pairs.
        randomisation_p: one-sided, from 3 pairs; None below.
        right_guesses: pairs guessed right; None without a guess.
        sureness: how sure, in percent; None without a guess.
        words: the sentences that go with it.
        impressions: the overall rating of each period that has one, in the order of the periods.
    """

    pairs: tuple[PairResult, ...]
    changes: tuple[Change, ...]
    pairs_interval: tuple[float, float, float] | None
    randomisation_p: float | None
    right_guesses: int | None
    sureness: int | None
    words: tuple[str, ...]
    impressions: tuple[PeriodImpression, ...] = ()


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
