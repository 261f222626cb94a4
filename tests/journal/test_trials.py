"""The trial as use cases: planned, locked, changed, paused, ended, decided; and all of it undone."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ldn_tui.domain.changes import Change
from ldn_tui.domain.days import DayState, SkipReason
from ldn_tui.domain.errors import BadInput, LdnError, NeedsConfirmation, NothingToDo
from ldn_tui.domain.measures import Direction, Measure
from ldn_tui.domain.phases import PhaseKind
from ldn_tui.domain.planned_doses import PlannedDose
from ldn_tui.domain.prices import Price
from ldn_tui.domain.seal import draw_sheet
from ldn_tui.domain.trial import Amendment, Choice, DoseStep, NewTrial, Template, Trial, parse_dose_plan
from ldn_tui.journal import Journal, open_journal
from ldn_tui.journal.diary_comparison import ImportOutcome
from ldn_tui.journal.diary_import import import_diary
from ldn_tui.journal.document_import import compare_document, import_document
from ldn_tui.storage.schema import TABLES, Row
from ldn_tui.transfer.column_options import column_map
from ldn_tui.transfer.csv_records import file_lines
from ldn_tui.transfer.diary_csv import Diary, read_diary
from ldn_tui.transfer.diary_rows import DiaryRow
from ldn_tui.transfer.journal_json import read_document
from tests.exported import export_document
from tests.stored import has_history

NOW = datetime.fromisoformat("2026-11-22T21:30:00+01:00")
TODAY = NOW.date()


@dataclass
class Ticking:
    """A clock that a test sets."""

    instant: datetime = NOW
    is_pinned: bool = True

    def now(self) -> datetime:
        return self.instant

    def local(self, wall: datetime) -> datetime:
        return wall.replace(tzinfo=self.instant.tzinfo)


@pytest.fixture
def ticking() -> Ticking:
    return Ticking()


@pytest.fixture
def diary(tmp_path: Path, ticking: Ticking) -> Iterator[Journal]:
    with closing(open_journal(tmp_path / "j.db", ticking, time(4), create=True, program="the app")) as journal:
        yield journal


def on(number: int) -> date:
    """Return the day `number` days from today."""
    return TODAY + timedelta(days=number)


def plan(*steps: tuple[int, float]) -> tuple[DoseStep, ...]:
    return tuple(DoseStep(on(number), mg) for number, mg in steps)


def planned(**changes: Any) -> NewTrial:
    return replace(NewTrial(Template.BEFORE_AFTER, "Does it help?", "fibromyalgia", TODAY), **changes)


def active(journal: Journal) -> Trial:
    trial = journal.trials.active()
    assert trial is not None
    return trial


def phases(journal: Journal) -> list[tuple[str, int, int | None]]:
    """Return kind, first and last day (from today) of each phase."""
    return [
        (
            phase.kind.value,
            (phase.starts_on - TODAY).days,
            None if phase.ends_on is None else (phase.ends_on - TODAY).days,
        )
        for phase in journal.phases()
    ]


def all_rows(journal: Journal) -> dict[str, list[Row]]:
    return {name: journal.repository.rows(name) for name in TABLES}


def locked(journal: Journal, ticking: Ticking) -> Trial:
    """Run a trial that began 20 days ago into its lock."""
    journal.trials.new(planned(starts_on=on(-20), steps=plan((-6, 1.5), (8, 4.5))))
    journal.record_dose(on(-5), 1.5)
    ticking.instant = NOW + timedelta(days=3)
    assert journal.trials.settle() is not None
    return active(journal)


class TestNew:
    def test_a_baseline_starts_with_nothing_else_known(self, diary: Journal) -> None:
        change = diary.trials.new(NewTrial(Template.BEFORE_AFTER, "", "", TODAY))
        assert change.summary == "trial before-after, from Sun 22 Nov 2026"
        assert phases(diary) == [("baseline", 0, None)]
        assert active(diary).planned_first_dose is None
        assert diary.undo().happened
        assert diary.trials.all() == ()
        assert diary.phases() == ()
        diary.redo()
        assert phases(diary) == [("baseline", 0, None)]

    def test_the_whole_plan(self, diary: Journal) -> None:
        diary.trials.new(planned(steps=parse_dose_plan(f"{on(28)}=1.5,+14=3@22:00", TODAY)))
        assert phases(diary) == [("baseline", 0, 27), ("titration", 28, 41), ("treatment", 42, 97)]
        trial = active(diary)
        assert [str(step) for step in trial.steps] == [f"{on(28)}=1.5", f"{on(42)}=3@22:00"]
        assert diary.trials.windows(trial).decision_day == on(98)
        assert {phase.trial for phase in diary.phases()} == {trial.id}

    def test_extra_measures_come_in_the_same_step(self, diary: Journal) -> None:
        fatigue = Measure("fatigue", "Fatigue", "fresh", "worn out", Direction.LOWER, 0)
        pain = Measure("x", "PAIN", "a", "b", Direction.LOWER, 0)
        diary.trials.new(planned(extra_measures=(fatigue, pain), primary="fatigue"))
        assert [measure.key for measure in diary.measures.active()][-1] == "fatigue"
        assert len(diary.measures.active()) == 6
        diary.undo()
        assert len(diary.measures.active()) == 5

    def test_there_is_one_active_trial(self, diary: Journal) -> None:
        diary.trials.new(planned())
        with pytest.raises(BadInput, match="active since Sun 22 Nov 2026: end it first"):
            diary.trials.new(planned())
        diary.trials.end("enough")
        with pytest.raises(BadInput, match="would share days with 'Does it help\\?'"):
            diary.trials.new(planned())
        diary.trials.new(planned(starts_on=on(1)))
        assert len(diary.trials.all()) == 2

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"baseline_days": 13}, "baseline days 13"),
            ({"endpoint_days": 7}, "endpoint days 7"),
            ({"threshold": 31}, "threshold 31"),
            ({"decision_after": 57}, "days to the decision 57"),
            ({"primary": "pian"}, "did you mean pain"),
            ({"first_dose_on": on(-1)}, "before the trial's start"),
            ({"first_dose_on": on(14), "steps": plan((15, 1.5))}, "make them the same day"),
            ({"steps": plan((14, 0))}, "begins with none"),
            ({"steps": plan((14, 1), (14, 2))}, "two steps begin on"),
            ({"first_dose_on": on(14), "decision_on": on(14)}, "not after the first dose"),
            ({"starts_on": date(9999, 12, 31)}, "more than 5 years ahead"),
            ({"decision_on": date(2226, 1, 1)}, "decision day 2226-01-01 is more than"),
            ({"question": "x" * 201}, "question: it has 201"),
            ({"question": "\ud800"}, "not text"),
            ({"condition": "x" * 61}, "condition"),
            ({"medicine": " "}, "medicine"),
            ({"template": Template.SEALED_PAIRS, "steps": plan((14, 4.5))}, "the bottles stand for it"),
        ],
    )
    def test_what_cannot_be_is_refused(self, diary: Journal, changes: dict[str, Any], reason: str) -> None:
        with pytest.raises(BadInput, match=reason):
            diary.trials.new(planned(**changes), insist=True)
        assert not has_history(diary)

    def test_too_few_days_to_compare_need_insisting(self, diary: Journal) -> None:
        short = planned(steps=plan((14, 4.5)), decision_on=on(14 + 14 + 27))
        with pytest.raises(NeedsConfirmation, match="would be 27 days to compare, 28 are the least"):
            diary.trials.new(short)
        assert diary.trials.active() is None
        diary.trials.new(short, insist=True)
        assert diary.trials.windows(active(diary)).is_too_short

    def test_a_history_is_read_from_the_doses(self, diary: Journal) -> None:
        for number in range(-40, -20):
            diary.record_dose(on(number), 1.5)
        for number in range(-20, 0):
            diary.record_dose(on(number), 3)
        diary.trials.new(planned(starts_on=on(-60)))
        assert phases(diary) == [("baseline", -60, -41), ("titration", -40, -21), ("treatment", -20, 35)]


class TestFollowing:
    def test_the_first_dose_ends_an_open_baseline(self, diary: Journal) -> None:
        diary.trials.new(planned(starts_on=on(-20)))
        before = all_rows(diary)
        diary.record_dose(on(-2), 1.5)
        assert phases(diary) == [("baseline", -20, -3), ("treatment", -2, 53)]
        diary.undo()
        assert all_rows(diary) == before

    def test_a_dose_earlier_or_later_than_planned_moves_the_boundary(self, diary: Journal) -> None:
        diary.trials.new(planned(starts_on=on(-20), steps=plan((-6, 1.5), (8, 4.5))))
        diary.record_dose(on(-4), 1.5)
        assert phases(diary)[:2] == [("baseline", -20, -5), ("titration", -4, 7)]
        diary.record_dose(on(-8), 1.5)
        assert phases(diary)[:2] == [("baseline", -20, -9), ("titration", -8, 7)]
        diary.record_no_dose(on(-8))
        assert phases(diary)[:2] == [("baseline", -20, -5), ("titration", -4, 7)]

    def test_a_changed_plan_moves_windows_and_phases(self, diary: Journal) -> None:
        diary.trials.new(planned())
        diary.trials.set_plan(plan((14, 1.5), (28, 4.5)))
        assert phases(diary) == [("baseline", 0, 13), ("titration", 14, 27), ("treatment", 28, 83)]
        ids = {row["id"] for row in diary.repository.rows("dose_step")}
        diary.trials.set_plan(plan((14, 1.5), (28, 3), (42, 4.5)))
        assert phases(diary)[1:] == [("titration", 14, 41), ("treatment", 42, 97)]
        assert ids < {row["id"] for row in diary.repository.rows("dose_step")}
        # Staying at 3 mg, and a step back, are normal.
        diary.trials.set_plan(plan((14, 1.5), (28, 3)))
        assert phases(diary)[1:] == [("titration", 14, 27), ("treatment", 28, 83)]
        assert diary.trials.amendments(active(diary)) == ()

    def test_nothing_changed_is_no_step(self, diary: Journal) -> None:
        diary.trials.new(planned(steps=plan((14, 1.5))))
        assert not diary.trials.set_plan(plan((14, 1.5))).happened
        assert not diary.trials.change(threshold=30).happened

    def test_phases_set_by_hand_stay(self, diary: Journal) -> None:
        diary.trials.new(planned(starts_on=on(-20), steps=plan((14, 1.5), (28, 4.5))))
        diary.trials.start(PhaseKind.FOLLOW_UP, on(90))
        diary.trials.set_plan(plan((16, 1.5), (28, 4.5)))
        assert phases(diary) == [
            ("baseline", -20, 15), ("titration", 16, 27), ("treatment", 28, 83), ("follow-up", 90, None),
        ]  # fmt: skip


class TestLock:
    def test_it_comes_three_days_after_the_first_dose(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(starts_on=on(-20)))
        assert diary.trials.settle() is None
        diary.record_dose(on(-2), 4.5)
        # Recorded two days late: the later of the two counts.
        ticking.instant = NOW + timedelta(days=2)
        assert diary.trials.settle() is None
        ticking.instant = NOW + timedelta(days=3)
        change = diary.trials.settle()
        assert change is not None
        assert "locked on Wed 25 Nov 2026" in change.summary
        trial = active(diary)
        assert (trial.locked_on, trial.first_dose_on) == (on(3), on(-2))
        assert diary.trials.settle() is None

    def test_it_is_not_undone(self, diary: Journal, ticking: Ticking) -> None:
        locked(diary, ticking)
        before = all_rows(diary)
        diary.rate(TODAY, "pain", 4)
        assert diary.undo().summary.startswith("Pain 4")
        assert all_rows(diary) == before
        # What was typed before it is taken back, but for what it fixed.
        assert diary.undo().summary.startswith("naltrexone 1.5 mg")
        assert diary.day(on(-5)).doses == ()
        assert active(diary).first_dose_on == on(-5)
        assert phases(diary)[:2] == [("baseline", -20, -6), ("titration", -5, 7)]
        with pytest.raises(NothingToDo, match=r"cannot be undone: trial Does it help\?.*windows and question"):
            diary.undo()
        diary.redo()
        assert all_rows(diary) == before

    def test_undo_leaves_what_the_lock_fixed(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(starts_on=on(-20), steps=plan((-6, 1.5), (8, 4.5))))
        diary.record_dose(on(-5), 1.5)
        diary.trials.change(question="Why?", threshold=50)
        diary.trials.change(threshold=15)
        ticking.instant = NOW + timedelta(days=3)
        diary.trials.settle()
        with pytest.raises(NothingToDo, match=r"trial changed: threshold\. It was fixed later"):
            diary.undo()
        assert active(diary).threshold == 15

    def test_it_is_written_before_what_would_put_it_off(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(starts_on=on(-20), steps=plan((-6, 1.5), (8, 4.5))))
        diary.record_dose(on(-6), 1.5)
        ticking.instant = NOW + timedelta(days=10)
        diary.record_dose(on(-7), 1.5)
        assert (active(diary).locked_on, active(diary).first_dose_on) == (on(3), on(-6))

    def test_a_change_that_comes_after_it_was_due_is_asked(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(starts_on=on(-20), steps=plan((-6, 1.5), (8, 4.5))))
        diary.record_dose(on(-6), 1.5)
        ticking.instant = NOW + timedelta(days=10)
        with pytest.raises(NeedsConfirmation, match="The threshold was locked on Wed 25 Nov 2026"):
            diary.trials.change(threshold=50)
        diary.trials.change(threshold=50, confirmed=True)
        assert active(diary).locked_on == on(3)

    def test_what_another_process_locked_is_not_lost(self, diary: Journal, ticking: Ticking, tmp_path: Path) -> None:
        diary.trials.new(planned(starts_on=on(-20), steps=plan((-6, 1.5), (8, 4.5))))
        diary.record_dose(on(-6), 1.5)
        ticking.instant = NOW + timedelta(days=3)
        with closing(open_journal(tmp_path / "j.db", ticking, time(4), create=False, program="ldn")) as other:
            diary.trials.change(question="Why?")
            assert other.trials.settle() is None
        assert active(diary).is_locked

    def test_past_windows_ask_after_the_decision_day(self, diary: Journal, ticking: Ticking) -> None:
        trial = locked(diary, ticking)
        ticking.instant = NOW + timedelta(days=80)
        assert diary.trials.windows(trial).decision_day == on(64)
        changes: tuple[Callable[[bool], Any], ...] = (
            lambda sure: diary.trials.pause(on(30), on(40), confirmed=sure),
            lambda sure: diary.trials.end("enough", on(30), confirmed=sure),
        )
        for change in changes:
            before = all_rows(diary)
            with pytest.raises(NeedsConfirmation):
                change(False)
            assert all_rows(diary) == before
            change(True)
            assert [known.field for known in diary.trials.amendments(trial)] == ["decision day"]
            diary.undo()

    def test_who_takes_it_already_is_not_locked(self, diary: Journal, ticking: Ticking) -> None:
        first = date(2025, 3, 1)
        diary.trials.new(planned(template=Template.ALREADY_TAKING, first_dose_on=first))
        diary.record_dose(TODAY, 4.5)
        ticking.instant = NOW + timedelta(days=5)
        assert diary.trials.settle() is None
        assert active(diary).first_dose_on == first
        assert diary.trials.plan_marks().decision_day is None

    @pytest.mark.parametrize(
        ("field", "value", "amendment"),
        [
            ("threshold", 50, Amendment("threshold", "30", "50", on(3))),
            ("endpoint_days", 14, Amendment("endpoint days", "28", "14", on(3))),
            ("baseline_days", 14, Amendment("baseline days", "28", "14", on(3))),
            ("primary", "sleep", Amendment("primary measure", "pain", "sleep", on(3))),
            ("decision_after", 84, Amendment("days to the decision", "56", "84", on(3))),
            ("decision_on", on(60), Amendment("decision day", None, on(60).isoformat(), on(3))),
            ("first_dose_on", on(-4), Amendment("first dose", on(-5).isoformat(), on(-4).isoformat(), on(3))),
            ("starts_on", on(-25), Amendment("start", on(-20).isoformat(), on(-25).isoformat(), on(3))),
        ],
    )
    def test_what_is_locked_asks_and_is_recorded(
        self, diary: Journal, ticking: Ticking, field: str, value: Any, amendment: Amendment
    ) -> None:
        trial = locked(diary, ticking)
        before = all_rows(diary)
        with pytest.raises(NeedsConfirmation, match=f"The {amendment.field} was locked on Wed 25 Nov 2026.*Add --yes"):
            diary.trials.change(**{field: value})
        assert all_rows(diary) == before
        diary.trials.change(confirmed=True, **{field: value})
        assert getattr(active(diary), field) == value
        assert diary.trials.amendments(trial) == (amendment,)
        diary.undo()
        assert all_rows(diary) == before

    def test_words_are_free(self, diary: Journal, ticking: Ticking) -> None:
        trial = locked(diary, ticking)
        diary.trials.change(question="Why?", condition="CRPS")
        assert (active(diary).question, active(diary).condition) == ("Why?", "CRPS")
        assert diary.trials.amendments(trial) == ()

    def test_before_it_nothing_asks(self, diary: Journal) -> None:
        diary.trials.new(planned())
        diary.trials.change(threshold=50, primary="sleep", first_dose_on=on(20))
        assert diary.trials.amendments(active(diary)) == ()
        assert phases(diary) == [("baseline", 0, 19), ("treatment", 20, 75)]

    def test_a_changed_plan_needs_no_question_but_is_recorded(self, diary: Journal, ticking: Ticking) -> None:
        trial = locked(diary, ticking)
        diary.trials.set_plan(plan((-6, 1.5), (8, 3), (22, 4.5)))
        amendment, *dates = diary.trials.amendments(trial)
        assert dates == [
            Amendment("full dose", on(8).isoformat(), on(22).isoformat(), on(3)),
            Amendment("decision day", on(64).isoformat(), on(78).isoformat(), on(3)),
        ]
        assert (amendment.field, amendment.before) == ("dose plan", f"{on(-6)}=1.5,{on(8)}=4.5")
        assert amendment.after == f"{on(-6)}=1.5,{on(8)}=3,{on(22)}=4.5"
        assert diary.trials.windows(active(diary)).decision_day == on(78)
        assert phases(diary)[-1] == ("treatment", 22, 77)

    def test_a_plan_of_after_the_decision_day_moves_nothing(self, diary: Journal, ticking: Ticking) -> None:
        trial = locked(diary, ticking)
        decided = diary.trials.windows(trial)
        assert decided.decision_day == on(64)
        ticking.instant = NOW + timedelta(days=64)
        held, before = phases(diary), all_rows(diary)
        diary.trials.set_plan(plan((-6, 1.5), (10, 4.5)))
        diary.trials.set_plan(plan((-6, 1.5), (10, 4.5), (63, 3), (66, 6)))
        assert diary.trials.windows(active(diary)) == decided
        assert phases(diary) == held
        assert [change.field for change in diary.trials.amendments(trial)] == ["dose plan", "dose plan"]
        # Put off to 12 weeks, the decision day is ahead again, and the last step before it is the full dose.
        diary.trials.decide(Choice.EXTEND)
        assert diary.trials.windows(active(diary)).decision_day == on(66 + 84)
        for _ in range(3):
            diary.undo()
        assert all_rows(diary) == before

    def test_the_day_before_it_still_moves(self, diary: Journal, ticking: Ticking) -> None:
        locked(diary, ticking)
        ticking.instant = NOW + timedelta(days=63)
        diary.trials.set_plan(plan((-6, 1.5), (10, 4.5)))
        assert diary.trials.windows(active(diary)).decision_day == on(66)

    def taking(self, diary: Journal, ticking: Ticking) -> Trial:
        """Run a trial without a plan into its lock: 1.5 mg since five days before today."""
        diary.trials.new(planned(starts_on=on(-30)))
        for number in range(-5, 1):
            diary.record_dose(on(number), 1.5)
        for number in range(1, 4):
            ticking.instant = NOW + timedelta(days=number)
            diary.record_dose(on(number), 1.5)
        assert active(diary).is_locked
        return active(diary)

    def test_without_a_plan_a_run_of_doses_moves_full_dose_and_decision(self, diary: Journal, ticking: Ticking) -> None:
        trial = self.taking(diary, ticking)
        assert phases(diary) == [("baseline", -30, -6), ("treatment", -5, 50)]
        for number in range(20, 26):
            ticking.instant = NOW + timedelta(days=number)
            diary.record_dose(on(number), 4.5)
        assert diary.trials.amendments(trial) == ()
        before = all_rows(diary)
        ticking.instant = NOW + timedelta(days=26)
        diary.record_dose(on(26), 4.5)
        assert diary.trials.amendments(trial) == (
            Amendment("full dose", on(-5).isoformat(), on(20).isoformat(), on(26)),
            Amendment("decision day", on(51).isoformat(), on(76).isoformat(), on(26)),
        )
        assert phases(diary) == [("baseline", -30, -6), ("titration", -5, 19), ("treatment", 20, 75)]
        diary.undo()
        assert all_rows(diary) == before

    @pytest.mark.parametrize("first", [30, 48, 51, 60])
    def test_without_a_plan_nothing_moves_after_the_decision_day(
        self, diary: Journal, ticking: Ticking, first: int
    ) -> None:
        """Neither a run that ends after it, nor one that is written down after it, nor a dose put right after it."""
        trial = self.taking(diary, ticking)
        decided, held = diary.trials.windows(trial), phases(diary)
        assert decided.decision_day == on(51)
        ticking.instant = NOW + timedelta(days=70)
        for number in range(first, first + 8):
            diary.record_dose(on(number), 4.5)
            assert diary.trials.windows(active(diary)) == decided
        diary.record_no_dose(on(-5))
        assert diary.trials.windows(active(diary)) == decided
        assert phases(diary) == held
        assert diary.trials.amendments(trial) == ()
        diary.trials.end("done", on(70))
        ended = diary.trials.latest()
        assert ended is not None
        assert diary.trials.windows(ended) == decided

    def test_without_a_plan_nothing_moves_after_the_end(self, diary: Journal, ticking: Ticking) -> None:
        self.taking(diary, ticking)
        ticking.instant = NOW + timedelta(days=60)
        diary.trials.end("done")
        ended = diary.trials.latest()
        assert ended is not None
        found = diary.trials.windows(ended)
        for number in range(30, 40):
            diary.record_dose(on(number), 4.5)
        assert diary.trials.windows(ended) == found

    def test_the_first_dose_stays_where_it_was_locked(self, diary: Journal, ticking: Ticking) -> None:
        trial = locked(diary, ticking)
        diary.record_dose(on(-7), 1.5)
        assert diary.trials.windows(trial).first_dose == on(-5)

    @pytest.mark.parametrize(("field", "value"), [("colour", 1), ("threshold", 31), ("primary", "x")])
    def test_bad_changes_are_refused(self, diary: Journal, field: str, value: Any) -> None:
        diary.trials.new(planned())
        with pytest.raises(BadInput):
            diary.trials.change(confirmed=True, **{field: value})


class TestPhases:
    def test_the_next_phase_ends_the_one_before(self, diary: Journal) -> None:
        diary.trials.new(planned(template=Template.BY_HAND, starts_on=on(-30)))
        diary.trials.start(PhaseKind.BASELINE, on(-30))
        with pytest.raises(NeedsConfirmation, match="11 days: baseline → treatment, LDN"):
            diary.trials.start(PhaseKind.TREATMENT, on(-10))
        diary.trials.start(PhaseKind.TREATMENT, on(-10), confirmed=True)
        assert diary.phases()[1].arm == "LDN"
        diary.trials.start(PhaseKind.WASHOUT)
        assert phases(diary) == [("baseline", -30, -11), ("treatment", -10, -1), ("washout", 0, None)]
        with pytest.raises(NeedsConfirmation, match="10 days: baseline → titration"):
            diary.trials.start(PhaseKind.TITRATION, on(-20))
        diary.trials.start(PhaseKind.TITRATION, on(-20), confirmed=True)
        assert phases(diary)[:2] == [("baseline", -30, -21), ("titration", -20, -11)]

    def test_a_planned_one_begins_earlier(self, diary: Journal) -> None:
        diary.trials.new(
            planned(template=Template.BEFORE_AFTER_STOP, starts_on=on(-20), steps=plan((-6, 1.5), (8, 4.5)))
        )
        diary.trials.start(PhaseKind.TREATMENT, TODAY)
        assert phases(diary)[1:] == [("titration", -6, -1), ("treatment", 0, 63), ("washout", 64, 91)]
        with pytest.raises(NeedsConfirmation, match=r"decision is on Mon 25 Jan 2027.*ldn trial end"):
            diary.trials.start(PhaseKind.WASHOUT, on(30))
        diary.trials.start(PhaseKind.WASHOUT, on(30), confirmed=True)
        assert phases(diary)[2:] == [("treatment", 0, 29), ("washout", 30, 57)]

    def test_the_same_day_replaces(self, diary: Journal) -> None:
        diary.trials.new(planned())
        diary.trials.start(PhaseKind.TREATMENT)
        assert phases(diary) == [("treatment", 0, None)]

    def test_there_must_be_a_trial_that_has_begun(self, diary: Journal) -> None:
        with pytest.raises(BadInput, match="there is no active trial"):
            diary.trials.start(PhaseKind.WASHOUT)
        diary.trials.new(planned())
        with pytest.raises(BadInput, match="the trial begins on"):
            diary.trials.start(PhaseKind.WASHOUT, on(-1))

    def test_moving_a_past_boundary_says_which_days_change_sides(self, diary: Journal) -> None:
        diary.trials.new(planned(starts_on=on(-20), steps=plan((-6, 1.5), (8, 4.5))))
        assert [side.in_words for side in diary.trials.move_preview({on(-6): on(-4)})] == [
            "2 days: titration → baseline (16 Nov to 17 Nov)"
        ]
        assert [side.in_words for side in diary.trials.move_preview({on(-6): on(-7)})] == [
            "1 day: baseline → titration (15 Nov)"
        ]
        with pytest.raises(NeedsConfirmation) as asked:
            diary.trials.move(on(-6), on(-4))
        assert asked.value.facts == (
            "Days that have come would change sides: 2 days: titration → baseline (16 Nov to 17 Nov)."
        )
        assert asked.value.option == "Add --yes to move it."
        assert str(asked.value) == f"{asked.value.facts} {asked.value.option}"
        diary.trials.move(on(-6), on(-4), confirmed=True)
        assert phases(diary)[:2] == [("baseline", -20, -5), ("titration", -4, 7)]

    def test_the_first_boundary_moves_the_trial(self, diary: Journal) -> None:
        diary.trials.new(planned(starts_on=on(-20)))
        diary.trials.move(on(-20), on(-30), confirmed=True)
        assert active(diary).starts_on == on(-30)
        assert phases(diary) == [("baseline", -30, None)]

    @pytest.mark.parametrize(
        ("boundary", "new", "reason"),
        [
            (-5, 0, "no phase begins or ends there"),
            (-6, -20, "no day left"),
            (-6, 8, "no day left"),
            (-6, 30, "no day"),
        ],
    )
    def test_a_boundary_stays_between_its_neighbours(
        self, diary: Journal, boundary: int, new: int, reason: str
    ) -> None:
        diary.trials.new(planned(starts_on=on(-20), steps=plan((-6, 1.5), (8, 4.5))))
        with pytest.raises(BadInput, match=reason):
            diary.trials.move(on(boundary), on(new), confirmed=True)

    @given(
        steps=st.lists(st.integers(1, 100), min_size=1, max_size=4, unique=True),
        which=st.integers(0, 5),
        by=st.integers(-40, 40),
    )
    @settings(max_examples=40)
    def test_moving_a_boundary_and_undoing_it_restores_everything(
        self, tmp_path_factory: pytest.TempPathFactory, steps: list[int], which: int, by: int
    ) -> None:
        path = tmp_path_factory.mktemp("moves") / "j.db"
        with closing(open_journal(path, Ticking(), time(4), create=True, program="the app")) as journal:
            ordered = plan(*((number - 50, 1.5) for number in sorted(steps)))
            journal.trials.new(planned(starts_on=on(-60), steps=ordered), insist=True)
            before = all_rows(journal)
            boundaries = journal.trials.boundaries(active(journal))
            day = boundaries[which % len(boundaries)]
            try:
                change = journal.trials.move(day, day + timedelta(days=by), confirmed=True)
            except BadInput:
                assert all_rows(journal) == before
                return
            held = journal.phases()
            days = [on(number) for number in range(-120, 250)]
            # From its first day to its last a trial that was moved has no day twice, and loses none.
            last = max(phase.ends_on or date.max for phase in held)
            for one in days:
                is_inside = active(journal).starts_on <= one <= last
                assert sum(phase.holds(one) for phase in held) == is_inside
            if change.happened:
                after = all_rows(journal)
                journal.undo()
                assert all_rows(journal) == before
                journal.redo()
                assert all_rows(journal) == after


class TestPause:
    def test_it_moves_the_decision_day_by_its_length(self, diary: Journal) -> None:
        diary.trials.new(planned(starts_on=on(-60), steps=plan((-30, 4.5))))
        before = all_rows(diary)
        with pytest.raises(NeedsConfirmation, match="7 days: treatment, LDN → pause"):
            diary.trials.pause(on(-10), on(-4))
        diary.trials.pause(on(-10), on(-4), confirmed=True)
        assert phases(diary) == [
            ("baseline", -60, -31),
            ("treatment", -30, -11),
            ("pause", -10, -4),
            ("treatment", -3, 32),
        ]
        assert diary.trials.windows(active(diary)).decision_day == on(33)
        assert diary.facts().state(diary.day(on(-5)), TODAY) is DayState.NOT_DUE
        assert diary.trials.planned_dose(on(-5)) is None
        diary.undo()
        assert all_rows(diary) == before

    def test_an_open_one_grows_until_it_is_over(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(starts_on=on(-60), steps=plan((-30, 4.5))))
        diary.trials.pause()
        assert phases(diary)[1:] == [("treatment", -30, -1), ("pause", 0, None)]
        with pytest.raises(BadInput, match="resume first"):
            diary.trials.pause()
        with pytest.raises(BadInput, match="the pause began on"):
            diary.trials.resume()
        ticking.instant = NOW + timedelta(days=5)
        assert diary.trials.windows(active(diary)).decision_day == on(32)
        diary.trials.resume()
        assert phases(diary)[1:] == [("treatment", -30, -1), ("pause", 0, 4), ("treatment", 5, 30)]
        assert diary.trials.windows(active(diary)).decision_day == on(31)
        with pytest.raises(NothingToDo, match="no open pause"):
            diary.trials.resume()

    def test_a_decision_day_set_by_hand_moves_too(self, diary: Journal) -> None:
        diary.trials.new(planned(starts_on=on(-60), steps=plan((-30, 4.5)), decision_on=on(40)))
        diary.trials.pause(on(2), on(6))
        assert active(diary).decision_on == on(45)
        assert phases(diary)[-1] == ("treatment", 7, 44)
        diary.trials.pause(on(50), on(60))
        assert active(diary).decision_on == on(45)

    def test_one_before_the_first_dose_moves_nothing(self, diary: Journal) -> None:
        diary.trials.new(planned(starts_on=on(-60), steps=plan((-30, 4.5))))
        diary.trials.pause(on(-50), on(-45), confirmed=True)
        assert diary.trials.windows(active(diary)).decision_day == on(26)

    def test_phases_set_by_hand_are_taken_up_again(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(template=Template.BY_HAND, starts_on=on(-30)))
        diary.trials.start(PhaseKind.TREATMENT, on(-30), "half a tablet")
        diary.trials.pause(on(-3), confirmed=True)
        ticking.instant = NOW + timedelta(days=2)
        diary.trials.resume()
        assert phases(diary) == [("treatment", -30, -4), ("pause", -3, 1), ("treatment", 2, None)]
        assert diary.phases()[2].arm == "half a tablet"


class TestEnd:
    def test_everything_ends_and_stays(self, diary: Journal) -> None:
        diary.trials.new(planned(starts_on=on(-18), steps=plan((-4, 1.5), (10, 4.5))))
        before = all_rows(diary)
        change = diary.trials.end("  rash ")
        assert change.summary == "trial ended early on Sun 22 Nov 2026, day 19"
        assert diary.trials.active() is None
        trial = diary.trials.latest()
        assert trial is not None
        assert (trial.ended_on, trial.end_reason) == (TODAY, "rash")
        assert phases(diary) == [("baseline", -18, -5), ("titration", -4, 0)]
        assert diary.trials.windows(trial).decision_day == on(1)
        assert diary.trials.planned_dose(on(1)) is None
        diary.undo()
        assert all_rows(diary) == before

    def test_phases_set_by_hand_are_only_cut_short(self, diary: Journal) -> None:
        diary.trials.new(planned(starts_on=on(-40), steps=plan((-26, 1.5), (-12, 3), (2, 4.5))))
        diary.trials.start(PhaseKind.FOLLOW_UP, on(90))
        diary.trials.end("rash", on(-5))
        assert phases(diary) == [("baseline", -40, -27), ("titration", -26, -5)]

    @pytest.mark.parametrize("end", [-35, -30, -10, 26, 60])
    @pytest.mark.parametrize("changes", [{}, {"decision_on": on(12)}])
    def test_only_an_early_end_moves_the_decision(
        self, diary: Journal, ticking: Ticking, end: int, changes: dict[str, Any]
    ) -> None:
        """Before the first dose, in titration, after full dose: early; from the day before the decision on: not."""
        diary.trials.new(planned(starts_on=on(-60), steps=plan((-30, 1.5), (-16, 4.5)), **changes), insist=True)
        found = diary.trials.windows(active(diary))
        ticking.instant = NOW + timedelta(days=100)
        diary.trials.decide(Choice.CONTINUE, "", on(99))
        change = diary.trials.end("that is it", on(end))
        trial = diary.trials.latest()
        assert trial is not None
        after = diary.trials.windows(trial)
        assert found.decision_day is not None
        is_early = on(end) < found.decision_day - timedelta(days=1)
        assert after.is_ended_early is is_early is (" early " in change.summary)
        if is_early:
            assert after.decision_day == on(end + 1)
        else:
            assert after == found
        assert (after.first_dose is None) is (end < -30)

    @pytest.mark.parametrize(("reason", "day"), [(" ", None), ("x", on(1)), ("x", on(-19))])
    def test_it_has_a_reason_and_a_day_in_it(self, diary: Journal, reason: str, day: date | None) -> None:
        diary.trials.new(planned(starts_on=on(-18)))
        with pytest.raises(BadInput):
            diary.trials.end(reason, day)

    def test_a_decision_is_kept(self, diary: Journal) -> None:
        with pytest.raises(BadInput, match="there is no trial"):
            diary.trials.decide(Choice.STOP)
        diary.trials.new(planned(starts_on=on(-18)))
        diary.trials.decide(Choice.UNDECIDED, "let me see", on(-1))
        diary.trials.end("rash")
        diary.trials.decide(Choice.STOP, "rash")
        trial = diary.trials.latest()
        assert trial is not None
        assert [(made.choice, made.reason, made.day) for made in diary.trials.decisions(trial)] == [
            (Choice.UNDECIDED, "let me see", on(-1)),
            (Choice.STOP, "rash", TODAY),
        ]
        for day in (on(-19), on(1)):
            with pytest.raises(BadInput):
                diary.trials.decide(Choice.STOP, "", day)

    def test_to_extend_is_to_decide_at_12_weeks(self, diary: Journal, ticking: Ticking) -> None:
        trial = locked(diary, ticking)
        diary.trials.decide(Choice.EXTEND, "not sure yet")
        assert diary.trials.windows(active(diary)).decision_day == on(8 + 84)
        assert phases(diary)[-1] == ("treatment", 8, 91)
        assert [change.field for change in diary.trials.amendments(trial)] == ["days to the decision"]


class TestToday:
    def test_the_status_knows_the_trial(self, diary: Journal) -> None:
        diary.trials.new(planned(starts_on=on(-18), steps=(DoseStep(on(-4), 1.5, time(22)),)))
        status = diary.status()
        assert status.trial_day == 19
        assert status.planned_dose == PlannedDose(1.5, None, time(22))
        assert [item.kind for item in status.due] == ["day"]
        for measure in diary.measures.active():
            diary.rate(TODAY, measure.key, 4)
        assert diary.status().state is DayState.PARTIAL
        diary.record_dose(TODAY, 1.5)
        assert diary.status().state is DayState.COMPLETE
        assert diary.status().due == ()

    def test_labs_are_asked_until_given_or_declined(self, diary: Journal) -> None:
        diary.trials.new(planned())
        diary.skip(TODAY, SkipReason.ILL)
        assert [item.words for item in diary.status().due] == [
            "ESR, before the first dose",
            "CRP, before the first dose",
        ]
        diary.record_lab(TODAY, "ESR", 24, "mm/h")
        diary.decline_lab("CRP")
        assert not diary.decline_lab("CRP").happened
        assert diary.status().due == ()
        diary.undo()
        assert len(diary.status().due) == 1

    def test_a_second_dose_stands_beside_the_first(self, diary: Journal) -> None:
        diary.trials.new(planned(starts_on=on(-20), steps=plan((-6, 4.5))))
        diary.record_dose(TODAY, 4.5)
        assert diary.trials.dose_warnings(TODAY, 4.5) == ["A dose is recorded on this day already."]
        assert diary.trials.dose_warnings(TODAY, 4.5, replaces=True) == []
        diary.record_dose(TODAY, 4.5, in_addition=True)
        assert [dose.mg for dose in diary.day(TODAY).doses] == [4.5, 4.5]
        diary.undo()
        assert [dose.mg for dose in diary.day(TODAY).doses] == [4.5]

    def test_tags_mark_days(self, diary: Journal) -> None:
        diary.write_note(on(-1), "a cold #ill #Travel")
        diary.write_note(TODAY, "nothing")
        assert [(event.day, event.tags) for event in diary.events().all] == [(on(-1), ("ill", "Travel"))]


def edit(diary: Journal, name: str, **changes: Any) -> Change:
    return diary.medicines.rewrite(replace(diary.medicines.find(name), **changes))


class TestMedicines:
    def test_add_change_and_stop(self, diary: Journal) -> None:
        diary.medicines.add("Tramadol", "50 mg", as_needed=True)
        diary.medicines.add("naltrexone", price=60, pack_size=30, supply=84, currency=" EUR ")
        tramadol = diary.medicines.find("tramadol")
        assert tramadol.opioid
        naltrexone = diary.medicines.find("naltrexone")
        assert not naltrexone.opioid
        assert (naltrexone.unit_price_in_words, naltrexone.supply_on) == ("2.00 EUR", TODAY)
        assert diary.medicines.runs_out_on(naltrexone) == on(84)
        edit(diary, "naltrexone", units_a_day=2)
        assert diary.medicines.runs_out_on(diary.medicines.find("naltrexone")) == on(42)
        assert not edit(diary, "tramadol", dose="50 mg").happened
        edit(diary, "tramadol", opioid=False)
        assert not diary.medicines.find("tramadol").opioid
        diary.medicines.stop("tramadol")
        assert diary.medicines.find("tramadol").stops_on == TODAY
        diary.undo()
        assert diary.medicines.find("tramadol").stops_on is None

    @pytest.mark.parametrize(
        "call",
        [
            lambda journal: journal.medicines.add(" "),
            lambda journal: journal.medicines.add("PAINKILLER"),
            lambda journal: journal.medicines.add("x", price=-1),
            lambda journal: journal.medicines.add("x", pack_size=0),
            lambda journal: journal.medicines.add("x", units_a_day=0),
            lambda journal: journal.medicines.add("x", units_a_day=float("nan")),
            lambda journal: journal.medicines.add("x", currency="EUR"),
            lambda journal: journal.medicines.add("x", price=1, currency="x" * 13),
            lambda journal: journal.medicines.add("x", supply=float("nan")),
            lambda journal: journal.medicines.add("x", starts_on=on(0), stops_on=on(-1)),
            lambda journal: journal.medicines.add("x", "y" * 61),
            lambda journal: journal.medicines.stop("painkller"),
        ],
    )
    def test_what_cannot_be_is_refused(self, diary: Journal, call: Callable[[Journal], object]) -> None:
        diary.medicines.add("painkiller")
        before = all_rows(diary)
        with pytest.raises(LdnError):
            call(diary)
        assert all_rows(diary) == before

    def test_the_supply_of_what_is_under_test_follows_the_plan(self, diary: Journal) -> None:
        def runs_out() -> date | None:
            return diary.medicines.runs_out_on(diary.medicines.find("naltrexone"))

        diary.medicines.add("naltrexone", supply=20)
        diary.medicines.add("duloxetine", supply=20)
        assert runs_out() == on(20)
        diary.trials.new(planned(starts_on=TODAY, steps=plan((14, 1.5), (28, 4.5))))
        assert runs_out() == on(34)
        diary.trials.pause(on(16), on(25))
        assert runs_out() == on(44)
        assert diary.medicines.runs_out_on(diary.medicines.find("duloxetine")) == on(20)

    def test_under_seal_it_follows_the_bottles(self, diary: Journal) -> None:
        diary.medicines.add("naltrexone", supply=83)
        diary.trials.new(planned(template=Template.SEALED_PAIRS, first_dose_on=on(14)))
        diary.seals.add(draw_sheet(1, 6, lambda bits: 1).commitment.code, "Ada", "030 1")
        assert diary.medicines.runs_out_on(diary.medicines.find("naltrexone")) == on(14 + 83)
        # Enough for the last day of the last period: it does not run out.
        edit(diary, "naltrexone", supply=84, supply_on=None)
        assert diary.medicines.runs_out_on(diary.medicines.find("naltrexone")) is None

    def test_the_price_of_a_new_trials_medicine_comes_in_the_same_step(self, diary: Journal) -> None:
        before = all_rows(diary)
        diary.trials.new(planned(price=Price(0.85, "EUR")))
        (medicine,) = diary.medicines.list()
        assert (medicine.name, medicine.unit_price_in_words, medicine.opioid) == ("naltrexone", "0.85 EUR", False)
        diary.undo()
        assert all_rows(diary) == before
        diary.medicines.add("Naltrexone", price=2)
        diary.trials.new(planned(price=Price(0.85, "EUR")))
        assert [known.price for known in diary.medicines.list()] == [2]
        diary.undo()
        with pytest.raises(BadInput, match="price"):
            diary.trials.new(planned(medicine="x", price=Price(-1)))
        assert diary.trials.active() is None

    def test_an_active_opioid_raises_its_line_with_naltrexone(self, diary: Journal) -> None:
        diary.medicines.add("codeine", starts_on=on(-3), stops_on=on(2))
        assert diary.medicines.opioid_line(TODAY) is None
        diary.record_dose(on(-3), 4.5)
        line = diary.medicines.opioid_line(on(-3))
        assert line is not None
        assert line.startswith("codeine is an opioid. Naltrexone blocks opioids")
        assert line.endswith("Call your prescriber today, do not wait for the report.")
        diary.trials.new(planned(starts_on=on(-20), steps=plan((-6, 4.5))))
        assert diary.status().opioid_line == line
        assert diary.medicines.opioid_line(on(2)) is None

    @pytest.mark.parametrize("is_rescue", [True, False])
    def test_an_opioid_taken_without_being_in_the_list_raises_it_too(self, diary: Journal, is_rescue: bool) -> None:
        diary.record_dose(TODAY, 4.5)
        if is_rescue:
            diary.record_rescue(TODAY, "Tramadol drops", 1)
        else:
            diary.record_dose(TODAY, 50, medicine="Tramadol drops")
        assert (diary.medicines.opioid_line(TODAY) or "").startswith("Tramadol drops is an opioid.")
        assert diary.status().opioid_line == diary.medicines.opioid_line(TODAY)
        assert diary.medicines.opioid_line(on(-1)) is None
        diary.medicines.add("tramadol drops", opioid=False)
        assert diary.medicines.opioid_line(TODAY) is None


class TestTransfer:
    def test_imported_doses_move_the_phases(self, diary: Journal) -> None:
        diary.trials.new(planned(starts_on=on(-20)))
        text = f"day,dose\n{on(-6)},1.5\n{on(-5)},1.5\n"
        read = read_diary(
            file_lines(text),
            column_map(["date=day,dose=dose"], [], None, []),
            diary.today(),
            diary.clock.now(),
        )
        import_diary(diary, read, "d.csv")
        assert phases(diary) == [("baseline", -20, -7), ("treatment", -6, 49)]
        diary.undo()
        assert phases(diary) == [("baseline", -20, None)]

    def test_doses_of_a_document_move_the_phases_as_those_that_are_recorded(
        self, diary: Journal, tmp_path: Path
    ) -> None:
        with closing(open_journal(tmp_path / "o.db", Ticking(), time(4), create=True, program="the app")) as other:
            for number in range(-6, 0):
                other.record_dose(on(number), 1.5)
            text = export_document(other)
        diary.trials.new(planned(starts_on=on(-20)))
        before = all_rows(diary)
        import_document(diary, read_document(text, on(1)), "o.json")
        assert phases(diary) == [("baseline", -20, -7), ("treatment", -6, 49)]
        diary.undo()
        assert all_rows(diary) == before

    def test_doses_and_phases_of_one_document(self, diary: Journal, tmp_path: Path) -> None:
        """A copy of the journal went on elsewhere: its washout is kept, and its first dose moves the boundary."""
        diary.trials.new(planned(starts_on=on(-20), steps=plan((-6, 4.5))))
        with closing(open_journal(tmp_path / "o.db", Ticking(), time(4), create=True, program="the app")) as copy:
            import_document(copy, read_document(export_document(diary), on(1)), "copy.json")
            copy.record_dose(on(-4), 4.5)
            copy.trials.start(PhaseKind.WASHOUT, on(60))
            text = export_document(copy)
        import_document(diary, read_document(text, on(1)), "copy.json")
        assert phases(diary) == [("baseline", -20, -5), ("treatment", -4, 51), ("washout", 60, None)]

    def test_a_copy_with_another_active_trial_is_refused(self, diary: Journal, tmp_path: Path) -> None:
        with closing(open_journal(tmp_path / "o.db", Ticking(), time(4), create=True, program="the app")) as other:
            other.trials.new(planned())
            text = export_document(other)
        diary.trials.new(planned())
        before = all_rows(diary)
        with pytest.raises(BadInput, match=r"trials\[0\].ended_on: there is another active trial"):
            import_document(diary, read_document(text, on(1)), "o.json")
        assert all_rows(diary) == before
        diary.trials.end("enough", TODAY)
        with pytest.raises(BadInput, match=r"trials\[0\].starts_on .* would share days with another"):
            import_document(diary, read_document(text, on(1)), "o.json")
        diary.undo()
        diary.trials.change(starts_on=on(-9))
        diary.trials.end("enough", on(-1))
        import_document(diary, read_document(text, on(1)), "o.json")
        assert len(diary.trials.all()) == 2

    def test_two_plans_of_one_trial_are_not_mixed(self, diary: Journal) -> None:
        diary.trials.new(planned(steps=plan((14, 1.5), (28, 4.5))))
        text = export_document(diary)
        diary.trials.set_plan(plan((14, 1.5), (30, 3)))
        before = all_rows(diary)
        comparison, change = import_document(diary, read_document(text, on(1)), "copy.json")
        assert not change.happened
        assert all_rows(diary) == before
        assert comparison.counts()["dose_steps"] == {
            ImportOutcome.NEW: 0,
            ImportOutcome.UNCHANGED: 1,
            ImportOutcome.KEPT: 1,
        }

    def test_a_copy_that_was_opened_opens_nothing_here(self, diary: Journal) -> None:
        sheet = draw_sheet(1, 6, lambda bits: 1)
        diary.trials.new(planned(template=Template.SEALED_PAIRS, starts_on=on(-20), first_dose_on=on(-6)))
        diary.seals.add(sheet.commitment.code, "Ada", "030 1")
        assert phases(diary) == [("baseline", -20, -7), ("treatment", -6, 35), ("treatment", 36, 77)]
        assert diary.trials.planned_dose(TODAY) == PlannedDose(None, "bottle 1")
        document = read_document(export_document(diary), on(1))
        seal = {**document.rows["seal"][0], "opened_on": TODAY.isoformat()}
        bottles = [
            {
                "trial": seal["trial"],
                "label": label,
                "content": content.value,
                "id": str(uuid4()),
                "recorded_at": NOW.isoformat(),
            }
            for label, content in sheet.bottles.items()
        ]
        opened = replace(document, rows={**document.rows, "seal": [seal], "bottle": bottles})
        _, change = import_document(diary, opened, "opened.json")
        assert not change.happened
        assert diary.repository.rows("bottle") == []
        assert {phase.taken for phase in diary.phases()} == {None, "bottle 1", "bottle 2"}


def test_the_file_itself_refuses_two_plans_for_one_day(diary: Journal) -> None:
    diary.trials.new(planned(steps=plan((14, 1.5))))
    row = diary.repository.rows("dose_step")[0]
    with pytest.raises(sqlite3.IntegrityError):
        diary.repository._connection.execute(
            "INSERT INTO dose_step (id, trial, starts_on, mg, recorded_at)"
            " SELECT ?, trial, starts_on, 3, recorded_at FROM dose_step WHERE id = ?",
            ("00000000-0000-4000-8000-000000000000", row["id"]),
        )


class TestPlanDays:
    def test_a_boundary_on_a_day_of_the_plan_moves_the_plan(self, diary: Journal) -> None:
        diary.trials.new(planned(steps=plan((28, 1.5), (42, 4.5))))
        before = all_rows(diary)
        diary.trials.move(on(28), on(30))
        assert [step.starts_on for step in active(diary).steps] == [on(30), on(42)]
        assert diary.trials.windows(active(diary)).first_dose == on(30)
        assert diary.trials.planned_dose(on(29)) is None
        diary.trials.move(on(42), on(44))
        assert phases(diary) == [("baseline", 0, 29), ("titration", 30, 43), ("treatment", 44, 99)]
        diary.trials.move(on(100), on(110))
        assert (active(diary).decision_on, phases(diary)[-1]) == (on(110), ("treatment", 44, 109))
        for _ in range(3):
            diary.undo()
        assert all_rows(diary) == before

    def test_both_ends_of_a_phase_move_as_one_step(self, diary: Journal) -> None:
        diary.trials.new(planned(steps=plan((28, 1.5), (42, 4.5))))
        before = all_rows(diary)
        # By its whole length and more, so that neither end can be moved without the other.
        moves = {on(28): on(43), on(42): on(57)}
        assert [side.in_words for side in diary.trials.move_preview(moves)] == [
            "14 days: titration → baseline (20 Dec to 2 Jan)",
            "1 day: treatment, LDN → baseline (3 Jan)",
            "14 days: treatment, LDN → titration (4 Jan to 17 Jan)",
            "15 days: no phase → treatment, LDN (28 Feb to 14 Mar)",
        ]
        diary.trials.move_boundaries(moves)
        assert phases(diary) == [("baseline", 0, 42), ("titration", 43, 56), ("treatment", 57, 112)]
        assert [step.starts_on for step in active(diary).steps] == [on(43), on(57)]
        diary.undo()
        assert all_rows(diary) == before

    def test_both_ends_are_refused_together(self, diary: Journal) -> None:
        diary.trials.new(planned(steps=plan((28, 1.5), (42, 4.5))))
        before = all_rows(diary)
        with pytest.raises(BadInput, match=r"no day left; choose a day after .* and before"):
            diary.trials.move_boundaries({on(28): on(30), on(42): on(98)})
        assert all_rows(diary) == before

    def test_the_baseline_is_moved_at_both_ends(self, diary: Journal) -> None:
        diary.trials.new(planned(steps=plan((28, 4.5))))
        diary.trials.move_boundaries({on(0): on(3), on(28): on(31)}, confirmed=True)
        assert active(diary).starts_on == on(3)
        assert phases(diary) == [("baseline", 3, 30), ("treatment", 31, 86)]

    def test_a_washout_is_moved_at_both_ends(self, diary: Journal) -> None:
        diary.trials.new(planned(template=Template.BEFORE_AFTER_STOP, steps=plan((28, 4.5))))
        diary.trials.move_boundaries({on(84): on(90), on(112): on(130)})
        assert active(diary).decision_on == on(90)
        assert phases(diary) == [("baseline", 0, 27), ("treatment", 28, 89), ("washout", 90, 129)]

    def test_a_stretch_between_two_pauses_is_moved_at_both_ends(self, diary: Journal) -> None:
        diary.trials.new(planned(steps=plan((14, 4.5))))
        diary.trials.pause(on(20), on(26))
        diary.trials.pause(on(40), on(44))
        diary.trials.move_boundaries({on(27): on(25), on(40): on(42)})
        assert phases(diary)[1:] == [
            ("treatment", 14, 19),
            ("pause", 20, 24),
            ("treatment", 25, 41),
            ("pause", 42, 44),
            ("treatment", 45, 77),
        ]

    def test_a_first_dose_that_was_recorded_is_changed_there(self, diary: Journal) -> None:
        diary.trials.new(planned(starts_on=on(-20), steps=plan((-6, 1.5), (8, 4.5))))
        diary.record_dose(on(-6), 1.5)
        with pytest.raises(BadInput, match="recorded on Mon 16 Nov 2026: change that dose instead"):
            diary.trials.move(on(-6), on(-4), confirmed=True)
        with pytest.raises(BadInput, match="recorded on Mon 16 Nov 2026: change that dose instead"):
            diary.trials.change(first_dose_on=on(-4))

    def test_moving_the_decision_of_a_locked_trial_asks(self, diary: Journal, ticking: Ticking) -> None:
        trial = locked(diary, ticking)
        with pytest.raises(NeedsConfirmation, match="The decision day was locked"):
            diary.trials.move(on(64), on(70))
        diary.trials.move(on(64), on(70), confirmed=True)
        assert diary.trials.amendments(trial) == (Amendment("decision day", None, on(70).isoformat(), on(3)),)

    def test_the_end_of_a_pause_moves_what_follows_it(self, diary: Journal) -> None:
        diary.trials.new(planned(steps=plan((14, 4.5))))
        diary.trials.pause(on(20), on(26))
        diary.trials.move(on(27), on(30))
        assert diary.trials.windows(active(diary)).decision_day == on(80)
        assert phases(diary)[1:] == [("treatment", 14, 19), ("pause", 20, 29), ("treatment", 30, 79)]

    def test_a_pause_leaves_phases_set_by_hand(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(template=Template.BY_HAND))
        diary.trials.start(PhaseKind.TREATMENT)
        diary.trials.start(PhaseKind.WASHOUT, on(30))
        diary.trials.pause(on(5))
        ticking.instant = NOW + timedelta(days=8)
        diary.trials.resume()
        assert phases(diary) == [("treatment", 0, 4), ("pause", 5, 7), ("treatment", 8, 29), ("washout", 30, None)]

    def test_days_of_a_phase_are_counted_over_its_pauses(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(steps=plan((14, 4.5))))
        diary.trials.pause(on(20), on(26))
        ticking.instant = NOW + timedelta(days=27)
        phase = diary.status().phase
        assert phase is not None
        assert (phase.day_number(on(27)), phase.length) == (7, 56)

    def test_a_pause_with_an_end_can_end_earlier(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(starts_on=on(-30), steps=plan((-16, 4.5)), decision_on=on(60)))
        diary.trials.pause(TODAY, on(10))
        assert active(diary).decision_on == on(71)
        ticking.instant = NOW + timedelta(days=3)
        diary.trials.resume()
        assert (active(diary).decision_on, phases(diary)[2]) == (on(63), ("pause", 0, 2))

    def test_an_empty_plan_leaves_the_planned_first_dose(self, diary: Journal) -> None:
        diary.trials.new(planned(steps=plan((14, 1.5), (28, 4.5))))
        diary.trials.set_plan(())
        assert active(diary).planned_first_dose == on(14)
        assert phases(diary) == [("baseline", 0, 13), ("treatment", 14, 69)]

    def test_trials_follow_each_other(self, diary: Journal) -> None:
        diary.trials.new(planned(template=Template.BY_HAND, starts_on=on(-30)))
        diary.trials.end("enough", on(-10))
        with pytest.raises(BadInput, match="would share days with"):
            diary.trials.new(planned(starts_on=on(-20)))
        diary.trials.new(planned(starts_on=on(-5)))
        with pytest.raises(BadInput, match="would share days with"):
            diary.trials.change(starts_on=on(-20))
        with pytest.raises(BadInput, match="would share days with"):
            diary.trials.move(on(-5), on(-12), confirmed=True)

    def test_a_decision_too_early_asks(self, diary: Journal) -> None:
        diary.trials.new(planned(steps=plan((14, 4.5))))
        with pytest.raises(NeedsConfirmation, match="would be 3 days to compare"):
            diary.trials.change(decision_on=on(31))
        with pytest.raises(NeedsConfirmation, match="days to compare"):
            diary.trials.move(on(70), on(40))
        diary.trials.change(decision_on=on(31), confirmed=True)
        assert diary.trials.windows(active(diary)).is_too_short

    def test_no_dose_is_planned_after_the_last_phase(self, diary: Journal) -> None:
        diary.trials.new(planned(template=Template.BEFORE_AFTER_STOP, steps=plan((14, 4.5))))
        assert diary.trials.planned_dose(on(69)) == PlannedDose(4.5)
        assert diary.trials.planned_dose(on(70)) is None
        assert diary.trials.planned_dose(on(98)) is None


class TestWhatIsFixed:
    """What was fixed stays, by whichever way it is come at."""

    def test_undo_of_phases_set_by_hand_goes_on_across_the_lock(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(starts_on=on(-20), steps=plan((-6, 1.5), (8, 4.5))))
        diary.record_dose(on(-6), 1.5)
        laid = phases(diary)
        diary.trials.start(PhaseKind.FOLLOW_UP, on(100))
        ticking.instant = NOW + timedelta(days=3)
        diary.trials.settle()
        assert diary.undo().summary.startswith("Follow-up")
        assert phases(diary) == laid
        assert active(diary).locked_on == on(3)
        diary.redo()
        assert phases(diary) == [*laid, ("follow-up", 100, None)]

    def test_redo_goes_on_across_the_lock(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(starts_on=on(-20), steps=plan((-6, 1.5), (8, 4.5))))
        diary.record_dose(on(-6), 1.5)
        diary.rate(TODAY, "pain", 4)
        diary.undo()
        ticking.instant = NOW + timedelta(days=3)
        assert diary.trials.settle() is not None
        assert diary.redo().summary.startswith("Pain 4")
        assert diary.day(TODAY).value("pain") == 4
        assert active(diary).locked_on == on(3)

    def test_redo_does_not_change_what_the_lock_fixed(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(starts_on=on(-20), steps=plan((-6, 1.5), (8, 4.5))))
        diary.record_dose(on(-6), 1.5)
        diary.trials.change(threshold=50)
        diary.undo()
        ticking.instant = NOW + timedelta(days=3)
        diary.trials.settle()
        with pytest.raises(NothingToDo, match="It was fixed later"):
            diary.redo()
        assert (active(diary).threshold, active(diary).locked_on) == (30, on(3))

    def test_undo_does_not_put_off_a_lock_that_has_come_due(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(starts_on=on(-20), steps=plan((-6, 1.5), (8, 4.5))))
        diary.record_dose(on(-5), 1.5)
        ticking.instant = NOW + timedelta(days=10)
        diary.undo()
        assert (active(diary).locked_on, active(diary).first_dose_on) == (on(3), on(-5))

    def test_a_file_does_not_put_off_a_lock_that_has_come_due(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(starts_on=on(-20), steps=plan((-6, 1.5), (8, 4.5))))
        diary.record_dose(on(-5), 1.5)
        ticking.instant = NOW + timedelta(days=10)
        given = Diary(",", {}, (DiaryRow(2, on(-8), {}, 1.5, None, None),), (), 0)
        import_diary(diary, given, "diary.csv")
        assert (active(diary).locked_on, active(diary).first_dose_on) == (on(3), on(-5))

    def test_a_decision_that_moves_with_the_plan_is_recorded_as_such(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(starts_on=on(-90), steps=plan((-76, 1.5), (-62, 4.5))))
        diary.record_dose(on(-76), 1.5)
        ticking.instant = NOW + timedelta(days=5)
        assert diary.trials.windows(active(diary)).decision_day == on(-6)
        with pytest.raises(NeedsConfirmation):
            diary.trials.move(on(-62), on(-60))
        diary.trials.move(on(-62), on(-60), confirmed=True)
        assert diary.trials.windows(active(diary)).decision_day == on(-4)
        changes = {change.field: (change.before, change.after) for change in diary.trials.amendments(active(diary))}
        assert changes["decision day"] == (str(on(-6)), str(on(-4)))
        assert changes["full dose"] == (str(on(-62)), str(on(-60)))
        assert "dose plan" in changes

    def test_a_decision_day_that_is_changed_is_recorded_once(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(starts_on=on(-90), steps=plan((-62, 4.5))))
        diary.record_dose(on(-62), 4.5)
        ticking.instant = NOW + timedelta(days=5)
        diary.trials.change(decision_on=on(20), confirmed=True)
        assert [change.field for change in diary.trials.amendments(active(diary))] == ["decision day"]

    def test_a_first_dose_that_was_recorded_is_not_planned_anew(self, diary: Journal, ticking: Ticking) -> None:
        diary.trials.new(planned(starts_on=on(-20), first_dose_on=on(-5)))
        diary.record_dose(on(-6), 1.5)
        recorded = "first dose: it was recorded on Mon 16 Nov 2026: change that dose"
        with pytest.raises(BadInput, match=recorded):
            diary.trials.change(first_dose_on=on(2))
        with pytest.raises(BadInput, match=recorded):
            diary.trials.set_plan(plan((2, 1.5)), first_dose_on=on(2))
        ticking.instant = NOW + timedelta(days=3)
        diary.trials.settle()
        with pytest.raises(BadInput, match="first dose: it is locked on Mon 16 Nov 2026 and cannot be left open"):
            diary.trials.change(first_dose_on=None, confirmed=True)
        assert active(diary).first_dose_on == on(-6)

    def test_a_pause_before_the_first_dose_moves_every_decision_alike(self, diary: Journal, ticking: Ticking) -> None:
        """Of a pause that begins before the first dose, the days from the first dose on count."""
        moved = []
        for by_hand in (None, on(70)):
            diary.trials.new(planned(steps=plan((14, 4.5)), decision_on=by_hand))
            diary.trials.pause(on(10), on(16))
            moved.append(diary.trials.windows(active(diary)).decision_day)
            diary.undo()
            diary.undo()
        assert moved == [on(73), on(73)]

    def test_phases_follow_a_plan_that_changes(self, diary: Journal) -> None:
        diary.trials.new(planned(template=Template.BEFORE_AFTER_STOP, steps=plan((14, 4.5))))
        diary.trials.move(on(98), on(91))
        diary.trials.set_plan(plan((14, 1.5), (28, 4.5)))
        assert diary.trials.windows(active(diary)).decision_day == on(84)
        assert phases(diary)[-1] == ("washout", 84, 90)

    def test_trials_of_a_document_share_no_days(self, diary: Journal) -> None:
        diary.trials.new(planned(template=Template.BY_HAND, starts_on=on(-30)))
        diary.trials.end("enough", on(-10))
        document = read_document(export_document(diary), TODAY)
        twice = {**document.rows["trial"][0], "id": str(uuid4()), "starts_on": str(on(-12)), "ended_on": str(on(-1))}
        before = all_rows(diary)
        both = replace(document, rows={**document.rows, "trial": [*document.rows["trial"], twice]})
        for door in (compare_document, lambda known, read: import_document(known, read, "both.json")):
            with pytest.raises(BadInput, match=r"trials\[1\]\.starts_on .* would share days with another"):
                door(diary, both)
        assert all_rows(diary) == before
