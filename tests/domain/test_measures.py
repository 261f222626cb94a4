"""Measures: their keys, labels and stretches."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.measures import (
    FIRST_MEASURES,
    LONGEST_NAME,
    RESERVED_KEYS,
    Direction,
    Measure,
    Stretch,
    check_key,
    check_label,
    key_from_name,
    parse_stretches,
    retired_in_words,
    stretches_as_text,
)


def test_the_five_first_ones() -> None:
    assert [measure.key for measure in FIRST_MEASURES] == ["pain", "sleep", "mood", "food", "function"]
    assert [measure.direction for measure in FIRST_MEASURES] == [Direction.LOWER, *[Direction.HIGHER] * 4]
    assert [measure.position for measure in FIRST_MEASURES] == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Fatigue", "fatigue"),
        ("Brain fog", "brain_fog"),
        ("  Pain (left knee)  ", "pain_left_knee"),
        ("Pain", "pain_2"),
        ("疲れ", "measure"),
        ("Müdigkeit", "m_digkeit"),
        ("3 am waking", "measure_3_am_waking"),
        ("Note", "note_2"),
        ("[/foo] [b", "foo_b"),
        ("\x1b[31m", "measure_31m"),
        ("_", "measure"),
    ],
)
def test_a_key_is_made_from_the_name(name: str, key: str) -> None:
    assert key_from_name(name, ["pain"]) == key


def test_measures_of_one_name_are_counted() -> None:
    taken = ["fog"]
    for _ in range(3):
        taken.append(key_from_name("Fog", taken))
    assert taken == ["fog", "fog_2", "fog_3", "fog_4"]


@given(st.text(max_size=60), st.lists(st.text(max_size=10), max_size=5))
def test_a_made_key_is_always_one_that_can_be_had(name: str, others: list[str]) -> None:
    taken: list[str] = []
    for other in [*others, name, name, name]:
        key = key_from_name(other, taken)
        assert check_key(key, taken) == key
        taken.append(key)


@pytest.mark.parametrize("key", ["", "Pain", "2nd", "_x", "a-b", "a b", "ä", "x" * 41, "a\n", "pain;"])
def test_other_words_are_no_keys(key: str) -> None:
    with pytest.raises(BadInput, match="lower-case word"):
        check_key(key, [])


@pytest.mark.parametrize("key", sorted(RESERVED_KEYS))
def test_words_with_another_meaning_are_no_keys(key: str) -> None:
    with pytest.raises(BadInput, match="another meaning"):
        check_key(key, [])


def test_a_taken_key_says_how_to_bring_it_back() -> None:
    with pytest.raises(BadInput, match="ldn measure revive pain"):
        check_key("pain", ["pain"])


def test_labels() -> None:
    assert check_label("  no pain ", "low", 60) == "no pain"
    assert check_label("x" * LONGEST_NAME, "name", LONGEST_NAME)
    for text in ("", "   ", "x" * (LONGEST_NAME + 1), "a\0b", "a\ud800"):
        with pytest.raises(BadInput, match="name"):
            check_label(text, "name", LONGEST_NAME)
    assert check_label("[/foo] \x1b[31m\u202e", "name", LONGEST_NAME) == "[/foo] \x1b[31m\u202e"


def test_goodness_runs_from_worst_to_best() -> None:
    lower = FIRST_MEASURES[0]
    higher = FIRST_MEASURES[1]
    assert (lower.goodness(0), lower.goodness(10)) == (1, 0)
    assert (higher.goodness(0), higher.goodness(10)) == (0, 1)
    assert Measure("a", "A", "l", "h", Direction.LOWER, 0).goodness(2.5) == 0.75


class TestStretches:
    def test_they_are_half_open(self) -> None:
        stretch = Stretch(date(2026, 1, 1), date(2026, 2, 1))
        days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1))
        assert [stretch.holds(day) for day in days] == [False, True, True, False]

    @pytest.mark.parametrize("text", ["", "2026-01-01..2026-02-01", "2026-01-01..2026-02-01 2026-02-01..2026-02-02"])
    def test_text_and_back(self, text: str) -> None:
        assert stretches_as_text(parse_stretches(text)) == text

    @pytest.mark.parametrize(
        "text",
        [
            " ", "x", "2026-01-01", "2026-01-01..", "2026-01-01...2026-02-01", "2026-02-01..2026-01-01",
            "2026-01-01..2026-01-01", "2026-02-30..2026-03-01", "20260101..20260201",
            "2026-01-01..2026-02-01  2026-03-01..2026-04-01", "2026-01-01..2026-02-01 ",
            "2026-03-01..2026-04-01 2026-01-01..2026-02-01", "2026-01-01..2026-02-01 2026-01-31..2026-03-01",
            "\uff12026-01-01..2026-02-01",
        ],
    )  # fmt: skip
    def test_what_is_none(self, text: str) -> None:
        with pytest.raises(BadInput, match=r"2026-01-01\.\.2026-02-01"):
            parse_stretches(text)


def test_a_retired_measure_says_since_when_and_how_to_bring_it_back() -> None:
    measure = FIRST_MEASURES[0]
    assert not measure.is_retired
    assert replace(measure, retired_on=date(2026, 11, 22)).is_retired
    assert retired_in_words("pain", date(2026, 11, 22)) == (
        "measure 'pain' is retired since 2026-11-22: `ldn measure revive pain` brings it back"
    )
