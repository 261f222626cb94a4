"""A trial: one question under test, as it was planned and as it stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from itertools import pairwise

from ldn_tui.domain.dates import parse_day
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import Measure
from ldn_tui.domain.prices import Price
from ldn_tui.domain.ratings import check_mg, parse_number, plain, shown_number
from ldn_tui.domain.text import visible

LEAST_BASELINE_DAYS = 14
USUAL_BASELINE_DAYS = 28
ENDPOINT_DAYS = (28, 14)
THRESHOLDS = (30, 15, 50)
DECISION_AFTER = (56, 84)

# What a field of a trial can be changed to.
FieldValue = str | int | date | None

# The medicine under test.
NALTREXONE = "naltrexone"

_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)
_LENGTH = re.compile(r"\+(\d{1,3})", re.ASCII)


class Template(StrEnum):
    """The shapes a trial can have."""

    BEFORE_AFTER = "before-after"
    BEFORE_AFTER_STOP = "before-after-stop"
    SEALED_PAIRS = "sealed-pairs"
    ALREADY_TAKING = "already-taking"
    BY_HAND = "by-hand"


class Choice(StrEnum):
    """What a person decides at the end."""

    CONTINUE = "continue"
    STOP = "stop"
    EXTEND = "extend"
    CHANGE = "change with the prescriber"
    UNDECIDED = "undecided"

    @property
    def leaves_open(self) -> bool:
        """Whether the trial is still to be decided after it."""
        return self in {Choice.EXTEND, Choice.UNDECIDED}


@dataclass(frozen=True, slots=True)
class DoseStep:
    """A part of the dose plan.

    Attributes:
        starts_on: its first day.
        mg: the planned amount a day; 0 means none.
        at: the time of day, None if not said.
    """

    starts_on: date
    mg: float
    at: time | None = None

    @property
    def in_words(self) -> str:
        """The amount: "4.5 mg", or "none"."""
        return f"{shown_number(self.mg)} mg" if self.mg else "none"

    def __str__(self) -> str:
        at = f"@{self.at:%H:%M}" if self.at else ""
        return f"{self.starts_on.isoformat()}={plain(self.mg)}{at}"


@dataclass(frozen=True, slots=True)
class Trial:
    """One question under test.

    Attributes:
        id: its UUID.
        question: in the person's words.
        condition: what the person has.
        template: its shape.
        starts_on: its first day.
        first_dose_on: the planned first dose; None while open.
        baseline_days: how many days before the first dose are the baseline, at most.
        endpoint_days: how many days before the decision are the endpoint: 28 or 14.
        primary: the key of the primary measure.
        threshold: the improvement in percent that counts: 30, 15 or 50.
        decision_after: days from full dose to decision: 56 or 84.
        decision_on: the decision day, where it was set by hand; else None.
        steps: the dose plan, earliest first.
        ended_on: its last day, where it was ended early.
        end_reason: why it was.
        locked_on: the day its windows were locked; None before.
        medicine: what is under test.
        pairs: how many pairs of sealed periods; None without a seal.
        weeks: how long each of them is.
        full_dose_on: the full dose in force, kept from the lock on: what moves it since is recorded.
    """

    id: str
    question: str
    condition: str
    template: Template
    starts_on: date
    first_dose_on: date | None
    baseline_days: int
    endpoint_days: int
    primary: str
    threshold: int
    decision_after: int
    decision_on: date | None
    steps: tuple[DoseStep, ...]
    ended_on: date | None = None
    end_reason: str | None = None
    locked_on: date | None = None
    medicine: str = NALTREXONE
    pairs: int | None = None
    weeks: int | None = None
    full_dose_on: date | None = None

    @property
    def title(self) -> str:
        """How it is called: its question, or its shape."""
        return self.question or self.template.value

    @property
    def is_locked(self) -> bool:
        """Whether its windows, primary measure and threshold are fixed."""
        return self.locked_on is not None

    def day_number(self, day: date) -> int:
        """Return which day of the trial `day` is, from 1."""
        return (day - self.starts_on).days + 1

    def holds(self, day: date) -> bool:
        """Return whether `day` lies in it."""
        return self.starts_on <= day and (self.ended_on is None or day <= self.ended_on)

    @property
    def day_after_end(self) -> date | None:
        """The day after its last one; None while it runs."""
        return None if self.ended_on is None else day_after(self.ended_on, 1)

    @property
    def planned_first_dose(self) -> date | None:
        """The first dose as planned: as said, else the first step of the plan."""
        if self.first_dose_on is not None:
            return self.first_dose_on
        return next((step.starts_on for step in self.steps if step.mg), None)

    def step_on(self, day: date) -> DoseStep | None:
        """Return the step of the plan `day` lies in, or None before the first and after the trial's end."""
        if self.ended_on is not None and day > self.ended_on:
            return None
        return next((step for step in reversed(self.steps) if step.starts_on <= day), None)


@dataclass(frozen=True, slots=True)
class NewTrial:
    """A trial as it is planned.

    Attributes:
        template: its shape.
        question: in the person's words; may be "".
        condition: what the person has; may be "".
        starts_on: its first day.
        first_dose_on: the planned first dose; None while open.
        baseline_days: how many days before the first dose are compared, at most.
        endpoint_days: how many days before the decision are compared: 28 or 14.
        primary: the key of the primary measure.
        threshold: the improvement in percent that counts.
        decision_after: days from full dose to the decision.
        decision_on: the decision day, where it is set by hand.
        steps: the dose plan, as the prescription says it.
        extra_measures: measures to add with it; their keys are proposals.
        medicine: what is under test.
        price: what a unit of it costs, to be noted if the list of medicines does not have it; None if not said.
    """

    template: Template
    question: str
    condition: str
    starts_on: date
    first_dose_on: date | None = None
    baseline_days: int = USUAL_BASELINE_DAYS
    endpoint_days: int = 28
    primary: str = "pain"
    threshold: int = 30
    decision_after: int = 56
    decision_on: date | None = None
    steps: tuple[DoseStep, ...] = ()
    extra_measures: tuple[Measure, ...] = ()
    medicine: str = NALTREXONE
    price: Price | None = None


@dataclass(frozen=True, slots=True)
class Amendment:
    """A change of something that was locked.

    Attributes:
        field: what was changed ("threshold").
        before: what it was, None if it was open.
        after: what it is.
        day: the day it was changed.
    """

    field: str
    before: str | None
    after: str | None
    day: date


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided.

    Attributes:
        day: the day.
        choice: what.
        reason: why, in the person's words; "" if not said.
    """

    day: date
    choice: Choice
    reason: str


def parse_dose_plan(text: str, today: date) -> tuple[DoseStep, ...]:
    """Return the steps of `DATE=MG,DATE=MG,...`; an amount of 0 means none from that day.

    A step may say its time, `DATE=MG@22:00`, and all but the first may be given as days after the one before,
    `+14=MG`. A date is read as every day that may lie ahead, seen from `today`: `1 dec=1.5`.

    Raises:
        BadInput: a step cannot be read, or two begin on one day.
    """
    steps: list[DoseStep] = []
    for part in filter(None, (part.strip() for part in text.split(","))):
        day, sign, amount = part.partition("=")
        if not sign:
            raise BadInput(f"dose plan {visible(part)!r}: write each step as DATE=MG, like 2026-09-15=1.5")
        amount, at, clock = amount.partition("@")
        mg = parse_number(amount.strip().lower().removesuffix("mg"), f"dose plan {visible(day.strip())}")
        start = _parse_start(day.strip(), steps, today)
        steps.append(
            DoseStep(start, check_mg(mg, "dose plan") if mg else 0.0, parse_time(clock, "dose plan") if at else None)
        )
    return check_dose_plan(steps)


def _parse_start(text: str, before: Sequence[DoseStep], today: date) -> date:
    length = _LENGTH.fullmatch(text)
    if length is None:
        return parse_day(text, today, "dose plan", ahead=True)
    if not before:
        raise BadInput(f"dose plan {text!r}: the first step needs its date, like 2026-09-15=1.5")
    return day_after(before[-1].starts_on, int(length[1]))


def parse_time(text: str, field: str) -> time:
    """Return the time of day written as 22:00.

    Raises:
        BadInput: it is none.
    """
    found = _TIME.fullmatch(text.strip())
    if found is None:
        raise BadInput(f"{field} time {visible(text.strip())!r}: write it like 22:00")
    return time(int(found[1]), int(found[2]))


def dose_plan_in_words(steps: Sequence[DoseStep]) -> str | None:
    """Return `steps` as `parse_dose_plan` reads them; None for no plan."""
    return ",".join(str(step) for step in steps) or None


def check_dose_plan(steps: Sequence[DoseStep]) -> tuple[DoseStep, ...]:
    """Return `steps` in order.

    Raises:
        BadInput: two begin on one day, or the plan begins with none.
    """
    ordered = tuple(sorted(steps, key=lambda step: step.starts_on))
    for before, after in pairwise(ordered):
        if before.starts_on == after.starts_on:
            raise BadInput(f"dose plan: two steps begin on {before.starts_on.isoformat()}; keep one of them")
    if ordered and not ordered[0].mg:
        raise BadInput("dose plan: it begins with none; begin with the first day the medicine is taken")
    return ordered


def check_question(baseline_days: int, endpoint_days: int, threshold: int) -> None:
    """Make sure a trial's numbers are among those it may have.

    Raises:
        BadInput: one of them is not.
    """
    if not LEAST_BASELINE_DAYS <= baseline_days <= USUAL_BASELINE_DAYS:
        raise BadInput(
            f"baseline days {baseline_days}: use {LEAST_BASELINE_DAYS} to {USUAL_BASELINE_DAYS}; more is surer"
        )
    if endpoint_days not in ENDPOINT_DAYS:
        raise BadInput(f"endpoint days {endpoint_days}: use 28 or 14")
    if threshold not in THRESHOLDS:
        raise BadInput(f"threshold {threshold}: use 15, 30 or 50 percent")


def day_after(day: date, days: int) -> date:
    """Return the date `days` later, or the last there is."""
    return day + timedelta(days=min(days, (date.max - day).days))
