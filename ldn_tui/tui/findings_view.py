"""What the Findings room shows: sections of blocks, and behind each number the chart or the days it comes from."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from ldn_tui.domain import sentences
from ldn_tui.domain.adherence import days_without_dose
from ldn_tui.domain.bands import band
from ldn_tui.domain.caveats import is_time_to_open
from ldn_tui.domain.dates import day_and_month, short_day
from ldn_tui.domain.day_axis import Window
from ldn_tui.domain.days import Timeliness, timeliness
from ldn_tui.domain.evidence import Evidence
from ldn_tui.domain.findings import Adherence, Blinded, Change, Completeness, Findings, SideEffectCourse
from ldn_tui.domain.findings_in_words import (
    better_from_day,
    columns_of,
    improvement_in_points,
    is_change_told,
    limits_of,
    off_in_words,
    period_ratings,
)
from ldn_tui.domain.impressions import PGIC_ANSWERS
from ldn_tui.domain.measure_changes import without_lasting_improvement
from ldn_tui.domain.measures import Direction
from ldn_tui.domain.phase_days import (
    OTHER_DAYS,
    compared_phase_days,
    days_in_no_phase,
    phase_days,
    trial_days,
)
from ldn_tui.domain.ratings import plain
from ldn_tui.domain.side_effects import SEVERITIES
from ldn_tui.domain.trial import Template
from ldn_tui.domain.trial_verdict import percent_of
from ldn_tui.domain.windows import Span
from ldn_tui.domain.windows_as_of import BASELINE, ENDPOINT, STABLE, days_in

# Low, estimate and high of an improvement: positive is better, whichever end of the scale is.
Limits = tuple[float, float, float]

# Improvements, in percent, that a picture is held against.
MARKS = (0.0, 30.0, 50.0)
NOT_RATED = "not rated"


class Tone(StrEnum):
    """How a text is said."""

    PLAIN = "plain"
    STRONG = "strong"
    QUIET = "quiet"
    ALARM = "alarm"


class Door(StrEnum):
    """A place or a question that stands behind a line."""

    PLAN = "plan"
    SEAL = "seal"
    MEDICINES = "medicines"


@dataclass(frozen=True, slots=True)
class ChartBehind:
    """A chart of a measure over these days, in the view of the graphs with that letter."""

    measure: str
    days: Window
    view: str = "h"


@dataclass(frozen=True, slots=True)
class DaysBehind:
    """Days, each with what is to be said of it, under a heading."""

    heading: str
    days: tuple[tuple[date, str], ...]


Behind = ChartBehind | DaysBehind | Door


@dataclass(frozen=True, slots=True)
class Verdict:
    """The sentence the page is about."""

    words: str


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; `lead` stands before it, in bold."""

    text: str
    tone: Tone = Tone.PLAIN
    behind: Behind | None = None
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An improvement with its interval, held against `marks`; `unit` follows each number ("%", or "" for points)."""

    limits: Limits
    marks: tuple[float, ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How much of something is done, 0 to 1, in words below it."""

    share: float
    words: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        title: its head, "" for none.
        is_number: whether its cells stand at the right.
        is_extra: whether it may be left out where there is no room for it.
    """

    title: str
    is_number: bool = True
    is_extra: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table: a cell for each column, a bar where the table has some, and what is behind it."""

    cells: tuple[str, ...]
    behind: Behind | None = None
    bar: Limits | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its first column names the rows.

    Attributes:
        columns: its columns.
        rows: its rows.
        reach: how far its bars go to either side of 0; None for a table without bars.
        bars_at: before which column the bars stand.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    reach: float | None = None
    bars_at: int = 0


Block = Verdict | Text | Picture | Progress | Table


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, "" for none, with what stands under it."""

    title: str
    blocks: tuple[Block, ...]


Sections = tuple[Section, ...]


def invitation() -> Sections:
    """Return what is shown while there never was a trial."""
    return (
        Section("", (Verdict(sentences.NO_TRIAL),)),
        Section("", (Text(sentences.BEGIN_A_TRIAL, behind=Door.PLAN), Text(sentences.UNTIL_THEN, Tone.QUIET))),
    )


def sections_of(
    findings: Findings, evidence: Evidence, measure: str | None = None, order_share: float = 0.0
) -> Sections:
    """Return the whole page, in its order; sections without anything to say are left out.

    Args:
        findings: what was found, with or without the order.
        evidence: what it was found in: it holds the days behind the numbers.
        measure: the key of the measure the picture shows; the primary one if not given or not compared.
        order_share: how much of working out the order is done, while `findings` are without it.
    """
    page = _Page(findings, evidence, measure, order_share)
    parts: list[tuple[str, Callable[[], Iterator[Block]]]] = [
        ("", page.head),
        ("", page.result),
        (sentences.AGAINST_COMPARATOR, page.blinded),
        ("", page.pairs),
        (sentences.MEASURES if findings.blinded is None else sentences.SINCE_BASELINE, page.measures),
        (sentences.HOW_SURE, page.how_sure),
        (sentences.WHICH_FIRST, page.order),
        (sentences.AFTER_STOPPING, page.after_stopping),
        (sentences.of_measure(sentences.DOSE_STEPS, findings.primary.measure.name), page.dose_steps),
        (sentences.SIDE_EFFECTS, page.side_effects),
        (sentences.DOSES, page.doses),
        (sentences.RATINGS, page.ratings),
        (sentences.LABORATORY, page.labs),
        (sentences.COST, page.cost),
        (sentences.WHAT_ELSE_CHANGED, page.other_changes),
        (sentences.DOES_IT_HOLD, page.sensitivity),
        (sentences.CANNOT_TELL, page.limits),
        (sentences.DECISION, page.decision),
    ]
    found = (Section(title, tuple(part())) for title, part in parts)
    return tuple(section for section in found if section.blocks)


class _Page:
    """The sections of one trial's page, each as the blocks it yields."""

    def __init__(self, findings: Findings, evidence: Evidence, measure: str | None, order_share: float) -> None:
        self._findings = findings
        self._evidence = evidence
        self._order_share = order_share
        self._compared = findings.changes if findings.blinded is None else findings.blinded.changes
        chosen = (change for change in self._compared if change.measure.key == measure)
        self._chosen = next(chosen, self._compared[0] if self._compared else None)

    # The answer

    def head(self) -> Iterator[Block]:
        """Yield the caveat, the verdict and the question."""
        findings, verdict = self._findings, self._findings.verdict
        # Of an opened trial the caveat is about the change from the baseline, and stands there.
        for caveat in findings.caveats[: 2 if findings.is_sealed else 1 if findings.blinded is None else 0]:
            yield Text(caveat, Tone.QUIET)
        if verdict.first is not None:
            yield Text(verdict.first, Tone.STRONG)
        yield Verdict(verdict.words or self._without_verdict())
        yield Text(findings.trial.title, Tone.STRONG)
        if verdict.reason is not None and verdict.reason not in (*findings.still_needed, *findings.caveats):
            yield Text(verdict.reason)
        for addition in verdict.additions:
            yield Text(addition, Tone.ALARM if addition == sentences.RATED_WORSE else Tone.STRONG)

    def result(self) -> Iterator[Block]:
        """Yield the change with its picture and the overall rating; while there is no verdict, how far it has come."""
        if self._findings.verdict.words is None:
            yield from self._on_the_way()
        else:
            yield from self._headline()
            yield from self._impression()

    def _without_verdict(self) -> str:
        if self._findings.is_sealed:
            return sentences.LOCKED
        if self._findings.trial.template is Template.ALREADY_TAKING:
            return sentences.NO_VERDICT
        return sentences.NO_VERDICT_YET

    def _on_the_way(self) -> Iterator[Block]:
        """Yield how far the trial has come, what is still needed, and the way to open its seal."""
        findings, trial = self._findings, self._findings.trial
        day, whole = trial.day_number(findings.as_of), findings.completeness.whole
        if findings.is_sealed:
            has_seal = self._evidence.seal is not None
            if is_time_to_open(self._evidence):
                yield Text(sentences.TIME_TO_OPEN, Tone.STRONG)
            yield Text(sentences.OPEN_THE_SEAL if has_seal else sentences.ADD_THE_SEAL, Tone.STRONG, Door.SEAL)
        if day < 1:
            yield Text(sentences.starts_in(1 - day))
        elif findings.decision_day is not None and findings.as_of < findings.decision_day:
            of = trial.day_number(findings.decision_day)
            yield Progress(day / of, sentences.on_the_way(day, of))
        if whole.days:
            behind = self._rating_days(sentences.RATINGS, trial_days(self._evidence))
            yield Text(sentences.rated_so_far(whole.rated, whole.days), behind=behind)
        if findings.still_needed:
            yield Text("", lead=sentences.STILL_NEEDED)
        for needed in findings.still_needed:
            yield Text(f"· {needed}")

    def _headline(self) -> Iterator[Block]:
        """Yield the chosen measure's change at a glance, with the picture of its interval."""
        change = self._chosen
        if change is None or change.baseline_mean is None or change.endpoint_mean is None:
            return
        percent, points = percent_of(change), _points_of(change)
        is_lower_better = change.measure.direction is Direction.LOWER
        means, size = sentences.in_short(
            change.measure.name,
            change.baseline_mean,
            change.endpoint_mean,
            percent,
            points,
            is_lower_better=is_lower_better,
            is_blinded=self._findings.blinded is not None,
        )
        behind = self._chart(change.measure.key)
        if change.reason is not None:
            # Too little to draw a picture of: it would be taken for the answer.
            is_said = change.reason == self._findings.verdict.reason
            few = sentences.TOO_FEW_RATINGS if change.has_too_few_ratings else ""
            yield Text(few if is_said else change.reason, behind=behind, lead=means)
            return
        yield Text(size, Tone.STRONG, behind, lead=means)
        improvement = improvement_in_points(change)
        if is_lower_better and percent is not None:
            yield Picture((percent.low, percent.estimate, percent.high), MARKS, "%")
        elif not is_lower_better and improvement is not None:
            yield Picture(improvement, MARKS[:1], "")
        if not is_lower_better and percent is not None:
            yield Text(sentences.of_the_room(percent), Tone.QUIET)

    def _impression(self) -> Iterator[Block]:
        """Yield the overall rating that counts, and the others."""
        counted, course = self._findings.impressions.counted, self._findings.impressions.course
        given = tuple((known.day, PGIC_ANSWERS[known.value]) for known in course)
        if of_periods := period_ratings(self._findings):
            behind = DaysBehind(sentences.OVERALL_RATING, given)
            yield Text("; ".join(of_periods), Tone.PLAIN, behind, lead=sentences.OVERALL_RATING)
        elif counted is not None:
            said = sentences.overall_rating(PGIC_ANSWERS[counted.value], counted.day)
            yield Text(said, Tone.PLAIN, DaysBehind(sentences.OVERALL_RATING, given), lead=sentences.OVERALL_RATING)
        elif given:
            last, answer = given[-1]
            said = sentences.overall_rating(answer, last)
            yield Text(said, Tone.PLAIN, DaysBehind(sentences.OVERALL_RATING, given), lead=sentences.OVERALL_RATING)
        else:
            today = DaysBehind(sentences.OVERALL_RATING, ((self._findings.as_of, ""),))
            yield Text(sentences.NOT_GIVEN_YET, Tone.PLAIN, today, lead=sentences.OVERALL_RATING)

    # The measures

    def measures(self) -> Iterator[Block]:
        """Yield every measure before and now; in a sealed trial the baseline alone."""
        changes = self._findings.changes
        if self._findings.is_sealed:
            columns = (Column("", is_number=False), Column("rated"), Column("baseline"))
            yield Table(
                columns,
                tuple(
                    Row(
                        (change.measure.name, str(change.n_baseline), _points(change.baseline_mean)),
                        self._chart(change.measure.key),
                    )
                    for change in changes
                ),
            )
            return
        if self._findings.blinded is not None:
            yield Text(sentences.OPENED_CAVEAT, Tone.QUIET)
        if table := self._changes(changes, *columns_of(self._findings)):
            yield table
            if self._findings.blinded is None and any(better_from_day(self._findings, change) for change in changes):
                yield Text(sentences.BETTER_FROM, Tone.QUIET)
        reasons: dict[str, list[str]] = {}
        for change in changes:
            if change.reason is not None and change.reason != self._findings.verdict.reason:
                reasons.setdefault(change.reason, []).append(change.measure.name)
        for reason, names in reasons.items():
            yield Text(f"{', '.join(names)}: {reason}", Tone.QUIET)

    def _changes(self, every: Sequence[Change], before: str, after: str) -> Table | None:
        """Return the table of the changes that have a mean; None if none has."""
        changes = [change for change in every if change.baseline_mean is not None or change.endpoint_mean is not None]
        if not changes:
            return None
        has_onset = self._findings.blinded is None
        improvements = [improvement_in_points(change) for change in changes]
        reach = max((abs(limit) for limits in improvements for limit in limits or ()), default=None)
        columns = (
            Column("", is_number=False),
            Column(before),
            Column(after),
            Column("change"),
            Column("plausible", is_extra=True),
            *((Column(sentences.BETTER_FROM_COLUMN),) if has_onset else ()),
        )
        return Table(
            columns,
            tuple(
                Row(
                    (
                        change.measure.name,
                        _points(change.baseline_mean),
                        _points(change.endpoint_mean),
                        "" if change.difference is None else f"{change.difference:+z.1f}",
                        "" if limits is None else _in_words(_points_of(change), "+z.1f"),
                        *((better_from_day(self._findings, change),) if has_onset else ()),
                    ),
                    self._chart(change.measure.key),
                    limits,
                )
                for change, limits in zip(changes, improvements, strict=True)
            ),
            None if reach is None else max(reach, 1.0),
            bars_at=4,
        )

    def how_sure(self) -> Iterator[Block]:
        """Yield the chances of the chosen measure's improvement, and what it is called."""
        change = self._chosen
        if change is None or not is_change_told(self._findings, change) or not change.chance_at_least:
            return
        chances = [(least, change.chance_at_least[least]) for least in (15, 30, 50)]
        behind = self._chart(change.measure.key)
        yield Text(sentences.chances_told(chances), behind=behind, lead=change.measure.name)
        percent = percent_of(change)
        if change.band is not None and percent is not None:
            low, high = band(percent.low), band(percent.high)
            yield Text(sentences.bands_told(change.band, str(low), str(high)), Tone.QUIET)
        if change.nap is not None:
            yield Text(sentences.better_days(change.nap), Tone.QUIET)
        if change.trend_per_week is not None:
            yield Text(sentences.trend_before(*change.trend_per_week), Tone.QUIET)

    def order(self) -> Iterator[Block]:
        """Yield which measure improved first, or how much of working it out is done."""
        findings = self._findings
        if findings.is_sealed or findings.blinded is not None or len(findings.changes) < 2:
            return
        if findings.order is None:
            yield Progress(self._order_share, sentences.order_under_way(self._order_share))
        else:
            yield Text(findings.order.words, behind=self._chart(findings.primary.measure.key, view="o"))
        not_reached = without_lasting_improvement(findings)
        if not_reached is not None:
            yield Text(not_reached, Tone.QUIET)

    def blinded(self) -> Iterator[Block]:
        """Yield LDN against the comparator, for every measure."""
        blinded = self._findings.blinded
        if blinded is not None and (
            table := self._changes(blinded.changes, sentences.COMPARATOR_COLUMN, sentences.LDN_COLUMN)
        ):
            yield table

    def pairs(self) -> Iterator[Block]:
        """Yield LDN against the comparator, for every pair."""
        blinded = self._findings.blinded
        if blinded is None:
            return
        yield self._pairs(blinded)
        for words in blinded.words:
            yield Text(words)
        if blinded.pairs_interval is not None:
            yield Text(sentences.pairs_alone(*blinded.pairs_interval))
        if blinded.randomisation_p is not None:
            yield Text(sentences.by_chance(blinded.randomisation_p))
        if blinded.right_guesses is not None:
            yield Text(sentences.guessed(blinded.right_guesses, len(blinded.pairs), blinded.sureness))

    def _pairs(self, blinded: Blinded) -> Table:
        periods, primary = self._evidence.windows.periods, self._findings.primary.measure.key
        rows = []
        for index, pair in enumerate(blinded.pairs):
            both = periods[2 * index : 2 * index + 2]
            behind = self._chart(primary, Span(both[0].start, both[-1].end)) if both else self._chart(primary)
            cells = (
                f"pair {pair.number}, {'LDN' if pair.ldn_first else 'comparator'} first",
                _points(pair.comparator_mean),
                _points(pair.ldn_mean),
                "left out" if pair.reason is not None or pair.difference is None else f"{pair.difference:+z.1f}",
            )
            rows.append(Row(cells, behind))
        columns = (Column("", is_number=False), Column("comparator"), Column("LDN"), Column("change"))
        return Table(columns, tuple(rows))

    def after_stopping(self) -> Iterator[Block]:
        """Yield what became of the primary measure without the medicine."""
        off = self._findings.after_stopping
        if off is None:
            return
        endpoint = self._findings.windows.get(ENDPOINT)
        start = off.stopped_on if endpoint is None else endpoint.start
        end = max(off.stopped_on + timedelta(days=off.days_off), start + timedelta(days=1))
        behind = self._chart(self._findings.primary.measure.key, Span(start, end))
        yield Text(sentences.off_since(off.stopped_on, off.days_off), behind=behind)
        if off.change is not None:
            yield Text(off_in_words(off, off.change, self._findings.primary.measure), behind=behind)
        if off.half_way_on is not None:
            yield Text(sentences.half_way_back(off.half_way_on), behind=behind)
        if off.reason is not None:
            yield Text(off.reason, Tone.QUIET)

    def dose_steps(self) -> Iterator[Block]:
        """Yield the primary measure on each dose step."""
        steps = self._findings.dose_steps
        if not steps:
            return
        primary = self._findings.primary.measure.key
        heads = ("from", "days", "rated", "mean", "plausible")
        columns = (Column("", is_number=False), *(Column(head) for head in heads))
        yield Table(
            columns,
            tuple(
                Row(
                    (
                        f"{plain(step.mg)} mg",
                        day_and_month(step.starts_on),
                        str(step.days),
                        str(step.n),
                        _points(step.mean),
                        "" if step.low is None or step.high is None else f"{step.low:.1f} to {step.high:.1f}",
                    ),
                    self._chart(primary, Span(step.starts_on, step.ends_on + timedelta(days=1)), "s"),
                )
                for step in steps
                if step.n
            ),
        )
        yield Text(f"({sentences.DOSE_STEP_CAVEAT}) {sentences.STEPS_SHOWN}", Tone.QUIET)

    # The medicine and the days

    def side_effects(self) -> Iterator[Block]:
        """Yield the side effects by dose step, or by phase where there is none."""
        courses = self._findings.side_effects
        if not courses:
            yield Text(sentences.NO_SIDE_EFFECT, Tone.QUIET)
            return
        stretches = [share.stretch for share in courses[0].stretches]
        columns = (
            Column("", is_number=False),
            Column("in all", is_extra=True),
            Column("worst"),
            *(Column(stretch) for stretch in stretches),
        )
        yield Table(columns, tuple(self._side_effect(course) for course in courses))
        yield Text(sentences.SIDE_EFFECT_DAYS, Tone.QUIET)
        usual = self._findings.doses.usual_time
        if usual is not None:
            yield Text(sentences.usually_taken_at(usual), Tone.QUIET)

    def _side_effect(self, course: SideEffectCourse) -> Row:
        cells = (
            f"{'! ' if course.is_red_flag else ''}{course.term}",
            str(course.total),
            SEVERITIES[course.worst],
            *(f"{share.with_it} of {share.days}" for share in course.stretches),
        )
        days: dict[date, int] = {}
        for day in trial_days(self._evidence):
            known = self._evidence.days.get(day)
            severities = [] if known is None else [
                effect.severity for effect in known.side_effects if effect.term == course.term
            ]  # fmt: skip
            if severities:
                days[day] = max(severities)
        listed = tuple((day, SEVERITIES[severity]) for day, severity in days.items())
        return Row(cells, DaysBehind(course.term, listed))

    def doses(self) -> Iterator[Block]:
        """Yield how the doses were taken, and what is left."""
        doses, evidence = self._findings.doses, self._evidence
        days: dict[str, Sequence[date]] = {phase.title: phase.days for phase in phase_days(evidence)}
        stable = self._findings.windows.get(STABLE)
        days[OTHER_DAYS] = days_in_no_phase(evidence)
        told = [(known, days.get(known.name, ())) for known in doses.phases]
        if doses.stable is not None and stable is not None:
            told.append((doses.stable, evidence.windows.days_of(stable)))
        told.append((doses.whole, trial_days(evidence)))
        rows = tuple(self._dose_row(stretch, counted) for stretch, counted in told if stretch.due)
        if rows:
            names = ("due", "taken", "not taken", sentences.NO_RECORD_COLUMN, "late", "extra")
            yield Table((Column("", is_number=False), *(Column(name) for name in names)), rows)
        else:
            yield Text(sentences.NONE_DUE, Tone.QUIET)
        if doses.supply_left is not None:
            left = sentences.supply_left(plain(doses.supply_left), doses.runs_out_on)
            yield Text(left, Tone.QUIET, Door.MEDICINES)

    def _dose_row(self, stretch: Adherence, days: Sequence[date]) -> Row:
        counts = (stretch.due, stretch.taken, stretch.not_taken, stretch.unrecorded, stretch.late, stretch.extra)
        missing = days_without_dose(self._evidence, days)
        listed = tuple((day, self._dose_said(day)) for day in missing)
        behind = DaysBehind(f"Doses not taken, {stretch.name}", listed) if listed else None
        return Row((stretch.name, *(str(count) for count in counts)), behind)

    def _dose_said(self, day: date) -> str:
        known = self._evidence.days.get(day)
        return "not taken" if known is not None and known.doses else "nothing recorded"

    def ratings(self) -> Iterator[Block]:
        """Yield how completely and how soon the days were rated."""
        quality, evidence = self._findings.completeness, self._evidence
        days: dict[str, Sequence[date]] = {phase.title: phase.days for phase in phase_days(evidence)}
        days[OTHER_DAYS] = days_in_no_phase(evidence)
        told: list[tuple[Completeness, Sequence[date]]] = [
            (stretch, days.get(stretch.name, ())) for stretch in quality.phases
        ]
        told.append((quality.whole, trial_days(evidence)))
        names = ("days", "rated", "on time", "late", "recalled")
        yield Table(
            (Column("", is_number=False), *(Column(name) for name in names)),
            tuple(
                Row(
                    (
                        stretch.name,
                        *(
                            str(count)
                            for count in (
                                stretch.days,
                                stretch.rated,
                                stretch.on_time,
                                stretch.late,
                                stretch.recalled,
                            )
                        ),
                    ),
                    self._rating_days(f"Ratings, {stretch.name}", counted),
                )
                for stretch, counted in told
                if stretch.days
            ),
        )
        gap = quality.longest_gap
        if gap is not None:
            listed = tuple((day, NOT_RATED) for day in days_in(gap))
            said = sentences.longest_gap(gap.start, gap.length)
            yield Text(said, Tone.QUIET, DaysBehind(said, listed))

    def _rating_days(self, heading: str, days: Iterable[date]) -> DaysBehind | None:
        """Return which of `days` were not rated on the day itself, or None."""
        found = tuple((day, said) for day in days if (said := self._how_late(day)))
        return DaysBehind(f"{heading}: not on the day itself", found) if found else None

    def _how_late(self, day: date) -> str:
        known = self._evidence.days.get(day)
        if known is None or all(rating.value is None for rating in known.ratings.values()):
            return NOT_RATED if known is None or known.skip is None else f"skipped: {known.skip.value}"
        when = timeliness(known.lag(self._evidence.day_starts_at) or 0)
        return "" if when is Timeliness.ON_TIME else when.value

    def labs(self) -> Iterator[Block]:
        """Yield the laboratory values."""
        labs = self._findings.labs
        if not labs:
            yield Text(sentences.NOT_MEASURED, Tone.QUIET)
            return
        where = {None: "", True: "outside the range", False: "within the range"}
        primary, starts_on = self._findings.primary.measure.key, self._findings.trial.starts_on
        yield Table(
            (
                Column("", is_number=False),
                Column("value"),
                Column("laboratory's range"),
                Column("", is_number=False),
            ),
            tuple(
                Row(
                    (
                        f"{lab.name}, {short_day(lab.day)}",
                        f"{plain(lab.value)} {lab.unit}".rstrip(),
                        _range(lab.range_low, lab.range_high),
                        where[lab.is_outside],
                    ),
                    self._chart(primary, Span(min(starts_on, lab.day), lab.day + timedelta(days=1)), "e"),
                )
                for lab in labs
            ),
        )

    def cost(self) -> Iterator[Block]:
        """Yield what the medicine cost."""
        cost = self._findings.cost
        if cost.reason is not None:
            yield Text(cost.reason, Tone.QUIET, Door.MEDICINES)
        sums = [
            (cost.total, "in all"),
            (cost.per_week, "a week"),
            (cost.before_per_week, "a week for what was taken before"),
        ]
        said = [f"{amount:.2f} {cost.currency}".rstrip() + f" {words}" for amount, words in sums if amount is not None]
        if said:
            yield Text("; ".join(said), behind=Door.MEDICINES)

    def other_changes(self) -> Iterator[Block]:
        """Yield rescue use, other medicines, and events."""
        changes = self._findings.other_changes
        days: dict[str, Sequence[date]] = {phase.title: phase.days for phase in compared_phase_days(self._evidence)}
        for use in changes.rescue:
            if use.with_rescue:
                said = sentences.rescue_used(use.phase, use.with_rescue, use.days, plain(use.units))
                yield Text(said, behind=DaysBehind(said, self._rescue_days(days.get(use.phase, ()))))
        for sentence in changes.medicines:
            yield Text(sentence, behind=Door.MEDICINES)
        if changes.events:
            listed = tuple((day, " ".join(f"#{tag}" for tag in tags)) for day, tags in changes.events)
            said = ", ".join(f"{day_and_month(day)} {tags}" for day, tags in listed)
            yield Text(said, behind=DaysBehind(sentences.EVENTS, listed), lead=sentences.EVENTS)

    def _rescue_days(self, days: Iterable[date]) -> tuple[tuple[date, str], ...]:
        taken = ((day, self._evidence.days[day].rescues) for day in days if day in self._evidence.days)
        return tuple(
            (day, ", ".join(f"{plain(rescue.count)} {rescue.medicine}" for rescue in rescues))
            for day, rescues in taken
            if rescues
        )

    # What it rests on

    def sensitivity(self) -> Iterator[Block]:
        """Yield the estimate under other choices."""
        known = self._findings.sensitivity
        is_weak = self._findings.primary.has_too_few_ratings and self._findings.is_decision_due
        if not known or is_weak:
            return
        has_verdict = self._findings.verdict.words is not None
        primary = self._findings.primary.measure.key
        columns = ("ratings", "percent", "plausible", *(("in a word",) if has_verdict else ()))
        yield Table(
            (Column("", is_number=False), *(Column(name, is_extra=name == "ratings") for name in columns)),
            tuple(
                Row(
                    (
                        other.name,
                        f"{other.n_baseline} and {other.n_endpoint}",
                        "" if other.percent is None else f"{other.percent:z.0f} %",
                        sentences.CANNOT_BE_ESTIMATED
                        if other.low is None or other.high is None
                        else f"{other.low:z.0f} to {other.high:z.0f} %",
                        *((sentences.CLASS_IN_A_WORD.get(other.letter or "", ""),) if has_verdict else ()),
                    ),
                    self._chart(primary),
                )
                for other in known
            ),
        )
        yield Text(sentences.WHAT_VERDICT_RESTS_ON, Tone.QUIET)

    def limits(self) -> Iterator[Block]:
        """Yield what the result cannot tell, and how the trial departed from its plan."""
        # Here the seal is opened by the line that offers it, and what is said of it stands above the verdict.
        shown = (*self._findings.caveats[:2], sentences.OPENING, sentences.PERIODS_OVER)
        for caveat in limits_of(self._findings):
            if not (self._findings.is_sealed and caveat in shown):
                yield Text(caveat, Tone.QUIET)

    def decision(self) -> Iterator[Block]:
        """Yield what was decided."""
        made = self._findings.decision
        if made is None:
            yield Text(sentences.NOT_DECIDED, Tone.QUIET)
            return
        said = sentences.decided(made.choice.value, made.day, made.reason)
        yield Text(said, behind=DaysBehind(sentences.DECISION, ((made.day, made.choice.value),)))

    # What is behind a number

    def _chart(self, measure: str, span: Span | None = None, view: str = "h") -> ChartBehind:
        """Return the chart of a measure over `span`; without one, from the baseline to the end of the endpoint.

        `view` is the letter of the view in which the graphs show it.
        """
        windows, as_of = self._findings.windows, self._findings.as_of
        first, last = self._findings.trial.starts_on, as_of
        if span is not None:
            first, last = span.start, span.end - timedelta(days=1)
        elif BASELINE in windows and ENDPOINT in windows:
            first, last = windows[BASELINE].start, windows[ENDPOINT].end - timedelta(days=1)
        last = min(last, as_of)
        return ChartBehind(measure, Window(min(first, last), last), view)


def behind_each(sections: Iterable[Section]) -> Iterator[Behind]:
    """Yield what is behind the lines of `sections` that have something behind them, in their order."""
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Text) and block.behind is not None:
                yield block.behind
            elif isinstance(block, Table):
                yield from (row.behind for row in block.rows if row.behind is not None)


def _points_of(change: Change) -> tuple[float, float] | None:
    if change.difference_low is None or change.difference_high is None:
        return None
    return change.difference_low, change.difference_high


def _points(mean: float | None) -> str:
    return "" if mean is None else f"{mean:.1f}"


def _in_words(limits: tuple[float, float] | None, form: str) -> str:
    return "" if limits is None else f"{limits[0]:{form}} to {limits[1]:{form}}"


def _range(low: float | None, high: float | None) -> str:
    if low is not None and high is not None:
        return f"{plain(low)} to {plain(high)}"
    if high is not None:
        return f"up to {plain(high)}"
    return "" if low is None else f"from {plain(low)}"
