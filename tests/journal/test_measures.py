"""The list of measures."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest

from ldn_tui.clock import PinnedClock
from ldn_tui.domain.days import DayState
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import LONGEST_ANCHOR, LONGEST_NAME, MOST_ACTIVE, Direction, Stretch
from ldn_tui.journal import Journal, open_journal
from tests.conftest import DAY_STARTS_AT, NOW
from tests.stored import has_history

DAY = date(2026, 11, 22)


def add(journal: Journal, name: str, key: str | None = None) -> str:
    before = {measure.key for measure in journal.measures.all()}
    journal.measures.add(name, "low", "high", Direction.LOWER, key)
    (new,) = {measure.key for measure in journal.measures.all()} - before
    return new


def keys(journal: Journal) -> list[str]:
    return [measure.key for measure in journal.measures.active()]


def test_an_added_measure_is_asked_from_today(journal: Journal) -> None:
    change = journal.measures.add("  Brain fog ", " clear ", " thick ", Direction.LOWER)
    assert change.summary == "measure Brain fog added"
    assert change.tables == {"measure"}
    measure = journal.measures.find("brain_fog")
    assert (measure.name, measure.low_anchor, measure.high_anchor) == ("Brain fog", "clear", "thick")
    assert (measure.direction, measure.position, measure.added_on) == (Direction.LOWER, 5, DAY)
    assert not measure.is_retired


def test_up_to_twelve_are_active(journal: Journal) -> None:
    for number in range(6, MOST_ACTIVE + 1):
        add(journal, f"Measure {number}")
    assert len(journal.measures.active()) == 12
    with pytest.raises(BadInput, match="12 active measures already: retire one first"):
        add(journal, "One more")
    journal.measures.retire("food")
    add(journal, "One more")
    with pytest.raises(BadInput, match="12 active"):
        journal.measures.revive("food")
    assert len(journal.measures.all()) == 13


def test_keys_are_words_and_stay_apart(journal: Journal) -> None:
    assert add(journal, "Fog", "fog") == "fog"
    assert add(journal, "fog!") == "fog_2"
    assert add(journal, "Note") == "note_2"
    assert add(journal, "痛み") == "measure"
    with pytest.raises(BadInput, match="ldn measure revive fog"):
        add(journal, "Other", "fog")
    with pytest.raises(BadInput, match="another meaning"):
        add(journal, "Other", "note")
    with pytest.raises(BadInput, match="lower-case word"):
        add(journal, "Other", "Two Words")


@pytest.mark.parametrize("name", ["", "  ", "x" * (LONGEST_NAME + 1), "a\0", "\udcff", "PAIN", " pain "])
def test_names_that_are_refused(journal: Journal, name: str) -> None:
    with pytest.raises(BadInput, match="name"):
        add(journal, name)
    with pytest.raises(BadInput, match="name"):
        journal.measures.edit("sleep", name=name)
    assert not has_history(journal)


@pytest.mark.parametrize("anchor", ["", " ", "x" * (LONGEST_ANCHOR + 1), "a\0"])
def test_anchors_that_are_refused(journal: Journal, anchor: str) -> None:
    with pytest.raises(BadInput, match="what 0 means"):
        journal.measures.add("Fog", anchor, "high", Direction.LOWER)
    with pytest.raises(BadInput, match="what 10 means"):
        journal.measures.edit("pain", high_anchor=anchor)


def test_a_renamed_measure_keeps_its_key_and_its_ratings(journal: Journal) -> None:
    journal.rate(DAY, "food", 4)
    assert journal.measures.edit("food", name="Appetite").summary == "measure Appetite changed"
    assert journal.measures.find("food").name == "Appetite"
    assert journal.day(DAY).value("food") == 4
    assert not journal.measures.edit("food", name="Appetite").happened
    assert journal.measures.edit("food", name="APPETITE").happened
    journal.undo()
    journal.undo()
    assert journal.measures.find("food").name == "Food"


def test_both_anchors_and_the_direction_can_be_changed(journal: Journal) -> None:
    journal.measures.edit("sleep", low_anchor="none at all", high_anchor="like a log", direction=Direction.LOWER)
    measure = journal.measures.find("sleep")
    assert (measure.low_anchor, measure.high_anchor, measure.direction) == (
        "none at all", "like a log", Direction.LOWER,
    )  # fmt: skip


def test_order(journal: Journal) -> None:
    journal.measures.move("function", 0)
    assert keys(journal) == ["function", "pain", "sleep", "mood", "food"]
    journal.measures.move("function", 4)
    assert keys(journal) == ["pain", "sleep", "mood", "food", "function"]
    assert [measure.position for measure in journal.measures.all()] == [0, 1, 2, 3, 4]
    for position in (-1, 5):
        with pytest.raises(BadInput, match="use 1 to 5"):
            journal.measures.move("function", position)


def test_a_retired_measure_is_never_deleted(journal: Journal) -> None:
    journal.rate(DAY, "food", 4)
    assert journal.measures.retire("food").summary == "measure Food retired"
    assert keys(journal) == ["pain", "sleep", "mood", "function"]
    assert journal.day(DAY).value("food") == 4
    assert journal.measures.find("food").retired_on == DAY
    with pytest.raises(BadInput, match="retired already"):
        journal.measures.retire("food")
    journal.clock = PinnedClock(NOW + timedelta(days=3))
    assert journal.measures.revive("food").summary == "measure Food brought back"
    assert keys(journal) == ["pain", "sleep", "mood", "food", "function"]
    with pytest.raises(BadInput, match="is active"):
        journal.measures.revive("food")


def test_retiring_does_not_change_the_state_of_days_gone_by(journal: Journal) -> None:
    yesterday = DAY - timedelta(days=1)
    for key in keys(journal):
        journal.rate(yesterday, key, 5)
    add(journal, "Fog")
    journal.measures.retire("food")
    facts = journal.facts()
    assert facts.state(journal.day(yesterday), DAY) is DayState.COMPLETE
    assert [measure.key for measure in facts.active_measures(DAY)] == ["pain", "sleep", "mood", "function", "fog"]


def test_the_last_one_cannot_be_retired(journal: Journal) -> None:
    for key in ("sleep", "mood", "food", "function"):
        journal.measures.retire(key)
    with pytest.raises(BadInput, match="the last one"):
        journal.measures.retire("pain")


@pytest.mark.parametrize(
    "attempt",
    [
        lambda journal: journal.measures.edit("pian", name="x"),
        lambda journal: journal.measures.move("pian", 0),
        lambda journal: journal.measures.retire("pian"),
        lambda journal: journal.measures.revive("pian"),
        lambda journal: journal.clear_rating(DAY, "pian"),
    ],
)
def test_an_unknown_key_is_named_with_the_likely_one(journal: Journal, attempt: Callable[[Journal], object]) -> None:
    with pytest.raises(BadInput, match="did you mean pain"):
        attempt(journal)


def test_names_are_kept_losslessly(journal: Journal) -> None:
    name = "[/foo] [b \x1b[31m\u202e"
    key = add(journal, name)
    assert journal.measures.find(key).name == name


class TestDaysBetweenRetirementAndRevival:
    def test_they_do_not_ask_it(self, journal: Journal) -> None:
        rest = ("pain", "sleep", "mood", "function")
        journal.measures.retire("food")
        journal.clock = PinnedClock(NOW + timedelta(days=3))
        journal.measures.revive("food")
        for offset in range(4):
            for key in rest:
                journal.rate(DAY + timedelta(days=offset), key, 5)
        facts, today = journal.facts(), DAY + timedelta(days=3)
        assert [facts.state(journal.day(DAY + timedelta(days=offset)), today) for offset in range(4)] == [
            DayState.COMPLETE, DayState.COMPLETE, DayState.COMPLETE, DayState.PARTIAL,
        ]  # fmt: skip
        assert journal.measures.find("food").inactive == (Stretch(DAY, today),)

    def test_every_stretch_is_kept_and_undo_takes_back_the_last(self, journal: Journal) -> None:
        for offset in (1, 3):
            journal.clock = PinnedClock(NOW + timedelta(days=offset))
            journal.measures.retire("food")
            journal.clock = PinnedClock(NOW + timedelta(days=offset + 1))
            journal.measures.revive("food")
        stretches = journal.measures.find("food").inactive
        assert stretches == (
            Stretch(DAY + timedelta(days=1), DAY + timedelta(days=2)),
            Stretch(DAY + timedelta(days=3), DAY + timedelta(days=4)),
        )
        journal.undo()
        assert journal.measures.find("food").inactive == stretches[:1]
        assert journal.measures.find("food").retired_on == DAY + timedelta(days=3)
        journal.redo()
        assert journal.measures.find("food").inactive == stretches

    def test_on_the_same_day_there_are_none(self, journal: Journal) -> None:
        journal.measures.retire("food")
        journal.measures.revive("food")
        assert journal.measures.find("food").inactive == ()

    def test_a_clock_set_back_leaves_them_in_order(self, journal: Journal) -> None:
        journal.measures.retire("food")
        journal.clock = PinnedClock(NOW + timedelta(days=9))
        journal.measures.revive("food")
        journal.clock = PinnedClock(NOW + timedelta(days=4))
        journal.measures.retire("food")
        journal.clock = PinnedClock(NOW + timedelta(days=12))
        journal.measures.revive("food")
        assert journal.measures.find("food").inactive == (
            Stretch(DAY, DAY + timedelta(days=9)),
            Stretch(DAY + timedelta(days=9), DAY + timedelta(days=12)),
        )


class TestAnotherProcessWasQuicker:
    """What another process committed between a look at the list and the write counts."""

    @pytest.fixture
    def other(self, journal: Journal) -> Iterator[Journal]:
        opened = open_journal(journal.path, PinnedClock(NOW), DAY_STARTS_AT, create=False, program="the command line")
        yield opened
        opened.close()

    @pytest.fixture(autouse=True)
    def seen_before(self, journal: Journal, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let our side see the list as it was before the other wrote, wherever it looks outside its transaction."""
        before, phases = journal.repository.measures(), journal.repository.phases()
        monkeypatch.setattr(journal.repository, "measures", lambda: before)
        monkeypatch.setattr(journal.repository, "phases", lambda: phases)

    def test_a_key_made_from_a_name_stays_apart(self, journal: Journal, other: Journal) -> None:
        other.measures.add("Fatigue", "fresh", "exhausted", Direction.LOWER)
        other.rate(DAY, "fatigue", 7)
        journal.measures.add("Fatigue!", "awake", "worn out", Direction.LOWER)
        assert [(measure.key, measure.name, measure.position) for measure in other.measures.all()[-2:]] == [
            ("fatigue", "Fatigue", 5), ("fatigue_2", "Fatigue!", 6),
        ]  # fmt: skip

    def test_a_name_or_key_taken_meanwhile_is_refused(self, journal: Journal, other: Journal) -> None:
        other.measures.add("Fatigue", "fresh", "exhausted", Direction.LOWER)
        steps = len(other.repository._all("SELECT 1 FROM step"))
        with pytest.raises(BadInput, match="name 'fatigue' is in use by the measure 'fatigue'"):
            add(journal, "fatigue")
        with pytest.raises(BadInput, match="'fatigue' is taken"):
            add(journal, "Other", "fatigue")
        with pytest.raises(BadInput, match="in use"):
            journal.measures.edit("food", name="Fatigue")
        assert not journal.repository._connection.in_transaction
        assert len(other.repository._all("SELECT 1 FROM step")) == steps

    def test_the_last_room_is_taken_once(self, journal: Journal, other: Journal) -> None:
        for number in range(6, MOST_ACTIVE + 1):
            other.measures.add(f"Measure {number}", "low", "high", Direction.LOWER)
        with pytest.raises(BadInput, match="12 active measures"):
            add(journal, "One more")

    def test_a_rename_survives_whatever_else_is_done(self, journal: Journal, other: Journal) -> None:
        other.measures.edit("food", name="Appetite")
        journal.measures.edit("food", high_anchor="ate everything")
        journal.measures.move("food", 0)
        assert journal.measures.retire("food").summary == "measure Appetite retired"
        assert other.measures.all()[0].name == "Appetite"
        assert other.measures.all()[0].high_anchor == "ate everything"

    def test_a_retirement_survives_a_rename(self, journal: Journal, other: Journal) -> None:
        other.measures.retire("food")
        journal.measures.edit("food", name="Appetite")
        assert other.measures.find("food").is_retired
        with pytest.raises(BadInput, match="retired already"):
            journal.measures.retire("food")

    def test_an_added_one_keeps_its_place_when_others_move(self, journal: Journal, other: Journal) -> None:
        other.measures.add("Fatigue", "fresh", "exhausted", Direction.LOWER)
        journal.measures.move("function", 0)
        assert [measure.key for measure in other.measures.all()] == [
            "function", "pain", "sleep", "mood", "food", "fatigue",
        ]  # fmt: skip
        assert [measure.position for measure in other.measures.all()] == list(range(6))

    def test_the_last_one_cannot_be_retired(self, journal: Journal, other: Journal) -> None:
        for key in ("sleep", "mood", "food", "function"):
            other.measures.retire(key)
        with pytest.raises(BadInput, match="the last one"):
            journal.measures.retire("pain")
