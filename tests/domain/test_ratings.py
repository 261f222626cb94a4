"""Numbers a person gives."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.ratings import check_mg, check_rating, json_number, parse_number, parse_rating, plain


@given(st.integers(0, 100))
def test_every_tenth_from_0_to_10_is_a_rating_and_reads_back(tenths: int) -> None:
    value = tenths / 10
    assert check_rating(value) == value
    assert parse_rating(plain(value), "pain") == value
    assert parse_rating(plain(value).replace(".", ","), "pain") == value


@given(st.floats())
def test_any_other_number_is_refused(value: float) -> None:
    if math.isfinite(value) and 0 <= value <= 10 and abs(value * 10 - round(value * 10)) < 1e-7:
        return
    with pytest.raises(BadInput, match="0 to 10"):
        check_rating(value)


@pytest.mark.parametrize("value", [-0.1, 10.1, 11, 4.55, math.inf, -math.inf, math.nan, 1e300])
def test_the_message_names_field_value_and_remedy(value: float) -> None:
    with pytest.raises(BadInput) as refusal:
        check_rating(value, "pain")
    assert str(refusal.value).startswith(f"pain {plain(value)} ")
    assert "0 to 10" in str(refusal.value)


def test_there_is_no_negative_zero() -> None:
    assert math.copysign(1, check_rating(-0.0)) == 1


@pytest.mark.parametrize(
    ("text", "value"), [("x", 10.0), ("X", 10.0), ("-", None), (" 4 ", 4.0), ("+4", 4.0), (".5", 0.5)]
)
def test_the_keys_of_the_form_work_as_words(text: str, value: float | None) -> None:
    assert parse_rating(text, "pain") == value


@pytest.mark.parametrize(
    "text", ["", " ", "--", "xx", "4.5.6", "1e1", "inf", "nan", "٤", "４", "4 5", "0x4", "\x1b", "4_0"]
)
def test_anything_else_is_no_rating(text: str) -> None:
    with pytest.raises(BadInput, match="use 0 to 10, x for 10, or - for no answer") as refusal:
        parse_rating(text, "pain")
    assert "\x1b" not in str(refusal.value)


@pytest.mark.parametrize("text", ["", "-", "x", "1e3", "inf", "nan", "1,000.5"])
def test_a_number_is_plain_and_decimal(text: str) -> None:
    with pytest.raises(BadInput, match="write it like 4 or"):
        parse_number(text, "dose")


@given(st.integers(1, 10_000))
def test_amounts_go_in_tenths_of_a_mg(tenths: int) -> None:
    assert check_mg(tenths / 10) == tenths / 10


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (0, "write `none`"), (-1, "out of range"), (1000.1, "out of range"), (4.55, "at most one decimal"),
        (math.inf, "out of range"), (math.nan, "out of range"), (0.05, "out of range"),
    ],
)  # fmt: skip
def test_other_amounts_are_refused(value: float, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        check_mg(value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (6.0, "6"),
        (6.5, "6.5"),
        (0.0, "0"),
        (-0.0, "0"),
        (1000.0, "1000"),
        (0.1, "0.1"),
        (1e12, "1000000000000"),
        (123456.78, "123456.78"),
        (1e300, "1e+300"),
        (math.inf, "inf"),
    ],
)
def test_plain_has_no_needless_zeros(value: float, said: str) -> None:
    assert plain(value) == said


def test_json_numbers_are_plain() -> None:
    assert json_number(None) is None
    assert json_number(6.5) == 6.5
    assert isinstance(json_number(6.0), int)
