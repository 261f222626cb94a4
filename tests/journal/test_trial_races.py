"""Two processes at one journal: whoever comes second waits, and decides on what the first one wrote."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.errors import LdnError
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.seal import draw_sheet
from ldn_tui.domain.trial import DoseStep, NewTrial, Template
from ldn_tui.journal import Journal, open_journal
from tests.conftest import DAY_STARTS_AT, NOW

TODAY = NOW.date()
PLAN = NewTrial(Template.BEFORE_AFTER, "", "", TODAY)
# How long a second process is given to break in: far less than it is ready to wait for the file.
A_WHILE = 0.3


def by_another(journal: Journal, call: Callable[[Journal], object]) -> str:
    """Make a call on a connection of its own; return what was refused, "" if nothing was."""
    with closing(
        open_journal(journal.path, journal.clock, DAY_STARTS_AT, create=False, program="the command line")
    ) as other:
        try:
            call(other)
        except LdnError as error:
            return str(error)
    return ""


def breaking_in(
    journal: Journal, first: Callable[[Journal], object], second: Callable[[Journal], object]
) -> tuple[str, str]:
    """Make two calls, the second between what the first one reads and what it writes.

    Returns:
        What was refused of each, "" where nothing was.
    """
    act, waiting = journal.act, list[Future[str]]()
    with ThreadPoolExecutor(1) as pool:

        def act_late(*arguments: Any, **options: Any) -> Any:
            if not waiting:
                waiting.append(pool.submit(by_another, journal, second))
                with pytest.raises(TimeoutError):
                    waiting[0].result(A_WHILE)
            return act(*arguments, **options)

        journal.__dict__["act"] = act_late
        refused = ""
        try:
            first(journal)
        except LdnError as error:
            refused = str(error)
        return refused, waiting[0].result()


def active_trials(journal: Journal) -> int:
    return sum(trial.ended_on is None for trial in journal.trials.all())


def later(journal: Journal, days: int) -> None:
    journal.clock = PinnedClock(NOW + timedelta(days=days))


def test_there_are_never_two_active_trials(journal: Journal) -> None:
    first, second = breaking_in(
        journal, lambda one: one.trials.new(PLAN), lambda other: other.trials.new(replace(PLAN, question="Other?"))
    )
    assert first == ""
    assert "is active since" in second
    assert active_trials(journal) == 1


def test_of_many_who_begin_a_trial_at_once_one_does(journal: Journal) -> None:
    processes = 4
    for _ in range(5):
        together = Barrier(processes)

        def begin(other: Journal, barrier: Barrier = together) -> None:
            barrier.wait(timeout=10)
            other.trials.new(PLAN)

        with ThreadPoolExecutor(processes) as pool:
            said = list(pool.map(lambda _, call=begin: by_another(journal, call), range(processes)))
        assert sorted("is active since" in refused for refused in said) == [False, True, True, True], said
        assert active_trials(journal) == 1
        journal.undo()


def test_the_lock_is_never_lost(journal: Journal) -> None:
    journal.trials.new(replace(PLAN, starts_on=TODAY - timedelta(days=20)))
    journal.record_dose(TODAY, 4.5)
    later(journal, 3)
    first, second = breaking_in(
        journal, lambda one: one.trials.change(threshold=50), lambda other: other.trials.settle()
    )
    assert (first.startswith("The threshold was locked"), second) == (True, "")
    trial = journal.trials.active()
    assert trial is not None
    assert (trial.locked_on, trial.threshold) == (TODAY + timedelta(days=3), 30)


def test_a_change_made_beside_another_keeps_both(journal: Journal) -> None:
    journal.trials.new(replace(PLAN, starts_on=TODAY - timedelta(days=20)))
    journal.record_dose(TODAY, 4.5)
    later(journal, 3)
    journal.trials.settle()
    refused = breaking_in(
        journal,
        lambda one: one.trials.change(threshold=50, confirmed=True),
        lambda other: other.trials.change(endpoint_days=14, confirmed=True),
    )
    assert refused == ("", "")
    trial = journal.trials.active()
    assert trial is not None
    assert (trial.threshold, trial.endpoint_days, trial.is_locked) == (50, 14, True)
    assert {change.field for change in journal.trials.amendments(trial)} == {"threshold", "endpoint days"}


@pytest.mark.parametrize(
    ("first", "second", "refusal"),
    [
        (lambda one: one.trials.end("enough"), lambda other: other.trials.pause(), "no active trial"),
        (lambda one: one.trials.pause(), lambda other: other.trials.pause(), "there is one from"),
        (
            lambda one: one.trials.start(PhaseKind.TITRATION),
            lambda other: other.trials.set_plan((DoseStep(TODAY - timedelta(days=30), 1.5),)),
            "before the trial's start",
        ),
    ],
    ids=["end and pause", "two pauses", "phase and plan"],
)
def test_the_second_sees_what_the_first_one_did(
    journal: Journal, first: Callable[[Journal], object], second: Callable[[Journal], object], refusal: str
) -> None:
    journal.trials.new(replace(PLAN, starts_on=TODAY - timedelta(days=20)))
    said = breaking_in(journal, first, second)
    assert said[0] == ""
    assert refusal in said[1]


def test_a_trial_has_one_seal(journal: Journal) -> None:
    sheets = [draw_sheet(1, 6, draw) for draw in (lambda bits: 0, lambda bits: 1)]
    journal.trials.new(NewTrial(Template.SEALED_PAIRS, "", "", TODAY, TODAY + timedelta(days=14)))
    first, second = breaking_in(
        journal,
        lambda one: one.seals.add(sheets[0].commitment.code, "Ada", "030 1"),
        lambda other: other.seals.add(sheets[1].commitment.code, "Bo", "040 9"),
    )
    assert first == ""
    assert "sealed with another code already" in second
    sealed = journal.seals.current()
    assert sealed is not None
    assert (sealed.helper_name, sealed.commitment) == ("Ada", sheets[0].commitment)
