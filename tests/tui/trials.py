"""Journals in which a trial has come to where the findings look different, each written day by day."""

import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path

from ldn_tui.domain.blinding import PairOrder
from ldn_tui.domain.seal import Content, Sheet
from ldn_tui.domain.trial import DoseStep, NewTrial, Template
from ldn_tui.journal import Journal, open_journal
from tests.conftest import DAY_STARTS_AT, NOW
from tests.tui.driver import StillClock

TODAY = NOW.date()
QUESTION = "Does LDN lower my pain?"
SHEET = Sheet(6, (Content.COMPARATOR, Content.LDN), "00112233445566778899aabbccddeeff")
SEALED_DAYS = 14 + 2 * 6 * 7


@contextmanager
def journal_of(path: Path, begun: date) -> Iterator[Journal]:
    """Yield a new journal as it was begun on a day; afterwards it is today."""
    clock = StillClock(NOW)
    journal = open_journal(path, clock, DAY_STARTS_AT, create=True, program="the app", patient=False)
    _set(journal, begun)
    yield journal
    journal.clock = StillClock(NOW)
    journal.trials.settle()


def _set(journal: Journal, day: date, hour: int = 21) -> None:
    journal.clock = StillClock(datetime.combine(day, time(hour, 30), NOW.tzinfo))


def open_trial(path: Path, begun: date, *, rate_every: int = 1) -> Journal:
    """Return a journal with an open trial begun on a day: four weeks of baseline, then 1.5, 3 and 4.5 mg.

    Args:
        path: its file.
        begun: the first day.
        rate_every: rate only each so manyth day.
    """
    first = begun + timedelta(days=28)
    steps = tuple(
        DoseStep(first + timedelta(days=after), mg, time(22)) for after, mg in ((0, 1.5), (14, 3.0), (28, 4.5))
    )
    chance = random.Random(7)
    with journal_of(path, begun) as journal:
        journal.trials.new(NewTrial(Template.BEFORE_AFTER, QUESTION, "fibromyalgia", begun, first, steps=steps))
        for number in range(0, (TODAY - begun).days + 1, rate_every):
            day = begun + timedelta(days=number)
            _set(journal, day)
            level = 6.5 if number < 42 else 4.5
            _rate(journal, day, {"pain": level, "sleep": 11 - level}, chance)
            if day >= first:
                journal.record_dose(day, max(step.mg for step in steps if step.starts_on <= day))
    return journal


def sealed_trial(path: Path, *, is_opened: bool = False) -> Journal:
    """Return a journal with a trial of one sealed pair that is over, opened or not."""
    begun = TODAY - timedelta(days=SEALED_DAYS + 2)
    first = begun + timedelta(days=14)
    chance = random.Random(7)
    with journal_of(path, begun) as journal:
        journal.trials.new(NewTrial(Template.SEALED_PAIRS, QUESTION, "CRPS", begun, first, baseline_days=14))
        journal.seals.add(SHEET.commitment.code, "Anna Berg", "+49 30 123456")
        for number in range(SEALED_DAYS + 2):
            day = begun + timedelta(days=number)
            _set(journal, day)
            level = 6.5 if number < 14 + 6 * 7 + 7 else 4.0
            _rate(journal, day, {"pain": level, "sleep": 11 - level}, chance)
            planned = journal.trials.planned_dose(day)
            if planned is not None:
                journal.record_dose(day, None, label=planned.label)
        _set(journal, TODAY)
        if is_opened:
            journal.record_impression(TODAY, 2)
            journal.seals.begin_opening((PairOrder.COMPARATOR_FIRST,), 70, None)
            journal.seals.open(SHEET.canonical)
    return journal


def _rate(journal: Journal, day: date, levels: Mapping[str, float], chance: random.Random) -> None:
    for measure, level in levels.items():
        journal.rate(day, measure, float(min(max(round(chance.gauss(level, 1.1)), 0), 10)))
