"""A made-up trial of 120 days, the same every time but for its dates: to look around in, and to take pictures of."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from ldn_tui.clock import Clock
from ldn_tui.domain.days import SkipReason
from ldn_tui.domain.trial import Choice, DoseStep, NewTrial, Template
from ldn_tui.journal import Journal, entries, open_journal
from ldn_tui.journal.entries import Entry

DEMO_DAYS = 120
SEED = 20130215

# The story, in days of the diary: a baseline, a titration with a step back, eight weeks at full dose, and weeks off.
FIRST_DOSE = 21
STEP_BACK = 33
MEDICINE_STOPPED = 70
DECISION = 101
FIRST_PLAN = ((21, 1.5), (28, 3.0), (40, 4.5))
PLAN_WITH_STEP_BACK = ((21, 1.5), (28, 3.0), (33, 1.5), (38, 3.0), (45, 4.5))

NOTES = (
    "slept badly, rain",
    "long walk in the sun, paid for it in the evening",
    "vivid dreams again, not unpleasant",
    "visitors, stayed up late #visitors",
    "half a day in bed",
    "warm bath helped",
    "worked four hours without a break, first time in weeks",
    "cold and damp, hands stiff",
    "new pillow",
    "caught a cold #ill",
)


@dataclass
class _EveningClock:
    """A clock that the demo sets to each evening in turn."""

    instant: datetime
    is_pinned: bool = True

    def now(self) -> datetime:
        """Return the evening it was set to."""
        return self.instant

    def local(self, wall: datetime) -> datetime:
        """Return `wall` with the evening's offset."""
        return wall.replace(tzinfo=self.instant.tzinfo)


@contextmanager
def demo_journal(clock: Clock, day_starts_at: time) -> Iterator[Journal]:
    """Build the demo in a temporary folder of its own, yield it open, and remove it.

    Args:
        clock: says what today is; the demo's days end with it.
        day_starts_at: when a day begins.
    """
    with TemporaryDirectory(prefix="ldn-demo-") as folder:
        journal = build_demo(Path(folder) / "demo.db", clock, day_starts_at)
        try:
            yield journal
        finally:
            journal.close()


def build_demo(path: Path, clock: Clock, day_starts_at: time) -> Journal:
    """Fill a new journal at `path` with a whole trial and return it open, on `clock`."""
    evening = _EveningClock(clock.now())
    journal = open_journal(
        path, evening, day_starts_at, create=True, program="the demo", patient=False, keeps_backups=False
    )
    today = journal.today()
    first = today - timedelta(days=DEMO_DAYS - 1)
    chance = random.Random(SEED)  # noqa: S311 - a made-up diary, not a secret
    story = _Story(journal, evening, first)
    for number in range(DEMO_DAYS):
        story.live(number)
        _write_day(journal, evening, _Diary(chance, number, first + timedelta(days=number), today))
    journal.clock = clock
    return journal


class _Story:
    """What happens besides the daily entries."""

    def __init__(self, journal: Journal, evening: "_EveningClock", first: date) -> None:
        self._journal = journal
        self._evening = evening
        self._first = first

    def live(self, number: int) -> None:
        """Do what the person does about the trial on a day."""
        day = self._first + timedelta(days=number)
        events = {
            0: self._begin,
            STEP_BACK: lambda: self._journal.trials.set_plan(self._steps(PLAN_WITH_STEP_BACK)),
            MEDICINE_STOPPED: lambda: self._journal.medicines.stop("amitriptyline", day),
            DECISION: self._decide,
        }
        if number in events:
            self._evening.instant = self._journal.clock.local(datetime.combine(day, time(20, 30)))
            events[number]()
        self._journal.trials.settle()

    def _steps(self, plan: Sequence[tuple[int, float]]) -> tuple[DoseStep, ...]:
        return tuple(DoseStep(self._first + timedelta(days=number), mg, time(22, 0)) for number, mg in plan)

    def _begin(self) -> None:
        journal = self._journal
        journal.trials.new(
            NewTrial(
                template=Template.BEFORE_AFTER_STOP,
                question="Does LDN lower my pain?",
                condition="fibromyalgia",
                starts_on=self._first,
                steps=self._steps(FIRST_PLAN),
            )
        )
        journal.medicines.add("amitriptyline", "10 mg at night")
        journal.medicines.add("ibuprofen", "400 mg", as_needed=True)
        journal.medicines.add("naltrexone", "capsules of 1.5 mg", price=45.0, pack_size=90, supply=180)

    def _decide(self) -> None:
        self._journal.trials.decide(Choice.STOP, "eight weeks are over: see what four weeks without it show")


@dataclass(frozen=True)
class _Diary:
    """One day of the made-up person."""

    chance: random.Random
    number: int
    day: date
    today: date

    @property
    def is_missed(self) -> bool:
        return self.number in {9, 37, 38, 71, 96}

    @property
    def lag(self) -> int:
        return {15: 1, 44: 2, 58: 4, 83: 1, 104: 3}.get(self.number, 0)

    @property
    def mg(self) -> float | None:
        """What the plan holds for the day, as it stood at the end."""
        if not FIRST_DOSE <= self.number < DECISION:
            return None
        return next(mg for number, mg in reversed(PLAN_WITH_STEP_BACK) if number <= self.number)

    @property
    def benefit(self) -> float:
        """How far the improvement has come, 0 to 1: slowly after the first dose, and slowly away after the last."""
        come = min(max((self.number - FIRST_DOSE - 10) / 40, 0.0), 1.0)
        gone = min(max((self.number - DECISION - 5) / 30, 0.0), 1.0)
        return come * (1 - gone)

    def value(self, before: float, after: float, spread: float = 1.1) -> float:
        level = before + (after - before) * self.benefit
        return float(min(max(round(self.chance.gauss(level, spread)), 0), 10))


def _write_day(journal: Journal, evening: _EveningClock, diary: _Diary) -> None:
    answers = _answers(journal, diary)
    if diary.is_missed or diary.day == diary.today:
        return
    recorded_on = min(diary.day + timedelta(days=diary.lag), diary.today)
    minute = diary.chance.randrange(90)
    evening.instant = journal.clock.local(
        datetime.combine(recorded_on, time(21, 0)) + timedelta(minutes=minute, seconds=diary.number % 60)
    )
    journal.log(diary.day, answers)


def _answers(journal: Journal, diary: _Diary) -> list[Entry]:
    chance = diary.chance
    ratings = {
        "pain": diary.value(6.4, 4.2),
        "sleep": diary.value(4.2, 6.2),
        "mood": diary.value(4.8, 6.1),
        "food": diary.value(6.5, 7.1, 0.9),
        "function": diary.value(4.4, 5.9),
    }
    if diary.number in {22, 66}:
        reason = SkipReason.ILL if diary.number == 22 else SkipReason.AWAY
        return [entries.skip(reason)]
    measures = journal.measures.all()
    answers = [
        entries.rating(measure, None if measure.key == "food" and diary.number % 31 == 12 else ratings[measure.key])
        for measure in measures
        if not (measure.key == "function" and diary.number % 37 == 20)
    ]
    if diary.mg is not None:
        at = datetime.combine(diary.day, time(22, chance.randrange(30)))
        missed_dose = diary.number in {47, 77, 102}
        answers.append(entries.no_dose() if missed_dose else entries.dose(diary.mg, taken_at=journal.clock.local(at)))
    answers.extend(_side_effects(diary))
    if ratings["pain"] >= 7 and chance.random() < 0.6:
        answers.append(entries.rescue("ibuprofen", 1 + chance.randrange(2)))
    if chance.random() < 0.22:
        answers.append(entries.note(NOTES[chance.randrange(len(NOTES))]))
    if diary.number in {FIRST_DOSE + 28, FIRST_DOSE + 56, DECISION}:
        answers.append(entries.impression(3 if diary.number < FIRST_DOSE + 56 else 2))
    if diary.number in {5, DECISION - 2}:
        answers.append(entries.lab("ESR", 28 if diary.number == 5 else 19, "mm/h", 0, 20))
    return answers


def _side_effects(diary: _Diary) -> list[Entry]:
    if diary.mg is None:
        return [entries.no_side_effects()]
    since_step = min(diary.number - number for number, _ in PLAN_WITH_STEP_BACK if number <= diary.number)
    felt: list[Entry] = []
    if since_step < 5 and diary.chance.random() < 0.55:
        felt.append(entries.side_effect("vivid dreams", 1 if since_step else 2))
    if diary.chance.random() < 0.09:
        felt.append(entries.side_effect("headache", 1))
    return felt or [entries.no_side_effects()]
