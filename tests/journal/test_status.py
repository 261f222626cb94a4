"""How things stand, and phases."""

from datetime import date, datetime, timedelta

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.days import DayState, SkipReason
from ldn_tui.domain.due import DueItem
from ldn_tui.domain.errors import NothingToDo
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.journal import Journal
from tests.conftest import NOW
from tests.stored import store_phase

DAY = date(2026, 11, 22)


def ago(days: int) -> date:
    return DAY - timedelta(days=days)


def fill(journal: Journal, day: date) -> None:
    for measure in journal.measures.active():
        journal.rate(day, measure.key, 5)


def test_a_new_journal_waits_for_today(journal: Journal) -> None:
    status = journal.status()
    assert (status.today, status.state, status.phase) == (DAY, DayState.OPEN, None)
    assert status.due == (DueItem("day", DAY, "today"),)
    assert status.to_fill == (DAY,)


def test_a_complete_day_waits_for_nothing(journal: Journal) -> None:
    fill(journal, DAY)
    status = journal.status()
    assert (status.state, status.due, status.to_fill) == (DayState.COMPLETE, (), ())


def test_the_last_seven_days_are_offered_newest_first(journal: Journal) -> None:
    journal.rate(ago(10), "pain", 4)
    fill(journal, ago(1))
    journal.skip(ago(2), SkipReason.ILL)
    journal.rate(ago(3), "pain", 4)
    status = journal.status()
    assert status.to_fill == (DAY, ago(3), ago(4), ago(5), ago(6))
    journal.rate(DAY, "pain", 4)
    assert journal.status().state is DayState.PARTIAL
    assert journal.status().due == (DueItem("day", DAY, "today"),)


def test_after_midnight_it_is_still_yesterday(journal: Journal) -> None:
    journal.clock = PinnedClock(datetime.fromisoformat("2026-11-23T03:59:00+01:00"))
    assert journal.status().today == DAY
    journal.clock = PinnedClock(datetime.fromisoformat("2026-11-23T04:00:00+01:00"))
    assert journal.status().to_fill == (DAY + timedelta(days=1), DAY)


def test_in_a_pause_nothing_is_due(journal: Journal) -> None:
    store_phase(journal, PhaseKind.TREATMENT, ago(20), ago(2), arm="LDN")
    store_phase(journal, PhaseKind.PAUSE, ago(1))
    journal.rate(ago(3), "pain", 4)
    status = journal.status()
    assert status.state is DayState.NOT_DUE
    assert status.due == ()
    assert status.to_fill == (ago(2), ago(3))
    assert status.phase is not None
    assert status.phase.kind is PhaseKind.PAUSE


def test_phases_are_kept_in_order(journal: Journal) -> None:
    store_phase(journal, PhaseKind.WASHOUT, DAY)
    store_phase(journal, PhaseKind.TREATMENT, ago(56), ago(1), arm="LDN 4.5 mg")
    assert [phase.kind for phase in journal.phases()] == [PhaseKind.TREATMENT, PhaseKind.WASHOUT]
    journal.undo()
    assert len(journal.phases()) == 1


def test_there_is_a_first_undo_and_a_last_redo(journal: Journal) -> None:
    with pytest.raises(NothingToDo, match="nothing to undo"):
        journal.undo()
    with pytest.raises(NothingToDo, match="nothing to redo"):
        journal.redo()
    journal.clock = PinnedClock(NOW)
    journal.rate(DAY, "pain", 4)
    with pytest.raises(NothingToDo, match="nothing to redo"):
        journal.redo()
