"""Random files and random calls: no traceback, nothing half done; and what goes wrong is noticed."""

from collections.abc import Sequence
from datetime import date

import pytest

from ldn_tui.journal import Journal
from ldn_tui.journal.entries import Entry
from ldn_tui.journal.journal import Logged
from ldn_tui.storage.schema import Row, Table
from ldn_tui.storage.steps import StepLog
from tests.conftest import Result
from tests.faults.command_line import complaints
from tests.faults.random_calls import FIRST_DAY, Calls, can_be_passed, complaints_of
from tests.faults.random_input import inputs


def test_random_files_are_taken_in_wholly_or_not_at_all() -> None:
    with inputs(seed=1) as known:
        assert [what for number in range(108) for what in known.try_one(number)] == []
        assert known.taken


def test_random_command_lines_change_what_they_say_or_nothing() -> None:
    assert list(Calls(seed=1).make(100)) == []


def test_an_import_that_undo_does_not_take_back_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of no rating it is written down that it was changed."""
    record = StepLog.append_change

    def forgetful(self: StepLog, step: int, table: Table, before: Row | None, after: Row | None) -> None:
        if table.name != "rating":
            record(self, step, table, before, after)

    with inputs(seed=1) as known:
        monkeypatch.setattr(StepLog, "append_change", forgetful)
        assert [what for number in range(24) for what in known.try_one(number)]


def test_a_failure_that_changes_something_would_be_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Journal.log

    def half_done(self: Journal, day: date, answers: Sequence[Entry]) -> Logged:
        done = log(self, day, answers)
        if day != FIRST_DAY:
            raise ValueError
        return done

    monkeypatch.setattr(Journal, "log", half_done)
    found = "\n".join(Calls(seed=1).make(50))
    assert "ldn-tui failed" in found
    assert "and yet something was changed" in found


def test_a_traceback_and_an_unknown_exit_code_would_be_noticed() -> None:
    assert complaints(Result(0, "", "")) == []
    assert complaints(Result(7, "", "what")) == ["exit code 7"]
    assert "Traceback" in complaints(Result(1, "", "Traceback (most recent call last):"))[0]
    assert complaints(Result(1, "", "")) == ["exit code 1 without a word"]


def test_only_an_unattended_reminder_may_fail_without_a_word() -> None:
    silent = Result(1, "", "")
    assert complaints(silent) == ["exit code 1 without a word"]
    assert complaints_of(("remind", "--unattended"), silent) == []
    assert complaints_of(("--db", "copy.db", "remind", "--unattended", "--again"), silent) == []
    for words, result in (
        (("remind",), silent),
        (("log", "--unattended"), silent),
        (("remind", "--unattended"), Result(3, "", "")),
    ):
        assert complaints_of(words, result) == [f"exit code {result.exit_code} without a word"]


def test_a_word_that_no_program_can_be_given_is_not_given_to_one() -> None:
    assert [word for word in ("", "a", "\udcff.csv", "\0", "a\0b", "\ud800") if can_be_passed(word)] == [
        "", "a", "\udcff.csv",
    ]  # fmt: skip
