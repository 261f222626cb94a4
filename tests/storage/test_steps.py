"""Steps: undo and redo against a plain list of states, across restarts."""

import sqlite3
import uuid
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.days import SkipReason
from ldn_tui.domain.errors import BadInput, JournalError, NothingToDo
from ldn_tui.domain.measures import Direction
from ldn_tui.journal import Journal, open_journal
from ldn_tui.storage.schema import TABLES, Row, Value
from ldn_tui.storage.steps import Step
from tests.conftest import DAY_STARTS_AT, NOW
from tests.stored import has_history

DAY = date(2026, 11, 22)
DAYS = st.integers(0, 2).map(lambda ago: DAY - timedelta(days=ago))


def content(journal: Journal) -> dict[str, list[dict[str, Any]]]:
    """Every row a person made, with its id and its recording time."""
    return {table: [dict(row) for row in journal.repository.rows(table)] for table in TABLES}


class Steps(RuleBasedStateMachine):
    """The journal beside a list of its states: undo and redo only move along it."""

    @initialize()
    def begin(self) -> None:
        self.folder = TemporaryDirectory()
        self.path = Path(self.folder.name) / "journal.db"
        self.minutes = 0
        self.open()
        self.states = [content(self.journal)]
        self.position = 0

    def open(self) -> None:
        clock = PinnedClock(NOW + timedelta(minutes=self.minutes))
        self.journal = open_journal(self.path, clock, DAY_STARTS_AT, create=True, program="the app")

    def did(self) -> None:
        """Take note of what a use case left behind, if it changed anything."""
        now = content(self.journal)
        if now != self.states[self.position]:
            del self.states[self.position + 1 :]
            self.states.append(now)
            self.position += 1

    def teardown(self) -> None:
        self.journal.close()
        self.folder.cleanup()

    @rule(day=DAYS, measure=st.sampled_from(["pain", "sleep"]), value=st.sampled_from([None, 0.0, 4.0, 6.5]))
    def rate(self, day: date, measure: str, value: float | None) -> None:
        self.journal.rate(day, measure, value)
        self.did()

    @rule(day=DAYS)
    def clear(self, day: date) -> None:
        self.journal.clear_rating(day, "pain")
        self.did()

    @rule(day=DAYS, mg=st.sampled_from([None, 1.5, 4.5]))
    def dose(self, day: date, mg: float | None) -> None:
        if mg is None:
            self.journal.record_no_dose(day)
        else:
            self.journal.record_dose(day, mg)
        self.did()

    @rule(day=DAYS, severity=st.integers(0, 3))
    def side_effect(self, day: date, severity: int) -> None:
        if severity:
            self.journal.add_side_effect(day, "headache", severity)
        else:
            self.journal.record_no_side_effects(day)
        self.did()

    @rule(day=DAYS, text=st.sampled_from(["", "a", "b \x1b[31m"]))
    def note(self, day: date, text: str) -> None:
        self.journal.write_note(day, text)
        self.did()

    @rule()
    def retire_or_revive(self) -> None:
        if self.journal.measures.find("food").is_retired:
            self.journal.measures.revive("food")
        else:
            self.journal.measures.retire("food")
        self.did()

    @rule()
    def move(self) -> None:
        self.journal.measures.move("function", 0)
        self.did()

    @rule()
    def undo(self) -> None:
        if self.position == 0:
            with pytest.raises(NothingToDo):
                self.journal.undo()
        else:
            self.journal.undo()
            self.position -= 1

    @rule()
    def redo(self) -> None:
        if self.position == len(self.states) - 1:
            with pytest.raises(NothingToDo):
                self.journal.redo()
        else:
            self.journal.redo()
            self.position += 1

    @rule()
    def reopen(self) -> None:
        self.journal.close()
        self.minutes += 7
        self.open()

    @invariant()
    def the_rows_are_those_of_the_state(self) -> None:
        assert content(self.journal) == self.states[self.position]


TestSteps = Steps.TestCase
TestSteps.settings = settings(max_examples=40, stateful_step_count=40)


def test_six_hundred_steps_back_and_forth_across_restarts(journal_path: Path, clock: PinnedClock) -> None:
    def opened() -> Journal:
        return open_journal(journal_path, clock, DAY_STARTS_AT, create=True, program="the app")

    journal = opened()
    days = [DAY - timedelta(days=ago) for ago in range(60)]
    said = []
    for number in range(600):
        day, measure = days[number % 60], ("pain", "sleep", "mood")[number % 3]
        said.append(journal.rate(day, measure, (number * 7 % 101) / 10).summary)
    full = content(journal)
    assert len(set(said)) == 600
    for number in range(600):
        if number in {1, 300}:
            journal.close()
            journal = opened()
        assert journal.undo().summary == said[599 - number]
    assert all(not content(journal)[table] for table in ("rating", "dose"))
    with pytest.raises(NothingToDo, match="nothing to undo"):
        journal.undo()
    for number in range(600):
        if number == 300:
            journal.close()
            journal = opened()
        assert journal.redo().summary == said[number]
    with pytest.raises(NothingToDo, match="nothing to redo"):
        journal.redo()
    assert content(journal) == full
    journal.close()


class TestWhoMadeIt:
    def test_one_process_says_nothing_of_itself(self, journal: Journal) -> None:
        journal.rate(DAY, "pain", 4)
        change = journal.undo()
        assert change.summary == "Pain 4 on Sun 22 Nov 2026"
        assert not change.by_another
        assert change.origin == ""
        assert change.days == {DAY}
        assert change.tables == {"rating"}

    def test_another_process_is_named_with_the_time(self, journal: Journal, clock: PinnedClock) -> None:
        journal.rate(DAY, "pain", 4)
        with closing(
            open_journal(journal.path, clock, DAY_STARTS_AT, create=False, program="the command line")
        ) as other:
            change = other.undo()
            assert change.by_another
            assert change.origin == " (made by another process: the app, 2026-11-22 21:30)"
            assert other.redo().by_another
            other.rate(DAY, "sleep", 6)
        change = journal.undo()
        assert change.summary == "Sleep 6 on Sun 22 Nov 2026"
        assert change.origin == " (made by another process: the command line, 2026-11-22 21:30)"

    def test_a_restart_is_another_process(self, journal: Journal, clock: PinnedClock) -> None:
        journal.rate(DAY, "pain", 4)
        journal.close()
        with closing(open_journal(journal.path, clock, DAY_STARTS_AT, create=False, program="the app")) as again:
            assert again.undo().by_another


def test_what_changes_nothing_is_no_step(journal: Journal) -> None:
    assert journal.rate(DAY, "pain", 4).happened
    for change in (
        journal.rate(DAY, "pain", 4),
        journal.clear_rating(DAY, "sleep"),
        journal.clear_doses(DAY),
        journal.write_note(DAY, ""),
        journal.unskip(DAY),
        journal.remove_side_effect(DAY, "headache"),
        journal.measures.move("pain", 0),
    ):
        assert not change.happened
        assert change.step is None
        assert not change.days
    assert journal.undo().summary == "Pain 4 on Sun 22 Nov 2026"
    with pytest.raises(NothingToDo):
        journal.undo()


def test_a_new_step_ends_what_could_be_redone(journal: Journal) -> None:
    journal.rate(DAY, "pain", 4)
    journal.rate(DAY, "sleep", 6)
    journal.undo()
    journal.rate(DAY, "mood", 5)
    with pytest.raises(NothingToDo):
        journal.redo()
    journal.undo()
    assert journal.redo().summary == "Mood 5 on Sun 22 Nov 2026"
    assert journal.undo().summary == "Mood 5 on Sun 22 Nov 2026"
    assert journal.undo().summary == "Pain 4 on Sun 22 Nov 2026"
    assert journal.day(DAY).is_empty


def test_undo_restores_the_recording_time(journal: Journal) -> None:
    journal.rate(DAY, "pain", 4)
    journal.clock = PinnedClock(NOW + timedelta(days=2))
    journal.rate(DAY, "pain", 5)
    assert journal.day(DAY).lag(DAY_STARTS_AT) == 2
    journal.undo()
    rating = journal.day(DAY).ratings["pain"]
    assert (rating.value, rating.recorded_at) == (4, NOW)
    journal.redo()
    assert journal.day(DAY).ratings["pain"].recorded_at == NOW + timedelta(days=2)


def test_a_row_that_is_replaced_keeps_its_id(journal: Journal) -> None:
    journal.rate(DAY, "pain", 4)
    row = journal.repository.rows("rating")[0]
    journal.rate(DAY, "pain", 5)
    assert journal.repository.rows("rating")[0]["id"] == row["id"]


def test_every_change_keeps_before_and_after(journal: Journal) -> None:
    journal.rate(DAY, "pain", 4)
    journal.rate(DAY, "pain", 6.5)
    journal.undo()
    found = journal.repository._connection.execute(
        "SELECT s.kind, s.target, s.program, s.at, json_extract(c.before, '$.value'), json_extract(c.after, '$.value')"
        " FROM step AS s JOIN change AS c ON c.step = s.number ORDER BY c.number"
    ).fetchall()
    at = "2026-11-22T21:30:00+01:00"
    assert found == [
        ("do", None, "the app", at, None, 4.0),
        ("do", None, "the app", at, 4.0, 6.5),
        ("undo", 2, "the app", at, 6.5, 4.0),
    ]


def test_a_step_that_fails_leaves_no_trace(journal: Journal) -> None:
    class Interrupted(Exception):
        pass

    def work(step: Any) -> None:
        step.put("note", {"id": "0" * 8, "day": DAY.isoformat(), "text": "x", "recorded_at": NOW.isoformat()})

    with pytest.raises(JournalError, match="cannot be used"):
        journal.act("a row that is refused", work)

    def interrupted(step: Any) -> None:
        step.delete("measure", ("pain",))
        raise Interrupted

    with pytest.raises(Interrupted):
        journal.act("an interruption", interrupted)
    assert not has_history(journal)
    assert len(journal.measures.all()) == 5
    assert not journal.repository._connection.in_transaction


def test_rows_another_tool_already_put_back_are_no_obstacle(journal: Journal) -> None:
    journal.rate(DAY, "pain", 4)
    with closing(sqlite3.connect(journal.path)) as other, other:
        other.execute("DELETE FROM rating")
    assert journal.undo().summary == "Pain 4 on Sun 22 Nov 2026"
    assert journal.redo().happened
    assert journal.day(DAY).value("pain") == 4


def test_one_step_may_touch_many_rows(journal: Journal) -> None:
    journal.skip(DAY, SkipReason.ILL)
    before = content(journal)
    journal.measures.add("Brain fog", "clear", "thick", Direction.LOWER)
    journal.measures.move("brain_fog", 0)
    moved = content(journal)
    journal.undo()
    assert [measure.key for measure in journal.measures.all()][-1] == "brain_fog"
    journal.undo()
    assert content(journal) == before
    journal.redo()
    journal.redo()
    assert content(journal) == moved


def test_a_row_can_be_inserted_only_where_there_is_none(journal: Journal) -> None:
    row: Row = {"day": DAY.isoformat(), "text": "x", "id": str(uuid.uuid4()), "recorded_at": NOW.isoformat()}
    assert journal.act("a note", lambda step: step.insert("note", row)).happened
    with pytest.raises(BadInput, match="is there already"):
        journal.act("the same note", lambda step: step.insert("note", {**row, "text": "y"}))
    assert journal.day(DAY).note == "x"


def a_note(day: date, text: str) -> Row:
    return {"day": day.isoformat(), "text": text, "id": str(uuid.uuid4()), "recorded_at": NOW.isoformat()}


def test_a_step_goes_on_while_it_is_the_last_one(journal: Journal) -> None:
    yesterday = DAY - timedelta(days=1)

    def begin(step: Step) -> None:
        step.put("note", a_note(yesterday, "a"))
        step.put("note", a_note(DAY, "a"))

    first = journal.act("two notes", begin)
    assert first.step is not None

    def go_on(step: Step) -> None:
        step.put("note", a_note(yesterday, "b"))
        step.delete("note", (DAY.isoformat(),))
        step.put("note", a_note(yesterday - timedelta(days=1), "c"))

    assert journal.repository.amend(first.step, NOW, go_on) is not None
    assert [row["text"] for row in journal.repository.rows("note")] == ["c", "b"]
    journal.undo()
    assert journal.repository.rows("note") == []
    assert journal.repository.amend(first.step, NOW, go_on) is None
    assert journal.repository.rows("note") == []


def test_many_rows_are_inserted_at_once_and_a_step_is_called_what_it_came_to(journal: Journal) -> None:
    def medicine(name: str) -> tuple[Value, ...]:
        row: Row = {"name": name, "dose": "", "as_needed": 0, "opioid": 0}
        row |= {"id": str(uuid.uuid4()), "recorded_at": NOW.isoformat()}
        return tuple(row.get(column) for column in TABLES["medicine"].columns)

    def work(step: Step) -> None:
        step.rename("nothing yet")
        step.put_new("medicine", [])
        assert step.number is None
        step.put_new("medicine", [medicine("a"), medicine("b")])
        step.rename("two medicines")

    assert journal.act("medicines", work).days == frozenset()
    assert journal.undo().summary == "two medicines"
    assert journal.repository.rows("medicine") == []


def a_trial(**changes: Value) -> Row:
    row: Row = {
        "id": "00000000-0000-4000-8000-000000000001", "question": "Does it help?", "condition": "", "medicine": "ldn",
        "template": "by-hand", "starts_on": DAY.isoformat(), "baseline_days": 28, "endpoint_days": 28,
        "primary_measure": "pain", "threshold": 30, "decision_after": 56, "recorded_at": NOW.isoformat(),
    }  # fmt: skip
    return {**row, **changes}


def test_what_a_final_step_fixed_of_a_row_stays_and_the_rest_of_it_is_taken_back(journal: Journal) -> None:
    fixed = a_trial(question="Why?", threshold=50, locked_on=DAY.isoformat())
    journal.act("a trial", lambda step: step.put("trial", a_trial()))
    journal.act("another question", lambda step: step.put("trial", a_trial(question="Who?")))
    journal.act("another threshold", lambda step: step.put("trial", a_trial(question="Why?", threshold=50)))
    journal.act("the lock", lambda step: step.put("trial", fixed), final=True)

    def said() -> list[tuple[Value, Value]]:
        return [(row["question"], row["threshold"]) for row in journal.repository.rows("trial")]

    journal.undo()
    assert said() == [("Who?", 50)]
    journal.undo()
    assert said() == [("Does it help?", 50)]
    with pytest.raises(NothingToDo, match=r"a trial\. It was fixed later \(the lock\)"):
        journal.undo()


def test_where_all_that_is_left_is_final_it_is_named(journal: Journal) -> None:
    journal.act("the lock", lambda step: step.put("note", a_note(DAY, "x")), final=True)
    with pytest.raises(NothingToDo, match=r"cannot be undone: the lock\. There is nothing else to undo"):
        journal.undo()
    assert journal.day(DAY).note == "x"


def test_a_step_is_taken_back_but_for_what_was_fixed_of_it(journal: Journal) -> None:
    def with_note(step: Step) -> None:
        step.put("trial", a_trial(threshold=50))
        step.put("note", a_note(DAY, "x"))

    journal.act("a trial", lambda step: step.put("trial", a_trial()))
    journal.act("a threshold and a note", with_note)
    journal.act("another threshold", lambda step: step.put("trial", a_trial(threshold=15)))
    journal.act(
        "the lock", lambda step: step.put("trial", a_trial(threshold=15, locked_on=DAY.isoformat())), final=True
    )
    # Nothing would be left of a step of which all is fixed.
    with pytest.raises(NothingToDo, match="another threshold"):
        journal.undo()
    journal.act("the lock is gone", lambda step: step.put("note", a_note(DAY, "y")))
    journal.undo()
    assert journal.day(DAY).note == "x"
    assert journal.repository.rows("trial")[0]["threshold"] == 15


def test_many_rows_take_the_place_of_those_there_and_undo_puts_them_back(journal: Journal) -> None:
    yesterday = DAY - timedelta(days=1)
    journal.write_note(DAY, "before")
    before = journal.repository.rows("note")

    def values(row: Row) -> tuple[Value, ...]:
        return tuple(row.get(column) for column in TABLES["note"].columns)

    rows = [values({**before[0], "text": "after"}), values(a_note(yesterday, "new"))]
    change = journal.act("notes", lambda step: step.put_over("note", rows))
    assert change.days == {DAY, yesterday}
    assert [row["text"] for row in journal.repository.rows("note")] == ["new", "after"]
    assert not journal.act("the same notes", lambda step: step.put_over("note", rows)).happened
    journal.undo()
    assert journal.repository.rows("note") == before


def test_what_is_written_and_erased_while_a_step_is_the_last_one_is_no_step(journal: Journal) -> None:
    written = journal.act("a note", lambda step: step.put("note", a_note(DAY, "a")))
    assert written.step is not None
    journal.repository.amend(written.step, NOW, lambda step: step.delete("note", (DAY.isoformat(),)))
    assert not has_history(journal)
    with pytest.raises(NothingToDo):
        journal.undo()
