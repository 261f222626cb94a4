"""What of a journal the findings are made from, and what they cost where nobody asks for them."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.errors import BadInput, NothingToDo
from ldn_tui.domain.measures import Direction
from ldn_tui.domain.trial import Choice, DoseStep, NewTrial, Template
from ldn_tui.journal import Journal
from ldn_tui.journal.findings import DAYS_AFTERWARDS, LAB_DAYS_BEFORE
from tests.conftest import NOW, Ldn

TODAY = date(2026, 11, 22)
START = TODAY - timedelta(days=60)
PLAN = NewTrial(
    Template.BEFORE_AFTER, "Does it help?", "fibromyalgia", START, steps=(DoseStep(START + timedelta(days=28), 4.5),)
)


def before(days: int) -> date:
    return START - timedelta(days=days)


def test_without_a_trial_there_is_no_evidence(journal: Journal) -> None:
    journal.rate(TODAY, "pain", 5)
    assert journal.findings.evidence() is None
    with pytest.raises(NothingToDo, match="ldn trial new"):
        journal.findings.find()


def test_only_the_days_of_the_trial_are_read_and_laboratory_values_shortly_before(journal: Journal) -> None:
    for day in (before(1), before(400), START, TODAY):
        journal.rate(day, "pain", 5)
    journal.record_lab(before(LAB_DAYS_BEFORE), "ESR", 30, "mm/h")
    journal.rate(before(LAB_DAYS_BEFORE), "pain", 9)
    journal.record_lab(before(LAB_DAYS_BEFORE + 1), "ESR", 31, "mm/h")
    journal.trials.new(PLAN)
    evidence = journal.findings.evidence()
    assert evidence is not None
    assert list(evidence.days) == [before(LAB_DAYS_BEFORE), START, TODAY]
    assert evidence.series("pain") == {START: 5, TODAY: 5}
    assert [lab.value for lab in journal.findings.find(with_order=False).labs] == [30]


def test_days_after_the_day_looked_from_are_left_out(journal: Journal) -> None:
    journal.trials.new(PLAN)
    journal.rate(START, "pain", 5)
    journal.rate(TODAY, "pain", 5)
    evidence = journal.findings.evidence(START)
    assert evidence is not None
    assert (list(evidence.days), evidence.as_of) == ([START], START)


def test_decisions_made_later_are_left_out_and_amendments_are_told(journal: Journal) -> None:
    journal.trials.new(PLAN)
    now_is, first_dose = journal.clock, START + timedelta(days=28)
    journal.clock = PinnedClock(NOW - (TODAY - first_dose))
    journal.record_dose(first_dose, 4.5)
    journal.clock = now_is
    journal.trials.settle()
    journal.trials.change(confirmed=True, threshold=15)
    journal.trials.decide(Choice.STOP)
    now, earlier = journal.findings.find(with_order=False), journal.findings.find(START, with_order=False)
    assert now.decision is not None
    assert earlier.decision is None
    assert [amendment.field for amendment in now.amendments] == ["threshold"]


def test_after_the_end_a_while_counts_and_then_no_more(journal: Journal) -> None:
    begins = TODAY - timedelta(days=300)
    journal.trials.new(replace(PLAN, starts_on=begins, steps=()))
    last = begins + timedelta(days=40)
    journal.trials.end("moved", last)
    for day in (last, last + timedelta(days=DAYS_AFTERWARDS), last + timedelta(days=DAYS_AFTERWARDS + 1)):
        journal.rate(day, "pain", 5)
    evidence = journal.findings.evidence()
    assert evidence is not None
    assert list(evidence.days) == [last, last + timedelta(days=DAYS_AFTERWARDS)]


def test_the_overall_rating_counts_however_late_it_comes(journal: Journal) -> None:
    begins = TODAY - timedelta(days=300)
    journal.trials.new(replace(PLAN, starts_on=begins, steps=()))
    last = begins + timedelta(days=40)
    journal.record_dose(begins + timedelta(days=20), 4.5)
    journal.trials.end("moved", last)
    journal.record_impression(TODAY, 2)
    counted = journal.findings.find(with_order=False).impressions.counted
    assert counted is not None
    assert (counted.day, counted.value) == (TODAY, 2)
    assert journal.findings.find(TODAY - timedelta(days=1), with_order=False).impressions.course == ()


def test_an_overall_rating_of_the_next_trial_is_none_of_the_one_before(journal: Journal) -> None:
    journal.trials.new(replace(PLAN, starts_on=before(300), steps=()))
    journal.trials.end("moved", before(200))
    journal.trials.new(PLAN)
    journal.trials.end("moved", START + timedelta(days=30))
    journal.record_impression(START + timedelta(days=10), 2)
    first = journal.trials.all()[0]
    assert journal.findings._days(first, TODAY) == {}


def test_the_active_trial_goes_before_one_that_ended(journal: Journal) -> None:
    journal.trials.new(replace(PLAN, starts_on=before(100), steps=(), question="first"))
    journal.trials.end("over", before(50))
    assert journal.findings.find(with_order=False).trial.question == "first"
    journal.trials.new(replace(PLAN, question="second"))
    assert journal.findings.find(with_order=False).trial.question == "second"


def test_the_measures_are_the_primary_one_and_those_asked_or_rated(journal: Journal) -> None:
    journal.measures.add("Fatigue", "fresh", "exhausted", Direction.LOWER)
    journal.rate(START, "food", 5)
    journal.measures.retire("food")
    journal.measures.retire("mood")
    journal.trials.new(replace(PLAN, primary="fatigue"))
    assert [change.measure.key for change in journal.findings.find(with_order=False).changes] == [
        "fatigue", "pain", "sleep", "food", "function",
    ]  # fmt: skip
    with pytest.raises(BadInput, match="not rated in this trial"):
        journal.findings.find(measure="mood")


def test_progress_of_the_order_is_told(journal: Journal) -> None:
    journal.trials.new(PLAN)
    shares: list[float] = []
    for number in range(61):
        for measure in ("pain", "sleep"):
            journal.rate(START + timedelta(days=number), measure, 3 + number % 4)
    journal.findings.find(on_progress=shares.append)
    assert shares == sorted(shares)
    assert shares[-1] == 1


@pytest.mark.parametrize("call", [["status"], ["log", "pain=4"], ["show"], ["trial", "show"]], ids=" ".join)
def test_no_other_verb_loads_the_analysis(call: list[str], ldn: Ldn, journal_path: Path) -> None:
    ldn("trial", "new", "before-after")
    program = """
import json, sys
from ldn_tui.cli import run

code = run(sys.argv[1:])
print("\\n" + json.dumps([code, sorted(name for name in sys.modules if name.startswith("ldn_tui."))]))
"""
    ended = subprocess.run(
        [sys.executable, "-c", program, *call],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ, LDN_NOW="2026-11-22T21:30:00+01:00", LDN_DB=str(journal_path)),
        timeout=60,
    )
    code, loaded = json.loads(ended.stdout.splitlines()[-1])
    assert code == 0
    assert not {"ldn_tui.domain.analysis", "ldn_tui.domain.findings", "ldn_tui.domain.student_t"} & set(loaded)
