"""The report for an appointment: everything that is on it, gathered once and rendered in any of four formats."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.days import Day, Timeliness, timeliness
from ldn_tui.domain.doses import dose_marks
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.findings import Findings
from ldn_tui.domain.history import History, HistoryChart
from ldn_tui.domain.medicines import Medicine
from ldn_tui.domain.phase_days import ALL_BOTTLES, trial_span
from ldn_tui.domain.phases import Phase, PhaseKind
from ldn_tui.domain.plan_marks import plan_marks
from ldn_tui.domain.side_effects import RED_FLAGS, Urgency, red_flag_call, urgency
from ldn_tui.domain.text import is_storable, visible
from ldn_tui.domain.trial import Template
from ldn_tui.domain.trial_doses import doses_on, medicine_of_trial
from ldn_tui.domain.windows_as_of import BASELINE
from ldn_tui.reports.emergency_card import CardFacts
from ldn_tui.reports.report_periods import (
    DaysWith,
    OpenedPeriod,
    days_on_medicine,
    days_with_side_effects,
    opened_periods,
)

MOST_LINES = 3
LONGEST_LINE = 120
LONGEST_QUESTIONS = 240


class ReportFormat(StrEnum):
    """What a report can be rendered as; the values are the ends of file names, without the dot."""

    HTML = "html"
    MARKDOWN = "md"
    TEXT = "txt"
    JSON = "json"


class Blinding(StrEnum):
    """What was known of which period held what."""

    OPEN = "open"
    SEALED = "sealed"
    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class ReportWish:
    """What a report is asked to hold.

    Attributes:
        first: the first day shown; the trial's own if None.
        last: the last day that counts; today if None.
        words: the patient's own, three lines at most.
        questions: what the patient wants to ask; "" for nothing.
        with_notes: whether the notes are in it.
        with_days: whether the values of every day are appended.
    """

    first: date | None = None
    last: date | None = None
    words: tuple[str, ...] = ()
    questions: str = ""
    with_notes: bool = False
    with_days: bool = False


@dataclass(frozen=True, slots=True)
class RedFlag:
    """A red flag that was recorded.

    Attributes:
        term: what it was.
        urgency: how soon someone must be told.
        severity: the worst, 1 to 3.
        days: on how many days.
        last_on: the last of them.
        call: what is to be done.
    """

    term: str
    urgency: Urgency
    severity: int
    days: int
    last_on: date
    call: str


@dataclass(frozen=True, slots=True)
class MedicineChange:
    """Another medicine that was begun or stopped in the trial.

    Attributes:
        day: its first day, or the first without it.
        medicine: the medicine.
        is_start: whether it was begun.
    """

    day: date
    medicine: Medicine
    is_start: bool


@dataclass(frozen=True, slots=True)
class DayValues:
    """What the appendix holds of a day.

    Attributes:
        day: its date.
        values: the rating of each measure that has one, by key.
        dose: the doses of the trial's medicine in words; "" if nothing is known.
        side_effects: (term, severity) of each.
        rescues: (medicine, count) of each.
        timeliness: how soon it was rated; None without ratings.
    """

    day: date
    values: Mapping[str, float]
    dose: str
    side_effects: tuple[tuple[str, int], ...]
    rescues: tuple[tuple[str, float], ...]
    timeliness: Timeliness | None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is on a report.

    Attributes:
        written_on: the day it is made.
        period: the days its chart, its notes and its appendix show.
        findings: what the trial shows.
        blinding: what was known of which period held what.
        chart: the course of the primary measure.
        words: the patient's own, three lines at most.
        questions: what the patient wants to ask; "" for nothing.
        red_flags: the red flags of the trial, emergencies first.
        opioids: the active opioids.
        emergency: what the emergency card says; None where there is nothing to warn of.
        medicines: what else is taken on its last day.
        side_effects_before: days with a side effect in the baseline; None without one.
        side_effects_on: days with a side effect on the medicine; None before the first dose.
        is_ended_early: whether the trial was ended before its decision day.
        periods: the periods of an opened seal, in order; empty for any other trial.
        medicine_changes: what else was begun or stopped in the trial, on the days shown, earliest first.
        notes: the notes with their days; None if they are left out. While sealed, those before the first bottle.
        days: the values of every day; None if they are left out. While sealed, those before the first bottle.
    """

    written_on: date
    period: Window
    findings: Findings
    blinding: Blinding
    chart: HistoryChart
    words: tuple[str, ...]
    questions: str
    red_flags: tuple[RedFlag, ...]
    opioids: tuple[Medicine, ...]
    emergency: CardFacts | None
    medicines: tuple[Medicine, ...]
    side_effects_before: DaysWith | None
    side_effects_on: DaysWith | None
    is_ended_early: bool
    periods: tuple[OpenedPeriod, ...]
    medicine_changes: tuple[MedicineChange, ...]
    notes: tuple[tuple[date, str], ...] | None
    days: tuple[DayValues, ...] | None

    @property
    def is_sealed(self) -> bool:
        """Whether nothing may be said that separates LDN from the comparator."""
        return self.blinding is Blinding.SEALED


def check_words(lines: Iterable[str]) -> tuple[str, ...]:
    """Return the patient's own words as they go into a report: no outer blanks, no empty lines.

    Raises:
        BadInput: there are more than three lines, or one is too long or not text.
    """
    kept = tuple(line.strip() for line in lines if line.strip())
    if len(kept) > MOST_LINES:
        raise BadInput(f"words: {len(kept)} lines; the page has room for {MOST_LINES}, so keep what matters most")
    for line in kept:
        _check_text("words", line, LONGEST_LINE)
    return kept


def check_questions(text: str) -> str:
    """Return the patient's questions as they go into a report.

    Raises:
        BadInput: they are too long or not text.
    """
    kept = text.strip()
    _check_text("questions", kept, LONGEST_QUESTIONS)
    return kept


def _check_text(field: str, text: str, longest: int) -> None:
    if len(text) > longest:
        raise BadInput(f"{field} {visible(text[:20])!r}… has {len(text)} characters: use at most {longest}")
    if not is_storable(text):
        raise BadInput(f"{field} {visible(text[:20])!r} holds bytes that are not text: type it again")


def build_report(
    evidence: Evidence,
    findings: Findings,
    wish: ReportWish,
    written_on: date,
    emergency: CardFacts | None = None,
) -> Report:
    """Return the report of a trial.

    Args:
        evidence: what was recorded of the trial.
        findings: what was found in it.
        wish: what is asked of the report.
        written_on: the day it is made.
        emergency: what the emergency card says, if there is one.

    Raises:
        BadInput: the period ends before it begins, or the patient's words are too long.
    """
    period = _period(evidence, wish)
    sealed_from = _sealed_from(evidence)
    shown = [
        evidence.days[day]
        for day in sorted(evidence.days)
        if period.holds(day) and (sealed_from is None or day < sealed_from)
    ]
    own, last = medicine_of_trial(evidence), evidence.as_of
    others = tuple(known for known in evidence.medicines if known is not own and known.is_active(last))
    return Report(
        written_on=written_on,
        period=period,
        findings=findings,
        blinding=_blinding(evidence),
        chart=_chart(evidence, period),
        words=check_words(wish.words),
        questions=check_questions(wish.questions),
        red_flags=_red_flags(evidence),
        opioids=tuple(known for known in others if known.opioid),
        emergency=emergency,
        medicines=others,
        side_effects_before=_side_effects_before(evidence, findings),
        side_effects_on=_side_effects_on(evidence, findings),
        is_ended_early=evidence.windows.is_ended_early,
        periods=opened_periods(evidence, findings.blinded),
        medicine_changes=_medicine_changes(evidence, period),
        notes=tuple((day.date, day.note) for day in shown if day.note) if wish.with_notes else None,
        days=tuple(_values(day, evidence) for day in shown) if wish.with_days else None,
    )


def _period(evidence: Evidence, wish: ReportWish) -> Window:
    trial = evidence.trial
    ends = [evidence.as_of]
    if trial.ended_on is not None and wish.last is None:
        # Long after its end a trial is still shown as it was, with what was recorded afterwards.
        ends.append(max([trial.ended_on, *evidence.days]))
    last = min(ends)
    if wish.first is None:
        return Window(min(trial.starts_on, last), last)
    if wish.first > last:
        raise BadInput(
            f"from {wish.first.isoformat()} is after the last day, {last.isoformat()}: choose an earlier one"
        )
    return Window(max(wish.first, min(trial.starts_on, last)), last)


def _blinding(evidence: Evidence) -> Blinding:
    if evidence.is_sealed:
        return Blinding.SEALED
    return Blinding.OPENED if evidence.trial.template is Template.SEALED_PAIRS else Blinding.OPEN


def _chart(evidence: Evidence, period: Window) -> HistoryChart:
    """Return the course of the primary measure; while sealed only as far as the bottles have not begun."""
    primary = evidence.measures[0]
    phases = _together(evidence.phases) if evidence.is_sealed else evidence.phases
    ratings = evidence.series(primary.key)
    sealed_from = _sealed_from(evidence)
    if sealed_from is not None:
        ratings = {day: value for day, value in ratings.items() if day < sealed_from}
    doses = dose_marks(
        (day, dose.taken, dose.mg, None if evidence.is_sealed else dose.label)
        for day in sorted(evidence.days)
        for dose in doses_on(evidence, day)
    )
    decision_day = None if evidence.is_sealed else evidence.windows.decision_day
    history = History(primary, ratings, phases, doses, plan_marks(evidence.trial, decision_day))
    chart = history.chart(period)
    if sealed_from is None:
        return chart
    # A mean outlives its last rating by days; here it ends with them.
    return replace(chart, means={day: mean for day, mean in chart.means.items() if day < sealed_from})


def _sealed_from(evidence: Evidence) -> date | None:
    """Return from which day on nothing is told day by day, because dates tell one bottle from another; or None."""
    if not evidence.is_sealed:
        return None
    return min((phase.starts_on for phase in evidence.phases if phase.kind is PhaseKind.TREATMENT), default=None)


def _together(phases: Sequence[Phase]) -> tuple[Phase, ...]:
    """Return `phases` with all that lies between the first and the last bottle as one."""
    bottles = [phase for phase in phases if phase.kind is PhaseKind.TREATMENT]
    if not bottles:
        return tuple(phases)
    first, last = bottles[0], bottles[-1]
    title = ALL_BOTTLES.partition(", ")[2]
    one = replace(first, arm=title, content=None, ends_on=last.ends_on)
    return (
        *(phase for phase in phases if phase.starts_on < first.starts_on),
        one,
        *(phase for phase in phases if phase.starts_on > last.starts_on),
    )


def _red_flags(evidence: Evidence) -> tuple[RedFlag, ...]:
    """Return every red flag since the trial began, those of pauses too."""
    found: dict[str, list[tuple[date, int]]] = {}
    for day in sorted(evidence.days):
        for effect in evidence.days[day].side_effects:
            if effect.term in RED_FLAGS or urgency(effect.term, effect.severity) is not None:
                found.setdefault(effect.term, []).append((day, effect.severity))
    flags = []
    for term, times in found.items():
        worst = max(severity for _, severity in times)
        tier, call = urgency(term, worst), red_flag_call(term, worst)
        if tier is not None and call is not None:
            days = {day for day, _ in times}
            flags.append(RedFlag(term, tier, worst, len(days), max(days), call))
    return tuple(sorted(flags, key=lambda flag: (flag.urgency is not Urgency.EMERGENCY, -flag.last_on.toordinal())))


def _side_effects_before(evidence: Evidence, findings: Findings) -> DaysWith | None:
    baseline = findings.windows.get(BASELINE)
    return None if baseline is None else days_with_side_effects(evidence, evidence.windows.days_of(baseline))


def _side_effects_on(evidence: Evidence, findings: Findings) -> DaysWith | None:
    off = findings.after_stopping
    return days_with_side_effects(evidence, days_on_medicine(evidence, None if off is None else off.stopped_on))


def _medicine_changes(evidence: Evidence, period: Window) -> tuple[MedicineChange, ...]:
    own, span = medicine_of_trial(evidence), trial_span(evidence)
    changes = [
        MedicineChange(day, medicine, is_start)
        for medicine in evidence.medicines
        if medicine is not own
        for day, is_start in ((medicine.starts_on, True), (medicine.stops_on, False))
        if day is not None and day in span and period.holds(day)
    ]
    return tuple(sorted(changes, key=lambda change: change.day))


def _values(day: Day, evidence: Evidence) -> DayValues:
    doses = doses_on(evidence, day.date)
    lag = day.lag(evidence.day_starts_at)
    # A bottle's label would tell one sealed period from another.
    amounts = ["taken" if evidence.is_sealed and dose.taken else dose.amount for dose in doses]
    return DayValues(
        day=day.date,
        values={measure.key: value for measure in evidence.measures if (value := day.value(measure.key)) is not None},
        dose=" + ".join(amounts),
        side_effects=tuple((effect.term, effect.severity) for effect in day.side_effects),
        rescues=tuple((rescue.medicine, rescue.count) for rescue in day.rescues),
        timeliness=None if lag is None else timeliness(lag),
    )
