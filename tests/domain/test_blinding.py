"""What is asked around a seal: the helper, the guess, why it is opened early."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from ldn_tui.domain.blinding import (
    LONGEST_REASON,
    PairOrder,
    Seal,
    check_early_reason,
    check_guess,
    check_helper,
    check_sureness,
    parse_guess,
)
from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.seal import Commitment, Content

LDN, COMPARATOR = PairOrder.LDN_FIRST, PairOrder.COMPARATOR_FIRST
COMMITMENT = Commitment(2, 8, "0" * 40)


def test_a_guess_is_one_word_for_each_pair() -> None:
    assert parse_guess(["LDN-first", "comparator-first"], 2) == (LDN, COMPARATOR)
    assert parse_guess([" ldn-FIRST , Comparator-First "], 2) == (LDN, COMPARATOR)
    assert parse_guess(["LDN-first"], 1) == (LDN,)


@pytest.mark.parametrize(
    ("words", "pairs", "said"),
    [
        (["LDN"], 1, "use LDN-first or comparator-first"),
        ([""], 1, "one for each pair"),
        (["\x1b[2J"], 1, "␛"),
        (["LDN-first"], 2, "there are 2 pairs, and 1 guessed"),
        (["LDN-first", "LDN-first"], 1, "there is one pair, and 2 guessed"),
        ([], 3, "there are 3 pairs, and 0 guessed"),
    ],
)
def test_guesses_that_are_refused(words: list[str], pairs: int, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        parse_guess(words, pairs)


def test_a_guess_is_as_long_as_there_are_pairs() -> None:
    assert check_guess([LDN, LDN], 2) == (LDN, LDN)
    with pytest.raises(BadInput, match="guess"):
        check_guess([LDN], 2)


def test_sureness_is_a_percentage() -> None:
    assert [check_sureness(percent) for percent in (0, 50, 100)] == [0, 50, 100]
    for percent in (-1, 101):
        with pytest.raises(BadInput, match=r"0 .only a guess. to 100"):
            check_sureness(percent)


def test_a_helper_has_a_name_and_a_number() -> None:
    assert check_helper(" Ada, pharmacist ", " +49 30 1234567 ") == ("Ada, pharmacist", "+49 30 1234567")


@pytest.mark.parametrize(
    ("name", "phone", "said"),
    [
        ("", "030 1", "helper is missing: a random order needs a helper"),
        ("  ", "030 1", "you must not know which bottle is what, and somebody must"),
        ("Ada", "", "phone is missing: a random order needs a helper"),
        ("Ada", "call me", "phone 'call me' has no digit"),
        ("A" * 61, "030 1", "has 61 characters"),
        ("Ada", "0" * 61, "has 61 characters"),
        ("Ada\nB", "030 1", "one line"),
        ("Ada", "030\0", "phone"),
    ],
)
def test_without_a_helper_a_random_order_is_refused_with_the_reason(name: str, phone: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        check_helper(name, phone)


def test_an_early_opening_has_a_reason() -> None:
    assert check_early_reason(" operation ") == "operation"
    for reason in ("", "  ", "x" * (LONGEST_REASON + 1), "a\0"):
        with pytest.raises(BadInput, match="early"):
            check_early_reason(reason)


def test_what_is_known_while_it_is_sealed_and_after() -> None:
    sealed = Seal("t", COMMITMENT, "Ada", "030 1", guess=(LDN, LDN), sureness=60)
    assert not sealed.is_open
    assert sealed.orders == ()
    assert sealed.right_guesses is None
    contents = dict(
        zip(COMMITMENT.labels, [Content.LDN, Content.COMPARATOR, Content.COMPARATOR, Content.LDN], strict=True)
    )
    opened = Seal("t", COMMITMENT, "Ada", "030 1", date(2026, 11, 22), None, (LDN, LDN), 60, MappingProxyType(contents))
    assert opened.is_open
    assert opened.orders == (LDN, COMPARATOR)
    assert opened.right_guesses == 1
    without_guess = Seal("t", COMMITMENT, "Ada", "030 1", date(2026, 11, 22), "operation", contents=contents)
    assert without_guess.right_guesses is None


def test_the_last_day_is_known_when_every_period_has_an_end() -> None:
    seal = Seal("t", COMMITMENT, "Ada", "030 1")
    ends: dict[str, date | None] = {label: date(2026, number, 1) for number, label in enumerate(COMMITMENT.labels, 1)}
    assert seal.last_day(ends) == date(2026, 4, 1)
    assert seal.last_day({**ends, "bottle 4": None}) is None
    assert seal.last_day({label: end for label, end in ends.items() if label != "bottle 2"}) is None
    assert seal.last_day({}) is None


def test_an_opening_begins_with_the_guess_or_with_the_reason_to_open_early() -> None:
    seal = Seal("t", COMMITMENT, "Ada", "030 1")
    assert not seal.is_opening_begun
    assert replace(seal, guess=(LDN, LDN)).is_opening_begun
    assert replace(seal, early_reason="operation").is_opening_begun
