"""Laboratory values that are asked for."""

import pytest

from ldn_tui.domain.errors import BadInput
from ldn_tui.domain.labs import parse_lab_number, read_lab_range, usual_lab_name, usual_lab_unit


@pytest.mark.parametrize(
    ("typed", "name", "unit"),
    [(" esr ", "ESR", "mm/h"), ("crp", "CRP", "mg/L"), ("CRP", "CRP", "mg/L"), (" Ferritin ", "Ferritin", "")],
)
def test_a_known_value_has_its_name_and_unit_however_it_is_typed(typed: str, name: str, unit: str) -> None:
    assert (usual_lab_name(typed), usual_lab_unit(typed)) == (name, unit)


@pytest.mark.parametrize(
    ("typed", "remedy"),
    [
        ("250,000", "write 250000 or 250,0"),
        ("250.000", "write 250000 or 250.0"),
        (" 2.345 ", "write 2345 or 2.3450"),
    ],
)
def test_what_may_be_thousands_is_not_guessed(typed: str, remedy: str) -> None:
    with pytest.raises(BadInput, match=f"platelets .* may mean two numbers: {remedy}$"):
        parse_lab_number(typed, "platelets")
    with pytest.raises(BadInput, match=f"range from .* may mean two numbers: {remedy}$"):
        read_lab_range(f"{typed}..400000")


@pytest.mark.parametrize(
    ("typed", "value"),
    [("250000", 250000), ("250,0", 250), ("2.3450", 2.345), ("0,125", 0.125), ("0.125", 0.125), ("1234.567", 1234.567)],
)
def test_what_can_be_one_number_only_is_read(typed: str, value: float) -> None:
    assert parse_lab_number(typed, "TSH") == value


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("0-20", (0, 20)),
        ("0..20", (0, 20)),
        (" 0,5 – 3.5 ", (0.5, 3.5)),
        ("-20", (None, 20)),
        ("20-", (20, None)),
        ("  ", (None, None)),
    ],
)
def test_a_range_has_two_bounds_and_either_may_be_left_out(
    text: str, bounds: tuple[float | None, float | None]
) -> None:
    assert read_lab_range(text) == bounds


@pytest.mark.parametrize(
    ("text", "said"), [("20", "'20': write it like 0-20"), ("-", "'-': write it"), ("a-20", "range from")]
)
def test_what_is_no_range_is_refused_with_the_way_to_write_one(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        read_lab_range(text)
