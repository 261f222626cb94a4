"""The use cases of a day: what is recorded, what is refused."""

import math
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.days import Day, SkipReason
from ldn_tui.domain.errors import BadInput, NothingToDo
from ldn_tui.domain.limits import LONGEST_NAME, LONGEST_NOTE
from ldn_tui.journal import Journal, entries, open_journal
from tests.conftest import DAY_STARTS_AT, NOW
from tests.stored import store_label

DAY = date(2026, 11, 22)
TOMORROW = DAY + timedelta(days=1)
# Compared as texts, these two instants stand the wrong way round.
EARLIER_BUT_LARGER = "2026-11-22T20:00:00+01:00"
LATER_BUT_SMALLER = "2026-11-22T19:30:00+00:00"
NASTY = "[/foo] [b \x1b[31m \u202e 'x\" ; DROP TABLE rating; -- \\ 日本 🙂"


def steps(journal: Journal) -> int:
    (count,) = journal.repository._connection.execute("SELECT count(*) FROM step").fetchone()
    return int(count)


class TestRating:
    def test_it_is_kept_with_its_recording_time(self, journal: Journal) -> None:
        change = journal.rate(DAY, "pain", 6.5)
        rating = journal.day(DAY).ratings["pain"]
        assert (rating.value, rating.recorded_at) == (6.5, NOW)
        assert change.summary == "Pain 6.5 on Sun 22 Nov 2026"
        assert change.days == {DAY}
        assert change.tables == {"rating"}
        assert change.by == "the app"

    def test_no_answer_is_an_answer(self, journal: Journal) -> None:
        assert journal.rate(DAY, "pain", None).summary == "Pain no answer on Sun 22 Nov 2026"
        assert journal.day(DAY).ratings["pain"].value is None
        journal.clear_rating(DAY, "pain")
        assert journal.day(DAY).is_empty

    def test_the_same_value_again_keeps_its_time(self, journal: Journal) -> None:
        journal.rate(DAY, "pain", 4)
        journal.clock = PinnedClock(NOW + timedelta(days=4))
        assert not journal.rate(DAY, "pain", 4).happened
        assert journal.day(DAY).ratings["pain"].recorded_at == NOW

    @given(tenths=st.integers(0, 100))
    def test_every_tenth_is_kept_exactly(self, one_journal: Journal, tenths: int) -> None:
        one_journal.rate(DAY, "pain", tenths / 10)
        assert one_journal.day(DAY).value("pain") == tenths / 10

    @pytest.fixture(scope="class")
    def one_journal(self, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Journal]:
        path = tmp_path_factory.mktemp("tenths") / "journal.db"
        with closing(open_journal(path, PinnedClock(NOW), DAY_STARTS_AT, create=True, program="the app")) as opened:
            yield opened

    @pytest.mark.parametrize("value", [-0.1, 10.1, 4.55, math.nan, math.inf])
    def test_other_values_are_refused(self, journal: Journal, value: float) -> None:
        with pytest.raises(BadInput, match="pain"):
            journal.rate(DAY, "pain", value)
        assert steps(journal) == 0

    def test_an_unknown_measure_is_named_with_the_likely_one(self, journal: Journal) -> None:
        with pytest.raises(BadInput, match="did you mean pain"):
            journal.rate(DAY, "pian", 4)
        with pytest.raises(BadInput, match="there are pain, sleep, mood, food, function"):
            journal.rate(DAY, "xyzzy", 4)

    def test_a_retired_measure_is_rated_before_its_last_day_only(self, journal: Journal) -> None:
        journal.measures.retire("food")
        with pytest.raises(BadInput, match="ldn measure revive food"):
            journal.rate(DAY, "food", 4)
        assert journal.rate(DAY - timedelta(days=1), "food", 4).happened

    def test_a_day_to_come_is_refused_everywhere(self, journal: Journal) -> None:
        attempts: list[Callable[[], object]] = [
            lambda: journal.rate(TOMORROW, "pain", 4),
            lambda: journal.clear_rating(TOMORROW, "pain"),
            lambda: journal.record_dose(TOMORROW, 4.5),
            lambda: journal.record_no_dose(TOMORROW),
            lambda: journal.clear_doses(TOMORROW),
            lambda: journal.add_side_effect(TOMORROW, "rash", 3),
            lambda: journal.remove_side_effect(TOMORROW, "rash"),
            lambda: journal.record_no_side_effects(TOMORROW),
            lambda: journal.clear_side_effects(TOMORROW),
            lambda: journal.record_rescue(TOMORROW, "x", 1),
            lambda: journal.write_note(TOMORROW, "x"),
            lambda: journal.skip(TOMORROW, SkipReason.ILL),
            lambda: journal.unskip(TOMORROW),
            lambda: journal.record_impression(TOMORROW, 4),
            lambda: journal.record_lab(TOMORROW, "ESR", 4, ""),
        ]
        for attempt in attempts:
            with pytest.raises(BadInput, match="2026-11-23 has not come yet: today is Sun 22 Nov 2026"):
                attempt()
        assert steps(journal) == 0

    def test_after_midnight_the_day_goes_on_until_four(self, journal: Journal) -> None:
        journal.clock = PinnedClock(datetime.fromisoformat("2026-11-23T00:40:00+01:00"))
        assert journal.today() == DAY
        with pytest.raises(BadInput):
            journal.rate(TOMORROW, "pain", 4)
        journal.clock = PinnedClock(datetime.fromisoformat("2026-11-23T04:00:00+01:00"))
        assert journal.rate(TOMORROW, "pain", 4).happened

    def test_any_past_day_can_be_filled(self, journal: Journal) -> None:
        for day in (date(1, 1, 1), date(1900, 2, 28), date(2024, 2, 29)):
            journal.rate(day, "pain", 4)
            assert journal.day(day).value("pain") == 4
        assert journal.facts().first_day == date(1, 1, 1)


class TestDose:
    AT = datetime.fromisoformat("2026-11-22T21:10:00+01:00")

    def test_an_amount_with_its_time(self, journal: Journal) -> None:
        assert journal.record_dose(DAY, 4.5, taken_at=self.AT).summary == "naltrexone 4.5 mg on Sun 22 Nov 2026"
        (dose,) = journal.day(DAY).doses
        assert (dose.medicine, dose.mg, dose.label, dose.taken, dose.taken_at) == (
            "naltrexone", 4.5, None, True, self.AT,
        )  # fmt: skip
        assert dose.recorded_at == NOW

    def test_the_next_answer_replaces_the_one_before(self, journal: Journal) -> None:
        journal.record_dose(DAY, 4.5)
        row_id = journal.day(DAY).doses[0].id
        journal.record_no_dose(DAY)
        (dose,) = journal.day(DAY).doses
        assert (dose.taken, dose.mg, dose.id) == (False, None, row_id)
        store_label(journal, DAY, "A1")
        (dose,) = journal.day(DAY).doses
        assert (dose.taken, dose.mg, dose.label, dose.amount) == (True, None, "A1", "A1")
        for _ in range(3):
            journal.undo()
        assert journal.day(DAY).is_empty

    def test_another_medicine_stands_beside_it(self, journal: Journal) -> None:
        journal.record_dose(DAY, 4.5)
        journal.record_dose(DAY, 20, medicine="duloxetine")
        assert {dose.medicine for dose in journal.day(DAY).doses} == {"naltrexone", "duloxetine"}
        journal.clear_doses(DAY)
        assert journal.day(DAY).is_empty
        journal.undo()
        assert len(journal.day(DAY).doses) == 2

    @pytest.mark.parametrize(
        ("mg", "label", "said"),
        [
            (None, None, "either"),
            (4.5, "A1", "either"),
            (0, None, "none"),
            (-1, None, "out of range"),
            (4.55, None, "at most one decimal"),
            (math.inf, None, "out of range"),
            (None, " ", "label"),
            (None, "x" * (LONGEST_NAME + 1), "label"),
        ],
    )
    def test_other_doses_are_refused(self, journal: Journal, mg: float | None, label: str | None, said: str) -> None:
        with pytest.raises(BadInput, match=said):
            journal.record_dose(DAY, mg, label=label)
        assert steps(journal) == 0

    def test_a_naive_instant_is_refused(self, journal: Journal) -> None:
        with pytest.raises(ValueError, match="UTC offset"):
            journal.record_dose(DAY, 4.5, taken_at=datetime(2026, 11, 22, 22))  # noqa: DTZ001 - that is the point

    def test_the_last_dose_is_what_an_earlier_day_took(self, journal: Journal) -> None:
        assert journal.last_dose_before(DAY) is None
        journal.record_dose(DAY - timedelta(days=3), 3.0)
        journal.record_no_dose(DAY - timedelta(days=1))
        journal.record_dose(DAY, 4.5)
        last = journal.last_dose_before(DAY)
        assert last is not None
        assert last.mg == 3.0

    def test_the_last_dose_of_a_day_is_the_one_recorded_last_in_whatever_zone(self, journal: Journal) -> None:
        yesterday = DAY - timedelta(days=1)
        for medicine, at in (("west", EARLIER_BUT_LARGER), ("east", LATER_BUT_SMALLER)):
            journal.clock = PinnedClock(datetime.fromisoformat(at))
            journal.record_dose(yesterday, 4.5, medicine=medicine)
        last = journal.last_dose_before(DAY)
        assert last is not None
        assert last.medicine == "east"

    @pytest.mark.parametrize(
        "at", ["2026-11-22T21:31:01+01:00", "2026-11-22T20:32:00+00:00", "2026-11-24T00:30:00+01:00"]
    )
    def test_one_that_is_still_to_be_taken_is_refused(self, journal: Journal, at: str) -> None:
        with pytest.raises(BadInput, match=r"taken at .* has not come yet: it is .*; give the time it was taken"):
            journal.record_dose(DAY, 4.5, taken_at=datetime.fromisoformat(at))
        assert steps(journal) == 0

    def test_a_clock_may_be_a_minute_apart(self, journal: Journal) -> None:
        assert journal.record_dose(DAY, 4.5, taken_at=datetime.fromisoformat("2026-11-22T21:31:00+01:00")).happened

    def test_a_days_doses_stand_in_the_order_they_were_taken_in_whatever_zone(self, journal: Journal) -> None:
        for medicine, at in (("first", EARLIER_BUT_LARGER), ("second", LATER_BUT_SMALLER)):
            journal.record_dose(DAY, 4.5, medicine=medicine, taken_at=datetime.fromisoformat(at))
        assert [dose.medicine for dose in journal.day(DAY).doses] == ["first", "second"]

    def test_any_earlier_time_is_kept(self, journal: Journal) -> None:
        at = datetime.fromisoformat("2026-11-22T07:00:00+01:00")
        journal.record_dose(DAY - timedelta(days=1), 4.5, taken_at=at)
        assert journal.day(DAY - timedelta(days=1)).doses[0].taken_at == at


class TestSideEffects:
    def test_the_same_term_again_changes_its_severity(self, journal: Journal) -> None:
        journal.add_side_effect(DAY, "Headache", 1)
        assert journal.add_side_effect(DAY, "headache", 3).summary == "headache, severe on Sun 22 Nov 2026"
        (effect,) = journal.day(DAY).side_effects
        assert (effect.term, effect.severity) == ("headache", 3)

    def test_none_and_some_exclude_each_other(self, journal: Journal) -> None:
        journal.add_side_effect(DAY, "headache", 1)
        journal.add_side_effect(DAY, "nausea", 2)
        journal.record_no_side_effects(DAY)
        assert journal.day(DAY).no_side_effects
        assert journal.day(DAY).side_effects == ()
        assert not journal.record_no_side_effects(DAY).happened
        journal.add_side_effect(DAY, "rash", 3)
        assert not journal.day(DAY).no_side_effects
        journal.undo()
        assert journal.day(DAY).no_side_effects
        journal.undo()
        assert [effect.term for effect in journal.day(DAY).side_effects] == ["headache", "nausea"]

    def test_they_can_be_taken_back(self, journal: Journal) -> None:
        journal.add_side_effect(DAY, NASTY[:60], 1)
        journal.add_side_effect(DAY, "nausea", 2)
        journal.remove_side_effect(DAY, NASTY[:60].strip())
        assert [effect.term for effect in journal.day(DAY).side_effects] == ["nausea"]
        journal.clear_side_effects(DAY)
        assert journal.day(DAY).is_empty
        journal.record_no_side_effects(DAY)
        journal.clear_side_effects(DAY)
        assert journal.day(DAY).is_empty

    def test_terms_keep_their_places_and_ones_own_come_after_them(self, journal: Journal) -> None:
        journal.add_side_effect(DAY - timedelta(days=2), "nausea", 1)
        journal.add_side_effect(DAY - timedelta(days=1), "Tingling", 1)
        journal.add_side_effect(DAY - timedelta(days=1), "rash", 3)
        offered = journal.side_effect_terms()
        assert offered[:3] == ("vivid dreams", "insomnia", "headache")
        assert offered[-1] == "Tingling"
        assert "rash" not in offered
        assert len(offered) == 11

    @pytest.mark.parametrize(("term", "severity"), [("", 1), ("x", 0), ("x", 4), ("a\0", 1), ("x" * 61, 2)])
    def test_others_are_refused(self, journal: Journal, term: str, severity: int) -> None:
        with pytest.raises(BadInput):
            journal.add_side_effect(DAY, term, severity)
        assert steps(journal) == 0


class TestNote:
    def test_it_is_kept_losslessly(self, journal: Journal) -> None:
        text = f"  {NASTY}\n\tsecond line\r\n "
        journal.write_note(DAY, text)
        assert journal.day(DAY).note == text
        journal.undo()
        journal.redo()
        assert journal.day(DAY).note == text

    def test_a_sitting_is_one_step(self, journal: Journal) -> None:
        step = None
        for end in range(1, 12):
            step = journal.write_note(DAY, "slept badly"[:end], continuing=step).step
        assert journal.day(DAY).note == "slept badly"
        assert steps(journal) == 1
        journal.undo()
        assert journal.day(DAY).note is None
        journal.redo()
        assert journal.day(DAY).note == "slept badly"

    def test_a_sitting_over_an_earlier_note_undoes_to_it(self, journal: Journal) -> None:
        journal.write_note(DAY, "before")
        step = journal.write_note(DAY, "before a").step
        journal.write_note(DAY, "before ab", continuing=step)
        journal.undo()
        assert journal.day(DAY).note == "before"

    def test_an_unchanged_save_keeps_the_sitting(self, journal: Journal) -> None:
        step = journal.write_note(DAY, "a").step
        again = journal.write_note(DAY, "a", continuing=step)
        assert again.step == step
        journal.write_note(DAY, "ab", continuing=again.step)
        assert steps(journal) == 1

    def test_another_step_in_between_ends_the_sitting(self, journal: Journal) -> None:
        step = journal.write_note(DAY, "a").step
        journal.rate(DAY, "pain", 4)
        journal.write_note(DAY, "ab", continuing=step)
        assert steps(journal) == 3
        journal.undo()
        assert journal.day(DAY).note == "a"

    def test_so_does_an_undo(self, journal: Journal) -> None:
        step = journal.write_note(DAY, "a").step
        journal.undo()
        journal.write_note(DAY, "ab", continuing=step)
        assert journal.day(DAY).note == "ab"
        journal.undo()
        assert journal.day(DAY).note is None
        with pytest.raises(NothingToDo):
            journal.undo()

    def test_and_another_process(self, journal: Journal, clock: PinnedClock) -> None:
        step = journal.write_note(DAY, "a").step
        with closing(open_journal(journal.path, clock, DAY_STARTS_AT, create=False, program="the app")) as other:
            other.write_note(DAY, "ab", continuing=step)
            assert steps(other) == 2

    def test_what_was_written_and_erased_in_one_sitting_leaves_no_step(self, journal: Journal) -> None:
        journal.rate(DAY, "pain", 4)
        step = journal.write_note(DAY, "a").step
        step = journal.write_note(DAY, "", continuing=step).step
        assert journal.day(DAY).note is None
        assert steps(journal) == 1
        journal.write_note(DAY, "b", continuing=step)
        assert journal.day(DAY).note == "b"
        journal.undo()
        assert journal.undo().summary == "Pain 4 on Sun 22 Nov 2026"

    def test_an_empty_note_is_no_note(self, journal: Journal) -> None:
        journal.write_note(DAY, "a")
        assert journal.write_note(DAY, " \n\t ").summary == "note removed on Sun 22 Nov 2026"
        assert journal.day(DAY).is_empty

    @pytest.mark.parametrize("text", ["a\0b", "a\udcffb", "x" * (LONGEST_NOTE + 1)])
    def test_others_are_refused(self, journal: Journal, text: str) -> None:
        with pytest.raises(BadInput, match="note: it h"):
            journal.write_note(DAY, text)
        assert steps(journal) == 0


class TestRescueSkipImpressionLab:
    def test_rescue(self, journal: Journal) -> None:
        assert journal.record_rescue(DAY, " ibuprofen ", 2).summary == "ibuprofen x2 on Sun 22 Nov 2026"
        journal.record_rescue(DAY, "paracetamol", 0.5)
        journal.record_rescue(DAY - timedelta(days=1), "aspirin", 1)
        assert [(rescue.medicine, rescue.count) for rescue in journal.day(DAY).rescues] == [
            ("ibuprofen", 2.0), ("paracetamol", 0.5),
        ]  # fmt: skip
        assert journal.rescue_medicines() == ("ibuprofen", "paracetamol", "aspirin")
        journal.record_rescue(DAY, "ibuprofen", 0)
        assert [rescue.medicine for rescue in journal.day(DAY).rescues] == ["paracetamol"]
        assert not journal.record_rescue(DAY, "ibuprofen", 0).happened

    @pytest.mark.parametrize(
        ("name", "count"),
        [("", 1), (" ", 1), ("x" * 61, 1), ("x", -1), ("x", math.inf), ("x", math.nan), ("x", 1001), ("x", 0.125)],
    )
    def test_other_rescues_are_refused(self, journal: Journal, name: str, count: float) -> None:
        with pytest.raises(BadInput, match="rescue"):
            journal.record_rescue(DAY, name, count)

    def test_skip(self, journal: Journal) -> None:
        assert journal.skip(DAY, SkipReason.TOO_TIRED).summary == "skipped: too tired on Sun 22 Nov 2026"
        assert not journal.skip(DAY, SkipReason.TOO_TIRED).happened
        journal.skip(DAY, SkipReason.ILL)
        assert journal.day(DAY).skip is SkipReason.ILL
        journal.unskip(DAY)
        assert journal.day(DAY).is_empty

    def test_impression(self, journal: Journal) -> None:
        assert journal.record_impression(DAY, 2).summary == "overall: much improved on Sun 22 Nov 2026"
        journal.record_impression(DAY, 7)
        assert journal.day(DAY).impression == 7
        with pytest.raises(BadInput, match="impression 8"):
            journal.record_impression(DAY, 8)

    def test_lab(self, journal: Journal) -> None:
        assert journal.record_lab(DAY, "ESR", 12, "mm/h", 0, 20).summary == "ESR 12 mm/h on Sun 22 Nov 2026"
        journal.record_lab(DAY, "CRP", 0.35, " mg/l ")
        journal.record_lab(DAY, "ESR", 14, "mm/h")
        labs = journal.day(DAY).labs
        assert [(lab.name, lab.value, lab.unit, lab.range_low, lab.range_high) for lab in labs] == [
            ("CRP", 0.35, "mg/l", None, None), ("ESR", 14.0, "mm/h", None, None),
        ]  # fmt: skip
        assert not journal.record_lab(DAY, "ESR", 14, "mm/h").happened
        assert set(journal.lab_names()) == {("CRP", "mg/l"), ("ESR", "mm/h")}

    @pytest.mark.parametrize(
        ("name", "value", "unit", "low", "high"),
        [
            ("", 1, "", None, None),
            ("ESR", math.inf, "", None, None),
            ("ESR", math.nan, "", None, None),
            ("ESR", 1, "x" * 61, None, None),
            ("ESR", 1, "a\0", None, None),
            ("ESR", 1, "", math.nan, None),
            ("ESR", 1, "", None, math.inf),
            ("ESR", 1, "", 20, 0),
        ],
    )
    def test_other_labs_are_refused(
        self, journal: Journal, name: str, value: float, unit: str, low: float | None, high: float | None
    ) -> None:
        with pytest.raises(BadInput):
            journal.record_lab(DAY, name, value, unit, low, high)
        assert steps(journal) == 0


class TestSeveralAtOnce:
    def test_they_are_one_step(self, journal: Journal) -> None:
        pain, sleep = (journal.measures.find(key) for key in ("pain", "sleep"))
        logged = journal.log(
            DAY, [entries.rating(pain, 4), entries.rating(sleep, 6.5), entries.dose(4.5), entries.note("x")]
        )
        assert logged.change.summary == "Pain 4, Sleep 6.5, naltrexone 4.5 mg, note on Sun 22 Nov 2026"
        assert len(logged.saved) == 4
        assert logged.change.tables == {"rating", "dose", "note"}
        assert steps(journal) == 1
        journal.undo()
        assert journal.day(DAY).is_empty

    def test_the_step_names_only_what_it_changed(self, journal: Journal) -> None:
        pain, sleep = (journal.measures.find(key) for key in ("pain", "sleep"))
        journal.rate(DAY, "pain", 4)
        logged = journal.log(DAY, [entries.rating(pain, 4), entries.rating(sleep, 6)])
        assert [entry.said for entry in logged.saved] == ["Sleep 6"]
        assert [entry.said for entry in logged.unchanged] == ["Pain 4"]
        assert journal.undo().summary == "Sleep 6 on Sun 22 Nov 2026"

    def test_many_are_counted(self, journal: Journal) -> None:
        answers = [entries.rating(measure, 5) for measure in journal.measures.all()]
        assert journal.log(DAY, answers).change.summary == "Pain 5, Sleep 5, Mood 5 and 2 more on Sun 22 Nov 2026"

    def test_nothing_new_is_no_step(self, journal: Journal) -> None:
        journal.log(DAY, [entries.note("x"), entries.no_dose()])
        logged = journal.log(DAY, [entries.note("x"), entries.no_dose()])
        assert not logged.change.happened
        assert len(logged.unchanged) == 2
        assert steps(journal) == 1


class TestReading:
    def test_days_without_anything_are_empty_days(self, journal: Journal) -> None:
        journal.rate(DAY, "pain", 4)
        found = journal.days(DAY - timedelta(days=2), DAY)
        assert [day.date for day in found] == [DAY - timedelta(days=2), DAY - timedelta(days=1), DAY]
        assert found[0] == Day(DAY - timedelta(days=2))
        assert journal.days(DAY, DAY - timedelta(days=1)) == []

    def test_ratings_of_a_measure_leave_out_what_has_no_answer(self, journal: Journal) -> None:
        journal.rate(DAY, "pain", 4)
        journal.rate(DAY - timedelta(days=1), "pain", None)
        journal.rate(DAY - timedelta(days=3), "pain", 0)
        assert journal.ratings_of("pain", date.min, date.max) == {DAY - timedelta(days=3): 0.0, DAY: 4.0}

    def test_facts(self, journal: Journal) -> None:
        assert journal.facts().first_day == DAY == journal.facts().created_on
        early = DAY - timedelta(days=30)
        journal.skip(early, SkipReason.AWAY)
        journal.rate(DAY - timedelta(days=2), "pain", None)
        facts = journal.facts()
        assert facts.first_day == early
        assert facts.created_on == DAY
        assert facts.first_rated == {"pain": DAY - timedelta(days=2)}


class TestLastUsedFirst:
    """The latest day counts, and on it the instant of recording."""

    @pytest.fixture(autouse=True)
    def used(self, journal: Journal) -> None:
        for number, at in ((1, EARLIER_BUT_LARGER), (2, LATER_BUT_SMALLER)):
            journal.clock = PinnedClock(datetime.fromisoformat(at))
            name = "zoster" if number == 2 else "aspirin"
            journal.add_side_effect(DAY, name, 1)
            journal.record_rescue(DAY, name, 1)
            journal.record_lab(DAY, name, 1, f"unit {number}")
        # Recorded last, but for an earlier day.
        journal.clock = PinnedClock(NOW)
        for name in ("middle", "aspirin"):
            journal.add_side_effect(DAY - timedelta(days=1), name, 1)
            journal.record_rescue(DAY - timedelta(days=1), name, 1)
            journal.record_lab(DAY - timedelta(days=1), name, 1, "old unit")

    def test_side_effects(self, journal: Journal) -> None:
        assert journal.side_effect_terms()[-3:] == ("zoster", "aspirin", "middle")

    def test_rescue_medicines(self, journal: Journal) -> None:
        assert journal.rescue_medicines() == ("zoster", "aspirin", "middle")

    def test_laboratory_values_with_their_latest_unit(self, journal: Journal) -> None:
        assert journal.lab_names() == (("zoster", "unit 2"), ("aspirin", "unit 1"), ("middle", "old unit"))


def test_the_file_is_checked_and_watched_through_the_journal(journal: Journal) -> None:
    journal.check()
    before = journal.version()
    with closing(
        open_journal(journal.path, PinnedClock(NOW), DAY_STARTS_AT, create=False, program="the command line")
    ) as other:
        other.rate(DAY, "pain", 4)
    assert journal.version() != before
    assert [day.date for day in journal.recorded_days()] == [DAY]
