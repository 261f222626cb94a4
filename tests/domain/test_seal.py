"""The seal: the order is drawn evenly, the code forgives nothing, and the sheet opens only what it was made for."""

import hashlib
import random
import re
from collections import Counter
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.seal import (
    CODE_LENGTH,
    LEAST_WEEKS,
    MOST_PAIRS,
    MOST_WEEKS,
    Commitment,
    Content,
    Sheet,
    check_sheet,
    check_size,
    draw_sheet,
    parse_code,
    parse_sheet,
)

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LDN_FIRST, COMPARATOR_FIRST = (Content.LDN, Content.COMPARATOR), (Content.COMPARATOR, Content.LDN)

sizes = st.tuples(st.integers(1, MOST_PAIRS), st.integers(LEAST_WEEKS, MOST_WEEKS))
nonces = st.integers(0, 2**128 - 1).map(lambda number: f"{number:032x}")
sheets = st.builds(
    lambda weeks, pairs, nonce: Sheet(weeks, tuple(content for pair in pairs for content in pair), nonce),
    st.integers(LEAST_WEEKS, MOST_WEEKS),
    st.lists(st.sampled_from([LDN_FIRST, COMPARATOR_FIRST]), min_size=1, max_size=MOST_PAIRS),
    nonces,
)
commitments = st.builds(
    lambda size, digest: Commitment(size[0], size[1], f"{digest:040x}"), sizes, st.integers(0, 2**160 - 1)
)


def signs_of(commitment: Commitment) -> str:
    return commitment.code.replace(" ", "")


def bits_of(seed: int) -> random.Random:
    return random.Random(seed)


# The order


@pytest.mark.parametrize("pairs", [1, 2, 3])
def test_every_order_is_equally_likely(pairs: int) -> None:
    draws = 4000 * 2**pairs
    bits = bits_of(pairs).getrandbits
    counts = Counter(draw_sheet(pairs, 8, bits).contents for _ in range(draws))
    allowed = {
        tuple(content for pair in order for content in pair)
        for order in product([LDN_FIRST, COMPARATOR_FIRST], repeat=pairs)
    }
    assert set(counts) == allowed
    # Five standard deviations of a binomial count.
    for count in counts.values():
        assert abs(count - 4000) < 5 * (4000 * (1 - 2**-pairs)) ** 0.5


def test_the_pairs_are_drawn_independently() -> None:
    bits = bits_of(7).getrandbits
    sheets_drawn = [draw_sheet(MOST_PAIRS, 8, bits) for _ in range(8000)]
    for first in range(MOST_PAIRS):
        for second in range(first):
            alike = sum(sheet.contents[2 * first] is sheet.contents[2 * second] for sheet in sheets_drawn)
            assert abs(alike - 4000) < 5 * 2000**0.5


def test_the_order_comes_from_the_source_of_randomness_and_is_never_drawn_from_the_nonce() -> None:
    asked: list[int] = []

    def count(bits: int) -> int:
        asked.append(bits)
        return 0

    sheet = draw_sheet(3, 8, count)
    assert asked == [1, 1, 1, 128]
    assert sheet.contents == COMPARATOR_FIRST * 3
    assert draw_sheet(3, 8, lambda bits: (1 << bits) - 1).contents == LDN_FIRST * 3


def test_no_two_sheets_share_a_nonce() -> None:
    bits = random.SystemRandom().getrandbits
    drawn = [draw_sheet(1, 8, bits) for _ in range(500)]
    assert len({sheet.nonce for sheet in drawn}) == 500
    assert len({sheet.commitment.code for sheet in drawn}) == 500
    assert all(re.fullmatch("[0-9a-f]{32}", sheet.nonce) for sheet in drawn)


@pytest.mark.parametrize(("pairs", "weeks"), [(0, 8), (7, 8), (-1, 8), (1, 5), (1, 27), (1, 0)])
def test_sizes_that_cannot_be_run_are_refused(pairs: int, weeks: int) -> None:
    with pytest.raises(BadInput, match=r"use 1 to 6|use 6 to 26"):
        check_size(pairs, weeks)
    with pytest.raises(BadInput):
        draw_sheet(pairs, weeks, bits_of(1).getrandbits)


# The code


@given(commitments)
def test_a_code_has_35_signs_in_groups_of_four(commitment: Commitment) -> None:
    groups = commitment.code.split(" ")
    assert [len(group) for group in groups] == [4] * 8 + [3]
    assert len(signs_of(commitment)) == CODE_LENGTH == 35
    assert set(signs_of(commitment)) <= set(SIGNS)


@given(commitments)
def test_a_code_is_read_back(commitment: Commitment) -> None:
    assert parse_code(commitment.code) == commitment


@given(commitments, st.randoms(use_true_random=False))
def test_a_code_may_be_typed_as_it_looks(commitment: Commitment, chance: random.Random) -> None:
    alike = {"0": "0Oo", "1": "1IiLl"}
    typed = "".join(chance.choice(alike.get(sign, sign + sign.lower())) for sign in signs_of(commitment))
    apart = "".join(sign + chance.choice(["", "", " ", "-", "\n", "  "]) for sign in typed)
    assert parse_code(f" {apart} ") == commitment


@given(commitments, st.integers(0, CODE_LENGTH - 1), st.sampled_from(SIGNS))
def test_every_single_wrong_sign_is_found(commitment: Commitment, place: int, sign: str) -> None:
    signs = signs_of(commitment)
    assume(signs[place] != sign)
    with pytest.raises(BadInput, match="mistyped"):
        parse_code(signs[:place] + sign + signs[place + 1 :])


@given(commitments, st.integers(0, CODE_LENGTH - 2))
def test_every_swap_of_neighbours_is_found(commitment: Commitment, place: int) -> None:
    signs = signs_of(commitment)
    assume(signs[place] != signs[place + 1])
    with pytest.raises(BadInput, match="swapped"):
        parse_code(signs[:place] + signs[place + 1] + signs[place] + signs[place + 2 :])


def test_all_wrong_signs_and_swaps_of_one_code_are_found() -> None:
    """The same without chance: each sign for each other sign, and each pair of different neighbours."""
    base = signs_of(Commitment(2, 8, hashlib.sha256(b"x").hexdigest()[:40]))
    mistyped = [
        base[:place] + sign + base[place + 1 :] for place in range(CODE_LENGTH) for sign in SIGNS if base[place] != sign
    ]
    assert len(mistyped) == CODE_LENGTH * 31
    for signs in mistyped:
        with pytest.raises(BadInput):
            parse_code(signs)


@pytest.mark.parametrize("first", SIGNS)
def test_a_swap_of_any_two_signs_is_found(first: str) -> None:
    """Luhn's check, for one, takes 0 and Z for each other's swap."""
    for second in SIGNS:
        number = SIGNS.index(first) << 5 | SIGNS.index(second)
        if first == second:
            continue
        for shift in (0, 40, 150):
            signs = signs_of(Commitment(1, 8, f"{number << shift:040x}"))
            at = signs.index(first + second)
            with pytest.raises(BadInput):
                parse_code(signs[:at] + second + first + signs[at + 2 :])


@given(commitments, st.integers(0, CODE_LENGTH - 1))
def test_a_sign_left_out_or_typed_twice_is_found(commitment: Commitment, place: int) -> None:
    signs = signs_of(commitment)
    with pytest.raises(BadInput, match="it has 34 signs, a code has 35"):
        parse_code(signs[:place] + signs[place + 1 :])
    with pytest.raises(BadInput, match="it has 36 signs"):
        parse_code(signs[: place + 1] + signs[place:])


@given(st.text())
def test_anything_else_is_refused_as_input(text: str) -> None:
    with pytest.raises(BadInput, match="code"):
        parse_code(text)


@pytest.mark.parametrize("sign", ["U", "u", "!", "ß", "ſ", "ı", "\x1b", "٣", "é"])
def test_a_sign_that_is_in_no_code_is_named(sign: str) -> None:
    signs = signs_of(Commitment(1, 8, "0" * 40))
    with pytest.raises(BadInput, match="is in no code") as refusal:
        parse_code(signs[:5] + sign + signs[6:])
    assert "\x1b" not in str(refusal.value)


def test_a_code_of_an_impossible_size_is_refused() -> None:
    for pairs, weeks in ((0, 8), (15, 8), (2, 63), (2, 0)):
        with pytest.raises(BadInput, match="use"):
            parse_code(Commitment(pairs, weeks, "0" * 40).code)


@given(sheets)
def test_a_code_tells_the_size_and_nothing_of_the_order(sheet: Sheet) -> None:
    """Without the nonce no order can be tried out: not with none, and not with an easy one."""
    commitment = parse_code(sheet.commitment.code)
    assert (commitment.pairs, commitment.weeks) == (sheet.pairs, sheet.weeks)
    assume(int(sheet.nonce, 16) > 1)
    for order in product([LDN_FIRST, COMPARATOR_FIRST], repeat=sheet.pairs):
        contents = tuple(content for pair in order for content in pair)
        for nonce in ("", "0" * 32, "f" * 32, commitment.digest[:32]):
            assert replace(sheet, contents=contents, nonce=nonce).commitment.digest != commitment.digest


def test_the_sign_of_a_code_says_nothing_of_the_order() -> None:
    """No sign of a code, nor its check sign, goes with the order: their frequencies are the same for both."""
    bits = bits_of(3).getrandbits
    first_signs: dict[Content, Counter[str]] = {Content.LDN: Counter(), Content.COMPARATOR: Counter()}
    for _ in range(6400):
        sheet = draw_sheet(1, 8, bits)
        first_signs[sheet.contents[0]].update(
            f"{place}{sign}" for place, sign in enumerate(signs_of(sheet.commitment)) if place >= 2
        )
    for key in first_signs[Content.LDN] | first_signs[Content.COMPARATOR]:
        counts = [counter[key] for counter in first_signs.values()]
        # About 100 each; the largest of a thousand such differences stays below six standard deviations.
        assert abs(counts[0] - counts[1]) < 6 * sum(counts) ** 0.5


# The sheet


@given(sheets)
def test_a_sheet_is_read_back(sheet: Sheet) -> None:
    assert parse_sheet(sheet.canonical) == sheet
    check_sheet(parse_sheet(sheet.canonical), sheet.commitment)
    check_sheet(sheet, parse_code(sheet.commitment.code))


@given(sheets, st.sampled_from(["\n", "\r\n", "\r"]))
def test_a_sheet_may_be_copied_by_hand(sheet: Sheet, end: str) -> None:
    """Blank lines, remarks, other line ends, other spacing and other capitals change nothing."""
    lines = ["# for the helper", "", *(f"  {line.upper().replace(' ', '  ')} " for line in sheet.canonical.split("\n"))]
    assert parse_sheet(end.join([*lines, "", "# end"])) == sheet


@given(sheets, sheets)
def test_another_sheet_does_not_open(sheet: Sheet, other: Sheet) -> None:
    assume(sheet != other)
    with pytest.raises(BadInput, match="nothing was opened"):
        check_sheet(other, sheet.commitment)


@given(sheets, st.data())
def test_any_changed_letter_is_refused(sheet: Sheet, data: st.DataObject) -> None:
    text = sheet.canonical
    place = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters(codec="ascii", exclude_categories=["Cc"]))
    assume(text[place] not in {" ", "\n"})
    assume(letter.lower() != text[place].lower() and letter not in {" ", "#"})
    with pytest.raises(BadInput) as refusal:
        check_sheet(parse_sheet(text[:place] + letter + text[place + 1 :]), sheet.commitment)
    assert sheet.nonce not in str(refusal.value)


@given(sheets, st.data())
def test_bottles_that_were_swapped_are_refused(sheet: Sheet, data: st.DataObject) -> None:
    pair = data.draw(st.integers(0, sheet.pairs - 1))
    contents = list(sheet.contents)
    contents[2 * pair : 2 * pair + 2] = reversed(contents[2 * pair : 2 * pair + 2])
    with pytest.raises(BadInput, match="altered"):
        check_sheet(replace(sheet, contents=tuple(contents)), sheet.commitment)


@given(sheets, st.data())
def test_a_line_left_out_or_twice_or_elsewhere_is_refused(sheet: Sheet, data: st.DataObject) -> None:
    lines = sheet.canonical.split("\n")
    first = data.draw(st.integers(0, len(lines) - 1))
    second = data.draw(st.integers(0, len(lines) - 1))
    for altered in ([*lines[:first], *lines[first + 1 :]], [*lines[:first], lines[first], *lines[first:]]):
        with pytest.raises(BadInput, match="whole sheet"):
            parse_sheet("\n".join(altered))
    assume(first != second)
    lines[first], lines[second] = lines[second], lines[first]
    with pytest.raises(BadInput, match="whole sheet"):
        parse_sheet("\n".join(lines))


@given(st.text())
def test_what_is_no_sheet_is_refused_as_input(text: str) -> None:
    with pytest.raises(BadInput, match="whole sheet"):
        parse_sheet(text)


def test_a_pair_of_two_alike_is_no_sheet() -> None:
    sheet = Sheet(8, (Content.LDN, Content.LDN), "0" * 32)
    with pytest.raises(BadInput, match="whole sheet"):
        parse_sheet(sheet.canonical)


def test_the_canonical_sheet_and_its_code_stay_what_they_are() -> None:
    """A sheet drawn today must open in years: neither its text nor its code may change."""
    sheet = Sheet(
        8, (Content.LDN, Content.COMPARATOR, Content.COMPARATOR, Content.LDN), "00112233445566778899aabbccddeeff"
    )
    assert sheet.canonical == (
        "ldn-tui sealed sheet 1\npairs 2\nweeks 8\nbottle 1 LDN\nbottle 2 comparator\nbottle 3 comparator\n"
        "bottle 4 LDN\nnonce 00112233445566778899aabbccddeeff"
    )
    assert sheet.commitment == Commitment(2, 8, hashlib.sha256(sheet.canonical.encode()).hexdigest()[:40])
    assert sheet.commitment.labels == ("bottle 1", "bottle 2", "bottle 3", "bottle 4")
    assert sheet.bottles["bottle 3"] is Content.COMPARATOR
    assert sheet.commitment.code == "48T1 9P9T NERR ED3W PQ22 PWDX P5W1 9368 JRR"
