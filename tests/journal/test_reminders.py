"""What a reminder is about, and from when on."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, datetime, time, timedelta
from pathlib import Path
from threading import Barrier, BrokenBarrierError

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.days import SkipReason
from ldn_tui.domain.due import DueItem
from ldn_tui.journal import Journal
from ldn_tui.journal.reminders import what_to_remind_of
from ldn_tui.journal.said_reminders import SaidReminders
from tests.conftest import NOW

TODAY = NOW.date()
EVENING = time(20, 0)


def kinds(journal: Journal, at: str, day: date = TODAY, after: time = EVENING) -> list[str]:
    """Return the kinds of what is reminded of at that time of `day`."""
    journal.clock = PinnedClock(datetime.fromisoformat(f"{day.isoformat()}T{at}:00+01:00"))
    return [item.kind for item in what_to_remind_of(journal, after)]


def complete(journal: Journal, day: date) -> None:
    for measure in journal.measures.all():
        journal.rate(day, measure.key, 4)


def test_todays_entry_waits_for_the_evening(journal: Journal) -> None:
    assert kinds(journal, "19:59") == []
    assert kinds(journal, "20:00") == ["day"]


def test_after_midnight_it_is_still_the_evening_before(journal: Journal) -> None:
    assert kinds(journal, "00:30", TODAY + timedelta(days=1)) == ["day"]


def test_an_hour_before_the_days_start_is_the_night_after_it(journal: Journal) -> None:
    assert kinds(journal, "23:00", after=time(1, 0)) == []
    assert kinds(journal, "01:00", TODAY + timedelta(days=1), after=time(1, 0)) == ["day"]


def test_a_day_that_was_begun_is_reminded_of_until_it_is_complete(journal: Journal) -> None:
    journal.rate(TODAY, "pain", 4)
    assert kinds(journal, "21:00") == ["day"]
    complete(journal, TODAY)
    assert kinds(journal, "21:00") == []


def test_a_skipped_day_is_left_alone(journal: Journal) -> None:
    journal.skip(TODAY, SkipReason.ILL)
    assert kinds(journal, "21:00") == []


def test_each_earlier_day_to_fill_is_one_thing(journal: Journal) -> None:
    later = TODAY + timedelta(days=2)
    assert kinds(journal, "12:00", later) == []
    assert kinds(journal, "21:00", later) == ["day", "fill", "fill"]


# What was said


def test_what_was_said_is_not_said_again(tmp_path: Path) -> None:
    memory = SaidReminders(tmp_path / "state", tmp_path / "journal.db", TODAY)
    first, second = DueItem("day", TODAY), DueItem("fill", TODAY - timedelta(days=1))
    assert memory.not_said([first, second]) == (first, second)
    memory.remember([first])
    assert memory.not_said([first, second]) == (second,)
    memory.forget([first])
    assert memory.not_said([first, second]) == (first, second)


def test_of_several_that_look_at_once_one_says_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    callers = 4
    together = Barrier(callers)
    first_looks = SaidReminders.not_said

    def look_together(memory: SaidReminders, items: Sequence[DueItem]) -> tuple[DueItem, ...]:
        found = first_looks(memory, items)
        with suppress(BrokenBarrierError):
            # All have looked before one writes, but where one waits for another.
            together.wait(timeout=0.2)
        return found

    monkeypatch.setattr(SaidReminders, "not_said", look_together)
    item = DueItem("day", TODAY)
    with ThreadPoolExecutor(callers) as pool:
        memories = [SaidReminders(tmp_path, tmp_path / "journal.db", TODAY) for _ in range(callers)]
        said = list(pool.map(lambda memory: memory.claim([item]), memories))
    assert sorted(said) == [(), (), (), (item,)]


def test_another_journal_has_a_memory_of_its_own(tmp_path: Path) -> None:
    item = DueItem("day", TODAY)
    SaidReminders(tmp_path, tmp_path / "one.db", TODAY).remember([item])
    assert SaidReminders(tmp_path, tmp_path / "two.db", TODAY).not_said([item]) == (item,)


def test_a_journal_called_by_another_name_is_the_same(tmp_path: Path) -> None:
    item, link = DueItem("day", TODAY), tmp_path / "link.db"
    (tmp_path / "one.db").touch()
    link.symlink_to(tmp_path / "one.db")
    SaidReminders(tmp_path, tmp_path / "one.db", TODAY).remember([item])
    for name in (link, tmp_path / ".." / tmp_path.name / "one.db"):
        assert SaidReminders(tmp_path, name, TODAY).not_said([item]) == ()


def test_a_day_that_was_said_on_its_evening_is_not_said_on_the_next(tmp_path: Path) -> None:
    memory = SaidReminders(tmp_path, tmp_path / "one.db", TODAY)
    memory.remember([DueItem("day", TODAY, "today")])
    other = DueItem("fill", TODAY - timedelta(days=1))
    assert memory.not_said([DueItem("fill", TODAY), other]) == (other,)


def test_two_things_of_one_day_are_told_apart(tmp_path: Path) -> None:
    memory = SaidReminders(tmp_path, tmp_path / "journal.db", TODAY)
    esr, crp = DueItem("lab", TODAY, "ESR, at the decision"), DueItem("lab", TODAY, "CRP, at the decision")
    memory.remember([esr])
    assert memory.not_said([esr, crp]) == (crp,)


def test_the_memory_tells_nothing_and_is_private(tmp_path: Path) -> None:
    memory = SaidReminders(tmp_path / "state", tmp_path / "journal.db", TODAY)
    memory.remember([DueItem("decision", TODAY, "the decision")])
    assert {path.name for path in (tmp_path / "state").iterdir()} == {"reminders.json", "reminders.lock"}
    assert (tmp_path / "state" / "reminders.lock").read_bytes() == b""
    file = tmp_path / "state" / "reminders.json"
    text = file.read_text(encoding="utf-8")
    assert "decision" not in text
    assert "journal.db" not in text
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["", "{", "[]", '{"said": 3}', '{"version": 1}'])
def test_a_memory_that_cannot_be_read_is_begun_anew(tmp_path: Path, text: str) -> None:
    (tmp_path / "reminders.json").write_text(text, encoding="utf-8")
    memory, item = SaidReminders(tmp_path, tmp_path / "journal.db", TODAY), DueItem("day", TODAY)
    assert memory.not_said([item]) == (item,)
    memory.remember([item])
    assert memory.not_said([item]) == ()
