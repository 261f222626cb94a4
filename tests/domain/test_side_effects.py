"""Side effects and red flags."""

import pytest

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.side_effects import (
    EMERGENCY_CALL,
    FIRST_TERMS,
    LONGEST_TERM,
    PRESCRIBER_CALL,
    RED_FLAGS,
    SELF_HARM,
    SELF_HARM_CALL,
    Urgency,
    check_severity,
    check_term,
    red_flag_call,
    terms_in_order,
    urgency,
)


def test_the_first_list() -> None:
    assert FIRST_TERMS == (
        "vivid dreams", "insomnia", "headache", "nausea", "other stomach or gut", "dizziness", "drowsiness",
        "anxiety or irritability", "appetite change", "lower mood",
    )  # fmt: skip


@pytest.mark.parametrize("severity", [1, 2, 3])
def test_emergencies_say_so_whatever_their_severity(severity: int) -> None:
    emergencies = [term for term, how in RED_FLAGS.items() if how is Urgency.EMERGENCY]
    assert len(emergencies) == 4
    for term in emergencies:
        assert red_flag_call(term, severity) == (SELF_HARM_CALL if term == SELF_HARM else EMERGENCY_CALL)
    assert "crisis line" in SELF_HARM_CALL


@pytest.mark.parametrize("severity", [1, 2, 3])
def test_the_prescriber_is_called_for_the_others(severity: int) -> None:
    for term, how in RED_FLAGS.items():
        if how is Urgency.PRESCRIBER:
            assert red_flag_call(term, severity) == PRESCRIBER_CALL


def test_any_severe_side_effect_is_for_the_prescriber() -> None:
    assert urgency("headache", 3) is Urgency.PRESCRIBER
    assert red_flag_call("my own", 3) == PRESCRIBER_CALL
    assert red_flag_call("headache", 2) is None
    assert urgency("my own", 1) is None


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Headache", "headache"),
        ("  VIVID DREAMS ", "vivid dreams"),
        ("Rash", "rash"),
        ("Tingling in the Feet", "Tingling in the Feet"),
        ("[/b] \x1b[1m", "[/b] \x1b[1m"),
    ],
)
def test_listed_terms_are_kept_in_one_spelling_and_own_ones_as_typed(text: str, term: str) -> None:
    assert check_term(text) == term


@pytest.mark.parametrize("text", ["", " \n", "x" * (LONGEST_TERM + 1), "a\0", "a\udcff"])
def test_other_texts_are_no_terms(text: str) -> None:
    with pytest.raises(BadInput, match="side effect"):
        check_term(text)


@pytest.mark.parametrize("value", [0, 4, -1])
def test_severities(value: int) -> None:
    assert [check_severity(severity) for severity in (1, 2, 3)] == [1, 2, 3]
    with pytest.raises(BadInput, match="1 mild, 2 moderate or 3 severe"):
        check_severity(value)


def test_the_first_terms_keep_their_places_and_own_ones_follow_last_used_first() -> None:
    offered = terms_in_order(["my own", "nausea", "rash", "older", "my own"])
    assert offered == (*FIRST_TERMS, "my own", "older")
