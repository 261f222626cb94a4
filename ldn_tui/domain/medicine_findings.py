"""What an analysis says of the medicine and of what else there was: plain values, as those of the measures."""

from dataclasses import dataclass
from datetime import date


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
