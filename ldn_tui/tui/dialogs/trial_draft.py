"""A trial that is being planned: what was typed so far, and what it amounts to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from ldn_tui.domain.conditions import OTHER, Condition
from ldn_tui.domain.counted import counted
from ldn_tui.domain.dates import day_and_month, days_between, short_day
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import FIRST_MEASURES, Measure
from ldn_tui.domain.prices import Price, parse_price
from ldn_tui.domain.seal import LEAST_WEEKS, MOST_PAIRS, MOST_WEEKS, USUAL_WEEKS, check_size
from ldn_tui.domain.templates import TEMPLATE_FACTS
from ldn_tui.domain.text import visible
from ldn_tui.domain.trial import (
    DECISION_AFTER,
    ENDPOINT_DAYS,
    LEAST_BASELINE_DAYS,
    THRESHOLDS,
    USUAL_BASELINE_DAYS,
    DoseStep,
    Template,
    Trial,
    check_question,
)
from ldn_tui.domain.trial_phases import WASHOUT_DAYS
from ldn_tui.domain.windows import Windows, windows
from ldn_tui.tui.dialogs.dialog import reading
from ldn_tui.tui.dialogs.dose_plan import StepText, read_dose_plan
from ldn_tui.tui.dialogs.plan_day import optional_plan_day, plan_day


@dataclass
class TrialDraft:
    """What was typed and chosen so far; nothing of it is in the journal yet.

    Attributes:
        today: the present logical day.
        measures: what is rated now, in order.
        texts: what stands in the text fields, by field name.
        condition: the condition chosen.
        extras: the keys of the extra measures chosen.
        template: the shape chosen.
        rows: the dose plan as typed.
    """

    today: date
    measures: tuple[Measure, ...]
    texts: dict[str, str] = field(default_factory=dict)
    condition: Condition | None = None
    extras: set[str] = field(default_factory=set)
    template: Template = Template.BEFORE_AFTER
    rows: tuple[StepText, ...] = ()

    def text(self, name: str, default: str = "") -> str:
        """Return what stands in a field, without outer blanks."""
        return self.texts.get(name, default).strip()

    # What was said

    @property
    def question(self) -> str:
        """The question: as typed, else about the primary measure."""
        return self.text("question") or f"Does LDN improve my {self.primary.name.lower()}?"

    @property
    def condition_name(self) -> str:
        """What the person has, "" where it was not said."""
        if self.condition is None:
            return ""
        return self.condition.name if self.condition.name != OTHER else self.text("condition")

    @property
    def offered(self) -> tuple[Measure, ...]:
        """The extra measures that fit the condition and are not rated yet."""
        known = {measure.key for measure in self.measures} | {measure.name.casefold() for measure in self.measures}
        fitting = self.condition.measures if self.condition is not None else ()
        return tuple(
            measure for measure in fitting if measure.key not in known and measure.name.casefold() not in known
        )

    @property
    def chosen_extras(self) -> tuple[Measure, ...]:
        """The extra measures chosen."""
        return tuple(measure for measure in self.offered if measure.key in self.extras)

    @property
    def candidates(self) -> tuple[Measure, ...]:
        """What can be the primary measure: all that will be rated."""
        return (*self.measures, *self.chosen_extras)

    @property
    def primary(self) -> Measure:
        """The measure the answer is about."""
        named = {measure.name: measure for measure in self.candidates}
        first = next((measure for measure in self.candidates if measure.key == "pain"), FIRST_MEASURES[0])
        return named.get(self.text("primary"), first)

    @property
    def threshold(self) -> int:
        """The improvement that counts, in percent."""
        return _number_in(self.text("threshold"), THRESHOLDS[0])

    @property
    def decision_after(self) -> int:
        """Days from full dose to decision."""
        return 7 * _number_in(self.text("decision_after"), DECISION_AFTER[0] // 7)

    @property
    def endpoint_days(self) -> int:
        """How many days before the decision are compared."""
        return _number_in(self.text("endpoint_days"), ENDPOINT_DAYS[0])

    @property
    def is_sealed(self) -> bool:
        """Whether it is a blinded crossover."""
        return self.template is Template.SEALED_PAIRS

    # What is read, and refused with the reason

    def starts_on(self) -> date:
        """Return the first day.

        Raises:
            BadInput: it cannot be read.
        """
        with reading("starts_on"):
            return plan_day(self.text("starts_on", "t"), self.today, "starts on")

    def first_dose_on(self) -> date | None:
        """Return the planned first dose, None while open.

        Raises:
            BadInput: it cannot be read.
        """
        with reading("first_dose_on"):
            return optional_plan_day(self.text("first_dose_on"), self.today, "first dose")

    def baseline_days(self) -> int:
        """Return how many days before the first dose are the baseline, at most.

        Raises:
            BadInput: it is no such number.
        """
        typed = self.text("baseline_days", str(USUAL_BASELINE_DAYS))
        with reading("baseline_days"):
            return _whole(typed, "baseline days", f"{LEAST_BASELINE_DAYS} to {USUAL_BASELINE_DAYS}")

    def size(self) -> tuple[int, int]:
        """Return the pairs and the weeks of each period of a sealed trial.

        Raises:
            BadInput: no such trial can be run.
        """
        with reading("pairs"):
            pairs = _whole(self.text("pairs", "2"), "pairs", f"1 to {MOST_PAIRS}")
            check_size(pairs, USUAL_WEEKS)
        with reading("weeks"):
            weeks = _whole(self.text("weeks", str(USUAL_WEEKS)), "weeks", f"{LEAST_WEEKS} to {MOST_WEEKS}")
            check_size(pairs, weeks)
        return pairs, weeks

    def check_dates(self) -> None:
        """Make sure the dates can be those of a trial.

        Raises:
            BadInput: one cannot be read, or they are in the wrong order.
        """
        start, first = self.starts_on(), self.first_dose_on()
        with reading("baseline_days"):
            check_question(self.baseline_days(), self.endpoint_days, self.threshold)
        with reading("first_dose_on"):
            if first is not None and first < start and self.template is not Template.ALREADY_TAKING:
                raise BadInput(
                    f"first dose {short_day(first)} lies before the start, {short_day(start)}: give a later day, or "
                    "choose the shape for those who already take it"
                )
        if self.is_sealed:
            self.size()
            self.price()

    def steps(self) -> tuple[DoseStep, ...]:
        """Return the dose plan.

        Raises:
            BadInput: a row cannot be read.
        """
        if self.is_sealed:
            return ()
        first = self.first_dose_on()
        steps = read_dose_plan(self.rows, first, self.today)
        if steps and first not in {None, steps[0].starts_on} and self.template is not Template.ALREADY_TAKING:
            first_row = next(index for index, row in enumerate(self.rows) if not row.is_empty)
            with reading(f"start-{first_row}"):
                raise BadInput(
                    f"the first step begins on {short_day(steps[0].starts_on)}, but you gave {short_day(first)} as the "
                    "day of the first dose: leave the step's day empty, or go a step back (Esc) and change that day"
                )
        return steps

    def decision_on(self) -> date | None:
        """Return the decision day set by hand, None where it follows from the plan.

        Raises:
            BadInput: it cannot be read.
        """
        with reading("decision_on"):
            return optional_plan_day(self.text("decision_on"), self.today, "decision day")

    def price(self) -> Price | None:
        """Return the price of a capsule, None where it was not said.

        Raises:
            BadInput: it is no price.
        """
        typed = self.text("price")
        with reading("price"):
            return parse_price(typed) if typed else None

    # What it amounts to

    def trial(self) -> Trial:
        """Return the trial as it would stand.

        Raises:
            BadInput: something typed cannot be read.
        """
        return Trial(
            id="",
            question=self.question,
            condition=self.condition_name,
            template=self.template,
            starts_on=self.starts_on(),
            first_dose_on=self.first_dose_on(),
            baseline_days=self.baseline_days(),
            endpoint_days=self.endpoint_days,
            primary=self.primary.key,
            threshold=self.threshold,
            decision_after=self.decision_after,
            decision_on=self.decision_on(),
            steps=self.steps(),
        )

    def windows(self) -> Windows:
        """Return its windows.

        Raises:
            BadInput: something typed cannot be read.
        """
        return windows(self.trial(), ())

    @property
    def is_too_short(self) -> bool:
        """Whether the plan leaves fewer than 28 stable days."""
        return not self.is_sealed and self.windows().is_too_short

    def summary(self) -> Iterator[tuple[str, str]]:
        """Yield what was planned as (name, words).

        Raises:
            BadInput: something typed cannot be read.
        """
        trial, known = self.trial(), self.windows()
        if self.is_sealed:
            # What it takes, before anything else: it is much.
            yield "In all", self.totals()
        yield "Question", self.question
        extra = f"; also rated: {_listed(measure.name for measure in self.chosen_extras)}" if self.chosen_extras else ""
        yield "Condition", f"{self.condition_name or 'not said'}{extra}"
        facts = TEMPLATE_FACTS[self.template]
        yield "Shape", f"{facts.title}: {facts.course}"
        yield "Starts", short_day(trial.starts_on)
        yield "First dose", short_day(known.first_dose) if known.first_dose else "open until the capsules are there"
        steps = " · ".join(f"{step.in_words} from {day_and_month(step.starts_on)}" for step in trial.steps)
        yield "Dose plan", "as the bottles say" if self.is_sealed else steps or "open until you type it in"
        if self.template is not Template.ALREADY_TAKING:
            yield "Counts", f"{self.primary.name} better by {self.threshold} %, over the last {self.endpoint_days} days"
        yield "Decision", self._decision(known)
        if not self.is_sealed:
            yield "In all", self.totals()

    def _decision(self, known: Windows) -> str:
        if self.is_sealed:
            return "after the last period; the seal is opened then"
        if known.decision_day is None or (not self.rows and self.first_dose_on() is None):
            return f"{self.decision_after // 7} weeks after the full dose"
        return short_day(known.decision_day)

    def totals(self) -> str:
        """Return how long it takes, how many capsules it needs and what they cost.

        Raises:
            BadInput: something typed cannot be read.
        """
        trial, known = self.trial(), self.windows()
        if self.is_sealed:
            pairs, weeks = self.size()
            first = known.first_dose
            before = self.baseline_days() if first is None else max((first - trial.starts_on).days, 0)
            days = 7 * pairs * weeks
            return (
                f"{_weeks(before + 2 * days)} with {before} days before the first dose, {days} capsules of LDN and "
                f"{days} of the comparator{self._cost(days)}, if each dose is one capsule"
            )
        if known.decision_day is None:
            return "weeks, capsules and cost follow once the first dose is known"
        end = known.decision_day
        if self.template is Template.BEFORE_AFTER_STOP:
            end += timedelta(days=WASHOUT_DAYS)
        capsules = _dose_days(trial, known)
        length = _weeks((end - trial.starts_on).days)
        return f"{length}, {capsules} capsules{self._cost(capsules)}, if each dose is one capsule"

    def _cost(self, capsules: int) -> str:
        price = self.price()
        return "" if price is None else f", {visible(str(price.times(capsules)))} for the LDN"


def _dose_days(trial: Trial, known: Windows) -> int:
    first, end = known.first_dose, known.decision_day
    if first is None or end is None or end <= first:
        return 0
    if not trial.steps:
        return (end - first).days
    planned = (trial.step_on(day) for day in days_between(first, end - timedelta(days=1)))
    return sum(1 for step in planned if step is not None and step.mg)


def _weeks(days: int) -> str:
    weeks, rest = divmod(days, 7)
    said = counted(weeks, "week")
    return f"{said} and {counted(rest, 'day')}" if rest else said


def _whole(text: str, name: str, remedy: str) -> int:
    if not text.isdecimal() or not text.isascii() or len(text) > 4:
        raise BadInput(f"{name} {visible(text)!r}: type a whole number, {remedy}")
    return int(text)


def _number_in(words: str, default: int) -> int:
    return next((int(word) for word in words.split() if word.isdecimal()), default)


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
